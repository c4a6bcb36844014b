//! The acceptance of a risk that ends within 14 days.

use crate::check::Facts;
use crate::check::warnings;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds the acceptance of a risk that ends within 14 days.
    ///
    /// ## What it does
    /// Reports open risks with an `acceptance:` whose `expires:` is at most 14 days away (early warning EW-19). After
    /// that day `expired-acceptance` reports it.
    ///
    /// ## Why it matters
    /// From the day after, nobody answers for the risk, and nobody has changed a file.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-2x6b
    ///   title: Because one key is shared, a copy of it could forge sessions
    ///   status: accepted
    ///   acceptance: {by: victor, at: 2026-11-01, expires: 2026-12-04}
    /// ```
    ///
    /// ## Fix it
    /// Ask for a new acceptance in time, mitigate the risk, or close it.
    ///
    /// ## Settings
    /// `signals.expiry_near` in `epm.yaml`; only inside of a Git repository, where there is a history.
    pub(crate) static META = 818, "expiring-acceptance", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    warnings::tell(facts, "EW-19", &META, out);
}
