//! Scenarios side by side, as a view. The JSON is a contract (`docs/cli.md`).

mod build;
mod change;
pub mod compare;
pub mod page;
mod words;

pub use build::Compared;
pub use build::build;
pub use change::Drafted;
pub use change::draft;

use serde::Serialize;

use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;

/// The base and some scenarios.
#[derive(Debug, Serialize)]
pub struct CompareView {
    /// The version of this shape.
    pub version: u32,
    /// The day that everything was computed for.
    pub as_of: String,
    /// The program.
    pub program: String,
    /// The revision that the scenarios start from; the work tree without one.
    pub base: Option<String>,
    /// Trials of each forecast; null when there is none.
    pub trials: Option<u32>,
    /// What the random numbers of all forecasts follow from.
    pub seed: Option<u64>,
    /// The base first, then the scenarios as asked for.
    pub scenarios: Vec<ScenarioRow>,
    /// What the numbers rest on, in words.
    pub assumptions: Vec<String>,
}

/// The base, or a scenario.
#[derive(Debug, Serialize)]
pub struct ScenarioRow {
    /// The scenario's id; `base` for the base.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The last day of the program, as the plan has it.
    pub finish: String,
    /// Working days that it ends later than the base; negative is earlier. Null for the base.
    pub finish_change_days: Option<f64>,
    /// The forecast; null without one.
    pub forecast: Option<ForecastRow>,
    /// Why there is no forecast.
    pub not_forecast: Option<String>,
    /// What must be met.
    pub target: Option<TargetRow>,
    /// What drives the end: by the forecast, else the critical path.
    pub drivers: Vec<DriverRow>,
    /// Iterations in which a team is asked more than it can do.
    pub overloads: Vec<OverloadRow>,
    /// Teams that are asked something and whose capacity is unknown.
    pub unknown_teams: Vec<String>,
    /// Person-weeks for which the skills are missing.
    pub skill_shortfall_person_weeks: f64,
    /// The skills that are missing.
    pub skill_shortfalls: Vec<SkillRow>,
    /// What was taken out.
    pub removed: Vec<RemovedRow>,
    /// Committed dates that move.
    pub moved: Vec<MovedRow>,
    /// Everything else that the scenario does, in words.
    pub changes: Vec<String>,
    /// Open risks.
    pub open_risks: usize,
    /// Their probability times delay, in working days.
    pub exposure_days: f64,
    /// Their probability times cost.
    pub exposure_cost: f64,
    /// What a week of delay costs.
    pub cost_of_delay_per_week: Option<f64>,
    /// The currency.
    pub currency: Option<String>,
    /// E[max(0, T − target)] in weeks.
    pub expected_delay_weeks: Option<f64>,
    /// That, times what a week costs.
    pub expected_cost_of_delay: Option<f64>,
    /// What the added people cost until the end, where a rate is given.
    pub added_cost: Option<f64>,
}

/// What the forecast says of the program's end.
#[derive(Debug, Serialize)]
pub struct ForecastRow {
    /// Half of the trials end by this day.
    pub p50: String,
    /// Four in five trials end by this day.
    pub p80: String,
    /// Working days from the start of the program.
    pub p50_days: f64,
    /// Working days from the start of the program.
    pub p80_days: f64,
    /// Working days from the start of the program.
    pub mean_days: f64,
    /// Working days that the P80 is later than that of the base. Null for the base.
    pub p80_change_days: Option<f64>,
    /// Working days that the mean is later than that of the base. Null for the base.
    pub mean_change_days: Option<f64>,
}

/// What must be met.
#[derive(Debug, Serialize)]
pub struct TargetRow {
    /// The milestone.
    pub milestone: String,
    /// By when.
    pub date: String,
    /// Working days that the plan finishes it later; negative is earlier.
    pub late_days: Option<f64>,
    /// The probability of meeting it; null without a forecast.
    pub probability: Option<f64>,
}

/// What drives the end.
#[derive(Debug, Serialize)]
pub struct DriverRow {
    /// The item.
    pub id: String,
    /// The share of trials in which it determines the end; null without a forecast.
    pub criticality: Option<f64>,
}

/// A team that is asked too much.
#[derive(Debug, Serialize)]
pub struct OverloadRow {
    /// The team.
    pub team: String,
    /// First day that counts.
    pub from: String,
    /// Last day.
    pub end: String,
    /// Demand in percent of capacity; null where nobody is there.
    pub utilisation_pct: Option<f64>,
    /// Person-days too much.
    pub excess_person_days: f64,
}

/// Skills that are missing.
#[derive(Debug, Serialize)]
pub struct SkillRow {
    /// The team.
    pub team: String,
    /// The skills.
    pub skills: Vec<String>,
    /// Person-weeks, over all iterations.
    pub person_weeks: f64,
}

/// Something that was taken out.
#[derive(Debug, Serialize)]
pub struct RemovedRow {
    /// The item.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
}

/// A committed date that moves.
#[derive(Debug, Serialize)]
pub struct MovedRow {
    /// The milestone.
    pub id: String,
    /// The date so far.
    pub from: String,
    /// The date in the scenario.
    pub to: String,
}

impl View for CompareView {
    plain_view!("scenarios");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "id",
            "title",
            "finish",
            "finish_change_days",
            "p50",
            "p80",
            "p80_change_days",
            "target",
            "probability",
            "overloaded",
            "skill_shortfall_person_weeks",
            "removed",
            "open_risks",
            "exposure_days",
            "expected_cost_of_delay",
            "added_cost",
            "currency",
        ];
        let date = |text: Option<&String>| text.map_or(Cell::Missing, |t| Cell::Date(t.clone()));
        let count = |n: usize| Cell::Count(i64::try_from(n).unwrap_or(i64::MAX));
        let rows = self.scenarios.iter().map(|row| {
            let forecast = row.forecast.as_ref();
            let target = row.target.as_ref();
            vec![
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::Date(row.finish.clone()),
                Cell::number(row.finish_change_days),
                date(forecast.map(|f| &f.p50)),
                date(forecast.map(|f| &f.p80)),
                Cell::number(forecast.and_then(|f| f.p80_change_days)),
                date(target.map(|t| &t.date)),
                Cell::number(target.and_then(|t| t.probability)),
                Cell::text(&words::overloaded(&row.overloads)),
                Cell::Number(row.skill_shortfall_person_weeks),
                Cell::text(&row.removed.iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(" ")),
                count(row.open_risks),
                Cell::Number(row.exposure_days),
                Cell::number(row.expected_cost_of_delay),
                Cell::number(row.added_cost),
                Cell::maybe(row.currency.as_deref()),
            ]
        });
        let columns = columns.map(str::to_owned).to_vec();
        vec![Table { name: "scenarios".to_owned(), columns, rows: rows.collect() }]
    }
}

impl CompareView {
    /// Returns the measures of all scenarios, each with its values in their order: what a reader compares first comes
    /// first.
    pub fn measures(&self) -> Vec<(&'static str, Vec<String>)> {
        words::measures(self)
    }

    /// Returns what each scenario does and what it comes to, in sentences, by scenario.
    pub fn details(&self) -> Vec<(&str, Vec<String>)> {
        self.scenarios.iter().map(|row| (row.id.as_str(), words::details(row))).collect()
    }
}
