//! A change that should be decided by now, and is not.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds a change whose `needed_by` has passed while it is still open.
    ///
    /// ## What it does
    /// Reports changes with `status: draft` or `proposed` after the day by which they must be decided.
    ///
    /// ## Why it matters
    /// An undecided change is two plans at once: some work by the old one, some by the new one.
    ///
    /// ## Example
    /// ```yaml
    /// - id: CHG-5r2d
    ///   title: Move general availability from 26 February to 5 March
    ///   status: proposed
    ///   needed_by: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Get it decided, or withdraw it, or set the `needed_by:` that is true now.
    pub(crate) static META = 715, "overdue-change", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, change) in items::each(facts, |p| &p.changes) {
        let needed = change.needed_by.filter(|day| change.is_open() && *day < facts.as_of);
        let Some(needed) = needed else { continue };
        let late = wording::count(i64::from(facts.as_of.days_since(needed)), "day");
        let message = format!(
            "change `{}` was to be decided by {needed}, {late} ago, and is `{}`",
            change.id,
            change.status()
        );
        let finding = Finding::new(&META, Place::field(at, "needed_by"), message);
        let asked = change.approvals.iter().filter(|approval| approval.at.is_none());
        let asked: Vec<_> = asked.filter_map(|approval| approval.by.as_ref()).collect();
        out.push(match asked.as_slice() {
            [] => finding.help("get it decided, or withdraw it"),
            asked => finding.help(format!("ask {} to decide, or withdraw it", wording::names(asked))),
        });
    }
}
