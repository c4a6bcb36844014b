//! A step that promises a way back where there is none.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Phase;
use crate::plan::runbook;
use crate::plan::runbook::Course;

rule! {
    /// Finds a step after the point of no return that claims a rollback, or that has no way forward.
    ///
    /// ## What it does
    /// Reports steps that come after the `point_of_no_return:`, or are it, and have a `rollback:`; and
    /// cutover steps after it without `fix_forward:`. Verifying and closing steps need no `fix_forward:`.
    ///
    /// ## Why it matters
    /// Whoever reads `rollback:` in the night believes it. After the point of no return the only way is
    /// forward, and somebody should have thought of it before.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - {id: destroy-keys, title: Destroy the legacy session keys}
    ///   - {id: unfreeze, title: Lift the freeze, rollback: Restore the keys}
    /// point_of_no_return: destroy-keys
    /// ```
    ///
    /// ## Fix it
    /// Write `fix_forward:` instead: what is done when the step fails. Or move the point of no return.
    pub(crate) static META = 625, "rollback-after-no-return", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        let course = Course::new(runbook);
        let Some(point) = course.no_return else { continue };
        for (n, step) in steps::left(runbook).filter(|(n, _)| *n == point || course.is_after[*n]) {
            let name = &runbook.steps[point].id;
            let is_cutover = n != point && runbook::phase(step) == Phase::Cutover;
            let (field, message) = if step.rollback.is_some() && n == point {
                ("rollback", format!("step `{}` is the point of no return and claims a rollback", step.id))
            } else if step.rollback.is_some() {
                let message = format!(
                    "step `{}` comes after the point of no return `{name}` and claims a rollback",
                    step.id
                );
                ("rollback", message)
            } else if is_cutover && step.fix_forward.is_none() {
                let message = format!(
                    "step `{}` comes after the point of no return `{name}` and has no way forward",
                    step.id
                );
                ("fix_forward", message)
            } else {
                continue;
            };
            let finding = Finding::new(&META, steps::place(at, n, field), message);
            let finding = finding.related(Place::field(at, "point_of_no_return"), "the point of no return");
            out.push(finding.help("write `fix_forward:` with what is done when the step fails"));
        }
    }
}
