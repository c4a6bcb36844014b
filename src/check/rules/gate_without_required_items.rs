//! A gate that asks for nothing.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ReadinessItem;

rule! {
    /// Finds a readiness gate without any required item.
    ///
    /// ## What it does
    /// Reports gates whose list of items is empty, or holds only items with `required: false`. Such a gate is
    /// NO-GO: nothing shows that anything is ready.
    ///
    /// ## Why it matters
    /// An empty checklist passes everything and looks like care.
    ///
    /// ## Example
    /// ```yaml
    /// id: ga-gate
    /// title: General availability
    /// items: []
    /// ```
    ///
    /// ## Fix it
    /// Write down what must be true, item by item; or delete the gate.
    pub(crate) static META = 621, "gate-without-required-items", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, gate) in items::each(facts, |p| &p.readiness) {
        if gate.items.iter().any(ReadinessItem::is_required) {
            continue;
        }
        let message = format!("gate `{}` requires nothing, so it can never be GO", gate.id);
        let finding = Finding::new(&META, Place::field(at, "items"), message);
        out.push(finding.help("add the items that must pass"));
    }
}
