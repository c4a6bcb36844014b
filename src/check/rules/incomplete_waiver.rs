//! An item of a gate that is waived by nobody, or for ever.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::ReadinessStatus;
use crate::trend::verdict;
use crate::trend::verdict::WaiverFault;

rule! {
    /// Finds a waived item of a gate without an approver, a day of approval or an expiry.
    ///
    /// ## What it does
    /// Reports items with `status: waived` whose `waiver:` is missing or lacks `approver:`, `approved:` or
    /// `expires:`. Such a waiver does not count: the gate stays NO-GO.
    ///
    /// ## Why it matters
    /// A waiver is somebody's word that it may wait, until a day. Without the name or the day it is a way to
    /// pass a gate by writing one word.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RDY-restore
    ///   title: Accounts restored from backup in less than an hour
    ///   status: waived
    ///   waiver: {reason: No backup store before December}
    /// ```
    ///
    /// ## Fix it
    /// Ask somebody who may allow it, and write `approver:`, `approved:` and `expires:`; else set the status
    /// to `open`.
    pub(crate) static META = 618, "incomplete-waiver", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, gate) in items::each(facts, |p| &p.readiness) {
        for (n, item) in gate.items.iter().enumerate() {
            if item.status() != ReadinessStatus::Waived {
                continue;
            }
            let path = Path::from("items").index(n).key("waiver");
            let (place, message) = match verdict::waiver_fault(item.waiver.as_ref(), facts.as_of) {
                Some(WaiverFault::Missing) => {
                    (Place::field(at, path), format!("`{}` is waived without a waiver", item.id))
                }
                Some(WaiverFault::Incomplete(fields)) => {
                    let fields = wording::names(fields);
                    (Place::key(at, path), format!("the waiver of `{}` lacks {fields}", item.id))
                }
                _ => continue,
            };
            let finding = Finding::new(&META, place, message);
            let help = "write `waiver: {approver: …, approved: …, expires: …}`; until then it does not count";
            out.push(finding.help(help));
        }
    }
}
