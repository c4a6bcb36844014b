//! Who there is, day by day: the capacity of every team that the work to come needs, and of every person whom it names, and
//! who claims how much of it.
//!
//! Counted in thousandths of a person times minutes, so that sums are exact.

use crate::model::Assignment;
use crate::model::Milestone;
use crate::model::Percent;
use crate::model::Person;
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

/// Whose time it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// All people of a team.
    Team(Team),
    /// One person, in all of their teams.
    Person(Person),
}

/// The capacity of a team or a person over the days that are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// Whose it is.
    pub(crate) holder: Holder,
    /// What there is on each day.
    pub(crate) there: Vec<i64>,
    /// A day of work, whoever is there: of the team, or of one of the person's teams.
    pub(crate) works: Vec<bool>,
    /// The share of the time that goes into planned work.
    share: f64,
}

/// The teams whose people are known, and the people whom items name.
pub(crate) struct Pools {
    /// The teams, in the order of `org.yaml`; then the people, by id.
    pub(crate) list: Vec<Pool>,
    supply: Supply,
    /// An owner does the work of an item that says nothing else.
    owners_work: bool,
}

impl Pools {
    /// Counts capacities from a day on.
    pub(crate) fn new(workspace: &Workspace, calendars: &Calendars, first: i64, days: usize) -> Pools {
        let supply = Supply::new(workspace);
        let known = supply.teams.iter().filter(|team| team.is_known());
        let list = known.map(|team| pool(team, calendars.of_team(Some(&team.team)), first, days)).collect();
        let owners_work = workspace.settings().levelling.as_ref().and_then(|l| l.owners) == Some(true);
        let mut pools = Pools { list, supply, owners_work };
        let days = (first, days);
        for person in pools.named(workspace) {
            pools.list.extend(of_person(&pools.supply, calendars, &person, days));
        }
        pools
    }

    fn find(&self, team: &Team) -> Option<usize> {
        let id = Holder::Team(self.supply.team(team)?.team.clone());
        self.list.iter().position(|pool| pool.holder == id)
    }

    fn find_person(&self, person: &Person) -> Option<usize> {
        let is_meant = |pool: &Pool| matches!(&pool.holder, Holder::Person(other) if same(other, person));
        self.list.iter().position(is_meant)
    }

    /// Returns the people whom open work may name, by id.
    fn named(&self, workspace: &Workspace) -> Vec<Person> {
        let open = workspace.programs.iter().flat_map(|p| &p.milestones).filter(|m| m.is_open());
        let mut people: Vec<Person> = open
            .flat_map(|m| {
                let owner = m.owner.iter().filter(|_| self.owners_work);
                m.assigned.iter().map(|a| &a.person).chain(owner).cloned()
            })
            .collect();
        people.sort_by_key(|person| person.as_str().to_ascii_lowercase());
        people.dedup_by(|a, b| same(a, b));
        people
    }

    /// Returns who does an item themselves, each with the share of their time.
    fn assigned(&self, milestone: &Milestone, demand: &Demand) -> Vec<(Person, f64)> {
        if !milestone.assigned.is_empty() {
            let share = |a: &Assignment| a.share.map_or(1.0, Percent::share);
            return milestone.assigned.iter().map(|a| (a.person.clone(), share(a))).collect();
        }
        let says_nothing = milestone.needs.is_empty() && demand.basis == Basis::OnePerson;
        let owner = milestone.owner.as_ref().filter(|_| self.owners_work && says_nothing);
        let is_member = |owner: &&Person| {
            let team = demand.team.as_ref().and_then(|team| self.supply.team(team));
            team.is_some_and(|team| team.members.iter().any(|member| same(&member.person, owner)))
        };
        owner.filter(is_member).map(|owner| (owner.clone(), 1.0)).into_iter().collect()
    }

    /// Returns what an item needs: what `needs` says; else its effort over its duration, of its own team. People whose
    /// team is not known need no waiting for.
    ///
    /// People in `needs`, and the one person of an item that says nothing, give the share of their time that their team
    /// gives to planned work; effort is what has to be done, whatever the share.
    pub(crate) fn needs(&self, milestone: &Milestone, demand: &Demand, days: f64) -> Vec<Need> {
        let assigned = self.assigned(milestone, demand);
        let mut needs = self.of_teams(milestone, demand, &assigned, days);
        for (person, share) in &assigned {
            if let Some(pool) = self.find_person(person) {
                let people = thousandths(share * self.list[pool].share);
                if people > 0 && needs.iter().all(|need| need.pool != pool) {
                    needs.push(Need { pool, people });
                }
            }
        }
        needs
    }

    fn of_teams(
        &self,
        milestone: &Milestone,
        demand: &Demand,
        assigned: &[(Person, f64)],
        days: f64,
    ) -> Vec<Need> {
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
            Basis::OnePerson => heads(team, self.people_of(team, assigned).unwrap_or(1.0)),
            Basis::Effort if days > 0.0 => {
                self.find(team).map(|pool| Need { pool, people: thousandths(demand.person_days / days) })
            }
            _ => None,
        };
        need.into_iter().filter(|need| need.people > 0).collect()
    }
}

impl Pools {
    /// Returns how many people of a team are assigned; nothing when nobody is, of any team.
    fn people_of(&self, team: &Team, assigned: &[(Person, f64)]) -> Option<f64> {
        let members = &self.supply.team(team)?.members;
        let is_member = |person: &Person| members.iter().any(|member| same(&member.person, person));
        let shares = assigned.iter().filter(|(person, _)| is_member(person)).map(|(_, share)| share);
        (!assigned.is_empty()).then(|| shares.sum())
    }
}

/// Counts what a person can do: in all of their teams, by their own calendars, leave and shares. Nothing for a person who is in
/// no team: nobody says when they are there.
fn of_person(
    supply: &Supply,
    calendars: &Calendars,
    person: &Person,
    (first, days): (i64, usize),
) -> Option<Pool> {
    let places: Vec<(&TeamSupply, usize)> = (supply.teams.iter())
        .flat_map(|team| {
            let own = team.members.iter().enumerate().filter(|(_, member)| same(&member.person, person));
            own.map(move |(m, _)| (team, m))
        })
        .collect();
    let (main, _) = *places.first()?;
    let of_team = |team: &TeamSupply| calendars.of_team(Some(&team.team));
    let day = |n: usize| first + n as i64;
    let there = |n: usize| {
        let of_day = places.iter().map(|(team, m)| {
            let people = team.member_on(*m, date(day(n)));
            thousandths(people) * of_team(team).minutes_per_day()
        });
        of_day.sum()
    };
    let works = |n: usize| places.iter().any(|(team, _)| of_team(team).hours(day(n)).total() > 0);
    Some(Pool {
        holder: Holder::Person(person.clone()),
        there: (0..days).map(there).collect(),
        works: (0..days).map(works).collect(),
        share: main.share(),
    })
}

fn same(a: &Person, b: &Person) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}

fn pool(team: &TeamSupply, calendar: &Calendar, first: i64, days: usize) -> Pool {
    let day = |n: usize| first + n as i64;
    let there = |n: usize| {
        let people = team.on(date(day(n))).unwrap_or(0.0);
        thousandths(people) * calendar.minutes_per_day()
    };
    Pool {
        holder: Holder::Team(team.team.clone()),
        there: (0..days).map(there).collect(),
        works: (0..days).map(|n| calendar.hours(day(n)).total() > 0).collect(),
        share: team.share(),
    }
}

fn thousandths(people: f64) -> i64 {
    (people.clamp(0.0, MOST_PEOPLE) * 1000.0).round() as i64
}
