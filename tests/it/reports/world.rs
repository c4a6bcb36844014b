//! Two workspaces for reports: one with an item of every kind, one with next to nothing.
//!
//! Lines that end with `# secret` hold what only the cleared may see; every such text contains `zqx` or `7773`. Lines
//! that end with `# mention` are visible and name something secret.

use epm::pipeline::Session;

use crate::support;

/// Which lines of the rich workspace are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Only what everybody may see.
    Open,
    /// With what is secret.
    Secret,
    /// With what is secret, and texts that name it.
    Mentioned,
}

/// Opens the rich workspace.
pub(crate) fn rich(lines: Lines) -> Session {
    let files: Vec<(&str, String)> =
        RICH.iter().filter_map(|(path, text)| Some((*path, kept(path, text, lines)?))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    support::open_files(&files)
}

/// Opens a workspace in which a program has a name and nothing else.
pub(crate) fn empty() -> Session {
    support::open_files(&[("epm.yaml", "version: 1\nprogram: {id: bare, title: Bare}\n")])
}

/// Returns the text of a file with the lines that shall be there, and without the marks.
fn kept(path: &str, text: &str, lines: Lines) -> Option<String> {
    if path.contains("zqx") && lines == Lines::Open {
        return None;
    }
    let keep = |line: &&str| match line.rsplit_once("  # ") {
        Some((_, "secret")) => lines != Lines::Open,
        Some((_, "mention")) => lines == Lines::Mentioned,
        _ => true,
    };
    let bare = |line: &str| {
        line.strip_suffix("  # secret")
            .or_else(|| line.strip_suffix("  # mention"))
            .unwrap_or(line)
            .to_owned()
    };
    let lines: Vec<String> = text.lines().filter(keep).map(bare).collect();
    Some(format!("{}\n", lines.join("\n").trim_start()))
}

const RICH: &[(&str, &str)] = &[
    (
        "epm.yaml",
        "
version: 1
title: Orchard
timezone: UTC
as_of: 2026-11-20
audiences:
  executives: {title: Executive staff, clearance: internal}
  auditors: {title: Audit, clearance: restricted}
",
    ),
    (
        "org.yaml",
        "
people:
  - {id: ana, name: Ana Ruiz}
  - {id: li, name: Li Wei}
  - {id: omar, name: Omar Said}
teams:
  - {id: web, name: Web}
  - {id: data, name: Data}
vendors:
  - {id: acme, name: Acme Certificates}
",
    ),
    (
        "orchard/charter.md",
        "
---
id: orchard
title: Orchard moves to the new shop
sponsor: omar
owner: ana
start: 2026-09-01
target: 2027-01-15
finish_milestone: launch
cadence: weekly
outcomes:
  - {id: OUT-1, metric: Orders through the new shop, baseline: 0 %, target: 100 %, by: 2027-01-15, source: metric orders}
budget: {currency: EUR, approved: 100000, actual: 40000, forecast: 112000}
---

# Orchard moves to the new shop

## Purpose

The old shop loses one order in fifty.
",
    ),
    (
        "orchard/milestones.yaml",
        "
milestones:
  - {id: MS-zqx1, title: Zqxmilestone in secret, owner: li, workstream: zqxstream, duration: 7d, committed: 2026-12-11, customer_impact: Zqx customers, visibility: restricted}  # secret
  - {id: kickoff, title: Program approved, owner: ana, workstream: program, committed: 2026-09-01, finished: 2026-09-01}
  - {id: catalogue, title: Catalogue copied, owner: li, team: data, workstream: data, duration: 10d, depends_on: [kickoff], committed: 2026-11-13, started: 2026-11-02, finished: 2026-11-17}
  - id: checkout
    title: Checkout runs on the new shop
    owner: li
    team: web
    workstream: web
    estimate: {low: 8d, likely: 12d, high: 25d}
    depends_on: [catalogue]
    committed: 2026-12-04
    status: in_progress
    started: 2026-11-16
    remaining: 14d
    rag: {colour: green}
    customer_impact: Customers pay on a new page
  - {id: training, title: Agents trained, owner: omar, workstream: support, duration: 5d, depends_on: [checkout], committed: 2026-12-18}
  - {id: launch, title: New shop is open to everybody, owner: ana, workstream: program, depends_on: [checkout, training], committed: 2026-12-18, customer_impact: The old shop is closed}
  - {id: skin, title: Second skin, workstream: web, status: cancelled, cancelled_reason: Nobody asked}
",
    ),
    (
        "orchard/raid.yaml",
        "
risks:
  - {id: RSK-1, title: Because Acme is slow the certificate comes late and the launch slips, status: mitigating, probability: 60%, impact: 10d, owner: li, raised: 2026-10-01, response: mitigate, trigger: No answer by December, proximity: 2026-12-14, mitigation: {plan: Use an interim certificate, owner: li, due: 2026-11-27, actions: [{text: Ask for one, owner: li, due: 2026-11-18}]}, contingency: Launch with our own, affects: [launch], escalate_to: omar, review_by: 2026-11-16}
  - {id: RSK-2, title: Because prices change daily some are shown wrong, probability: low, impact: {delay: {low: 1d, likely: 3d, high: 8d}}, owner: ana, raised: 2026-11-18}
  - {id: RSK-3, title: Because nobody tested it the backup fails, status: accepted, probability: 2, impact: 2, acceptance: {by: omar, at: 2026-10-05, expires: 2027-03-01, reason: Cheap to redo}}
  - {id: RSK-4, title: Because of rain the picnic is wet, status: closed, owner: ana, raised: 2026-09-03, closed: 2026-11-18}
  - {id: RSK-zqx2, title: Zqxrisk nobody may read, probability: 90%, impact: 77731h, owner: li, raised: 2026-11-18, affects: [launch], visibility: restricted}  # secret
assumptions:
  - {id: ASM-1, title: Customers keep their passwords, owner: li, impact_if_wrong: Everybody signs in anew, validation: Try a hundred, validate_by: 2026-11-13, raised: 2026-09-10}
  - {id: ASM-2, title: The tax rules stay, owner: omar, status: validated, raised: 2026-09-10, closed: 2026-11-19}
  - {id: ASM-zqx3, title: Zqxassumption, owner: li, raised: 2026-11-18, visibility: restricted}  # secret
issues:
  - {id: ISS-1, title: Pictures load slowly, severity: high, status: in_progress, owner: li, raised: 2026-11-16, target: 2026-11-19, impact: Customers leave, resolution: Smaller pictures, blocks: [training], workaround: Reload the page}
  - {id: ISS-2, title: Wrong logo, severity: low, status: resolved, owner: ana, raised: 2026-11-02, resolved: 2026-11-17}
  - {id: ISS-zqx4, title: Zqxissue, severity: critical, owner: li, raised: 2026-11-18, blocks: [MS-zqx1], workaround: Zqxaround, visibility: restricted}  # secret
dependencies:
  - {id: DEP-1, title: Certificate for the shop, vendor: acme, to: web, consumers: [launch], needed_by: 2026-12-10, promised: 2026-12-14, status: at_risk, owner: li, contact: Desk 7, kind: vendor, critical: true, impact_if_late: Launch slips day for day, fallback: Interim certificate, raised: 2026-10-01}
  - {id: DEP-2, title: Address list, from: data, to: web, consumers: [checkout], needed_by: 2026-11-16, promised: 2026-11-16, resolved: 2026-11-16, status: done, owner: ana}
  - {id: DEP-zqx5, title: Zqxdependency, vendor: Zqxvendor, consumers: [MS-zqx1], needed_by: 2026-12-08, promised: 2026-12-09, status: blocked, visibility: restricted}  # secret
",
    ),
    (
        "orchard/decisions/DEC-1.md",
        "
---
status: proposed
raised: 2026-11-02
needed_by: 2026-11-18
owner: li
approver: omar
class: major
blocks: [training]
options:
  - {name: One warehouse, pros: [Cheap], cons: [Slow], cost: 1 EUR}
  - {name: Two warehouses, pros: [Fast], cons: [Dear], cost: 2 EUR}
impact_if_late: Agents learn the wrong screens
---

# Where orders are kept

## Context and Problem Statement

One warehouse or two? See [the old record](DEC-2.md).
",
    ),
    (
        "orchard/decisions/DEC-2.md",
        "
---
status: superseded by DEC-3
date: 2026-10-01
superseded_by: DEC-3
decision-makers: [omar, ana]
---

# Move everything in one night

## Decision Outcome

Chosen option: one night.
",
    ),
    (
        "orchard/scenarios/leaner.yaml",
        "
id: leaner
title: With less
ops:
  - {op: remove, item: RSK-1, reason: Insured}
  - {op: remove, item: DEP-zqx5, reason: Not needed}  # mention
",
    ),
    (
        "orchard/decisions/DEC-3.md",
        "
---
status: accepted
date: 2026-11-18
supersedes: [DEC-2]
decision-makers: [omar, li]
review_on: 2027-03-01
---

# Move shop by shop

## Decision Outcome

Chosen option: shop by shop, because a failure touches one shop.

### Consequences

- Good, because it can be taken back
",
    ),
    (
        "orchard/decisions/DEC-zqx6.md",
        "
---
status: proposed
raised: 2026-11-18
needed_by: 2026-11-19
owner: li
approver: omar
blocks: [MS-zqx1]
visibility: restricted
---

# Zqxdecision

## Context and Problem Statement

Zqxcontext, 77732 EUR.
",
    ),
    (
        "orchard/changes.yaml",
        "
changes:
  - {id: CHG-1, title: Move the launch to 8 January, status: proposed, kind: schedule, material: true, requested_by: ana, owner: ana, raised: 2026-11-17, needed_by: 2026-12-01, impact: {schedule: Three weeks later, cost: 12 000 EUR}, affects: [launch], moves: [{item: launch, from: 2026-12-18, to: 2027-01-08}], approvals: [{role: sponsor, by: omar}]}
  - {id: CHG-2, title: Add gift cards, status: approved, kind: scope, raised: 2026-10-01, decided: 2026-11-16, impact: {scope: One more page}}
  - {id: CHG-zqx7, title: Zqxchange, status: proposed, kind: scope, raised: 2026-11-18, needed_by: 2026-11-21, impact: {cost: 77733 EUR}, visibility: restricted}  # secret
",
    ),
    (
        "orchard/readiness/gate.yaml",
        "
id: launch-gate
title: Open the shop
gates: [launch]
owner: ana
date: 2026-12-16
items:
  - {id: RDY-1, area: security, title: Threat model reviewed, status: pass, owner: li, evidence: https://wiki.example.com/threats, reviewer: omar}
  - {id: RDY-2, area: capacity, title: Load test passed, status: fail, owner: li, due: 2026-11-12, reason: Stopped at half the load}
  - {id: RDY-3, area: support, title: Agents trained, owner: omar, due: 2026-12-11}
  - {id: RDY-4, area: data, title: Restore tried, status: waived, owner: li, waiver: {reason: No spare region, approver: omar, approved: 2026-11-02, expires: 2026-11-30, compensating: Copy by hand}}
  - {id: RDY-zqx8, area: zqxarea, title: Zqxitem, owner: li, due: 2026-11-01, visibility: restricted}  # secret
",
    ),
    (
        "orchard/readiness/zqx.yaml",
        "
id: zqx-gate
title: Zqxgate
visibility: restricted
items:
  - {id: RDY-zqx9, title: Zqxopen}
",
    ),
    (
        "orchard/runbooks/cutover.yaml",
        "
id: cutover
title: Close the old shop
window: {start: 2026-12-17T20:00Z, end: 2026-12-18T02:00Z}
roles: {cutover_lead: li}
steps:
  - {id: stop, title: Stop orders, owner: li, duration: 10m, verify: No order, rollback: Start again}
",
    ),
    (
        "orchard/runbooks/zqx.yaml",
        "
id: zqx-cutover
title: Zqxcutover
visibility: restricted
window: {start: 2026-12-17T20:00Z, end: 2026-12-18T02:00Z}
steps:
  - {id: zqx-stop, title: Zqxstep, owner: li, duration: 10m, verify: Zqx, rollback: Zqx}
",
    ),
    (
        "orchard/comms.yaml",
        "
audiences:
  - {id: customers, title: Customers}
messages:
  - {id: MSG-1, title: A new shop opens, audience: customers, channel: Mail, on: 2026-12-07, milestone: launch, owner: ana, status: draft, text: Your basket moves with you.}
  - {id: MSG-zqx10, title: Zqxmessage, audience: customers, on: 2026-12-08, text: Zqxtext, visibility: restricted}  # secret
escalation:
  - {who: ana, when: Blocked for two days, channel: Chat}
",
    ),
    (
        "orchard/metrics.yaml",
        "
metrics:
  - {id: orders, title: Orders through the new shop, unit: '%', direction: up, baseline: 0, target: 100, by: 2027-01-15, observations: [{date: 2026-11-13, value: 1}, {date: 2026-11-20, value: 3}]}
  - {id: zqx-metric, title: Zqxmetric, observations: [{date: 2026-11-20, value: 77734}], visibility: restricted}  # secret
",
    ),
    (
        "orchard/releases/REL-1.yaml",
        "
id: REL-1
title: Shop 1.0
milestone: launch
planned: 2026-12-18
",
    ),
    (
        "orchard/releases/REL-zqx11.yaml",
        "
id: REL-zqx11
title: Zqxrelease
planned: 2026-12-01
visibility: restricted
",
    ),
    (
        "orchard/status/2026-W46.md",
        "
---
period: 2026-W46
as_of: 2026-11-13
author: ana
headline: All is well
overall: {colour: green}
---
",
    ),
    (
        "orchard/status/2026-W47.md",
        "
---
period: 2026-W47
as_of: 2026-11-20
from: 2026-11-14
to: 2026-11-20
author: ana
headline: The launch is in danger, an interim certificate can save it
overall: {colour: amber, reason: Checkout is late, path_to_green: {action: Lend web a tester, owner: omar, due: 2026-11-27}}
highlights: [Catalogue is copied]
lowlights: [Checkout is late]
asks:
  - {text: Decide where orders are kept, of: omar, by: 2026-11-24, cost_of_delay: A day a day, decision: DEC-1}
  - {text: Zqxask, of: omar, by: 2026-11-21, cost_of_delay: Zqxcost 77735, visibility: restricted}  # secret
  - {text: Read RSK-zqx2 and DEC-zqx6 first, of: omar, by: 2026-11-26, decision: DEC-zqx6}  # mention
next_steps:
  - {text: Ask Acme for an interim certificate, owner: li, due: 2026-11-23, status: open}
  - {text: Close ISS-zqx4, owner: li, due: 2026-11-24, status: open}  # mention
  - {text: 'Tell [[RSK-zqx2.title]] and [[zqx-gate.blocking]]', owner: li, due: 2026-11-24, status: open}  # mention
overrides:
  - {item: checkout, colour: amber, reason: A tester joins on Monday, by: ana, until: 2026-12-04}
customer_notes: [Nothing changes before December]
---

Checkout takes longer than thought, see [the decision](../decisions/DEC-1.md).
We wait for [[MS-zqx1.committed]], [[rdy-zqx8.title]] and [[ orchard/DEC-zqx6.needed_by ]].  # mention
",
    ),
    (
        "a-zqx/charter.md",
        "
---
id: zqxprogram
title: Zqxprogram
owner: li
visibility: restricted
finish_milestone: zqx-end
---
",
    ),
    (
        "a-zqx/milestones.yaml",
        "
milestones:
  - {id: zqx-end, title: Zqxend, owner: li, duration: 5d, committed: 2026-12-24}
",
    ),
];
