//! What a program asks of whom: the asks of the status note, and what is still to be decided.

use serde::Serialize;

use crate::model::Ask;
use crate::model::Change;
use crate::model::Date;
use crate::report::Named;
use crate::report::decisions::DecisionRow;
use crate::report::period::Notes;
use crate::report::scene::Scene;

/// Something asked of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskRow {
    /// What is asked.
    pub text: String,
    /// Of whom.
    pub of: Option<String>,
    /// By when.
    pub by: Option<Date>,
    /// How far that is: `in 5 days`.
    pub by_text: Option<String>,
    /// That day has passed.
    pub overdue: bool,
    /// What it costs when it comes late.
    pub cost_of_delay: Option<String>,
    /// The decision or change that would answer it.
    pub decision: Option<Named>,
}

/// Returns the asks of the current note by day; without a note, the open decisions are what is asked.
pub(super) fn asks(scene: &Scene<'_>, notes: &Notes<'_>, open: &[DecisionRow]) -> Vec<AskRow> {
    let mut rows: Vec<AskRow> = match notes.current.and_then(|note| note.asks.as_ref()) {
        Some(asks) => asks.iter().map(|ask| row(scene, ask)).collect(),
        None => open.iter().map(of_decision).collect(),
    };
    rows.sort_by_key(|row| (row.by.is_none(), row.by));
    rows
}

/// Returns what is to be decided and no ask speaks of: decisions and change requests.
pub(super) fn also_open(scene: &Scene<'_>, asks: &[AskRow], open: &[DecisionRow]) -> Vec<AskRow> {
    let is_asked = |id: &str| {
        asks.iter().any(|ask| ask.decision.as_ref().is_some_and(|d| d.id.eq_ignore_ascii_case(id)))
    };
    let decisions = open.iter().filter(|row| !is_asked(&row.id)).map(of_decision);
    let changes = scene.program.changes.iter().filter(|c| c.is_open() && !is_asked(c.id.as_str()));
    let mut rows: Vec<AskRow> = decisions.chain(changes.map(|change| of_change(scene, change))).collect();
    rows.sort_by_key(|row| (row.by.is_none(), row.by));
    rows
}

fn row(scene: &Scene<'_>, ask: &Ask) -> AskRow {
    AskRow {
        text: ask.text.to_string(),
        of: scene.person(ask.of.as_ref()),
        by: ask.by,
        by_text: scene.due(ask.by),
        overdue: scene.is_past(ask.by),
        cost_of_delay: ask.cost_of_delay.as_ref().map(ToString::to_string),
        decision: ask.decision.as_ref().map(|decision| scene.named(decision)),
    }
}

fn of_decision(row: &DecisionRow) -> AskRow {
    AskRow {
        text: format!("Decision: {}", row.title),
        of: row.approver.clone(),
        by: row.needed_by,
        by_text: row.needed_text.clone(),
        overdue: row.overdue,
        cost_of_delay: row.impact_if_late.clone(),
        decision: Some(Named { id: row.id.clone(), title: row.title.clone() }),
    }
}

fn of_change(scene: &Scene<'_>, change: &Change) -> AskRow {
    let missing = change.approvals.iter().filter(|approval| approval.at.is_none());
    let of: Vec<String> = missing.filter_map(|approval| scene.person(approval.by.as_ref())).collect();
    AskRow {
        text: format!("Change request: {}", change.title),
        of: (!of.is_empty()).then(|| crate::diag::wording::list(of)),
        by: change.needed_by,
        by_text: scene.due(change.needed_by),
        overdue: scene.is_past(change.needed_by),
        cost_of_delay: None,
        decision: Some(Named { id: change.id.to_string(), title: change.title.to_string() }),
    }
}
