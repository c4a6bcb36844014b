//! The estimates of a program, wherever they stand, and what their numbers come to.

use crate::diag::Path;
use crate::diag::Subject;
use crate::model::Delay;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::EstimateShape;
use crate::model::Impact;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Settings;

/// An estimate with its place.
#[derive(Clone, Debug)]
pub(crate) struct Found<'a> {
    /// The item.
    pub(crate) subject: Subject,
    /// Where in the item.
    pub(crate) path: Path,
    /// The estimate.
    pub(crate) estimate: &'a Estimate,
    /// Its durations count calendar time.
    pub(crate) is_elapsed: bool,
}

/// Returns the estimates of milestones, of the delays that risks would cause, and of scenarios.
pub(crate) fn of_program(program: &Program) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for (n, milestone) in program.milestones.iter().enumerate() {
        if let Some(estimate) = &milestone.estimate {
            let subject = program.subject(Kind::Milestone, n);
            let is_elapsed = milestone.elapsed.unwrap_or(false);
            found.push(Found { subject, path: Path::from("estimate"), estimate, is_elapsed });
        }
    }
    for (n, risk) in program.risks.iter().enumerate() {
        let subject = program.subject(Kind::Risk, n);
        let residual = risk.residual.as_ref().and_then(|r| r.impact.as_ref());
        for (path, impact) in [("impact.delay", risk.impact.as_ref()), ("residual.impact.delay", residual)] {
            if let Some(Impact::Record(record)) = impact
                && let Some(Delay::Range(estimate)) = &record.delay
            {
                found.push(Found { subject, path: Path::from(path), estimate, is_elapsed: false });
            }
        }
    }
    for (n, scenario) in program.scenarios.iter().enumerate() {
        for (m, operation) in scenario.ops.iter().enumerate() {
            if let Some(estimate) = &operation.estimate {
                let path = Path::from(format!("ops[{m}].estimate").as_str());
                let subject = program.subject(Kind::Scenario, n);
                found.push(Found { subject, path, estimate, is_elapsed: false });
            }
        }
    }
    found
}

/// Returns the numbers of an estimate that are given, by key.
pub(crate) fn numbers(estimate: &Estimate) -> Vec<(&'static str, Duration)> {
    let all = [
        ("low", estimate.low),
        ("likely", estimate.likely),
        ("high", estimate.high),
        ("p50", estimate.p50),
        ("p90", estimate.p90),
        ("mean", estimate.mean),
        ("sd", estimate.sd),
    ];
    all.into_iter().filter_map(|(key, duration)| Some((key, duration?))).collect()
}

/// Returns the numbers that a shape is made of.
pub(crate) fn parts(shape: EstimateShape) -> &'static [&'static str] {
    match shape {
        EstimateShape::Triangular | EstimateShape::Percentiles | EstimateShape::Pert => {
            &["low", "likely", "high"]
        }
        EstimateShape::Uniform => &["low", "high"],
        EstimateShape::Lognormal => &["p50", "p90"],
        EstimateShape::Normal => &["mean", "sd"],
        EstimateShape::Exponential => &["mean"],
    }
}

/// Returns the length that the plan takes, with the key it comes from: `likely`, `p50`, the mean, or the midpoint.
pub(crate) fn central(
    estimate: &Estimate,
    settings: &Settings,
    is_elapsed: bool,
) -> Option<(&'static str, i64)> {
    let length = |duration: Duration| minutes(duration, settings, is_elapsed);
    let named = [("likely", estimate.likely), ("p50", estimate.p50), ("mean", estimate.mean)];
    let given = named.into_iter().find_map(|(key, duration)| Some((key, length(duration?))));
    let midpoint = || Some(("the midpoint", (length(estimate.low?) + length(estimate.high?)) / 2));
    given.or_else(midpoint)
}

/// Returns the minutes of a duration, of working or of calendar time.
pub(crate) fn minutes(duration: Duration, settings: &Settings, is_elapsed: bool) -> i64 {
    if is_elapsed { duration.elapsed_minutes() } else { settings.minutes(duration) }
}
