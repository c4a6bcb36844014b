//! Cancelled, and nobody says why.

use crate::check::Facts;
use crate::check::items::is_asked;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::MilestoneStatus;
use crate::model::Tier;

rule! {
    /// Finds a cancelled milestone without a reason.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, reports milestones with `status: cancelled` and without `cancelled_reason`.
    ///
    /// ## Why it matters
    /// Scope that goes without a word comes back as a question, often in the last review before the launch.
    ///
    /// ## Example
    /// ```yaml
    /// - id: saml-bridge
    ///   title: SAML bridge
    ///   status: cancelled
    /// ```
    ///
    /// ## Fix it
    /// Add one sentence: `cancelled_reason: All tenants use OIDC (CHG-1k8p)`.
    pub(crate) static META = 415, "cancelled-without-reason", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, milestone) in milestones(facts) {
        let is_silent = milestone.status() == MilestoneStatus::Cancelled
            && milestone.cancelled_reason.as_ref().is_none_or(|reason| reason.is_empty())
            && !facts.broken.contains(&(subject, "cancelled_reason".to_owned()));
        if is_silent && is_asked(program, Tier::Two) {
            let message = format!("`{}` is cancelled, and nothing says why", milestone.id);
            out.push(
                Finding::new(&META, Place::field(subject, "status"), message)
                    .help("add `cancelled_reason` in one sentence"),
            );
        }
    }
}
