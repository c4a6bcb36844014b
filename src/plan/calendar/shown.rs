//! From dates to instants and back: when a day opens and closes, and which day an instant shows.

use crate::model::Date;
use crate::plan::calendar::Calendar;
use crate::plan::instant::Instant;

impl Calendar {
    /// Returns the working days from the end of one day to the end of another; negative when the other comes first.
    pub fn days_from(&self, from: Date, to: Date) -> f64 {
        let closing = |day: Date| self.closing(i64::from(day.day_number()));
        self.days(self.work_between(closing(from), closing(to)))
    }

    /// Returns when a day opens: its own first minute of work, or on a day off the usual one.
    pub(crate) fn opening(&self, day: i64) -> Instant {
        Instant::midnight(day) + self.hours(day).opening().unwrap_or(self.opening)
    }

    /// Returns when a day closes: its own last minute of work, or on a day off the usual one.
    pub(crate) fn closing(&self, day: i64) -> Instant {
        Instant::midnight(day) + self.hours(day).closing().unwrap_or(self.closing)
    }

    /// Returns the day that something beginning at an instant shows. What begins when a day has closed shows the next.
    pub(crate) fn first_day(&self, start: Instant) -> i64 {
        let day = start.day();
        // A day that works round the clock closes where the next one opens.
        if start >= self.closing(day) { day + 1 } else { day }
    }

    /// Returns the day that something ending at an instant shows. What ends before a day has opened shows the one
    /// before: three days of calendar time from Monday 09:00 end on Thursday 09:00 and cover Monday to Wednesday.
    pub(crate) fn last_day(&self, finish: Instant) -> i64 {
        let day = finish.day();
        if finish <= self.opening(day) { day - 1 } else { day }
    }
}
