//! An open decision on the critical path that is needed soon.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds an open decision on the critical path that is needed soon.
    ///
    /// ## What it does
    /// Reports decisions on the critical path that are open and needed within ten working days, by `needed_by:` or else
    /// by the plan (early warning EW-12). Once the day has passed, `overdue-decision` reports it.
    ///
    /// ## Why it matters
    /// Every day that the decision waits, everything waits.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// id: DEC-7k3f
    /// status: proposed
    /// needed_by: 2026-12-04
    /// blocks: [session-store]
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Ask the approver to decide, with the cost of another week; put it into the asks of the status note.
    ///
    /// ## Settings
    /// `signals.decision_due` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 813, "pending-decision", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-12", &META, out);
}
