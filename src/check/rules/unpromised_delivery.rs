//! A dependency on the critical path that nobody has promised.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a dependency on the critical path that nobody has promised.
    ///
    /// ## What it does
    /// Reports open dependencies on the critical path that are needed within 30 days, have neither a promise nor a
    /// provider and are not marked `critical: true` (early warning EW-13); those `unpromised-dependency` reports.
    ///
    /// ## Why it matters
    /// The plan takes the day on which it is needed for the day on which it comes. Nobody has said so.
    ///
    /// ## Example
    /// ```yaml
    /// dependencies:
    ///   - {id: DEP-5t8m, title: Test devices, consumers: [pilot], needed_by: 2026-12-14}
    /// ```
    ///
    /// ## Fix it
    /// Get a date from the other side and write it as `promised:`.
    ///
    /// ## Settings
    /// `signals.dependency_gap` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 814, "unpromised-delivery", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-13", &META, out);
}
