//! How reports say dates, durations and counts: short, with their unit, and unambiguous in every country.

use crate::diag::wording;
use crate::model::Date;

/// Returns how far a due day is, in calendar days: `8 days overdue`, `today`, `in 3 days`.
pub(crate) fn due(day: Date, as_of: Date) -> String {
    match day.days_since(as_of) {
        0 => "today".to_owned(),
        n if n < 0 => format!("{} overdue", wording::count(i64::from(-n), "day")),
        n => format!("in {}", wording::count(i64::from(n), "day")),
    }
}

/// Returns the text with a capital at its start.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
