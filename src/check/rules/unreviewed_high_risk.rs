//! A high risk that nobody will look at again, or has not when it was time.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Tier;

rule! {
    /// Finds an open high risk without a date for its next review, or with one that has passed.
    ///
    /// ## What it does
    /// Reports open risks that score 12 or more (of 25) when `review_by:` is missing or lies before the day
    /// of the check. Under a charter without a tier, only a date that has passed is reported.
    ///
    /// ## Why it matters
    /// High risks change every week: a reviewed risk is a decision, an unreviewed one is a habit.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: Because the vendor signs by hand, the certificate comes late, and GA slips
    ///   probability: 60%
    ///   impact: 15d
    ///   review_by: 2026-11-06
    /// ```
    ///
    /// ## Fix it
    /// Look at it with its owner, correct probability and impact, set `last_reviewed:` to today and
    /// `review_by:` to the next time.
    pub(crate) static META = 603, "unreviewed-high-risk", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, risk) in items::each(facts, |p| &p.risks) {
        if !risk.is_open() || !risk.is_high() {
            continue;
        }
        let message = match (risk.review_by, risk.last_reviewed) {
            (None, _) if items::is_asked(program, Tier::Three) => {
                format!("high risk `{}` has no date for its next review", risk.id)
            }
            (Some(due), Some(last)) if due < facts.as_of && last >= due => {
                format!("high risk `{}` was reviewed on {last}, and no next review is set", risk.id)
            }
            (Some(due), _) if due < facts.as_of => {
                let late = wording::count(i64::from(facts.as_of.days_since(due)), "day");
                format!("the review of high risk `{}` was due on {due}, {late} ago", risk.id)
            }
            _ => continue,
        };
        let finding = Finding::new(&META, Place::field(at, "review_by"), message);
        out.push(
            finding.help("review it with its owner, then set `last_reviewed:` and the next `review_by:`"),
        );
    }
}
