//! What a program shall change, how far it is, and what it costs.

use serde::Serialize;

use crate::model::Date;
use crate::model::Direction;
use crate::model::Metric;
use crate::model::Outcome;
use crate::report::phrase;
use crate::report::scene::Scene;

/// An outcome of the charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeRow {
    /// What is measured.
    pub metric: String,
    /// The value before.
    pub baseline: Option<String>,
    /// The value to reach.
    pub target: Option<String>,
    /// The value at the last look.
    pub current: Option<String>,
    /// By when.
    pub by: Option<Date>,
    /// How far it is, in words: `0.6 % of 100 %, by 26 Feb 2027`.
    pub text: String,
}

/// A metric with its latest value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricRow {
    /// The id.
    pub id: String,
    /// What is measured.
    pub title: String,
    /// The unit.
    pub unit: Option<String>,
    /// The value before.
    pub baseline: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// By when.
    pub by: Option<Date>,
    /// The latest value.
    pub value: Option<f64>,
    /// Its day.
    pub on: Option<Date>,
    /// The value before the latest.
    pub before: Option<f64>,
    /// Where the latest goes: `towards the target`, `away from the target`, `unchanged`, `no earlier value`.
    pub trend: &'static str,
}

/// The budget.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BudgetRow {
    /// The currency.
    pub currency: String,
    /// Approved.
    pub approved: Option<f64>,
    /// Spent.
    pub actual: Option<f64>,
    /// Expected in the end.
    pub forecast: Option<f64>,
    /// All that in words.
    pub text: String,
}

/// Returns the outcomes of the charter.
pub(crate) fn outcomes(scene: &Scene<'_>) -> Vec<OutcomeRow> {
    let charter = scene.program.charter.iter();
    charter.flat_map(|charter| &charter.outcomes).map(|outcome| outcome_row(scene, outcome)).collect()
}

fn outcome_row(scene: &Scene<'_>, outcome: &Outcome) -> OutcomeRow {
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
    let measured = || {
        let source = outcome.source.as_deref()?;
        let is_named = |m: &&Metric| source.split_whitespace().any(|word| word == m.id.as_str());
        let metric = scene.program.metrics.iter().find(is_named)?;
        let (value, _) = latest(metric, scene.as_of())?;
        let unit = metric.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
        Some(format!("{value}{unit}"))
    };
    let current = text(&outcome.current).or_else(measured);
    let target = text(&outcome.target);
    let by = outcome.by.map_or_else(String::new, |day| format!(", due {}", phrase::date(day)));
    let so_far = current.clone().unwrap_or_else(|| "not measured yet".to_owned());
    let words = match &target {
        Some(target) => format!("{so_far}, target {target}{by}"),
        None => format!("{so_far}{by}"),
    };
    OutcomeRow {
        metric: outcome.metric.to_string(),
        baseline: text(&outcome.baseline),
        target,
        current,
        by: outcome.by,
        text: words,
    }
}

/// Returns every metric that has values.
pub(crate) fn metrics(scene: &Scene<'_>) -> Vec<MetricRow> {
    scene.program.metrics.iter().map(|metric| metric_row(metric, scene.as_of())).collect()
}

fn metric_row(metric: &Metric, as_of: Date) -> MetricRow {
    let now = latest(metric, as_of);
    let before = now.and_then(|(_, day)| latest(metric, day.plus_days(-1)));
    MetricRow {
        id: metric.id.to_string(),
        title: metric.title.as_ref().map_or_else(|| metric.id.to_string(), ToString::to_string),
        unit: metric.unit.as_ref().map(ToString::to_string),
        baseline: metric.baseline,
        target: metric.target,
        by: metric.by,
        value: now.map(|(value, _)| value),
        on: now.map(|(_, day)| day),
        before: before.map(|(value, _)| value),
        trend: trend(metric, now.map(|(value, _)| value), before.map(|(value, _)| value)),
    }
}

/// Returns the value of the latest day up to `until`; a correction counts instead of what it corrects.
fn latest(metric: &Metric, until: Date) -> Option<(f64, Date)> {
    let is_superseded = |n: &crate::model::Observation| {
        n.id.is_some() && metric.observations.iter().any(|other| other.supersedes == n.id)
    };
    let past = metric.observations.iter().filter(|n| n.date <= until && !is_superseded(n));
    past.max_by_key(|n| n.date).map(|n| (n.value, n.date))
}

fn trend(metric: &Metric, now: Option<f64>, before: Option<f64>) -> &'static str {
    let is_up = match (metric.direction, metric.baseline.zip(metric.target)) {
        (Some(direction), _) => direction == Direction::Up,
        (None, Some((baseline, target))) => target >= baseline,
        (None, None) => return "no direction given",
    };
    match now.zip(before) {
        None => "no earlier value",
        Some((now, before)) if now == before => "unchanged",
        Some((now, before)) if (now > before) == is_up => "towards the target",
        Some(_) => "away from the target",
    }
}

/// Returns the budget of the charter, in words.
pub(crate) fn budget(scene: &Scene<'_>) -> Option<BudgetRow> {
    let budget = scene.program.charter.as_ref()?.budget.as_ref()?;
    let currency = budget.currency.as_ref().map_or_else(String::new, |currency| format!(" {currency}"));
    let amount = |n: f64| format!("{}{currency}", thousands(n));
    let parts = [
        budget.approved.map(|n| format!("{} approved", amount(n))),
        budget.actual.map(|n| format!("{} spent", amount(n))),
        budget.forecast.map(|n| format!("{} expected", amount(n))),
    ];
    let over = budget.approved.zip(budget.forecast).map(|(approved, forecast)| forecast - approved);
    let over = over.filter(|n| *n > 0.0).map(|n| format!(" ({} over)", amount(n))).unwrap_or_default();
    Some(BudgetRow {
        currency: currency.trim().to_owned(),
        approved: budget.approved,
        actual: budget.actual,
        forecast: budget.forecast,
        text: format!("{}{over}", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")),
    })
}

/// Returns `668,000`.
fn thousands(n: f64) -> String {
    let digits = format!("{:.0}", n.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if n < 0.0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(thousands(668_000.0), "668,000");
        assert_eq!(thousands(-1_234_567.4), "-1,234,567");
        assert_eq!(thousands(12.0), "12");
    }
}
