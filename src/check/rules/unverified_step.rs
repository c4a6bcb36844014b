//! A step of a runbook without a way to see that it worked.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a step of a runbook that does not say how to see that it worked.
    ///
    /// ## What it does
    /// Reports steps without `verify:`, in runbooks whose window has not passed. Steps that are done or
    /// skipped are left alone.
    ///
    /// ## Why it matters
    /// A cutover goes wrong in a step that looked fine. Each step needs a line by which a tired person knows
    /// that the next one may begin.
    ///
    /// ## Example
    /// ```yaml
    /// - id: stop-legacy-issue
    ///   title: The monolith stops issuing sessions
    ///   owner: dan
    /// ```
    ///
    /// ## Fix it
    /// Add `verify:` with what must be seen, in numbers where there are any.
    pub(crate) static META = 623, "unverified-step", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, runbook) in steps::runbooks(facts) {
        for (n, step) in steps::left(runbook).filter(|(_, step)| step.verify.is_none()) {
            let message = format!(
                "step `{}` of runbook `{}` does not say how to see that it worked",
                step.id, runbook.id
            );
            let finding = Finding::new(&META, steps::place(at, n, "verify"), message);
            out.push(finding.help("add `verify:` with what must be seen"));
        }
    }
}
