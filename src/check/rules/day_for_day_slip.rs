//! A milestone that comes no nearer although time passes.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a milestone that comes no nearer although time passes.
    ///
    /// ## What it does
    /// Reports open milestones of which the working days that are left became less by under a quarter of the time that
    /// passed, over the last three weekly snapshots (early warning EW-03).
    ///
    /// ## Why it matters
    /// Work that always needs the same time from today has no end. The plan moves a day a day, and nobody has decided
    /// that.
    ///
    /// ## Example
    /// ```yaml
    /// - id: build
    ///   title: Build
    ///   started: 2026-10-05
    ///   remaining: 10d    # two weeks ago too
    /// ```
    ///
    /// ## Fix it
    /// Ask what stands in the way. Write what is really left as `remaining:`, or `status: blocked` with what blocks it.
    ///
    /// ## Settings
    /// `signals.day_for_day` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 804, "day-for-day-slip", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-03", &META, out);
}
