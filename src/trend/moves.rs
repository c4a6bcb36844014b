//! Commitments that change records move: which approved change speaks last of an item.

use std::collections::BTreeMap;

use crate::diag::Subject;
use crate::model::Change;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::Index;
use crate::model::Kind;
use crate::model::Target;
use crate::model::Workspace;

/// The latest approved moves of an item: all those that were decided on the same, last day.
#[derive(Debug)]
pub struct LatestMoves<'a> {
    /// When they were decided.
    pub decided: Option<Date>,
    /// Each with its change, the change's place, its index among the change's moves, and the approved date.
    pub moves: Vec<(Subject, &'a Change, usize, Date)>,
}

impl LatestMoves<'_> {
    /// Tells whether a commitment is one of the approved dates.
    pub fn allow(&self, committed: Date) -> bool {
        self.moves.iter().any(|(.., to)| *to == committed)
    }
}

/// Finds the latest approved moves of every item.
pub fn latest<'a>(workspace: &'a Workspace, index: &Index) -> BTreeMap<Subject, LatestMoves<'a>> {
    let mut out: BTreeMap<Subject, LatestMoves<'a>> = BTreeMap::new();
    for program in &workspace.programs {
        for (c, change) in program.changes.iter().enumerate() {
            if !matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented) {
                continue;
            }
            for (n, moved) in change.moves.iter().enumerate() {
                let Target::Item(named) = index.find(program.index, &moved.item) else { continue };
                let Some(to) = moved.to else { continue };
                let latest = out
                    .entry(named.subject)
                    .or_insert_with(|| LatestMoves { decided: change.decided, moves: Vec::new() });
                if change.decided > latest.decided {
                    *latest = LatestMoves { decided: change.decided, moves: Vec::new() };
                }
                if change.decided == latest.decided {
                    latest.moves.push((program.subject(Kind::Change, c), change, n, to));
                }
            }
        }
    }
    out
}
