//! A high risk that nothing is done about.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds an open high risk with neither a mitigation nor a contingency.
    ///
    /// ## What it does
    /// Reports open risks whose probability band times impact band is 12 or more (of 25) and which say
    /// neither how they are made smaller (`mitigation:`) nor what is done if they happen (`contingency:`). A
    /// risk that somebody accepted, with `acceptance:`, is left alone.
    ///
    /// ## Why it matters
    /// A high risk without a plan is a forecast of bad news. The day it happens is the most expensive day to
    /// think about it.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: Because the vendor signs by hand, the certificate comes late, and GA slips
    ///   probability: 60%
    ///   impact: 15d
    /// ```
    ///
    /// ## Fix it
    /// Write a `mitigation:` with owner and due date, or a `contingency:`, or record who accepts the risk and
    /// until when.
    pub(crate) static META = 602, "unmitigated-high-risk", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, risk) in items::each(facts, |p| &p.risks) {
        let Some(score) = risk.score().filter(|_| risk.is_open() && risk.is_high()) else { continue };
        let has_mitigation = risk.mitigation.as_ref().is_some_and(|m| m.plan().is_some());
        if has_mitigation || risk.contingency.is_some() || risk.acceptance.is_some() {
            continue;
        }
        let message =
            format!("risk `{}` scores {score} of 25 and has neither a mitigation nor a contingency", risk.id);
        let finding = Finding::new(&META, Place::key(at, "mitigation"), message);
        out.push(finding.help("add `mitigation:` with owner and due date, or record the `acceptance:`"));
    }
}
