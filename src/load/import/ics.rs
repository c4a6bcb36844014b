//! Holidays from an iCalendar file (RFC 5545): whole days, ranges and yearly repetitions of `VEVENT`s.
//!
//! Reads text, writes nothing. What is no whole day, or repeats in another way, is left out and told with its line.
//! Nothing in the file makes epm do more than the file is long: yearly days are written out for a bounded number of years.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Date;

/// The most events that are read of a file.
const MAX_EVENTS: usize = 10_000;

/// The most days off that one event may cover.
const MAX_DAYS: i32 = 366;

/// The years for which a yearly day is written out, from the first year in the file.
pub const YEARS: i16 = 10;

/// The holidays of a calendar file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// First day, last day and name, in order, each once.
    pub days: BTreeSet<(Date, Date, String)>,
    /// The name that the file gives its calendar.
    pub name: Option<String>,
    /// What was left out, and why, each with its line.
    pub notes: Vec<String>,
}

/// An event while it is read: its properties by name, with parameters and line.
#[derive(Debug, Default)]
struct Event {
    line: usize,
    properties: BTreeMap<String, Property>,
    except: Vec<String>,
}

#[derive(Debug)]
struct Property {
    parameters: String,
    value: String,
}

/// Reads the holidays of a calendar file.
pub fn read(text: &str) -> Holidays {
    let mut out = Holidays::default();
    let events = events(text, &mut out);
    let starts = events.iter().filter_map(|event| day(event.properties.get("DTSTART")?).ok());
    let Some(first_year) = starts.map(|day| day.civil().year()).min() else {
        if events.is_empty() && out.notes.is_empty() {
            out.notes.push("there is no event in the file".to_owned());
        }
        for event in &events {
            convert(event, i16::MAX, &mut out);
        }
        return out;
    };
    let last_year = first_year.saturating_add(YEARS - 1);
    for event in &events {
        convert(event, last_year, &mut out);
    }
    out
}

/// Collects the events; alarms and other parts inside them are passed over.
fn events(text: &str, out: &mut Holidays) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut open: Option<Event> = None;
    let mut depth = 0_usize;
    for (line, content) in unfolded(text) {
        let Some((head, value)) = split(&content) else { continue };
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        let name = name.to_ascii_uppercase();
        let word = value.trim().to_ascii_uppercase();
        match (name.as_str(), word.as_str(), &mut open) {
            ("BEGIN", "VEVENT", None) => open = Some(Event { line, ..Event::default() }),
            ("BEGIN", _, Some(_)) => depth += 1,
            ("END", _, Some(_)) if depth > 0 => depth -= 1,
            ("END", "VEVENT", Some(_)) => {
                if events.len() == MAX_EVENTS {
                    out.notes
                        .push(format!("line {line}: more than {MAX_EVENTS} events; the rest is left out"));
                    return events;
                }
                events.extend(open.take());
            }
            ("EXDATE", _, Some(event)) if depth == 0 => {
                event.except.extend(value.split(',').map(|day| day.trim().to_owned()));
            }
            (_, _, Some(event)) if depth == 0 => {
                let property =
                    Property { parameters: parameters.to_ascii_uppercase(), value: value.to_owned() };
                event.properties.entry(name).or_insert(property);
            }
            ("X-WR-CALNAME", _, None) => out.name = Some(plain(value)),
            _ => {}
        }
    }
    if let Some(event) = open {
        out.notes.push(format!("line {}: the event does not end", event.line));
    }
    events
}

/// Returns the content lines with the number of their first line. A line that begins with a blank continues the one
/// before it.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((n + 1, line.to_owned())),
        }
    }
    lines
}

/// Splits a content line at its colon, which may stand in a quoted parameter before.
fn split(line: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let colon = line.find(|c| {
        is_quoted ^= c == '"';
        c == ':' && !is_quoted
    })?;
    Some((&line[..colon], &line[colon + 1..]))
}

