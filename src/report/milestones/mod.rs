//! The milestone plan: every milestone by workstream with commitment, expected finish, float and colours, the critical
//! path in words and as a picture, and a chart.

mod burnup;
mod critical;
mod roadmap;
mod timeline;

use serde::Serialize;

use crate::model::Date;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::MilestoneRow;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::figure::Gantt;
use crate::report::finish::Finish;
use crate::report::page;
use crate::report::picture::Picture;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub use critical::CriticalPath;
pub use critical::PathStep;
pub(crate) use critical::critical_path;

pub(crate) const REPORT: Report = Report {
    name: "milestones",
    title: "Milestone plan",
    about: "every milestone by workstream: committed, expected, float, colours, and the critical path",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/milestones.md.j2"],
    build,
};

/// The milestone plan of a program.
#[derive(Clone, Debug, Serialize)]
pub struct MilestonesView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// When it ends.
    pub finish: Finish,
    /// The counts.
    pub counts: Counts,
    /// The milestones by workstream, each by expected finish.
    pub workstreams: Vec<Workstream>,
    /// The longest path to the end.
    pub critical_path: CriticalPath,
    /// The milestones in time, when there is anything to draw.
    pub timeline: Option<Picture>,
    /// Says what the timeline leaves out.
    pub timeline_note: Option<String>,
    /// How many are reached by when, as a picture.
    pub burn_up: Option<Picture>,
    /// The chart, when there is anything to draw.
    pub chart: Option<Gantt>,
    /// Says which items the chart leaves out.
    pub chart_note: Option<String>,
    /// What takes no part in the plan, and why.
    pub left_out: Vec<String>,
}

/// How many milestones there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All that are not cancelled.
    pub all: usize,
    /// Reached.
    pub done: usize,
    /// Open and expected after their commitment.
    pub late: usize,
    /// Open and on a longest path.
    pub critical: usize,
    /// Open, and what is reported differs from what is computed.
    pub disputed: usize,
}

/// The milestones of a workstream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Workstream {
    /// Its name.
    pub name: String,
    /// The milestones that are open.
    pub open: Vec<MilestoneRow>,
    /// The milestones that are reached.
    pub done: Vec<MilestoneRow>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "milestone plan", Box::new(view(scene)))]
    })
}

fn view(scene: &Scene<'_>) -> MilestonesView {
    let rows = MilestoneRow::all(scene);
    let count = |is: fn(&MilestoneRow) -> bool| rows.iter().filter(|row| is(row)).count();
    let counts = Counts {
        all: rows.len(),
        done: count(|row| row.done),
        late: count(|row| !row.done && row.variance.is_some_and(|days| days > 0.0)),
        critical: count(|row| !row.done && row.critical),
        disputed: count(|row| row.colour.is_disputed()),
    };
    let (chart, chart_note) = roadmap::chart(&rows);
    MilestonesView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        finish: Finish::new(scene),
        counts,
        critical_path: critical_path(scene, &rows),
        timeline: timeline::picture(scene, &rows),
        timeline_note: timeline::note(&rows),
        burn_up: burnup::picture(scene, &rows),
        chart,
        chart_note,
        left_out: left_out(scene),
        workstreams: workstreams(rows),
    }
}

/// Groups rows by workstream, in the order in which the first of each falls.
fn workstreams(rows: Vec<MilestoneRow>) -> Vec<Workstream> {
    let mut out: Vec<Workstream> = Vec::new();
    for row in rows {
        let name = row.workstream.clone().unwrap_or_else(|| "Without a workstream".to_owned());
        let at = out.iter().position(|stream| stream.name == name).unwrap_or_else(|| {
            out.push(Workstream { name, open: Vec::new(), done: Vec::new() });
            out.len() - 1
        });
        let part = if row.done { &mut out[at].done } else { &mut out[at].open };
        part.push(row);
    }
    out
}

/// Says what takes no part in the plan of this program.
fn left_out(scene: &Scene<'_>) -> Vec<String> {
    let plan = scene.inputs.plan;
    let own = |program: u32| program == scene.program.index;
    let left = plan.left_out.iter().filter(|left| own(left.place.0.program));
    let cycles = plan.cycles.iter().filter(|c| c.members.iter().any(|m| m.program == scene.program.id));
    let words = |members: &[crate::plan::NodeKey]| {
        let named: Vec<String> = members
            .iter()
            .map(|key| scene.named_node(key).map_or_else(|| "other work".to_owned(), |n| n.title))
            .collect();
        format!("These wait for each other, so their dates are not reliable: {}", named.join(", "))
    };
    let cycles = cycles.map(|cycle| words(&cycle.members));
    left.map(|left| crate::report::colour::plain(&left.reason)).chain(cycles).collect()
}

impl View for MilestonesView {
    plain_view!("milestones");

    fn tables(&self) -> Vec<Table> {
        let rows = self.workstreams.iter().flat_map(|stream| stream.open.iter().chain(&stream.done));
        vec![table(rows)]
    }
}

/// Returns milestones as a table.
pub(crate) fn table<'r>(rows: impl Iterator<Item = &'r MilestoneRow>) -> Table {
    let columns = [
        "id",
        "title",
        "workstream",
        "owner",
        "status",
        "committed",
        "expected",
        "variance",
        "float",
        "critical",
        "colour",
        "reported",
    ];
    let row = |row: &MilestoneRow| {
        vec![
            Cell::text(&row.id),
            Cell::text(&row.title),
            Cell::maybe(row.workstream.as_deref()),
            Cell::maybe(row.owner.as_deref()),
            Cell::text(&row.status),
            Cell::day(row.committed),
            Cell::day(row.expected),
            Cell::number(row.variance),
            Cell::number(row.float),
            Cell::Flag(row.critical),
            Cell::text(row.colour.word),
            Cell::maybe(row.colour.reported.as_ref().map(|r| r.colour)),
        ]
    };
    Table {
        name: "milestones".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.map(row).collect(),
    }
}
