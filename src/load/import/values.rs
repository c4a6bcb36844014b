//! Values as spreadsheets write them, as plan files do.

use crate::model::Band;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Kind;
use crate::model::id_fault;

/// The order of day and month in a column of dates with slashes or dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// `31/12/2026`.
    DayFirst,
    /// `12/31/2026`.
    MonthFirst,
    /// Every date of the column could be either.
    Unknown,
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Finds out what the dates of a column mean: one day above 12 settles it. Dots are always day first.
pub(crate) fn day_order<'a>(values: impl Iterator<Item = &'a str>) -> DayOrder {
    let mut order = DayOrder::Unknown;
    for value in values {
        if let Some((first, second, _)) = three(value, '/') {
            match (first > 12, second > 12) {
                (true, false) => return DayOrder::DayFirst,
                (false, true) => order = DayOrder::MonthFirst,
                _ => {}
            }
        }
    }
    order
}

fn three(value: &str, separator: char) -> Option<(u16, u16, u16)> {
    let mut parts = value.split(separator).map(|p| p.trim().parse::<u16>().ok());
    let found = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(found)
}

fn ymd(year: u16, month: u16, day: u16) -> Option<Date> {
    let year = if year < 100 { year + 2000 } else { year };
    Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// Reads a date: `2026-11-22`, `2026/11/22`, `22.11.2026`, `22 Nov 2026`, `November 22, 2026`, and with slashes as the
/// column says.
pub(crate) fn date(value: &str, order: DayOrder) -> Option<Date> {
    let value = value.trim();
    let day = value.split(['T', ' ']).next().unwrap_or_default();
    if let Ok(date) = Date::parse(day) {
        return Some(date);
    }
    if let Some((a, b, c)) = three(value, '/') {
        return match order {
            _ if a > 1000 => ymd(a, b, c),
            DayOrder::DayFirst => ymd(c, b, a),
            DayOrder::MonthFirst => ymd(c, a, b),
            DayOrder::Unknown => None,
        };
    }
    if let Some((a, b, c)) = three(value, '.') {
        return ymd(c, b, a);
    }
    let words: Vec<String> =
        value.split([' ', ',', '-']).filter(|w| !w.is_empty()).map(|w| w.to_lowercase()).collect();
    let month = words.iter().find_map(|w| MONTHS.iter().position(|m| w.len() >= 3 && w.starts_with(m)))?;
    let numbers: Vec<u16> = words
        .iter()
        .filter_map(|w| w.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.']).parse().ok())
        .collect();
    match numbers.as_slice() {
        [day, year] if *year > 99 => ymd(*year, u16::try_from(month + 1).ok()?, *day),
        [year, day] if *year > 99 => ymd(*year, u16::try_from(month + 1).ok()?, *day),
        _ => None,
    }
}

/// Makes an id of a name: `Maria Rossi` becomes `maria-rossi`. `None` when nothing is left, or nobody is meant.
pub(crate) fn slug(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@');
    let mut out = String::new();
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || c == '.' || c == '_' => out.push(c.to_ascii_lowercase()),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let out = out.trim_matches(['-', '.', '_']).to_owned();
    let nobody =
        matches!(out.as_str(), "tbd" | "tba" | "none" | "n-a" | "na" | "unassigned" | "no" | "yes" | "todo");
    let is_number = out.bytes().all(|b| b.is_ascii_digit());
    (!nobody && !is_number && id_fault(&out).is_none()).then_some(out)
}

/// Returns the id that a cell gives, if it is one that epm takes as it is.
pub(crate) fn id(value: &str) -> Option<String> {
    let value = value.trim();
    let is_number = value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (!is_number && id_fault(value).is_none() && slug(value).is_some()).then(|| value.to_owned())
}

/// Translates a status of another tool.
pub(crate) fn status(kind: Kind, value: &str) -> Option<&'static str> {
    let word = super::columns::plain(value);
    let is = |words: &[&str]| words.contains(&word.as_str());
    let open = is(&[
        "open",
        "new",
        "active",
        "identified",
        "not started",
        "planned",
        "to do",
        "todo",
        "ongoing",
        "pending",
    ]);
    let working = is(&[
        "in progress",
        "wip",
        "started",
        "mitigating",
        "mitigated",
        "in mitigation",
        "being mitigated",
        "monitoring",
        "doing",
    ]);
    let done = is(&[
        "closed",
        "done",
        "resolved",
        "complete",
        "completed",
        "finished",
        "delivered",
        "retired",
        "met",
        "achieved",
    ]);
    match kind {
        Kind::Risk if is(&["accepted"]) => Some("accepted"),
        Kind::Risk if is(&["realised", "realized", "occurred", "issue", "materialised", "materialized"]) => {
            Some("realised")
        }
        Kind::Risk if working => Some("mitigating"),
        Kind::Risk if done => Some("closed"),
        Kind::Issue if is(&["escalated"]) => Some("escalated"),
        Kind::Issue if working => Some("in_progress"),
        Kind::Issue if done => Some("resolved"),
        Kind::Assumption if is(&["validated", "confirmed", "true", "valid"]) || done => Some("validated"),
        Kind::Assumption if is(&["invalidated", "false", "invalid", "wrong", "rejected"]) => {
            Some("invalidated")
        }
        Kind::Dependency if is(&["at risk", "amber", "yellow"]) => Some("at_risk"),
        Kind::Dependency if is(&["blocked", "red"]) => Some("blocked"),
        Kind::Dependency if is(&["late", "overdue", "delayed"]) => Some("late"),
        Kind::Dependency if done => Some("done"),
        Kind::Dependency if open || working || is(&["on track", "green"]) => Some("on_track"),
        Kind::Milestone if working || is(&["on track", "at risk"]) => Some("in_progress"),
        Kind::Milestone if is(&["blocked", "on hold"]) => Some("blocked"),
        Kind::Milestone if is(&["cancelled", "canceled", "dropped"]) => Some("cancelled"),
        Kind::Milestone if done => Some("done"),
        Kind::Milestone if open => Some("planned"),
        Kind::Decision => {
            crate::model::DecisionState::parse(&word).normal.map(crate::model::DecisionStatus::as_str)
        }
        Kind::Risk | Kind::Issue | Kind::Assumption if open || working => Some("open"),
        _ => None,
    }
}

/// Translates a severity.
pub(crate) fn severity(value: &str) -> Option<&'static str> {
    match super::columns::plain(value).as_str() {
        "critical" | "blocker" | "very high" | "p0" | "5" | "showstopper" => Some("critical"),
        "high" | "major" | "p1" | "4" | "h" => Some("high"),
        "medium" | "moderate" | "med" | "p2" | "3" | "m" | "normal" => Some("medium"),
        "low" | "minor" | "p3" | "p4" | "1" | "2" | "l" | "trivial" | "very low" => Some("low"),
        _ => None,
    }
}

