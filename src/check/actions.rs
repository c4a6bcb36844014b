//! Actions that are overdue: in mitigations, issues, reviews and status notes.

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::wording;
use crate::load::words::quoted;
use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Date;

/// Tells whether an action is still to be done.
pub(crate) fn is_open(action: &Action) -> bool {
    let status = action.status.unwrap_or(ActionStatus::Open);
    action.closed.is_none() && matches!(status, ActionStatus::Open | ActionStatus::InProgress)
}

/// Returns the open actions whose day has passed, with their indices.
pub(crate) fn overdue(actions: &[Action], as_of: Date) -> impl Iterator<Item = (usize, &Action)> {
    let is_late = move |action: &Action| is_open(action) && action.due.is_some_and(|due| due < as_of);
    actions.iter().enumerate().filter(move |(_, action)| is_late(action))
}

/// Says that an action of `whose` is overdue.
pub(crate) fn finding(
    rule: &'static RuleMeta,
    place: Place,
    action: &Action,
    as_of: Date,
    whose: &str,
) -> Finding {
    let late = action.due.map_or(0, |due| i64::from(as_of.days_since(due)));
    let owner = action.owner.as_ref().map(|owner| format!(" (`{owner}`)")).unwrap_or_default();
    let days = wording::count(late, "day");
    let message = format!("action {}{owner} of {whose} is {days} overdue", quoted(&action.text));
    Finding::new(rule, place, message).help("set `status: done`, or agree on a new `due:`, or cancel it")
}
