//! An approved change that nobody is known to have approved.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ChangeStatus;

rule! {
    /// Finds an approved or implemented change without a dated approval.
    ///
    /// ## What it does
    /// Reports changes with `status: approved` or `implemented` when none of their `approvals:` has a day
    /// (`at:`). An approval without a day is one that is still asked for.
    ///
    /// ## Why it matters
    /// The date moved, and nobody can say who agreed. That is a gap in an audit and a quarrel in a review.
    ///
    /// ## Example
    /// ```yaml
    /// - id: CHG-1k8p
    ///   title: Add step-up authentication to the first release
    ///   status: approved
    ///   approvals:
    ///     - {role: sponsor, by: ingrid}
    /// ```
    ///
    /// ## Fix it
    /// Ask for the approval and write its day, or set the status back to `proposed`.
    pub(crate) static META = 702, "change-without-approval", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, change) in items::each(facts, |p| &p.changes) {
        let is_settled = matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented);
        if !is_settled || change.approvals.iter().any(|approval| approval.at.is_some()) {
            continue;
        }
        let message = format!("change `{}` is {}, and no approval has a day", change.id, change.status());
        let finding = Finding::new(&META, Place::field(at, "status"), message);
        let finding = match change.approvals.as_slice() {
            [] => finding,
            _ => finding.related(Place::key(at, "approvals"), "asked for, without `at:`"),
        };
        out.push(
            finding.help("add `approvals: [{role: …, by: …, at: …}]`, or set the status back to `proposed`"),
        );
    }
}
