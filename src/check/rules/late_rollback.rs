//! A way back that ends after the window.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::plan::runbook::Basis;
use crate::plan::runbook::Timeline;

rule! {
    /// Finds a step of a runbook from which a rollback no longer ends in the window.
    ///
    /// ## What it does
    /// Adds up how long everything that has begun by the end of a step takes to undo (`rollback_duration:`); where
    /// no step says so, it takes the runbook's `rollback.duration:`. Reports the first step, in time, at whose end
    /// that no longer ends in the `window:`, with the minutes that are missing and the last step where it fits.
    /// Once steps have `started:` and `finished:`, their real times count. After the point of no return there is
    /// no way back, and nothing is asked.
    ///
    /// ## Why it matters
    /// A rollback that ends after the window is an outage. Whoever decides at the point of no return must know the
    /// latest moment at which going back is still an answer.
    ///
    /// ## Example
    /// ```yaml
    /// window: {start: "2027-02-25T22:00Z", end: "2027-02-26T00:00Z"}
    /// point_of_no_return: drop-old
    /// steps:
    ///   - {id: move-data, title: Move the data, duration: 70m, rollback_duration: 60m}
    ///   - {id: drop-old, title: Drop the old store, duration: 10m}
    /// ```
    ///
    /// ## Fix it
    /// Shorten the way back or the steps before it, move the point of no return forward, or ask for a longer
    /// window. `epm runbook` shows the way back at every step.
    pub(crate) static META = 650, "late-rollback", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        let timeline = Timeline::new(runbook, facts.settings().timezone.as_deref());
        let way = &timeline.way_back;
        // Where the steps themselves do not fit, or the window is none, that is said.
        let Some(room) = timeline.room.filter(|room| *room > 0 && timeline.expected_end <= *room) else {
            continue;
        };
        let Some(step) = way.first_misfit else { continue };
        let Some(back) = way.steps[step] else { continue };
        let ends = timeline.steps[step].expected.end + back.minutes - room;
        let id = &runbook.steps[step].id;
        let message = format!(
            "a rollback of runbook `{}` after `{id}` takes {} and ends {} after its window",
            runbook.id,
            wording::clock(back.minutes),
            wording::clock(ends)
        );
        let label = match way.last_fit {
            Some(last) => format!("it fits until `{}` has ended", runbook.steps[last].id),
            None => "it fits after no step of the window".to_owned(),
        };
        let finding = Finding::new(&META, steps::place(at, step, "id"), message).label(label);
        let finding = match way.basis {
            Basis::Plan => {
                finding.related(Place::field(at, "rollback.duration"), "how long a rollback takes")
            }
            Basis::Steps | Basis::Unknown => finding,
        };
        out.push(finding.help(
            "shorten the way back or the steps before it, move the point of no return forward, or ask for a longer window",
        ));
    }
}
