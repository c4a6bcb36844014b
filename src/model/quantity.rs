//! Durations in working time, percentages and probabilities.

use std::fmt;

use serde::Serialize;

use crate::model::Fault;
use crate::model::Input;
use crate::model::Shape;
use crate::model::Value;
use crate::model::scalar;

/// The unit of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Minutes, `m` (runbooks).
    Minute,
    /// Hours, `h`.
    Hour,
    /// Working days, `d`.
    Day,
    /// Working weeks, `w`.
    Week,
}

impl Unit {
    fn letter(self) -> char {
        match self {
            Unit::Minute => 'm',
            Unit::Hour => 'h',
            Unit::Day => 'd',
            Unit::Week => 'w',
        }
    }
}

/// A duration as written, `4h`, `3d`, `2.5w`: an exact number of thousandths of a unit.
///
/// What a day or a week is in minutes, `epm.yaml` says (`hours_per_day`, `days_per_week`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Thousandths of the unit; never negative but for a [`Lag`].
    pub thousandths: i64,
    /// The unit.
    pub unit: Unit,
}

impl Duration {
    /// The longest duration, in working days: about forty years.
    pub const MAX_DAYS: i64 = 10_000;

    /// Returns a whole number of working days.
    pub fn days(days: i64) -> Duration {
        Duration { thousandths: days * 1000, unit: Unit::Day }
    }

    /// Returns the length in whole minutes of working time.
    pub fn minutes(self, hours_per_day: f64, days_per_week: f64) -> i64 {
        #[allow(clippy::cast_possible_truncation)] // at most 10,000 weeks of 10,080 minutes
        {
            self.exact_minutes(hours_per_day, days_per_week).round() as i64
        }
    }

    /// Returns the length in minutes of working time, with what is left of a minute: for what is drawn, not scheduled.
    pub fn exact_minutes(self, hours_per_day: f64, days_per_week: f64) -> f64 {
        let unit_minutes = match self.unit {
            Unit::Minute => 1.0,
            Unit::Hour => 60.0,
            Unit::Day => 60.0 * hours_per_day,
            Unit::Week => 60.0 * hours_per_day * days_per_week,
        };
        #[allow(clippy::cast_precision_loss)] // times a thousand: exact in f64
        {
            self.thousandths as f64 * unit_minutes / 1000.0
        }
    }

    /// Returns the length in minutes of calendar time: a day has 24 hours, a week 7 days.
    pub fn elapsed_minutes(self) -> i64 {
        self.minutes(24.0, 7.0)
    }

    fn parse_signed(text: &str) -> Result<Duration, String> {
        let wrong = || "write a number and a unit: `4h`, `3d` or `2w`".to_owned();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let digits = digits.trim_end();
        let unit = match digits.chars().last() {
            Some('m') => Unit::Minute,
            Some('h') => Unit::Hour,
            Some('d') => Unit::Day,
            Some('w') => Unit::Week,
            Some(c) if c.is_ascii_digit() => return Err("the unit is missing: `h`, `d` or `w`".to_owned()),
            _ => return Err(wrong()),
        };
        let number = digits[..digits.len() - 1].trim_end();
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || !is_number(whole)
            || !is_number(part)
            || (number.contains('.') && part.is_empty())
        {
            return Err(wrong());
        }
        if part.len() > 3 {
            return Err("at most three digits after the point".to_owned());
        }
        let too_long = || format!("more than {} days", Duration::MAX_DAYS);
        let whole: i64 = whole.parse().map_err(|_| too_long())?;
        let limit = match unit {
            Unit::Minute => Duration::MAX_DAYS * 24 * 60,
            Unit::Hour => Duration::MAX_DAYS * 24,
            Unit::Day => Duration::MAX_DAYS,
            Unit::Week => Duration::MAX_DAYS / 5,
        };
        if whole > limit {
            return Err(too_long());
        }
        let part: i64 = format!("{part:0<3}").parse().map_err(|_| wrong())?;
        Ok(Duration { thousandths: sign * (whole * 1000 + part), unit })
    }

    /// Reads `4h`, `3d`, `2w`, `30m`; says why another text is none.
    pub fn parse(text: &str) -> Result<Duration, String> {
        let read = Duration::parse_signed(text)?;
        if text.starts_with('-') {
            return Err("a duration cannot be negative".to_owned());
        }
        Ok(read)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.thousandths < 0 { "-" } else { "" };
        let (whole, part) = (self.thousandths.abs() / 1000, self.thousandths.abs() % 1000);
        let part = if part == 0 { String::new() } else { format!(".{part:03}") };
        write!(f, "{sign}{whole}{}{}", part.trim_end_matches('0'), self.unit.letter())
    }
}

