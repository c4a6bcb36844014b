//! Which days somebody works, and why not: the calendars of `org.yaml`, with the names of their holidays.
//!
//! The plan counts working time by its own calendars; here is only what a message needs: is this a day off, what is it
//! called, and which working days are next to it.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::weekdays;
use crate::load::words::quoted;
use crate::model::CalendarRecord;
use crate::model::Date;
use crate::model::Holiday;
use crate::model::Person;
use crate::model::Team;

/// How far a working day is looked for: a year.
const HORIZON: i32 = 366;

/// The working days of one calendar.
#[derive(Debug)]
pub(crate) struct Days<'a> {
    /// The calendar's id; none for Monday to Friday.
    pub(crate) id: Option<&'a str>,
    /// Monday first.
    week: [bool; 7],
    /// Disjoint, in order.
    holidays: Vec<(Date, Date, Option<&'a str>)>,
    exceptions: BTreeMap<Date, (f64, Option<&'a str>)>,
}

impl<'a> Days<'a> {
    /// Returns Monday to Friday without holidays.
    fn standard() -> Days<'a> {
        let week = std::array::from_fn(|n| n < 5);
        Days { id: None, week, holidays: Vec::new(), exceptions: BTreeMap::new() }
    }

    /// Reads a calendar.
    pub(crate) fn of(record: &'a CalendarRecord) -> Days<'a> {
        let mut days = Days { id: Some(record.id.as_str()), ..Days::standard() };
        days.week = record.week(1.0).map(|hours| hours > 0.0);
        let mut holidays: Vec<_> = record.holidays.iter().map(|h| (h.range(), name(h))).collect();
        holidays.sort_by_key(|((from, to), _)| (*from, *to));
        for ((from, to), name) in holidays {
            match days.holidays.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => days.holidays.push((from, to, name)),
            }
        }
        days.exceptions = record.exceptions.iter().map(|e| (e.date, (e.hours, e.name.as_deref()))).collect();
        days
    }

    /// Tells why nobody works on a day, or that people do: ``a Saturday``, ``a holiday (`New Year`)``.
    pub(crate) fn day_off(&self, date: Date) -> Option<String> {
        let called = |what: &str, name: Option<&str>| match name {
            Some(name) => format!("{what} ({})", quoted(name)),
            None => what.to_owned(),
        };
        if let Some((hours, name)) = self.exceptions.get(&date) {
            return (*hours <= 0.0).then(|| called("a day off", *name));
        }
        let n = self.holidays.partition_point(|(from, _, _)| *from <= date);
        if let Some((_, to, name)) = n.checked_sub(1).map(|n| &self.holidays[n])
            && date <= *to
        {
            return Some(called("a holiday", *name));
        }
        let works = self.week[weekdays::weekday(date)];
        (!works).then(|| format!("a {}", weekdays::weekday_name(date)))
    }

    /// Returns the last working day before a day.
    pub(crate) fn before(&self, date: Date) -> Option<Date> {
        (1..=HORIZON).map(|n| date.plus_days(-n)).find(|d| self.day_off(*d).is_none())
    }

    /// Returns the first working day after a day.
    pub(crate) fn after(&self, date: Date) -> Option<Date> {
        (1..=HORIZON).map(|n| date.plus_days(n)).find(|d| self.day_off(*d).is_none())
    }

    /// Counts the working days after `from` up to and including `to`, when that is within a year.
    pub(crate) fn between(&self, from: Date, to: Date) -> Option<i64> {
        let span = to.days_since(from);
        let days = || (1..=span).filter(|n| self.day_off(from.plus_days(*n)).is_none()).count();
        (span <= HORIZON).then(days).and_then(|days| i64::try_from(days).ok())
    }

    /// Tells whether anybody works at all within a year from a day.
    pub(crate) fn has_work(&self, from: Date) -> bool {
        self.day_off(from).is_none() || self.after(from).is_some()
    }
}

fn name(holiday: &Holiday) -> Option<&str> {
    match holiday {
        Holiday::Day(_) => None,
        Holiday::Range(range) => range.name.as_deref(),
    }
}

/// The calendars of a workspace, by who works by them.
#[derive(Debug)]
pub(crate) struct WorkDays<'a> {
    calendars: BTreeMap<&'a str, Days<'a>>,
    /// Teams and vendors with a calendar of their own.
    by_name: BTreeMap<&'a str, &'a str>,
    /// Members of teams with a calendar of their own.
    by_person: BTreeMap<&'a str, &'a str>,
    common: Option<&'a str>,
    standard: Days<'a>,
}

impl<'a> WorkDays<'a> {
    /// Reads the calendars of a workspace.
    pub(crate) fn new(facts: &Facts<'a>) -> WorkDays<'a> {
        let common = facts.settings().calendar.as_ref().map(|id| id.as_str());
        let mut days = WorkDays {
            calendars: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_person: BTreeMap::new(),
            common,
            standard: Days::standard(),
        };
        if let Some(org) = &facts.workspace.org {
            days.calendars = org.calendars.iter().map(|c| (c.id.as_str(), Days::of(c))).collect();
            let vendors = org.vendors.iter().map(|v| (&v.id, &v.calendar));
            let teams = org.teams.iter().map(|t| (&t.id, &t.calendar));
            let own = vendors.chain(teams).filter_map(|(id, c)| Some((id.as_str(), c.as_ref()?.as_str())));
            days.by_name = own.collect();
            let members = org.teams.iter().flat_map(|t| &t.members);
            let own = members.filter_map(|m| Some((m.id.as_str(), m.calendar.as_ref()?.as_str())));
            days.by_person = own.collect();
        }
        days
    }

    /// Returns the working days of a team or vendor; without one, or without a calendar, those of everybody.
    pub(crate) fn of(&self, name: Option<&str>) -> &Days<'a> {
        let own = name.and_then(|name| self.by_name.get(name)).and_then(|id| self.calendars.get(id));
        let common = || self.common.and_then(|id| self.calendars.get(id));
        own.or_else(common).unwrap_or(&self.standard)
    }

    /// Returns the working days of work: those of its team, or without one of the person who answers for it.
    pub(crate) fn of_work(&self, team: Option<&Team>, owner: Option<&Person>) -> &Days<'a> {
        let own = owner.filter(|_| team.is_none()).and_then(|owner| self.by_person.get(owner.as_str()));
        own.and_then(|id| self.calendars.get(id)).unwrap_or_else(|| self.of_team(team))
    }

    /// Returns the working days of a team.
    pub(crate) fn of_team(&self, team: Option<&Team>) -> &Days<'a> {
        self.of(team.map(Team::as_str))
    }
}
