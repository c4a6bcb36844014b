//! A date that was agreed anew twice within 90 days.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a date that was agreed anew twice within 90 days.
    ///
    /// ## What it does
    /// Reports open milestones whose committed date was moved twice or more within 90 days, each time with an approved
    /// change (early warning EW-14).
    ///
    /// ## Why it matters
    /// Each move was agreed. Together they say that the date is not planned but followed.
    ///
    /// ## Example
    /// ```yaml
    /// # CHG-1 in September, CHG-2 in November
    /// - {id: ga, title: GA, committed: 2026-12-15}
    /// ```
    ///
    /// ## Fix it
    /// Commit to a date that holds: a P80 of the forecast, with what it rests on.
    ///
    /// ## Settings
    /// `signals.baseline_churn` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 815, "repeated-recommitment", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-14", &META, out);
}
