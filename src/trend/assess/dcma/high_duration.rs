//! Check 8: open work of more than 44 working days in one piece.

use crate::diag::wording;
use crate::model::Duration;
use crate::model::Milestone;
use crate::model::Settings;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;
use crate::trend::assess::dcma::TWO_MONTHS;

static META: Meta = Meta {
    code: "DCMA-08",
    title: "High duration",
    limit: Limit::AtMostPercent(5),
    source: "DCMA-EA PAM 200.1 (2012) 4.8",
};

/// Counts open work that takes more than 44 working days as a whole, also when part of it is done. What is marked
/// `planning_package` is planned later and exempt.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let settings = scope.workspace.settings();
    let mut items = Vec::new();
    for (_, node) in scope.open() {
        let Some(milestone) = scope.milestone(node) else { continue };
        let days = length(milestone, settings);
        if days > TWO_MONTHS && milestone.planning_package != Some(true) {
            items.push(scope.item(node, wording::working_days(days)));
        }
    }
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}

/// Returns the working days that work takes: by its duration, else the middle of its estimate; at least what is left.
/// Calendar time counts by its share of working days.
pub(crate) fn length(milestone: &Milestone, settings: &Settings) -> f64 {
    let is_elapsed = milestone.elapsed == Some(true);
    #[allow(clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
    let days = |duration: Duration| match is_elapsed {
        true => duration.elapsed_minutes() as f64 / 1440.0 * settings.days_per_week() / 7.0,
        false => settings.days(duration),
    };
    let middle = milestone.estimate.as_ref().and_then(|estimate| {
        let midpoint = || Some(f64::midpoint(days(estimate.low?), days(estimate.high?)));
        let named = estimate.likely.or(estimate.p50).or(estimate.mean).map(days);
        named.or_else(midpoint)
    });
    let whole = milestone.duration.map(days).or(middle).unwrap_or(0.0);
    whole.max(milestone.remaining.map_or(0.0, days))
}
