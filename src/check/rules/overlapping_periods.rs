//! Records of one metric and scope whose periods overlap.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Date;
use crate::model::Kind;

rule! {
    /// Finds records of one metric and scope whose periods overlap.
    ///
    /// ## What it does
    /// Compares the periods (`from` to `date`, in a series `period_start` to `period_end`) of records that say of what they
    /// are with `scope`, or give a `from`. Records that a later one corrects (`supersedes`) do not count.
    ///
    /// ## Why it matters
    /// What lies in both periods is counted twice in every sum.
    ///
    /// ## Example
    /// ```csv
    /// metric,scope,period_start,period_end,value
    /// defects_prod,REL-7,2026-03-01,2026-03-31,4
    /// defects_prod,REL-7,2026-03-20,2026-04-30,3
    /// ```
    ///
    /// ## Fix it
    /// Append a record with the right period, and name the wrong one in `supersedes`.
    pub(crate) static META = 821, "overlapping-periods", Warning, since "0.1.0";
}

/// The first and the last day of a record, and its number.
type Period = (Date, Date, usize);

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, metric) in program.metrics.iter().enumerate() {
            let subject = program.subject(Kind::Metric, n);
            let rows = &metric.observations;
            let corrected: BTreeSet<&str> =
                rows.iter().filter_map(|row| Some(row.supersedes.as_ref()?.as_str())).collect();
            let mut groups: BTreeMap<(&str, &str), Vec<Period>> = BTreeMap::new();
            for (r, row) in rows.iter().enumerate() {
                let is_corrected = row.id.as_ref().is_some_and(|id| corrected.contains(id.as_str()));
                let Some(from) = row.from.filter(|from| !is_corrected && *from <= row.date) else { continue };
                let name = row.metric.as_ref().unwrap_or(&metric.id).as_str();
                let key = (name, row.scope.as_deref().unwrap_or_default());
                groups.entry(key).or_default().push((from, row.date, r));
            }
            for ((name, scope), mut periods) in groups {
                periods.sort_unstable();
                for pair in periods.windows(2) {
                    let ((_, end, _), (from, _, r)) = (pair[0], pair[1]);
                    if from > end {
                        continue;
                    }
                    let of = if scope.is_empty() { String::new() } else { format!(" for `{scope}`") };
                    let place = Place::field(subject, format!("observations[{r}].from").as_str());
                    let message =
                        format!("`{name}`{of} begins on {from}, and an earlier record goes to {end}");
                    out.push(
                        Finding::new(&META, place, message)
                            .help("append a record with the right period and `supersedes` the wrong one"),
                    );
                }
            }
        }
    }
}
