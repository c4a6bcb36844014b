//! The calendars of a workspace: who works when, by team.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::model::CalendarRecord;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Id;
use crate::model::Leave;
use crate::model::Person;
use crate::model::Settings;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendar::CalendarError;
use crate::plan::calendar::Hours;
use crate::plan::instant::Instant;

/// The calendars of a workspace. Teams, vendors and people without a calendar of their own go by the one that `epm.yaml` names,
/// or work Monday to Friday.
#[derive(Clone, Debug)]
pub struct Calendars {
    list: Vec<Calendar>,
    /// By id in lower case.
    teams: HashMap<String, u32>,
    vendors: HashMap<String, u32>,
    people: HashMap<String, u32>,
    days_per_week: f64,
}

impl Calendars {
    /// Builds the calendars. One without working time is passed over for the default; a rule reports it.
    pub fn new(workspace: &Workspace) -> Calendars {
        let settings = workspace.settings();
        let mut calendars = Calendars {
            list: vec![Calendar::standard(settings.hours_per_day())],
            teams: HashMap::new(),
            vendors: HashMap::new(),
            people: HashMap::new(),
            days_per_week: settings.days_per_week(),
        };
        let Some(org) = &workspace.org else { return calendars };
        let mut records = HashMap::new();
        for record in &org.calendars {
            records.entry(record.id.as_str().to_ascii_lowercase()).or_insert(record);
        }
        let named =
            |id: Option<&Id>| id.and_then(|id| records.get(&id.as_str().to_ascii_lowercase()).copied());
        let default = named(settings.calendar.as_ref());
        if let Some(Ok(calendar)) = default.map(|record| build(record, settings, &[])) {
            calendars.list[0] = calendar;
        }
        let mut built: HashMap<&str, u32> = HashMap::new();
        for team in &org.teams {
            let record = named(team.calendar.as_ref());
            let away: Vec<&Leave> = team.leave.iter().filter(|leave| leave.who.is_none()).collect();
            let number = match (record, away.is_empty()) {
                (None, true) => 0,
                (Some(record), true) => *built
                    .entry(record.id.as_str())
                    .or_insert_with(|| calendars.add(build(record, settings, &[]))),
                (None, false) => {
                    let base = default.map(|record| build(record, settings, &away));
                    calendars.add(base.unwrap_or_else(|| standard(settings, &away)))
                }
                (Some(record), false) => calendars.add(build(record, settings, &away)),
            };
            calendars.teams.entry(team.id.as_str().to_ascii_lowercase()).or_insert(number);
        }
        let mut plain = |id: Option<&Id>, calendars: &mut Calendars| {
            named(id).map_or(0, |record| {
                let add = || calendars.add(build(record, settings, &[]));
                *built.entry(record.id.as_str()).or_insert_with(add)
            })
        };
        for vendor in &org.vendors {
            let number = plain(vendor.calendar.as_ref(), &mut calendars);
            calendars.vendors.entry(vendor.id.as_str().to_ascii_lowercase()).or_insert(number);
        }
        for member in org.teams.iter().flat_map(|team| &team.members).filter(|m| m.calendar.is_some()) {
            let number = plain(member.calendar.as_ref(), &mut calendars);
            calendars.people.entry(member.id.as_str().to_ascii_lowercase()).or_insert(number);
        }
        calendars
    }

    /// Returns the working days after one day, up to and with another, in the workspace's own calendar; negative when the
    /// other comes first.
    pub fn working_days(&self, from: Date, to: Date) -> f64 {
        let after = |day: Date| Instant::midnight(i64::from(day.day_number()) + 1);
        self.list[0].days(self.list[0].work_between(after(from), after(to)))
    }

    /// Returns the calendar that a team works by.
    pub fn of_team(&self, team: Option<&Team>) -> &Calendar {
        self.get(self.team(team))
    }

    /// Returns the number of the calendar that a team works by.
    pub(crate) fn team(&self, team: Option<&Team>) -> u32 {
        let known = team.and_then(|team| self.teams.get(&team.as_str().to_ascii_lowercase()));
        known.copied().unwrap_or(0)
    }

