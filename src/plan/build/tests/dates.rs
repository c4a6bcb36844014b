//! Where dates come from.

use serde_json::json;

use super::dates;
use super::*;

#[test]
fn work_covers_its_days_and_a_milestone_shows_the_day_its_predecessor_closes() {
    let plan = plan_of(json!([
        {"id": "design", "title": "", "duration": "5d"},
        {"id": "build", "title": "", "duration": "2w", "depends_on": ["design"]},
        {"id": "half", "title": "", "duration": "4h", "depends_on": ["design"]},
        {"id": "rest", "title": "", "duration": "1d", "depends_on": ["half"]},
        {"id": "ga", "title": "", "depends_on": ["build", "rest"], "committed": "2026-03-18"},
    ]));
    assert_eq!(dates(&plan, "design"), "03-02 03-06");
    assert_eq!(dates(&plan, "build"), "03-09 03-20");
    assert_eq!(dates(&plan, "half"), "03-09 03-09");
    assert_eq!(dates(&plan, "rest"), "03-09 03-10", "from one o'clock to one o'clock");
    assert_eq!(dates(&plan, "ga"), "03-20 03-20");
    assert_eq!(late_dates(&plan, "ga"), "03-18 03-18");
    assert_eq!(late_dates(&plan, "design"), "02-26 03-04");
    assert_eq!((node(&plan, "ga").variance, node(&plan, "ga").total_float), (Some(2.0), -2.0));
    assert_eq!((node(&plan, "rest").total_float, node(&plan, "rest").free_float), (6.5, 8.5));
    assert_eq!(driver(&plan, "ga"), "build");
    let program = &plan.programs[0];
    assert_eq!(names(&program.critical_path), "design build ga");
    assert_eq!((program.start, program.finish), (day("2026-03-02"), day("2026-03-20")));
    assert_eq!(program.finish_node, Some(key("ga")));
    assert!(node(&plan, "build").is_critical && !node(&plan, "rest").is_critical);
    assert!(!node(&plan, "rest").is_near_critical, "6.5 days are not less than 5");
}

#[test]
fn a_program_starts_with_its_charter_its_first_actual_or_the_day_of_the_plan() {
    let plan = plan(&json!({"programs": {
        "chartered": {"charter": {"start": "2026-03-16"}, "milestones": [
            {"id": "a", "title": "", "duration": "1d"},
            {"id": "kickoff", "title": ""},
        ]},
        "running": {"milestones": [
            {"id": "old", "title": "", "duration": "3d", "started": "2026-02-10", "finished": "2026-02-12"},
            {"id": "a", "title": "", "duration": "1d"},
        ]},
        "new": {"milestones": [{"id": "a", "title": "", "duration": "1d"}]},
        "none": {},
    }}));
    let start = |id: &str| plan.program(&Id::new(id)).unwrap().start.to_string();
    assert_eq!(
        (start("chartered"), dates(&plan, "chartered/a")),
        ("2026-03-16".into(), "03-16 03-16".into())
    );
    assert_eq!(driver(&plan, "chartered/a"), "ProgramStart");
    assert_eq!(dates(&plan, "chartered/kickoff"), "03-16 03-16");
    assert!(!node(&plan, "chartered/kickoff").is_undriven);
    assert_eq!((start("running"), dates(&plan, "running/a")), ("2026-02-10".into(), "03-02 03-02".into()));
    assert_eq!(driver(&plan, "running/a"), "AsOf");
    assert_eq!(dates(&plan, "running/old"), "02-10 02-12");
    assert_eq!(driver(&plan, "running/old"), "Actual");
    assert_eq!((start("new"), driver(&plan, "new/a")), ("2026-03-02".into(), "AsOf".into()));
    let none = plan.program(&Id::new("none")).unwrap();
    assert_eq!((none.start, none.finish, &none.finish_node), (plan.as_of, plan.as_of, &None));
}

#[test]
fn work_in_progress_has_what_is_left_from_as_of() {
    let plan = plan_of(json!([
        {"id": "left", "title": "", "duration": "12d", "started": "2026-02-16", "remaining": "6d", "progress": "90%"},
        {"id": "share", "title": "", "duration": "12d", "started": "2026-02-16", "progress": "40%"},
        {"id": "all", "title": "", "duration": "3d", "started": "2026-02-16"},
        {"id": "nearly", "title": "", "duration": "3d", "started": "2026-02-16", "progress": "100%"},
        {"id": "unsaid", "title": "", "duration": "3d", "status": "in_progress", "remaining": "2d"},
        {"id": "after", "title": "", "duration": "1d", "depends_on": ["nearly"]},
    ]));
    assert_eq!(dates(&plan, "left"), "02-16 03-09");
    assert_eq!(dates(&plan, "share"), "02-16 03-11", "60 % of 12 days are 7.2");
    assert_eq!(node(&plan, "share").duration, 7.2);
    assert_eq!(dates(&plan, "all"), "02-16 03-04");
    assert_eq!(dates(&plan, "nearly"), "02-16 03-02", "not done yet");
    assert_eq!(dates(&plan, "after"), "03-02 03-02");
    assert_eq!(dates(&plan, "unsaid"), "03-02 03-03");
    assert!(node(&plan, "unsaid").is_started && !node(&plan, "after").is_started);
    assert_eq!(late_dates(&plan, "share"), "02-16 03-11", "the start is a fact");
}

