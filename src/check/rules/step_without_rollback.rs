//! A step before the point of no return that nobody knows how to undo.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Phase;
use crate::plan::runbook;
use crate::plan::runbook::Course;

rule! {
    /// Finds a cutover step before the point of no return that does not say how it is undone.
    ///
    /// ## What it does
    /// Reports steps of the phase `cutover` (the default) that do not come after the `point_of_no_return:`
    /// and have neither `rollback:` nor `fix_forward:`. Preparing, verifying and closing steps are left
    /// alone, and so is the point of no return itself.
    ///
    /// ## Why it matters
    /// Until the point of no return the plan promises a way back. It is as long as its weakest step.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - id: stop-legacy-issue
    ///     title: The monolith stops issuing sessions
    ///   - id: destroy-keys
    ///     title: Destroy the legacy session keys
    /// point_of_no_return: destroy-keys
    /// ```
    ///
    /// ## Fix it
    /// Add `rollback:`, also when it is "nothing to undo"; or `fix_forward:` when it cannot be undone.
    pub(crate) static META = 624, "step-without-rollback", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        // Of a step that could not be read wholly, nobody knows whether it says how.
        if facts.places.is_broken(at, "steps") {
            continue;
        }
        let course = Course::new(runbook);
        for (n, step) in steps::left(runbook) {
            let is_exempt = course.is_after[n] || course.no_return == Some(n);
            if is_exempt || runbook::phase(step) != Phase::Cutover {
                continue;
            }
            if step.rollback.is_some() || step.fix_forward.is_some() {
                continue;
            }
            let message = format!("step `{}` of runbook `{}` has no way back", step.id, runbook.id);
            let finding = Finding::new(&META, steps::place(at, n, "rollback"), message);
            out.push(finding.help("add `rollback:`, or `fix_forward:` when it cannot be undone"));
        }
    }
}
