//! Calendars: who works on which days, for how long, and when nobody does.

use crate::model::Date;
use crate::model::Form;
use crate::model::Id;
use crate::model::Input;
use crate::model::Shape;
use crate::model::Text;
use crate::model::Value;
use crate::model::choices;
use crate::model::record;

choices! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Monday = "mon" | "monday",
        /// Tuesday.
        Tuesday = "tue" | "tuesday",
        /// Wednesday.
        Wednesday = "wed" | "wednesday",
        /// Thursday.
        Thursday = "thu" | "thursday",
        /// Friday.
        Friday = "fri" | "friday",
        /// Saturday.
        Saturday = "sat" | "saturday",
        /// Sunday.
        Sunday = "sun" | "sunday",
    }
}

record! {
    /// A calendar: working days, hours, holidays.
    pub struct CalendarRecord = "calendar" {
        /// The id: `de`.
        id: Id,
        /// The name to show.
        name: Option<Text>,
        /// The working days; Monday to Friday unless given.
        days: Vec<Weekday>,
        /// Hours of a working day, or of each day of the week: `{mon: 8, tue: 8, fri: 4}` works on those three days only. As
        /// in `epm.yaml` unless given. A day of an estimate is as long as the longest of them.
        hours: Option<WorkHours>,
        /// Days on which nobody works.
        holidays: Vec<Holiday>,
        /// Days on which people work less, or work at all.
        exceptions: Vec<WorkException>,
    }

    /// A holiday, or several days of them.
    pub struct HolidayRecord = "holiday" {
        /// The day, or the first day.
        from: Date,
        /// The last day; the same day unless given.
        to: Option<Date>,
        /// Its name.
        name: Option<Text>,
    }

    /// A day with other working hours.
    pub struct WorkException = "work_exception" {
        /// The day.
        date: Date,
        /// Hours worked on it.
        hours: f64,
        /// Why.
        name: Option<Text>,
    }

    /// Hours of work by day of the week; a day that is not named is off.
    pub struct WeekHours = "week_hours" {
        /// Monday.
        mon: Option<f64>,
        /// Tuesday.
        tue: Option<f64>,
        /// Wednesday.
        wed: Option<f64>,
        /// Thursday.
        thu: Option<f64>,
        /// Friday.
        fri: Option<f64>,
        /// Saturday.
        sat: Option<f64>,
        /// Sunday.
        sun: Option<f64>,
    }
}

impl CalendarRecord {
    /// Returns the hours of work on each day of the week, Monday first, where a day is `usual` hours long unless the
    /// calendar says otherwise.
    pub fn week(&self, usual: f64) -> [f64; 7] {
        let works = |n: usize| match self.days.as_slice() {
            [] => n < 5,
            days => Weekday::ALL.get(n).is_some_and(|day| days.contains(day)),
        };
        match &self.hours {
            Some(WorkHours::ByDay(week)) => week.hours(),
            Some(WorkHours::Same(hours)) => std::array::from_fn(|n| if works(n) { *hours } else { 0.0 }),
            None => std::array::from_fn(|n| if works(n) { usual } else { 0.0 }),
        }
    }
}

impl WeekHours {
    /// Returns the hours of each day, Monday first.
    pub fn hours(&self) -> [f64; 7] {
        let week = [self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun];
        week.map(|hours| hours.unwrap_or(0.0))
    }
}

/// The hours of working days: all the same, or by day of the week.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum WorkHours {
    /// Every working day has these.
    Same(f64),
    /// Each day has its own.
    ByDay(Box<WeekHours>),
}

impl Value for WorkHours {
    fn shape() -> Shape {
        Shape::AnyOf(vec![f64::shape(), WeekHours::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Map => WeekHours::decode(input).map(|week| WorkHours::ByDay(Box::new(week))),
            _ => f64::decode(input).map(WorkHours::Same),
        }
    }
}

/// A holiday: one day, or a range with a name.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Holiday {
    /// One day.
    Day(Date),
    /// A range, or a day with a name.
    Range(Box<HolidayRecord>),
}

impl Holiday {
    /// Returns the first and the last day.
    pub fn range(&self) -> (Date, Date) {
        match self {
            Holiday::Day(day) => (*day, *day),
            Holiday::Range(range) => (range.from, range.to.unwrap_or(range.from)),
        }
    }
}

impl Value for Holiday {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Date::shape(), HolidayRecord::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Map => HolidayRecord::decode(input).map(|r| Holiday::Range(Box::new(r))),
            _ => Date::decode(input).map(Holiday::Day),
        }
    }
}
