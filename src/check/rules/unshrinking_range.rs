//! A finish that is no better known although it comes nearer.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a finish that is no better known although it comes nearer.
    ///
    /// ## What it does
    /// Reports open milestones whose P80 is as far from P50 as four weeks ago, although the time that is left became
    /// less by a fifth or more (early warning EW-08); one finding a program.
    ///
    /// ## Why it matters
    /// Work that goes on should teach what is left. A range that stays says that nobody has looked.
    ///
    /// ## Example
    /// ```yaml
    /// - id: build
    ///   title: Build
    ///   estimate: {low: 10d, likely: 20d, high: 40d}    # as a month ago
    /// ```
    ///
    /// ## Fix it
    /// Find out what is still open in it, and estimate what is left anew.
    ///
    /// ## Settings
    /// `signals.spread` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 809, "unshrinking-range", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-08", &META, out);
}
