//! The calendars of a workspace: who works when, by team.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::model::CalendarRecord;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Id;
use crate::model::Leave;
use crate::model::Settings;
use crate::model::Team;
use crate::model::Weekday;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendar::CalendarError;
use crate::plan::calendar::Hours;

/// The calendars of a workspace. Teams and vendors without a calendar of their own go by the one that `epm.yaml` names,
/// or work Monday to Friday.
#[derive(Clone, Debug)]
pub struct Calendars {
    list: Vec<Calendar>,
    /// By id in lower case.
    teams: HashMap<String, u32>,
    vendors: HashMap<String, u32>,
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
        for vendor in &org.vendors {
            let number = named(vendor.calendar.as_ref()).map_or(0, |record| {
                *built
                    .entry(record.id.as_str())
                    .or_insert_with(|| calendars.add(build(record, settings, &[])))
            });
            calendars.vendors.entry(vendor.id.as_str().to_ascii_lowercase()).or_insert(number);
        }
        calendars
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
    let mut exceptions = BTreeMap::new();
    take_off(&mut exceptions, away);
    Calendar::new(week, exceptions, minutes)
}

/// Builds a calendar as its record says. An exception wins over a holiday, and leave of the whole team over both.
fn build(record: &CalendarRecord, settings: &Settings, away: &[&Leave]) -> Result<Calendar, CalendarError> {
    let hours = record.hours.filter(|hours| *hours <= 24.0).unwrap_or_else(|| settings.hours_per_day());
    let minutes = to_minutes(hours);
    let works = |n: usize| match record.days.as_slice() {
        [] => n < 5,
        days => Weekday::ALL.get(n).is_some_and(|day| days.contains(day)),
    };
    let week = std::array::from_fn(|n| if works(n) { Hours::of_minutes(minutes) } else { Hours::off() });
    let mut exceptions = BTreeMap::new();
    for holiday in &record.holidays {
        let (from, to) = holiday.range();
        off(&mut exceptions, from, to);
    }
    for exception in &record.exceptions {
        exceptions.insert(number(exception.date), Hours::of_minutes(to_minutes(exception.hours)));
    }
    take_off(&mut exceptions, away);
    Calendar::new(week, exceptions, minutes)
}

fn take_off(exceptions: &mut BTreeMap<i64, Hours>, away: &[&Leave]) {
    for leave in away {
        off(exceptions, leave.from, leave.to);
    }
}

fn off(exceptions: &mut BTreeMap<i64, Hours>, from: Date, to: Date) {
    exceptions.extend((number(from)..=number(to)).map(|day| (day, Hours::off())));
}

/// Returns a date as the engine counts days.
pub(crate) fn number(date: Date) -> i64 {
    i64::from(date.day_number())
}

#[allow(clippy::cast_possible_truncation)] // clamped to a day
fn to_minutes(hours: f64) -> i64 {
    (hours * 60.0).round().clamp(0.0, 1440.0) as i64
}
