//! What the people of a team can do on a day, in person-days.
//!
//! capacity of a day = (sum of the members' shares present − what helping newcomers costs) × focus × (1 − reserves).
//! A member's share is `fte` times the hours of the day in the member's calendar; nothing on a holiday, on leave, before
//! `from` and after `to` or the last day with the company.
//!
//! Newcomers: from `from` on, what is done grows in a straight line from nothing to all over `ramp`, half on average. That
//! is the assimilation of new staff of Abdel-Hamid and Madnick, *Software Project Dynamics* (1991), and meanwhile
//! `mentor_cost` of a colleague is spent on each of them: Brooks, *The Mythical Man-Month* (1975), chapter 2.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::model::Date;
use crate::model::Duration;
use crate::model::Member;
use crate::model::Org;
use crate::model::OrgTeam;
use crate::model::Person;
use crate::model::PersonKind;
use crate::model::Settings;
use crate::model::Team;
use crate::model::Text;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendars::Calendars;
use crate::plan::calendars::named;
use crate::plan::calendars::number;
use crate::plan::days::date;

/// The share of the time that goes into planned work unless a team says otherwise.
const FOCUS: f64 = 0.8;

/// More people than this in one line are a slip of the pen (`invalid-share` reports it); the sums stay finite.
const MOST_PEOPLE: f64 = 1000.0;

/// First and last day that somebody is away.
type Away = (i64, i64);

/// The capacity of every team of `org.yaml`.
#[derive(Clone, Debug)]
pub struct Supply {
    /// The teams, in the order of the file.
    pub teams: Vec<TeamSupply>,
    /// People who belong to no team and have not left.
    pub teamless: Vec<Person>,
    by_id: HashMap<String, usize>,
}

/// The capacity of a team.
#[derive(Clone, Debug)]
pub struct TeamSupply {
    /// The team's id.
    pub team: Team,
    /// The position in `org.yaml`.
    pub index: usize,
    /// The members. Without any, the capacity is unknown.
    pub members: Vec<MemberSupply>,
    /// No `members` are listed: the people whose home team it is count full time.
    pub is_assumed: bool,
    /// The share of the time for planned work.
    pub focus: f64,
    /// No `focus` is given.
    pub is_focus_assumed: bool,
    /// The shares held back, together.
    pub reserve: f64,
    /// The calendar, leave of the whole team included.
    pub(crate) calendar: Calendar,
}

/// A member of a team.
#[derive(Clone, Debug)]
pub struct MemberSupply {
    /// Who.
    pub person: Person,
    /// The share of a full-time person; several people in one line count more than 1.
    pub fte: f64,
    /// Skills, in lower case, sorted.
    pub skills: Vec<String>,
    /// A calendar of the member's own.
    calendar: Option<Calendar>,
    away: Vec<Away>,
    from: Option<i64>,
    to: Option<i64>,
    /// Calendar days from `from` to full speed.
    ramp: i64,
    mentor_cost: f64,
}

impl Supply {
    /// Counts the people of a workspace. Without `org.yaml` there are no teams: their capacity is unknown.
    pub fn new(workspace: &Workspace) -> Supply {
        let mut supply = Supply { teams: Vec::new(), teamless: Vec::new(), by_id: HashMap::new() };
        let Some(org) = &workspace.org else { return supply };
        let calendars = Calendars::new(workspace);
        let away = absences(org);
        let mut homes: BTreeMap<String, Vec<Person>> = BTreeMap::new();
        for person in org.people.iter().filter(|p| p.kind.is_none_or(|kind| kind == PersonKind::Human)) {
            let Some(team) = &person.team else { continue };
            homes.entry(key(team.as_str())).or_default().push(Person::new(person.id.as_str()));
        }
        for (index, team) in org.teams.iter().enumerate() {
            let homes = homes.get(&key(team.id.as_str())).map_or(&[][..], Vec::as_slice);
            let read = Reader { workspace, settings: workspace.settings(), away: &away };
            let number = supply.teams.len();
            let calendar = calendars.of_team(Some(&Team::new(team.id.as_str())));
            supply.teams.push(read.team(index, team, homes, calendar));
            supply.by_id.entry(key(team.id.as_str())).or_insert(number);
        }
        supply.teamless = teamless(org, &supply);
        supply
    }

    /// Returns a team by id.
    pub fn team(&self, team: &Team) -> Option<&TeamSupply> {
        self.by_id.get(&key(team.as_str())).map(|n| &self.teams[*n])
    }
}

