//! A milestone whose planned finish moved later again and again.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a milestone whose planned finish moved later again and again.
    ///
    /// ## What it does
    /// Reports open milestones whose planned finish commits moved later on three or more days within eight weeks (early
    /// warning EW-02). What only moves with something before it is not reported again.
    ///
    /// ## Why it matters
    /// One slip is news. The third one says that nobody knows what is left, and the next date is a guess too.
    ///
    /// ## Example
    /// ```yaml
    /// # 12 October, 19 October and 26 October
    /// - {id: build, title: Build, duration: 13d}    # was 10d, 11d, 12d
    /// ```
    ///
    /// ## Fix it
    /// Plan what is left anew with the people who do it, as a range (`estimate`). `epm signals --explain EW-02` lists
    /// the commits.
    ///
    /// ## Settings
    /// `signals.repeat_slipper` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 803, "repeated-slip", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-02", &META, out);
}
