//! One golden view a report.

use crate::reports::build;
use crate::support;

/// Returns the only page's view as JSON.
fn view(files: &[(&str, &str)], report: &str, audience: Option<&str>) -> String {
    let session = support::open_files(files);
    let found = epm::report::find(report).expect("a report");
    let built = build(&session, found, audience);
    let [page] = built.as_slice() else { panic!("{built:?}") };
    serde_json::to_string_pretty(&page.view.value()).expect("JSON")
}

const SITE: &str = "
version: 1
as_of: 2026-11-20
program:
  id: site
  title: New site
  owner: ana
  milestones:
    - {id: design, title: Design approved, owner: ana, workstream: design, duration: 4d, started: 2026-11-09, finished: 2026-11-17, committed: 2026-11-13}
    - {id: content, title: Content moved, owner: li, workstream: content, duration: 10d, depends_on: [design], committed: 2026-12-02, rag: {colour: green}}
    - {id: launch, title: New site is live, owner: ana, depends_on: [content], committed: 2026-12-18, customer_impact: The address stays the same}
";

const RAID: &str = "
risks:
  - {id: RSK-1, title: Because pictures have no licence we take some down, probability: 60%, impact: {delay: {low: 2d, likely: 6d, high: 10d}}, owner: li, raised: 2026-11-18, mitigation: {plan: Buy them, owner: li, due: 2026-11-27}, affects: [launch], review_by: 2026-11-16}
  - {id: RSK-2, title: Old risk, status: closed, closed: 2026-11-10}
issues:
  - {id: ISS-1, title: Editor loses umlauts, severity: high, owner: li, raised: 2026-11-16, target: 2026-11-19, blocks: [content], workaround: Write them twice}
dependencies:
  - {id: DEP-1, title: Name server entry, vendor: registrar, consumers: [launch], needed_by: 2026-12-10, promised: 2026-12-14, status: at_risk, owner: ana}
assumptions:
  - {id: ASM-1, title: Old links may break, owner: ana, validate_by: 2026-11-13}
";

const OPEN_DECISION: &str = "---
status: proposed
raised: 2026-11-02
needed_by: 2026-11-18
owner: li
approver: ana
blocks: [launch]
options: [{name: Ours, pros: [Cheap], cons: [Slow], cost: none}]
impact_if_late: The launch waits
---

# Whose machines

## Context and Problem Statement

Ours or theirs?
";

const OLD_DECISION: &str = "---
status: superseded by DEC-3
date: 2026-10-01
superseded_by: DEC-3
---

# Write all texts anew
";

const NEW_DECISION: &str = "---
status: accepted
date: 2026-11-18
supersedes: [DEC-2]
decision-makers: [ana, li]
---

# Move the texts

## Decision Outcome

Chosen option: move them, because time is short.

### Consequences

- Good, because it is quick
";

const NOTES: [(&str, &str); 2] = [
    ("status/2026-W46.md", "---\nas_of: 2026-11-13\noverall: {colour: green}\n---\n"),
    (
        "status/2026-W47.md",
        "---\nas_of: 2026-11-20\nauthor: ana\nheadline: Content needs a week more\noverall: {colour: amber, reason: Umlauts are lost}\nasks: [{text: Decide on machines, of: ana, by: 2026-11-24, cost_of_delay: A day a day, decision: DEC-1}]\nnext_steps: [{text: Fix the editor, owner: li, due: 2026-11-23}]\n---\n",
    ),
];

/// A small program with something of everything that reports show.
fn site() -> Vec<(&'static str, &'static str)> {
    let mut files = vec![
        ("epm.yaml", SITE),
        ("raid.yaml", RAID),
        ("decisions/DEC-1.md", OPEN_DECISION),
        ("decisions/DEC-2.md", OLD_DECISION),
        ("decisions/DEC-3.md", NEW_DECISION),
        ("readiness/ga-gate.yaml", GATE),
    ];
    files.extend(NOTES);
    files
}

const GATE: &str = r"
id: ga-gate
title: Open to everybody
gates: [launch]
owner: ana
date: 2026-12-14
decision: {verdict: go, by: li, date: 2026-11-19, notes: Fine by me}
items:
  - {id: RDY-1, area: security, title: Threat model reviewed, status: pass, owner: ana, evidence: docs/threats.md, reviewer: li}
  - {id: RDY-2, area: capacity, title: Load test passed, status: fail, owner: li, due: 2026-11-12, reason: Stopped at half the load}
  - {id: RDY-3, area: security, title: Card data assessed, status: n/a, reason: No card data here}
  - {id: RDY-4, area: data, title: Restore tried, status: waived, owner: li, due: 2026-12-01,
     waiver: {reason: No spare region, approver: ana, approved: 2026-11-02, expires: 2026-11-30, compensating: Copy by hand}}
  - {id: RDY-5, area: data, title: Old data deleted, required: false}
";

#[test]
fn status_for_executives() {
    insta::assert_snapshot!(view(&site(), "status", Some("executive")));
}

#[test]
fn milestones() {
    insta::assert_snapshot!(view(&site(), "milestones", None));
}

#[test]
fn raid() {
    insta::assert_snapshot!(view(&site(), "raid", None));
}

#[test]
fn decisions() {
    insta::assert_snapshot!(view(&site(), "decisions", None));
}

#[test]
fn readiness() {
    insta::assert_snapshot!(view(&site(), "readiness", None));
}