#[test]
fn done_without_a_date_holds_nothing_up() {
    let plan = plan_of(json!([
        {"id": "a", "title": "", "duration": "3d", "status": "done"},
        {"id": "b", "title": "", "duration": "1d", "depends_on": ["a"]},
        {"id": "gone", "title": "", "duration": "90d", "status": "cancelled"},
        {"id": "c", "title": "", "duration": "1d", "depends_on": ["gone"]},
    ]));
    assert!(node(&plan, "a").is_undated && node(&plan, "a").is_done);
    assert_eq!(dates(&plan, "b"), "03-02 03-02");
    assert!(plan.node(&key("gone")).is_none());
    assert_eq!(dates(&plan, "c"), "03-02 03-02");
    assert_eq!(plan.left_out[0].reason, "`gone` is cancelled");
    assert_eq!(plan.left_out[0].place.1.to_string(), "depends_on[0]");
}

#[test]
fn a_list_of_dates_is_a_plan() {
    let plan = plan_of(json!([
        {"id": "beta", "title": "", "committed": "2026-03-13"},
        {"id": "missed", "title": "", "committed": "2026-02-26"},
        {"id": "someday", "title": ""},
        {"id": "after", "title": "", "duration": "1d", "depends_on": ["beta"]},
    ]));
    assert_eq!(dates(&plan, "beta"), "03-13 03-13");
    assert_eq!(driver(&plan, "beta"), "Commitment");
    assert_eq!(dates(&plan, "missed"), "03-02 03-02");
    assert_eq!((node(&plan, "missed").variance, node(&plan, "missed").total_float), (Some(2.0), -2.0));
    assert!(["beta", "missed", "someday"].iter().all(|id| node(&plan, id).is_undriven));
    assert!(!node(&plan, "after").is_undriven);
    assert_eq!(dates(&plan, "after"), "03-16 03-16");
}

#[test]
fn a_constraint_moves_a_milestone_and_is_no_commitment() {
    let plan = plan_of(json!([
        {"id": "cut", "title": "", "constraint": {"finish_no_earlier_than": "2026-03-18"}, "committed": "2026-03-17"},
        {"id": "late", "title": "", "duration": "2d", "constraint": {"must_start_on": "2026-03-10", "finish_no_later_than": "2026-03-10"}},
        {"id": "wait", "title": "", "duration": "1d", "constraint": {"as_late_as_possible": true}},
        {"id": "soon", "title": "", "duration": "1d", "constraint": {"as_soon_as_possible": true}},
    ]));
    assert_eq!(
        (dates(&plan, "cut"), driver(&plan, "cut")),
        ("03-18 03-18".into(), "Constraint(\"finish_no_earlier_than\")".into())
    );
    assert_eq!(node(&plan, "cut").variance, Some(1.0));
    assert_eq!((dates(&plan, "late"), node(&plan, "late").total_float), ("03-10 03-11".into(), -1.0));
    assert_eq!(
        (dates(&plan, "wait"), driver(&plan, "wait")),
        ("03-18 03-18".into(), "Constraint(\"as_late_as_possible\")".into())
    );
    assert_eq!(dates(&plan, "soon"), "03-02 03-02");
}

#[test]
fn an_estimate_counts_by_its_middle() {
    let length = |estimate: serde_json::Value| {
        let plan = plan_of(json!([{"id": "a", "title": "", "estimate": estimate}]));
        node(&plan, "a").duration
    };
    assert_eq!(length(json!({"low": "8d", "likely": "12d", "high": "25d"})), 12.0);
    assert_eq!(length(json!({"p50": "10d", "p90": "20d"})), 10.0);
    assert_eq!(length(json!({"shape": "normal", "mean": "7d", "sd": "2d"})), 7.0);
    assert_eq!(length(json!({"shape": "uniform", "low": "1w", "high": "6d"})), 5.5);
}

