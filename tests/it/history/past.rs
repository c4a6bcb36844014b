//! What was known on a day, by whom.

use std::sync::Arc;

use epm::model::Date;
use epm::model::Visibility;
use epm::pipeline;
use epm::pipeline::Options;
use epm::pipeline::Origin;
use epm::pipeline::Reach;
use epm::pipeline::Session;
use epm::source::FolderTree;
use epm::source::git::Repository;
use epm::trend::past::Past;

use crate::support::repo::Commit;
use crate::support::repo::Repo;
use crate::support::repo::files;

const SETTINGS: &str = "version: 1\n";

fn program(days: &str, visibility: &str) -> String {
    format!(
        "---\nid: vault\ntitle: Vault\nowner: maria\n---\n\nKeep keys.\n---8<---milestones:\n  - {{id: base, title: Base, duration: {days}}}\n  \
         - {{id: takeover, title: Take over Acme, duration: 10d, depends_on: [base], visibility: {visibility}}}\n  \
         - {{id: live, title: Live, duration: 1d, depends_on: [takeover]}}\n"
    )
}

fn commit(repo: &Repo, days: &str, visibility: &str, at: &str, message: &'static str) {
    let text = program(days, visibility);
    let (charter, milestones) = text.split_once("---8<---").unwrap();
    let all = files(&[
        ("epm.yaml", SETTINGS),
        ("vault/charter.md", charter),
        ("vault/milestones.yaml", milestones),
    ]);
    repo.commit(&all, Commit::at(at).message(message));
    repo.check_out(&all);
}

fn open(repo: &Repo, as_of: &str) -> Session {
    let repository = Arc::new(Repository::discover(repo.path()).unwrap());
    let tip = repository.resolve("HEAD").unwrap();
    let origin = Origin { repository, tip, folder: String::new(), reach: Reach::Whole };
    let tree = FolderTree::open(repo.path()).unwrap();
    let today = |_: &str| unreachable!("the day is given");
    let options =
        Options { as_of: Some(Date::parse(as_of).unwrap()), revision_at: None, origin: Some(origin), today };
    pipeline::open(&tree, &options, &|_, _| {}).unwrap()
}

fn finish(past: &Past, day: &str) -> Option<String> {
    let known = past.known_on(Date::parse(day).unwrap())?;
    let live = known.plan.index_of("vault", "live")?;
    Some(known.plan.nodes[live].early_finish.to_string())
}

#[test]
fn a_day_knows_what_was_committed_by_then_and_no_more() {
    let repo = Repo::new();
    commit(&repo, "5d", "internal", "2026-09-01 10:00", "Begin");
    commit(&repo, "8d", "internal", "2026-09-08 10:00", "Base is larger");
    let session = open(&repo, "2026-09-10");
    let past = Past::new(session.history.clone().unwrap());
    assert_eq!(finish(&past, "2026-08-31"), None, "before the plan began");
    assert_eq!(finish(&past, "2026-09-01").as_deref(), Some("2026-09-22"), "16 days from 1 September");
    assert_eq!(finish(&past, "2026-09-07").as_deref(), Some("2026-09-28"), "what has not begun waits");
    assert_eq!(finish(&past, "2026-09-08").as_deref(), Some("2026-10-02"), "three days more");
    let weeks: Vec<String> = past.weeks(session.as_of, 3).iter().map(|known| known.day.to_string()).collect();
    assert_eq!(weeks, ["2026-09-03", "2026-09-10"], "27 August is before the plan began");
}

#[test]
fn a_history_ends_on_the_day_that_is_asked_for_and_else_with_the_work_tree() {
    let repo = Repo::new();
    commit(&repo, "5d", "internal", "2026-09-01 10:00", "Begin");
    commit(&repo, "8d", "internal", "2026-09-08 10:00", "Base is larger");
    let names = |session: &Session| -> Vec<String> {
        let history = session.history.as_ref().unwrap();
        history.snapshots.iter().map(|snapshot| snapshot.commit.subject.clone()).collect()
    };
    assert_eq!(names(&open(&repo, "2026-09-10")), ["Begin", "Base is larger"]);
    assert_eq!(names(&open(&repo, "2026-09-05")), ["Begin"]);
    std::fs::write(repo.path().join("vault/milestones.yaml"), "milestones:\n  - {id: base, title: Base}\n")
        .unwrap();
    assert_eq!(names(&open(&repo, "2026-09-10")), ["Begin", "Base is larger", "not committed yet"]);
    assert_eq!(names(&open(&repo, "2026-09-05")), ["Begin"], "the work tree comes after what is committed");
}

#[test]
fn an_audience_sees_no_hidden_item_in_any_version_and_the_dates_are_computed_from_all_work() {
    let repo = Repo::new();
    commit(&repo, "5d", "internal", "2026-09-01 10:00", "Plan the takeover of Acme");
    commit(&repo, "8d", "internal", "2026-09-08 10:00", "Base is larger");
    commit(&repo, "8d", "restricted", "2026-09-09 10:00", "Acme is confidential");
    commit(&repo, "9d", "restricted", "2026-09-10 10:00", "takeover waits one more day");
    let session = open(&repo, "2026-09-11");
    let history = session.history.clone().unwrap();
    let all = Past::seen_by(Arc::clone(&history), Visibility::Restricted);
    let some = Past::seen_by(history, Visibility::Internal);
    for day in ["2026-09-01", "2026-09-08", "2026-09-11"] {
        assert_eq!(finish(&some, day), finish(&all, day), "on {day}");
        let known = some.known_on(Date::parse(day).unwrap()).unwrap();
        assert!(known.plan.index_of("vault", "takeover").is_none(), "on {day}");
        assert_eq!(known.workspace.programs[0].milestones.len(), 2, "on {day}");
    }
    let subjects: Vec<&str> =
        some.history().snapshots.iter().map(|snapshot| snapshot.commit.subject.as_str()).collect();
    assert_eq!(subjects, ["[withheld]", "Base is larger", "[withheld]", "[withheld]"]);
    let text = format!("{:?}", some.history());
    assert!(!text.contains("Acme") && !text.contains("takeover"), "{text}");
    let text = format!("{:?}", all.history());
    assert!(text.contains("Acme"));
}
