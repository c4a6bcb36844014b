//! A working calendar: how much work lies between two instants, and where work of a length begins and ends.
//!
//! All questions go through one count, the *work* done by an instant ([`Calendar::work_at`]), and its two inverses: a
//! count of work ends at [`Calendar::end_of`] (Friday 17:00) and begins at [`Calendar::start_of`] (Monday 09:00). The
//! week repeats for ever and the exceptions are summed once, so that a question costs a binary search among the
//! exceptions and there is no horizon to run over.

mod hours;
mod shown;

use std::collections::BTreeMap;

use thiserror::Error;

pub use hours::Hours;

use crate::plan::instant::DAY;
use crate::plan::instant::Instant;

/// 1970-01-01 was a Thursday: three days after a Monday.
const EPOCH_WEEKDAY: i64 = 3;

/// Why a calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// No day of the week has working time.
    #[error("no day of the week has working time")]
    NoWorkingTime,
    /// A range of minutes that is none.
    #[error("minutes {from} to {to} are no range within a day")]
    NoRange {
        /// First minute.
        from: i64,
        /// One past the last minute.
        to: i64,
    },
    /// Two ranges of a day overlap.
    #[error("working hours of a day overlap")]
    Overlap,
}

/// Days that are not as their weekdays: one with other hours, or a run of days off.
#[derive(Clone, Debug)]
struct Exception {
    day: i64,
    /// The last day of the run.
    last: i64,
    hours: Hours,
    /// Work done before the first day.
    before: i64,
    /// What the days after it differ from the bare week, up to the next exception.
    drift: i64,
}

/// A working calendar. See the module for how it counts.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Monday first.
    week: [Hours; 7],
    /// Work of a week before each of its days, and of the whole week.
    week_before: [i64; 8],
    exceptions: Vec<Exception>,
    minutes_per_day: i64,
    opening: i64,
    closing: i64,
}

impl Calendar {
    /// Builds a calendar from a week (Monday first) and the days that differ from it (counted from 1970-01-01).
    ///
    /// `minutes_per_day` is the length of a working day when durations and floats are counted in days.
    pub fn new(
        week: [Hours; 7],
        exceptions: BTreeMap<i64, Hours>,
        minutes_per_day: i64,
    ) -> Result<Calendar, CalendarError> {
        Calendar::with_days_off(week, exceptions, &[], minutes_per_day)
    }

    /// Builds a calendar from a week (Monday first), the days that differ from it and ranges of days off, first and last
    /// day (all counted from 1970-01-01). A day that is named wins over a range; ranges may overlap. However long they
    /// are, each costs no more than its two ends.
    ///
    /// `minutes_per_day` is the length of a working day when durations and floats are counted in days.
    pub fn with_days_off(
        week: [Hours; 7],
        exceptions: BTreeMap<i64, Hours>,
        off: &[(i64, i64)],
        minutes_per_day: i64,
    ) -> Result<Calendar, CalendarError> {
        let mut week_before = [0; 8];
        for (n, hours) in week.iter().enumerate() {
            week_before[n + 1] = week_before[n] + hours.total();
        }
        if week_before[7] == 0 || minutes_per_day <= 0 {
            return Err(CalendarError::NoWorkingTime);
        }
        let opening = week.iter().filter_map(Hours::opening).min().unwrap_or(0);
        let closing = week.iter().filter_map(Hours::closing).max().unwrap_or(DAY);
        let mut calendar =
            Calendar { week, week_before, exceptions: Vec::new(), minutes_per_day, opening, closing };
        let runs =
            runs_of_days_off(off, &exceptions).into_iter().map(|(day, last)| (day, last, Hours::off()));
        let mut all: Vec<_> =
            exceptions.into_iter().map(|(day, hours)| (day, day, hours)).chain(runs).collect();
        all.sort_by_key(|(day, ..)| *day);
        let mut drift = 0;
        for (day, last, hours) in all {
            let before = calendar.bare_before(day) + drift;
            drift += hours.total() - (calendar.bare_before(last + 1) - calendar.bare_before(day));
            calendar.exceptions.push(Exception { day, last, hours, before, drift });
        }
        Ok(calendar)
    }

    /// Returns Monday to Friday from 09:00, `hours` a day.
    pub fn standard(hours: f64) -> Calendar {
        #[allow(clippy::cast_possible_truncation)] // clamped to a day
        let minutes = (hours * 60.0).round().clamp(1.0, 1440.0) as i64;
        let week = std::array::from_fn(|n| if n < 5 { Hours::of_minutes(minutes) } else { Hours::off() });
        Calendar::new(week, BTreeMap::new(), minutes).expect("five days of at least a minute")
    }

    /// Returns the minutes of a working day.
    pub fn minutes_per_day(&self) -> i64 {
        self.minutes_per_day
    }

    /// Returns minutes as working days.
    #[allow(clippy::cast_precision_loss)] // far below 2^52
    pub fn days(&self, minutes: i64) -> f64 {
        minutes as f64 / self.minutes_per_day as f64
    }

    /// Returns the work done by an instant, counted from a fixed day.
    pub(crate) fn work_at(&self, at: Instant) -> i64 {
        let day = at.day();
        match self.exception_by(day) {
            Some(e) if day <= e.last => e.before + e.hours.before(at.minute()),
            e => {
                let drift = e.map_or(0, |e| e.drift);
                self.bare_before(day) + drift + self.week[weekday(day)].before(at.minute())
            }
        }
    }

