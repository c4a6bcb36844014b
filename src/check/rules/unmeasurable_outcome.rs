//! An outcome that nobody could say was reached.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::load::words::quoted;
use crate::model::Outcome;
use crate::model::Tier;

rule! {
    /// Finds an outcome without baseline, target, day or source, or a charter without outcomes.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, reports charters without `outcomes:`, and outcomes that lack `baseline:`,
    /// `target:`, `by:` or `source:`.
    ///
    /// ## Why it matters
    /// In a year somebody will ask whether it was worth it. Without a value before, a value to reach, a day
    /// and a source, the answer is a matter of taste.
    ///
    /// ## Example
    /// ```yaml
    /// outcomes:
    ///   - metric: Sign-in success rate at first try
    ///     target: 98.5 %
    /// ```
    ///
    /// ## Fix it
    /// Add what is missing. If the value before is not known, measure it before the program changes it.
    pub(crate) static META = 704, "unmeasurable-outcome", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        if !items::is_asked(program, Tier::Two) {
            continue;
        }
        if charter.outcomes.is_empty() {
            let message = format!("the charter of `{}` names no outcome", program.id);
            let finding = Finding::new(&META, Place::field(at, "outcomes"), message);
            out.push(finding.help("add `outcomes:` with metric, baseline, target, by and source"));
        }
        for (n, outcome) in charter.outcomes.iter().enumerate() {
            let missing = missing(outcome);
            if missing.is_empty() {
                continue;
            }
            let message = format!("outcome {} lacks {}", quoted(&outcome.metric), wording::names(missing));
            let place = Place::field(at, Path::from("outcomes").index(n).key("metric"));
            let finding = Finding::new(&META, place, message);
            out.push(finding.help("add what is missing, so that reaching it can be seen"));
        }
    }
}

fn missing(outcome: &Outcome) -> Vec<&'static str> {
    let fields = [
        ("baseline", outcome.baseline.is_none()),
        ("target", outcome.target.is_none()),
        ("by", outcome.by.is_none()),
        ("source", outcome.source.is_none()),
    ];
    fields.iter().filter(|(_, is_missing)| *is_missing).map(|(field, _)| *field).collect()
}
