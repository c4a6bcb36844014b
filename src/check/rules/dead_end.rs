//! Work that nothing waits for.

use crate::check::Facts;
use crate::check::items::is_asked;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::LinkType;
use crate::model::Tier;

rule! {
    /// Finds a milestone whose finish drives nothing.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2 that name their `finish_milestone`, reports open milestones that no other item waits
    /// for, or waits for only by their start. Milestones without work of their own that are committed are deliveries,
    /// and may stand at an end (check 1 of the DCMA assessment).
    ///
    /// ## Why it matters
    /// It can slip for months and the plan does not move. Either a link is missing, or the work is not needed.
    ///
    /// ## Example
    /// ```yaml
    /// - id: handbook
    ///   title: Handbook written
    ///   duration: 5d
    /// ```
    ///
    /// ## Fix it
    /// Add it to the `depends_on` of what needs it, of the finish milestone for one.
    pub(crate) static META = 411, "dead-end", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut drives = vec![false; facts.plan.nodes.len()];
    let mut is_started_from = vec![false; facts.plan.nodes.len()];
    for edge in &facts.plan.edges {
        match edge.link {
            LinkType::FinishToStart | LinkType::FinishToFinish => drives[edge.from] = true,
            LinkType::StartToStart | LinkType::StartToFinish => is_started_from[edge.from] = true,
        }
    }
    let frayed = planned::frayed(facts);
    for (n, node, program, milestone) in planned::open_milestones(facts) {
        let end = program.charter.as_ref().and_then(|charter| charter.finish_milestone.as_ref());
        let Some(end) = end.filter(|_| is_asked(program, Tier::Two)) else { continue };
        let is_end = end.id.as_str().eq_ignore_ascii_case(milestone.id.as_str());
        let is_delivery = milestone.is_pure() && milestone.committed.is_some();
        if drives[n] || is_end || is_delivery || frayed.contains(&program.index) {
            continue;
        }
        let message = if is_started_from[n] {
            format!("nothing waits for the finish of `{}`, only for its start", milestone.id)
        } else {
            format!("nothing waits for `{}`", milestone.id)
        };
        out.push(
            Finding::new(&META, Place::item(node.subject), message)
                .help(format!("add it to `depends_on` of what needs it, such as `{end}`")),
        );
    }
}
