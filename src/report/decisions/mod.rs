//! The decision log: open decisions with their age and what they hold up, then what was decided.

mod chain;
mod row;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Kind;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub use row::DecisionRow;
pub use row::OptionRow;

pub(crate) const REPORT: Report = Report {
    name: "decisions",
    title: "Decision log",
    about: "open decisions with age, who decides and what they block; then what was decided",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/decisions.md.j2"],
    build,
};

/// The decision log of a program.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// What is open, in one sentence.
    pub summary: String,
    /// The folder of the records, where relative links start.
    pub folder: String,
    /// What is to be decided, the first needed first.
    pub open: Vec<DecisionRow>,
    /// What was decided, the newest first.
    pub decided: Vec<DecisionRow>,
    /// Decisions that replaced each other, the oldest first.
    pub chains: Vec<Vec<Named>>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| vec![page::of_program(scene, &REPORT, "decision log", Box::new(view(scene)))])
}

/// Builds the view of a program.
pub(crate) fn view(scene: &Scene<'_>) -> DecisionsView {
    let open = DecisionRow::open(scene);
    let decided = DecisionRow::decided(scene);
    DecisionsView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        summary: summary(&open, decided.len()),
        folder: scene.folder(Kind::Decision),
        open,
        decided,
        chains: chain::chains(scene),
    }
}

fn summary(open: &[DecisionRow], decided: usize) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let overdue = open.iter().filter(|row| row.overdue).count();
    let late = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
    format!("{} open{late}; {decided} decided", wording::count(count(open.len()), "decision"))
}

impl View for DecisionsView {
    plain_view!("decisions");

    fn tables(&self) -> Vec<Table> {
        let columns =
            ["id", "title", "status", "owner", "approver", "raised", "needed_by", "overdue", "decided"];
        let row = |row: &DecisionRow| {
            vec![
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::text(&row.status.to_lowercase()),
                Cell::maybe(row.owner.as_deref()),
                Cell::maybe(row.approver.as_deref()),
                Cell::day(row.raised),
                Cell::day(row.needed_by),
                Cell::Flag(row.overdue),
                Cell::day(row.decided),
            ]
        };
        vec![Table {
            name: "decisions".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.open.iter().chain(&self.decided).map(row).collect(),
        }]
    }
}
