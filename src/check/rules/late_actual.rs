//! A finish that was written down late.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a finish that was written down late.
    ///
    /// ## What it does
    /// Reports milestones whose `finished:` date was committed more than five working days after it, or in a later
    /// month, within the last 90 days (early warning EW-16).
    ///
    /// ## Why it matters
    /// Figures of a week or a month that had ended change afterwards, and everybody who used them was wrong.
    ///
    /// ## Example
    /// ```yaml
    /// # committed on 13 November
    /// - {id: a, title: A, started: 2026-10-20, finished: 2026-11-05}
    /// ```
    ///
    /// ## Fix it
    /// Write down what is finished in the same week. What is written stays; the finding ends by itself.
    ///
    /// ## Settings
    /// `signals.late_actuals` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 817, "late-actual", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-16", &META, out);
}
