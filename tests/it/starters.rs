//! What epm writes is a sound plan: `init`, `new` of every kind, and `import`.

use std::fs;
use std::path::Path;
use std::process::Command;

use epm::diag::Severity;
use epm::model::KINDS;

use crate::support;

/// Runs epm in a folder and returns its standard output; fails when it does not exit with 0.
fn epm(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_epm"))
        .args(args)
        .args(["--as-of", support::AS_OF])
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "epm {args:?}: {error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn findings(folder: &Path) -> Vec<String> {
    support::lines(&support::open_folder(folder).findings)
}

#[test]
fn what_init_writes_has_nothing_to_report_in_an_empty_folder_and_in_a_repository() {
    let empty = tempfile::tempdir().unwrap();
    epm(empty.path(), &["init", "--id", "atlas"]);
    assert_eq!(findings(empty.path()), Vec::<String>::new());

    let used = tempfile::tempdir().unwrap();
    fs::create_dir_all(used.path().join("docs/adr")).unwrap();
    let record =
        "# 1. Record decisions\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Decision\n\nWe do.\n";
    fs::write(used.path().join("docs/adr/0001-record.md"), record).unwrap();
    fs::write(used.path().join("main.rs"), "fn main() {}\n").unwrap();
    epm(used.path(), &["init", "--id", "atlas"]);
    let session = support::open_folder(used.path());
    assert_eq!(support::lines(&session.findings), Vec::<String>::new());
    assert_eq!(session.loaded.workspace.programs[0].decisions[0].title(), "Record decisions");
    assert!(!used.path().join("charter.md").exists(), "one file beside what is there");
}

#[test]
fn a_starter_of_every_kind_is_sound_and_is_never_overwritten() {
    for meta in KINDS.iter().filter(|m| m.key != "settings") {
        let folder = tempfile::tempdir().unwrap();
        epm(folder.path(), &["init", "--id", "atlas"]);
        let args = ["new", meta.key, "A title: with # signs", "--id", "one-id"];
        let path = epm(folder.path(), &args);
        let file = folder.path().join(path.trim());
        assert!(file.is_file(), "{}: {path}", meta.key);
        // A new risk has no owner yet, and is told so; nothing may be broken, and nothing else may be touched.
        for found in support::open_folder(folder.path()).findings {
            let message = &found.finding.message;
            assert!(found.finding.severity < Severity::Error, "{}: {message}", meta.key);
            assert_eq!(found.place.file, path.trim(), "{}: {message}", meta.key);
        }
        let text = fs::read_to_string(&file).unwrap();
        if path.trim().ends_with(".yaml") {
            let schema = text.lines().next().and_then(|l| l.split("$schema=").nth(1)).expect("a modeline");
            assert!(file.parent().unwrap().join(schema).is_file(), "{}: {schema}", meta.key);
        }
        let again =
            Command::new(env!("CARGO_BIN_EXE_epm")).args(args).current_dir(folder.path()).output().unwrap();
        // A second charter begins another program; everything else stands where it stood.
        let is_refused = again.status.code() == Some(2);
        assert!(is_refused || meta.key == "charter", "{}", meta.key);
        assert_eq!(fs::read_to_string(&file).unwrap(), text, "{}", meta.key);
    }
}

#[test]
fn what_import_writes_has_no_errors_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let register = support::root("examples/import/risk-register.md");
    let register = register.to_str().unwrap();
    let preview = epm(folder.path(), &["import", "raid", register]);
    assert!(preview.contains("4 records would be written"), "{preview}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "a preview writes nothing");
    epm(folder.path(), &["import", "raid", register, "--out", "plan"]);

    let milestones = "No,Milestone,Due,Predecessors,Status\n1,Design,2026-10-01,,Complete\n2,Build: all,2027-01-15,1,In progress\n\
                      3,Launch,2027-02-01,\"2, Nothing\",Not started\n";
    fs::write(folder.path().join("plan.csv"), milestones).unwrap();
    epm(folder.path(), &["import", "milestones", "plan.csv", "--out", "plan"]);
    let log = "| ID | Decision | Status | Date | Rationale |\n|---|---|---|---|---|\n| D-1 | Use one login | Approved | 2026-10-02 | Fewer \\| passwords |\n";
    fs::write(folder.path().join("log.md"), log).unwrap();
    epm(folder.path(), &["import", "decisions", "log.md", "--out", "plan"]);

    let session = support::open_folder(&folder.path().join("plan"));
    let errors: Vec<_> =
        session.findings.iter().filter(|f| f.finding.severity == Severity::Error).cloned().collect();
    assert_eq!(support::lines(&errors), Vec::<String>::new());
    let program = &session.loaded.workspace.programs[0];
    let counts =
        (program.risks.len(), program.issues.len(), program.milestones.len(), program.decisions.len());
    assert_eq!(counts, (3, 1, 3, 1));
    assert_eq!(program.risks[0].extra["x-rag"], "amber");
    assert_eq!(program.risks[2].extra["x-review-by"], "soon");
    assert_eq!(program.milestones[2].extra["x-depends-on"], "Nothing");
    assert_eq!(program.decisions[0].status(), epm::model::DecisionStatus::Accepted);
}
