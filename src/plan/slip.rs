//! What moves when something slips.

use crate::model::Date;
use crate::model::Id;
use crate::plan::days::date;
use crate::plan::result::NodeKey;
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
        let shown = network.days(&after, &network.drivers(&after));
        let moved_by = |m: usize| network.calendar(m).work_between(before.finish[m], after.finish[m]);

        let mut moved = Vec::new();
        for (node, number) in self.nodes.iter().zip(&self.workings.numbers) {
            let m = *number as usize;
            if m == n || moved_by(m) == 0 {
                continue;
            }
            let calendar = network.calendar(m);
            let last_chance = network.activities[m].deadline.map(|day| calendar.closing(day));
            let misses = |at| last_chance.is_some_and(|last| calendar.work_between(last, at) > 0);
            moved.push(Moved {
                key: node.key.clone(),
                before: node.early_finish,
                after: date(shown[m].1),
                days: calendar.days(moved_by(m)),
                is_missed: misses(after.finish[m]) && !misses(before.finish[m]),
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
        Some(SlipEffect { key: self.node(key)?.key.clone(), days, programs, moved })
    }
}
