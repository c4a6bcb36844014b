//! Where the programs of a workspace are.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::diag::Finding;
use crate::diag::Place;
use crate::load::Loaded;
use crate::load::faults;
use crate::load::file;
use crate::load::places::ItemHome;
use crate::model::Charter;
use crate::model::Id;
use crate::model::Kind;
use crate::model::ProgramEntry;
use crate::model::Settings;
use crate::model::Text;
use crate::model::Workspace;
use crate::model::id_fault;
use crate::source::Entry;
use crate::source::EntryKind;
use crate::source::ReadError;

/// A program before its files are read.
#[derive(Debug)]
pub(crate) struct Site {
    /// Its folder from the root; empty at the root.
    pub(crate) folder: String,
    /// Its id until a charter says otherwise.
    pub(crate) id: Id,
    /// Its name until a charter says otherwise.
    pub(crate) title: String,
    /// What `epm.yaml` says of it, as a charter.
    pub(crate) charter: Option<Charter>,
    /// Where that stands.
    pub(crate) home: Option<ItemHome>,
    /// Where its kinds are kept.
    pub(crate) paths: BTreeMap<String, String>,
    /// Its milestones stand in `epm.yaml`.
    pub(crate) is_inline: bool,
}

/// Finds the programs: those that `epm.yaml` names, else every folder with a charter. Sorted by folder.
pub(crate) fn find(entries: &[Entry], loaded: &mut Loaded) -> Vec<Site> {
    let settings = loaded.workspace.settings().clone();
    let paths = texts(&settings.paths);
    let mut sites = Vec::new();
    if let Some(program) = &settings.program {
        let mut charter = Charter::named(program.id.clone(), program.title.clone());
        charter.owner.clone_from(&program.owner);
        charter.sponsor.clone_from(&program.sponsor);
        charter.start = program.start;
        charter.target = program.target;
        charter.correlation.clone_from(&program.correlation);
        let home = loaded.places.items.get(&Workspace::subject(Kind::Settings)).cloned();
        let home = home.map(|home| below(loaded, home, "program"));
        sites.push(Site { is_inline: true, ..declared(String::new(), charter, home, paths.clone()) });
    }
    let folders: BTreeSet<&str> = entries.iter().flat_map(|e| parents(&e.path)).collect();
    if settings.programs.is_empty() {
        for entry in entries.iter().filter(|e| e.path == "charter.md" || e.path.ends_with("/charter.md")) {
            let folder = entry.path.strip_suffix("charter.md").unwrap_or_default().trim_end_matches('/');
            if !(folder.is_empty() && settings.program.is_some()) {
                sites.push(bare(folder, &paths, &settings));
            }
        }
    }
    for (n, entry) in settings.programs.iter().enumerate() {
        let place = Place::field(Workspace::subject(Kind::Settings), format!("programs[{n}]").as_str());
        match entry {
            ProgramEntry::Pattern(pattern) => {
                let pattern = tidy(pattern);
                let found: Vec<_> = folders.iter().filter(|f| matches(pattern, f)).collect();
                let linked =
                    entries.iter().filter(|e| e.kind == EntryKind::Link && matches(pattern, &e.path));
                let before = loaded.findings.len();
                loaded.findings.extend(linked.map(|e| file::unreadable(&e.path, &ReadError::Link)));
                if found.is_empty() && loaded.findings.len() == before {
                    loaded.findings.push(missing(place, pattern, &folders));
                }
                sites.extend(found.into_iter().map(|folder| bare(folder, &paths, &settings)));
            }
            ProgramEntry::Record(record) => {
                let folder = record.path.as_deref().map(tidy).unwrap_or_default();
                if !folders.contains(folder) {
                    loaded.findings.push(missing(place.clone(), folder, &folders));
                }
                if sites.iter().any(|site| site.charter.is_some() && site.folder == folder) {
                    loaded.findings.push(declared_twice(place, folder));
                    continue;
                }
                let title = record.title.clone().unwrap_or_else(|| Text(record.id.to_string()));
                let mut charter = Charter::named(record.id.clone(), title);
                charter.owner.clone_from(&record.owner);
                let mut own = paths.clone();
                own.extend(texts(&record.paths));
                let home = loaded.places.items.get(&Workspace::subject(Kind::Settings)).cloned();
                sites.push(declared(folder.to_owned(), charter, home, own));
            }
        }
    }
    // What `epm.yaml` declares wins over what a pattern finds.
    sites.sort_by(|a, b| {
        (&a.folder, a.charter.is_none(), &a.id).cmp(&(&b.folder, b.charter.is_none(), &b.id))
    });
    sites.dedup_by(|a, b| a.folder == b.folder);
    if sites.is_empty() && loaded.findings.is_empty() {
        let place = Place::item(Workspace::subject(Kind::Settings));
        loaded.findings.push(
            Finding::new(&faults::missing_program::META, place, "there is no program in this workspace")
                .help("add a `program:` to `epm.yaml`, or a folder with a `charter.md`: `epm new charter`"),
        );
    }
    sites
}

