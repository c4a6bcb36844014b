//! Decision records of real projects load unchanged: every file of two repositories against a table that a person has
//! reviewed. `EPM_BLESS=1` writes the tables; read the difference before it is checked in. The records themselves stand
//! beside the checkout (`../shared/data/adr`) and not in it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use epm::model::Kind;
use epm::model::Program;
use epm::pipeline::Session;
use epm::source::MemoryTree;

use crate::support::compare_or_bless;
use crate::support::open;
use crate::support::root;

#[test]
fn every_record_of_semantic_kernel_is_read_or_reported() {
    compare("semantic-kernel", "docs/decisions");
}

#[test]
fn every_record_of_james_is_read_or_reported() {
    compare("james", "src/adr");
}

fn compare(repository: &str, folder: &str) {
    let home = root("../shared/data/adr").join(repository);
    if !home.join(folder).is_dir() {
        eprintln!("SKIPPED: the records of {repository} are not at {}", home.display());
        return;
    }
    let session = open(&workspace(&home, folder));
    let table = root("tests/fixtures/adr").join(format!("{repository}.tsv"));
    compare_or_bless(&table, &rows(&session, folder));
}

/// A workspace of a repository's records and the one file that adopts them.
fn workspace(home: &Path, folder: &str) -> MemoryTree {
    let settings = format!("programs: [{{id: records, path: .}}]\npaths: {{decision: {folder}}}\n");
    let mut tree = MemoryTree::new().with("epm.yaml", settings);
    let mut files: Vec<_> =
        std::fs::read_dir(home.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.is_file()) {
        let path = file.strip_prefix(home).unwrap().to_string_lossy().replace('\\', "/");
        tree = tree.with(&path, std::fs::read(file).unwrap());
    }
    tree
}

/// One line a file: name, title, status as written and as understood, date, and `code:line` of its findings.
fn rows(session: &Session, folder: &str) -> String {
    let mut text = String::from("file\ttitle\tstatus\tnormal\tdate\tfindings\n");
    let program = session.loaded.workspace.programs.first().expect("a program");
    let records = records(session, program);
    let mut findings: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for found in &session.findings {
        let list = findings.entry(found.place.file.as_str()).or_default();
        if !is_about_foreign_keys(found.finding.rule.code) {
            list.push(format!("{}:{}", found.finding.rule.code, found.place.line));
        }
    }
    let prefix = format!("{folder}/");
    for path in session.loaded.files.iter().filter(|path| path.starts_with(&prefix)) {
        let read = records.get(path.as_str()).map_or("-\t-\t-\t-", String::as_str);
        let found = findings.remove(path.as_str()).unwrap_or_default().join(" ");
        let _ = writeln!(text, "{}\t{read}\t{found}", &path[prefix.len()..]);
    }
    findings.retain(|_, list| !list.is_empty());
    assert!(findings.is_empty(), "findings outside of the records: {findings:?}");
    text
}

fn records<'s>(session: &'s Session, program: &Program) -> BTreeMap<&'s str, String> {
    let mut rows = BTreeMap::new();
    for (n, decision) in program.decisions.iter().enumerate() {
        let source = session.loaded.places.source_of(program.subject(Kind::Decision, n)).expect("a home");
        let (_, file) = session.loaded.sources.iter().find(|(id, _)| *id == source).expect("a text");
        let raw = decision.status.as_ref().map_or("-", |status| status.raw.as_str());
        let normal = decision.status.as_ref().and_then(|status| status.normal);
        let normal = normal.map_or("-".to_owned(), |normal| normal.to_string());
        let date = decision.date.map_or("-".to_owned(), |date| date.to_string());
        let row = format!("{}\t{}\t{normal}\t{date}", decision.title(), raw.replace(['\n', '\t'], " "));
        let earlier = rows.insert(file.path.as_str(), row);
        assert!(earlier.is_none(), "two records in {}", file.path);
    }
    rows
}

/// Keys of another tool are noted once a file; they are no news in these records.
fn is_about_foreign_keys(code: epm::diag::Code) -> bool {
    code.0 == 117
}
