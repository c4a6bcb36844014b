//! Time in fractions: from the minutes of a calendar's work to civil minutes and back, by table.
//!
//! It says what [`Calendar::work_at`], [`Calendar::end_of`] and [`Calendar::start_of`] say, also between whole minutes.
//! A table covers the years around a plan; beyond it the calendar itself is asked.

use crate::plan::axis::End;
use crate::plan::calendar::Calendar;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;

/// A stretch of work.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// When it begins, in civil minutes.
    at: f64,
    /// How long it is.
    length: f64,
    /// The work done before it.
    before: f64,
}

/// A calendar with a table.
#[derive(Debug)]
pub(crate) struct Scale<'a> {
    calendar: &'a Calendar,
    stretches: Vec<Stretch>,
    /// The first stretch that ends after the beginning of each day.
    by_day: Vec<u32>,
    /// The first stretch that ends after each working day's length of work.
    by_work: Vec<u32>,
    /// Midnight of the first day.
    first: f64,
    /// Work done before the first day.
    before: f64,
    /// Work to the next entry of `by_work`.
    step: f64,
}

impl<'a> Scale<'a> {
    /// Lists the stretches of some days.
    pub(crate) fn new(calendar: &'a Calendar, first_day: i64, days: usize) -> Scale<'a> {
        let mut stretches = Vec::with_capacity(days);
        let mut by_day = Vec::with_capacity(days);
        let mut before = calendar.work_at(Instant::midnight(first_day));
        for day in (first_day..).take(days) {
            by_day.push(stretches.len() as u32);
            for &(from, to) in calendar.hours(day).ranges() {
                let length = to - from;
                let at = (Instant::midnight(day) + from).0 as f64;
                stretches.push(Stretch { at, length: length as f64, before: before as f64 });
                before += length;
            }
        }
        let step = calendar.minutes_per_day() as f64;
        let base = stretches.first().map_or(0.0, |s| s.before);
        let mut by_work = Vec::with_capacity(days);
        let mut n = 0;
        while let Some(stretch) = stretches.get(n) {
            let work = base + by_work.len() as f64 * step;
            if stretch.before + stretch.length > work {
                by_work.push(n as u32);
            } else {
                n += 1;
            }
        }
        let first = Instant::midnight(first_day).0 as f64;
        Scale { calendar, stretches, by_day, by_work, first, before: base, step }
    }

    /// Returns the work done by a civil minute.
    pub(crate) fn work_at(&self, at: f64) -> f64 {
        let day = (at - self.first) / DAY as f64;
        if day >= 0.0
            && let Some(from) = self.by_day.get(day as usize)
        {
            for stretch in &self.stretches[*from as usize..] {
                if at <= stretch.at + stretch.length {
                    return stretch.before + (at - stretch.at).max(0.0);
                }
            }
        }
        let minute = Instant(at.floor() as i64);
        let (now, next) = (self.calendar.work_at(minute), self.calendar.work_at(minute + 1));
        now as f64 + (at - at.floor()) * (next - now) as f64
    }

    /// Returns the civil minute at which so much work is done ([`End::Finish`]), or goes on ([`End::Start`]).
    pub(crate) fn civil(&self, work: f64, end: End) -> f64 {
        let bucket = (work - self.before) / self.step;
        // Work that ends with the first stretch's beginning ended before the table.
        if (bucket > 0.0 || (bucket == 0.0 && end == End::Start))
            && let Some(from) = self.by_work.get(bucket as usize)
        {
            // Work that ends where the bucket begins ends in the stretch before.
            let mut n = *from as usize;
            if end == End::Finish && n > 0 && work <= self.stretches[n].before {
                n -= 1;
            }
            for stretch in &self.stretches[n..] {
                let last = stretch.before + stretch.length;
                if work < last || (work == last && end == End::Finish) {
                    return stretch.at + (work - stretch.before);
                }
            }
        }
        let whole = work.floor();
        let part = work - whole;
        let at = match end {
            End::Finish if part == 0.0 => self.calendar.end_of(whole as i64),
            _ => self.calendar.start_of(whole as i64),
        };
        at.0 as f64 + part
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plan::calendar::Hours;

    /// A lunch break, half days, days off and a Sunday that works.
    fn odd() -> Calendar {
        let lunch = Hours::of_ranges(vec![(540, 720), (780, 1020)]).unwrap();
        let week = std::array::from_fn(|n| if n < 5 { lunch.clone() } else { Hours::off() });
        let exceptions = BTreeMap::from([
            (20_000, Hours::of_minutes(90)),
            (20_005, Hours::off()),
            (20_006, Hours::off()),
            (20_010, Hours::of_minutes(1440)),
            (20_011, Hours::of_minutes(1440)),
        ]);
        Calendar::new(week, exceptions, 420).unwrap()
    }

    #[test]
    fn a_table_says_what_its_calendar_says_also_beyond_its_end() {
        for calendar in [odd(), Calendar::standard(8.0)] {
            let scale = Scale::new(&calendar, 19_995, 30);
            for minute in (19_990 * DAY..20_040 * DAY).step_by(7) {
                let at = Instant(minute);
                let work = calendar.work_at(at);
                assert_eq!(scale.work_at(minute as f64), work as f64);
                assert_eq!(scale.civil(work as f64, End::Finish), calendar.end_of(work).0 as f64);
                assert_eq!(scale.civil(work as f64, End::Start), calendar.start_of(work).0 as f64);
                let half = work as f64 + 0.5;
                assert_eq!(scale.civil(half, End::Finish), calendar.start_of(work).0 as f64 + 0.5);
                assert_eq!(scale.work_at(scale.civil(half, End::Finish)), half);
            }
        }
    }
}