/// Returns the site that a file belongs to: the one with the longest folder around it.
pub(crate) fn site_of(sites: &[Site], path: &str) -> Option<usize> {
    let holds = |folder: &str| {
        folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    };
    let around = sites.iter().enumerate().filter(|(_, s)| holds(&s.folder));
    around.max_by_key(|(_, s)| s.folder.len()).map(|(n, _)| n)
}

fn declared(
    folder: String,
    charter: Charter,
    home: Option<ItemHome>,
    paths: BTreeMap<String, String>,
) -> Site {
    let (id, title) = (charter.id.clone(), charter.title.to_string());
    Site { folder, id, title, charter: Some(charter), home, paths, is_inline: false }
}

fn bare(folder: &str, paths: &BTreeMap<String, String>, settings: &Settings) -> Site {
    let name = folder.rsplit('/').next().unwrap_or_default();
    let id = if id_fault(name).is_none() { name } else { "program" };
    let title = match (&settings.title, folder) {
        (Some(title), "") => title.to_string(),
        _ => id.to_owned(),
    };
    Site {
        folder: folder.to_owned(),
        id: Id::new(id),
        title,
        charter: None,
        home: None,
        paths: paths.clone(),
        is_inline: false,
    }
}

/// The home of a mapping below a record's home.
fn below(loaded: &Loaded, home: ItemHome, key: &str) -> ItemHome {
    let text = &loaded.sources.get(home.source).text;
    let tree = loaded.places.trees.get(&home.source);
    let root = tree.zip(home.node).map(|(tree, at)| tree.node(text, at));
    match root.and_then(|root| root.get(key)) {
        Some(node) => ItemHome { node: Some(node.at()), start: node.span(), ..home },
        None => home,
    }
}

fn texts(paths: &BTreeMap<String, Text>) -> BTreeMap<String, String> {
    paths.iter().map(|(kind, path)| (kind.clone(), path.to_string())).collect()
}

fn tidy(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    match path.strip_prefix("./").unwrap_or(path) {
        "." => "",
        other => other,
    }
}

/// Every folder above a path, from the root down to the one that holds it.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    std::iter::once("").chain(path.match_indices('/').map(|(at, _)| &path[..at]))
}

/// Tells whether a folder fits a pattern; `*` stands for any part of one name.
fn matches(pattern: &str, folder: &str) -> bool {
    let (wanted, given): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), folder.split('/').collect());
    wanted.len() == given.len() && wanted.iter().zip(&given).all(|(w, g)| fits(w, g))
}

fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut rest) = name.strip_prefix(head) else { return false };
    let mut parts: Vec<_> = tail.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn declared_twice(place: Place, folder: &str) -> Finding {
    let folder = if folder.is_empty() { "." } else { folder };
    let message = format!("a program is declared in the folder `{folder}` already");
    Finding::new(&faults::clashing_fields::META, place, message)
        .help("give this one a folder of its own, or delete one of the two; nothing of this entry is read")
}

fn missing(place: Place, wanted: &str, folders: &BTreeSet<&str>) -> Finding {
    let finding = Finding::new(
        &faults::missing_program::META,
        place,
        format!("no folder `{wanted}` in this workspace"),
    );
    match crate::diag::nearest(wanted, folders.iter().copied()) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help("correct the path, or delete the entry"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_part_of_one_name() {
        assert!(matches("programs/*", "programs/identity"));
        assert!(!matches("programs/*", "programs/identity/raid"));
        assert!(matches("teams/*-plan/*", "teams/web-plan/q1"));
        assert!(matches("", ""));
        assert!(fits("a*b*c", "a--b--c") && !fits("a*b*c", "a--c"));
    }
}
