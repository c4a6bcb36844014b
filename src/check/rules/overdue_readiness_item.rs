//! An item of a gate that should be met by now, and is not.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::ReadinessStatus;

rule! {
    /// Finds an item of a readiness gate whose due day has passed while it is open or failed.
    ///
    /// ## What it does
    /// Reports items with `status: open` or `fail` after their `due:`, at gates that have not been decided
    /// yet.
    ///
    /// ## Why it matters
    /// What is late for the gate shows up at the gate, when there is no time left. Each item has a date so
    /// that it shows up before.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RDY-slo
    ///   title: Service level for sign-in agreed with product
    ///   due: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Meet it and add `evidence:`; or agree on a new `due:` that the gate's date allows; or ask for a
    /// waiver.
    pub(crate) static META = 632, "overdue-readiness-item", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, gate) in items::each(facts, |p| &p.readiness).filter(|(.., g)| g.decision.is_none()) {
        for (n, item) in gate.items.iter().enumerate() {
            let status = item.status();
            let is_unmet = matches!(status, ReadinessStatus::Open | ReadinessStatus::Fail);
            let Some(due) = item.due.filter(|due| is_unmet && *due < facts.as_of) else { continue };
            let late = wording::count(i64::from(facts.as_of.days_since(due)), "day");
            let owner = item.owner.as_ref().map(|owner| format!(" (`{owner}`)")).unwrap_or_default();
            let word = if status == ReadinessStatus::Fail { "failed" } else { "open" };
            let message = format!("`{}`{owner} was due on {due}, {late} ago, and is {word}", item.id);
            let place = Place::field(at, Path::from("items").index(n).key("due"));
            let finding = Finding::new(&META, place, message);
            out.push(finding.help("meet it and add `evidence:`, or agree on a new `due:`"));
        }
    }
}
