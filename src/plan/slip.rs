//! What moves when something slips.

use crate::model::Date;
use crate::model::Id;
use crate::plan::critical::Longest;
use crate::plan::days::date;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::result::NodeKey;
use crate::plan::result::NodeKind;
use crate::plan::result::Plan;

/// What a slip does.
#[derive(Clone, Debug, PartialEq)]
pub struct SlipEffect {
    /// What slips.
    pub key: NodeKey,
    /// By how many working days.
    pub days: f64,
    /// Every program whose end moves.
    pub programs: Vec<ProgramSlip>,
    /// Every other node whose finish moves, sorted by key.
    pub moved: Vec<Moved>,
    /// Every program whose critical path becomes another one.
    pub paths: Vec<PathChange>,
    /// It meets its own commitment as planned, and not then.
    pub is_missed: bool,
}

/// A program whose critical path becomes another one.
#[derive(Clone, Debug, PartialEq)]
pub struct PathChange {
    /// The program.
    pub id: Id,
    /// The path then, first node first.
    pub after: Vec<NodeKey>,
}

/// A program whose end moves.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramSlip {
    /// The program.
    pub id: Id,
    /// Its finish as planned.
    pub before: Date,
    /// Its finish then.
    pub after: Date,
    /// The working days between, of the node that ends it.
    pub days: f64,
}

/// A node whose finish moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The node.
    pub key: NodeKey,
    /// What it is.
    pub kind: NodeKind,
    /// Its finish as planned.
    pub before: Date,
    /// Its finish then.
    pub after: Date,
    /// The working days between, of its calendar.
    pub days: f64,
    /// It meets its commitment as planned, and not then.
    pub is_missed: bool,
}

impl Plan {
    /// Returns the working days by which a node comes later when it slips by days of calendar time.
    pub fn working_days_of(&self, key: &NodeKey, elapsed: f64) -> Option<f64> {
        let (engine, n) = self.engine_of(key)?;
        let calendar = engine.network.calendar(n);
        let finish = engine.schedule.early.finish[n];
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // far below 2^52
        let minutes = (elapsed * DAY as f64).round() as i64;
        Some(calendar.days(calendar.work_between(finish, finish + minutes)))
    }

    /// Computes what moves when a node comes later by working days of its calendar; `None` for one that is not in the
    /// plan, or done.
    pub fn slip(&self, key: &NodeKey, days: f64) -> Option<SlipEffect> {
        let (engine, n) = self.engine_of(key)?;
        let network = &engine.network;
        if network.activities[n].finished.is_some() {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // far below 2^52
        let minutes = (days * network.calendar(n).minutes_per_day() as f64).round() as i64;
        let before = &engine.schedule.early;
        let (after, ends) = engine.slipped(n, minutes);
        let drivers = network.drivers(&after);
        let shown = network.days(&after, &drivers);
        let moved_by = |m: usize| network.calendar(m).work_between(before.finish[m], after.finish[m]);

        let misses = |m: usize, at: Instant| {
            let calendar = network.calendar(m);
            let last_chance = network.activities[m].deadline.map(|day| calendar.closing(day));
            last_chance.is_some_and(|last| calendar.work_between(last, at) > 0)
        };
        let is_missed = |m: usize| misses(m, after.finish[m]) && !misses(m, before.finish[m]);

        let mut moved = Vec::new();
        for (node, number) in self.nodes.iter().zip(&self.workings.numbers) {
            let m = *number as usize;
            if m == n || moved_by(m) == 0 {
                continue;
            }
            moved.push(Moved {
                key: node.key.clone(),
                kind: node.kind,
                before: node.early_finish,
                after: date(shown[m].1),
                days: network.calendar(m).days(moved_by(m)),
                is_missed: is_missed(m),
            });
        }

        let last = engine.last_of_programs(&after, &ends);
        let mut programs = Vec::new();
        for (program, number) in self.programs.iter().zip(&self.workings.programs) {
            let p = *number as usize;
            let (Some(last), Some(now), Some(then)) = (last[p], engine.schedule.ends[p], ends[p]) else {
                continue;
            };
            if now.at != then.at {
                let calendar = network.calendar(last);
                let days = calendar.days(calendar.work_between(now.at, then.at));
                let after = date(shown[last].1);
                programs.push(ProgramSlip { id: program.id.clone(), before: program.finish, after, days });
            }
        }
        let paths = self.changed_paths(&network.longest(&after, &ends, &drivers));
        let key = self.node(key)?.key.clone();
        Some(SlipEffect { key, days, programs, moved, paths, is_missed: is_missed(n) })
    }

    /// Compares the longest paths that a slip makes with those of the plan, without what is withheld.
    fn changed_paths(&self, longest: &[Longest]) -> Vec<PathChange> {
        let mut changed = Vec::new();
        for (program, number) in self.programs.iter().zip(&self.workings.programs) {
            let paths = longest[*number as usize].paths.iter();
            let paths = paths.map(|path| -> Vec<NodeKey> {
                path.iter().filter_map(|n| self.shown(*n)).map(|node| node.key.clone()).collect()
            });
            let paths: Vec<Vec<NodeKey>> = paths.filter(|path| !path.is_empty()).collect();
            let Some(first) = paths.first() else { continue };
            // What slips begins a path of its own: the rest of a path that was critical before is no other path.
            let was_critical =
                |path: &Vec<NodeKey>| program.critical_paths.iter().any(|old| old.ends_with(path));
            if !paths.iter().any(was_critical) {
                changed.push(PathChange { id: program.id.clone(), after: first.clone() });
            }
        }
        changed
    }
}
