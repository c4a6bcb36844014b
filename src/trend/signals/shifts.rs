//! What commits did to the dates: the plan before and after each, computed for the day of the commit.
//!
//! What moves only because days pass, is no move: nobody did it. Commits that cannot move a date are passed over.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Kind;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::trend::diff;
use crate::trend::signals::scene::Scene;
use crate::trend::signals::scene::tenths;

/// A move of an item's finish by one commit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Move {
    /// The version.
    pub version: usize,
    /// Its day.
    pub day: Date,
    /// Working days; positive is later.
    pub days: f64,
}

/// What commits did to the dates.
#[derive(Debug, Default)]
pub(super) struct Shifts {
    moves: BTreeMap<NodeKey, Vec<Move>>,
}

impl Shifts {
    /// Returns the moves of an item, oldest first.
    pub(super) fn of(&self, key: &NodeKey) -> &[Move] {
        self.moves.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the days on which an item moved in all, with the working days; what was taken back on the same day does
    /// not count.
    pub(super) fn by_day(&self, key: &NodeKey) -> Vec<(Date, f64)> {
        let mut days: BTreeMap<Date, f64> = BTreeMap::new();
        for found in self.of(key) {
            *days.entry(found.day).or_default() += found.days;
        }
        days.into_iter().map(|(day, moved)| (day, tenths(moved))).filter(|(_, moved)| *moved != 0.0).collect()
    }
}

/// Finds what the versions after a day did to the dates.
pub(super) fn shifts(scene: &Scene<'_>, after: Date, last: usize) -> Shifts {
    let Some(past) = scene.past else { return Shifts::default() };
    let snapshots = &past.history().snapshots;
    let first = snapshots.partition_point(|snapshot| snapshot.commit.day <= after).max(1);
    let moving = (first..=last).filter(|n| can_move(&snapshots[n - 1].contents, &snapshots[*n].contents));
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for version in moving {
        days.entry(scene.day(version)).or_default().push(version);
    }
    let days: Vec<(Date, Vec<usize>)> = days.into_iter().collect();
    let (plan, calendars) = (&*scene.plan, scene.calendars());
    let of_day = |(day, versions): &(Date, Vec<usize>)| {
        let mut out: Vec<(NodeKey, Move)> = Vec::new();
        let mut planned: Option<(usize, Plan)> = None;
        for version in versions {
            let before = match planned.take() {
                Some((n, plan)) if n + 1 == *version => plan,
                _ => past.plan(version - 1, *day),
            };
            let after = past.plan(*version, *day);
            moved(&before, &after, plan, calendars, |key, days| {
                out.push((key, Move { version: *version, day: *day, days }));
            });
            planned = Some((*version, after));
        }
        out
    };
    let found: Vec<Vec<(NodeKey, Move)>> = days.par_iter().map(of_day).collect();
    let mut out = Shifts::default();
    for (key, found) in found.into_iter().flatten() {
        out.moves.entry(key).or_default().push(found);
    }
    out
}

/// Tells of every item that is open after, and in both plans, by how many working days it moved, by its name of today.
fn moved(
    before: &Plan,
    after: &Plan,
    today: &Plan,
    calendars: &crate::plan::Calendars,
    mut tell: impl FnMut(NodeKey, f64),
) {
    for old in before.nodes.iter().filter(|n| matches!(n.kind, NodeKind::Work | NodeKind::Milestone)) {
        let Some(new) = after.node(&old.key) else { continue };
        if new.finish_at == old.finish_at && new.early_finish == old.early_finish {
            continue;
        }
        let days = tenths(diff::days_between(calendars, new, old.finish_at, new.finish_at));
        if let Some(node) = today.node(&new.key).filter(|_| days != 0.0) {
            tell(node.key.clone(), days);
        }
    }
}

/// Tells whether what differs between two versions may move a date.
fn can_move(before: &Contents, after: &Contents) -> bool {
    let shared = |a: Option<&Arc<_>>, b: Option<&Arc<_>>| match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (None, None) => true,
        _ => false,
    };
    let org = match (&before.org, &after.org) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (None, None) => true,
        _ => false,
    };
    if !org || !shared(before.settings.as_ref(), after.settings.as_ref()) {
        return true;
    }
    if before.programs.len() != after.programs.len() {
        return true;
    }
    before.programs.iter().zip(&after.programs).any(|(old, new)| {
        let head = old.items.iter().zip(&new.items).take_while(|(a, b)| Arc::ptr_eq(a, b)).count();
        let (old, new) = (&old.items[head..], &new.items[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| Arc::ptr_eq(a, b)).count();
        let differ = old[..old.len() - tail].iter().chain(&new[..new.len() - tail]);
        differ.into_iter().any(|item| is_scheduled(item))
    })
}

fn is_scheduled(item: &AnyItem) -> bool {
    matches!(
        item.kind(),
        Kind::Charter | Kind::Milestone | Kind::Issue | Kind::Dependency | Kind::Decision | Kind::Readiness
    )
}
