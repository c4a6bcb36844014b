//! Capacity as a view: every team by iteration, what is asked too much, and what the numbers rest on. The JSON is a
//! contract (`docs/cli.md`).

mod build;
mod notes;
pub mod page;

pub use build::build;

use serde::Serialize;

use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;

/// The capacity of the teams asked for.
#[derive(Debug, Serialize)]
pub struct CapacityView {
    /// The version of this shape.
    pub version: u32,
    /// The day that it was computed for.
    pub as_of: String,
    /// The teams, in the order of `org.yaml`.
    pub teams: Vec<TeamRow>,
    /// Open work that no team is named for.
    pub unassigned: Vec<DemandRow>,
    /// People who belong to no team: they count nowhere.
    pub people_without_team: Vec<String>,
    /// What the numbers rest on, in words.
    pub assumptions: Vec<String>,
}

/// A team.
#[derive(Debug, Serialize)]
pub struct TeamRow {
    /// The team's id.
    pub team: String,
    /// The name to show.
    pub name: String,
    /// Its capacity is known.
    pub known: bool,
    /// Why its capacity is unknown.
    pub why_unknown: Option<String>,
    /// Full-time equivalents on the day.
    pub people: Option<f64>,
    /// The share of the time for planned work, in percent.
    pub focus_pct: Option<f64>,
    /// The shares held back, in percent.
    pub reserve_pct: Option<f64>,
    /// Days of the calendar that an iteration has.
    pub iteration_days: i64,
    /// The iterations.
    pub iterations: Vec<IterationRow>,
    /// Person-days asked after the last iteration shown.
    pub later_person_days: f64,
}

/// A team in an iteration.
#[derive(Debug, Serialize)]
pub struct IterationRow {
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
    /// The first day that counts: as-of in the iteration that it falls in.
    pub from: String,
    /// Working days of the team's calendar.
    pub working_days: f64,
    /// Person-days that the team can do; null when unknown.
    pub capacity_person_days: Option<f64>,
    /// The same in person-weeks.
    pub capacity_person_weeks: Option<f64>,
    /// Person-days that the plan asks.
    pub demand_person_days: f64,
    /// The same in person-weeks.
    pub demand_person_weeks: f64,
    /// Demand in percent of capacity; null without capacity.
    pub utilisation_pct: Option<f64>,
    /// `unknown`, `off`, `idle`, `within` or `over`.
    pub state: &'static str,
    /// More is asked than can be done; null when unknown.
    pub overloaded: Option<bool>,
    /// What helps cheapest.
    pub remedy: Option<String>,
    /// The items that ask, most first.
    pub items: Vec<DemandRow>,
    /// The skills that are needed.
    pub skills: Vec<SkillRow>,
    /// The people have the skills for all of it; null when unknown or no skill is named.
    pub feasible: Option<bool>,
    /// Skills that together have too few people.
    pub shortfalls: Vec<ShortfallRow>,
}

/// What an item asks.
#[derive(Debug, Serialize)]
pub struct DemandRow {
    /// The program.
    pub program: String,
    /// The item.
    pub id: String,
    /// The title.
    pub title: String,
    /// Person-days.
    pub person_days: f64,
    /// `effort`, `needs`, `one_person`, `one_day` or `waiting`.
    pub basis: &'static str,
}

/// A skill.
#[derive(Debug, Serialize)]
pub struct SkillRow {
    /// The skill.
    pub skill: String,
    /// Person-days needed.
    pub demand_person_days: f64,
    /// Person-days of everybody who has it.
    pub upper_bound_person_days: f64,
}

/// Skills that together have too few people.
#[derive(Debug, Serialize)]
pub struct ShortfallRow {
    /// The skills.
    pub skills: Vec<String>,
    /// Person-days that are missing.
    pub person_days: f64,
    /// The same in person-weeks.
    pub person_weeks: f64,
}

impl View for CapacityView {
    plain_view!("capacity");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "team",
            "start",
            "end",
            "from",
            "working_days",
            "capacity_person_days",
            "demand_person_days",
            "utilisation_pct",
            "state",
            "skill_shortfall_person_days",
            "remedy",
        ];
        let rows = self.teams.iter().flat_map(|team| {
            team.iterations.iter().map(|row| {
                vec![
                    Cell::text(&team.team),
                    Cell::Date(row.start.clone()),
                    Cell::Date(row.end.clone()),
                    Cell::Date(row.from.clone()),
                    Cell::Number(row.working_days),
                    Cell::number(row.capacity_person_days),
                    Cell::Number(row.demand_person_days),
                    Cell::number(row.utilisation_pct),
                    Cell::text(row.state),
                    Cell::Number(row.shortfalls.iter().map(|s| s.person_days).sum()),
                    Cell::maybe(row.remedy.as_deref()),
                ]
            })
        });
        let columns = columns.map(str::to_owned).to_vec();
        vec![Table { name: "capacity".to_owned(), columns, rows: rows.collect() }]
    }
}
