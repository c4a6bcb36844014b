//! The formats of `epm check`: each parses, has the fields its reader needs, and the exit code says what was found.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::support::binary::command;
use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

/// An error (unknown key, after a character of several bytes) and a warning (an open risk without an owner).
const FILES: &[(&str, &str)] = &[
    ("epm.yaml", "as_of: 2026-11-20\nprogram: {id: p, title: Program}\n"),
    ("milestones.yaml", "milestones:\n  - {id: a, title: \"Zürich: 100%, <b>&\", ownr: x}\n"),
    (
        "raid.yaml",
        "risks:\n  - {id: r1, title: R, status: open, raised: 2026-11-10, probability: low, impact: low}\n",
    ),
];

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), FILES);
    dir
}

fn check(dir: &Path, format: &str) -> String {
    stdout(&epm(dir, &["check", "--format", format]))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn json_has_the_fields_of_the_contract() {
    let value = json(&check(workspace().path(), "json"));
    for key in ["as_of", "findings", "summary", "version"] {
        assert!(value.get(key).is_some(), "{key}");
    }
    let contract = [
        "code",
        "column",
        "end_column",
        "end_line",
        "file",
        "help",
        "item",
        "line",
        "message",
        "program",
        "rule",
        "severity",
    ];
    let findings = value["findings"].as_array().unwrap();
    assert!(findings.len() >= 2);
    for finding in findings {
        let keys = keys(finding);
        assert!(contract.iter().all(|key| keys.contains(key)), "{keys:?}");
    }
    let found = findings.iter().find(|f| f["code"] == "EPM110").expect("the unknown key");
    assert_eq!((&found["line"], &found["column"], &found["end_column"]), (&2.into(), &42.into(), &46.into()));
    for key in ["errors", "files", "items", "notes", "warnings"] {
        assert!(value["summary"][key].is_u64(), "{key}");
    }
}

#[test]
fn sarif_has_what_code_scanning_needs() {
    let value = json(&check(workspace().path(), "sarif"));
    assert_eq!(value["version"], "2.1.0");
    assert!(value["$schema"].is_string());
    let run = &value["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "epm/check/");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().is_some_and(|t| !t.is_empty()), "{text} of {rule}");
        }
        assert!(rule["defaultConfiguration"]["level"].is_string());
    }
    let results = run["results"].as_array().expect("results");
    assert!(results.len() >= 2);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(!place["artifactLocation"]["uri"].as_str().expect("a uri").starts_with(['/', '.']));
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64().is_some_and(|n| n > 0), "{key}");
        }
    }
}

#[test]
fn gitlab_is_a_list_with_unique_fingerprints_that_survive_a_moved_line() {
    let dir = workspace();
    let fingerprints = || -> Vec<String> {
        let value = json(&check(dir.path(), "gitlab"));
        let row = |row: &Value| {
            assert!(row["description"].is_string() && row["check_name"].is_string());
            let severity = row["severity"].as_str().expect("a severity");
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
            assert!(row["location"]["lines"]["begin"].is_u64());
            assert!(!row["location"]["path"].as_str().expect("a path").starts_with("./"));
            row["fingerprint"].as_str().expect("a fingerprint").to_owned()
        };
        value.as_array().expect("a list").iter().map(row).collect()
    };
    let mut before = fingerprints();
    write(dir.path(), &[("milestones.yaml", &format!("# moved\n{}", FILES[1].1))]);
    let mut after = fingerprints();
    before.sort();
    after.sort();
    assert_eq!(before, after);
    after.dedup();
    assert_eq!(before.len(), after.len(), "a fingerprint stands twice");
}

#[test]
fn junit_is_well_formed() {
    let text = check(workspace().path(), "junit");
    let mut open: Vec<&str> = Vec::new();
    let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").expect("a declaration");
    for tag in body.split('<').skip(1) {
        let (tag, after) = tag.split_once('>').expect("a closed tag");
        assert!(!after.contains("&<") && after.split('&').skip(1).all(|e| e.contains(';')), "{after}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().expect("a name"));
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(text.contains("<testsuites") && text.contains("<failure "));
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let value = json(&check(workspace().path(), "rdjson"));
    assert!(value["source"]["name"].is_string());
    let diagnostics = value["diagnostics"].as_array().expect("a list");
    let found = diagnostics.iter().find(|d| d["code"]["value"] == "EPM110").expect("the unknown key");
    // `ü` before it is two bytes.
    assert_eq!(found["location"]["range"]["start"]["column"], 43);
    assert_eq!(found["location"]["range"]["end"]["column"], 47);
    assert_eq!(found["severity"], "ERROR");
}

#[test]
fn github_writes_one_escaped_line_a_finding_and_errors_first() {
    let text = check(workspace().path(), "github");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("::")).collect();
    assert!(lines[0].starts_with("::error file=milestones.yaml,line=2,"), "{text}");
    let first_other = lines.iter().position(|line| !line.starts_with("::error")).unwrap_or(lines.len());
    assert!(lines[first_other..].iter().all(|line| !line.starts_with("::error")));
    assert_eq!(lines.len() + 1, text.lines().count(), "{text}");
}

#[test]
fn the_exit_code_follows_fail_on() {
    let code = |dir: &Path, args: &[&str]| epm(dir, args).status.code();
    let dir = workspace();
    assert_eq!(code(dir.path(), &["check"]), Some(1));
    assert_eq!(code(dir.path(), &["check", "--fail-on", "never"]), Some(0));
    write(dir.path(), &[("milestones.yaml", "milestones:\n  - {id: a, title: A}\n")]);
    assert_eq!(code(dir.path(), &["check"]), Some(0));
    assert_eq!(code(dir.path(), &["check", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(dir.path(), &["check", "--fail-on", "sometimes"]), Some(2));
    assert_eq!(code(dir.path(), &["check", "-C", "nowhere"]), Some(2));
    assert_eq!(code(dir.path(), &["check", "nowhere.yaml"]), Some(2));
    write(dir.path(), &[("epm.yaml", "progrm: {id: p, title: Program}\n")]);
    assert_eq!(code(dir.path(), &["check"]), Some(2));
}

#[test]
fn an_unknown_name_gets_a_suggestion() {
    let dir = workspace();
    for (args, word) in [
        (&["check", "--program", "q"][..], "`p`"),
        (&["explain", "unknown-kye"], "unknown-key"),
        (&["render", "readines", "--stdout"], "readiness"),
        (&["check", "--format", "sarfi"], "sarif"),
    ] {
        let run = epm(dir.path(), args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(said.contains(word), "{args:?}: {said}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    let many = format!("milestones:\n{}", "  - {id: a, title: A, ownr: x}\n".repeat(5_000));
    write(dir.path(), &[FILES[0], ("milestones.yaml", &many)]);
    let mut child =
        command(dir.path(), &["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
}
