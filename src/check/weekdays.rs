//! Days with their weekday, as messages show them.

use crate::model::Date;

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Returns `Fri 2026-12-04`.
pub(crate) fn named_day(date: Date) -> String {
    format!("{} {date}", &weekday_name(date)[..3])
}

/// Returns `Friday`.
pub(crate) fn weekday_name(date: Date) -> &'static str {
    NAMES[weekday(date)]
}

/// Returns the position of a day in its week; Monday is 0.
pub(crate) fn weekday(date: Date) -> usize {
    // 1970-01-01 was a Thursday.
    usize::try_from((date.day_number() + 3).rem_euclid(7)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_carry_the_weekday_of_the_calendar() {
        assert_eq!(named_day(Date::parse("2026-12-04").unwrap()), "Fri 2026-12-04");
        assert_eq!(weekday_name(Date::parse("1970-01-01").unwrap()), "Thursday");
        assert_eq!(weekday_name(Date::parse("2028-02-29").unwrap()), "Tuesday");
    }
}
