//! A milestone that is due soon and of which nothing was said for two weeks.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a milestone that is due soon and of which nothing was said for two weeks.
    ///
    /// ## What it does
    /// Reports open milestones with a commitment within 60 days, or a passed one, of which for more than 14 days
    /// neither status, colour, dates, progress, estimate nor links were changed and no commit moved the planned finish
    /// (early warning EW-05). Of a pure milestone, what is done before it counts.
    ///
    /// ## Why it matters
    /// A date that nobody touches is a date that nobody looks at.
    ///
    /// ## Example
    /// ```yaml
    /// - id: build
    ///   title: Build
    ///   duration: 5d
    ///   committed: 2026-12-15    # and nothing since October
    /// ```
    ///
    /// ## Fix it
    /// Ask its owner what is left, and write it down: `remaining`, `progress`, `status` or a new estimate.
    ///
    /// ## Settings
    /// `signals.stale` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 806, "silent-milestone", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-05", &META, out);
}
