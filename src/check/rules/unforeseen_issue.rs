//! An issue where nobody had seen a risk.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds an issue where nobody had seen a risk.
    ///
    /// ## What it does
    /// Reports open issues that block or touch an item, when no risk that affects the same item was there before and
    /// `from_risk:` names none (early warning EW-11).
    ///
    /// ## Why it matters
    /// One surprise is bad luck. Several say that risks are not looked for where the work is.
    ///
    /// ## Example
    /// ```yaml
    /// issues:
    ///   - {id: ISS-4d8w, title: The module drops connections, blocks: [hsm-cluster]}
    /// ```
    ///
    /// ## Fix it
    /// Ask what else of that kind could come, and write it down as a risk.
    pub(crate) static META = 812, "unforeseen-issue", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-11", &META, out);
}
