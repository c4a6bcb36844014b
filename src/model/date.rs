//! Civil dates and moments.

use std::fmt;

use serde::Serialize;

use crate::model::Fault;
use crate::model::Input;
use crate::model::Shape;
use crate::model::Trail;
use crate::model::Value;
use crate::model::Visitor;
use crate::model::scalar;

/// A day, `2026-11-22`, between 1970 and 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The years that a plan may speak of.
    pub const YEARS: std::ops::RangeInclusive<i16> = 1970..=2199;

    /// Reads `2026-11-22`; says why another text is no date.
    pub fn parse(text: &str) -> Result<Date, String> {
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shape {
            return Err("write year, month and day as `2026-11-22`".to_owned());
        }
        let date: jiff::civil::Date = match text.parse() {
            Ok(date) => date,
            Err(_) => return Err(impossible(text)),
        };
        if !Date::YEARS.contains(&date.year()) {
            return Err(format!(
                "the year must be between {} and {}",
                Date::YEARS.start(),
                Date::YEARS.end()
            ));
        }
        Ok(Date(date))
    }

    /// Takes a civil date of [`Date::YEARS`]; one outside is moved to the nearest end.
    pub fn from_civil(date: jiff::civil::Date) -> Date {
        let first = jiff::civil::date(*Date::YEARS.start(), 1, 1);
        let last = jiff::civil::date(*Date::YEARS.end(), 12, 31);
        Date(date.clamp(first, last))
    }

    /// Returns the civil date, for arithmetic.
    pub fn civil(self) -> jiff::civil::Date {
        self.0
    }

    /// Returns the number of days since 1970-01-01.
    pub fn day_number(self) -> i32 {
        (self.0 - jiff::civil::date(1970, 1, 1)).get_days()
    }

    /// Returns the day that is `number` days after 1970-01-01, kept within [`Date::YEARS`].
    pub fn from_day_number(number: i32) -> Date {
        let last = Date::from_civil(jiff::civil::Date::MAX).day_number();
        let span = jiff::Span::new().days(number.clamp(0, last));
        Date::from_civil(jiff::civil::date(1970, 1, 1).saturating_add(span))
    }

    /// Returns the day `days` later (earlier when negative), kept within [`Date::YEARS`].
    #[must_use]
    pub fn plus_days(self, days: i32) -> Date {
        Date::from_day_number(self.day_number().saturating_add(days))
    }

    /// Returns the days from `other` to this date; negative when this one is earlier.
    pub fn days_since(self, other: Date) -> i32 {
        self.day_number() - other.day_number()
    }
}

/// Says which part of `2026-02-30` is impossible.
fn impossible(text: &str) -> String {
    let month: u8 = text[5..7].parse().unwrap_or(0);
    if !(1..=12).contains(&month) {
        return format!("there is no month {month:02}; write year, month, day");
    }
    let year: i16 = text[..4].parse().unwrap_or(0);
    let days =
        jiff::civil::Date::new(year, i8::try_from(month).unwrap_or(1), 1).map_or(31, |d| d.days_in_month());
    format!("{}-{month:02} has {days} days", &text[..4])
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Value for Date {
    fn shape() -> Shape {
        Shape::Date
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "a date such as `2026-11-22`";
        let text = scalar(input, EXPECTED)?.into_owned();
        Date::parse(&text)
            .map_err(|reason| input.fault(Fault::Value { expected: EXPECTED.into(), reason: Some(reason) }))
            .ok()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        visitor.date(at, *self);
    }
}

/// A day with a time: `2026-02-27T15:00:00Z`, `2026-02-27T15:00+01:00`, or `2026-02-27 15:00` in the workspace's zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day and time as written.
    pub at: jiff::civil::DateTime,
    /// Minutes east of UTC, when the text says so.
    pub offset: Option<i32>,
}

impl Moment {
    /// Returns the day as written.
    pub fn date(&self) -> Date {
        Date::from_civil(self.at.date())
    }

