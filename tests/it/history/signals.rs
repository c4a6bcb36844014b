//! Early warnings: for each signal a history that raises it, and for each a near miss that must not.
//!
//! The values were worked out by hand from the rules, before the code. The day that is judged is Friday 2026-11-20 unless
//! said otherwise; nobody works at weekends. Working days count from the end of one day to the end of another, so from
//! Friday to the next Friday there are 5.

use std::sync::Arc;

use epm::model::Date;
use epm::pipeline;
use epm::pipeline::Options;
use epm::pipeline::Origin;
use epm::pipeline::Reach;
use epm::source::FolderTree;
use epm::source::git::Repository;
use epm::trend::past::Past;
use epm::trend::signals;
use epm::trend::signals::Looked;
use epm::trend::signals::Scene;

use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;

const CHARTER: &str = "---\nid: demo\ntitle: Demo\n---\n";

/// Commits what each step writes on top of the steps before it, at noon of its day.
pub(super) fn story(steps: &[(&str, &[(&str, &str)])]) -> Repo {
    let repo = Repo::new();
    let mut all: Files = files(&[("epm.yaml", "version: 1\n"), ("demo/charter.md", CHARTER)]);
    for (day, written) in steps {
        all.extend(files(written));
        repo.commit(&all, Commit::at(&format!("{day} 12:00")));
    }
    repo.check_out(&all);
    repo
}

pub(super) fn watch(repo: &Repo, as_of: &str) -> Vec<Looked> {
    let repository = Arc::new(Repository::discover(repo.path()).unwrap());
    let tip = repository.resolve("HEAD").unwrap();
    let origin = Origin { repository, tip, folder: String::new(), reach: Reach::Whole };
    let tree = FolderTree::open(repo.path()).unwrap();
    let today = |_: &str| unreachable!("the day is given");
    let as_of = Some(Date::parse(as_of).unwrap());
    let options = Options { as_of, revision_at: None, origin: Some(origin), today };
    let session = pipeline::open(&tree, &options, &|_, _| {}).unwrap();
    let past = Past::new(session.history.clone().unwrap());
    let scene = Scene::new(&session.loaded.workspace, &session.plan, Some(&past));
    signals::watch(&scene)
}

/// Returns what a signal raises: `item value`, and the days of the commits that it cites.
fn raised(id: &str, steps: &[(&str, &[(&str, &str)])]) -> Vec<String> {
    raised_on("2026-11-20", id, steps)
}

fn raised_on(as_of: &str, id: &str, steps: &[(&str, &[(&str, &str)])]) -> Vec<String> {
    let found = watch(&story(steps), as_of);
    let line = |looked: &Looked| {
        let raised = looked.raised()?;
        let value =
            raised.value.map_or_else(|| "-".to_owned(), |v| format!("{}", (v * 100.0).round() / 100.0));
        let days = raised
            .commits
            .iter()
            .map(|c| c.commit.as_ref().map_or("-".to_owned(), |c| c.day.to_string()[5..].to_owned()));
        let item = &looked.item.as_ref()?.id;
        Some([vec![item.clone(), value], days.collect()].concat().join(" "))
    };
    found.iter().filter(|looked| looked.signal == id).filter_map(line).collect()
}

const PLAN: &str = "demo/milestones.yaml";
const RAID: &str = "demo/raid.yaml";

fn plan(items: &[&str]) -> String {
    let lines: Vec<String> = items.iter().map(|item| format!("  - {{{item}}}\n")).collect();
    format!("milestones:\n{}", lines.concat())
}

/// Work of some days that cannot begin before Tuesday 2026-12-01.
fn later_work(days: u32) -> String {
    plan(&[&format!(
        "id: build, title: Build, duration: {days}d, constraint: {{start_no_earlier_than: 2026-12-01}}, rag: {{colour: green}}"
    )])
}

