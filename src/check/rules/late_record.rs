//! Metric records that were collected long after their period.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds metric records that were collected more than 30 days after their period, or before it ended.
    ///
    /// ## What it does
    /// Compares `collected` (in a series `collected_at`) with the record's last day.
    ///
    /// ## Why it matters
    /// What is collected months later comes from another system than it was in then, and what is collected before the
    /// period has ended does not speak of all of it.
    ///
    /// ## Example
    /// ```csv
    /// metric,period_end,value,collected_at
    /// defects_prod,2026-03-31,4,2026-08-14
    /// ```
    ///
    /// ## Fix it
    /// Collect records with the period's end. Where the number is right, say in `note` why it came late, and suppress this
    /// finding with the reason.
    pub(crate) static META = 823, "late-record", Note, since "0.1.0";
}

/// So many days after its period a record may be collected.
const SOON: i32 = 30;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, metric) in program.metrics.iter().enumerate() {
            let subject = program.subject(Kind::Metric, n);
            for (r, row) in metric.observations.iter().enumerate() {
                let Some(collected) = row.collected else { continue };
                let after = collected.days_since(row.date);
                if (0..=SOON).contains(&after) {
                    continue;
                }
                let message = match after {
                    ..0 => format!("collected on {collected}, before the period ended on {}", row.date),
                    _ => format!(
                        "collected on {collected}, {after} days after the period ended on {}",
                        row.date
                    ),
                };
                let place = Place::field(subject, format!("observations[{r}].collected").as_str());
                out.push(Finding::new(&META, place, message).help("say in `note` why it came then"));
            }
        }
    }
}
