//! Walks `tests/fixtures/rules/<CODE>-<name>/{bad,good}/`: each is a small workspace.
//!
//! A line that a rule must flag carries `expect: EPM203` (in a comment). Where no comment can stand, `expect.txt` in the
//! fixture lists `file:line` instead; `odd-files.txt` lists links and unreadable files (`support/odd.rs`). `bad` must be
//! flagged at exactly these lines, `good` nowhere, and `good` must be free of errors of any rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use epm::check::all_rules;
use epm::diag::RuleMeta;
use epm::diag::Severity;

use crate::support;

type Lines = BTreeSet<(String, u32)>;

fn expected(folder: &Path, meta: &RuleMeta) -> Lines {
    let mut out = Lines::new();
    let mut stack = vec![folder.to_owned()];
    let mark = format!("expect: {}", meta.code);
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            stack.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        let relative = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        if relative == "expect.txt" {
            for line in text.lines().filter(|l| !l.trim().is_empty()) {
                let (file, line) = line.rsplit_once(':').expect("file:line");
                out.insert((file.to_owned(), line.trim().parse().expect("a line")));
            }
            continue;
        }
        for (n, line) in text.lines().enumerate() {
            if line.contains(&mark) {
                out.insert((relative.clone(), n as u32 + 1));
            }
        }
    }
    out
}

fn check_rule(meta: &RuleMeta, faults: &mut Vec<String>) {
    let name = format!("{}-{}", meta.code, meta.name);
    let folder = support::root("tests/fixtures/rules").join(&name);
    for side in ["bad", "good"] {
        let side_folder = folder.join(side);
        if !side_folder.is_dir() {
            faults.push(format!("{name}: no fixture `{side}`"));
            continue;
        }
        let session = support::open_folder(&side_folder);
        let found: Lines = session
            .findings
            .iter()
            .filter(|f| f.finding.rule.code == meta.code)
            .map(|f| (f.place.file.clone(), f.place.line))
            .collect();
        let wanted = expected(&side_folder, meta);
        let all = || support::lines(&session.findings).join("\n  ");
        if found != wanted {
            faults.push(format!("{name}/{side}: found {found:?}, expected {wanted:?}\n  {}", all()));
        }
        if side == "bad" && wanted.is_empty() {
            faults.push(format!("{name}/bad: marks no line"));
        }
        let has_error = session.findings.iter().any(|f| f.finding.severity == Severity::Error);
        if side == "good" && has_error {
            faults.push(format!("{name}/good has errors\n  {}", all()));
        }
        // A message must say what to do next, and never shout.
        for f in session.findings.iter().filter(|f| f.finding.rule.code == meta.code) {
            let message = &f.finding.message;
            if message.ends_with('.') || (f.finding.help.is_none() && f.finding.label.is_none()) {
                faults.push(format!("{name}: `{message}` ends with a full stop or has no next step"));
            }
        }
    }
}

#[test]
fn every_rule_fires_where_its_bad_fixture_says_and_nowhere_in_its_good_one() {
    let only = std::env::var("EPM_RULE").ok();
    let mut faults = Vec::new();
    for meta in all_rules() {
        if only.as_deref().is_none_or(|o| meta.name.contains(o) || meta.code.to_string().contains(o)) {
            check_rule(meta, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_fixture_folder_belongs_to_a_rule() {
    let known: BTreeSet<String> = all_rules().iter().map(|m| format!("{}-{}", m.code, m.name)).collect();
    for entry in fs::read_dir(support::root("tests/fixtures/rules")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name), "tests/fixtures/rules/{name} belongs to no rule");
    }
}
