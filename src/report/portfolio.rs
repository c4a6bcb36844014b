//! The portfolio on one page: programs by health, what they need from each other, and what waits to become a program.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::IntakeRequest;
use crate::model::IntakeStatus;
use crate::model::Person;
use crate::plan::NodeKey;
use crate::report::Built;
use crate::report::Cell;
use crate::report::ColourCell;
use crate::report::Finish;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::phrase;
use crate::report::plain_view;
use crate::report::raid::DependencyRow;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "portfolio",
    title: "Portfolio",
    about: "programs by health, what they need from each other, and the intake queue",
    scope: Scope::Workspace,
    audiences: &[],
    templates: &["reports/portfolio.md.j2"],
    build,
};

/// The programs of a workspace.
#[derive(Clone, Debug, Serialize)]
pub struct PortfolioView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// How many programs there are and how they stand, in one sentence.
    pub summary: String,
    /// The programs: the reddest first.
    pub programs: Vec<ProgramRow>,
    /// Groups of programs.
    pub groups: Vec<GroupRow>,
    /// What programs need from each other, by day.
    pub crossings: Vec<Crossing>,
    /// Requests for new programs: those to be decided first.
    pub intake: Vec<IntakeRow>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgramRow {
    /// The program.
    pub program: ProgramHead,
    /// Its colour.
    pub colour: ColourCell,
    /// The first reason for the colour, and how many more there are.
    pub reason: Option<String>,
    /// When it ends.
    pub finish: Finish,
    /// Open decisions that are overdue.
    pub decisions: usize,
    /// Dependencies in danger.
    pub dependencies: usize,
    /// Open risks.
    pub risks: usize,
}

/// A group of programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// Its name.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its programs.
    pub programs: Vec<String>,
    /// How its programs stand: `1 amber, 1 green`.
    pub health: String,
}

/// What one program needs from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// The program that delivers.
    pub from: String,
    /// What it delivers.
    pub what: String,
    /// Its id.
    pub what_id: String,
    /// When that is expected.
    pub expected: Date,
    /// The program that waits.
    pub to: String,
    /// What waits.
    pub waiting: String,
    /// Its id.
    pub waiting_id: String,
    /// It fixes the date of what waits.
    pub driving: bool,
    /// What waits is on the critical path of its program.
    pub critical: bool,
}

/// A request for a new program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IntakeRow {
    /// The id.
    pub id: String,
    /// What is asked for.
    pub title: String,
    /// Who asks.
    pub requested_by: Option<String>,
    /// When it came in.
    pub raised: Option<Date>,
    /// How long ago, while nobody decided on it.
    pub age: Option<String>,
    /// `NEW`, `TRIAGE`, …
    pub status: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// How much it is worth.
    pub value: Option<String>,
    /// How much work it is.
    pub effort: Option<String>,
    /// A rough size, in words.
    pub size: Option<String>,
    /// By when it is needed.
    pub needed_by: Option<Date>,
}

/// Builds the view of the workspace.
pub(crate) fn view(inputs: &Inputs<'_>) -> PortfolioView {
    let mut programs = Scene::each(inputs, |scene| vec![program(scene)]);
    programs.sort_by_key(|row| rank(&row.colour));
    PortfolioView {
        version: 1,
        as_of: inputs.as_of,
        summary: summary(&programs),
        groups: groups(inputs, &programs),
        crossings: crossings(inputs),
        intake: intake(inputs),
        programs,
    }
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    vec![Built {
        template: "reports/portfolio.md.j2",
        stem: page::workspace_stem(inputs, "portfolio"),
        title: page::workspace_title(inputs, "portfolio"),
        period: String::new(),
        labels: vec!["epm-portfolio".to_owned()],
        view: Box::new(view(inputs)),
    }]
}

fn program(scene: &Scene<'_>) -> ProgramRow {
    let overdue = |d: &&crate::model::Decision| d.is_open() && scene.is_past(d.needed_by);
    let derived = scene.health.program(scene.program);
    let colour = ColourCell::new(scene, None, None, &derived);
    ProgramRow {
        program: scene.head(),
        reason: colour.because.as_deref().map(first_reason),
        colour,
        finish: Finish::new(scene),
        decisions: scene.program.decisions.iter().filter(overdue).count(),
        dependencies: DependencyRow::all(scene).iter().filter(|row| row.is_in_danger()).count(),
        risks: scene.program.risks.iter().filter(|risk| risk.is_open()).count(),
    }
}

/// Returns the first of several reasons, and says how many there are besides.
fn first_reason(because: &str) -> String {
    let mut reasons = because.split("; ");
    let first = reasons.next().unwrap_or_default();
    match reasons.count() {
        0 => first.to_owned(),
        1 => format!("{first}; and 1 more reason"),
        n => format!("{first}; and {n} more reasons"),
    }
}

/// Red first, then amber, then what is not known, then green.
fn rank(cell: &ColourCell) -> u8 {
    match cell.colour {
        "red" => 0,
        "amber" => 1,
        "green" => 3,
        _ => 2,
    }
}

