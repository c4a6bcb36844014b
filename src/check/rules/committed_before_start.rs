//! A commitment before the work can even begin.

use crate::check::Facts;
use crate::check::planned;
use crate::check::weekdays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::plan::NodeKind;
use crate::plan::PlanNode;

rule! {
    /// Finds work that is committed for a day before it can begin.
    ///
    /// ## What it does
    /// Compares the `committed` date of work that has not begun with the earliest start that the plan computes. Work
    /// that can begin in time but ends late is the matter of `late-milestone`, a commitment that has passed that of
    /// `overdue-commitment`.
    ///
    /// ## Why it matters
    /// Such a promise is not tight, it is impossible, and whoever relies on it does not know.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 20d
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   duration: 5d
    ///   committed: 2026-12-04
    ///   depends_on: [token-service]
    /// ```
    ///
    /// ## Fix it
    /// Bring forward what the work waits for, or agree on another date by a change.
    pub(crate) static META = 306, "committed-before-start", Warning, since "0.1.0";
}

/// Tells whether work is committed for a day to come, before it can begin.
pub(crate) fn is_impossible(facts: &Facts<'_>, node: &PlanNode) -> bool {
    let is_waiting = node.kind == NodeKind::Work && !node.is_started && !node.is_done;
    is_waiting && node.committed.is_some_and(|day| day >= facts.as_of && node.early_start > day)
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, node, program, milestone) in planned::open_milestones(facts) {
        let Some(committed) = node.committed.filter(|_| is_impossible(facts, node)) else { continue };
        let start = weekdays::named_day(node.early_start);
        let days = wording::count(i64::from(node.early_start.days_since(committed)), "day");
        let message = format!(
            "`{}` is committed for {committed} and can begin on {start} at the earliest, {days} later",
            milestone.id
        );
        let finding = Finding::new(&META, Place::field(node.subject, "committed"), message)
            .help("bring forward what it waits for, or agree on another date by a change");
        out.push(planned::with_driver(finding, facts, node, program));
    }
}
