//! Something declared not applicable without a reason.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ReadinessStatus;

rule! {
    /// Finds something at a gate or in a charter that is not applicable for no stated reason.
    ///
    /// ## What it does
    /// Reports readiness items with `status: n/a` and no `reason:`, and entries of a charter's
    /// `nfr_not_applicable:` without `reason:`. A required item without a reason keeps its gate at NO-GO.
    ///
    /// ## Why it matters
    /// "Not applicable" is the quietest way to leave something out. The reason is what lets a reviewer agree,
    /// or not.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RDY-card-data
    ///   title: Card data environment assessed
    ///   status: n/a
    /// ```
    ///
    /// ## Fix it
    /// Add `reason:` in one sentence.
    pub(crate) static META = 620, "unexplained-not-applicable", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    const HELP: &str = "add `reason:` in one sentence";
    for (_, at, gate) in items::each(facts, |p| &p.readiness) {
        for (n, item) in gate.items.iter().enumerate() {
            if item.status() == ReadinessStatus::NotApplicable && item.reason.is_none() {
                let place = Place::field(at, Path::from("items").index(n).key("reason"));
                let message = format!("`{}` is not applicable, and nothing says why", item.id);
                out.push(Finding::new(&META, place, message).help(HELP));
            }
        }
    }
    for (_, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        for (n, entry) in charter.nfr_not_applicable.iter().enumerate().filter(|(_, e)| e.reason.is_none()) {
            let place = Place::field(at, Path::from("nfr_not_applicable").index(n).key("reason"));
            let message = format!("area `{}` is not applicable, and nothing says why", entry.area);
            out.push(Finding::new(&META, place, message).help(HELP));
        }
    }
}
