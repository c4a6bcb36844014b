//! The colour of one item, from nodes written by hand. Programs are judged in `tests/it/health.rs`.

use super::*;
use crate::model::Id;
use crate::model::Override;
use crate::model::Person;
use crate::model::Program;
use crate::model::Status;
use crate::plan::Driver;
use crate::plan::Instant;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn node(committed: Option<&str>, variance: f64) -> PlanNode {
    let finish = day("2027-03-04");
    PlanNode {
        key: NodeKey { program: Id::new("identity"), id: Id::new("idp-ga") },
        kind: NodeKind::Milestone,
        subject: Subject { program: 0, kind: "milestone", index: 0 },
        title: "GA".to_owned(),
        team: None,
        owner: None,
        workstream: None,
        early_start: finish,
        early_finish: finish,
        late_start: finish,
        late_finish: finish,
        start_at: Instant(0),
        finish_at: Instant(0),
        duration: 0.0,
        total_float: 0.0,
        free_float: 0.0,
        is_critical: true,
        is_near_critical: false,
        driver: Driver::ProgramStart,
        committed: committed.map(day),
        variance: committed.map(|_| variance),
        is_done: false,
        is_started: false,
        is_undriven: false,
        is_out_of_sequence: false,
        is_undated: false,
    }
}

fn plan() -> Plan {
    Plan::empty(day("2026-11-20"))
}

fn judged(node: &PlanNode) -> Derived {
    let (workspace, plan) = (Workspace::default(), plan());
    Health::new(&workspace, &plan, &Index::default()).item(node)
}

#[test]
fn the_variance_gives_the_colour_by_the_thresholds() {
    let of = |variance| {
        let derived = judged(&node(Some("2027-02-26"), variance));
        (derived.colour, derived.because())
    };
    let words = |text: &str| format!("{text} its commitment (2027-02-26)");
    assert_eq!(of(-2.0), (Some(Colour::Green), words("2 working days before")));
    assert_eq!(of(0.0), (Some(Colour::Green), words("on")));
    assert_eq!(of(1.0), (Some(Colour::Amber), words("1 working day after")));
    assert_eq!(of(5.0), (Some(Colour::Amber), words("5 working days after")));
    assert_eq!(of(5.5), (Some(Colour::Red), words("5.5 working days after")));
}

#[test]
fn what_cannot_be_computed_is_never_green() {
    assert_eq!(judged(&node(None, 0.0)).word(), "not forecast");
    assert_eq!(judged(&node(None, 0.0)).because(), "it has no committed date");
    let undriven = PlanNode { is_undriven: true, ..node(Some("2027-03-04"), 0.0) };
    assert_eq!(judged(&undriven).colour, None);
    let overdue = PlanNode { is_undriven: true, ..node(Some("2026-11-18"), 2.0) };
    assert_eq!(judged(&overdue).colour, Some(Colour::Amber), "a date that has passed is known to be late");
    let late = PlanNode { total_float: -3.0, ..node(None, 0.0) };
    assert_eq!(judged(&late).because(), "3 working days too late for what follows it");
}

#[test]
fn finished_work_is_green_and_says_when_it_was_late() {
    let done = PlanNode { is_done: true, ..node(Some("2027-02-26"), 4.0) };
    let derived = judged(&done);
    assert_eq!(derived.colour, Some(Colour::Green));
    assert_eq!(derived.because(), "finished on 2027-03-04, 4 working days after its commitment (2027-02-26)");
}

#[test]
fn a_probability_beats_the_variance_and_a_slip_adds_to_it() {
    let (workspace, plan) = (Workspace::default(), plan());
    let node = node(Some("2027-02-26"), -1.0);
    let with = |share: f64, slip: Option<f64>| {
        let days = slip.map(|slip| (node.key.clone(), slip)).into_iter().collect();
        Health::new(&workspace, &plan, &Index::default())
            .with_probabilities(BTreeMap::from([(node.key.clone(), share)]))
            .with_slips(Slips { since: Some(day("2026-10-23")), days })
            .item(&node)
    };
    assert_eq!(with(0.8, None).colour, Some(Colour::Green));
    assert_eq!(with(0.79, None).because(), "79% likely to meet its commitment (2027-02-26)");
    assert_eq!(with(0.49, None).colour, Some(Colour::Red));
    assert_eq!(with(0.9, Some(6.0)).because(), "slipped 6 working days since 2026-10-23");
    assert_eq!(with(0.9, Some(6.0)).inputs.len(), 2, "the probability stays visible");
}

fn note(as_of: &str, overrides: Vec<Override>) -> Status {
    Status {
        period: None,
        as_of: Some(day(as_of)),
        from: None,
        to: None,
        headline: None,
        overall: None,
        highlights: Vec::new(),
        lowlights: Vec::new(),
        asks: None,
        next_steps: Vec::new(),
        overrides,
        customer_notes: Vec::new(),
        narrative: None,
        author: None,
        visibility: None,
        extra: crate::model::Extra::new(),
    }
}

fn set_amber(item: Option<&str>) -> Override {
    Override {
        item: item.map(|id| crate::model::ItemRef::parse(id).unwrap()),
        colour: Colour::Amber,
        reason: Some("an interim certificate is offered".into()),
        by: Some(Person::new("tomas")),
        until: Some(day("2026-12-04")),
        extra: crate::model::Extra::new(),
    }
}

#[test]
fn an_override_counts_only_from_the_latest_note_complete_and_in_time() {
    let program = |notes: Vec<Status>| {
        let mut program = Program::new(0, Id::new("identity"), String::new(), String::new());
        program.statuses = notes;
        program
    };
    let id = Id::new("IDP-GA");
    let one = program(vec![note("2026-11-20", vec![set_amber(Some("idp-ga"))])]);
    assert_eq!(override_for(&one, Some(&id), day("2026-12-04")).map(|o| o.value.colour), Some(Colour::Amber));
    assert_eq!(override_for(&one, Some(&id), day("2026-12-05")), None, "its last day has passed");
    assert_eq!(override_for(&one, Some(&id), day("2026-11-19")), None, "the note is not written yet");
    assert_eq!(override_for(&one, None, day("2026-11-20")), None, "it is about an item");
    let two = program(vec![note("2026-11-20", vec![set_amber(Some("idp-ga"))]), note("2026-11-27", vec![])]);
    assert_eq!(override_for(&two, Some(&id), day("2026-11-27")), None, "the latest note does not repeat it");
    let unnamed = Override { by: None, ..set_amber(None) };
    assert_eq!(
        override_for(&program(vec![note("2026-11-20", vec![unnamed])]), None, day("2026-11-20")),
        None
    );
    let foreign = program(vec![note("2026-11-20", vec![set_amber(Some("payments/idp-ga"))])]);
    assert_eq!(override_for(&foreign, Some(&id), day("2026-11-20")), None, "another program's item");
}
