//! A metric that does not get to its target in time as it goes now.

use crate::check::Facts;
use crate::check::items::programs;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::model::Percent;
use crate::trend::indicators::series::Pace;

rule! {
    /// Finds a metric that is unlikely to reach its target by its date, if it goes on as it went.
    ///
    /// ## What it does
    /// Draws the periods to come from those that were (`epm indicators`) and computes the chance that the target is reached
    /// by `by`. Reports a chance below `thresholds.red_below` (50 %). Refuses to judge fewer than five periods, a metric that
    /// never moved towards its target, and a date that has passed.
    ///
    /// ## Why it matters
    /// The plan says when the work is done; the numbers say whether it does any good by then, and they say it earlier.
    ///
    /// ## Example
    /// ```yaml
    /// metrics:
    ///   - id: logins-migrated
    ///     target: 100
    ///     by: 2027-02-26
    ///     observations:
    ///       - {date: 2026-10-02, value: 1}     # and so on, 1 a week: 20 weeks bring it to 20
    /// ```
    ///
    /// ## Fix it
    /// `epm indicators` says what every period would have to bring. Do something that changes the pace, or agree on another
    /// date or target.
    pub(crate) static META = 447, "lagging-metric", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let thresholds = facts.settings().thresholds.as_ref();
    let least = thresholds.and_then(|t| t.red_below).map_or(0.5, Percent::share);
    for program in programs(facts) {
        for (n, metric) in program.metrics.iter().enumerate() {
            let Some(by) = metric.by.filter(|by| *by > facts.as_of) else { continue };
            let Some(pace) = Pace::new(metric, facts.as_of) else { continue };
            let Some(goal) = pace.goal.as_ref().filter(|goal| goal.reached.is_none()) else { continue };
            let Ok(history) = pace.history() else { continue };
            let Some(periods) = pace.periods_until(by) else { continue };
            let Some(chance) = pace.chance_within(goal, periods).filter(|p| *p < least) else { continue };
            if history.is_thin() {
                continue;
            }
            let unit = metric.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
            let shown = |n: f64| (n * 100.0).round() / 100.0;
            let message = format!(
                "`{}` is {} likely to reach its target by {by}: {}{unit} are left, and a period brought {} on average",
                metric.id,
                wording::chance(chance),
                shown(goal.remaining),
                shown(history.mean())
            );
            let help = format!("`epm indicators {}` says what every period would have to bring", metric.id);
            let place = Place::field(program.subject(Kind::Metric, n), "by");
            out.push(Finding::new(&META, place, message).help(help));
        }
    }
}
