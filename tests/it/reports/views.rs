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

/// The same program with what is told once: charter, changes, messages, a review, a runbook, a portfolio.
fn whole() -> Vec<(&'static str, &'static str)> {
    let mut files = site();
    files[0].1 = "version: 1\nas_of: 2026-11-20\ntitle: Sites\n";
    let plan = SITE.split_once("  milestones:").expect("the plan").1.replace("\n    ", "\n  ");
    files.push(("milestones.yaml", Box::leak(format!("milestones:{plan}").into_boxed_str())));
    files.extend([
        ("charter.md", CHARTER),
        ("changes.yaml", CHANGES),
        ("comms.yaml", COMMS),
        ("reviews/REV-1.md", REVIEW),
        ("runbooks/move.yaml", RUNBOOK),
        ("portfolio.yaml", PORTFOLIO),
        ("scenarios/licences.yaml", SCENARIO),
    ]);
    files
}

const CHARTER: &str = "---
id: site
title: New site
sponsor: omar
owner: ana
tier: 2
start: 2026-11-02
target: 2026-12-18
finish_milestone: launch
outcomes: [{metric: Visitors who find the price, baseline: 40 %, target: 60 %, by: 2027-01-31}]
stakeholders: [{who: li, role: Editor, interest: No text is lost}]
constraints: [The old server is switched off in January]
budget: {currency: EUR, approved: 9000, actual: 4000, forecast: 10000}
approvals: [{role: sponsor, by: omar, at: 2026-11-01}, {role: product, by: li}]
nfr_not_applicable: [{area: migration, reason: Nothing is kept}]
handoff: {owner: li, date: 2027-01-10}
---

# New site

## Purpose

Visitors look for prices and do not find them.

## Scope

### In scope

- Pages and prices

### Out of scope

- The shop

## Definition of done

The old site leads to the new one.
";

const CHANGES: &str = "
changes:
  - {id: CHG-1, title: Launch a week later, status: proposed, kind: schedule, owner: ana, raised: 2026-11-16, needed_by: 2026-11-19, justification: Umlauts, impact: {schedule: A week, scope: None, cost: None, risk: None}, affects: [launch], moves: [{item: launch, from: 2026-12-18, to: 2026-12-25}], approvals: [{role: sponsor, by: omar}]}
  - {id: CHG-2, title: Leave the blog out, status: approved, kind: scope, decided: 2026-11-10, affects: [content], approvals: [{by: omar, at: 2026-11-10}]}
";

const COMMS: &str = "
audiences: [{id: team, title: The team, members: [ana, li], cadence: weekly, channels: Mail, owner: ana, interest: What is next}]
messages:
  - {id: MSG-1, title: We move, audience: team, channel: Mail, on: 2026-11-17, milestone: launch, owner: ana, approver: omar, status: draft, text: The address stays}
  - {id: MSG-2, title: Kick-off, audience: team, on: 2026-11-02, status: sent, sent: 2026-11-02}
escalation: [{who: omar, when: Stuck for two days, channel: Phone}]
";

const REVIEW: &str = "---
id: REV-1
date: 2026-11-18
facilitator: ana
participants: [li]
metrics: [{name: Pages moved, target: '40', actual: '38', verdict: missed}]
went_well: [The tool worked]
went_wrong: [Two pages were forgotten]
actions: [{text: Count pages first, owner: li, due: 2026-11-19}, {text: Fix the two, owner: ana, status: done, closed: 2026-11-18}]
recommendations: [Count before you move]
verdict: iterate
---

# Review of the trial

## Summary

Nearly all came over.
";

const RUNBOOK: &str = "
id: move
title: Switch the name server
window: {start: 2026-12-18T20:00+01:00, end: 2026-12-18T23:00+01:00}
steps: [{id: switch, title: Switch, owner: ana, duration: 10m, verify: Page is new, rollback: Switch back, rollback_duration: 10m}]
rollback: {decider: omar, duration: 10m, triggers: [Prices are wrong], tested_on: 2026-11-12}
rehearsals: [{date: 2026-11-12, duration: 1h}]
";

const SCENARIO: &str = "
id: licences
title: Licences are bought at once
ops: [{op: remove, item: RSK-1, reason: Bought for the whole year}]
target: {milestone: launch, date: 2026-12-18}
";

const PORTFOLIO: &str = "
groups: [{id: web, title: Web, programs: [site], owner: omar}]
intake: [{id: shop, title: New shop, requested_by: li, raised: 2026-11-10, status: triage, value: high, effort: medium, size: 12w}]
";

/// A golden view of the whole program for a report.
macro_rules! golden {
    ($($name:ident),*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(view(&whole(), stringify!($name), None));
            }
        )*
    };
}

golden!(charter, dependencies, changes, operations, comms, reviews, improvements, kpis, queue, portfolio);
golden!(forecast, capacity, runbook, scenarios, index);

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
