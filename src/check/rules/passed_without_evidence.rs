//! An item of a gate that passes, and nothing shows it.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ReadinessStatus;

rule! {
    /// Finds an item of a readiness gate that passes without evidence.
    ///
    /// ## What it does
    /// Reports items with `status: pass` and no `evidence:`.
    ///
    /// ## Why it matters
    /// At the gate the question is not whether somebody believes it, but how we know. Auditors ask the same,
    /// two years later.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RDY-load
    ///   title: Three times the peak, two hours
    ///   status: pass
    /// ```
    ///
    /// ## Fix it
    /// Add `evidence:` with a file of the repository or an https address; or set the status back to `open`.
    pub(crate) static META = 617, "passed-without-evidence", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, gate) in items::each(facts, |p| &p.readiness) {
        for (n, item) in gate.items.iter().enumerate() {
            if item.status() != ReadinessStatus::Pass || !item.evidence.0.is_empty() {
                continue;
            }
            let place = Place::field(at, Path::from("items").index(n).key("evidence"));
            let message = format!("`{}` passes without evidence", item.id);
            let finding = Finding::new(&META, place, message);
            out.push(finding.help("add `evidence:` with a file of the repository or an https address"));
        }
    }
}
