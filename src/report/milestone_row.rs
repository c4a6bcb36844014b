//! A milestone as reports list it: commitment, expected finish, variance, float and colours, in numbers and words.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::plan::Driver;
use crate::plan::NodeKind;
use crate::plan::PlanNode;
use crate::report::Named;
use crate::report::colour::ColourCell;
use crate::report::phrase;
use crate::report::scene::Scene;

/// What a forecast says while there is none.
pub(crate) const NOT_FORECAST: &str = "not forecast";

/// A row of a milestone table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MilestoneRow {
    /// The id.
    pub id: String,
    /// What is true when it is reached.
    pub title: String,
    /// The workstream.
    pub workstream: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The team that does the work.
    pub team: Option<String>,
    /// `planned`, `in progress`, `blocked`, `done` or `cancelled`.
    pub status: String,
    /// The agreed date.
    pub committed: Option<Date>,
    /// The expected start.
    pub start: Option<Date>,
    /// The expected finish by the critical path method; the actual one when it is done.
    pub expected: Option<Date>,
    /// The forecast range, or that there is none.
    pub forecast: String,
    /// Working days that the finish is after the commitment; negative is early.
    pub variance: Option<f64>,
    /// The same in words: `4 working days late`.
    pub variance_text: String,
    /// Working days that it can slip before the program's end or a commitment moves.
    pub float: Option<f64>,
    /// The same in words: `3 working days`, `none`.
    pub float_text: String,
    /// On a longest path to the program's end.
    pub critical: bool,
    /// Not critical, with little float.
    pub near_critical: bool,
    /// It is reached.
    pub done: bool,
    /// It has no work of its own.
    pub pure: bool,
    /// How sure the estimate is: a word of its author.
    pub confidence: Option<&'static str>,
    /// What fixes its date.
    pub driver: Option<String>,
    /// The item that it waits for longest.
    pub waits_for: Option<Named>,
    /// The colours.
    pub colour: ColourCell,
    /// What customers and support should know.
    pub customer_impact: Option<String>,
}

impl MilestoneRow {
    /// Builds the row of a milestone.
    pub(crate) fn new(scene: &Scene<'_>, milestone: &Milestone) -> MilestoneRow {
        let node = scene.node(&milestone.id);
        let done = milestone.finished.is_some() || node.is_some_and(|n| n.is_done);
        let variance = node.and_then(|n| n.variance).map(phrase::tenths);
        let float = node.filter(|_| !done).map(|n| phrase::tenths(n.total_float));
        MilestoneRow {
            id: milestone.id.to_string(),
            title: milestone.title.to_string(),
            workstream: milestone.workstream.as_ref().map(ToString::to_string),
            owner: scene.person(milestone.owner.as_ref()),
            team: scene.team(milestone.team.as_ref()),
            status: milestone.status().as_str().replace('_', " "),
            committed: milestone.committed,
            start: node.map(|n| n.early_start),
            expected: milestone.finished.or_else(|| node.map(|n| n.early_finish)),
            forecast: forecast(scene, node, done),
            variance,
            variance_text: variance_text(milestone, variance),
            float,
            float_text: float
                .map_or_else(|| if done { "done" } else { "not computed" }.to_owned(), phrase::float),
            critical: node.is_some_and(|n| n.is_critical),
            near_critical: node.is_some_and(|n| n.is_near_critical),
            done,
            pure: milestone.is_pure(),
            confidence: milestone.confidence.map(|c| c.as_str()),
            driver: node.filter(|_| !done).map(|n| driver(scene, n)),
            waits_for: node.and_then(|n| predecessor(scene, n)),
            colour: colour(scene, milestone, node, done),
            customer_impact: milestone.customer_impact.as_ref().map(ToString::to_string),
        }
    }

    /// Builds the rows of every milestone that is not cancelled, by expected finish.
    pub(crate) fn all(scene: &Scene<'_>) -> Vec<MilestoneRow> {
        let kept = scene.program.milestones.iter().filter(|m| m.status() != MilestoneStatus::Cancelled);
        let mut rows: Vec<MilestoneRow> = kept.map(|m| MilestoneRow::new(scene, m)).collect();
        rows.sort_by(|a, b| a.when().cmp(&b.when()).then_with(|| a.id.cmp(&b.id)));
        rows
    }

    /// Returns when it falls: expected, else committed; without either it comes last.
    fn when(&self) -> (bool, Option<Date>) {
        let day = self.expected.or(self.committed);
        (day.is_none(), day)
    }
}

/// Says the range from P50 to P80.
fn forecast(scene: &Scene<'_>, node: Option<&PlanNode>, done: bool) -> String {
    let forecast = scene.inputs.plan.outlook.forecast();
    let item = node.filter(|_| !done).zip(forecast).and_then(|(node, forecast)| forecast.item(&node.key));
    match item.map(|item| &item.finish).filter(|finish| finish.is_uncertain()) {
        Some(finish) => phrase::range(finish.dates.p50, finish.dates.p80),
        None => NOT_FORECAST.to_owned(),
    }
}

fn variance_text(milestone: &Milestone, variance: Option<f64>) -> String {
    match (milestone.committed, variance) {
        (None, _) => "no commitment".to_owned(),
        (Some(_), Some(variance)) => phrase::variance(variance),
        (Some(_), None) => "not computed".to_owned(),
    }
}

fn colour(scene: &Scene<'_>, milestone: &Milestone, node: Option<&PlanNode>, done: bool) -> ColourCell {
    let derived = node.map(|node| scene.health.item(node));
    if done {
        let because = derived.map(|d| crate::report::colour::plain(&d.because()));
        return ColourCell::done(because.unwrap_or_else(|| "finished".to_owned()));
    }
    let unknown = crate::trend::health::Derived { colour: None, inputs: Vec::new() };
    ColourCell::new(scene, Some(&milestone.id), milestone.rag.as_ref(), &derived.unwrap_or(unknown))
}

/// Returns the predecessor that fixes a node's date.
fn predecessor(scene: &Scene<'_>, node: &PlanNode) -> Option<Named> {
    match &node.driver {
        Driver::Predecessor(key) if !node.is_done => scene.named_node(key),
        _ => None,
    }
}

/// Says what fixes a node's date.
fn driver(scene: &Scene<'_>, node: &PlanNode) -> String {
    let in_progress = node.is_started && node.kind == NodeKind::Work;
    match &node.driver {
        Driver::AsOf | Driver::Actual if in_progress => {
            format!("in progress, {} left", wording::working_days(node.duration))
        }
        Driver::ProgramStart => "starts with the program".to_owned(),
        Driver::AsOf => "can start today".to_owned(),
        Driver::Predecessor(key) => match scene.named_node(key) {
            Some(named) => format!("waits for {}", named.title),
            None => "waits for other work".to_owned(),
        },
        Driver::Constraint(word) => format!("its own constraint: {}", word.replace('_', " ")),
        Driver::Commitment => "nothing but its commitment says when".to_owned(),
        Driver::Promise => "as promised".to_owned(),
        Driver::Actual => "has happened".to_owned(),
    }
}
