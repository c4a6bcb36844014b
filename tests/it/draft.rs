//! `epm draft status`, from files to the note that it writes.

use std::fs;
use std::path::Path;

use crate::support;
use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

const CHARTER: &str =
    "---\nid: vault\ntitle: Vault\nowner: maria\nfinish_milestone: live\n---\n\n## Purpose\n\nKeep keys.\n";
const MILESTONES: &str = "milestones:
  - {id: base, title: Base, duration: 10d, owner: maria, committed: 2026-11-30}
  - {id: takeover, title: Zqx is taken over, duration: 5d, owner: maria, depends_on: [base], visibility: restricted}
  - {id: live, title: 'Live [[base.finish]]', depends_on: [takeover], owner: maria, committed: 2026-12-04}
";
const NOTE: &str = "---
as_of: 2026-11-13
period: 2026-W46
headline: All is well
next_steps:
  - {text: Order keys, owner: maria, due: 2026-11-25}
  - {text: Say hello, owner: maria, due: 2026-11-12, status: done}
---
Told.
";

fn world(folder: &Path) {
    let risk = "risks:\n  - {id: RSK-1, title: Zqx risk, owner: maria, probability: high, impact: high, visibility: restricted}\n  \
                - {id: RSK-2, title: '[[live.finish]] *late*', owner: maria, probability: high, impact: high}\n";
    write(
        folder,
        &[
            ("epm.yaml", "version: 1\nas_of: 2026-11-20\n"),
            ("charter.md", CHARTER),
            ("milestones.yaml", MILESTONES),
            ("raid.yaml", risk),
            ("status/2026-W46.md", NOTE),
        ],
    );
}

#[test]
fn a_draft_passes_the_check_and_is_never_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    world(folder.path());
    let printed = epm(folder.path(), &["draft", "status", "--stdout"]);
    assert_eq!(printed.status.code(), Some(0), "{printed:?}");
    assert_eq!(epm(folder.path(), &["draft", "status"]).status.code(), Some(0));
    let path = folder.path().join("status/2026-W47.md");
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(written, stdout(&printed), "the same facts give the same draft");
    let checked = epm(folder.path(), &["check", "--as-of", "2026-11-20"]);
    assert_eq!(checked.status.code(), Some(0), "{}", stdout(&checked));
    assert!(
        written.contains("headline: 'Live \\[[base.finish]]: expected on [[program.finish]]"),
        "{written}"
    );
    assert!(written.contains("raised: 2026-11-13") && !written.contains("Say hello"), "{written}");
    assert!(written.contains("Not known: the plan is not in a Git repository"), "{written}");
    assert!(!written.to_lowercase().contains("zqx") && !written.contains("RSK-1"), "restricted: {written}");
    fs::write(&path, "mine").unwrap();
    // The day of the last note has a note now, so that the next period is drafted.
    fs::write(&path, NOTE.replace("2026-11-13", "2026-11-20").replace("W46", "W47")).unwrap();
    assert_eq!(epm(folder.path(), &["draft", "status"]).status.code(), Some(0));
    let next = folder.path().join("status/2026-W48.md");
    assert!(fs::read_to_string(&next).unwrap().contains("as_of: 2026-11-27"));
    fs::write(&next, "---\nperiod: 2026-W48\n---\nmine\n").unwrap();
    let again = epm(folder.path(), &["draft", "status", "--as-of", "2026-11-27"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("--force"));
    assert!(fs::read_to_string(&next).unwrap().contains("mine"));
    assert_eq!(
        epm(folder.path(), &["draft", "status", "--as-of", "2026-11-27", "--force"]).status.code(),
        Some(0)
    );
    assert!(!fs::read_to_string(&next).unwrap().contains("mine"));
}

#[test]
fn every_program_of_the_examples_can_be_drafted_and_checked() {
    for (example, program) in [
        ("identity-migration", "identity-migration"),
        ("identity-migration", "payments"),
        ("kubernetes-1.36", "kubernetes-1-36"),
        ("minimal", "website"),
    ] {
        let folder = support::root(&format!("examples/{example}"));
        let known = support::open_folder(&folder);
        let program = known.loaded.workspace.programs.iter().find(|p| p.id.as_str() == program);
        let program =
            program.map_or_else(|| known.loaded.workspace.programs[0].id.to_string(), |p| p.id.to_string());
        let output = epm(&folder, &["draft", "status", "--program", &program, "--stdout"]);
        assert_eq!(output.status.code(), Some(0), "{example}: {}", String::from_utf8_lossy(&output.stderr));
        let text = stdout(&output);
        let session =
            support::open_files(&[("charter.md", "---\nid: p\ntitle: P\n---\n"), ("status/x.md", &text)]);
        let shape = session.findings.iter().filter(|found| {
            found.place.file == "status/x.md" && found.finding.rule.code.to_string().starts_with("EPM1")
        });
        assert_eq!(shape.count(), 0, "{example}: {:?}", support::lines(&session.findings));
    }
}