    /// Returns the first instant by which this much work is done: Friday 17:00, not Monday 09:00.
    pub(crate) fn end_of(&self, work: i64) -> Instant {
        let n = self.exceptions.partition_point(|e| e.before < work);
        let last = n.checked_sub(1).map(|n| &self.exceptions[n]);
        if let Some(e) = last.filter(|e| work <= e.before + e.hours.total()) {
            return Instant::midnight(e.day) + e.hours.done_at(work - e.before);
        }
        let bare = work - last.map_or(0, |e| e.drift);
        // The day before which less than `bare` is done and after which no less is.
        let mut week = bare.div_euclid(self.week_before[7]);
        let mut rest = bare.rem_euclid(self.week_before[7]);
        if rest == 0 {
            week -= 1;
            rest = self.week_before[7];
        }
        let mut day = 0;
        while self.week_before[day + 1] < rest {
            day += 1;
        }
        week_day(week, day) + self.week[day].done_at(rest - self.week_before[day])
    }

    /// Returns the last instant at which no more than this work is done: Monday 09:00, not Friday 17:00.
    pub(crate) fn start_of(&self, work: i64) -> Instant {
        let n = self.exceptions.partition_point(|e| e.before <= work);
        let last = n.checked_sub(1).map(|n| &self.exceptions[n]);
        if let Some(e) = last.filter(|e| work < e.before + e.hours.total()) {
            return Instant::midnight(e.day) + e.hours.begun_at(work - e.before);
        }
        let bare = work - last.map_or(0, |e| e.drift);
        let week = bare.div_euclid(self.week_before[7]);
        let rest = bare.rem_euclid(self.week_before[7]);
        let mut day = 0;
        while self.week_before[day + 1] <= rest {
            day += 1;
        }
        week_day(week, day) + self.week[day].begun_at(rest - self.week_before[day])
    }

    /// Returns the largest count of work that begins at or before an instant.
    pub(crate) fn begun_by(&self, at: Instant) -> i64 {
        let work = self.work_at(at);
        if self.start_of(work) <= at { work } else { work - 1 }
    }

    /// Returns the work between two instants; negative when `to` comes first.
    pub fn work_between(&self, from: Instant, to: Instant) -> i64 {
        self.work_at(to) - self.work_at(from)
    }

    /// Returns where work of some minutes that begins at an instant ends; backward when negative.
    pub fn add_work(&self, from: Instant, minutes: i64) -> Instant {
        self.end_of(self.work_at(from) + minutes)
    }

    /// Returns where work of some minutes that ends at an instant begins.
    pub fn sub_work(&self, to: Instant, minutes: i64) -> Instant {
        self.start_of(self.work_at(to) - minutes)
    }

    /// Returns the instant itself when work can begin at it, else the next one at which it can.
    pub fn next_working(&self, at: Instant) -> Instant {
        self.start_of(self.work_at(at))
    }

    /// Returns the instant itself when work can end at it, else the last one before it at which it can.
    pub fn previous_end(&self, at: Instant) -> Instant {
        self.end_of(self.work_at(at))
    }

    /// Returns the hours of a day.
    pub(crate) fn hours(&self, day: i64) -> &Hours {
        match self.exception_by(day) {
            Some(e) if day <= e.last => &e.hours,
            _ => &self.week[weekday(day)],
        }
    }

    /// Returns the last exception that begins on or before a day.
    fn exception_by(&self, day: i64) -> Option<&Exception> {
        if self.exceptions.is_empty() {
            return None;
        }
        let n = self.exceptions.partition_point(|e| e.day <= day);
        n.checked_sub(1).map(|n| &self.exceptions[n])
    }

    /// Returns the work before a day if there were no exceptions.
    fn bare_before(&self, day: i64) -> i64 {
        (day + EPOCH_WEEKDAY).div_euclid(7) * self.week_before[7] + self.week_before[weekday(day)]
    }
}

/// Joins ranges of days off to disjoint runs, in order, around the days that have hours of their own.
fn runs_of_days_off(off: &[(i64, i64)], named: &BTreeMap<i64, Hours>) -> Vec<(i64, i64)> {
    let mut ranges: Vec<_> = off.iter().copied().filter(|(from, to)| from <= to).collect();
    ranges.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    let mut runs = Vec::new();
    for (mut from, to) in joined {
        for day in named.range(from..=to).map(|(day, _)| *day) {
            if from < day {
                runs.push((from, day - 1));
            }
            from = day + 1;
        }
        if from <= to {
            runs.push((from, to));
        }
    }
    runs
}

/// Returns the position of a day in its week; Monday is 0.
fn weekday(day: i64) -> usize {
    usize::try_from((day + EPOCH_WEEKDAY).rem_euclid(7)).expect("a remainder by 7")
}

/// Returns midnight of a day of a week, counted as in [`Calendar::bare_before`].
fn week_day(week: i64, day: usize) -> Instant {
    let day = i64::try_from(day).expect("a day of the week");
    Instant::midnight(week * 7 + day - EPOCH_WEEKDAY)
}

#[cfg(test)]
mod tests;
