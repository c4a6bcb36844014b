//! What an indicator means, in sentences.

use crate::diag::wording;
use crate::model::Date;
use crate::report::indicators::IndicatorRow;
use crate::report::indicators::Warning;
use crate::trend::indicators::series::Pace;
use crate::trend::indicators::throughput::FEW;
use crate::trend::indicators::throughput::NoForecast;

/// Writes a number with at most two digits after the point, more where it would be zero otherwise.
pub fn number(n: f64) -> String {
    let places = match n.abs() {
        size if size >= 0.1 || size == 0.0 => 100.0,
        size if size >= 0.001 => 10_000.0,
        _ => 1e6,
    };
    let rounded = (n * places).round() / places;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Returns the word for a period: `week`, `month`, `period of 14 days`.
fn period(days: f64) -> String {
    match days {
        d if (d - 7.0).abs() < 0.5 => "week".to_owned(),
        d if (28.0..=31.5).contains(&d) => "month".to_owned(),
        d => format!("period of {d:.0} days"),
    }
}

/// Returns the word for several: `weeks`, `periods of 14 days`.
fn periods(count: usize, days: f64) -> String {
    let one = period(days);
    match (count, one.strip_prefix("period")) {
        (1, _) => format!("1 {one}"),
        (n, Some(rest)) => format!("{n} periods{rest}"),
        (n, None) => format!("{n} {one}s"),
    }
}

/// Says what it means.
pub(super) fn answer(row: &IndicatorRow) -> String {
    let unit = row.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    let amount = |n: f64| format!("{}{unit}", number(n));
    if let Some(day) = row.reached {
        return format!("Reached on {day}.");
    }
    let mut parts = Vec::new();
    if let Some(scope) = &row.scope {
        let growth = match scope.total - scope.first_total {
            0.0 => "which is what it was at first".to_owned(),
            more if more > 0.0 => format!("which was {} at first", number(scope.first_total)),
            _ => format!("cut from {}", number(scope.first_total)),
        };
        parts.push(format!("Done are {} of {}, {growth}.", number(scope.done), number(scope.total)));
    }
    match (row.error, row.dates) {
        (Some("no-history"), _) => parts.push(sentence(NoForecast::NoHistory.words())),
        (Some("no-throughput"), _) => parts.push(sentence(NoForecast::NoThroughput.words())),
        (Some(_), _) => parts.push("No forecast: it has no target (`target:`).".to_owned()),
        (None, Some(dates)) => {
            let years = row.horizon_years;
            let of_scope = |n| if row.scope.is_some() { number(n) } else { amount(n) };
            let mean = row.mean_per_period.map(of_scope).unwrap_or_default();
            let pace = format!(
                "If it goes on as in the last {} ({mean} a {} on average)",
                periods(row.history.len(), row.period_days),
                period(row.period_days)
            );
            parts.push(match (dates.p50, dates.p80) {
                (Some(p50), Some(p80)) => format!(
                    "{pace}, it is as likely as not there by {p50} (P50), and 80% likely by {p80} (P80)."
                ),
                (Some(p50), None) => {
                    format!("{pace}, it is as likely as not there by {p50} (P50), and not surely within {years} years.")
                }
                (None, _) => format!("{pace}, it is not there within {years} years."),
            });
        }
        (None, None) => {}
    }
    parts.extend(against(row));
    if let Some(much) = &row.how_much {
        let place = if row.scope.is_some() {
            format!("{} done", number(much.value_p85))
        } else {
            amount(much.value_p85)
        };
        let date = much.date;
        let nearer = number(much.p85.abs());
        parts.push(match (much.p85, row.remaining) {
            (low, Some(left)) if low >= left && row.scope.is_none() => {
                format!("By {date} it is 85% likely to be there.")
            }
            (low, _) if low > 0.0 => {
                format!("By {date} it is 85% likely to come to {place} or better ({nearer} nearer).")
            }
            (low, _) if low < 0.0 => {
                format!("By {date} it is 85% likely to come to {place} or better ({nearer} farther).")
            }
            _ => format!("By {date} it is 85% likely to be no worse than now."),
        });
    }
    if let Some(needed) = row.needed_per_period {
        parts.push(format!(
            "To be there in time it takes {} a {}.",
            if row.scope.is_some() { number(needed) } else { amount(needed) },
            period(row.period_days)
        ));
    }
    parts.join(" ")
}

/// Holds the dates against those that were agreed and planned.
fn against(row: &IndicatorRow) -> Vec<String> {
    let mut parts = Vec::new();
    if let (Some(by), Some(p)) = (row.by, row.p_by) {
        parts.push(format!("The chance of {by} is {}.", wording::chance(p)));
    }
    let p50 = row.dates.map(|dates| dates.p50);
    if let (Some(milestone), Some(p50)) = (row.milestone.as_ref().filter(|m| !m.done), p50) {
        let committed = match milestone.committed {
            Some(day) if Some(day) != row.by => {
                let p = milestone.p_committed.map(wording::chance).unwrap_or_default();
                format!(", committed for {day} (chance {p})")
            }
            _ => String::new(),
        };
        let judged = match p50 {
            Some(day) if day <= milestone.expected => "the numbers agree".to_owned(),
            Some(day) => {
                let days = i64::from(day.days_since(milestone.expected));
                format!("the numbers say {} later", wording::count(days, "day"))
            }
            None => "the numbers do not get there".to_owned(),
        };
        parts.push(format!(
            "The plan expects `{}` on {}{committed}: {judged}.",
            milestone.id, milestone.expected
        ));
    }
    parts
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Says what a reader should know before believing it.
pub(super) fn warnings(row: &IndicatorRow, pace: &Pace, as_of: Date) -> Vec<Warning> {
    let mut out = Vec::new();
    let mut warn = |code, text| out.push(Warning { code, text });
    let known = pace.steps.len();
    if known > 0 && known < FEW && row.reached.is_none() {
        let text = format!("rests on {} only: below {FEW} it is a guess", periods(known, row.period_days));
        warn("insufficient-history", text);
    }
    if pace.steps_back() > 0 && row.reached.is_none() {
        let back = periods(pace.steps_back(), row.period_days);
        warn("went-back", format!("it went back in {back} of {known}; the forecast takes that as it was"));
    }
    if pace.gaps > 0 {
        let verb = if pace.gaps == 1 { "counts" } else { "count" };
        let gaps = periods(pace.gaps, row.period_days);
        warn("missing-values", format!("{gaps} without a value {verb} as zero"));
    }
    let age = i64::from(as_of.days_since(row.on));
    #[allow(clippy::cast_precision_loss)] // days
    if age as f64 > 2.0 * row.period_days {
        warn("stale", format!("the latest value is {} old", wording::count(age, "day")));
    }
    if row.by.is_some_and(|by| by < as_of) && row.reached.is_none() {
        warn("overdue", "the date has passed without the target".to_owned());
    }
    out
}
