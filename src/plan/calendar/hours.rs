//! The working hours of one day.

use crate::plan::calendar::CalendarError;
use crate::plan::instant::DAY;

/// When a working day begins unless something else is said: 09:00.
const MORNING: i64 = 9 * 60;

/// The working hours of a day: disjoint ranges of minutes, in order; none on a day off.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Hours {
    ranges: Vec<(i64, i64)>,
    total: i64,
}

impl Hours {
    /// Returns a day off.
    pub fn off() -> Hours {
        Hours::default()
    }

    /// Returns one stretch of work that begins at 09:00, or so early that it ends by midnight.
    pub fn of_minutes(minutes: i64) -> Hours {
        let total = minutes.clamp(0, DAY);
        if total == 0 {
            return Hours::off();
        }
        let start = MORNING.min(DAY - total);
        Hours { ranges: vec![(start, start + total)], total }
    }

    /// Takes ranges of minutes of the day, ends exclusive.
    pub fn of_ranges(mut ranges: Vec<(i64, i64)>) -> Result<Hours, CalendarError> {
        ranges.sort_unstable();
        if let Some(&(from, to)) = ranges.iter().find(|(from, to)| !(0 <= *from && from < to && *to <= DAY)) {
            return Err(CalendarError::NoRange { from, to });
        }
        if ranges.windows(2).any(|pair| pair[1].0 < pair[0].1) {
            return Err(CalendarError::Overlap);
        }
        let total = ranges.iter().map(|(from, to)| to - from).sum();
        Ok(Hours { ranges, total })
    }

    /// Returns the minutes of work in the whole day.
    pub fn total(&self) -> i64 {
        self.total
    }

    /// Returns the ranges of minutes in which there is work, ends exclusive.
    pub(crate) fn ranges(&self) -> &[(i64, i64)] {
        &self.ranges
    }

    /// Returns the minute at which the day's work begins.
    pub(crate) fn opening(&self) -> Option<i64> {
        self.ranges.first().map(|range| range.0)
    }

    /// Returns the minute at which the day's work ends.
    pub(crate) fn closing(&self) -> Option<i64> {
        self.ranges.last().map(|range| range.1)
    }

    /// Returns the work before a minute of the day.
    pub(crate) fn before(&self, minute: i64) -> i64 {
        match self.ranges.as_slice() {
            &[(from, to)] => minute.clamp(from, to) - from,
            ranges => ranges.iter().map(|&(from, to)| minute.clamp(from, to) - from).sum(),
        }
    }

    /// Returns the first minute by which `work` minutes are done, for `work` from 1 to the total.
    pub(crate) fn done_at(&self, work: i64) -> i64 {
        let mut left = work;
        for &(from, to) in &self.ranges {
            if left <= to - from {
                return from + left;
            }
            left -= to - from;
        }
        self.closing().unwrap_or(DAY)
    }

    /// Returns the last minute at which only `work` minutes are done, for `work` from 0 to the total, exclusive.
    pub(crate) fn begun_at(&self, work: i64) -> i64 {
        let mut left = work;
        for &(from, to) in &self.ranges {
            if left < to - from {
                return from + left;
            }
            left -= to - from;
        }
        self.closing().unwrap_or(DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lunch_break_is_neither_begun_nor_done_in() {
        let hours = Hours::of_ranges(vec![(780, 1020), (540, 720)]).unwrap();
        assert_eq!(hours.total(), 420);
        assert_eq!(hours.before(750), 180);
        assert_eq!(hours.done_at(180), 720);
        assert_eq!(hours.begun_at(180), 780);
        assert_eq!(hours.done_at(420), 1020);
        assert_eq!(hours.begun_at(0), 540);
    }

    #[test]
    fn impossible_hours_are_refused() {
        assert_eq!(
            Hours::of_ranges(vec![(600, 600)]).unwrap_err(),
            CalendarError::NoRange { from: 600, to: 600 }
        );
        assert_eq!(
            Hours::of_ranges(vec![(600, 1500)]).unwrap_err(),
            CalendarError::NoRange { from: 600, to: 1500 }
        );
        assert_eq!(Hours::of_ranges(vec![(540, 720), (700, 800)]).unwrap_err(), CalendarError::Overlap);
    }

    #[test]
    fn a_long_day_ends_by_midnight() {
        assert_eq!(Hours::of_minutes(480).opening(), Some(540));
        assert_eq!(Hours::of_minutes(1200).opening(), Some(240));
        assert_eq!(Hours::of_minutes(1440).closing(), Some(1440));
        assert_eq!(Hours::of_minutes(0).opening(), None);
    }
}
