//! The plan as a view: every node's dates and floats. The JSON is a contract (`docs/cli.md`).

use serde::Serialize;

use crate::plan::Driver;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::plan::forecast::Outlook;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::diff::Side;
use crate::report::levelled::LevelledEnd;
use crate::report::levelled::LevelledRow;
use crate::report::levelled::Levelling;
use crate::report::plain_view;

/// The plan of the programs asked for.
#[derive(Debug, Serialize)]
pub struct PlanView {
    /// The version of this shape.
    pub version: u32,
    /// The day that it was computed for.
    pub as_of: String,
    /// Why nothing is forecast.
    pub not_forecast: Option<String>,
    /// How it was levelled, when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levelling: Option<Levelling>,
    /// The baseline that its dates stand beside, if one is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Side>,
    /// The programs.
    pub programs: Vec<ProgramRow>,
}

/// A program's span and nodes.
#[derive(Debug, Serialize)]
pub struct ProgramRow {
    /// The program's id.
    pub id: String,
    /// First working day.
    pub start: String,
    /// Last working day: the expected finish.
    pub finish: String,
    /// Its end when people can do only so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levelled: Option<LevelledEnd>,
    /// The finish in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_finish: Option<String>,
    /// Working days after the finish in the baseline; negative is earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_variance: Option<f64>,
    /// The longest path to the finish.
    pub critical_path: Vec<String>,
    /// All longest paths.
    pub critical_paths: Vec<Vec<String>>,
    /// What is open and has no total float, by expected finish: the path as tools show it that go by float.
    pub zero_float_path: Vec<String>,
    /// The nodes, by expected finish.
    pub items: Vec<ItemRow>,
}

/// A node.
#[derive(Debug, Serialize)]
pub struct ItemRow {
    /// The item's id.
    pub id: String,
    /// `work`, `milestone`, `dependency`, `decision`, `issue` or `gate`.
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// The team.
    pub team: Option<String>,
    /// The owner.
    pub owner: Option<String>,
    /// First working day, as early as possible.
    pub early_start: String,
    /// Last working day, as early as possible: the expected finish.
    pub early_finish: String,
    /// First working day, as late as possible.
    pub late_start: String,
    /// Last working day, as late as possible.
    pub late_finish: String,
    /// Working days, whole or left.
    pub duration: f64,
    /// Working days; negative is late.
    pub total_float: f64,
    /// Working days.
    pub free_float: f64,
    /// On a longest path.
    pub critical: bool,
    /// Close to one.
    pub near_critical: bool,
    /// What fixes it: an id, or `program_start`, `as_of`, `commitment`, `promise`, `actual`, or a constraint's key.
    pub driver: String,
    /// The agreed date.
    pub committed: Option<String>,
    /// Working days after the agreed date; negative is early.
    pub variance: Option<f64>,
    /// Half of the trials of the forecast are no later.
    pub p50: Option<String>,
    /// Four in five are no later.
    pub p80: Option<String>,
    /// The probability of meeting the agreed date.
    pub p_committed: Option<f64>,
    /// The expected finish in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_finish: Option<String>,
    /// The agreed date in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_committed: Option<String>,
    /// Working days after the finish in the baseline; negative is earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_variance: Option<f64>,
    /// It has happened.
    pub done: bool,
    /// Its dates when people can do only so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levelled: Option<LevelledRow>,
}

/// Builds the view of some programs; `wants` says which.
pub fn build(plan: &Plan, wants: impl Fn(&str) -> bool) -> PlanView {
    let programs = plan.programs.iter().filter(|p| wants(p.id.as_str())).map(|program| {
        let id = &program.id;
        let here = |key: &NodeKey| name(key, id.as_str());
        let mut nodes: Vec<&PlanNode> = plan.nodes.iter().filter(|n| n.key.program == *id).collect();
        nodes.sort_by(|a, b| (a.finish_at, a.start_at, &a.key).cmp(&(b.finish_at, b.start_at, &b.key)));
        ProgramRow {
            id: id.to_string(),
            start: program.start.to_string(),
            finish: program.finish.to_string(),
            levelled: None,
            baseline_finish: None,
            baseline_variance: None,
            critical_path: program.critical_path.iter().map(here).collect(),
            critical_paths: program
                .critical_paths
                .iter()
                .map(|path| path.iter().map(here).collect())
                .collect(),
            zero_float_path: nodes
                .iter()
                .filter(|node| !node.is_done && node.total_float <= 0.0)
                .map(|node| node.key.id.to_string())
                .collect(),
            items: nodes.into_iter().map(|node| item(plan, node, id.as_str())).collect(),
        }
    });
    let not_forecast = match &plan.outlook {
        Outlook::Forecast(_) => None,
        Outlook::None(reason) => Some(reason.clone()),
    };
    PlanView {
        version: 1,
        as_of: plan.as_of.to_string(),
        not_forecast,
        levelling: None,
        baseline: None,
        programs: programs.collect(),
    }
}