#[test]
fn teams_work_by_their_calendars() {
    let json = json!({
        "settings": {"hours_per_day": 8, "calendar": "hq"},
        "org": {
            "calendars": [
                {"id": "hq", "holidays": ["2026-03-04"]},
                {"id": "short", "days": ["mon", "tue", "wed"], "hours": 6,
                 "holidays": [{"from": "2026-03-09", "to": "2026-03-10"}],
                 "exceptions": [{"date": "2026-03-05", "hours": 3}]},
                {"id": "never", "hours": 0},
            ],
            "teams": [
                {"id": "Short", "calendar": "short"},
                {"id": "away", "leave": [{"from": "2026-03-02", "to": "2026-03-03"}, {"who": "ann", "from": "2026-03-05", "to": "2026-03-09"}]},
                {"id": "never", "calendar": "never"},
            ],
        },
        "programs": {"p": {"milestones": [
            {"id": "default", "title": "", "duration": "3d"},
            {"id": "a", "title": "", "team": "short", "duration": "4d"},
            {"id": "b", "title": "", "team": "away", "duration": "1d"},
            {"id": "c", "title": "", "team": "never", "duration": "3d"},
            {"id": "lag", "title": "", "team": "short", "duration": "1d", "depends_on": [{"id": "default", "lag": "1d"}]},
            {"id": "wait", "title": "", "elapsed": true, "duration": "7d"},
            {"id": "then", "title": "", "duration": "1d", "depends_on": [{"id": "default", "lag": "2d", "elapsed": true}]},
        ]}},
    });
    let plan = plan(&json);
    assert_eq!(dates(&plan, "default"), "03-02 03-05");
    // Monday to Wednesday, half of Thursday, then Wednesday of the next week.
    assert_eq!(dates(&plan, "a"), "03-02 03-11");
    assert_eq!(node(&plan, "a").duration, 4.0);
    assert_eq!(dates(&plan, "b"), "03-05 03-05");
    assert_eq!(dates(&plan, "c"), dates(&plan, "default"), "a calendar without work is none");
    assert_eq!(dates(&plan, "lag"), "03-16 03-16", "the lag is Wednesday the 11th");
    assert_eq!(dates(&plan, "wait"), "03-02 03-08");
    assert_eq!(node(&plan, "wait").duration, 7.0);
    assert_eq!(dates(&plan, "then"), "03-09 03-09", "Saturday afternoon becomes Monday");
}

#[test]
fn part_time_weeks_are_said_by_the_day_and_people_without_a_team_have_their_own() {
    let json = json!({
        "org": {
            "calendars": [{"id": "part", "hours": {"mon": 8, "tue": 8, "fri": 4}}],
            "teams": [
                {"id": "part", "calendar": "part"},
                {"id": "full", "members": [{"id": "ann", "calendar": "part"}, {"id": "bo"}]},
            ],
        },
        "programs": {"p": {"milestones": [
            {"id": "a", "title": "", "team": "part", "duration": "3d"},
            {"id": "b", "title": "", "owner": "Ann", "duration": "3d"},
            {"id": "c", "title": "", "owner": "bo", "duration": "3d"},
            {"id": "d", "title": "", "owner": "ann", "team": "full", "duration": "3d"},
        ]}},
    });
    let plan = plan(&json);
    // Monday, Tuesday, half of Friday, then half of Monday.
    assert_eq!((dates(&plan, "a"), node(&plan, "a").duration), ("03-02 03-09".into(), 3.0));
    assert_eq!(dates(&plan, "b"), "03-02 03-09");
    assert_eq!((dates(&plan, "c"), dates(&plan, "d")), ("03-02 03-04".into(), "03-02 03-04".into()));
}

#[test]
fn progress_out_of_sequence_is_told_and_logic_is_retained() {
    let plan = plan_of(json!([
        {"id": "a", "title": "", "duration": "5d"},
        {"id": "b", "title": "", "duration": "3d", "started": "2026-02-27", "remaining": "2d", "depends_on": ["a"]},
    ]));
    assert_eq!(dates(&plan, "b"), "02-27 03-10");
    assert!(node(&plan, "b").is_out_of_sequence && plan.edges[0].is_out_of_sequence);
    assert!(!node(&plan, "a").is_out_of_sequence);
}

#[test]
fn an_instant_shows_its_predecessors_day_whatever_its_own_calendar() {
    let json = json!({
        "org": {
            "calendars": [{"id": "early", "hours": 20}],
            "teams": [{"id": "night", "calendar": "early"}],
        },
        "programs": {"p": {"milestones": [
            {"id": "a", "title": "", "team": "night", "duration": "3h"},
            {"id": "m", "title": "", "depends_on": ["a"]},
        ]}},
    });
    // The night shift closes at 07:00, before others open.
    assert_eq!(dates(&plan(&json), "m"), "03-02 03-02");
}
