//! Multiples of a risk in the wrong order.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Impact;
use crate::model::Kind;

rule! {
    /// Finds a risk whose factor is no range.
    ///
    /// ## What it does
    /// Checks `impact.factor` of risks: multiples from nothing to a thousand, `low` ≤ `likely` ≤ `high`.
    ///
    /// ## Why it matters
    /// Such a factor is left out of the forecast, so the items that share it look independent and the end looks safer
    /// than it is.
    ///
    /// ## Example
    /// ```yaml
    /// impact:
    ///   factor: {low: 1.4, likely: 1, high: 0.9}
    /// ```
    ///
    /// ## Fix it
    /// Write the multiples from the least to the most: `{low: 0.9, likely: 1, high: 1.4}`.
    pub(crate) static META = 445, "unordered-factor", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, risk) in program.risks.iter().enumerate() {
            let residual = risk.residual.as_ref().and_then(|residual| residual.impact.as_ref());
            for (path, impact) in
                [("impact.factor", risk.impact.as_ref()), ("residual.impact.factor", residual)]
            {
                let Some(Impact::Record(record)) = impact else { continue };
                let Some(factor) = record.factor.as_ref().filter(|f| !crate::plan::forecast::is_ordered(f))
                else {
                    continue;
                };
                let message = format!(
                    "the factor ranges from {} over {} to {}",
                    factor.low, factor.likely, factor.high
                );
                let help = "write multiples from the least to the most: `{low: 0.9, likely: 1, high: 1.4}`";
                let place = Place::field(program.subject(Kind::Risk, n), path);
                out.push(Finding::new(&META, place, message).help(help));
            }
        }
    }
}
