//! An action as reports list it.

use serde::Serialize;

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
    /// Its day has passed and it is open.
    pub overdue: bool,
    /// `open`, `in progress`, `done` or `cancelled`.
    pub status: String,
    /// It is neither done nor cancelled.
    pub open: bool,
}

impl ActionRow {
    /// Builds the row of an action.
    pub(crate) fn new(scene: &Scene<'_>, action: &Action) -> ActionRow {
        let status = match (action.status, action.closed) {
            (Some(status), _) => status,
            (None, Some(_)) => ActionStatus::Done,
            (None, None) => ActionStatus::Open,
        };
        let open = !matches!(status, ActionStatus::Done | ActionStatus::Cancelled);
        ActionRow {
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
    pub(crate) fn all(scene: &Scene<'_>, actions: &[Action]) -> Vec<ActionRow> {
        let mut rows: Vec<ActionRow> = actions.iter().map(|action| ActionRow::new(scene, action)).collect();
        rows.sort_by_key(|row| (!row.open, row.due.is_none(), row.due));
        rows
    }
}