impl Serialize for Duration {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Value for Duration {
    fn shape() -> Shape {
        Shape::Duration { signed: false }
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "a duration such as `4h`, `3d` or `2w`";
        let text = scalar(input, EXPECTED)?.into_owned();
        Duration::parse(&text)
            .map_err(|reason| input.fault(Fault::Value { expected: EXPECTED.into(), reason: Some(reason) }))
            .ok()
    }
}

/// The lag of a link: a duration that may be negative (a lead).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Lag(pub Duration);

impl fmt::Display for Lag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Value for Lag {
    fn shape() -> Shape {
        Shape::Duration { signed: true }
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "a lag such as `2d`, or a lead such as `-2d`";
        let text = scalar(input, EXPECTED)?.into_owned();
        Duration::parse_signed(&text)
            .map(Lag)
            .map_err(|reason| input.fault(Fault::Value { expected: EXPECTED.into(), reason: Some(reason) }))
            .ok()
    }
}

/// A percentage, `40%`, from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Percent(f64);

impl Percent {
    /// Takes a share from 0 to 1.
    pub fn from_share(share: f64) -> Percent {
        Percent(share.clamp(0.0, 1.0) * 100.0)
    }

    /// Returns the share from 0 to 1.
    pub fn share(self) -> f64 {
        self.0 / 100.0
    }

    /// Reads `40%`; says why another text is none.
    pub fn parse(text: &str) -> Result<Percent, String> {
        let number =
            text.strip_suffix('%').ok_or_else(|| "write it with a percent sign: `40%`".to_owned())?;
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let value: f64 = number
            .parse()
            .ok()
            .filter(|_| is_number)
            .ok_or_else(|| "write a number before `%`".to_owned())?;
        if value > 100.0 { Err("more than 100%".to_owned()) } else { Ok(Percent(value)) }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

impl Serialize for Percent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Value for Percent {
    fn shape() -> Shape {
        Shape::Percent
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "a percentage such as `40%`";
        let text = scalar(input, EXPECTED)?.into_owned();
        Percent::parse(&text)
            .map_err(|reason| input.fault(Fault::Value { expected: EXPECTED.into(), reason: Some(reason) }))
            .ok()
    }
}

impl Value for bool {
    fn shape() -> Shape {
        Shape::Bool
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        let text = scalar(input, "`true` or `false`")?.into_owned();
        match (text.as_str(), input.is_plain()) {
            ("true", true) => Some(true),
            ("false", true) => Some(false),
            _ => {
                input.fault(Fault::Type { expected: "`true` or `false`, without quotes".into() });
                None
            }
        }
    }
}

/// A finite number with limits, written in decimal: no `.nan`, `.inf` or exponents.
fn number(input: &mut dyn Input, min: f64, max: f64, expected: &'static str) -> Option<f64> {
    let text = scalar(input, expected)?.into_owned();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_decimal = !digits.is_empty()
        && digits.len() <= 18
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit());
    let value = if is_decimal && input.is_plain() { text.parse::<f64>().ok() } else { None };
    match value {
        Some(value) if (min..=max).contains(&value) => Some(value),
        Some(_) => {
            let reason = Some(format!("it must lie between {min} and {max}"));
            input.fault(Fault::Value { expected: expected.into(), reason });
            None
        }
        None => {
            input.fault(Fault::Value { expected: expected.into(), reason: None });
            None
        }
    }
}

impl Value for f64 {
    fn shape() -> Shape {
        Shape::Number { min: None, max: None }
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        number(input, -1e12, 1e12, "a number such as `12.5`")
    }
}

impl Value for u32 {
    fn shape() -> Shape {
        Shape::Integer { min: 0, max: 1_000_000_000 }
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        let value = number(input, 0.0, 1e9, "a whole number such as `5`")?;
        if value.fract() != 0.0 {
            input.fault(Fault::Value { expected: "a whole number such as `5`".into(), reason: None });
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(value as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_exact() {
        assert_eq!(Duration::parse("4h").unwrap().minutes(8.0, 5.0), 240);
        assert_eq!(Duration::parse("3d").unwrap().minutes(8.0, 5.0), 1440);
        assert_eq!(Duration::parse("2w").unwrap().minutes(8.0, 5.0), 4800);
        assert_eq!(Duration::parse("0.5d").unwrap().minutes(7.5, 5.0), 225);
        assert_eq!(Duration::parse("2.50w").unwrap().to_string(), "2.5w");
        for bad in [
            "",
            "3",
            "d",
            "3 days",
            "1e18",
            "1e18d",
            "-2d",
            "9999999999999999999d",
            "20000d",
            "1.d",
            ".5d",
            "٣d",
        ] {
            assert!(Duration::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn percentages_stay_within_0_and_100() {
        assert_eq!(Percent::parse("40%").unwrap().share(), 0.4);
        for bad in ["40", "101%", "-2%", "%", "nan%", "1e2%"] {
            assert!(Percent::parse(bad).is_err(), "{bad}");
        }
    }
}