    /// Reads a moment; says why another text is none.
    pub fn parse(text: &str) -> Result<Moment, String> {
        let wrong = || "write it as `2026-02-27T15:00`, with `Z` or `+01:00` for another zone".to_owned();
        let day = Date::parse(text.get(..10).ok_or_else(wrong)?)?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Ok(Moment { at: day.civil().at(0, 0, 0, 0), offset: None });
        }
        let rest = rest.strip_prefix(['T', ' ', 't']).ok_or_else(wrong)?;
        let cut = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
        let (time, zone) = rest.split_at(cut);
        let mut parts = time.split(':');
        let mut next = |max: i8, default: Option<&'static str>| -> Result<i8, String> {
            let part = parts.next().or(default).ok_or_else(wrong)?;
            let is_two = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            let n: i8 = if is_two { part.parse().map_err(|_| wrong())? } else { return Err(wrong()) };
            if n > max { Err(format!("`{part}` is more than {max}")) } else { Ok(n) }
        };
        let (hour, minute, second) = (next(23, None)?, next(59, None)?, next(59, Some("00"))?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        let offset = match zone {
            "" => None,
            "Z" | "z" => Some(0),
            _ => Some(offset(zone).ok_or_else(wrong)?),
        };
        Ok(Moment { at: day.civil().at(hour, minute, second, 0), offset })
    }
}

fn offset(zone: &str) -> Option<i32> {
    let (sign, digits) = zone.split_at(1);
    let (hours, minutes) = digits.split_once(':')?;
    let read = |t: &str| (t.len() == 2).then(|| t.parse::<i32>().ok()).flatten();
    let total = read(hours)? * 60 + read(minutes)?;
    (total <= 14 * 60).then_some(if sign == "-" { -total } else { total })
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        write!(f, "{} {:02}:{:02}", at.date(), at.hour(), at.minute())?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str(" UTC"),
            Some(m) => {
                let sign = if m < 0 { '-' } else { '+' };
                write!(f, " UTC{sign}{:02}:{:02}", m.abs() / 60, m.abs() % 60)
            }
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let zone = match self.offset {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(m) => format!("{}{:02}:{:02}", if m < 0 { '-' } else { '+' }, m.abs() / 60, m.abs() % 60),
        };
        serializer.serialize_str(&format!("{}{zone}", self.at))
    }
}

impl Value for Moment {
    fn shape() -> Shape {
        Shape::Moment
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "a date with a time such as `2026-02-27T15:00Z`";
        let text = scalar(input, EXPECTED)?.into_owned();
        Moment::parse(&text)
            .map_err(|reason| input.fault(Fault::Value { expected: EXPECTED.into(), reason: Some(reason) }))
            .ok()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        visitor.date(at, self.date());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_spelling_of_a_date_is_read() {
        assert_eq!(Date::parse("2026-11-22").unwrap().to_string(), "2026-11-22");
        for bad in [
            "20261122",
            "2026-11-22T00:00",
            "2026-1-2",
            "2026/11/22",
            "22.11.2026",
            "0001-01-01",
            "2026-02-30",
            "2025-30-01",
        ] {
            assert!(Date::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Date::parse("2026-02-30").unwrap_err(), "2026-02 has 28 days");
        assert_eq!(Date::parse("2025-30-01").unwrap_err(), "there is no month 30; write year, month, day");
    }

    #[test]
    fn day_numbers_go_both_ways() {
        let day = Date::parse("2026-11-22").unwrap();
        assert_eq!(Date::from_day_number(day.day_number()), day);
        assert_eq!(day.plus_days(-22).to_string(), "2026-10-31");
        assert_eq!(day.plus_days(i32::MAX).to_string(), "2199-12-31");
    }

    #[test]
    fn moments_read_with_and_without_zone() {
        assert_eq!(Moment::parse("2026-02-27T15:00:00Z").unwrap().to_string(), "2026-02-27 15:00 UTC");
        assert_eq!(Moment::parse("2026-02-27 15:00").unwrap().to_string(), "2026-02-27 15:00");
        assert_eq!(
            Moment::parse("2026-02-27T15:00-08:00").unwrap().to_string(),
            "2026-02-27 15:00 UTC-08:00"
        );
        for bad in [
            "2026-02-27T25:00",
            "2026-02-27T15",
            "2026-02-27T15:00PST",
            "27 Feb",
            "2026-02-27T15:00:00:00",
            "é026-02-27T15",
        ] {
            assert!(Moment::parse(bad).is_err(), "{bad}");
        }
    }
}
