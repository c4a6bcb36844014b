//! Reports: golden views of small workspaces, and every report for every audience.

mod pages; // every report for every audience in every target
mod secrets; // what an audience may not see is in none of its reports
mod views; // one golden view a report, as JSON
pub(crate) mod world; // the workspaces they are built from

use epm::pipeline::Session;
use epm::report::Audience;
use epm::report::Built;
use epm::report::Inputs;
use epm::report::Report;

/// Builds the pages of a report, redacted for an audience; `None` is everybody.
pub(crate) fn build(session: &Session, report: &Report, audience: Option<&str>) -> Vec<Built> {
    let workspace = &session.loaded.workspace;
    let settings = workspace.settings();
    let asked = audience.map(|name| Audience::find(settings, name).expect("a known audience"));
    let readers = report.readers(settings, asked);
    readers.iter().flat_map(|audience| build_for(session, report, audience)).collect()
}

/// Builds the pages of a report for one audience.
pub(crate) fn build_for(session: &Session, report: &Report, audience: &Audience) -> Vec<Built> {
    let (workspace, plan) = epm::pipeline::publish::seen_by(session, audience.clearance);
    let drivers =
        (report.name == "forecast").then(|| epm::pipeline::publish::drivers_for(session, audience.clearance));
    let inputs = Inputs {
        workspace: &workspace,
        past: None,
        digests: &session.loaded.digests,
        plan: &plan,
        drivers: drivers.as_ref(),
        findings: &session.findings,
        as_of: session.as_of,
        audience,
        programs: &[],
    };
    (report.build)(&inputs)
}
