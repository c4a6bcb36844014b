//! A milestone that was in time until shortly before its commitment, and is late at once.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a milestone that was in time until shortly before its commitment, and is late at once.
    ///
    /// ## What it does
    /// Reports open milestones that were planned in time at every weekly snapshot until five working days or less
    /// before the committed date, and are planned five or more working days after it (early warning EW-04).
    ///
    /// ## Why it matters
    /// Work of weeks does not become late in a day. Somebody knew, and those who wait for it heard it last.
    ///
    /// ## Example
    /// ```yaml
    /// # until 19 November: duration: 5d
    /// - id: build
    ///   title: Build
    ///   duration: 10d
    ///   committed: 2026-11-27
    /// ```
    ///
    /// ## Fix it
    /// Find out what was known when. Ask for the other late dates of the same people now, while there is time.
    ///
    /// ## Settings
    /// `signals.cliff` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 805, "sudden-slip", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-04", &META, out);
}
