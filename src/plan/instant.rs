//! A point in civil time, to the minute: what the schedule calculates with.
//!
//! Dates appear only when a plan is shown; see [`crate::plan::calendar`] for the way from one to the other.

use std::ops::Add;
use std::ops::Sub;

/// Minutes in a civil day.
pub(crate) const DAY: i64 = 24 * 60;

/// Minutes since 1970-01-01 00:00, without zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Returns 00:00 of a day that is counted from 1970-01-01.
    pub(crate) fn midnight(day: i64) -> Instant {
        Instant(day * DAY)
    }

    /// Returns the day, counted from 1970-01-01; midnight belongs to the day that begins.
    pub(crate) fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// Returns the minute of the day, from 0.
    pub(crate) fn minute(self) -> i64 {
        self.0.rem_euclid(DAY)
    }
}

/// Moves by minutes of civil time.
impl Add<i64> for Instant {
    type Output = Instant;

    fn add(self, minutes: i64) -> Instant {
        Instant(self.0 + minutes)
    }
}

/// Moves back by minutes of civil time.
impl Sub<i64> for Instant {
    type Output = Instant;

    fn sub(self, minutes: i64) -> Instant {
        Instant(self.0 - minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_belongs_to_the_day_that_begins() {
        assert_eq!(Instant::midnight(3).day(), 3);
        assert_eq!((Instant::midnight(3) - 1).day(), 2);
        assert_eq!((Instant::midnight(-3) - 1).day(), -4);
        assert_eq!((Instant::midnight(-3) + 61).minute(), 61);
    }
}