    /// Returns the number of the calendar by which a team works, or without one the person who answers for the work.
    pub(crate) fn worker(&self, team: Option<&Team>, owner: Option<&Person>) -> u32 {
        match (team, owner) {
            (None, Some(owner)) => {
                self.people.get(&owner.as_str().to_ascii_lowercase()).copied().unwrap_or(0)
            }
            (team, _) => self.team(team),
        }
    }

    /// Returns the number of the calendar that a vendor works by.
    pub(crate) fn vendor(&self, vendor: Option<&str>) -> u32 {
        let known = vendor.and_then(|vendor| self.vendors.get(&vendor.to_ascii_lowercase()));
        known.copied().unwrap_or(0)
    }

    /// Returns a calendar by number; the default has 0.
    pub(crate) fn get(&self, number: u32) -> &Calendar {
        &self.list[number as usize]
    }

    /// Returns the minutes of a duration in a calendar, or in calendar time.
    pub(crate) fn minutes(&self, number: u32, duration: Duration, is_elapsed: bool) -> i64 {
        if is_elapsed {
            return duration.elapsed_minutes();
        }
        #[allow(clippy::cast_precision_loss)] // at most the minutes of a day
        let hours = self.get(number).minutes_per_day() as f64 / 60.0;
        duration.minutes(hours, self.days_per_week)
    }

    /// Gives up the calendars, in the order of their numbers.
    pub(crate) fn into_list(self) -> Vec<Calendar> {
        self.list
    }

    fn add(&mut self, built: Result<Calendar, CalendarError>) -> u32 {
        match built {
            Ok(calendar) => {
                self.list.push(calendar);
                u32::try_from(self.list.len() - 1).expect("fewer than 2^32 calendars")
            }
            Err(_) => 0,
        }
    }
}

/// Builds the calendar with an id; nothing when there is none, or it has no working time.
pub(crate) fn named(workspace: &Workspace, id: &Id) -> Option<Calendar> {
    let org = workspace.org.as_ref()?;
    let record = org.calendars.iter().find(|c| c.id.as_str().eq_ignore_ascii_case(id.as_str()))?;
    build(record, workspace.settings(), &[]).ok()
}

/// Builds Monday to Friday with the hours of `epm.yaml`, without some days.
fn standard(settings: &Settings, away: &[&Leave]) -> Result<Calendar, CalendarError> {
    let minutes = to_minutes(settings.hours_per_day());
    let week = std::array::from_fn(|n| if n < 5 { Hours::of_minutes(minutes) } else { Hours::off() });
    Calendar::with_days_off(week, BTreeMap::new(), &ranges(away), minutes)
}

/// Builds a calendar as its record says. An exception wins over a holiday, and leave of the whole team over both.
fn build(record: &CalendarRecord, settings: &Settings, away: &[&Leave]) -> Result<Calendar, CalendarError> {
    let usual = settings.hours_per_day();
    let hours = record.week(usual).map(|hours| if hours <= 24.0 { hours } else { usual });
    // A day of an estimate is a full day of those who work by the calendar.
    let full = to_minutes(hours.into_iter().fold(0.0, f64::max));
    let leave = ranges(away);
    let is_away = |day: i64| leave.iter().any(|(from, to)| (*from..=*to).contains(&day));
    let mut off: Vec<(i64, i64)> = record.holidays.iter().map(|h| span(h.range())).collect();
    let exceptions =
        record.exceptions.iter().map(|e| (number(e.date), Hours::of_minutes(to_minutes(e.hours))));
    let exceptions = exceptions.filter(|(day, _)| !is_away(*day)).collect();
    off.extend(&leave);
    let week = hours.map(|hours| Hours::of_minutes(to_minutes(hours)));
    Calendar::with_days_off(week, exceptions, &off, full)
}

fn ranges(away: &[&Leave]) -> Vec<(i64, i64)> {
    away.iter().map(|leave| span((leave.from, leave.to))).collect()
}

fn span((from, to): (Date, Date)) -> (i64, i64) {
    (number(from), number(to))
}

/// Returns a date as the engine counts days.
pub(crate) fn number(date: Date) -> i64 {
    i64::from(date.day_number())
}

#[allow(clippy::cast_possible_truncation)] // clamped to a day
fn to_minutes(hours: f64) -> i64 {
    (hours * 60.0).round().clamp(0.0, 1440.0) as i64
}
