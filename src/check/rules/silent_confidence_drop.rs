//! A drop of confidence that no status note tells.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a drop of confidence that no status note tells.
    ///
    /// ## What it does
    /// Reports open milestones whose `confidence` fell within the last 28 days, when the commit that did it neither
    /// wrote nor changed a status note of the program (early warning EW-09).
    ///
    /// ## Why it matters
    /// Less confidence is the earliest news there is. In a field of a file it reaches nobody.
    ///
    /// ## Example
    /// ```yaml
    /// - {id: build, title: Build, duration: 20d, confidence: medium}    # was high
    /// ```
    ///
    /// ## Fix it
    /// Say in the status note why it is less sure, and what would make it sure again.
    ///
    /// ## Settings
    /// `signals.confidence_drop` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 810, "silent-confidence-drop", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-09", &META, out);
}
