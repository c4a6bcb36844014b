//! A program that has grown by more than a tenth since its baseline.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a program that has grown by more than a tenth since its baseline.
    ///
    /// ## What it does
    /// Compares the work of a program (`effort`, else durations) with that of the baseline that `epm.yaml` names, else
    /// the newest named one, else the first version with a commitment; reports growth of more than 10% (early warning
    /// EW-15).
    ///
    /// ## Why it matters
    /// Small additions are never refused, and nobody adds them up.
    ///
    /// ## Example
    /// ```yaml
    /// # 20 days of work when the dates were agreed, 23 today
    /// - {id: b, title: B, duration: 13d}
    /// ```
    ///
    /// ## Fix it
    /// Cut as much, or agree on the growth by a change with its price in days, and name a new baseline.
    ///
    /// ## Settings
    /// `signals.scope_creep` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 816, "scope-creep", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-15", &META, out);
}
