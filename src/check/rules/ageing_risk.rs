//! A risk that only gets older.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a risk that only gets older.
    ///
    /// ## What it does
    /// Reports high risks that keep their score for more than 30 days, and lower risks whose `review_by:` has passed
    /// (early warning EW-10). High risks without a plan or a review are reported by `unmitigated-high-risk` and
    /// `unreviewed-high-risk`.
    ///
    /// ## Why it matters
    /// A mitigation that works makes the number smaller. One that does not is a sentence.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: Because the vendor signs by hand, the certificate comes late
    ///   probability: high    # since September
    ///   impact: high
    /// ```
    ///
    /// ## Fix it
    /// Ask whether the mitigation works: change it, correct the score, or accept the risk until a day.
    ///
    /// ## Settings
    /// `signals.risk_ageing` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 811, "ageing-risk", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-10", &META, out);
}
