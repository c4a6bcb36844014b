//! What a measurement says: a value or none, what it rests on, and what was left out and why.

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::Colour;
use crate::model::Date;
use crate::trend::history::Commit;
use crate::trend::statistics;

/// Whether there is a value, and whether it says enough for a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is a value of enough cases.
    Ok,
    /// Nothing to measure.
    NoData,
    /// Fewer cases than the least number: a value without a colour, or none where people's answers stay hidden.
    Insufficient,
    /// History is cut off, so that any number might be wrong.
    Unknown,
}

impl Status {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::NoData => "no-data",
            Status::Insufficient => "insufficient",
            Status::Unknown => "unknown",
        }
    }
}

/// The days that a measurement is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Window {
    /// Returns the last so many days up to a day, with it.
    pub fn trailing(to: Date, days: i32) -> Window {
        Window { from: to.plus_days(1 - days), to }
    }

    /// Returns the calendar month of a day, up to it.
    pub fn month(to: Date) -> Window {
        let first = to.civil().first_of_month();
        Window { from: Date::from_civil(first), to }
    }

    /// Returns the calendar quarter of a day, up to it.
    pub fn quarter(to: Date) -> Window {
        let civil = to.civil();
        let first = jiff::civil::date(civil.year(), (civil.month() - 1) / 3 * 3 + 1, 1);
        Window { from: Date::from_civil(first), to }
    }

    /// Tells whether a day is in it.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Returns how many days it has.
    pub fn days(&self) -> i32 {
        self.to.days_since(self.from) + 1
    }
}

/// A line of the evidence: an item, a commit or a record, and why it counts or does not.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The program.
    pub program: String,
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// `hit`, `miss` or `counted`; none of what is excluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// Why, in words.
    pub reason: String,
    /// The day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The commit that it rests on, by its first digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Numbers and dates of its own.
    #[serde(flatten)]
    pub details: serde_json::Map<String, Json>,
}

impl Entry {
    /// Begins an entry.
    pub fn new(program: &str, item: &str, title: &str, reason: impl Into<String>) -> Entry {
        Entry {
            program: program.to_owned(),
            item: item.to_owned(),
            title: title.to_owned(),
            outcome: None,
            reason: reason.into(),
            day: None,
            commit: None,
            details: serde_json::Map::new(),
        }
    }

    /// Says that it counts for the good, or for the bad.
    #[must_use]
    pub fn hit(mut self, is_hit: bool) -> Entry {
        self.outcome = Some(if is_hit { "hit" } else { "miss" });
        self
    }

    /// Says that it counts.
    #[must_use]
    pub fn counted(mut self) -> Entry {
        self.outcome = Some("counted");
        self
    }

    /// Says which day it is about.
    #[must_use]
    pub fn on(mut self, day: Date) -> Entry {
        self.day = Some(day);
        self
    }

    /// Says which commit it rests on.
    #[must_use]
    pub fn by(mut self, commit: &Commit) -> Entry {
        self.commit = Some(commit.short.clone());
        self
    }

    /// Adds a number or a date of its own.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Entry {
        self.details.insert(key.to_owned(), value.into());
        self
    }

    /// Adds a remark.
    pub fn remark(&mut self, words: &str) {
        self.reason = format!("{}; {words}", self.reason);
    }

    /// Tells whether it counts for the good.
    pub fn is_hit(&self) -> bool {
        self.outcome == Some("hit")
    }
}

/// A share: hits among cases.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// The share; none without a case.
    pub value: Option<f64>,
    /// Above the line.
    pub numerator: f64,
    /// Below the line.
    pub denominator: f64,
}

impl Ratio {
    /// Returns the share of hits.
    pub fn of(numerator: f64, denominator: f64) -> Ratio {
        let value = (denominator > 0.0).then(|| numerator / denominator);
        Ratio { value, numerator, denominator }
    }

    /// Returns the share of entries that count for the good.
    pub fn of_hits(entries: &[Entry]) -> Ratio {
        let hits = entries.iter().filter(|entry| entry.is_hit()).count();
        Ratio::of(count(hits), count(entries.len()))
    }
}

/// A number that stands beside the headline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// Its word.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The number; none when there is nothing to measure.
    pub value: Option<f64>,
    /// The unit of it: that of the KPI unless said otherwise.
    pub unit: Unit,
    /// Above the line, of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numerator: Option<f64>,
    /// Below the line, of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator: Option<f64>,
    /// The 95 % interval, of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
}

impl Beside {
    /// Returns a share.
    pub fn share(id: impl Into<String>, title: impl Into<String>, ratio: Ratio) -> Beside {
        Beside {
            numerator: Some(ratio.numerator),
            denominator: Some(ratio.denominator),
            interval: statistics::wilson(ratio.numerator, ratio.denominator).map(Interval::from),
            ..Beside::number(id, title, ratio.value, Unit::Share)
        }
    }

