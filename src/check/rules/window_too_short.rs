//! A cutover that does not fit into its window.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::plan::runbook::Timeline;

rule! {
    /// Finds a runbook whose steps do not fit into its window.
    ///
    /// ## What it does
    /// Adds up the durations of the longest chain of cutover and verification steps, along `after:`, and
    /// compares it with the `window:`. Once steps have `started:` and `finished:`, what is left is planned from
    /// the last of these on. Steps without a duration count as nothing; whether a rollback still fits is
    /// `late-rollback`.
    ///
    /// ## Why it matters
    /// In the window nobody has time to find out that there is too little of it.
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
        let timeline = Timeline::new(runbook, facts.settings().timezone.as_deref());
        let Some(room) = timeline.room.filter(|room| *room > 0 && timeline.expected_end > *room) else {
            continue;
        };
        let message = if timeline.planned_end > room {
            format!(
                "the steps of runbook `{}` take {}, and its window has {}",
                runbook.id,
                wording::clock(timeline.planned_end),
                wording::clock(room)
            )
        } else {
            format!(
                "runbook `{}` is late: it is expected to end {} after its window",
                runbook.id,
                wording::clock(timeline.expected_end - room)
            )
        };
        let ids = wording::names(timeline.critical_path.iter().map(|n| &runbook.steps[*n].id));
        let finding = Finding::new(&META, Place::key(at, "window"), message);
        let finding = finding.label(format!("the longest chain: {ids}"));
        out.push(finding.help("run steps at the same time, shorten them, or ask for a longer window"));
    }
}
