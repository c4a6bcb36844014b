//! Correlations that no lengths can have.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds entries of `correlation:` that contradict each other, or cannot be.
    ///
    /// ## What it does
    /// `rho` must lie between -1 and 1, no two entries may give the same pair different values, and all entries together
    /// must be possible (the matrix must be positive semi-definite). What fails is left out of the forecast: its items
    /// count as independent.
    ///
    /// ## Why it matters
    /// When A goes with B and B with C, then A cannot go against C. A forecast of such entries would be a forecast of
    /// nothing.
    ///
    /// ## Example
    /// ```yaml
    /// correlation:
    ///   - {between: [api, web], rho: 0.9}
    ///   - {between: [web, mobile], rho: 0.9}
    ///   - {between: [api, mobile], rho: -0.9}
    /// ```
    ///
    /// ## Fix it
    /// Name one reason that several items share in one entry, `{between: [api, web, mobile], rho: 0.5}`, or lower the
    /// numbers.
    pub(crate) static META = 443, "contradictory-correlation", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(forecast) = facts.plan.outlook.forecast() else { return };
    for fault in &forecast.faults {
        let path = format!("correlation[{}]", fault.entry);
        let others = fault.entries.iter().filter(|entry| **entry != (fault.subject, fault.entry));
        let others: Vec<String> = others.map(|(_, n)| format!("`correlation[{n}]`")).collect();
        let message = if others.is_empty() {
            fault.reason.clone()
        } else {
            format!("with {}: {}", crate::diag::wording::list(others), fault.reason)
        };
        let help = "correct `rho`, or leave entries out; until then these items count as independent";
        out.push(Finding::new(&META, Place::field(fault.subject, path.as_str()), message).help(help));
    }
}
