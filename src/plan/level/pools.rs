//! Who there is, day by day: the capacity of every team that the work to come needs, and who claims how much of it.
//!
//! Counted in thousandths of a person times minutes, so that sums are exact.

use crate::model::Milestone;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendars::Calendars;
use crate::plan::capacity::Basis;
use crate::plan::capacity::Demand;
use crate::plan::capacity::Supply;
use crate::plan::capacity::TeamSupply;
use crate::plan::days::date;

/// More people than this are a slip of the pen; the sums stay within 64 bits.
const MOST_PEOPLE: f64 = 100_000.0;

/// What an item needs of a team while it is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// The number of the pool.
    pub(crate) pool: usize,
    /// Thousandths of a person.
    pub(crate) people: i64,
}

/// A team's capacity over the days that are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// The team.
    pub(crate) team: Team,
    /// What there is on each day.
    pub(crate) there: Vec<i64>,
    /// The team works on each day, whoever is there.
    pub(crate) works: Vec<bool>,
    /// The share of the time that goes into planned work.
    share: f64,
}

/// The teams whose people are known.
pub(crate) struct Pools {
    /// The teams, in the order of `org.yaml`.
    pub(crate) list: Vec<Pool>,
    supply: Supply,
}

impl Pools {
    /// Counts capacities from a day on.
    pub(crate) fn new(workspace: &Workspace, calendars: &Calendars, first: i64, days: usize) -> Pools {
        let supply = Supply::new(workspace);
        let known = supply.teams.iter().filter(|team| team.is_known());
        let list = known.map(|team| pool(team, calendars.of_team(Some(&team.team)), first, days)).collect();
        Pools { list, supply }
    }

    fn find(&self, team: &Team) -> Option<usize> {
        let id = &self.supply.team(team)?.team;
        self.list.iter().position(|pool| pool.team == *id)
    }

    /// Returns what an item needs: what `needs` says; else its effort over its duration, of its own team. People whose
    /// team is not known need no waiting for.
    ///
    /// People in `needs`, and the one person of an item that says nothing, give the share of their time that their team
    /// gives to planned work; effort is what has to be done, whatever the share.
    pub(crate) fn needs(&self, milestone: &Milestone, demand: &Demand, days: f64) -> Vec<Need> {
        let heads = |team: &Team, people: f64| {
            let pool = self.find(team)?;
            Some(Need { pool, people: thousandths(people * self.list[pool].share) })
        };
        if !milestone.needs.is_empty() {
            let mut needs: Vec<Need> = Vec::new();
            for need in milestone.needs.iter().filter_map(|need| heads(&need.team, need.people)) {
                match needs.iter_mut().find(|other| other.pool == need.pool) {
                    Some(other) => other.people += need.people,
                    None => needs.push(need),
                }
            }
            return needs;
        }
        let Some(team) = &demand.team else { return Vec::new() };
        let need = match demand.basis {
            Basis::OnePerson => heads(team, 1.0),
            Basis::Effort if days > 0.0 => {
                self.find(team).map(|pool| Need { pool, people: thousandths(demand.person_days / days) })
            }
            _ => None,
        };
        need.into_iter().filter(|need| need.people > 0).collect()
    }
}

fn pool(team: &TeamSupply, calendar: &Calendar, first: i64, days: usize) -> Pool {
    let day = |n: usize| first + n as i64;
    let there = |n: usize| {
        let people = team.on(date(day(n))).unwrap_or(0.0);
        thousandths(people) * calendar.minutes_per_day()
    };
    Pool {
        team: team.team.clone(),
        there: (0..days).map(there).collect(),
        works: (0..days).map(|n| calendar.hours(day(n)).total() > 0).collect(),
        share: team.share(),
    }
}

fn thousandths(people: f64) -> i64 {
    (people.clamp(0.0, MOST_PEOPLE) * 1000.0).round() as i64
}
