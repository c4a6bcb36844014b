//! Runbooks as values: times, floats, the way back and the facts.

use std::collections::BTreeMap;

use crate::model::Duration;
use crate::model::Extra;
use crate::model::Id;
use crate::model::Moment;
use crate::model::Person;
use crate::model::Phase;
use crate::model::RollbackPlan;
use crate::model::Runbook;
use crate::model::RunbookStep;
use crate::model::StepStatus;
use crate::model::Window;
use crate::plan::runbook::Basis;
use crate::plan::runbook::Timeline;

pub(super) fn step(id: &str, minutes: &str, after: &[&str]) -> RunbookStep {
    RunbookStep {
        id: Id::new(id),
        title: id.into(),
        action: None,
        phase: None,
        owner: None,
        backup: None,
        after: after.iter().map(|id| Id::new(*id)).collect(),
        duration: Some(Duration::parse(minutes).unwrap()),
        verify: None,
        rollback: None,
        rollback_duration: None,
        fix_forward: None,
        status: None,
        started: None,
        finished: None,
        extra: Extra::new(),
    }
}

pub(super) fn runbook(steps: Vec<RunbookStep>, no_return: &str) -> Runbook {
    Runbook {
        id: Id::new("cutover"),
        title: "Cutover".into(),
        description: None,
        change: None,
        milestone: None,
        window: None,
        roles: BTreeMap::new(),
        bridge: None,
        steps,
        checkpoints: Vec::new(),
        point_of_no_return: Some(Id::new(no_return)),
        rollback: None,
        rehearsals: Vec::new(),
        comms: Vec::new(),
        hypercare: None,
        visibility: None,
        aliases: Vec::new(),
        links: BTreeMap::new(),
        extra: Extra::new(),
    }
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn window(runbook: Runbook, start: &str, end: &str) -> Runbook {
    Runbook {
        window: Some(Window { start: moment(start), end: moment(end), extra: Extra::new() }),
        ..runbook
    }
}

fn back(step: RunbookStep, minutes: &str) -> RunbookStep {
    RunbookStep { rollback_duration: Some(Duration::parse(minutes).unwrap()), ..step }
}

fn of(phase: Phase, step: RunbookStep) -> RunbookStep {
    RunbookStep { phase: Some(phase), ..step }
}

/// Freeze and snapshot ahead, then two branches, the point of no return, and a step after it.
fn cutover() -> Runbook {
    let steps = vec![
        back(of(Phase::Prepare, step("freeze", "10m", &[])), "5m"),
        of(Phase::Prepare, step("snapshot", "40m", &[])),
        back(step("stop", "10m", &[]), "5m"),
        back(step("web", "20m", &[]), "10m"),
        back(step("mobile", "25m", &["stop"]), "10m"),
        step("destroy", "15m", &["web", "mobile"]),
        of(Phase::Verify, step("look", "5m", &[])),
        of(Phase::Post, step("all-clear", "10m", &[])),
    ];
    window(runbook(steps, "destroy"), "2027-02-25T23:30+01:00", "2027-02-26T00:30+01:00")
}

fn spans(timeline: &Timeline) -> Vec<(i64, i64)> {
    timeline.steps.iter().map(|step| (step.expected.start, step.expected.end)).collect()
}

#[test]
fn preparation_ends_when_the_window_opens_and_floats_are_minutes() {
    let timeline = Timeline::new(&cutover(), None);
    assert_eq!(
        spans(&timeline),
        [(-50, -40), (-40, 0), (0, 10), (10, 30), (10, 35), (35, 50), (50, 55), (55, 65)]
    );
    let floats: Vec<i64> = timeline.steps.iter().map(|step| step.total_float).collect();
    assert_eq!(floats, [0, 0, 0, 5, 0, 0, 0, 0]);
    assert_eq!(timeline.critical_path, [0, 1, 2, 4, 5, 6]);
    assert_eq!((timeline.room, timeline.planned_end, timeline.planned_minutes()), (Some(60), 55, 115));
    assert_eq!(timeline.clock.civil(timeline.start.unwrap() + 35).to_string(), "2027-02-26T00:05:00");
}

#[test]
fn the_way_back_adds_up_and_stops_to_fit() {
    let timeline = Timeline::new(&cutover(), None);
    let way = &timeline.way_back;
    assert_eq!(way.basis, Basis::Steps);
    let steps: Vec<_> =
        way.steps.iter().map(|back| back.map(|back| (back.minutes, back.margin.unwrap()))).collect();
    // At the end of `web` (30), `mobile` runs already and is undone too: 5 + 5 + 10 + 10.
    assert_eq!(
        steps,
        [Some((5, 95)), Some((5, 55)), Some((10, 40)), Some((30, 0)), Some((30, -5)), None, None, None]
    );
    assert_eq!((way.last_fit, way.first_misfit), (Some(3), Some(4)));
    // 60 minutes of window less 30 of way back, though the point of no return comes at 35.
    assert_eq!((way.latest, way.latest_to_finish), (Some(30), Some(40)));
}

#[test]
fn without_durations_of_steps_the_plans_counts_at_every_step() {
    let mut book = cutover();
    book.steps.iter_mut().for_each(|step| step.rollback_duration = None);
    assert_eq!(Timeline::new(&book, None).way_back.basis, Basis::Unknown);
    book.rollback = Some(RollbackPlan {
        triggers: Vec::new(),
        decider: None,
        duration: Some(Duration::parse("20m").unwrap()),
        steps: Vec::new(),
        tested_on: None,
        extra: Extra::new(),
    });
    let way = Timeline::new(&book, None).way_back;
    assert_eq!((way.basis, way.latest, way.first_misfit), (Basis::Plan, Some(40), None));
    assert_eq!(way.steps[4].unwrap().margin, Some(5));
    book.window = None;
    let way = Timeline::new(&book, None).way_back;
    assert_eq!(
        (way.latest, way.steps[4].unwrap().margin),
        (None, None),
        "without a window nothing is too late"
    );
}

#[test]
fn facts_stand_and_what_is_left_is_planned_from_the_last_one_on() {
    let mut book = cutover();
    for (n, started, finished) in [(0, "22:40", "22:50"), (1, "22:50", "23:38"), (2, "23:38", "23:50")] {
        book.steps[n].started = Some(moment(&format!("2027-02-25T{started}+01:00")));
        book.steps[n].finished = Some(moment(&format!("2027-02-25T{finished}+01:00")));
    }
    book.steps[3].started = Some(moment("2027-02-25T23:55+01:00"));
    let timeline = Timeline::new(&book, None);
    assert_eq!(timeline.last_fact, Some(25));
    // `web` has its 20 minutes from 23:55 on; `mobile` has not begun and cannot begin before 23:55.
    assert_eq!(
        spans(&timeline),
        [(-50, -40), (-40, 8), (8, 20), (25, 45), (25, 50), (50, 65), (65, 70), (70, 80)]
    );
    assert_eq!(timeline.steps[4].planned.start, 10);
    assert_eq!((timeline.planned_end, timeline.expected_end), (55, 70));
    assert_eq!(timeline.way_back.last_fit, Some(2), "30 minutes back at 45 end after the window");
}

#[test]
fn what_was_left_out_takes_no_time_and_what_failed_is_done_again() {
    let mut book = cutover();
    book.steps[3].status = Some(StepStatus::Skipped);
    book.steps[4].status = Some(StepStatus::Failed);
    book.steps[4].started = Some(moment("2027-02-25T23:40+01:00"));
    book.steps[4].finished = Some(moment("2027-02-26T00:00+01:00"));
    let timeline = Timeline::new(&book, None);
    assert_eq!(timeline.steps[3].expected.minutes(), 0);
    assert_eq!(
        timeline.steps[4].expected.end,
        30 + 50 + 10 + 25,
        "again, and after all that nobody has begun"
    );
    assert_eq!(timeline.way_back.steps[4].unwrap().minutes, 5 + 5 + 10);
    book.steps.truncate(3);
    book.steps[2].status = Some(StepStatus::Done);
    book.point_of_no_return = None;
    let timeline = Timeline::new(&book, None);
    assert_eq!(timeline.steps[2].expected.end, 10, "without a fact, as planned");
}

#[test]
fn a_person_with_two_steps_at_once_is_named_once_a_pair() {
    let mut book = cutover();
    for n in [2, 3, 4, 5] {
        book.steps[n].owner = Some(Person::new("ana"));
    }
    let timeline = Timeline::new(&book, None);
    let pairs: Vec<_> =
        timeline.overlaps.iter().map(|o| (o.first, o.second, o.span.start, o.span.end)).collect();
    assert_eq!(pairs, [(3, 4, 10, 30)], "one after the other is no overlap");
}

#[test]
fn steps_in_a_circle_and_empty_runbooks_have_no_time_and_do_no_harm() {
    let circle = vec![step("a", "10m", &[]), step("b", "10m", &["c", "a"]), step("c", "10m", &["b"])];
    let timeline = Timeline::new(&runbook(circle, "b"), None);
    assert_eq!((timeline.order, timeline.critical_path), (vec![0], vec![0]));
    assert_eq!((timeline.planned_end, timeline.steps[0].total_float), (10, 0));
    assert!(timeline.steps[1].is_stuck && timeline.steps[2].is_stuck);
    assert_eq!(timeline.way_back.no_return, None);
    let timeline = Timeline::new(&runbook(Vec::new(), "b"), None);
    assert_eq!((timeline.planned_end, timeline.planned_minutes(), timeline.start), (0, 0, None));
}
