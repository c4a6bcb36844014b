//! A runbook with steps that cannot be undone, and no word on where that begins.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::RunbookStep;

rule! {
    /// Finds a runbook that holds steps without a way back and does not name the point of no return.
    ///
    /// ## What it does
    /// Reports runbooks without `point_of_no_return:` when a step has `fix_forward:` and no `rollback:`. A
    /// runbook in which every step can be undone needs none.
    ///
    /// ## Why it matters
    /// Before the point of no return somebody must decide to go on, awake and with the numbers in front of
    /// them. If it is not named, it is passed without being noticed.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - {id: destroy-keys, title: Destroy the legacy session keys, fix_forward: Customers sign in once}
    /// ```
    ///
    /// ## Fix it
    /// Add `point_of_no_return:` with the step after which there is no way back, and a checkpoint with a
    /// decider before it.
    pub(crate) static META = 626, "missing-point-of-no-return", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts).filter(|(.., r)| r.point_of_no_return.is_none()) {
        let is_final = |step: &RunbookStep| step.fix_forward.is_some() && step.rollback.is_none();
        let Some(n) = runbook.steps.iter().position(is_final) else { continue };
        let message = format!(
            "runbook `{}` has no point of no return, and step `{}` cannot be undone",
            runbook.id, runbook.steps[n].id
        );
        let finding = Finding::new(&META, Place::field(at, "point_of_no_return"), message);
        let finding =
            finding.related(steps::place(at, n, "fix_forward"), "the first step without a way back");
        out.push(finding.help("add `point_of_no_return:` with the step after which there is no way back"));
    }
}
