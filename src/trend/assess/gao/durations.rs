//! Practice 4: durations are estimated, and short enough to follow.

use crate::model::Estimate;
use crate::model::Milestone;
use crate::model::Settings;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;

static META: Meta = Meta {
    code: "GAO-04",
    title: "Establishing durations",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 4, by DCMA 8 and the estimates",
};

pub(super) fn check(scope: &Scope<'_>, checks: &[Check]) -> Check {
    let settings = scope.workspace.settings();
    let whole = scope.work().count();
    let unsure = scope.work().filter(|(_, milestone)| !has_range(milestone));
    let unsure = unsure.map(|(node, _)| scope.item(node, "neither a range nor a confidence")).collect();
    let wrong = scope.work().filter(|(_, m)| m.estimate.as_ref().is_some_and(|e| !is_ordered(e, settings)));
    let wrong = wrong.map(|(node, _)| scope.item(node, "its estimate is out of order")).collect();
    let mut parts = gao::parts(checks, &["DCMA-08"]);
    parts.push(Part::none_of("work without a range or confidence", unsure, whole, gao::WORK));
    parts.push(Part::none_of("estimates out of order", wrong, whole, gao::WORK));
    Check::of_parts(&META, parts)
}

fn has_range(milestone: &Milestone) -> bool {
    let is_range = |e: &Estimate| {
        let ends = e.low.is_some() && e.high.is_some();
        ends || (e.p50.is_some() && e.p90.is_some()) || e.mean.is_some()
    };
    milestone.confidence.is_some() || milestone.estimate.as_ref().is_some_and(is_range)
}

/// Tells whether low ≤ likely ≤ high and p50 ≤ p90, as far as they are given.
fn is_ordered(estimate: &Estimate, settings: &Settings) -> bool {
    let rises = |given: &[Option<crate::model::Duration>]| {
        let minutes: Vec<i64> = given.iter().flatten().map(|duration| settings.minutes(*duration)).collect();
        minutes.is_sorted()
    };
    rises(&[estimate.low, estimate.likely, estimate.high]) && rises(&[estimate.p50, estimate.p90])
}
