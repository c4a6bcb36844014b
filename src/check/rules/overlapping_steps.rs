//! A person who is needed twice at once in a cutover.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::plan::runbook::Timeline;

rule! {
    /// Finds steps of a runbook that one person is to carry out at the same time.
    ///
    /// ## What it does
    /// Puts the steps in time along `after:` and reports two steps with the same `owner:` that run at once. Steps
    /// that are done or skipped are passed over.
    ///
    /// ## Why it matters
    /// One of the two waits, and the timeline that the window was asked for does not hold.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - {id: stop, title: Stop the old service, owner: dan, duration: 10m}
    ///   - {id: smoke-web, title: Sign in on the web, owner: lucia, after: [stop], duration: 20m}
    ///   - {id: smoke-app, title: Sign in with the app, owner: lucia, after: [stop], duration: 20m}
    /// ```
    ///
    /// ## Fix it
    /// Give one of them to somebody else, such as its `backup:`, or let one come `after:` the other.
    pub(crate) static META = 651, "overlapping-steps", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        let timeline = Timeline::new(runbook, facts.settings().timezone.as_deref());
        for overlap in &timeline.overlaps {
            let (first, second) = (&runbook.steps[overlap.first], &runbook.steps[overlap.second]);
            let message = format!(
                "`{}` is to carry out `{}` and `{}` at the same time, for {}",
                overlap.person,
                first.id,
                second.id,
                wording::clock(overlap.span.minutes())
            );
            let finding = Finding::new(&META, steps::place(at, overlap.second, "owner"), message);
            let finding = finding.related(steps::place(at, overlap.first, "owner"), "the other step");
            out.push(match second.backup.as_ref().filter(|backup| Some(*backup) != second.owner.as_ref()) {
                Some(backup) => finding
                    .help(format!("`{backup}` is the backup: let them do it, or one come after the other")),
                None => finding.help("give one to somebody else, or let one come `after:` the other"),
            });
        }
    }
}