#[test]
fn ew_01_green_while_the_plan_is_more_than_a_week_late() {
    // From Friday 20 November on, 11 days of work end on 4 December: 5 working days after the 27th. 12 end on the 7th.
    let with = |days: u32| {
        plan(&[
            &format!("id: build, title: Build, duration: {days}d"),
            "id: ga, title: GA, depends_on: [build], committed: 2026-11-27, rag: {colour: green}",
        ])
    };
    assert_eq!(raised("EW-01", &[("2026-11-18", &[(PLAN, &with(12))])]), ["ga 6 11-18"]);
    assert_eq!(raised("EW-01", &[("2026-11-18", &[(PLAN, &with(11))])]), Vec::<String>::new());
    // A person answers for the colour, with reason, name and end date, until that day and no longer.
    let note = |until: &str| {
        format!(
            "---\nas_of: 2026-11-20\noverrides:\n  - {{item: ga, colour: green, reason: A second team helps, by: maria, until: {until}}}\n---\n"
        )
    };
    let status = "demo/status/2026-W47.md";
    let with_note =
        |until: &str| raised("EW-01", &[("2026-11-18", &[(PLAN, &with(12)), (status, &note(until))])]);
    assert_eq!(with_note("2026-11-20"), Vec::<String>::new());
    assert_eq!(with_note("2026-11-19"), ["ga 6 11-18"]);
}

#[test]
fn ew_01_green_while_the_commitment_is_unlikely() {
    // Uniform from 1 to 21 days: P50 is 11, on 4 December. Committed on the day of 10 days is 45% likely, of 12 days 55%.
    let with = |committed: &str| {
        plan(&[&format!(
            "id: build, title: Build, estimate: {{shape: uniform, low: 1d, high: 21d}}, committed: {committed}, rag: {{colour: green}}"
        )])
    };
    let one = raised("EW-01", &[("2026-11-18", &[(PLAN, &with("2026-12-03"))])]);
    assert!(one.len() == 1 && one[0].starts_with("build 4"), "{one:?}");
    assert_eq!(raised("EW-01", &[("2026-11-18", &[(PLAN, &with("2026-12-07"))])]), Vec::<String>::new());
}

#[test]
fn ew_01_green_all_the_while_it_slips() {
    let slipped = |days: u32| {
        raised(
            "EW-01",
            &[("2026-10-01", &[(PLAN, &later_work(10))]), ("2026-11-05", &[(PLAN, &later_work(days))])],
        )
    };
    assert_eq!(slipped(15), ["build 5 10-01 11-05"]);
    assert_eq!(slipped(14), Vec::<String>::new());
    // The status was another one within the four weeks.
    let amber = later_work(10).replace("green", "amber, reason: A late start");
    let recent =
        raised("EW-01", &[("2026-10-01", &[(PLAN, &amber)]), ("2026-11-05", &[(PLAN, &later_work(15))])]);
    assert_eq!(recent, Vec::<String>::new());
}

#[test]
fn ew_02_a_finish_that_moves_later_three_times_in_eight_weeks() {
    let moves = |days: [&str; 3]| {
        raised(
            "EW-02",
            &[
                ("2026-09-14", &[(PLAN, &later_work(10))]),
                (days[0], &[(PLAN, &later_work(11))]),
                (days[1], &[(PLAN, &later_work(12))]),
                (days[2], &[(PLAN, &later_work(13))]),
            ],
        )
    };
    // Eight weeks before is 25 September, which does not count any more.
    assert_eq!(moves(["2026-09-26", "2026-10-12", "2026-11-09"]), ["build 3 09-26 10-12 11-09"]);
    assert_eq!(moves(["2026-09-25", "2026-10-12", "2026-11-09"]), Vec::<String>::new());
    // Moved earlier in between, or back on the same day, is no third move.
    let mixed = raised(
        "EW-02",
        &[
            ("2026-09-14", &[(PLAN, &later_work(10))]),
            ("2026-10-05", &[(PLAN, &later_work(12))]),
            ("2026-10-12", &[(PLAN, &later_work(11))]),
            ("2026-10-19", &[(PLAN, &later_work(12))]),
            ("2026-11-09", &[(PLAN, &later_work(15))]),
            ("2026-11-09", &[(PLAN, &later_work(12))]),
        ],
    );
    assert_eq!(mixed, Vec::<String>::new());
}

