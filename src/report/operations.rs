//! Operational readiness on one page: the gates, the areas that operations asks about, runbooks and whether the way back
//! was tried, open incidents, and who takes over.

use serde::Serialize;

use crate::model::Date;
use crate::model::IssueSeverity;
use crate::model::MilestoneStatus;
use crate::model::NfrArea;
use crate::model::Runbook;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::charter::handoff;
use crate::report::page;
use crate::report::plain_view;
use crate::report::readiness;
use crate::report::runbook::CutoverTimes;
use crate::report::scene::Scene;
use crate::trend::verdict;

pub(crate) const REPORT: Report = Report {
    name: "operations",
    title: "Operational readiness",
    about: "gates, non-functional areas, runbooks and tried rollbacks, serious issues, hand-over to operations",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/operations.md.j2"],
    build,
};

/// How ready a program is to be operated.
#[derive(Clone, Debug, Serialize)]
pub struct OperationsView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The gates.
    pub gates: Vec<GateRow>,
    /// The non-functional areas.
    pub areas: Vec<AreaRow>,
    /// The runbooks.
    pub runbooks: Vec<RunbookRow>,
    /// Open issues of high and critical severity.
    pub issues: Vec<Named>,
    /// Who takes over, in words.
    pub handoff: Option<String>,
}

/// A gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GateRow {
    /// The id.
    pub id: String,
    /// What is decided at it.
    pub title: String,
    /// `GO`, `CONDITIONAL` or `NO-GO`.
    pub word: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// When it is held.
    pub date: Option<Date>,
    /// How many items a GO needs.
    pub required: usize,
    /// How many of them are missing.
    pub missing: usize,
    /// How many of them are waived.
    pub waived: usize,
}

/// A non-functional area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AreaRow {
    /// Its name.
    pub name: String,
    /// `DONE`, `PLANNED`, `DOES NOT APPLY` or `NOT PLANNED`.
    pub state: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// The milestones that deliver it.
    pub milestones: Vec<Named>,
    /// When the last of them is expected.
    pub expected: Option<Date>,
    /// Why it does not apply.
    pub reason: Option<String>,
}

/// A runbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunbookRow {
    /// The id.
    pub id: String,
    /// What is carried out.
    pub title: String,
    /// When its window opens, as written.
    pub window: Option<String>,
    /// When its first step is expected to begin, on the clock.
    pub starts: Option<String>,
    /// When the point of no return may begin at the latest, so that going back still ends in the window.
    pub no_return_by: Option<String>,
    /// When the cutover is expected to end, on the clock.
    pub ends: Option<String>,
    /// How many steps it has.
    pub steps: usize,
    /// When it was rehearsed last.
    pub rehearsed: Option<Date>,
    /// When the way back was tried.
    pub rollback_tested: Option<Date>,
    /// Who decides to go back.
    pub decider: Option<String>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "operational readiness", Box::new(view(scene)))]
    })
}

fn view(scene: &Scene<'_>) -> OperationsView {
    let serious = |severity| matches!(severity, Some(IssueSeverity::High | IssueSeverity::Critical));
    let issues = scene.program.issues.iter().filter(|issue| issue.is_open() && serious(issue.severity));
    OperationsView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        gates: scene.program.readiness.iter().map(|gate| gate_row(scene, gate)).collect(),
        areas: areas(scene),
        runbooks: scene.program.runbooks.iter().map(|runbook| runbook_row(scene, runbook)).collect(),
        issues: issues.map(|i| Named { id: i.id.to_string(), title: i.title.to_string() }).collect(),
        handoff: handoff(scene),
    }
}

fn gate_row(scene: &Scene<'_>, gate: &crate::model::Readiness) -> GateRow {
    let report = verdict::gate(gate, scene.as_of());
    GateRow {
        id: gate.id.to_string(),
        title: gate.title.to_string(),
        word: verdict::label(report.verdict),
        colour: readiness::colour(report.verdict),
        date: gate.date,
        required: report.required,
        missing: report.blocking.len(),
        waived: report.waived,
    }
}

fn areas(scene: &Scene<'_>) -> Vec<AreaRow> {
    NfrArea::ALL.iter().map(|area| area_row(scene, *area)).collect()
}

fn area_row(scene: &Scene<'_>, area: NfrArea) -> AreaRow {
    let kept = scene.program.milestones.iter().filter(|m| m.status() != MilestoneStatus::Cancelled);
    let delivering: Vec<_> = kept.filter(|m| m.nfr.contains(&area)).collect();
    let not_applicable = scene.program.charter.iter().flat_map(|c| &c.nfr_not_applicable);
    let exempt = not_applicable.into_iter().find(|exempt| exempt.area == area);
    let is_done = !delivering.is_empty() && delivering.iter().all(|m| m.finished.is_some());
    let (state, colour) = match (delivering.is_empty(), is_done, exempt) {
        (false, true, _) => ("DONE", "green"),
        (false, false, _) => ("PLANNED", "blue"),
        (true, _, Some(_)) => ("DOES NOT APPLY", "grey"),
        (true, _, None) => ("NOT PLANNED", "amber"),
    };
    let expected = delivering
        .iter()
        .filter_map(|m| m.finished.or_else(|| scene.node(&m.id).map(|node| node.early_finish)));
    AreaRow {
        name: area.to_string(),
        state,
        colour,
        expected: expected.max(),
        milestones: delivering
            .iter()
            .map(|m| Named { id: m.id.to_string(), title: m.title.to_string() })
            .collect(),
        reason: exempt.and_then(|exempt| exempt.reason.as_ref()).map(ToString::to_string),
    }
}

fn runbook_row(scene: &Scene<'_>, runbook: &Runbook) -> RunbookRow {
    let rollback = runbook.rollback.as_ref();
    let times = CutoverTimes::new(scene.inputs.workspace, scene.program, runbook);
    RunbookRow {
        id: runbook.id.to_string(),
        title: runbook.title.to_string(),
        window: runbook.window.as_ref().map(|window| window.start.to_string()),
        starts: times.starts,
        no_return_by: times.no_return_by,
        ends: times.ends,
        steps: runbook.steps.len(),
        rehearsed: runbook.rehearsals.iter().map(|r| r.date).filter(|day| *day <= scene.as_of()).max(),
        rollback_tested: rollback.and_then(|r| r.tested_on),
        decider: scene.person(rollback.and_then(|r| r.decider.as_ref())),
    }
}

impl View for OperationsView {
    plain_view!("operations");

    fn tables(&self) -> Vec<Table> {
        let columns = ["area", "state", "expected"];
        let row = |row: &AreaRow| {
            vec![Cell::text(&row.name), Cell::text(&row.state.to_lowercase()), Cell::day(row.expected)]
        };
        vec![Table {
            name: "areas".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.areas.iter().map(row).collect(),
        }]
    }
}
