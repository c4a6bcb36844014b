//! A kind that is said to be kept where nothing is.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::nearest;
use crate::diag::rule;
use crate::model::KINDS;
use crate::model::Kind;
use crate::model::ProgramEntry;
use crate::model::Text;
use crate::model::Workspace;

rule! {
    /// Finds an entry of `paths:` that maps nothing.
    ///
    /// ## What it does
    /// Compares the keys of `paths:` in `epm.yaml` with the kinds of items, and looks whether anything is at the path, in
    /// the folder of at least one program.
    ///
    /// ## Why it matters
    /// The decisions in `docs/adr` are not read, and no report says so.
    ///
    /// ## Example
    /// ```yaml
    /// paths:
    ///   decisons: docs/adr
    /// ```
    ///
    /// ## Fix it
    /// Correct the kind or the path, or delete the entry.
    pub(crate) static META = 218, "broken-path-mapping", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let all: Vec<&str> = facts.workspace.programs.iter().map(|p| p.folder.as_str()).collect();
    look(facts, &facts.settings().paths, &Path::item().key("paths"), &all, out);
    for (n, entry) in facts.settings().programs.iter().enumerate() {
        if let ProgramEntry::Record(record) = entry {
            let folder = record.path.as_deref().unwrap_or_default().trim_matches('/');
            let folder = folder.strip_prefix("./").unwrap_or(folder).trim_matches('.');
            let at = Path::item().key("programs").index(n).key("paths");
            look(facts, &record.paths, &at, &[folder], out);
        }
    }
}

fn look(facts: &Facts<'_>, paths: &BTreeMap<String, Text>, at: &Path, folders: &[&str], out: &mut Sink) {
    let settings = Workspace::subject(Kind::Settings);
    for (word, path) in paths {
        let at = at.clone().key(word);
        match Kind::from_word(word).filter(|kind| !kind.meta().is_workspace) {
            None => {
                let message = format!("`{word}` is no kind of item");
                let finding = Finding::new(&META, Place::key(settings, at), message);
                let kinds = || KINDS.iter().filter(|meta| !meta.is_workspace).map(|meta| meta.key);
                out.push(match nearest(word, kinds()) {
                    Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the kind"),
                    None => {
                        let known: Vec<_> = kinds().map(|kind| format!("`{kind}`")).collect();
                        finding.help(format!("write one of {}", known.join(", ")))
                    }
                });
            }
            Some(_) if !folders.iter().any(|folder| is_there(facts, folder, path)) => {
                let message = format!("there is nothing at `{path}`");
                out.push(
                    Finding::new(&META, Place::field(settings, at), message)
                        .help("correct the path, which begins at the program's folder, or delete the entry"),
                );
            }
            Some(_) => {}
        }
    }
}

fn is_there(facts: &Facts<'_>, folder: &str, path: &str) -> bool {
    let path = path.trim_matches('/');
    let path = path.strip_prefix("./").unwrap_or(path);
    let full = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let below = format!("{full}/");
    let first = facts.files.range(below.clone()..).next();
    path.is_empty() || facts.files.contains(&full) || first.is_some_and(|file| file.starts_with(&below))
}
