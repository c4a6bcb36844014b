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
fn readiness() {
    let program = "version: 1\nprogram: {id: site, title: New site, milestones: [{id: launch, title: Live, committed: 2026-12-18}]}\n";
    let files = [("epm.yaml", program), ("readiness/ga-gate.yaml", GATE)];
    insta::assert_snapshot!(view(&files, "readiness", None));
}
