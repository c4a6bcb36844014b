//! An action as reports list it.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Date;
use crate::report::scene::Scene;

/// A row of an action list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    /// What will be done.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// How far that is, while it is open.
    pub due_text: Option<String>,
    /// How long it has been open: `25 days`.
    pub age: Option<String>,
    /// Its day has passed and it is open.
    pub overdue: bool,
    /// `open`, `in progress`, `done` or `cancelled`.
    pub status: String,
    /// It is neither done nor cancelled.
    pub open: bool,
}

impl ActionRow {
    /// Builds the row of an action; `since` is the day of its record, from which it is open unless it says so itself.
    pub(crate) fn new(scene: &Scene<'_>, action: &Action, since: Option<Date>) -> ActionRow {
        let status = match (action.status, action.closed) {
            (Some(status), _) => status,
            (None, Some(_)) => ActionStatus::Done,
            (None, None) => ActionStatus::Open,
        };
        let open = !matches!(status, ActionStatus::Done | ActionStatus::Cancelled);
        let days = action.raised.or(since).filter(|_| open).map(|day| scene.as_of().days_since(day));
        ActionRow {
            age: days.filter(|days| *days > 0).map(|days| wording::count(i64::from(days), "day")),
            text: action.text.to_string(),
            owner: scene.person(action.owner.as_ref()),
            due: action.due,
            due_text: scene.due(action.due).filter(|_| open),
            overdue: open && scene.is_past(action.due),
            status: status.as_str().replace('_', " "),
            open,
        }
    }

    /// Builds the rows of actions: the open ones first, by due day.
    pub(crate) fn all(scene: &Scene<'_>, actions: &[Action], since: Option<Date>) -> Vec<ActionRow> {
        let row = |action| ActionRow::new(scene, action, since);
        let mut rows: Vec<ActionRow> = actions.iter().map(row).collect();
        rows.sort_by_key(|row| (!row.open, row.due.is_none(), row.due));
        rows
    }
}
