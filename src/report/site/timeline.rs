//! The plan over time: every node of a program between two days, and what drives it.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::Date;
use crate::plan::Driver;
use crate::plan::NodeKind;
use crate::plan::PlanNode;
use crate::report::ColourCell;
use crate::report::MilestoneRow;
use crate::report::Named;
use crate::report::phrase;
use crate::report::scene::Scene;

/// How many rows are drawn; what is open comes first.
const MOST: usize = 400;

/// The plan of a program over time.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// The first day of the chart: the first of a month.
    pub from: Date,
    /// The last day of the chart: the last of a month.
    pub to: Date,
    /// The day of the plan.
    pub today: Date,
    /// The rows by workstream.
    pub groups: Vec<Group>,
    /// How many nodes are not drawn.
    pub hidden: usize,
}

/// The rows of a workstream.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its name; empty when the program has no workstreams.
    pub name: String,
    /// Its rows, by finish.
    pub rows: Vec<Row>,
}

/// A node.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its number on this page, by which others name it.
    pub number: usize,
    /// The item's id.
    pub id: String,
    /// The title.
    pub title: String,
    /// `work`, `milestone`, `dependency`, `decision`, `issue` or `gate`.
    pub kind: &'static str,
    /// First day.
    pub start: Date,
    /// Last day.
    pub finish: Date,
    /// The agreed date.
    pub committed: Option<Date>,
    /// The forecast: P50 and P80.
    pub range: Option<(Date, Date)>,
    /// It has happened.
    pub done: bool,
    /// It has begun.
    pub started: bool,
    /// On a longest path to the end.
    pub critical: bool,
    /// Nearly so.
    pub near_critical: bool,
    /// What commitment and expected finish say together, when there is a commitment.
    pub variance_text: Option<String>,
    /// Working days late; negative is early.
    pub variance: Option<f64>,
    /// How much room there is, in words.
    pub float_text: String,
    /// Its colour, of milestones.
    pub colour: Option<ColourCell>,
    /// What fixes its date.
    pub driven: Driven,
    /// The numbers of its predecessors on this page.
    pub before: Vec<usize>,
}

/// What fixes a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Driven {
    /// A row of this page.
    Here(usize),
    /// An item of another program.
    Elsewhere(Named),
    /// Nothing that has a row.
    Nothing,
}

impl TimelineView {
    /// Lays out the nodes of a program.
    pub(crate) fn new(scene: &Scene<'_>, milestones: &[MilestoneRow]) -> TimelineView {
        let plan = scene.inputs.plan;
        let own = |node: &&PlanNode| node.key.program == scene.program.id;
        // The nodes stand by key, so those of a program stand together.
        let first = plan.nodes.partition_point(|node| node.key.program < scene.program.id);
        let mut nodes: Vec<(usize, &PlanNode)> =
            plan.nodes.iter().enumerate().skip(first).take_while(|(_, node)| own(node)).collect();
        nodes.sort_by(|(_, a), (_, b)| {
            (a.is_done, a.finish_at, a.start_at, &a.key).cmp(&(b.is_done, b.finish_at, b.start_at, &b.key))
        });
        let hidden = nodes.len().saturating_sub(MOST);
        nodes.truncate(MOST);
        nodes.sort_by(|(_, a), (_, b)| {
            (a.finish_at, a.start_at, &a.key).cmp(&(b.finish_at, b.start_at, &b.key))
        });
        let numbers: HashMap<usize, usize> = nodes.iter().enumerate().map(|(n, (at, _))| (*at, n)).collect();
        let by_id: HashMap<&str, &MilestoneRow> =
            milestones.iter().map(|row| (row.id.as_str(), row)).collect();
        let rows = nodes.iter().enumerate().map(|(n, (at, node))| {
            let milestone = by_id.get(node.key.id.as_str()).copied();
            (node.workstream.clone(), row(scene, (n, *at), node, milestone, &numbers))
        });
        let rows: Vec<(Option<String>, Row)> = rows.collect();
        let (from, to) = span(scene, rows.iter().map(|(_, row)| row));
        TimelineView { from, to, today: scene.as_of(), groups: groups(rows), hidden }
    }

    /// Returns every row, in the order of the page.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

fn row(
    scene: &Scene<'_>,
    (number, at): (usize, usize),
    node: &PlanNode,
    milestone: Option<&MilestoneRow>,
    numbers: &HashMap<usize, usize>,
) -> Row {
    let plan = scene.inputs.plan;
    let item = plan.outlook.forecast().filter(|_| !node.is_done).and_then(|f| f.item(&node.key));
    let range = item.map(|item| &item.finish).filter(|finish| finish.is_uncertain());
    let mut before: Vec<usize> =
        plan.predecessors(at).filter_map(|edge| numbers.get(&edge.from).copied()).collect();
    before.sort_unstable();
    before.dedup();
    let driven = match &node.driver {
        Driver::Predecessor(key) => {
            let here = plan.index_of(key.program.as_str(), key.id.as_str()).and_then(|n| numbers.get(&n));
            match (here, scene.named_node(key)) {
                (Some(n), _) => Driven::Here(*n),
                (None, Some(named)) => Driven::Elsewhere(named),
                (None, None) => Driven::Nothing,
            }
        }
        _ => Driven::Nothing,
    };
    let variance = node.variance.map(phrase::tenths);
    Row {
        number,
        id: node.key.id.to_string(),
        title: node.title.clone(),
        kind: node.kind.as_str(),
        start: if is_instant(node) { node.early_finish } else { node.early_start },
        finish: node.early_finish,
        committed: node.committed,
        range: range.map(|finish| (finish.dates.p50, finish.dates.p80)),
        done: node.is_done,
        started: node.is_started,
        critical: node.is_critical && !node.is_done,
        near_critical: node.is_near_critical && !node.is_done,
        variance_text: node.committed.and(variance).map(phrase::variance),
        variance,
        float_text: if node.is_done {
            "done".to_owned()
        } else {
            phrase::float(phrase::tenths(node.total_float))
        },
        colour: milestone.map(|row| row.colour.clone()),
        driven,
        before,
    }
}

/// Tells whether a node is a moment and not a span of work.
fn is_instant(node: &PlanNode) -> bool {
    node.kind != NodeKind::Work
}

/// Returns the months that hold every date of the chart, and the day of the plan.
fn span<'r>(scene: &Scene<'_>, rows: impl Iterator<Item = &'r Row>) -> (Date, Date) {
    let days = rows
        .flat_map(|row| [Some(row.start), Some(row.finish), row.committed, row.range.map(|(_, p80)| p80)]);
    months(days.flatten(), scene.as_of())
}

/// Returns the first and the last day of the months that hold some days.
pub(crate) fn months(days: impl Iterator<Item = Date>, as_of: Date) -> (Date, Date) {
    let (from, to) = days.fold((as_of, as_of), |(from, to), day| (from.min(day), to.max(day)));
    (Date::from_civil(from.civil().first_of_month()), Date::from_civil(to.civil().last_of_month()))
}

/// Groups rows by workstream, in the order in which the first of each falls.
fn groups(rows: Vec<(Option<String>, Row)>) -> Vec<Group> {
    let has_streams = rows.iter().any(|(stream, _)| stream.is_some());
    let mut out: Vec<Group> = Vec::new();
    for (stream, row) in rows {
        let name = match stream {
            Some(stream) => stream,
            None if has_streams => "Without a workstream".to_owned(),
            None => String::new(),
        };
        match out.iter_mut().find(|group| group.name == name) {
            Some(group) => group.rows.push(row),
            None => out.push(Group { name, rows: vec![row] }),
        }
    }
    out
}
