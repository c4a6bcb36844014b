//! An action of an issue, a review, a decision or a status note that is overdue.

use crate::check::Facts;
use crate::check::actions;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds an open action whose due day has passed.
    ///
    /// ## What it does
    /// Looks at the actions of open issues, of reviews and of decisions, and at the next steps of the latest status note,
    /// also those that stand in a body as `- [ ] @maria Ask the vendor, due: 2026-12-01`. The actions of a risk's mitigation
    /// are told by `overdue-mitigation`.
    ///
    /// ## Why it matters
    /// Actions are what a review was held for. One that is overdue and says nothing will be found again in
    /// the next review.
    ///
    /// ## Example
    /// ```yaml
    /// actions:
    ///   - text: Every delivery from outside gets a dependency record
    ///     owner: tomas
    ///     due: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Tick the box or set `status: done`, or agree with its owner on a new `due:`, or cancel it.
    pub(crate) static META = 634, "overdue-action", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, found) in actions::open(facts) {
        let is_late = found.action.due.is_some_and(|due| due < facts.as_of);
        if let (true, Some(place)) = (is_late, actions::place(facts, &found, "due")) {
            out.push(actions::finding(&META, place, found.action, facts.as_of, &found.whose));
        }
    }
}
