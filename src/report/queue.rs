//! The decision queue: every open decision of every program, who decides, how old it is and what it holds up.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::report::ActionRow;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::decisions::DecisionRow;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;
use crate::trend::actions;
use crate::trend::actions::ActionAt;

pub(crate) const REPORT: Report = Report {
    name: "queue",
    title: "Decision queue",
    about: "open decisions and actions of all programs: whose they are, how old, and what each blocks",
    scope: Scope::Workspace,
    audiences: &[],
    templates: &["reports/queue.md.j2"],
    build,
};

/// The open decisions of a workspace.
#[derive(Clone, Debug, Serialize)]
pub struct QueueView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// How many there are, in one sentence.
    pub summary: String,
    /// Who has how many to decide, the most first.
    pub deciders: Vec<Decider>,
    /// The decisions, the first needed first.
    pub open: Vec<QueueRow>,
    /// The actions that are still to be done, the first due first.
    pub actions: Vec<QueueAction>,
}

/// Somebody with decisions to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decider {
    /// Who; `nobody named` for decisions without anyone.
    pub who: String,
    /// How many.
    pub open: usize,
    /// How many of them are overdue.
    pub overdue: usize,
}

/// An open decision and its program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueRow {
    /// The program's name.
    pub program: String,
    /// The program's id.
    pub program_id: String,
    /// The decision.
    pub decision: DecisionRow,
}

/// An open action, its program and the record it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueAction {
    /// The program's name.
    pub program: String,
    /// The program's id.
    pub program_id: String,
    /// Where it comes from: `review pilot`.
    pub from: String,
    /// The action.
    pub action: ActionRow,
}

/// Returns the open actions of a program.
fn actions(scene: &Scene<'_>) -> Vec<QueueAction> {
    let open = actions::of_program(scene.program, scene.as_of()).into_iter();
    let row = |found: ActionAt<'_>| QueueAction {
        program: scene.title(),
        program_id: scene.program.id.to_string(),
        from: found.whose.replace('`', ""),
        action: ActionRow::new(scene, found.action, found.since),
    };
    open.filter(|found| actions::is_open(found.action)).map(row).collect()
}

/// Builds the view of the workspace.
pub(crate) fn view(inputs: &Inputs<'_>) -> QueueView {
    let mut open = Scene::each(inputs, |scene| {
        let row = |decision| QueueRow {
            program: scene.title(),
            program_id: scene.program.id.to_string(),
            decision,
        };
        DecisionRow::open(scene).into_iter().map(row).collect()
    });
    open.sort_by(|a, b| {
        let key = |row: &QueueRow| (row.decision.needed_by.is_none(), row.decision.needed_by);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.program_id, &a.decision.id).cmp(&(&b.program_id, &b.decision.id)))
    });
    let mut actions = Scene::each(inputs, actions);
    actions.sort_by(|a, b| {
        let key = |row: &QueueAction| (row.action.due.is_none(), row.action.due);
        key(a).cmp(&key(b)).then_with(|| (&a.program_id, &a.from).cmp(&(&b.program_id, &b.from)))
    });
    let overdue = open.iter().filter(|row| row.decision.overdue).count();
    let count = wording::count(i64::try_from(open.len()).unwrap_or(i64::MAX), "open decision");
    let late = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
    QueueView {
        version: 1,
        as_of: inputs.as_of,
        summary: format!("{count}{late}; {}", in_words(&actions)),
        deciders: deciders(&open),
        open,
        actions,
    }
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    vec![Built {
        template: "reports/queue.md.j2",
        stem: page::workspace_stem(inputs, "decision-queue"),
        title: page::workspace_title(inputs, "decision queue"),
        period: String::new(),
        labels: vec!["epm-decision-queue".to_owned()],
        view: Box::new(view(inputs)),
    }]
}

fn in_words(actions: &[QueueAction]) -> String {
    let overdue = actions.iter().filter(|row| row.action.overdue).count();
    let count = wording::count(i64::try_from(actions.len()).unwrap_or(i64::MAX), "open action");
    let late = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
    format!("{count}{late}")
}

fn deciders(open: &[QueueRow]) -> Vec<Decider> {
    let mut by_name: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in open {
        let who = row.decision.approver.clone().unwrap_or_else(|| "nobody named".to_owned());
        let counts = by_name.entry(who).or_default();
        counts.0 += 1;
        counts.1 += usize::from(row.decision.overdue);
    }
    let decider = |(who, (open, overdue))| Decider { who, open, overdue };
    let mut deciders: Vec<Decider> = by_name.into_iter().map(decider).collect();
    deciders.sort_by_key(|decider| std::cmp::Reverse((decider.overdue, decider.open)));
    deciders
}

impl View for QueueView {
    plain_view!("queue");

    fn tables(&self) -> Vec<Table> {
        let columns = ["program", "id", "title", "approver", "raised", "needed_by", "overdue"];
        let row = |row: &QueueRow| {
            vec![
                Cell::text(&row.program_id),
                Cell::text(&row.decision.id),
                Cell::text(&row.decision.title),
                Cell::maybe(row.decision.approver.as_deref()),
                Cell::day(row.decision.raised),
                Cell::day(row.decision.needed_by),
                Cell::Flag(row.decision.overdue),
            ]
        };
        let decisions = Table {
            name: "decisions".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.open.iter().map(row).collect(),
        };
        let columns = ["program", "action", "from", "owner", "due", "overdue"];
        let row = |row: &QueueAction| {
            vec![
                Cell::text(&row.program_id),
                Cell::text(&row.action.text),
                Cell::text(&row.from),
                Cell::maybe(row.action.owner.as_deref()),
                Cell::day(row.action.due),
                Cell::Flag(row.action.overdue),
            ]
        };
        let actions = Table {
            name: "actions".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.actions.iter().map(row).collect(),
        };
        vec![decisions, actions]
    }
}