#[test]
fn ew_02_what_only_follows_is_named_with_its_cause() {
    let with = |days: u32| {
        plan(&[
            &format!(
                "id: build, title: Build, duration: {days}d, constraint: {{start_no_earlier_than: 2026-12-01}}"
            ),
            "id: pilot, title: Pilot, duration: 5d, depends_on: [build]",
            "id: ga, title: GA, depends_on: [pilot], committed: 2027-03-01",
        ])
    };
    let repo = story(&[
        ("2026-10-05", &[(PLAN, &with(10))]),
        ("2026-10-12", &[(PLAN, &with(11))]),
        ("2026-10-19", &[(PLAN, &with(12))]),
        ("2026-10-26", &[(PLAN, &with(13))]),
    ]);
    let found = watch(&repo, "2026-11-20");
    let one: Vec<&Looked> = found.iter().filter(|l| l.signal == "EW-02" && l.raised().is_some()).collect();
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].item.as_ref().unwrap().id, "build");
    let with: Vec<&str> = one[0].raised().unwrap().with.iter().map(|named| named.id.as_str()).collect();
    assert_eq!(with, ["ga", "pilot"]);
}

#[test]
fn ew_03_the_work_that_is_left_does_not_get_less() {
    // On 6 November 10 days are left: until Thursday the 19th, 9 after that day. Ten working days later 10 are left, or 7:
    // 0 less, or 3, of 10 that passed; a quarter is 2.5.
    let with = |left: &str| {
        plan(&[&format!("id: build, title: Build, duration: 20d, started: 2026-10-05, remaining: {left}")])
    };
    let left = |left: &str| {
        raised("EW-03", &[("2026-11-05", &[(PLAN, &with("10d"))]), ("2026-11-19", &[(PLAN, &with(left))])])
    };
    assert_eq!(left("10d"), ["build 0"]);
    assert_eq!(left("8d"), ["build 2"]);
    assert_eq!(left("7d"), Vec::<String>::new());
    let young = raised("EW-03", &[("2026-11-07", &[(PLAN, &with("10d"))])]);
    assert_eq!(young, Vec::<String>::new(), "two snapshots are no three");
}

#[test]
fn ew_04_in_time_until_shortly_before() {
    // Five days of work from Monday the 23rd end on Friday the 27th, the commitment. Ten end 5 working days after it.
    let with = |days: u32| {
        plan(&[
            &format!(
                "id: build, title: Build, duration: {days}d, constraint: {{start_no_earlier_than: 2026-11-23}}"
            ),
            "id: ga, title: GA, depends_on: [build], committed: 2026-11-27",
        ])
    };
    let moved = |day: &str, days: u32| {
        raised("EW-04", &[("2026-10-01", &[(PLAN, &with(5))]), (day, &[(PLAN, &with(days))])])
    };
    assert_eq!(moved("2026-11-20", 10), ["ga 5 11-20"]);
    assert_eq!(moved("2026-11-19", 10), Vec::<String>::new(), "six working days before");
    assert_eq!(moved("2026-11-20", 9), Vec::<String>::new(), "four working days late");
    let known = raised(
        "EW-04",
        &[
            ("2026-10-01", &[(PLAN, &with(5))]),
            ("2026-10-20", &[(PLAN, &with(6))]),
            ("2026-11-20", &[(PLAN, &with(10))]),
        ],
    );
    assert_eq!(known, Vec::<String>::new(), "it was known to be late for weeks");
}

#[test]
fn ew_05_due_soon_and_nobody_says_anything() {
    let with = |committed: &str, title: &str| {
        plan(&[&format!(
            "id: build, title: {title}, duration: 5d, constraint: {{start_no_earlier_than: 2026-12-07}}, committed: {committed}"
        )])
    };
    // 19 January is 60 days away. The last word is of 5 November, 15 days ago, or of the 6th, 14 days ago.
    let said = |day: &str, committed: &str| {
        raised(
            "EW-05",
            &[
                (day, &[(PLAN, &with(committed, "Build"))]),
                ("2026-11-18", &[(PLAN, &with(committed, "Build it"))]),
            ],
        )
    };
    assert_eq!(said("2026-11-05", "2027-01-19"), ["build 15 11-05"]);
    assert_eq!(said("2026-11-06", "2027-01-19"), Vec::<String>::new());
    assert_eq!(said("2026-11-05", "2027-01-20"), Vec::<String>::new(), "due in 61 days");
}