/// Turns an event into holidays.
fn convert(event: &Event, last_year: i16, out: &mut Holidays) {
    let value = |name: &str| event.properties.get(name).map(|p| p.value.trim());
    if value("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
        return;
    }
    let name = value("SUMMARY").map(plain).unwrap_or_default();
    let mut note = |why: &str| {
        let what = if name.is_empty() { "an event".to_owned() } else { format!("\"{name}\"") };
        out.notes.push(format!("line {}: {what} is left out: {why}", event.line));
    };
    let Some(start) = event.properties.get("DTSTART") else { return note("it has no start") };
    let first = match day(start) {
        Ok(first) => first,
        Err(why) => return note(&why),
    };
    let days = match length(event, first) {
        Ok(days) => days,
        Err(why) => return note(&why),
    };
    let years = match value("RRULE").map(|rule| yearly(rule, first, last_year)) {
        None => vec![first],
        Some(Ok(years)) => years,
        Some(Err(why)) => return note(&why),
    };
    let is_kept =
        |day: &Date| !event.except.iter().any(|except| compact(*day) == except.get(..8).unwrap_or_default());
    for first in years.into_iter().filter(is_kept) {
        out.days.insert((first, first.plus_days(days - 1), name.clone()));
    }
}

/// Reads a whole day: `20261225`.
fn day(property: &Property) -> Result<Date, String> {
    let value = property.value.trim();
    if value.contains('T') || property.parameters.contains("VALUE=DATE-TIME") {
        return Err("it is no whole day".to_owned());
    }
    let is_shape = value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit());
    if !is_shape {
        return Err(format!("`{}` is no day", short(value)));
    }
    Date::parse(&format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]))
}

/// Returns the days that an event covers. Its end is the first day after it.
fn length(event: &Event, first: Date) -> Result<i32, String> {
    let days = match (event.properties.get("DTEND"), event.properties.get("DURATION")) {
        (Some(end), _) => day(end)?.days_since(first),
        (None, Some(duration)) => {
            let text = duration.value.trim().to_ascii_uppercase();
            let number = |unit: char| text.strip_prefix('P')?.strip_suffix(unit)?.parse::<i32>().ok();
            let days = number('D').or_else(|| number('W').and_then(|weeks| weeks.checked_mul(7)));
            days.ok_or_else(|| format!("`{}` is no number of days", short(&text)))?
        }
        (None, None) => 1,
    };
    match days {
        // Some programs write the day itself as the end.
        0 => Ok(1),
        1..=MAX_DAYS => Ok(days),
        _ if days < 0 => Err("it ends before it begins".to_owned()),
        _ => Err(format!("it covers {days} days; at most {MAX_DAYS} are a holiday")),
    }
}

/// Returns the days on which a yearly event falls, up to a year.
fn yearly(rule: &str, first: Date, last_year: i16) -> Result<Vec<Date>, String> {
    let other = || format!("it repeats by `{}`; only yearly days are read", short(rule));
    let civil = first.civil();
    let (mut interval, mut count, mut until) = (1_i16, usize::MAX, None);
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').ok_or_else(other)?;
        match key.trim().to_ascii_uppercase().as_str() {
            "FREQ" if value.eq_ignore_ascii_case("YEARLY") => {}
            "INTERVAL" => interval = value.parse().ok().filter(|n| *n > 0).ok_or_else(other)?,
            "COUNT" => count = value.parse().map_err(|_| other())?,
            "UNTIL" => until = Some(value.get(..8).ok_or_else(other)?.to_owned()),
            "BYMONTH" if value.parse() == Ok(civil.month()) => {}
            "BYMONTHDAY" if value.parse() == Ok(civil.day()) => {}
            "WKST" => {}
            _ => return Err(other()),
        }
    }
    let mut days = Vec::new();
    let mut year = civil.year();
    while year <= last_year && days.len() < count {
        // The 29th of February exists in some years only.
        if let Ok(day) = jiff::civil::Date::new(year, civil.month(), civil.day()) {
            let day = Date::from_civil(day);
            if until.as_ref().is_some_and(|until| compact(day) > *until) {
                break;
            }
            days.push(day);
        }
        year = year.saturating_add(interval);
    }
    Ok(days)
}

/// Returns a day as the format writes it.
fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Returns a text without its escapes, in one line.
fn plain(text: &str) -> String {
    let text = text.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";");
    let text = text.replace("\\\\", "\\");
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    short(&words.join(" "))
}

