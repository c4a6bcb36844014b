//! A committed date that is not the one that was approved.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Change;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::Kind;
use crate::model::MilestoneStatus;
use crate::model::Target;

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

/// The latest approved moves of a milestone: all those that were decided on the same, last day.
struct Latest<'a> {
    decided: Option<Date>,
    moves: Vec<(Subject, &'a Change, usize, Date)>,
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (at, latest) in latest(facts) {
        let Some((_, milestone)) = items::milestone_at(facts, at) else { continue };
        let Some(committed) = milestone.committed else { continue };
        let is_kept = latest.moves.iter().any(|(.., to)| *to == committed);
        if is_kept || milestone.status() == MilestoneStatus::Cancelled {
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

fn latest<'a>(facts: &Facts<'a>) -> BTreeMap<Subject, Latest<'a>> {
    let mut out: BTreeMap<Subject, Latest<'a>> = BTreeMap::new();
    for program in &facts.workspace.programs {
        for (c, change) in program.changes.iter().enumerate() {
            if !matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented) {
                continue;
            }
            for (n, moved) in change.moves.iter().enumerate() {
                let Target::Item(named) = facts.index.find(program.index, &moved.item) else { continue };
                let Some(to) = moved.to else { continue };
                let latest = out
                    .entry(named.subject)
                    .or_insert_with(|| Latest { decided: change.decided, moves: Vec::new() });
                if change.decided > latest.decided {
                    *latest = Latest { decided: change.decided, moves: Vec::new() };
                }
                if change.decided == latest.decided {
                    latest.moves.push((program.subject(Kind::Change, c), change, n, to));
                }
            }
        }
    }
    out
}
