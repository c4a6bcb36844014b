//! How reports say dates, durations and counts: short, with their unit, and unambiguous in every country.

use crate::diag::wording;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Unit;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns `4 Mar 2027`.
pub(crate) fn date(day: Date) -> String {
    let civil = day.civil();
    format!("{} {} {}", civil.day(), MONTHS[civil.month().unsigned_abs() as usize - 1], civil.year())
}

/// Returns the ISO week of a day: `2026-W47`.
pub(crate) fn iso_week(day: Date) -> String {
    let week = day.civil().iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// Returns Monday and Sunday of a day's ISO week.
pub(crate) fn week_of(day: Date) -> (Date, Date) {
    let monday = day.plus_days(-i32::from(day.civil().weekday().to_monday_zero_offset()));
    (monday, monday.plus_days(6))
}

/// Returns what a variance means: `4 working days late`, `on time`, `2 working days early`.
pub(crate) fn variance(n: f64) -> String {
    match tenths(n) {
        n if n > 0.0 => format!("{} late", wording::working_days(n)),
        n if n < 0.0 => format!("{} early", wording::working_days(n)),
        _ => "on time".to_owned(),
    }
}

/// Returns a range from P50 to P80: `4 to 12 Mar 2027`.
pub(crate) fn range(from: Date, to: Date) -> String {
    let (a, b) = (from.civil(), to.civil());
    let month = MONTHS[a.month().unsigned_abs() as usize - 1];
    match (a.year() == b.year(), a.month() == b.month()) {
        _ if from == to => date(to),
        (true, true) => format!("{} to {}", a.day(), date(to)),
        (true, false) => format!("{} {month} to {}", a.day(), date(to)),
        (false, _) => format!("{} to {}", date(from), date(to)),
    }
}

/// Returns what a total float means: `3 working days`, `none`, `4 working days short`.
pub(crate) fn float(n: f64) -> String {
    match tenths(n) {
        n if n > 0.0 => wording::working_days(n),
        n if n < 0.0 => format!("{} short", wording::working_days(n)),
        _ => "none".to_owned(),
    }
}

/// Returns a duration with its unit written out: `6 working days`, `2 weeks`, `4 hours`.
pub(crate) fn duration(duration: Duration) -> String {
    let text = duration.to_string();
    let number = text.trim_end_matches(char::is_alphabetic);
    let unit = match duration.unit {
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "working day",
        Unit::Week => "working week",
    };
    if number == "1" { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

/// Returns the ends of a range: `3 to 15 working days`, `4 hours to 2 working days`.
pub(crate) fn between(low: Duration, high: Duration) -> String {
    let low_text = if low.unit == high.unit {
        low.to_string().trim_end_matches(char::is_alphabetic).to_owned()
    } else {
        duration(low)
    };
    format!("{low_text} to {}", duration(high))
}

/// Returns how far a due day is, in calendar days: `8 days overdue`, `today`, `in 3 days`.
pub(crate) fn due(day: Date, as_of: Date) -> String {
    match day.days_since(as_of) {
        0 => "today".to_owned(),
        n if n < 0 => format!("{} overdue", wording::count(i64::from(-n), "day")),
        n => format!("in {}", wording::count(i64::from(n), "day")),
    }
}

/// Rounds to a tenth, so that 3.9999999 reads as 4; never `-0`.
pub(crate) fn tenths(n: f64) -> f64 {
    (n * 10.0).round() / 10.0 + 0.0
}

/// Returns the text as a sentence: with a full stop unless it has an end.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Returns the text with a capital at its start.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn numbers_say_their_unit() {
        assert_eq!(variance(3.999_999_9), "4 working days late");
        assert_eq!(variance(-1.0), "1 working day early");
        assert_eq!(variance(-0.04), "on time");
        assert_eq!(float(-2.5), "2.5 working days short");
        assert_eq!(float(0.0), "none");
        assert_eq!(duration(Duration::parse("2.5w").unwrap()), "2.5 working weeks");
        assert_eq!(duration(Duration::days(1)), "1 working day");
        assert_eq!(between(Duration::days(3), Duration::days(15)), "3 to 15 working days");
        assert_eq!(between(Duration::parse("4h").unwrap(), Duration::days(2)), "4 hours to 2 working days");
        assert_eq!(due(day("2026-11-12"), day("2026-11-20")), "8 days overdue");
        assert_eq!(due(day("2026-11-21"), day("2026-11-20")), "in 1 day");
    }

    #[test]
    fn dates_and_weeks_are_those_of_iso() {
        assert_eq!(date(day("2027-03-04")), "4 Mar 2027");
        assert_eq!(iso_week(day("2027-01-03")), "2026-W53");
        assert_eq!(week_of(day("2026-11-20")), (day("2026-11-16"), day("2026-11-22")));
    }

    #[test]
    fn sentences_begin_and_end_well() {
        assert_eq!(sentence("Late"), "Late.");
        assert_eq!(capital("élan"), "Élan");
    }
}
