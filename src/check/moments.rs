//! Moments on one line: those without an offset are meant in the workspace's zone.

use jiff::tz::TimeZone;

use crate::check::Facts;
use crate::model::Moment;

/// Returns the workspace's zone; an unknown one counts as UTC and is a finding of its own.
pub(crate) fn zone(facts: &Facts<'_>) -> TimeZone {
    let name = facts.settings().timezone.as_deref().unwrap_or("UTC");
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Returns seconds since 1970-01-01 UTC.
pub(crate) fn seconds(moment: &Moment, zone: &TimeZone) -> i64 {
    let utc = |offset: i64| {
        let day = i64::from(moment.date().day_number());
        let time = moment.at.time();
        let clock = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        day * 86_400 + clock - offset
    };
    match moment.offset {
        Some(minutes) => utc(i64::from(minutes) * 60),
        None => {
            zone.to_ambiguous_timestamp(moment.at).compatible().map_or_else(|_| utc(0), |t| t.as_second())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_wins_over_the_zone() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let at = |text: &str| seconds(&Moment::parse(text).unwrap(), &berlin);
        assert_eq!(at("2026-12-05T22:00"), at("2026-12-05T21:00Z"));
        assert_eq!(at("2026-12-05T22:00+01:00"), at("2026-12-05T22:00"));
        assert!(at("2026-12-05T22:00-08:00") > at("2026-12-05T22:00"));
    }
}
