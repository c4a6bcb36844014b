//! A step of a runbook that nobody carries out.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a step of a runbook without an owner.
    ///
    /// ## What it does
    /// Reports steps without `owner:`, in runbooks whose window has not passed. Steps that are done or
    /// skipped are left alone.
    ///
    /// ## Why it matters
    /// At two in the morning the question "who does this?" costs more than the step.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - id: destroy-keys
    ///     title: Destroy the legacy session keys in both regions
    /// ```
    ///
    /// ## Fix it
    /// Add `owner:` with one person, and `backup:` with another.
    pub(crate) static META = 622, "ownerless-step", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        for (n, step) in steps::left(runbook).filter(|(_, step)| step.owner.is_none()) {
            let message = format!("step `{}` of runbook `{}` has no owner", step.id, runbook.id);
            let finding = Finding::new(&META, steps::place(at, n, "owner"), message);
            out.push(finding.help("add `owner:` with the one person who does it"));
        }
    }
}
