//! What is not known is said, never guessed.

use std::fs;

use epm::model::Date;
use epm::pipeline::history;
use epm::source::git::Repository;

use crate::support::binary::epm;
use crate::support::repo::Commit;
use crate::support::repo::Repo;
use crate::support::repo::files;

/// Returns a repository whose history ends with the second of three commits, as a shallow clone leaves it.
fn shallow() -> (Repo, String) {
    let repo = Repo::new();
    let plan = |days: u32| {
        let milestones = format!("milestones:\n  - {{id: a, title: A, duration: {days}d}}\n");
        files(&[("charter.md", "---\nid: demo\ntitle: Demo\n---\n"), ("milestones.yaml", &milestones)])
    };
    let first = repo.commit(&plan(5), Commit::at("2026-11-02 09:00")).to_string();
    let second = repo.commit(&plan(6), Commit::at("2026-11-03 09:00")).to_string();
    repo.commit(&plan(7), Commit::at("2026-11-04 09:00"));
    let git = repo.path().join(".git");
    fs::remove_file(git.join("objects").join(&first[..2]).join(&first[2..])).unwrap();
    fs::write(git.join("shallow"), format!("{second}\n")).unwrap();
    repo.check_out(&plan(7));
    (repo, first)
}

#[test]
fn a_shallow_history_says_that_it_is_and_how_to_mend_it() {
    let (repo, first) = shallow();
    for args in [
        vec!["diff", "HEAD~2..HEAD"],
        vec!["why", "a", "--since", "HEAD~2"],
        vec!["plan", "--at", &first],
        vec!["check", "--since", "HEAD~2"],
        vec!["plan", "--baseline", "HEAD~2"],
    ] {
        let output = epm(repo.path(), &args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("git fetch --unshallow"), "{args:?}: {said}");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    // What is there is compared as ever.
    let output = epm(repo.path(), &["diff", "HEAD~1..HEAD"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("6d → 7d"), "{output:?}");
}

#[test]
fn before_a_shallow_history_begins_nothing_is_known() {
    let (repo, _) = shallow();
    let repository = Repository::discover(repo.path()).unwrap();
    let tip = repository.resolve("HEAD").unwrap();
    let found = history::load(&repository, tip, "", &|_, _| {}).unwrap();
    let day = |text: &str| Date::parse(text).unwrap();
    assert_eq!((found.is_shallow, found.snapshots.len()), (true, 2));
    assert!(found.is_unknown_on(day("2026-11-02")) && !found.is_unknown_on(day("2026-11-03")));
    assert_eq!(found.on(day("2026-11-03")).map(|s| s.commit.day), Some(day("2026-11-03")));
    assert_eq!(found.on(day("2027-01-01")).map(|s| s.commit.day), Some(day("2026-11-04")));
}

#[test]
fn no_kpi_of_a_shallow_history_is_a_number() {
    let (repo, _) = shallow();
    let output = epm(repo.path(), &["kpi", "--as-of", "2026-11-20", "--format", "json"]);
    let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let known = ["defect_escape", "unplanned_ratio", "stakeholder_sat", "partner_sat", "meeting_effect"];
    for kpi in view["kpis"].as_array().unwrap() {
        // Outside data stands in the files as they are.
        if known.contains(&kpi["id"].as_str().unwrap()) {
            continue;
        }
        assert_eq!((&kpi["status"], &kpi["value"]), (&"unknown".into(), &serde_json::Value::Null), "{kpi:#}");
        let reason = kpi["reason"].as_str().unwrap();
        assert!(reason.contains("shallow history") && reason.contains("git fetch --unshallow"), "{reason}");
    }
}
