//! Numbers of KPIs as people read them.

use crate::trend::kpi::Trend;
use crate::trend::kpi::Unit;

/// Returns a value with its unit: `28.6%`, `9.5 d`.
pub fn number(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format!("{}%", short(value * 100.0, 1)),
        Unit::Net => format!("{}{}%", if value > 0.0 { "+" } else { "" }, short(value * 100.0, 1)),
        Unit::Days => format!("{} d", short(value, 1)),
        Unit::WorkingDays => format!("{} wd", short(value, 1)),
        Unit::Count => short(value, 1),
        Unit::Score | Unit::Index => format!("{value:.2}"),
    }
}

/// Returns a difference of values with its sign and unit: `+2.1 points`, `-3 d`.
pub fn signed(value: f64, unit: Unit) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    match unit {
        Unit::Share | Unit::Net => format!("{sign}{} points", short(value * 100.0, 1)),
        _ => format!("{sign}{}", number(value, unit)),
    }
}

/// Returns a number with at most so many digits behind the point, and none that say nothing.
fn short(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Returns the word for a unit.
pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Days => "days",
        Unit::WorkingDays => "working_days",
        Unit::Count => "count",
        Unit::Score => "score",
        Unit::Net => "net",
        Unit::Index => "index",
    }
}

/// The blocks of a line of values, lowest first.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns the values of a trend as a line of blocks, a dot where there was nothing to measure; nothing with fewer than two
/// values.
pub fn sparkline(trend: &Trend) -> String {
    let known: Vec<f64> = trend.points.iter().filter_map(|point| point.value).collect();
    if known.len() < 2 {
        return String::new();
    }
    let low = known.iter().copied().fold(f64::INFINITY, f64::min);
    let high = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let block = |value: f64| {
        if high <= low {
            return BLOCKS[3];
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to 7
        let at = ((value - low) / (high - low) * 7.0).round() as usize;
        BLOCKS[at.min(7)]
    };
    trend.points.iter().map(|point| point.value.map_or('·', block)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;
    use crate::trend::kpi::Good;
    use crate::trend::kpi::Point;

    #[test]
    fn values_read_without_digits_that_say_nothing() {
        assert_eq!(number(2.0 / 7.0, Unit::Share), "28.6%");
        assert_eq!(
            (number(1.0, Unit::Share), number(9.5, Unit::Days)),
            ("100%".to_owned(), "9.5 d".to_owned())
        );
        assert_eq!(
            (number(0.25, Unit::Net), signed(-0.02, Unit::Share)),
            ("+25%".to_owned(), "-2 points".to_owned())
        );
        assert_eq!(number(10.0, Unit::Count), "10");
    }

    #[test]
    fn a_line_of_blocks_shows_gaps() {
        let day = Date::parse("2026-11-20").unwrap();
        let points = [Some(0.0), None, Some(0.5), Some(1.0)].map(|value| Point { day, value });
        let trend = Trend::of(points.to_vec(), Unit::Share, Good::Up);
        assert_eq!(sparkline(&trend), "▁·▅█");
        assert_eq!(sparkline(&Trend::of(points[..1].to_vec(), Unit::Share, Good::Up)), "");
    }
}
