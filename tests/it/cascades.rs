//! One defect, one finding: what follows from a fault is not reported a second time under another name.

use crate::support;

/// A charter with a tier, so that the rules about completeness ask too.
const CHARTER: &str = "---
id: identity
title: Identity
owner: maria
tier: 2
start: 2026-09-01
target: 2027-02-26
finish_milestone: pilot
---

Every sign-in goes through one service.
";

/// The codes below 600, in order, for a charter, an organisation and these milestones.
#[must_use]
fn codes(milestones: &str) -> Vec<u16> {
    let org = "people:\n  - id: maria\n  - id: omar\nteams:\n  - id: identity\n";
    let plan = format!("milestones:\n{milestones}");
    let files = [("charter.md", CHARTER), ("org.yaml", org), ("milestones.yaml", plan.as_str())];
    let session = support::open_files(&files);
    let mut codes: Vec<_> =
        session.findings.iter().map(|f| f.finding.rule.code.0).filter(|c| *c < 600).collect();
    codes.sort_unstable();
    codes
}

/// A sound plan of two items, the second one with `more` lines.
#[must_use]
fn pilot(more: &str) -> Vec<u16> {
    codes(&format!(
        "  - id: token-service
    title: Token service
    owner: omar
    team: identity
    duration: 10d
    started: 2026-11-16
  - id: pilot
    title: Pilot done
{more}"
    ))
}

#[test]
fn the_plan_that_the_cases_change_is_sound() {
    let sound = "    owner: maria\n    committed: 2026-12-18\n    depends_on: [token-service]\n";
    assert_eq!(pilot(sound), Vec::<u16>::new());
}

#[test]
fn a_start_in_the_future_is_not_a_contradiction_too() {
    let more =
        "    owner: maria\n    status: planned\n    started: 2026-12-07\n    depends_on: [token-service]\n";
    assert_eq!(pilot(more), [304]);
}

#[test]
fn a_year_mistyped_is_not_outside_the_program_or_on_a_day_off_too() {
    let more = "    owner: maria\n    committed: 2062-12-17\n    depends_on: [token-service]\n";
    assert_eq!(pilot(more), [311]);
    let more = "    owner: maria\n    committed: 2006-12-17\n    depends_on: [token-service]\n";
    assert_eq!(pilot(more), [311]);
}

#[test]
fn a_placeholder_is_neither_unknown_nor_missing_too() {
    let more = "    owner: tbd\n    committed: 2026-12-18\n    depends_on: [token-service]\n";
    assert_eq!(pilot(more), [505]);
    let more = "    owner: identity\n    committed: 2026-12-18\n    depends_on: [token-service]\n";
    assert_eq!(pilot(more), [504]);
}

#[test]
fn a_misspelt_predecessor_is_no_dead_end_and_nothing_undriven() {
    let more = "    owner: maria\n    committed: 2026-12-18\n    depends_on: [token-servise]\n";
    assert_eq!(pilot(more), [203]);
}

#[test]
fn a_commitment_is_late_impossible_or_overdue_but_not_twice() {
    let late = |committed: &str, duration: &str| {
        pilot(&format!(
            "    owner: maria\n    team: identity\n    {duration}\n    committed: {committed}\n    depends_on: [token-service]\n"
        ))
    };
    assert_eq!(late("2026-12-18", "duration: 30d"), [401]);
    assert_eq!(late("2026-11-25", "duration: 3d"), [306]);
    assert_eq!(late("2026-11-13", "duration: 3d"), [303]);
}

#[test]
fn an_unreadable_status_or_date_says_nothing_about_progress() {
    let open = |line: &str| {
        pilot(&format!(
            "    owner: maria\n    {line}\n    committed: 2026-11-13\n    depends_on: [token-service]\n"
        ))
    };
    assert_eq!(open("status: doen"), [113]);
    assert_eq!(open("finished: 2026-11-31"), [112]);
}

#[test]
fn a_passed_constraint_is_not_unmet_too() {
    let more = "    owner: maria\n    team: identity\n    duration: 3d\n    constraint: {must_start_on: 2026-11-16}\n    depends_on: [token-service]\n";
    assert_eq!(pilot(more), [314]);
}

#[test]
fn an_operation_without_what_it_needs_is_not_idle_too() {
    let settings = "as_of: 2026-11-20\nprogram:\n  id: p\n  title: P\n  milestones:\n    \
                    - {id: a, title: A, duration: 3d, committed: 2026-12-18}\n";
    let told = |op: &str| -> Vec<u16> {
        let scenario = format!("id: what-if\ntitle: What if\nops:\n  - {op}\n");
        let files = [("epm.yaml", settings), ("scenarios/what-if.yaml", scenario.as_str())];
        let session = support::open_files(&files);
        let found = session.findings.iter().filter(|f| f.place.file.starts_with("scenarios/"));
        found.map(|f| f.finding.rule.code.0).collect()
    };
    assert_eq!(told("{op: set, item: a}"), [115]);
    assert_eq!(told("{op: shift, item: a}"), [115]);
    assert_eq!(told("{op: shift, item: a, by: 0d}"), [740]);
    assert_eq!(told("{op: shift, item: a, by: 5d}"), Vec::<u16>::new());
}
