//! The days that a schedule shows.

use crate::model::Date;
use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::drivers::Drivers;
use crate::plan::drivers::Reason;
use crate::plan::early::Early;
use crate::plan::network::Network;
use crate::plan::network::Side;

impl Network {
    /// Returns the first and the last day that each activity shows, counted from 1970-01-01.
    ///
    /// An instant that a predecessor puts where it is shows the predecessor's day, whatever its own calendar says of it.
    pub(crate) fn days(&self, early: &Early, drivers: &Drivers) -> Vec<(i64, i64)> {
        let mut days = vec![(0, 0); self.activities.len()];
        for n in &self.order.sorted {
            let n = *n as usize;
            let calendar = self.calendar(n);
            let (start, finish) = (early.start[n], early.finish[n]);
            days[n] = if self.activities[n].pace != Pace::Instant {
                let last = calendar.last_day(finish);
                (calendar.first_day(start).min(last), last)
            } else if early.side[n] == Side::Open {
                (finish.day(), finish.day())
            } else {
                let of_driver = self.day_of_driver(n, early, drivers, &days);
                let last = of_driver.unwrap_or_else(|| calendar.last_day(finish));
                (last, last)
            };
            if let Some(started) = self.activities[n].started {
                days[n].0 = started.day().min(days[n].1);
            }
        }
        days
    }

    /// Returns the last day of the predecessor whose finish an instant is.
    fn day_of_driver(&self, n: usize, early: &Early, drivers: &Drivers, days: &[(i64, i64)]) -> Option<i64> {
        let Reason::Link(number) = drivers.reason[n] else { return None };
        let link = &self.links[number as usize];
        let is_its_finish =
            link.source() == End::Finish && early.finish[link.from as usize] == early.finish[n];
        is_its_finish.then(|| days[link.from as usize].1)
    }
}

/// Returns a day that the engine counts, kept within the years that a plan may speak of.
pub(crate) fn date(day: i64) -> Date {
    Date::from_day_number(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
}
