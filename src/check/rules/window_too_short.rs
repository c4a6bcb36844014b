//! A cutover that does not fit into its window.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::trend::runbook;
use crate::trend::runbook::Course;

rule! {
    /// Finds a runbook whose steps, or whose way back, do not fit into its window.
    ///
    /// ## What it does
    /// Adds up the durations of the longest chain of cutover and verification steps, along `after:`, and
    /// compares it with the `window:`. If the chain fits, it also asks whether a rollback that begins right
    /// before the point of no return still ends in the window (`rollback.duration:`). Steps without a
    /// duration count as nothing.
    ///
    /// ## Why it matters
    /// In the window nobody has time to find out that there is too little of it. A rollback that ends after
    /// the window is an outage.
    ///
    /// ## Example
    /// ```yaml
    /// window: {start: "2027-02-25T22:00Z", end: "2027-02-26T00:00Z"}
    /// steps:
    ///   - {id: snapshot, title: Take a snapshot, duration: 90m}
    ///   - {id: switch, title: Switch the routes, duration: 60m}
    /// ```
    ///
    /// ## Fix it
    /// Run steps at the same time (`after:`), move them to `phase: prepare` or `post`, shorten them in a
    /// rehearsal, or ask for a longer window.
    pub(crate) static META = 635, "window-too-short", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        let Some(window) = &runbook.window else { continue };
        let room = runbook::minutes_between(&window.start, &window.end);
        let course = Course::new(runbook);
        let back = runbook.rollback.as_ref().and_then(|plan| plan.duration).map(|d| d.elapsed_minutes());
        let needed = course.minutes();
        let message = if room <= 0 {
            continue;
        } else if needed > room {
            format!(
                "the steps of runbook `{}` take {}, and its window has {}",
                runbook.id,
                steps::clock(needed),
                steps::clock(room)
            )
        } else if let Some(back) = back.filter(|back| course.last_way_back(runbook) + back > room) {
            format!(
                "a rollback of runbook `{}` may begin after {} and takes {}, and its window has {}",
                runbook.id,
                steps::clock(course.last_way_back(runbook)),
                steps::clock(back),
                steps::clock(room)
            )
        } else {
            continue;
        };
        let chain = course.chain();
        let ids = wording::names(chain.iter().map(|n| &runbook.steps[*n].id));
        let finding = Finding::new(&META, Place::key(at, "window"), message);
        let finding = finding.label(format!("the longest chain: {ids}"));
        out.push(finding.help("run steps at the same time, shorten them, or ask for a longer window"));
    }
}
