//! Capacity against demand: every team, iteration by iteration.

use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendars::Calendars;
use crate::plan::capacity::TOLERANCE;
use crate::plan::capacity::cadence::Cadence;
use crate::plan::capacity::cadence::Iteration;
use crate::plan::capacity::demand::Basis;
use crate::plan::capacity::demand::Demand;
use crate::plan::capacity::demand::demands;
use crate::plan::capacity::pools::Shortfall;
use crate::plan::capacity::pools::SkillNeed;
use crate::plan::capacity::pools::match_skills;
use crate::plan::capacity::remedy;
use crate::plan::capacity::remedy::Remedy;
use crate::plan::capacity::supply::Supply;
use crate::plan::capacity::supply::TeamSupply;
use crate::plan::result::Plan;

/// Iterations beyond this many are not looked at: ten years of two weeks.
const MOST_ITERATIONS: i64 = 260;

/// Which iterations are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Horizon {
    /// From the iteration that this day falls in; never before the day of the plan.
    pub from: Option<Date>,
    /// To the iteration that this day falls in; else as long as there is demand.
    pub to: Option<Date>,
    /// At most this many.
    pub iterations: Option<u32>,
}

/// Where a team stands in an iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody is known to be in the team.
    Unknown,
    /// Nobody is there, and nothing is asked.
    Off,
    /// People are there, and nothing is asked.
    Idle,
    /// No more is asked than can be done.
    Within,
    /// More is asked than can be done.
    Over,
}

impl State {
    /// Returns the word for it: `unknown`, `off`, `idle`, `within`, `over`.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Unknown => "unknown",
            State::Off => "off",
            State::Idle => "idle",
            State::Within => "within",
            State::Over => "over",
        }
    }
}

/// What an item asks of a team in an iteration.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The index of its node in the plan.
    pub node: usize,
    /// Person-days.
    pub person_days: f64,
    /// Where they come from.
    pub basis: Basis,
}

/// A team in an iteration.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The iteration.
    pub iteration: Iteration,
    /// Person-days that the team can do; nothing when nobody is known to be in it.
    pub capacity: Option<f64>,
    /// Working days of the team's calendar.
    pub working_days: f64,
    /// Person-days that one full-time person more could do, with the team's focus and reserves.
    pub full_time_days: f64,
    /// Person-days that the plan asks.
    pub demand: f64,
    /// Where the team stands.
    pub state: State,
    /// The items that ask, most first.
    pub items: Vec<Share>,
    /// The skills that are needed.
    pub skills: Vec<SkillNeed>,
    /// Skills that together have too few people.
    pub shortfalls: Vec<Shortfall>,
    /// What helps cheapest, when more is asked than can be done.
    pub remedy: Option<Remedy>,
}

impl Cell {
    /// Returns demand as a share of capacity; nothing where there is no capacity.
    pub fn utilisation(&self) -> Option<f64> {
        self.capacity.filter(|capacity| *capacity > TOLERANCE).map(|capacity| self.demand / capacity)
    }

    /// Returns the person-days that are asked beyond what can be done.
    pub fn excess(&self) -> f64 {
        self.capacity.map_or(0.0, |capacity| (self.demand - capacity).max(0.0))
    }
}

/// A team over time.
#[derive(Clone, Debug)]
pub struct TeamLoad {
    /// The team.
    pub team: Team,
    /// Its people; nothing for a team that `org.yaml` does not list.
    pub supply: Option<TeamSupply>,
    /// How its time is divided.
    pub cadence: Cadence,
    /// Its iterations, first one first.
    pub cells: Vec<Cell>,
    /// Person-days asked after the last of these iterations.
    pub later: f64,
}

/// All teams over time.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// The day of the plan.
    pub as_of: Date,
    /// The teams of `org.yaml` in its order, then others that the plan names, by id.
    pub teams: Vec<TeamLoad>,
    /// What open items ask, in the order of the plan's nodes.
    pub demands: Vec<Demand>,
    /// People who belong to no team.
    pub teamless: Vec<crate::model::Person>,
}

/// Holds the capacity of every team against what a plan asks of it.
pub fn capacity(workspace: &Workspace, plan: &Plan, horizon: Horizon) -> Capacity {
    let supply = Supply::new(workspace);
    let demands = demands(workspace, plan);
    let calendars = Calendars::new(workspace);
    let mut by_team: BTreeMap<String, Vec<&Demand>> = BTreeMap::new();
    for demand in demands.iter().filter(|d| d.person_days > 0.0) {
        if let Some(team) = &demand.team {
            by_team.entry(team.as_str().to_ascii_lowercase()).or_default().push(demand);
        }
    }
    let mut teams = Vec::new();
    for team in &supply.teams {
        let asked = by_team.remove(&team.team.as_str().to_ascii_lowercase()).unwrap_or_default();
        let own = workspace.org.as_ref().and_then(|org| org.teams.get(team.index)?.iterations.as_ref());
        let cadence = Cadence::new(workspace, plan, own);
        let calendar = &team.calendar;
        let loading = Loading { plan, horizon, cadence, calendar, supply: Some(team), asked: &asked };
        teams.push(loading.team(team.team.clone()));
    }
    for asked in by_team.into_values() {
        let Some(team) = asked.first().and_then(|demand| demand.team.clone()) else { continue };
        let cadence = Cadence::new(workspace, plan, None);
        let calendar = calendars.of_team(Some(&team));
        teams.push(Loading { plan, horizon, cadence, calendar, supply: None, asked: &asked }.team(team));
    }
    Capacity { as_of: plan.as_of, teams, demands, teamless: supply.teamless }
}

