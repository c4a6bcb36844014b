//! `epm baseline`: the only command that writes to the repository, and only a tag; plans beside a baseline.

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;

fn plan(days: u32, extra: &str) -> Files {
    let milestones = format!(
        "milestones:\n  - {{id: design, title: Design, duration: {days}d}}\n  - {{id: launch, title: Launch, depends_on: [design], committed: 2026-12-01}}\n"
    );
    files(&[
        ("epm.yaml", &format!("version: 1\nas_of: 2026-11-09\n{extra}")),
        ("demo/charter.md", "---\nid: demo\ntitle: Demo\nstart: 2026-11-02\n---\n"),
        ("demo/milestones.yaml", &milestones),
    ])
}

fn repo() -> Repo {
    let repo = Repo::new();
    repo.commit(&plan(5, ""), Commit::at("2026-11-02 09:00"));
    repo.check_out(&plan(5, ""));
    let mut config = repo.git.config().unwrap();
    config.set_str("user.name", "Maria Keller").unwrap();
    config.set_str("user.email", "maria@example.com").unwrap();
    repo
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_baseline_is_an_annotated_tag_that_never_moves() {
    let repo = repo();
    let set = |args: &[&str]| epm(repo.path(), &[&["baseline", "set"], args].concat());
    assert_eq!(set(&["q4", "-m", "Agreed on 2 November"]).status.code(), Some(0));
    let tag = repo.git.find_reference("refs/tags/epm/baseline/q4").unwrap();
    let tag = tag.peel_to_tag().unwrap();
    assert_eq!(tag.message().ok().flatten().map(str::trim), Some("Agreed on 2 November"));
    assert_eq!(tag.target_id(), repo.git.head().unwrap().target().unwrap());
    let again = set(&["q4", "-m", "Another"]);
    assert!(said(&again).contains("there is a baseline `q4` already"), "{}", said(&again));
    assert_eq!(again.status.code(), Some(2));
    for name in ["a b", "../x", "-x", "q.lock", "", "a/b", "a..b"] {
        let output = set(&["-m", "why", "--", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(said(&output).contains("is no name for a baseline"), "{name}: {}", said(&output));
    }
    assert_eq!(set(&["q1", "-m", " "]).status.code(), Some(2));
}

#[test]
fn a_plan_with_changes_is_named_only_when_the_commit_is_said() {
    let repo = repo();
    let set = |args: &[&str]| epm(repo.path(), &[&["baseline", "set"], args].concat());
    // Another way of writing it is no change.
    std::fs::write(repo.path().join("epm.yaml"), "# today\nas_of: 2026-11-09\nversion: 1\n").unwrap();
    assert_eq!(set(&["same", "-m", "why"]).status.code(), Some(0));
    repo.check_out(&plan(8, ""));
    let output = set(&["q4", "-m", "why"]);
    assert!(said(&output).contains("changes that are not committed"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(set(&["q4", "HEAD", "-m", "why"]).status.code(), Some(0));
}

#[test]
fn baselines_are_listed_and_shown() {
    let repo = repo();
    assert!(stdout(&epm(repo.path(), &["baseline", "list"])).contains("there is no baseline yet"));
    epm(repo.path(), &["baseline", "set", "q4", "-m", "Agreed"]);
    let list = epm(repo.path(), &["baseline", "list", "--format", "json"]);
    let view: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(
        (&view["version"], &view["baselines"][0]["name"], &view["baselines"][0]["day"]),
        (&1.into(), &"q4".into(), &"2026-11-02".into())
    );
    let show = epm(repo.path(), &["baseline", "show", "q4", "--format", "json"]);
    let view: serde_json::Value = serde_json::from_slice(&show.stdout).unwrap();
    assert_eq!(view["programs"][0]["finish"], "2026-11-06");
    assert_eq!(view["programs"][0]["commitments"][0]["committed"], "2026-12-01");
}

#[test]
fn a_plan_stands_beside_a_baseline_or_any_revision() {
    let repo = repo();
    epm(repo.path(), &["baseline", "set", "q4", "-m", "Agreed"]);
    repo.check_out(&plan(8, "baseline: q4\n"));
    for args in [vec!["plan", "--format", "json", "--baseline", "HEAD"], vec!["plan", "--format", "json"]] {
        let output = epm(repo.path(), &args);
        let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let launch =
            view["programs"][0]["items"].as_array().unwrap().iter().find(|i| i["id"] == "launch").unwrap();
        // Five days from 2 November; eight days from 9 November, the day of the plan: eight working days later.
        assert_eq!(launch["baseline_finish"], "2026-11-06", "{args:?}");
        assert_eq!(
            (&launch["early_finish"], &launch["baseline_variance"]),
            (&"2026-11-18".into(), &8.0.into())
        );
        assert_eq!(view["programs"][0]["baseline_variance"], 8.0);
    }
    // A baseline that only the settings name is not needed for a plan; one that is asked for is.
    repo.check_out(&plan(8, "baseline: q9\n"));
    let output = epm(repo.path(), &["plan"]);
    assert!(said(&output).contains("baseline `q9` of epm.yaml is unknown"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(epm(repo.path(), &["plan", "--baseline", "q9"]).status.code(), Some(2));
}