/// Reads a probability: `30%`, `0.3`, `High`, `4`.
pub(crate) fn likelihood(value: &str) -> Option<String> {
    let value = value.trim();
    if let Ok(percent) = crate::model::Percent::parse(&value.replace(' ', "")) {
        return Some(percent.to_string());
    }
    if let Some(share) = value.parse::<f64>().ok().filter(|p| *p > 0.0 && *p < 1.0) {
        return Some(format!("{}%", (share * 1000.0).round() / 10.0));
    }
    // Bands end at 5: a greater whole number counts percents.
    if let Some(percent) = value.parse::<u8>().ok().filter(|n| (6..=100).contains(n)) {
        return Some(format!("{percent}%"));
    }
    band(value)
}

/// Reads an impact: a band, or a delay such as `10d`.
pub(crate) fn impact(value: &str) -> Option<String> {
    band(value).or_else(|| Duration::parse(value.trim()).ok().map(|d| d.to_string()))
}

fn band(value: &str) -> Option<String> {
    let word = match super::columns::plain(value).as_str() {
        "h" | "major" | "likely" | "severe" => "high",
        "m" | "med" | "moderate" | "possible" => "medium",
        "l" | "minor" | "unlikely" => "low",
        "vh" | "critical" | "almost certain" | "catastrophic" | "extreme" => "very_high",
        "vl" | "negligible" | "rare" | "insignificant" => "very_low",
        other => return Band::from_word(other).map(|b| b.as_str().to_owned()),
    };
    Some(word.to_owned())
}

