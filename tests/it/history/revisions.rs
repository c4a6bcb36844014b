//! `--at`: the plan at a revision, whatever it is called and however the repository is kept.

use std::path::Path;

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;

fn plan(days: u32) -> Files {
    let milestones = format!(
        "milestones:\n  - {{id: design, title: Design, duration: {days}d}}\n  - {{id: launch, title: Launch, depends_on: [design]}}\n"
    );
    files(&[
        ("plans/epm.yaml", "version: 1\nas_of: 2026-01-05\n"),
        ("plans/demo/charter.md", "---\nid: demo\ntitle: Demo\nstart: 2026-11-02\n---\n"),
        ("plans/demo/milestones.yaml", &milestones),
        ("README.md", "unrelated"),
    ])
}

fn repo() -> Repo {
    let repo = Repo::new();
    repo.commit(&plan(5), Commit::at("2026-11-02 09:00").message("first"));
    repo.commit(&plan(8), Commit::at("2026-11-09 23:30").message("second"));
    repo.check_out(&plan(13));
    repo
}

/// Returns as-of and the finish of the program, or what was said.
fn finish(dir: &Path, args: &[&str]) -> (String, String) {
    let output = epm(dir, &[&["plan", "--format", "json"], args].concat());
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
        return (output.status.to_string(), String::from_utf8_lossy(&output.stderr).into_owned());
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (text(&json["as_of"]), text(&json["programs"][0]["finish"]))
}

#[test]
fn a_revision_is_read_from_any_folder_and_dated_by_its_commit() {
    let repo = repo();
    let at = |args: &[&str]| finish(repo.path(), args);
    let owned = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(at(&["-C", "plans", "--at", "HEAD~1"]), owned("2026-11-02", "2026-11-06"));
    assert_eq!(at(&["-C", "plans/demo", "--at", "main"]), owned("2026-11-09", "2026-11-18"));
    assert_eq!(at(&["-C", "plans", "--at", "HEAD^{commit}~1"]), owned("2026-11-02", "2026-11-06"));
    assert_eq!(at(&["-C", "plans", "--at", "@", "--as-of", "2026-12-01"]).0, "2026-12-01");
    // Without `--at` the work tree counts, and `as_of` of its `epm.yaml`.
    assert_eq!(at(&["-C", "plans"]).0, "2026-01-05");
}

#[test]
fn the_day_of_a_commit_is_that_of_the_workspace() {
    let repo = Repo::new();
    let mut plan = plan(5);
    plan.insert("plans/epm.yaml".to_owned(), b"timezone: Asia/Tokyo\n".to_vec());
    repo.commit(&plan, Commit::at("2026-11-09 23:30"));
    repo.check_out(&plan);
    assert_eq!(finish(repo.path(), &["-C", "plans", "--at", "HEAD"]).0, "2026-11-10");
}

#[test]
fn a_bare_repository_needs_no_work_tree() {
    let repo = repo();
    let bare = tempfile::tempdir().unwrap();
    let target = bare.path().join("plans.git");
    git2::build::RepoBuilder::new().bare(true).clone(repo.path().to_str().unwrap(), &target).unwrap();
    let (as_of, finish) = finish(&target, &["--at", "main"]);
    assert_eq!((as_of.as_str(), finish.as_str()), ("2026-11-09", "2026-11-18"));
}

#[test]
fn every_reading_command_takes_a_revision_and_none_that_writes() {
    let repo = repo();
    let plans = repo.path().join("plans");
    for args in [
        vec!["check"],
        vec!["plan"],
        vec!["why", "launch"],
        vec!["graph"],
        vec!["ready"],
        vec!["render", "status", "--stdout"],
    ] {
        let output = epm(&plans, &[args.as_slice(), &["--at", "HEAD~1"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_gateless = said.contains("there is no gate here");
        assert!(output.status.code() != Some(2) || is_gateless, "{args:?}: {said}{}", stdout(&output));
    }
    for args in [vec!["new", "risk", "A risk"], vec!["init", "x"]] {
        let output = epm(&plans, &[args.as_slice(), &["--at", "HEAD~1"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("nothing can be written into a revision"), "{args:?}: {said}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_revision_that_is_none_is_said_with_the_next_step() {
    let repo = repo();
    let says = |revision: &str, wanted: &str| {
        let output = epm(&repo.path().join("plans"), &["plan", &format!("--at={revision}")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(wanted), "{revision}: {said}");
        assert_eq!(output.status.code(), Some(2), "{revision}");
    };
    says("mian", "did you mean `main`?");
    says("HEAD~9", "has no parent number 1");
    says("HEAD~99999999999", "write `~3` for three back");
    says("", "name a branch");
    // Arguments in disguise, searches and paths are names of nothing (T30).
    for odd in ["--output=/tmp/x", "-x", ":/first", "HEAD:plans", "a b", "HEAD^{/first}", "..", "../../etc"] {
        says(odd, "no revision");
    }
    let outside = tempfile::tempdir().unwrap();
    let output = epm(outside.path(), &["plan", "--at", "HEAD"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("is in no Git repository"));
    assert_eq!(output.status.code(), Some(2));
}