/// Loads one team.
pub(super) struct Loading<'a> {
    pub(super) plan: &'a Plan,
    horizon: Horizon,
    cadence: Cadence,
    pub(super) calendar: &'a Calendar,
    supply: Option<&'a TeamSupply>,
    pub(super) asked: &'a [&'a Demand],
}

impl Loading<'_> {
    fn team(&self, team: Team) -> TeamLoad {
        let as_of = self.plan.as_of;
        let from = self.horizon.from.unwrap_or(as_of).max(as_of);
        let first = self.cadence.number_of(from);
        let needed = self.asked.iter().map(|demand| self.cadence.number_of(demand.days.1)).max();
        let given = self.horizon.to.map(|day| self.cadence.number_of(day.max(from)));
        let most = self.horizon.iterations.map_or(MOST_ITERATIONS, i64::from).clamp(1, MOST_ITERATIONS);
        // An iteration count without an end means that many, needed or not.
        let last = match (given, self.horizon.iterations) {
            (Some(last), _) => last,
            (None, Some(_)) => first + most - 1,
            (None, None) => needed.unwrap_or(first),
        };
        let last = last.clamp(first, first + most - 1);
        let mut cells: Vec<Cell> = (first..=last).map(|n| self.cell(n)).collect();
        let remedies: Vec<Option<Remedy>> = (0..cells.len()).map(|n| remedy::find(self, &cells, n)).collect();
        for (cell, remedy) in cells.iter_mut().zip(remedies) {
            cell.remedy = remedy;
        }
        let end = cells.last().map_or(as_of, |cell| cell.iteration.end);
        let after = |demand: &&&Demand| demand.days.1 > end;
        let rest = |demand: &&Demand| {
            demand.person_days - demand.between(self.calendar, Date::from_day_number(i32::MIN), end)
        };
        let later = self.asked.iter().filter(after).map(rest).sum();
        TeamLoad { team, supply: self.supply.cloned(), cadence: self.cadence, cells, later }
    }

    fn cell(&self, n: i64) -> Cell {
        let iteration = self.cadence.iteration(n, self.plan.as_of);
        let Iteration { from, end, .. } = iteration;
        let mut items = Vec::new();
        let mut needs: BTreeMap<String, f64> = BTreeMap::new();
        for demand in self.asked {
            // Most items are over before, or begin after.
            if demand.days.1 < from || demand.days.0 > end {
                continue;
            }
            let person_days = demand.between(self.calendar, from, end);
            if person_days <= 0.0 {
                continue;
            }
            items.push(Share { node: demand.node, person_days, basis: demand.basis });
            #[allow(clippy::cast_precision_loss)] // a handful of skills
            let each = person_days / demand.skills.len().max(1) as f64;
            for skill in &demand.skills {
                *needs.entry(skill.clone()).or_default() += each;
            }
        }
        let demand: f64 = items.iter().map(|item| item.person_days).sum();
        items.sort_by(|a, b| b.person_days.total_cmp(&a.person_days).then(a.node.cmp(&b.node)));
        let known = self.supply.filter(|team| team.is_known());
        let people = known.map(|team| team.between(from, end));
        let capacity = people.as_ref().map(|people| people.iter().sum::<f64>());
        let (skills, shortfalls) = match (known, &people) {
            (Some(team), Some(days)) => {
                let people: Vec<(&[String], f64)> =
                    team.members.iter().map(|m| m.skills.as_slice()).zip(days.iter().copied()).collect();
                match_skills(&needs, &people)
            }
            _ => (Vec::new(), Vec::new()),
        };
        let working_days = self.supply.map_or(0.0, |team| team.working_days(from, end));
        let full_time_days = working_days * self.supply.map_or(0.0, TeamSupply::share);
        let state = state(capacity, demand);
        Cell {
            iteration,
            capacity,
            working_days,
            full_time_days,
            demand,
            state,
            items,
            skills,
            shortfalls,
            remedy: None,
        }
    }
}

/// Says where a team stands. No capacity with demand is too little; no people at all is not known.
fn state(capacity: Option<f64>, demand: f64) -> State {
    match capacity {
        None => State::Unknown,
        Some(capacity) if demand > capacity + TOLERANCE => State::Over,
        Some(_) if demand > TOLERANCE => State::Within,
        Some(capacity) if capacity > TOLERANCE => State::Idle,
        Some(_) => State::Off,
    }
}

impl TeamLoad {
    /// Tells whether anybody is known to be in the team.
    pub fn is_known(&self) -> bool {
        self.supply.as_ref().is_some_and(TeamSupply::is_known)
    }

    /// Returns the iterations in which more is asked than can be done.
    pub fn overloads(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.state == State::Over)
    }

    /// Returns the person-days that skills fall short of in all iterations.
    pub fn skill_shortfall(&self) -> f64 {
        self.cells.iter().flat_map(|cell| &cell.shortfalls).map(|s| s.person_days).sum()
    }

    /// Tells whether the plan asks anything of it.
    pub fn is_asked(&self) -> bool {
        self.later > TOLERANCE || self.cells.iter().any(|cell| cell.demand > TOLERANCE)
    }
}

impl Capacity {
    /// Returns a team by id.
    pub fn team(&self, team: &Team) -> Option<&TeamLoad> {
        self.teams.iter().find(|load| load.team.as_str().eq_ignore_ascii_case(team.as_str()))
    }

    /// Returns what is asked of no team.
    pub fn unassigned(&self) -> impl Iterator<Item = &Demand> {
        self.demands.iter().filter(|demand| demand.team.is_none() && demand.person_days > 0.0)
    }
}