/// Returns a node's id as it is written inside a program: plain, or `program/id` for another one.
pub fn name(key: &NodeKey, program: &str) -> String {
    if key.program.as_str() == program { key.id.to_string() } else { key.to_string() }
}

/// Returns what fixes a node, in one word.
pub fn driver(driver: &Driver, program: &str) -> String {
    match driver {
        Driver::Predecessor(key) => name(key, program),
        Driver::ProgramStart => "program_start".to_owned(),
        Driver::AsOf => "as_of".to_owned(),
        Driver::Constraint(key) => (*key).to_owned(),
        Driver::Commitment => "commitment".to_owned(),
        Driver::Promise => "promise".to_owned(),
        Driver::Actual => "actual".to_owned(),
    }
}

fn item(plan: &Plan, node: &PlanNode, program: &str) -> ItemRow {
    let forecast = plan.outlook.forecast().and_then(|forecast| forecast.item(&node.key));
    let finish = forecast.map(|item| &item.finish).filter(|_| !node.is_done);
    ItemRow {
        id: node.key.id.to_string(),
        kind: node.kind.as_str(),
        title: node.title.clone(),
        team: node.team.as_ref().map(ToString::to_string),
        owner: node.owner.as_ref().map(ToString::to_string),
        early_start: node.early_start.to_string(),
        early_finish: node.early_finish.to_string(),
        late_start: node.late_start.to_string(),
        late_finish: node.late_finish.to_string(),
        duration: node.duration,
        total_float: node.total_float,
        free_float: node.free_float,
        critical: node.is_critical,
        near_critical: node.is_near_critical,
        driver: driver(&node.driver, program),
        committed: node.committed.map(|d| d.to_string()),
        variance: node.variance,
        p50: finish.map(|f| f.dates.p50.to_string()),
        p80: finish.map(|f| f.dates.p80.to_string()),
        p_committed: finish.and_then(|f| f.p_committed),
        baseline_finish: None,
        baseline_committed: None,
        baseline_variance: None,
        done: node.is_done,
        levelled: None,
    }
}

impl View for PlanView {
    plain_view!("plan");

    fn tables(&self) -> Vec<Table> {
        let text = |t: &Option<String>| t.as_ref().map_or(Cell::Missing, |t| Cell::Text(t.clone()));
        let columns = [
            "program",
            "id",
            "kind",
            "title",
            "team",
            "owner",
            "early_start",
            "early_finish",
            "late_start",
            "late_finish",
            "duration",
            "total_float",
            "free_float",
            "critical",
            "driver",
            "committed",
            "variance",
            "p50",
            "p80",
            "p_committed",
            "levelled_start",
            "levelled_finish",
            "delay",
            "waits_for",
        ];
        let rows = self.programs.iter().flat_map(|program| {
            program.items.iter().map(|i| {
                vec![
                    Cell::Text(program.id.clone()),
                    Cell::Text(i.id.clone()),
                    Cell::Text(i.kind.to_owned()),
                    Cell::Text(i.title.clone()),
                    text(&i.team),
                    text(&i.owner),
                    Cell::Date(i.early_start.clone()),
                    Cell::Date(i.early_finish.clone()),
                    Cell::Date(i.late_start.clone()),
                    Cell::Date(i.late_finish.clone()),
                    Cell::Number(i.duration),
                    Cell::Number(i.total_float),
                    Cell::Number(i.free_float),
                    Cell::Flag(i.critical),
                    Cell::Text(i.driver.clone()),
                    i.committed.as_ref().map_or(Cell::Missing, |d| Cell::Date(d.clone())),
                    i.variance.map_or(Cell::Missing, Cell::Number),
                    i.p50.clone().map_or(Cell::Missing, Cell::Date),
                    i.p80.clone().map_or(Cell::Missing, Cell::Date),
                    Cell::number(i.p_committed),
                    levelled(i, |l| Cell::Date(l.start.clone())),
                    levelled(i, |l| Cell::Date(l.finish.clone())),
                    levelled(i, |l| Cell::Number(l.delay)),
                    levelled(i, |l| l.waits_for.as_ref().map_or(Cell::Missing, |w| Cell::Text(w.id.clone()))),
                ]
            })
        });
        vec![Table {
            name: "plan".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }]
    }
}

fn levelled(item: &ItemRow, cell: impl Fn(&LevelledRow) -> Cell) -> Cell {
    item.levelled.as_ref().map_or(Cell::Missing, cell)
}
