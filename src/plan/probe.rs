//! Measures of a plan as it stands, and a test of its logic: what a schedule assessment asks.

use crate::model::Date;
use crate::model::Id;
use crate::plan::engine::Engine;
use crate::plan::network::Cause;
use crate::plan::network::Floor;
use crate::plan::network::Side;
use crate::plan::result::NodeKey;
use crate::plan::result::NodeKind;
use crate::plan::result::Plan;
use crate::plan::result::PlanNode;

/// What a long delay of a critical item does to the end of its program.
#[derive(Clone, Debug, PartialEq)]
pub struct DelayTest {
    /// What was delayed: the earliest critical item with work, ties by id.
    pub key: NodeKey,
    /// By how many working days of its calendar.
    pub injected: f64,
    /// How many working days the end of the program moved.
    pub moved: f64,
    /// The delayed item then drives the end, link by link: days that are missing are days off of other calendars.
    pub is_carried: bool,
}

/// A length of working time in exact minutes, with the minutes of its calendar's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkLength {
    /// Minutes of work; negative is backward.
    pub minutes: i64,
    /// Minutes of a working day.
    pub per_day: i64,
}

impl WorkLength {
    /// Returns the length in working days.
    #[allow(clippy::cast_precision_loss)] // far below 2^52
    pub fn days(self) -> f64 {
        self.minutes as f64 / self.per_day as f64
    }
}

impl Plan {
    /// Returns the working time from the morning of the plan's day to the finish of a node, in its calendar.
    pub fn work_ahead(&self, key: &NodeKey) -> Option<WorkLength> {
        let (engine, n) = self.engine_of(key)?;
        let calendar = engine.network.calendar(n);
        let from = calendar.opening(i64::from(self.as_of.day_number()));
        let minutes = calendar.work_between(from, engine.schedule.early.finish[n]);
        Some(WorkLength { minutes, per_day: calendar.minutes_per_day() })
    }

    /// Returns the working time from the finish of a node to the evening of a day; negative when it finishes later.
    pub fn work_until(&self, key: &NodeKey, day: Date) -> Option<WorkLength> {
        let (engine, n) = self.engine_of(key)?;
        let calendar = engine.network.calendar(n);
        let until = calendar.closing(i64::from(day.day_number()));
        let finish = match engine.schedule.early.side[n] {
            // What opens its day counts as if it closed it.
            Side::Open => calendar.closing(engine.schedule.early.finish[n].day()),
            Side::Close => engine.schedule.early.finish[n],
        };
        Some(WorkLength {
            minutes: calendar.work_between(finish, until),
            per_day: calendar.minutes_per_day(),
        })
    }

    /// Delays the earliest critical item of a program on a copy of the plan, and measures how far its end moves.
    ///
    /// The end is freed of what pins it (constraints, and a commitment that drives it) before the test. `is_tested` says
    /// which nodes may be delayed; work goes before milestones. `None` when no critical node may be.
    pub fn delay_test(
        &self,
        program: &Id,
        days: f64,
        is_tested: impl Fn(&PlanNode) -> bool,
    ) -> Option<DelayTest> {
        let end = self.program(program)?.finish_node.as_ref()?;
        let (engine, end) = self.engine_of(end)?;
        let engine = unpinned(engine, end, self.as_of);
        let p = engine.network.activities[end].program as usize;
        let schedule = &engine.schedule;
        let open = |n: &&u32| engine.network.activities[**n as usize].finished.is_none();
        let members = schedule.longest[p].members.iter().filter(open);
        let candidates = members.filter_map(|n| Some((*n as usize, self.shown(*n)?)));
        let rank = |(n, node): &(usize, &PlanNode)| {
            (node.kind != NodeKind::Work, schedule.early.start[*n], node.key.clone())
        };
        let (n, node) = candidates.filter(|(_, node)| is_tested(node)).min_by_key(rank)?;

        let calendar = engine.network.calendar(n);
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // far below 2^52
        let minutes = (days * calendar.minutes_per_day() as f64).round() as i64;
        let (after, ends) = engine.slipped(n, minutes);
        let (before_end, after_end) = (schedule.ends[p]?.at, ends[p]?.at);
        let of_end = engine.network.calendar(end);
        let in_days = |of: &crate::plan::Calendar| of.days(of.work_between(before_end, after_end));
        let last = engine.last_of_programs(&after, &ends)[p];
        let drivers = engine.network.drivers(&after);
        let chain = last.map(|last| engine.network.driving_chain(last, &drivers)).unwrap_or_default();
        let number = u32::try_from(n).unwrap_or(u32::MAX);
        Some(DelayTest {
            key: node.key.clone(),
            injected: days,
            // Where calendars differ, the one that shows the whole delay counts.
            moved: if in_days(calendar) < days {
                in_days(calendar).max(in_days(of_end))
            } else {
                in_days(calendar)
            },
            is_carried: chain.contains(&number),
        })
    }
}

/// Returns a copy in which nothing but logic says when an activity comes.
fn unpinned(engine: &Engine, end: usize, as_of: Date) -> Engine {
    let mut network = engine.network.clone();
    let activity = &mut network.activities[end];
    activity.constraints.clear();
    activity.deadline = None;
    if activity.floor.cause == Cause::Commitment {
        let at = engine.network.calendar(end).opening(i64::from(as_of.day_number()));
        activity.floor = Floor { at, side: Side::Open, cause: Cause::AsOf };
    }
    let schedule = network.schedule();
    Engine { network, schedule }
}
