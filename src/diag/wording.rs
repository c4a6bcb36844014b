//! Counts and lists as a person writes them.

use std::fmt::Display;

/// Returns `1 day`, `7 days`.
pub fn count(number: i64, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

/// Returns `1 working day`, `2.5 working days`: at most one digit after the point, never a sign.
pub fn working_days(number: f64) -> String {
    let rounded = (number.abs() * 10.0).round() / 10.0;
    let unit = if (rounded - 1.0).abs() < f64::EPSILON { "working day" } else { "working days" };
    format!("{rounded} {unit}")
}

/// Returns `7 h 30 min`.
pub fn clock(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// Returns a noun with its article: `a milestone`, `an operation`.
pub fn article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Returns a probability that comes from trials, which never prove certainty: `4%`, `under 1%`, `over 99%`.
pub fn chance(share: f64) -> String {
    match share {
        p if p < 0.005 => "under 1%".to_owned(),
        p if p >= 0.995 => "over 99%".to_owned(),
        p => format!("{}%", (p * 100.0).round()),
    }
}

/// Returns a probability from trials for a column of a table: `<1%`, `4%`, `>99%`.
pub fn brief_chance(share: f64) -> String {
    chance(share).replace("under ", "<").replace("over ", ">")
}

/// Returns `1 person-day`, `2.5 person-days`: at most one digit after the point.
pub fn person_days(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    let unit = if (rounded - 1.0).abs() < f64::EPSILON { "person-day" } else { "person-days" };
    format!("{rounded} {unit}")
}

/// Returns `a`, `a and b`, `a, b and c`.
pub fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let mut words: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    let Some(last) = words.pop() else { return String::new() };
    if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) }
}

/// Returns a list of names in backticks, at most five: `` `a`, `b` and 3 more ``.
pub fn names<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    const SHOWN: usize = 5;
    let mut words: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    let more = words.len().saturating_sub(SHOWN);
    if more > 0 {
        words.truncate(SHOWN);
        words.push(format!("{more} more"));
    }
    list(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_read_as_a_person_writes_them() {
        assert_eq!(count(1, "day"), "1 day");
        assert_eq!(count(0, "day"), "0 days");
        assert_eq!(working_days(-1.0), "1 working day");
        assert_eq!(working_days(2.25), "2.3 working days");
        assert_eq!([0.0, 0.005, 0.994, 1.0].map(chance), ["under 1%", "1%", "99%", "over 99%"]);
        assert_eq!([0.0, 0.5, 1.0].map(brief_chance), ["<1%", "50%", ">99%"]);
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b", "c"]), "a, b and c");
        assert_eq!(names(["a", "b"]), "`a` and `b`");
        assert_eq!(names(1..=7), "`1`, `2`, `3`, `4`, `5` and 2 more");
    }
}
