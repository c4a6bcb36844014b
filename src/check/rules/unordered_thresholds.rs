//! Limits in the wrong order.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ConfidenceRange;
use crate::model::Duration;
use crate::model::Kind;
use crate::model::Percent;
use crate::model::Workspace;

rule! {
    /// Finds limits of colours, or ranges of confidence, in the wrong order.
    ///
    /// ## What it does
    /// Looks at `epm.yaml`: `amber_after` must not be more than `red_after`, `red_below` not more than `amber_below`, and
    /// the multiples of `confidence` must be more than nothing and stand as `low` ≤ `likely` ≤ `high`.
    ///
    /// ## Why it matters
    /// With crossed limits nothing is ever amber: what is late turns red at once, or stays green too long.
    ///
    /// ## Example
    /// ```yaml
    /// thresholds:
    ///   amber_after: 10d
    ///   red_after: 5d
    /// ```
    ///
    /// ## Fix it
    /// Exchange the two numbers, or correct the one that is wrong.
    pub(crate) static META = 420, "unordered-thresholds", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let settings = facts.settings();
    let mut report = |path: &str, message: String, help: &str| {
        let place = Place::field(Workspace::subject(Kind::Settings), path);
        out.push(Finding::new(&META, place, message).help(help));
    };
    if let Some(limits) = &settings.thresholds {
        // What is not given has its default.
        let days = |given: Option<Duration>, default| given.map_or(default, |d| settings.days(d));
        let (amber, red) = (days(limits.amber_after, 0.0), days(limits.red_after, 5.0));
        if amber > red {
            let is_amber = limits.amber_after.is_some();
            let path = if is_amber { "thresholds.amber_after" } else { "thresholds.red_after" };
            let message = format!("amber begins after {amber} working days, red already after {red}");
            report(path, message, "write `amber_after` ≤ `red_after`");
        }
        let share = |given: Option<Percent>, default| given.map_or(default, |p| p.share() * 100.0);
        let (amber, red) = (share(limits.amber_below, 80.0), share(limits.red_below, 50.0));
        if red > amber {
            let is_amber = limits.amber_below.is_some();
            let path = if is_amber { "thresholds.amber_below" } else { "thresholds.red_below" };
            let message = format!("amber begins below {amber}%, red already below {red}%");
            report(path, message, "write `red_below` ≤ `amber_below`");
        }
    }
    if let Some(ranges) = &settings.confidence {
        for (key, range) in [("high", &ranges.high), ("medium", &ranges.medium), ("low", &ranges.low)] {
            if let Some(ConfidenceRange { low, likely, high, .. }) = range
                && !(*low > 0.0 && low <= likely && likely <= high)
            {
                let message = format!("confidence `{key}` ranges from {low} over {likely} to {high}");
                let help = "write multiples of the likely time such as `{low: 0.9, likely: 1, high: 1.3}`";
                report(&format!("confidence.{key}"), message, help);
            }
        }
    }
}