/// Returns a text of at most 120 characters.
fn short(text: &str) -> String {
    text.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &[&str]) -> String {
        let events: Vec<String> = events
            .iter()
            .map(|e| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", e.replace('|', "\r\n")))
            .collect();
        format!("BEGIN:VCALENDAR\r\nX-WR-CALNAME:Feiertage\\, Berlin\r\n{}END:VCALENDAR\r\n", events.concat())
    }

    fn days(text: &str) -> Vec<String> {
        let short = |(from, to, name): &(Date, Date, String)| format!("{from} {to} {name}");
        read(text).days.iter().map(short).collect()
    }

    #[test]
    fn whole_days_ranges_and_folded_lines_are_read() {
        let text = file(&[
            "DTSTART;VALUE=DATE:20261225|DTEND;VALUE=DATE:20261227|SUMMARY:Christmas\\, both",
            "SUMMARY;LANGUAGE=\"de:DE\":Tag der Deutschen Ein| heit|DTSTART;VALUE=DATE:20261003",
            "DTSTART;VALUE=DATE:20270101|DURATION:P1W|BEGIN:VALARM|SUMMARY:no|END:VALARM|SUMMARY:Shutdown",
            "DTSTART;VALUE=DATE:20260501|STATUS:CANCELLED|SUMMARY:gone",
        ]);
        assert_eq!(
            days(&text),
            [
                "2026-10-03 2026-10-03 Tag der Deutschen Einheit",
                "2026-12-25 2026-12-26 Christmas, both",
                "2027-01-01 2027-01-07 Shutdown",
            ]
        );
        assert_eq!(read(&text).name.as_deref(), Some("Feiertage, Berlin"));
    }

    #[test]
    fn yearly_days_are_written_out_for_ten_years_at_most() {
        let christmas =
            file(&["DTSTART;VALUE=DATE:20261225|RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25|SUMMARY:c"]);
        assert_eq!(days(&christmas).len(), 10);
        assert_eq!(days(&christmas)[9], "2035-12-25 2035-12-25 c");
        let bounded =
            |rule: &str| days(&file(&[&format!("DTSTART;VALUE=DATE:20260101|RRULE:{rule}|SUMMARY:n")])).len();
        assert_eq!(bounded("FREQ=YEARLY;COUNT=3"), 3);
        assert_eq!(bounded("FREQ=YEARLY;UNTIL=20280101T000000Z"), 3);
        assert_eq!(bounded("FREQ=YEARLY;INTERVAL=2"), 5);
        assert_eq!(bounded("FREQ=YEARLY;COUNT=99999999999999"), 10);
        let leap = file(&["DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY|EXDATE:20280229|SUMMARY:l"]);
        assert_eq!(days(&leap), ["2024-02-29 2024-02-29 l", "2032-02-29 2032-02-29 l"]);
    }

    #[test]
    fn what_cannot_be_a_holiday_is_told_with_its_line() {
        let text = file(&[
            "DTSTART:20261224T180000Z|SUMMARY:party",
            "DTSTART;VALUE=DATE:20260101|RRULE:FREQ=DAILY;UNTIL=99991231|SUMMARY:always",
            "DTSTART;VALUE=DATE:20260101|DTEND;VALUE=DATE:99991231|SUMMARY:ages",
            "DTSTART;VALUE=DATE:20260301|DTEND;VALUE=DATE:20280301|SUMMARY:long",
            "DTSTART;VALUE=DATE:20260230|SUMMARY:never",
            "SUMMARY:no start",
        ]);
        let found = read(&text);
        assert!(found.days.is_empty(), "{found:?}");
        let notes = found.notes.join("\n");
        for word in [
            "line 3: \"party\"",
            "no whole day",
            "FREQ=DAILY",
            "\"ages\"",
            "731 days",
            "\"never\"",
            "no start",
        ] {
            assert!(notes.contains(word), "{word} in {notes}");
        }
        assert_eq!(found.notes.len(), 6);
    }

    #[test]
    fn hostile_files_end_soon() {
        for text in [
            "",
            ":",
            "BEGIN:VEVENT",
            "\u{0}\r\n \r\n",
            "BEGIN:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\nDTSTART:é\nEND:VEVENT",
        ] {
            assert!(read(text).days.is_empty(), "{text:?}");
        }
        let many = file(&vec!["DTSTART;VALUE=DATE:20260101|RRULE:FREQ=YEARLY|SUMMARY:x"; MAX_EVENTS + 5]);
        let found = read(&many);
        assert_eq!(found.days.len(), 10);
        assert!(found.notes[0].contains("more than 10000 events"));
        let nested = "BEGIN:VEVENT\n".repeat(100_000);
        assert_eq!(read(&nested).notes.len(), 1);
    }
}
