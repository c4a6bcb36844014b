//! Two lengths of the same work.

use crate::check::Facts;
use crate::check::estimates;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a `duration` and an `estimate` of the same work that disagree.
    ///
    /// ## What it does
    /// Compares `duration` with what the plan would take from the estimate: `likely`, `p50`, the mean or the midpoint.
    ///
    /// ## Why it matters
    /// The plan counts with one of them and the forecast with the other, so the two tell different stories.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 10d
    ///   estimate: {low: 8d, likely: 12d, high: 25d}
    /// ```
    ///
    /// ## Fix it
    /// Delete `duration`: the estimate says it already.
    pub(crate) static META = 405, "doubled-duration", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let settings = facts.settings();
    for (_, subject, milestone) in milestones(facts) {
        let (Some(duration), Some(estimate)) = (milestone.duration, &milestone.estimate) else { continue };
        let is_elapsed = milestone.elapsed.unwrap_or(false);
        let Some((key, length)) = estimates::central(estimate, settings, is_elapsed) else { continue };
        if estimates::minutes(duration, settings, is_elapsed) == length {
            continue;
        }
        let given = estimates::numbers(estimate).into_iter().find(|(k, _)| *k == key);
        let says = match given {
            Some((key, other)) => format!("`{key}` {other} of the estimate"),
            None => format!("{key} of the estimate"),
        };
        let message = format!("`duration` {duration} and {says} disagree");
        out.push(
            Finding::new(&META, Place::field(subject, "duration"), message)
                .help("delete `duration`, or correct the estimate")
                .related(Place::field(subject, "estimate"), "the estimate stands here"),
        );
    }
}
