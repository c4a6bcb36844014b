//! Thresholds: what a signal goes by unless `epm.yaml` says otherwise, and what may be said there.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::diag::wording;
use crate::model::Duration;
use crate::model::Percent;
use crate::model::Settings;
use crate::trend::signals::SIGNALS;
use crate::trend::signals::Signal;

/// What a threshold counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Working days.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Things that are counted: moves, snapshots, weeks.
    Count,
    /// A share from 0 to 1, written as a percentage.
    Share,
    /// A plain number.
    Number,
}

/// A threshold.
#[derive(Debug)]
pub struct Limit {
    /// Its key in `epm.yaml`.
    pub key: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// What it is unless given.
    pub default: f64,
    /// The least that makes sense.
    pub least: f64,
    /// The most that makes sense.
    pub most: f64,
}

impl Limit {
    /// Returns a threshold.
    pub(super) const fn new(key: &'static str, unit: Unit, default: f64, range: (f64, f64)) -> Limit {
        Limit { key, unit, default, least: range.0, most: range.1 }
    }

    /// Returns a value as it is written in `epm.yaml`: `5d`, `50%`, `3`.
    pub fn written(&self, value: f64) -> String {
        match self.unit {
            Unit::WorkingDays | Unit::Days => format!("{}d", rounded(value)),
            Unit::Share => format!("{}%", rounded(value * 100.0)),
            Unit::Count | Unit::Number => format!("{}", rounded(value)),
        }
    }

    /// Returns a value in words: `5 working days`, `50%`, `3`.
    pub fn words(&self, value: f64) -> String {
        match self.unit {
            Unit::WorkingDays => wording::working_days(value),
            #[allow(clippy::cast_possible_truncation)] // bounded by `most`
            Unit::Days => wording::count(value.round() as i64, "day"),
            _ => self.written(value),
        }
    }
}

/// The thresholds in force.
#[derive(Clone, Debug)]
pub struct Limits {
    values: BTreeMap<(&'static str, &'static str), f64>,
    given: Vec<(&'static Signal, &'static Limit, f64)>,
    off: Vec<String>,
}

impl Limits {
    /// Reads what `epm.yaml` says; what is not said there, or makes no sense, has its default.
    pub fn new(settings: &Settings) -> Limits {
        let json = settings.signals.as_ref().map(|s| serde_json::to_value(s).unwrap_or_default());
        let mut out = Limits { values: BTreeMap::new(), given: Vec::new(), off: Vec::new() };
        let off = settings.signals.iter().flat_map(|signals| &signals.off);
        out.off.extend(off.map(ToString::to_string));
        for signal in SIGNALS {
            for limit in signal.limits {
                let given = json.as_ref().and_then(|json| json.get(signal.name)?.get(limit.key));
                let given = given.and_then(|value| number(value, limit.unit, settings));
                out.given.extend(given.map(|value| (*signal, limit, value)));
                let value = given.filter(|value| (limit.least..=limit.most).contains(value));
                out.values.insert((signal.name, limit.key), value.unwrap_or(limit.default));
            }
        }
        out
    }

    /// Returns a threshold.
    ///
    /// # Panics
    /// When the signal declares no such threshold, which is our own mistake.
    pub fn of(&self, signal: &Signal, key: &str) -> f64 {
        let found = signal.limits.iter().find(|limit| limit.key == key);
        let limit = found.expect("every threshold is declared by its signal");
        self.values.get(&(signal.name, limit.key)).copied().unwrap_or(limit.default)
    }

    /// Returns a threshold that counts.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded by `most`
    pub fn count(&self, signal: &Signal, key: &str) -> usize {
        self.of(signal, key) as usize
    }

    /// Returns a threshold of calendar days.
    #[allow(clippy::cast_possible_truncation)] // bounded by `most`
    pub fn days(&self, signal: &Signal, key: &str) -> i32 {
        self.of(signal, key) as i32
    }

    /// Tells whether a signal is looked for.
    pub fn is_on(&self, signal: &Signal) -> bool {
        let is_it =
            |word: &String| word.eq_ignore_ascii_case(signal.id) || word.eq_ignore_ascii_case(signal.name);
        !self.off.iter().any(is_it)
    }

    /// Returns the thresholds that `epm.yaml` gives and that make no sense, each with the value.
    pub fn impossible(&self) -> impl Iterator<Item = (&'static Signal, &'static Limit, f64)> {
        let is_beyond = |(_, limit, value): &&(&Signal, &Limit, f64)| {
            !(limit.least..=limit.most).contains(value) || (limit.unit == Unit::Days && value.fract() != 0.0)
        };
        self.given.iter().filter(is_beyond).copied()
    }
}

/// Reads a value as the settings hold it.
fn number(value: &Json, unit: Unit, settings: &Settings) -> Option<f64> {
    match unit {
        Unit::WorkingDays => Some(settings.days(Duration::parse(value.as_str()?).ok()?)),
        Unit::Days => {
            let minutes = Duration::parse(value.as_str()?).ok()?.elapsed_minutes();
            #[allow(clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
            let minutes = minutes as f64;
            Some(minutes / (24.0 * 60.0))
        }
        Unit::Share => Some(Percent::parse(value.as_str()?).ok()?.share()),
        Unit::Count | Unit::Number => value.as_f64(),
    }
}

/// Rounds to what is shown.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Shape;
    use crate::model::SignalSettings;

    #[test]
    fn the_table_and_the_settings_know_the_same_thresholds_and_defaults() {
        let fields = (SignalSettings::META.fields)();
        let named: BTreeSet<&str> = fields.iter().map(|f| f.key).filter(|key| *key != "off").collect();
        let with_limits = SIGNALS.iter().filter(|signal| !signal.limits.is_empty());
        assert_eq!(named, with_limits.clone().map(|s| s.name).collect::<BTreeSet<&str>>());
        for signal in with_limits {
            let field = fields.iter().find(|f| f.key == signal.name).unwrap();
            let Shape::Record(meta) = field.shape else { panic!("{} is no record", signal.name) };
            assert!(field.about().starts_with(signal.id), "{}: {}", signal.id, field.about());
            let keys: Vec<&str> = (meta.fields)().iter().map(|f| f.key).collect();
            assert_eq!(keys, signal.limits.iter().map(|l| l.key).collect::<Vec<&str>>(), "{}", signal.id);
            for (field, limit) in (meta.fields)().iter().zip(signal.limits) {
                let about = field.about().replace('`', "");
                let wanted = format!("; {} unless given.", limit.written(limit.default));
                assert!(about.ends_with(&wanted), "{}.{}: {about:?} {wanted:?}", signal.name, limit.key);
                assert!((limit.least..=limit.most).contains(&limit.default));
            }
        }
    }

    #[test]
    fn ids_and_names_are_unique_and_in_order() {
        let ids: Vec<String> = (1..=SIGNALS.len()).map(|n| format!("EW-{n:02}")).collect();
        assert_eq!(SIGNALS.iter().map(|s| s.id).collect::<Vec<_>>(), ids);
        assert_eq!(SIGNALS.iter().map(|s| s.name).collect::<BTreeSet<_>>().len(), 20);
    }
}
