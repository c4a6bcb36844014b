//! A risk without probability or impact.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds an open risk without a probability or an impact.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, reports open risks that cannot be scored because `probability:` or
    /// `impact:` is missing, or because the impact names a cost only and neither a band nor a delay.
    ///
    /// ## Why it matters
    /// An unscored risk stands in no matrix, in no ranking and in no forecast: it is written down, and then
    /// forgotten.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-3p7w
    ///   title: Because the tests fall between the years, reviewers are away, and fixes wait
    ///   impact: 3d
    /// ```
    ///
    /// ## Fix it
    /// Give both, as bands (`low`) or in numbers (`probability: 40%`, `impact: 3d`); a guess by its owner is
    /// enough to begin with.
    pub(crate) static META = 604, "unscored-risk", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, risk) in items::each(facts, |p| &p.risks) {
        if !risk.is_open() || risk.score().is_some() || !items::is_asked(program, Tier::Two) {
            continue;
        }
        let (field, what) = match (&risk.probability, &risk.impact) {
            (None, None) => ("probability", "neither probability nor impact"),
            (None, Some(_)) => ("probability", "no probability"),
            (Some(_), None) => ("impact", "no impact"),
            (Some(_), Some(_)) => ("impact", "an impact without band or delay"),
        };
        let finding = Finding::new(&META, Place::field(at, field), format!("risk `{}` has {what}", risk.id));
        out.push(finding.help("write bands such as `medium`, or numbers: `probability: 40%`, `impact: 3d`"));
    }
}