/// Reads a duration: `12d`, `12 days`, `2 weeks`, or a number of days.
pub(crate) fn duration(value: &str) -> Option<String> {
    let value = value.trim().to_lowercase();
    let number: String = value.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = match value[number.len()..].trim() {
        "" | "d" | "day" | "days" | "wd" | "working days" => 'd',
        "w" | "wk" | "wks" | "week" | "weeks" => 'w',
        "h" | "hr" | "hrs" | "hour" | "hours" => 'h',
        _ => return None,
    };
    Duration::parse(&format!("{number}{unit}")).ok().map(|d| d.to_string())
}

/// Reads a share of work: `40%`, `40`.
pub(crate) fn percent(value: &str) -> Option<String> {
    let value = value.trim().trim_end_matches('%').trim();
    crate::model::Percent::parse(&format!("{value}%")).ok().map(|p| p.to_string())
}

/// Reads what a row is: `Risk`, `R`.
pub(crate) fn raid_kind(value: &str) -> Option<Kind> {
    match super::columns::plain(value).as_str() {
        "risk" | "risks" | "r" => Some(Kind::Risk),
        "assumption" | "assumptions" | "a" => Some(Kind::Assumption),
        "issue" | "issues" | "i" | "problem" => Some(Kind::Issue),
        "dependency" | "dependencies" | "d" => Some(Kind::Dependency),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_when_they_can_mean_one_day_only() {
        let read = |v: &str, o| date(v, o).map(|d| d.to_string());
        let some = |d: &str| Some(d.to_owned());
        assert_eq!(read("2026-11-22", DayOrder::Unknown), some("2026-11-22"));
        assert_eq!(read("22.11.2026", DayOrder::Unknown), some("2026-11-22"));
        assert_eq!(read("22 Nov 2026", DayOrder::Unknown), some("2026-11-22"));
        assert_eq!(read("November 22nd, 2026", DayOrder::Unknown), some("2026-11-22"));
        assert_eq!(read("03/04/2026", DayOrder::Unknown), None);
        assert_eq!(read("03/04/2026", DayOrder::DayFirst), some("2026-04-03"));
        assert_eq!(read("soon", DayOrder::Unknown), None);
        assert_eq!(day_order(["03/04/2026", "12/31/2026"].into_iter()), DayOrder::MonthFirst);
    }

    #[test]
    fn words_of_other_tools_are_translated() {
        assert_eq!(status(Kind::Risk, "In Progress"), Some("mitigating"));
        assert_eq!(status(Kind::Milestone, "Complete"), Some("done"));
        assert_eq!(status(Kind::Risk, "banana"), None);
        assert_eq!(likelihood("0.3").as_deref(), Some("30%"));
        assert_eq!(likelihood("High").as_deref(), Some("high"));
        assert_eq!(likelihood("4").as_deref(), Some("high"));
        assert_eq!(likelihood("30").as_deref(), Some("30%"));
        assert_eq!(likelihood("101"), None);
        assert_eq!(impact("10d").as_deref(), Some("10d"));
        assert_eq!(duration("2 weeks").as_deref(), Some("2w"));
        assert_eq!(slug("Maria Rossi").as_deref(), Some("maria-rossi"));
        assert_eq!(slug("TBD"), None);
        assert_eq!(id("12"), None);
        assert_eq!(id("R-12").as_deref(), Some("R-12"));
    }
}
