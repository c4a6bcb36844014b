//! Which way a KPI goes: the Theil–Sen slope over its last windows, or the change against the window before.

use serde::Serialize;

use crate::model::Date;
use crate::trend::kpi::Good;
use crate::trend::kpi::Unit;
use crate::trend::statistics;

/// So many values make a slope; with fewer the last one is compared with the one before.
const ENOUGH: usize = 6;

/// A share that changed by less than this is flat: two points.
const FLAT_SHARE: f64 = 0.02;

/// Anything else that changed by less than this part of its middle is flat.
const FLAT_PART: f64 = 0.05;

/// A value of a window that ends on a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The window's last day; of a single case, its day.
    pub day: Date,
    /// The value; none where there was nothing to measure.
    pub value: Option<f64>,
}

/// Which way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// Towards the good.
    Improving,
    /// Away from it.
    Worsening,
    /// It hardly changes.
    Flat,
    /// There are not two values to compare.
    Unknown,
}

impl Course {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Course::Improving => "improving",
            Course::Worsening => "worsening",
            Course::Flat => "flat",
            Course::Unknown => "unknown",
        }
    }
}

/// The course of a KPI.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// Which way it goes.
    pub course: Course,
    /// `theil-sen`, or `previous-window` when there are fewer than six values.
    pub method: Option<&'static str>,
    /// The change of the value by window.
    pub slope: Option<f64>,
    /// The change over all windows that count.
    pub change: Option<f64>,
    /// The values, oldest first.
    pub points: Vec<Point>,
}

impl Trend {
    /// Finds the course of values, oldest first.
    #[allow(clippy::cast_precision_loss)] // a few windows
    pub fn of(points: Vec<Point>, unit: Unit, good: Good) -> Trend {
        let known: Vec<(f64, f64)> =
            points.iter().enumerate().filter_map(|(n, p)| Some((n as f64, p.value?))).collect();
        let (method, slope, change) = match known.as_slice() {
            [] | [_] => (None, None, None),
            few if few.len() < ENOUGH => {
                let change = few[few.len() - 1].1 - few[few.len() - 2].1;
                (Some("previous-window"), Some(change), Some(change))
            }
            many => {
                let slope = statistics::theil_sen(many).unwrap_or(0.0);
                (Some("theil-sen"), Some(slope), Some(slope * (many[many.len() - 1].0 - many[0].0)))
            }
        };
        let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
        let course = change.map_or(Course::Unknown, |change| course(change, &values, unit, good));
        Trend { course, method, slope, change, points }
    }
}

fn course(change: f64, values: &[f64], unit: Unit, good: Good) -> Course {
    let middle = statistics::median(values).unwrap_or(0.0).abs();
    let is_flat = match unit {
        Unit::Share | Unit::Net => change.abs() < FLAT_SHARE,
        Unit::Count => change == 0.0,
        _ => change.abs() < FLAT_PART * middle || change == 0.0,
    };
    match (is_flat, (change > 0.0) == (good == Good::Up)) {
        (true, _) => Course::Flat,
        (false, true) => Course::Improving,
        (false, false) => Course::Worsening,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(values: &[f64], unit: Unit, good: Good) -> Trend {
        let day = Date::parse("2026-11-20").unwrap();
        let point = |value: &f64| Point { day, value: Some(*value) };
        Trend::of(values.iter().map(point).collect(), unit, good)
    }

    #[test]
    fn six_values_make_a_slope_and_fewer_a_comparison() {
        let long = trend(&[0.5, 0.55, 0.6, 0.65, 0.7, 0.75], Unit::Share, Good::Up);
        assert_eq!((long.course, long.method), (Course::Improving, Some("theil-sen")));
        assert!((long.slope.unwrap() - 0.05).abs() < 1e-9 && (long.change.unwrap() - 0.25).abs() < 1e-9);
        let short = trend(&[0.9, 0.5, 0.8], Unit::Share, Good::Up);
        assert_eq!((short.course, short.method), (Course::Improving, Some("previous-window")));
        assert_eq!(trend(&[0.9], Unit::Share, Good::Up).course, Course::Unknown);
    }

    #[test]
    fn flat_is_less_than_two_points_of_a_share_and_less_than_five_percent_of_days() {
        assert_eq!(trend(&[0.80, 0.819], Unit::Share, Good::Up).course, Course::Flat);
        assert_eq!(trend(&[0.80, 0.821], Unit::Share, Good::Up).course, Course::Improving);
        assert_eq!(trend(&[20.0, 20.9], Unit::Days, Good::Down).course, Course::Flat);
        assert_eq!(trend(&[20.0, 22.0], Unit::Days, Good::Down).course, Course::Worsening);
        assert_eq!(trend(&[3.0, 2.0], Unit::Count, Good::Down).course, Course::Improving);
    }
}
