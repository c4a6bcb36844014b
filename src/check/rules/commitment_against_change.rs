//! A committed date that is not the one that was approved.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::MilestoneStatus;
use crate::trend::moves;

rule! {
    /// Finds a milestone whose committed date differs from what its latest approved change says.
    ///
    /// ## What it does
    /// Takes the latest approved or implemented change (by `decided:`) that `moves:` a milestone, and
    /// compares its `to:` with the milestone's `committed:`. Milestones without a committed date, and
    /// cancelled ones, are left alone.
    ///
    /// ## Why it matters
    /// The same date is written down twice, and differently. One of them is what people were told.
    ///
    /// ## Example
    /// ```yaml
    /// # changes/CHG-1k8p.yaml, approved
    /// moves:
    ///   - {item: token-service-staging, from: 2026-11-13, to: 2026-11-20}
    /// # milestones.yaml
    /// - id: token-service-staging
    ///   committed: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Set `committed:` to the approved date; if it moved again since then, that needs an approved change of
    /// its own.
    pub(crate) static META = 713, "commitment-against-change", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (at, latest) in moves::latest(facts.workspace, facts.index) {
        let Some((_, milestone)) = items::milestone_at(facts, at) else { continue };
        let Some(committed) = milestone.committed else { continue };
        if latest.allow(committed) || milestone.status() == MilestoneStatus::Cancelled {
            continue;
        }
        let Some((change_at, change, n, to)) = latest.moves.last() else { continue };
        let message = format!(
            "`{}` is committed for {committed}, and approved change `{}` moved it to {to}",
            milestone.id, change.id
        );
        let said = Place::field(*change_at, Path::from("moves").index(*n).key("to"));
        let finding = Finding::new(&META, Place::field(at, "committed"), message);
        let finding = finding.related(said, "the approved date");
        out.push(
            finding
                .help(format!("write `committed: {to}`; if it moved since, that needs a change of its own")),
        );
    }
}
