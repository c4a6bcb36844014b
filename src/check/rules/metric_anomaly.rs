//! A metric whose latest value is unlike those before.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a metric whose latest value is unlike those before.
    ///
    /// ## What it does
    /// Compares the latest value with the twelve before it: reports one outside of median ± 3 · 1.4826 · MAD, when
    /// there are eight or more (early warning EW-20).
    ///
    /// ## Why it matters
    /// Either something happened that the plan should know, or the value is wrong and a figure will be.
    ///
    /// ## Example
    /// ```csv
    /// date,value
    /// 2026-11-13,11
    /// 2026-11-20,45
    /// ```
    ///
    /// ## Fix it
    /// Find out what happened. Correct a wrong value with a new row that `supersedes` it.
    ///
    /// ## Settings
    /// `signals.metric_anomaly` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 819, "metric-anomaly", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-20", &META, out);
}
