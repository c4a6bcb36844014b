//! Work that no team does.

use crate::check::Facts;
use crate::check::items::is_asked;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds open work without a team.
    ///
    /// ## What it does
    /// In programs of tier 1, when `org.yaml` lists teams, asks for the `team` of every open milestone with a duration
    /// or an estimate.
    ///
    /// ## Why it matters
    /// The plan counts with the common calendar, without the team's holidays, and the work is in nobody's capacity.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 10d
    /// ```
    ///
    /// ## Fix it
    /// Name the team that does the work: `team: identity`.
    pub(crate) static META = 507, "teamless-work", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    if facts.workspace.org.as_ref().is_none_or(|org| org.teams.is_empty()) {
        return;
    }
    for (program, subject, milestone) in open_milestones(facts) {
        if is_asked(program, Tier::One) && !milestone.is_pure() && milestone.team.is_none() {
            let message = format!("`{}` is work without a team", milestone.id);
            out.push(
                Finding::new(&META, Place::field(subject, "team"), message)
                    .help("add `team`: its calendar and capacity count"),
            );
        }
    }
}