/// Counts colours in words: `1 red, 2 green`.
fn health<'a>(cells: impl Iterator<Item = &'a ColourCell>) -> String {
    let mut counts: BTreeMap<u8, (usize, &str)> = BTreeMap::new();
    for cell in cells {
        let word = if cell.colour == "grey" { "not computed" } else { cell.colour };
        counts.entry(rank(cell)).or_insert((0, word)).0 += 1;
    }
    let words: Vec<String> = counts.values().map(|(count, word)| format!("{count} {word}")).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn summary(programs: &[ProgramRow]) -> String {
    let count = wording::count(i64::try_from(programs.len()).unwrap_or(i64::MAX), "program");
    format!("{count}: {}", health(programs.iter().map(|row| &row.colour)))
}

fn groups(inputs: &Inputs<'_>, programs: &[ProgramRow]) -> Vec<GroupRow> {
    let groups = inputs.workspace.portfolio.iter().flat_map(|portfolio| &portfolio.groups);
    let row = |group: &crate::model::PortfolioGroup| {
        let is_in = |row: &&ProgramRow| {
            group.programs.iter().any(|id| id.as_str().eq_ignore_ascii_case(&row.program.id))
        };
        let members: Vec<&ProgramRow> = programs.iter().filter(is_in).collect();
        GroupRow {
            title: group.title.to_string(),
            owner: name(inputs, group.owner.as_ref()),
            programs: members.iter().map(|row| row.program.title.clone()).collect(),
            health: health(members.iter().map(|row| &row.colour)),
        }
    };
    groups.map(row).collect()
}

fn crossings(inputs: &Inputs<'_>) -> Vec<Crossing> {
    let plan = inputs.plan;
    let title = |key: &NodeKey| {
        let program = inputs.workspace.program(&key.program)?;
        let items = program.items();
        let is_it = |id: &crate::model::Id| id.as_str().eq_ignore_ascii_case(key.id.as_str());
        let found = items.iter().find(|(_, item)| item.id().is_some_and(is_it))?;
        Some(found.1.title().to_owned())
    };
    let program = |key: &NodeKey| {
        inputs.workspace.program(&key.program).map_or_else(|| key.program.to_string(), |p| p.title.clone())
    };
    let mut out: Vec<Crossing> = Vec::new();
    for edge in plan.edges.iter() {
        let (from, to) = (&plan.nodes[edge.from], &plan.nodes[edge.to]);
        if from.key.program == to.key.program || to.is_done {
            continue;
        }
        let Some((what, waiting)) = title(&from.key).zip(title(&to.key)) else { continue };
        out.push(Crossing {
            from: program(&from.key),
            what,
            what_id: from.key.to_string(),
            expected: from.early_finish,
            to: program(&to.key),
            waiting,
            waiting_id: to.key.to_string(),
            driving: edge.is_driving,
            critical: to.is_critical,
        });
    }
    out.sort_by(|a, b| (a.expected, &a.what_id, &a.waiting_id).cmp(&(b.expected, &b.what_id, &b.waiting_id)));
    out
}

fn intake(inputs: &Inputs<'_>) -> Vec<IntakeRow> {
    let requests = inputs.workspace.portfolio.iter().flat_map(|portfolio| &portfolio.intake);
    let mut rows: Vec<(u8, IntakeRow)> = requests.map(|request| intake_row(inputs, request)).collect();
    rows.sort_by(|a, b| (a.0, a.1.raised, &a.1.id).cmp(&(b.0, b.1.raised, &b.1.id)));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn intake_row(inputs: &Inputs<'_>, request: &IntakeRequest) -> (u8, IntakeRow) {
    let status = request.status.unwrap_or(IntakeStatus::New);
    let (order, colour) = match status {
        IntakeStatus::New => (0, "blue"),
        IntakeStatus::Triage => (1, "blue"),
        IntakeStatus::Accepted => (2, "green"),
        IntakeStatus::Parked => (3, "grey"),
        IntakeStatus::Rejected => (4, "grey"),
    };
    let is_open = matches!(status, IntakeStatus::New | IntakeStatus::Triage);
    let age = request.raised.filter(|_| is_open).map(|raised| inputs.as_of.days_since(raised));
    let row = IntakeRow {
        id: request.id.to_string(),
        title: request.title.to_string(),
        requested_by: name(inputs, request.requested_by.as_ref()),
        raised: request.raised,
        age: age.map(|days| wording::count(i64::from(days), "day")),
        status: status.as_str().to_uppercase(),
        colour,
        value: request.value.map(|band| band.to_string()),
        effort: request.effort.map(|band| band.to_string()),
        size: request.size.map(phrase::duration),
        needed_by: request.needed_by,
    };
    (order, row)
}

fn name(inputs: &Inputs<'_>, person: Option<&Person>) -> Option<String> {
    person.map(|person| inputs.workspace.person_name(person).to_owned())
}

impl View for PortfolioView {
    plain_view!("portfolio");

    fn tables(&self) -> Vec<Table> {
        let columns = ["program", "title", "colour", "committed", "expected", "variance", "owner"];
        let row = |row: &ProgramRow| {
            vec![
                Cell::text(&row.program.id),
                Cell::text(&row.program.title),
                Cell::text(row.colour.colour),
                Cell::day(row.finish.committed),
                Cell::day(row.finish.expected),
                Cell::number(row.finish.variance),
                Cell::maybe(row.program.owner.as_deref()),
            ]
        };
        vec![Table {
            name: "programs".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.programs.iter().map(row).collect(),
        }]
    }
}