impl TeamSupply {
    /// Tells whether anybody is in the team, so that its capacity is known.
    pub fn is_known(&self) -> bool {
        !self.members.is_empty()
    }

    /// Returns the capacity of a day, in person-days; nothing when it is unknown.
    pub fn on(&self, day: Date) -> Option<f64> {
        self.is_known().then(|| self.of_members(number(day)).iter().sum())
    }

    /// Returns the capacity from one day to another, both included, by member.
    pub fn between(&self, from: Date, to: Date) -> Vec<f64> {
        let mut sums = vec![0.0; self.members.len()];
        for day in number(from)..=number(to) {
            for (sum, of_day) in sums.iter_mut().zip(self.of_members(day)) {
                *sum += of_day;
            }
        }
        sums
    }

    /// Returns the working days from one day to another, both included; part days count as such.
    pub fn working_days(&self, from: Date, to: Date) -> f64 {
        (number(from)..=number(to)).map(|day| share_of_day(&self.calendar, day)).sum()
    }

    /// Returns the share of the time that is left for planned work.
    pub fn share(&self) -> f64 {
        self.focus * (1.0 - self.reserve)
    }

    /// Returns the full-time equivalents that are in the team on a day, present or not.
    pub fn headcount(&self, day: Date) -> f64 {
        let day = number(day);
        self.members.iter().filter(|m| m.belongs(day)).map(|m| m.fte).sum()
    }

    /// Returns what one member can do on a day, in person-days.
    pub(crate) fn member_on(&self, member: usize, day: Date) -> f64 {
        self.of_members(number(day)).get(member).copied().unwrap_or(0.0)
    }

    /// Returns the capacity of a day by member.
    fn of_members(&self, day: i64) -> Vec<f64> {
        let usual = share_of_day(&self.calendar, day);
        let mut shares: Vec<f64> = self.members.iter().map(|m| m.present(day, usual)).collect();
        let is_new: Vec<bool> = self.members.iter().map(|m| m.is_ramping(day)).collect();
        let helping: f64 = (self.members.iter().zip(&is_new).zip(&shares))
            .filter(|((_, is_new), present)| **is_new && **present > 0.0)
            .map(|((m, _), _)| m.mentor_cost * m.fte.ceil() * usual)
            .sum();
        // Only colleagues who know the work can help; without any, nobody does.
        let settled: f64 = shares.iter().zip(&is_new).filter(|(_, is_new)| !**is_new).map(|(s, _)| s).sum();
        let left = if settled > 0.0 { (1.0 - helping / settled).max(0.0) } else { 1.0 };
        for ((share, is_new), member) in shares.iter_mut().zip(&is_new).zip(&self.members) {
            *share *= self.share() * if *is_new { member.speed(day) } else { left };
        }
        shares
    }
}

impl MemberSupply {
    /// Returns the first day in the team, if one is given.
    pub fn from(&self) -> Option<Date> {
        self.from.map(date)
    }

    fn belongs(&self, day: i64) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Returns the share of a full day that the member is there; `usual` is what the team's calendar says.
    fn present(&self, day: i64, usual: f64) -> f64 {
        if !self.belongs(day) || self.away.iter().any(|(from, to)| (*from..=*to).contains(&day)) {
            return 0.0;
        }
        self.fte * self.calendar.as_ref().map_or(usual, |calendar| share_of_day(calendar, day))
    }

    fn is_ramping(&self, day: i64) -> bool {
        self.from.is_some_and(|from| day < from + self.ramp)
    }

    /// Returns what of full speed a newcomer has reached in the middle of a day.
    #[allow(clippy::cast_precision_loss)] // days
    fn speed(&self, day: i64) -> f64 {
        match self.from {
            Some(from) if self.ramp > 0 => (((day - from) as f64 + 0.5) / self.ramp as f64).clamp(0.0, 1.0),
            _ => 1.0,
        }
    }
}

/// Reads teams.
struct Reader<'a> {
    workspace: &'a Workspace,
    settings: &'a Settings,
    away: &'a BTreeMap<String, Vec<Away>>,
}

