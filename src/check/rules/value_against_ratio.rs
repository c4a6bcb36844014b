//! A metric record whose value is not its numerator by its denominator.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds metric records whose value is not the numerator divided by the denominator.
    ///
    /// ## What it does
    /// Looks at every record of a metric that gives all three, in YAML or in a row of a series. Values in percent are
    /// compared as such; differences below half a percent of the value are rounding.
    ///
    /// ## Why it matters
    /// A KPI is read by its value and checked by its parts. When they differ, nobody knows which one was reported.
    ///
    /// ## Example
    /// ```csv
    /// date,numerator,denominator,value
    /// 2026-11-13,18,120,0.25
    /// ```
    ///
    /// ## Fix it
    /// Leave `value` away, epm computes it; or append a corrected row with `supersedes`.
    pub(crate) static META = 820, "value-against-ratio", Error, since "0.1.0";
}

/// Differences below this part of the value come from rounding.
const ROUNDING: f64 = 0.005;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, metric) in program.metrics.iter().enumerate() {
            let subject = program.subject(Kind::Metric, n);
            for (r, row) in metric.observations.iter().enumerate() {
                let (Some(above), Some(below)) = (row.numerator, row.denominator.filter(|d| *d != 0.0))
                else {
                    continue;
                };
                let ratio = above / below;
                let is = |expected: f64| (row.value - expected).abs() <= ROUNDING * expected.abs().max(1e-9);
                if is(ratio) || is(ratio * 100.0) {
                    continue;
                }
                let place = Place::field(subject, format!("observations[{r}].value").as_str());
                let shown = (ratio * 1e6).round() / 1e6;
                let message = format!("the value is {}, and {above} ÷ {below} is {shown}", row.value);
                out.push(
                    Finding::new(&META, place, message)
                        .help("leave the value away, or append a corrected record with `supersedes`"),
                );
            }
        }
    }
}