#[test]
fn ew_06_nearly_done_for_weeks() {
    let with = |done: &str| {
        plan(&[&format!("id: build, title: Build, duration: 20d, started: 2026-10-05, progress: {done}")])
    };
    // Weekly snapshots are of 6, 13 and 20 November.
    let since = |day: &str, done: &str| {
        raised("EW-06", &[("2026-10-05", &[(PLAN, &with("10%"))]), (day, &[(PLAN, &with(done))])])
    };
    assert_eq!(since("2026-11-06", "80%"), ["build 80 11-06"]);
    assert_eq!(since("2026-11-07", "95%"), Vec::<String>::new());
    assert_eq!(since("2026-11-06", "79%"), Vec::<String>::new());
}

#[test]
fn ew_07_more_is_due_than_was_ever_finished() {
    // Three in 84 days are one in 28; two are due, twice as many. Four are 1.33, and two are 1.5 times as many: no more.
    let with = |finished: usize| {
        let mut items: Vec<String> = (0..finished)
            .map(|n| {
                format!("id: done{n}, title: Done, started: 2026-09-0{}, finished: 2026-10-0{}", n + 1, n + 1)
            })
            .collect();
        items.push("id: first, title: First, started: 2026-07-01, finished: 2026-08-03".to_owned());
        items.push("id: a, title: A, committed: 2026-12-01".to_owned());
        items.push("id: b, title: B, committed: 2026-12-18".to_owned());
        items.push("id: c, title: C, committed: 2026-12-21".to_owned());
        plan(&items.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(raised("EW-07", &[("2026-11-02", &[(PLAN, &with(3))])]), ["demo 2 11-02"]);
    assert_eq!(raised("EW-07", &[("2026-11-02", &[(PLAN, &with(4))])]), Vec::<String>::new());
}

#[test]
fn ew_08_the_range_stays_as_wide() {
    let with = |low: u32, high: u32| {
        plan(&[&format!(
            "id: build, title: Build, estimate: {{low: {low}d, likely: 20d, high: {high}d}}, constraint: {{start_no_earlier_than: 2026-11-30}}"
        )])
    };
    let now = |low: u32, high: u32| {
        raised(
            "EW-08",
            &[("2026-10-01", &[(PLAN, &with(10, 40))]), ("2026-11-10", &[(PLAN, &with(low, high))])],
        )
    };
    assert_eq!(now(10, 40).len(), 1);
    assert_eq!(now(15, 30), Vec::<String>::new(), "the range is narrower");
    let far = "constraint: {start_no_earlier_than: 2027-06-01}";
    let far = with(10, 40).replace("constraint: {start_no_earlier_than: 2026-11-30}", far);
    assert_eq!(
        raised("EW-08", &[("2026-10-01", &[(PLAN, &far)])]),
        Vec::<String>::new(),
        "20 of 160 days passed"
    );
}

#[test]
fn ew_09_less_confidence_without_a_word() {
    let with = |confidence: &str| {
        plan(&[&format!("id: build, title: Build, duration: 20d, confidence: {confidence}")])
    };
    let note = ("demo/status/2026-W46.md", "---\nas_of: 2026-11-13\nheadline: Less sure of the build\n---\n");
    let first = ("2026-10-01", with("high"));
    let fell = |day: &str, with_note: bool| {
        let text = with("medium");
        let mut written = vec![(PLAN, text.as_str())];
        if with_note {
            written.push(note);
        }
        raised("EW-09", &[(first.0, &[(PLAN, &first.1)]), (day, &written)])
    };
    assert_eq!(fell("2026-11-10", false), ["build - 11-10"]);
    assert_eq!(fell("2026-11-10", true), Vec::<String>::new());
    assert_eq!(fell("2026-10-23", false), Vec::<String>::new(), "28 days ago");
    let back = raised(
        "EW-09",
        &[
            (first.0, &[(PLAN, &first.1)]),
            ("2026-11-10", &[(PLAN, &with("low"))]),
            ("2026-11-12", &[(PLAN, &with("high"))]),
        ],
    );
    assert_eq!(back, Vec::<String>::new());
}

#[test]
fn ew_10_a_risk_that_gets_older_and_not_smaller() {
    let risk =
        |more: &str| format!("risks:\n  - {{id: R-1, title: Late, probability: high, impact: high{more}}}\n");
    let since = |day: &str, more: &str| {
        raised("EW-10", &[("2026-10-01", &[(PLAN, &later_work(5))]), (day, &[(RAID, &risk(more))])])
    };
    // High without a plan: from Thursday the 12th there are 6 working days, from Friday the 13th 5.
    assert_eq!(since("2026-11-12", ""), ["R-1 6 11-12"]);
    assert_eq!(since("2026-11-13", ""), Vec::<String>::new());
    assert_eq!(since("2026-11-12", ", contingency: Two vendors"), Vec::<String>::new());
    // A review that is due.
    assert_eq!(since("2026-11-13", ", contingency: Two vendors, review_by: 2026-11-19"), ["R-1 1 11-13"]);
    assert_eq!(
        since("2026-11-13", ", contingency: Two vendors, review_by: 2026-11-20"),
        Vec::<String>::new()
    );
    // The same score since 20 October, for 31 days.
    assert_eq!(since("2026-10-20", ", contingency: Two vendors"), ["R-1 31 10-20"]);
    assert_eq!(since("2026-10-21", ", contingency: Two vendors"), Vec::<String>::new());
}

#[test]
fn ew_11_an_issue_where_nobody_saw_a_risk() {
    let issue = "issues:\n  - {id: I-1, title: Down, blocks: [build]}\n";
    let risk = |affects: &str| {
        format!("risks:\n  - {{id: R-1, title: It breaks, status: closed, affects: [{affects}]}}\n")
    };
    let with = |affects: &str| format!("{}{issue}", risk(affects));
    let (first, plan) = (
        "2026-10-01",
        plan(&["id: build, title: Build, duration: 5d", "id: docs, title: Docs, duration: 5d"]),
    );
    let hit = |before: &str, after: &str| {
        raised("EW-11", &[(first, &[(PLAN, &plan), (RAID, before)]), ("2026-11-10", &[(RAID, after)])])
    };
    assert_eq!(hit("risks: []\n", issue), ["I-1 - 11-10"]);
    assert_eq!(hit(&risk("docs"), &with("docs")), ["I-1 - 11-10"]);
    assert_eq!(hit(&risk("build"), &with("build")), Vec::<String>::new());
    // A risk that comes with the issue was not seen before.
    assert_eq!(hit("risks: []\n", &with("build")), ["I-1 - 11-10"]);
}

#[test]
fn ew_12_a_decision_that_is_overdue_or_near_on_the_critical_path() {
    let decision = |needed: &str, blocks: &str| {
        let blocks = if blocks.is_empty() { String::new() } else { format!("blocks: [{blocks}]\n") };
        format!("---\nid: D-1\ntitle: Which one\nstatus: proposed\nneeded_by: {needed}\n{blocks}---\n")
    };
    let open = |needed: &str, blocks: &str| {
        let plan = plan(&["id: build, title: Build, duration: 5d"]);
        raised(
            "EW-12",
            &[("2026-11-02", &[(PLAN, &plan), ("demo/decisions/D-1.md", &decision(needed, blocks))])],
        )
    };
    assert_eq!(open("2026-11-19", ""), ["D-1 1 11-02"]);
    assert_eq!(open("2026-11-20", ""), Vec::<String>::new());
    // On the critical path: 4 December is 10 working days away, the 7th 11.
    assert_eq!(open("2026-12-04", "build"), ["D-1 10 11-02"]);
    assert_eq!(open("2026-12-07", "build"), Vec::<String>::new());
}

#[test]
fn ew_13_a_dependency_that_is_promised_too_late_or_not_at_all() {
    let with =
        |more: &str| format!("dependencies:\n  - {{id: P-1, title: Key, from: vault, to: core, {more}}}\n");
    let open = |more: &str| raised("EW-13", &[("2026-11-02", &[(RAID, &with(more))])]);
    assert_eq!(open("needed_by: 2026-12-01, promised: 2026-12-02"), ["P-1 1 11-02"]);
    assert_eq!(open("needed_by: 2026-12-01, promised: 2026-12-01"), Vec::<String>::new());
    // 20 December is 30 days away.
    assert_eq!(open("critical: true, needed_by: 2026-12-20"), ["P-1 30 11-02"]);
    assert_eq!(open("critical: true, needed_by: 2026-12-21"), Vec::<String>::new());
    assert_eq!(open("needed_by: 2026-12-20"), Vec::<String>::new(), "not critical");
}

#[test]
fn ew_14_a_date_that_is_agreed_anew_again_and_again() {
    let with = |committed: &str| plan(&[&format!("id: ga, title: GA, committed: {committed}")]);
    let change = |n: u32, to: &str, status: &str| {
        (
            format!("demo/changes/C-{n}.yaml"),
            format!(
                "id: C-{n}\ntitle: Later\nkind: schedule\nstatus: {status}\nmoves: [{{item: ga, to: {to}}}]\n"
            ),
        )
    };
    let moved = |first: &str, status: &str| {
        let (one, two) = (change(1, "2026-12-08", "approved"), change(2, "2026-12-15", status));
        raised(
            "EW-14",
            &[
                ("2026-08-01", &[(PLAN, &with("2026-12-01"))]),
                (first, &[(PLAN, &with("2026-12-08")), (&one.0, &one.1)]),
                ("2026-11-10", &[(PLAN, &with("2026-12-15")), (&two.0, &two.1)]),
            ],
        )
    };
    // 22 August is 90 days before, and does not count any more.
    assert_eq!(moved("2026-08-23", "approved"), ["ga 2 08-23 11-10"]);
    assert_eq!(moved("2026-08-22", "approved"), Vec::<String>::new());
    assert_eq!(moved("2026-08-23", "proposed"), Vec::<String>::new());
}

#[test]
fn ew_15_the_plan_grows() {
    let with = |more: u32| {
        plan(&[
            "id: a, title: A, duration: 10d, committed: 2027-01-15",
            &format!("id: b, title: B, duration: {}d", 10 + more),
            "id: c, title: C, duration: 9d, status: cancelled, cancelled_reason: Out of scope",
        ])
    };
    let grown = |more: u32| {
        raised("EW-15", &[("2026-10-01", &[(PLAN, &with(0))]), ("2026-11-02", &[(PLAN, &with(more))])])
    };
    assert_eq!(grown(2), Vec::<String>::new(), "exactly 10% is no creep");
    assert_eq!(grown(3), ["demo 15 11-02"]);
}

#[test]
fn ew_16_what_was_finished_is_written_down_late() {
    let open = plan(&["id: a, title: A, duration: 5d, started: 2026-10-20"]);
    let done =
        |day: &str| plan(&[&format!("id: a, title: A, duration: 5d, started: 2026-10-20, finished: {day}")]);
    let written = |finished: &str, day: &str| {
        raised("EW-16", &[("2026-10-20", &[(PLAN, &open)]), (day, &[(PLAN, &done(finished))])])
    };
    assert_eq!(written("2026-11-05", "2026-11-13"), ["a 6 11-13"]);
    assert_eq!(written("2026-11-05", "2026-11-12"), Vec::<String>::new());
    assert_eq!(written("2026-10-30", "2026-11-02"), ["a 1 11-02"], "October had ended");
}

#[test]
fn ew_17_no_room_left_to_the_end() {
    let with = |days: u32| {
        plan(&[
            &format!("id: build, title: Build, duration: {days}d"),
            "id: ga, title: GA, depends_on: [build], committed: 2026-12-03",
        ])
    };
    // Ten days from 20 November end on 3 December. Eleven end a day later: float -1, CPLI 10/11 = 0.91.
    assert_eq!(raised("EW-17", &[("2026-11-18", &[(PLAN, &with(10))])]), Vec::<String>::new());
    let late = raised("EW-17", &[("2026-11-18", &[(PLAN, &with(11))])]);
    assert_eq!(late, ["demo -1", "demo 0.91"]);
    // One of two that are due is done: BEI 0.5.
    let due = plan(&[
        "id: a, title: A, committed: 2026-11-10, finished: 2026-11-10, started: 2026-11-09",
        "id: b, title: B, committed: 2026-11-12",
    ]);
    let found = raised("EW-17", &[("2026-11-02", &[(PLAN, &due)])]);
    assert!(found.iter().any(|line| line == "demo 0.5 11-02"), "{found:?}");
}

#[test]
fn ew_18_a_team_has_more_to_do_than_it_can() {
    let org = "teams:\n  - id: core\n    members: [{id: maria}]\n";
    let with = |effort: u32| {
        plan(&[&format!(
            "id: build, title: Build, team: core, duration: 5d, effort: {effort}d, constraint: {{start_no_earlier_than: 2026-11-23}}"
        )])
    };
    let asked = |effort: u32| {
        let charter = "---\nid: demo\ntitle: Demo\nstart: 2026-11-23\n---\n";
        raised(
            "EW-18",
            &[("2026-11-02", &[("org.yaml", org), ("demo/charter.md", charter), (PLAN, &with(effort))])],
        )
    };
    assert_eq!(asked(30).len(), 1);
    assert_eq!(asked(5), Vec::<String>::new());
}

#[test]
fn ew_19_an_acceptance_or_a_waiver_ends_soon() {
    let risk = |expires: &str| {
        format!(
            "risks:\n  - {{id: R-1, title: Keys, status: accepted, acceptance: {{by: victor, at: 2026-11-01, expires: {expires}}}}}\n"
        )
    };
    let ends = |day: &str| raised("EW-19", &[("2026-11-02", &[(RAID, &risk(day))])]);
    assert_eq!(ends("2026-12-04"), ["R-1 14 11-02"]);
    assert_eq!(ends("2026-12-05"), Vec::<String>::new());
    let gate = |expires: &str| {
        format!(
            "id: gate\ntitle: Gate\nitems:\n  - {{id: load, title: Load, status: waived, waiver: {{approver: victor, approved: 2026-11-01, expires: {expires}}}}}\n"
        )
    };
    let ends = |day: &str| raised("EW-19", &[("2026-11-02", &[("demo/readiness/gate.yaml", &gate(day))])]);
    assert_eq!(ends("2026-12-04"), ["gate 14 11-02"]);
    assert_eq!(ends("2026-12-05"), Vec::<String>::new());
}

#[test]
fn ew_20_a_value_that_is_unlike_those_before() {
    // Median 10 and MAD 1: 10 ± 4.4478.
    let twelve = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 10.0, 10.0, 9.0, 11.0, 9.0, 11.0];
    let with = |before: &[f64], last: &str| {
        let line = |(n, value): (usize, &f64)| format!("2026-{:02}-01,{value}\n", n + 1);
        let rows: String = before.iter().enumerate().map(line).collect();
        format!(
            "date,value\n{}2026-11-20,{last}\n",
            rows.replace("2026-11-01", "2026-10-15").replace("2026-12-01", "2026-11-15")
        )
    };
    let last = |before: &[f64], last: &str| {
        raised("EW-20", &[("2026-11-20", &[("demo/metrics/load.csv", &with(before, last))])])
    };
    assert_eq!(last(&twelve, "14.5"), ["load 14.5 11-20"]);
    assert_eq!(last(&twelve, "14.4"), Vec::<String>::new());
    assert_eq!(last(&twelve, "5.5"), ["load 5.5 11-20"]);
    assert_eq!(last(&twelve[..8], "15"), ["load 15 11-20"]);
    assert_eq!(last(&twelve[..7], "15"), Vec::<String>::new(), "seven are too few");
}

#[test]
fn thresholds_of_epm_yaml_count_and_signals_can_be_switched_off() {
    let with = |settings: &str| {
        let settings = format!("version: 1\nsignals: {settings}\n");
        let risk = "risks:\n  - {id: R-1, title: Late, probability: high, impact: high}\n";
        raised("EW-10", &[("2026-11-12", &[("epm.yaml", &settings), (RAID, risk)])])
    };
    assert_eq!(with("{risk_ageing: {without_plan: 6d}}"), Vec::<String>::new());
    assert_eq!(with("{risk_ageing: {without_plan: 4d}}"), ["R-1 6 11-12"]);
    assert_eq!(with("{off: [EW-10]}"), Vec::<String>::new());
    assert_eq!(with("{off: [risk_ageing]}"), Vec::<String>::new());
}

#[test]
fn a_day_before_the_newest_commit_knows_nothing_of_it() {
    let risk = "risks:\n  - {id: R-1, title: Late, probability: high, impact: high}\n";
    let steps: &[(&str, &[(&str, &str)])] = &[
        ("2026-11-02", &[(RAID, risk)]),
        (
            "2026-11-16",
            &[(
                RAID,
                "risks:\n  - {id: R-1, title: Late, probability: high, impact: high, contingency: Two}\n",
            )],
        ),
    ];
    assert_eq!(raised_on("2026-11-13", "EW-10", steps), ["R-1 9 11-02"]);
    assert_eq!(raised_on("2026-11-16", "EW-10", steps), Vec::<String>::new());
}
