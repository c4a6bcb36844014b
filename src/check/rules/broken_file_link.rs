//! A link to a file that is not there.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::links;
use crate::check::links::LinkAt;
use crate::diag::Sink;
use crate::diag::nearest;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds a link to a file that is not in the workspace.
    ///
    /// ## What it does
    /// Follows the relative links of prose, and the paths in `links:` and `evidence:`: from the folder of the file, from the
    /// program's folder and from the workspace's root. `#anchors` and `?queries` are cut off. Addresses on the web, and
    /// files outside the workspace or in hidden folders, are not looked at.
    ///
    /// ## Why it matters
    /// Evidence that is not there proves nothing, and the auditor finds out last.
    ///
    /// ## Example
    /// ```yaml
    /// - id: threat-model
    ///   title: Threat model reviewed
    ///   status: pass
    ///   evidence: evidence/threat-model-reveiw.md
    /// ```
    ///
    /// ## Fix it
    /// Correct the path, or commit the file.
    pub(crate) static META = 211, "broken-file-link", Warning, since "0.1.0";
}

/// What the names of documents end with, for values without a folder.
const DOCUMENTS: &[&str] = &[
    "csv", "docx", "htm", "html", "jpeg", "jpg", "json", "log", "markdown", "md", "pdf", "png", "pptx",
    "svg", "txt", "xlsx", "xml", "yaml", "yml",
];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let by_name = LazyCell::new(|| facts.files.iter().map(|file| (name(file), file.as_str())).collect());
    links::of_all(facts, &mut |link| {
        let Some(path) = file_path(&link) else { return };
        let bases = bases(facts, link.file);
        // A path that leads out of the workspace cannot be followed.
        if bases.first().and_then(|folder| join(folder, &path)).is_none() {
            return;
        }
        let full: Vec<String> = bases.iter().filter_map(|base| join(base, &path)).collect();
        if full.iter().any(|path| is_there(facts.files, path)) {
            return;
        }
        // A record of another repository may be read without its pictures and sources: a folder that is not there at all
        // says nothing about the link.
        let is_far = |path: &String| {
            let folder = &path[..path.len() - name(path).len()];
            !folder.is_empty()
                && !facts.files.range(folder.to_owned()..).next().is_some_and(|f| f.starts_with(folder))
        };
        if is_record_of_others(facts, &link) && full.iter().all(is_far) {
            return;
        }
        let finding = link.finding(&META, format!("there is no file `{path}` in this workspace"));
        out.push(match full.iter().find_map(|wanted| near(facts.files, &by_name, wanted)) {
            Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the path"),
            None => finding.help("correct the path, or commit the file"),
        });
    });
}

/// Tells whether a link stands in a decision record of a program that declares no tier.
fn is_record_of_others(facts: &Facts<'_>, link: &LinkAt<'_>) -> bool {
    let Some(subject) = link.subject else { return false };
    let program = facts.workspace.programs.get(subject.program as usize);
    let tier = program.and_then(|p| p.charter.as_ref()).and_then(|c| c.tier);
    subject.kind == Kind::Decision.key() && tier.is_none()
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the file that was probably meant: one of the same folder, or one of the same name elsewhere.
fn near<'f>(files: &'f BTreeSet<String>, by_name: &BTreeMap<&str, &'f str>, wanted: &str) -> Option<&'f str> {
    let folder = &wanted[..wanted.len() - name(wanted).len()];
    let below = files.range(folder.to_owned()..).take_while(|file| file.starts_with(folder)).take(1000);
    let beside = below.filter(|file| !file[folder.len()..].contains('/'));
    nearest(wanted, beside.map(String::as_str)).or_else(|| by_name.get(name(wanted)).copied())
}

/// Returns the path that a link leads to, if it leads to a file.
fn file_path(link: &LinkAt<'_>) -> Option<String> {
    let target = link.target;
    if target.starts_with(['#', '?', '@']) || target.starts_with("//") || links::scheme(target).is_some() {
        return None;
    }
    // What is left of a template is reported as that.
    if target.contains(['{', '}', '<', '>', '$', '*']) {
        return None;
    }
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let path = decoded(path);
    let is_path = !path.is_empty() && (!link.is_value || is_path_like(&path));
    is_path.then_some(path)
}

/// Tells whether a value is a path and not a key of a tracker, a channel or a host.
fn is_path_like(value: &str) -> bool {
    let extension = value.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, e)| e);
    let is_document = extension.is_some_and(|e| DOCUMENTS.contains(&e.to_ascii_lowercase().as_str()));
    match value.split_once('/') {
        Some(("." | "..", _)) => true,
        // `git.example.com/x.md` is an address without its scheme.
        Some((first, _)) if first.contains('.') || value.contains(['@', ':']) => false,
        Some(_) => {
            is_document
                || extension.is_some_and(|e| e.len() <= 5 && e.bytes().any(|b| b.is_ascii_alphabetic()))
        }
        None => is_document && !value.contains(['@', ':']),
    }
}

/// Returns the folders that a relative path may begin at.
fn bases(facts: &Facts<'_>, file: &str) -> Vec<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let holds =
        |program: &str| program.is_empty() || file.strip_prefix(program).is_some_and(|r| r.starts_with('/'));
    let programs = facts.workspace.programs.iter().map(|p| p.folder.as_str());
    let program = programs.filter(|p| holds(p)).max_by_key(|p| p.len()).unwrap_or_default();
    let mut bases = vec![folder.to_owned(), program.to_owned(), String::new()];
    bases.dedup();
    bases
}

/// Joins a folder and a path; `None` when it leads out of the workspace, or to where nothing is listed.
fn join(folder: &str, path: &str) -> Option<String> {
    let (folder, path) = match path.strip_prefix('/') {
        Some(from_root) => ("", from_root),
        None => (folder, path),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            hidden if hidden.starts_with('.') || matches!(hidden, "node_modules" | "target") => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn is_there(files: &BTreeSet<String>, path: &str) -> bool {
    let below = format!("{path}/");
    path.is_empty()
        || files.contains(path)
        || files.range(below.clone()..).next().is_some_and(|file| file.starts_with(&below))
}

/// Reads `%20` and the like.
fn decoded(path: &str) -> String {
    let mut out = Vec::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_no_paths_are_left_alone() {
        for path in ["evidence/a.csv", "./notes", "../a/b.md", "design.pdf", "adr/0001-x.md"] {
            assert!(is_path_like(path), "{path}");
        }
        for other in [
            "AUTH-123",
            "#prog-identity",
            "git.example.com/x.md",
            "maria@example.com",
            "identity/1.2",
            "wiki.example",
        ] {
            assert!(!is_path_like(other), "{other}");
        }
    }

    #[test]
    fn paths_are_joined_as_a_browser_would() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a/b", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a", "../../c.md"), None);
        assert_eq!(decoded("a%20b%2f%zz"), "a b/%zz");
    }
}
