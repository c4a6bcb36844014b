//! EW-20: a value of a metric that is unlike those before.

use crate::model::AnyItem;
use crate::model::Kind;
use crate::model::Metric;
use crate::model::Observation;
use crate::model::Program;
use crate::trend::indicators::series;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-20",
    name: "metric_anomaly",
    title: "Metric anomaly",
    about: "The latest value of a metric is outside of median ± `factor` · 1.4826 · MAD of the `values` values before it \
            (MAD: the median of the distances from the median), of which there must be `least`. Values that were corrected do \
            not count; of several on one day the last one does.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("values", Unit::Count, 12.0, (3.0, 120.0)),
        Limit::new("least", Unit::Count, 8.0, (3.0, 120.0)),
        Limit::new("factor", Unit::Number, 3.0, (0.5, 20.0)),
    ],
    needs_history: false,
    told_by: &[819],
    look,
};

/// Makes the MAD of a normal distribution its standard deviation.
const NORMAL: f64 = 1.4826;

fn look(scene: &Scene<'_>, look: &mut Look) {
    for program in scene.programs() {
        for metric in &program.metrics {
            judge(scene, program, metric, look);
        }
    }
}

fn judge(scene: &Scene<'_>, program: &Program, metric: &Metric, look: &mut Look) {
    let item = scene.named(program, Kind::Metric, &metric.id, metric.title.as_deref().unwrap_or_default());
    let (values, least) = (scene.limits.count(&SIGNAL, "values"), scene.limits.count(&SIGNAL, "least"));
    let known = series::in_force(&metric.observations, scene.as_of);
    let Some((latest, before)) = known.split_last() else {
        look.unknown(&program.id, item, "it has no value yet");
        return;
    };
    let before: Vec<f64> = before.iter().rev().take(values).map(|o| o.value).collect();
    if before.len() < least {
        let text = format!("{} values before the latest are too few: {least} are needed", before.len());
        look.unknown(&program.id, item, text);
        return;
    }
    let middle = median(before.clone());
    let distance = median(before.iter().map(|value| (value - middle).abs()).collect());
    let reach = scene.limits.of(&SIGNAL, "factor") * NORMAL * distance;
    let (low, high) = (middle - reach, middle + reach);
    let text = format!(
        "{} on {}, and {} values before say {} to {} (median {})",
        shown(latest.value),
        latest.date,
        before.len(),
        shown(low),
        shown(high),
        shown(middle)
    );
    // The dust of the arithmetic is no anomaly.
    let dust = 1e-9 * middle.abs().max(1.0);
    if latest.value >= low - dust && latest.value <= high + dust {
        look.quiet(&program.id, item, text);
        return;
    }
    let (date, value) = (latest.date, latest.value);
    #[allow(clippy::float_cmp)] // the same number, as it was written
    let is_it = |o: &Observation| o.date == date && o.value == value;
    let is_so = |item: &AnyItem| matches!(item, AnyItem::Metric(m) if m.observations.iter().any(is_it));
    let trace = scene.trace(program, Kind::Metric, metric.id.as_str());
    let commits = scene.cite_since(trace.and_then(|trace| trace.since(is_so)), "this value was written down");
    let help = "find out what happened, or correct the value with a new row that `supersedes` it";
    let limit = if value < low { low } else { high };
    let raised = look.raised("id", help).measured(value, limit, "value").by(commits);
    look.raise(&program.id, item, format!("metric `{}` is unlike itself: {text}", metric.id), raised);
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    match n {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

fn shown(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0)
}
