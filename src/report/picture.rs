//! Plain data of pictures: what a view gives to be drawn. A template hands one to `picture`; how it is drawn is the
//! affair of `render`. Days are ISO dates; what is no date is left out.
//!
//! A page that shows a picture says the same facts in a table or in words: a picture is never the only place.

use serde::Deserialize;
use serde::Serialize;

use crate::report::graph::Status;

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Picture {
    /// Milestones in time, each with its commitment and its forecast range.
    Timeline(Timeline),
    /// Risks by probability and impact.
    RiskMatrix(RiskMatrix),
    /// When something ends, as the trials of a forecast had it.
    Distribution(Distribution),
    /// What was expected when.
    SlipChart(SlipChart),
    /// How much was done by when.
    BurnUp(BurnUp),
    /// Metrics in a line each.
    Sparklines(Sparklines),
    /// Teams against iterations.
    HeatMap(HeatMap),
}

impl Picture {
    /// Returns its name as a file has it: `risk-matrix`.
    pub fn name(&self) -> &'static str {
        match self {
            Picture::Timeline(_) => "timeline",
            Picture::RiskMatrix(_) => "risk-matrix",
            Picture::Distribution(_) => "distribution",
            Picture::SlipChart(_) => "slip-chart",
            Picture::BurnUp(_) => "burn-up",
            Picture::Sparklines(_) => "sparklines",
            Picture::HeatMap(_) => "heat-map",
        }
    }
}

/// Milestones in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// The day of the page.
    pub as_of: String,
    /// The rows, in order.
    pub rows: Vec<TimelineRow>,
}

/// A milestone in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineRow {
    /// The item's id.
    pub id: String,
    /// The item's title.
    pub title: String,
    /// The group that it belongs to; rows of a group stand together.
    pub group: String,
    /// The day that its work begins; none for what has no work.
    pub start: Option<String>,
    /// The day that it is expected, or was reached.
    pub finish: String,
    /// The agreed day.
    pub committed: Option<String>,
    /// The day that the baseline had.
    pub baseline: Option<String>,
    /// Half of the trials are no later.
    pub p50: Option<String>,
    /// Four in five trials are no later.
    pub p80: Option<String>,
    /// It is reached.
    pub done: bool,
    /// It is on the critical path.
    pub critical: bool,
    /// What stands beside it: the day, how late, the colour's word.
    pub note: String,
    /// Its colour.
    pub status: Status,
}

/// Risks by probability and impact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskMatrix {
    /// The risks that are scored, the highest score first.
    pub risks: Vec<RiskSpot>,
    /// How many are not scored.
    pub unscored: usize,
    /// The day of what `before` tells; none when there is nothing earlier to compare with.
    pub since: Option<String>,
}

/// A risk in the matrix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskSpot {
    /// The id.
    pub id: String,
    /// The band of its probability, 1 to 5.
    pub probability: u8,
    /// The band of its impact, 1 to 5.
    pub impact: u8,
    /// Probability and impact last time, where they differ.
    pub before: Option<(u8, u8)>,
    /// It was not there last time.
    pub is_new: bool,
}

/// When something ends, as the trials of a forecast had it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// What ends.
    pub title: String,
    /// The days at equal shares of the trials: the first when the first ended, the last when all had.
    pub days: Vec<String>,
    /// The day of the plan, without uncertainty.
    pub planned: Option<String>,
    /// The agreed day.
    pub committed: Option<String>,
    /// The share of trials that meet it, from 0 to 1.
    pub chance: Option<f64>,
}

/// What was expected when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipChart {
    /// A line an item.
    pub lines: Vec<SlipLine>,
}

/// What was expected of an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipLine {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The agreed day.
    pub committed: Option<String>,
    /// The day that was looked from, and the day that was expected then.
    pub points: Vec<(String, String)>,
}

/// How much was done by when. Each line: day, and how much by then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BurnUp {
    /// The day of the page.
    pub as_of: String,
    /// What is counted: `milestones`.
    pub unit: String,
    /// How much there is.
    pub total: f64,
    /// What was agreed.
    pub agreed: Vec<(String, f64)>,
    /// What is expected from the day of the page on.
    pub expected: Vec<(String, f64)>,
    /// What was done.
    pub done: Vec<(String, f64)>,
}

/// Metrics in a line each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sparklines {
    /// The metrics.
    pub rows: Vec<Spark>,
}

/// A metric in a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spark {
    /// The id.
    pub id: String,
    /// What is measured.
    pub title: String,
    /// The values, the latest last.
    pub values: Vec<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// The latest value with its unit.
    pub value: String,
    /// What stands beside it.
    pub note: String,
}

/// Teams against iterations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeatMap {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// A team in a heat map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeatRow {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// A field for each column.
    pub fields: Vec<HeatField>,
}

/// A field of a heat map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeatField {
    /// What it stands for.
    pub state: HeatState,
    /// How much of what can be done is asked, from 0 to 1 and more.
    pub share: f64,
    /// What stands in it.
    pub text: String,
}

/// What a field of a heat map stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeatState {
    /// Nobody knows what can be done.
    #[default]
    Unknown,
    /// Nothing can be done, and nothing is asked.
    Off,
    /// Nothing is asked.
    Idle,
    /// No more is asked than can be done.
    Within,
    /// More is asked than can be done.
    Over,
}
