//! `epm plan --level`, from files to what the command prints; the exact proof, where epm is built with it.

use std::path::Path;

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

const ORG: &str = "\
teams:
  - {id: t, focus: 100%, members: [{id: ada}]}
";

/// The work alone would be done on Monday evening, 2026-03-09; nothing fits the two days before Wednesday.
const PLAN: &str = "\
as_of: 2026-03-02
program:
  id: p
  title: P
  milestones:
    - {id: a, title: A, team: t, duration: 3d}
    - {id: b, title: B, team: t, duration: 1d, constraint: {start_no_earlier_than: 2026-03-04}}
    - {id: c, title: C, team: t, duration: 2d, depends_on: [b]}
";

fn files(dir: &Path) {
    write(dir, &[("epm.yaml", PLAN), ("org.yaml", ORG)]);
}

#[cfg(not(feature = "prove"))]
#[test]
fn a_proof_that_is_not_built_in_says_how_to_get_it() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    let output = epm(dir.path(), &["plan", "--level", "--prove"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("was built without the exact search"), "{said}");
    assert!(said.contains("cargo install --path . --locked --features prove"), "{said}");
}

#[cfg(feature = "prove")]
#[test]
fn a_proof_says_optimal_better_or_undecided() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    let said = stdout(&epm(dir.path(), &["plan", "--level", "--prove"]));
    assert!(said.contains("Proved optimal: no schedule ends on an earlier day"), "{said}");
    assert!(said.contains("no schedule ends earlier"), "{said}");
    let json =
        stdout(&epm(dir.path(), &["plan", "--level", "--prove", "--steps", "500", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let proof = &json["levelling"]["proof"];
    assert_eq!(
        (&proof["verdict"], &proof["open_days"], &proof["most_steps"]),
        (&"optimal".into(), &0.into(), &500.into())
    );
}

#[test]
fn a_levelled_plan_names_the_bound_and_what_waits() {
    let dir = tempfile::tempdir().unwrap();
    files(dir.path());
    let said = stdout(&epm(dir.path(), &["plan", "--level"]));
    assert!(said.starts_with("p  finish 2026-03-09 (before levelling 2026-03-06)"), "{said}");
    assert!(said.contains("team t, busy with"), "{said}");
}
