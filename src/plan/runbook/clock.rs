//! Minutes of the world, and what a clock shows of them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::tz::TimeZone;

use crate::model::Moment;

/// Turns written moments into minutes since 1970-01-01 00:00 UTC, and minutes into what a clock shows.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The zone of moments without one.
    workspace: TimeZone,
    /// The zone to show.
    shown: TimeZone,
    name: String,
}

impl Clock {
    /// Takes the workspace's zone, and the moment whose zone is shown: the start of a window. Where the moment's offset
    /// is what the workspace's zone has at that time, that zone is shown, so that the clocks that change in the night
    /// change here too; else the offset itself.
    pub fn new(zone: Option<&str>, start: Option<&Moment>) -> Clock {
        let name = zone.unwrap_or("UTC");
        let (workspace, name) = match TimeZone::get(name) {
            Ok(zone) => (zone, name.to_owned()),
            Err(_) => (TimeZone::UTC, "UTC".to_owned()),
        };
        let clock = Clock { shown: workspace.clone(), workspace, name };
        let Some((start, minutes)) = start.and_then(|start| Some((start, start.offset?))) else {
            return clock;
        };
        let there = timestamp(clock.minute(start));
        let is_same = clock.workspace.to_offset(there).seconds() == minutes * 60;
        let Ok(offset) = Offset::from_seconds(minutes * 60) else { return clock };
        match is_same {
            true => clock,
            false => Clock { shown: TimeZone::fixed(offset), name: offset_name(minutes), ..clock },
        }
    }

    /// Returns the minute of a moment.
    pub fn minute(&self, moment: &Moment) -> i64 {
        let seconds = |at: DateTime, zone: &TimeZone| {
            at.to_zoned(zone.clone()).map(|zoned| zoned.timestamp().as_second()).unwrap_or(0)
        };
        let seconds = match moment.offset {
            Some(minutes) => seconds(moment.at, &TimeZone::UTC) - i64::from(minutes) * 60,
            None => seconds(moment.at, &self.workspace),
        };
        seconds.div_euclid(60)
    }

    /// Returns what the clock shows at a minute: `2027-02-25T20:00`.
    pub fn civil(&self, minute: i64) -> DateTime {
        timestamp(minute).to_zoned(self.shown.clone()).datetime()
    }

    /// Returns a minute as a moment with its offset: `2027-02-25T20:00:00+01:00`.
    pub fn moment(&self, minute: i64) -> Moment {
        let zoned = timestamp(minute).to_zoned(self.shown.clone());
        Moment { at: zoned.datetime(), offset: Some(zoned.offset().seconds() / 60) }
    }

    /// Returns the name of the zone that is shown: `Europe/Berlin`, `UTC+01:00`.
    pub fn zone(&self) -> &str {
        &self.name
    }

    /// Tells whether the clocks change between two minutes.
    pub fn changes_between(&self, from: i64, to: i64) -> bool {
        self.shown.to_offset(timestamp(from)) != self.shown.to_offset(timestamp(to))
    }
}

fn timestamp(minute: i64) -> Timestamp {
    Timestamp::from_second(minute.saturating_mul(60)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn offset_name(minutes: i32) -> String {
    match minutes {
        0 => "UTC".to_owned(),
        m => format!("UTC{}{:02}:{:02}", if m < 0 { '-' } else { '+' }, m.abs() / 60, m.abs() % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn minutes_count_over_midnight_zones_and_the_night_the_clocks_change() {
        let between = |zone: Option<&str>, from: &str, to: &str| {
            let (from, to) = (moment(from), moment(to));
            let clock = Clock::new(zone, Some(&from));
            clock.minute(&to) - clock.minute(&from)
        };
        assert_eq!(between(None, "2027-02-25T20:00+01:00", "2027-02-26T03:00+01:00"), 420);
        assert_eq!(between(None, "2027-02-25T20:00+01:00", "2027-02-25T20:00Z"), 60);
        assert_eq!(between(None, "2027-02-25 20:00", "2027-02-26 03:00"), 420);
        // 2027-03-28, 02:00 becomes 03:00 in Berlin.
        let berlin = Some("Europe/Berlin");
        assert_eq!(between(berlin, "2027-03-27 22:00", "2027-03-28 06:00"), 420);
        assert_eq!(between(berlin, "2027-03-27T22:00+01:00", "2027-03-28T06:00+02:00"), 420);
        assert_eq!(between(berlin, "2027-10-30 22:00", "2027-10-31 06:00"), 540);
    }

    #[test]
    fn the_clock_shows_the_zone_of_the_window() {
        let start = moment("2027-03-28T01:30+01:00");
        let clock = Clock::new(Some("Europe/Berlin"), Some(&start));
        let minute = clock.minute(&start);
        assert_eq!(clock.zone(), "Europe/Berlin");
        assert_eq!(clock.civil(minute + 60).to_string(), "2027-03-28T03:30:00", "the clocks have changed");
        assert_eq!(clock.moment(minute + 60).to_string(), "2027-03-28 03:30 UTC+02:00");
        assert!(clock.changes_between(minute, minute + 60));
        let clock = Clock::new(Some("America/New_York"), Some(&start));
        assert_eq!(clock.zone(), "UTC+01:00");
        assert_eq!(clock.civil(minute).to_string(), "2027-03-28T01:30:00");
        assert_eq!(Clock::new(Some("Mars/Base"), None).zone(), "UTC");
    }
}
