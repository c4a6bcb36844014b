//! A GO that was recorded against the checklist.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::trend::verdict;

rule! {
    /// Finds a gate where a GO was recorded although its checklist says NO-GO.
    ///
    /// ## What it does
    /// Derives the verdict of the checklist for the day of the decision, and reports a recorded `go` or
    /// `conditional` that it does not support. The recorded decision does not change the verdict.
    ///
    /// ## Why it matters
    /// People may decide against a checklist, and sometimes they are right. But then the exceptions have
    /// names and dates: waivers.
    ///
    /// ## Example
    /// ```yaml
    /// decision: {verdict: go, by: victor, date: 2026-11-19}
    /// items:
    ///   - {id: RDY-load, title: Three times the peak, status: fail}
    /// ```
    ///
    /// ## Fix it
    /// Record a waiver for what was let through, with approver and expiry; or correct the items, with
    /// evidence.
    pub(crate) static META = 631, "overruled-verdict", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, gate) in items::each(facts, |p| &p.readiness) {
        let Some(decision) = &gate.decision else { continue };
        let report = verdict::gate(gate, decision.date.unwrap_or(facts.as_of));
        if !report.is_overruled() {
            continue;
        }
        let blocking = wording::names(report.blocking.iter().map(|item| &item.id));
        let why = match report.required {
            0 => "it requires nothing".to_owned(),
            _ => format!("{blocking} stand in the way"),
        };
        let recorded = verdict::label(decision.verdict);
        let message =
            format!("{recorded} was recorded at gate `{}`, whose checklist says NO-GO: {why}", gate.id);
        let finding = Finding::new(&META, Place::field(at, "decision.verdict"), message);
        let first = report.blocking.first().map(|item| Path::from("items").index(item.index));
        let finding = match first {
            Some(path) => finding.related(Place::field(at, path), "the first that stands in the way"),
            None => finding,
        };
        out.push(finding.help("record a waiver for each item that was let through, or correct the items"));
    }
}
