//! Work that has been nearly done for weeks.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds work that has been nearly done for weeks.
    ///
    /// ## What it does
    /// Reports open milestones with 80% or more of their work done at three weekly snapshots in a row (early warning
    /// EW-06).
    ///
    /// ## Why it matters
    /// The last tenth takes as long as the first nine when nobody lists what it consists of.
    ///
    /// ## Example
    /// ```yaml
    /// - id: build
    ///   title: Build
    ///   duration: 20d
    ///   started: 2026-10-05
    ///   progress: 90%    # for three weeks
    /// ```
    ///
    /// ## Fix it
    /// List what is left and estimate that: `remaining: 3d` instead of `progress:`.
    ///
    /// ## Settings
    /// `signals.nearly_done` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 807, "stuck-progress", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-06", &META, out);
}
