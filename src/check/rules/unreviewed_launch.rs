//! A launch that nobody looked back at.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Tier;

rule! {
    /// Finds a release that was deployed more than 30 days ago and never reviewed.
    ///
    /// ## What it does
    /// In programs of tier 1, reports releases with a `deployed:` day more than 30 days back when no review
    /// was held on or after it.
    ///
    /// ## Why it matters
    /// What went well is repeated by luck, and what did not is repeated for certain.
    ///
    /// ## Example
    /// ```yaml
    /// id: REL-idp-0.9
    /// deployed: 2026-10-12
    /// outcome: success
    /// ```
    ///
    /// ## Fix it
    /// Hold the review, and write it into `reviews/` with its actions.
    pub(crate) static META = 720, "unreviewed-launch", Note, since "0.1.0";
}

const LIMIT: i32 = 30;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, release) in items::each(facts, |p| &p.releases) {
        let is_late = |day: &Date| facts.as_of.days_since(*day) > LIMIT;
        let Some(deployed) = release.deployed.filter(is_late) else { continue };
        let is_reviewed =
            program.reviews.iter().any(|review| review.date.is_some_and(|date| date >= deployed));
        if is_reviewed || !items::is_asked(program, Tier::One) {
            continue;
        }
        let age = wording::count(i64::from(facts.as_of.days_since(deployed)), "day");
        let message = format!("release `{}` was deployed {age} ago and never reviewed", release.id);
        let finding = Finding::new(&META, Place::field(at, "deployed"), message);
        out.push(finding.help("hold the review, and write it into `reviews/` with its actions"));
    }
}
