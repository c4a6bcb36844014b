//! A program in which more is due soon than was ever finished in that time.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a program in which more is due soon than was ever finished in that time.
    ///
    /// ## What it does
    /// Counts the milestones of a program that are due in the next 28 days, and those finished in the last 84; reports
    /// more than one and a half times the usual (early warning EW-07).
    ///
    /// ## Why it matters
    /// What was not finished is pushed ahead until it breaks. The wave is seen weeks before.
    ///
    /// ## Example
    /// ```yaml
    /// # three finished since September
    /// - {id: a, title: A, committed: 2026-12-01}
    /// - {id: b, title: B, committed: 2026-12-18}
    /// ```
    ///
    /// ## Fix it
    /// Say which of them will come, and move the others by a change before they are missed.
    ///
    /// ## Settings
    /// `signals.bow_wave` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 808, "bow-wave", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-07", &META, out);
}