    /// Returns an index: a quotient that may be more than one.
    pub fn index(id: impl Into<String>, title: impl Into<String>, ratio: Ratio) -> Beside {
        Beside {
            numerator: Some(ratio.numerator),
            denominator: Some(ratio.denominator),
            ..Beside::number(id, title, ratio.value, Unit::Index)
        }
    }

    /// Returns a number.
    pub fn number(id: impl Into<String>, title: impl Into<String>, value: Option<f64>, unit: Unit) -> Beside {
        Beside {
            id: id.into(),
            title: title.into(),
            value,
            unit,
            numerator: None,
            denominator: None,
            interval: None,
        }
    }
}

/// What a value is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share from 0 to 1.
    Share,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// A count.
    Count,
    /// A score from 1 to 5.
    Score,
    /// A difference of shares, from -1 to 1.
    Net,
    /// A quotient around 1.
    Index,
}

/// An interval that holds the value 95 times in 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl From<(f64, f64)> for Interval {
    fn from((low, high): (f64, f64)) -> Interval {
        Interval { low, high }
    }
}

/// A part of a target that is judged beside the headline.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it means.
    pub colour: Colour,
    /// Why.
    pub reason: String,
}

/// A measurement.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The value; none when there is nothing to measure.
    pub value: Option<f64>,
    /// Above the line, of a share.
    pub numerator: Option<f64>,
    /// Below the line, of a share.
    pub denominator: Option<f64>,
    /// How many cases it rests on.
    pub n: usize,
    /// The days that it is of.
    pub window: Window,
    /// Why there is no value, or why it is not to be trusted.
    pub reason: Option<String>,
    /// The 95 % interval.
    pub interval: Option<Interval>,
    /// The share against the dates that were committed first.
    pub original: Option<Ratio>,
    /// What counts.
    pub evidence: Vec<Entry>,
    /// What does not, and why.
    pub excluded: Vec<Entry>,
    /// Numbers beside the headline.
    pub beside: Vec<Beside>,
    /// Parts of the target beside the headline.
    pub parts: Vec<Part>,
    /// What makes it red whatever the value is.
    pub red: Option<String>,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// The values of single cases, oldest first, where the trend is over cases and not over time.
    pub cases: Option<Vec<(Date, f64)>>,
    /// Its value is hidden, so that nobody can be recognised.
    pub is_suppressed: bool,
}

impl Measure {
    /// Returns a measurement of nothing.
    pub fn none(window: Window, reason: impl Into<String>) -> Measure {
        Measure {
            value: None,
            numerator: None,
            denominator: None,
            n: 0,
            window,
            reason: Some(reason.into()),
            interval: None,
            original: None,
            evidence: Vec::new(),
            excluded: Vec::new(),
            beside: Vec::new(),
            parts: Vec::new(),
            red: None,
            notes: Vec::new(),
            cases: None,
            is_suppressed: false,
        }
    }

    /// Returns the share of hits among the entries.
    pub fn share(window: Window, evidence: Vec<Entry>, nothing: &str) -> Measure {
        let ratio = Ratio::of_hits(&evidence);
        let n = evidence.len();
        Measure { evidence, ..Measure::ratio(window, ratio, n, nothing) }
    }

    /// Returns a share.
    pub fn ratio(window: Window, ratio: Ratio, n: usize, nothing: &str) -> Measure {
        Measure {
            value: ratio.value,
            numerator: Some(ratio.numerator),
            denominator: Some(ratio.denominator),
            n,
            reason: ratio.value.is_none().then(|| nothing.to_owned()),
            interval: statistics::wilson(ratio.numerator, ratio.denominator).map(Interval::from),
            ..Measure::none(window, nothing)
        }
    }

    /// Returns a number of so many cases.
    pub fn number(window: Window, value: Option<f64>, n: usize, nothing: &str) -> Measure {
        let reason = value.is_none().then(|| nothing.to_owned());
        Measure { value, n, reason, ..Measure::none(window, nothing) }
    }

    /// Adds what does not count.
    #[must_use]
    pub fn without(mut self, excluded: Vec<Entry>) -> Measure {
        self.excluded = excluded;
        self
    }

    /// Adds a number beside the headline.
    #[must_use]
    pub fn beside(mut self, beside: Beside) -> Measure {
        self.beside.push(beside);
        self
    }
}

/// Returns a count as a number.
#[allow(clippy::cast_precision_loss)] // counts of items
pub(super) fn count(n: usize) -> f64 {
    n as f64
}