impl Reader<'_> {
    fn team(&self, index: usize, team: &OrgTeam, homes: &[Person], calendar: &Calendar) -> TeamSupply {
        let is_assumed = team.members.is_empty();
        let members = if is_assumed {
            homes.iter().map(|person| self.full_time(person)).collect()
        } else {
            team.members.iter().map(|member| self.member(member, team)).collect()
        };
        TeamSupply {
            team: Team::new(team.id.as_str()),
            index,
            members,
            is_assumed,
            focus: team.focus.map_or(FOCUS, |focus| focus.share()),
            is_focus_assumed: team.focus.is_none(),
            reserve: team.reserve.values().map(|share| share.share()).sum::<f64>().min(1.0),
            calendar: calendar.clone(),
        }
    }

    fn member(&self, member: &Member, team: &OrgTeam) -> MemberSupply {
        let mut away = self.away_of(&member.id);
        let left = self.workspace.org.iter().flat_map(|org| &org.people);
        let left = left.filter(|p| same(p.id.as_str(), member.id.as_str())).find_map(|p| p.left);
        let calendar = member.calendar.as_ref().and_then(|id| named(self.workspace, id));
        if calendar.is_some() {
            // The team's calendar has the leave of the whole team; a calendar of one's own does not.
            away.extend(team.leave.iter().filter(|l| l.who.is_none()).map(|l| span(l.from, l.to)));
        }
        MemberSupply {
            person: member.id.clone(),
            fte: member.fte.unwrap_or(1.0).clamp(0.0, MOST_PEOPLE),
            skills: skills(&member.skills),
            calendar,
            away,
            from: member.from.map(number),
            to: member.to.map(number).into_iter().chain(left.map(number)).min(),
            ramp: member.ramp.map_or(0, |ramp| self.calendar_days(ramp)),
            mentor_cost: member.mentor_cost.map_or(0.0, |share| share.share()),
        }
    }

    fn full_time(&self, person: &Person) -> MemberSupply {
        let left = self.workspace.org.iter().flat_map(|org| &org.people);
        let left = left.filter(|p| same(p.id.as_str(), person.as_str())).find_map(|p| p.left);
        MemberSupply {
            person: person.clone(),
            fte: 1.0,
            skills: Vec::new(),
            calendar: None,
            away: self.away_of(person),
            from: None,
            to: left.map(number),
            ramp: 0,
            mentor_cost: 0.0,
        }
    }

    fn away_of(&self, person: &Person) -> Vec<Away> {
        self.away.get(&key(person.as_str())).cloned().unwrap_or_default()
    }

    /// Returns working time as days of the calendar: two weeks of five days are fourteen.
    fn calendar_days(&self, duration: Duration) -> i64 {
        calendar_days(self.settings, duration)
    }
}

/// Returns working time as days of the calendar: two weeks of five days are fourteen.
#[allow(clippy::cast_possible_truncation)] // at most ten thousand weeks
pub(crate) fn calendar_days(settings: &Settings, duration: Duration) -> i64 {
    (settings.days(duration) * 7.0 / settings.days_per_week()).round() as i64
}

/// Returns skills as they are compared: in lower case, sorted, each once.
pub(crate) fn skills(words: &[Text]) -> Vec<String> {
    let mut skills: Vec<String> = words.iter().map(|word| word.trim().to_lowercase()).collect();
    skills.retain(|skill| !skill.is_empty());
    skills.sort_unstable();
    skills.dedup();
    skills
}

/// Who is away when. Leave of a person counts in every team, wherever it is written.
fn absences(org: &Org) -> BTreeMap<String, Vec<Away>> {
    let mut away: BTreeMap<String, Vec<Away>> = BTreeMap::new();
    for leave in org.teams.iter().flat_map(|team| &team.leave) {
        if let Some(who) = &leave.who {
            away.entry(key(who.as_str())).or_default().push(span(leave.from, leave.to));
        }
    }
    away
}

/// Returns the people who belong to no team.
fn teamless(org: &Org, supply: &Supply) -> Vec<Person> {
    let members: std::collections::HashSet<String> =
        supply.teams.iter().flat_map(|t| &t.members).map(|m| key(m.person.as_str())).collect();
    let is_loose = |p: &&crate::model::OrgPerson| {
        let is_human = p.kind.is_none_or(|kind| kind == PersonKind::Human);
        is_human && p.left.is_none() && !members.contains(&key(p.id.as_str()))
    };
    org.people.iter().filter(is_loose).map(|p| Person::new(p.id.as_str())).collect()
}

/// Returns the share of a full day that is worked on a day.
#[allow(clippy::cast_precision_loss)] // minutes of a day
fn share_of_day(calendar: &Calendar, day: i64) -> f64 {
    calendar.hours(day).total() as f64 / calendar.minutes_per_day() as f64
}

fn span(from: Date, to: Date) -> Away {
    (number(from), number(to))
}

fn key(id: &str) -> String {
    id.to_ascii_lowercase()
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
