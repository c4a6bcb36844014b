//! The backward pass: how late everything may be, and the floats that follow.

use crate::plan::axis::Axis;
use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::early::Bound;
use crate::plan::early::Early;
use crate::plan::ends::ProgramEnd;
use crate::plan::instant::Instant;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;

/// What the backward pass goes by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Against {
    /// Every program's own end, constraints and committed dates.
    Everything,
    /// The end of one program and nothing else: how long until an activity drives it.
    ProgramEnd(u32),
}

/// A position that bounds nothing, far enough from the ends of `i64` to calculate with.
pub(crate) const NEVER: i64 = i64::MAX / 4;

impl Network {
    /// Runs the backward pass. Returns the late positions; finished activities stay where they are.
    pub(crate) fn late(&self, early: &Early, ends: &[Option<ProgramEnd>], against: Against) -> Vec<i64> {
        let mut late = vec![NEVER; self.activities.len()];
        for n in self.order.sorted.iter().rev() {
            let n = *n as usize;
            if self.activities[n].finished.is_some() {
                late[n] = early.position[n];
                continue;
            }
            let mut position = self.end_cap(n, early, ends, against);
            if matches!(against, Against::Everything) {
                position = position.min(self.date_cap(n, early));
            }
            for link in self.order.outgoing(n) {
                let link = &self.links[*link as usize];
                let limit = late[link.to as usize];
                if limit != NEVER && self.binds(link) {
                    position = position.min(self.link_cap(link, limit));
                }
            }
            late[n] = position;
        }
        late
    }

    /// Returns the greatest position that does not move the end of the program.
    pub(crate) fn end_cap(
        &self,
        n: usize,
        early: &Early,
        ends: &[Option<ProgramEnd>],
        against: Against,
    ) -> i64 {
        let program = match against {
            Against::Everything => self.activities[n].program,
            Against::ProgramEnd(program) if self.counts(n, program, ends) => program,
            Against::ProgramEnd(_) => return NEVER,
        };
        ends[program as usize]
            .map_or(NEVER, |end| self.axis(n).at_most(End::Finish, end.measure(early.finish[n])))
    }

    /// Returns the greatest position that keeps the activity's own constraints and its committed date.
    fn date_cap(&self, n: usize, early: &Early) -> i64 {
        let axis = self.axis(n);
        let activity = &self.activities[n];
        let mut position = NEVER;
        for (kind, day) in &activity.constraints {
            let cap = match kind.not_after() {
                Some(End::Start) if axis.pace != Pace::Instant => activity
                    .started
                    .is_none()
                    .then(|| axis.at_most(End::Start, start_limit(axis, *day, early.start[n]))),
                Some(_) => Some(finish_cap(axis, *day, (early.finish[n], early.side[n]))),
                None => None,
            };
            position = position.min(cap.unwrap_or(NEVER));
        }
        if let Some(day) = activity.deadline {
            position = position.min(finish_cap(axis, day, (early.finish[n], early.side[n])));
        }
        position
    }

    /// Returns the greatest position of a link's predecessor that keeps its successor at or before a position.
    pub(crate) fn link_cap(&self, link: &Link, successor: i64) -> i64 {
        if self.activities[link.from as usize].is_actual(link.source()) {
            return NEVER;
        }
        let to = self.axis(link.to as usize);
        let limit = link.carry_back(to.calendar, to.limit(link.target(), successor));
        self.axis(link.from as usize).at_most(link.source(), limit)
    }

    /// Returns the minutes of work by which each activity can slip without moving another one or a program's end.
    pub(crate) fn free_floats(&self, early: &Early, ends: &[Option<ProgramEnd>]) -> Vec<i64> {
        (0..self.activities.len())
            .map(|n| {
                let position = early.position[n];
                let free = self.free_position(n, early, ends);
                if self.activities[n].finished.is_some() { 0 } else { self.axis(n).room(position, free) }
            })
            .collect()
    }

    /// Returns the greatest position that moves neither another activity nor a program's end.
    fn free_position(&self, n: usize, early: &Early, ends: &[Option<ProgramEnd>]) -> i64 {
        let caps = self.order.outgoing(n).iter().filter_map(|link| {
            let link = &self.links[*link as usize];
            self.binds(link).then(|| self.link_cap(link, early.position[link.to as usize]))
        });
        caps.fold(self.end_cap(n, early, ends, Against::Everything), i64::min)
    }

    /// Moves what waits as late as possible to just before what follows it. Returns which activities moved.
    ///
    /// As in P6, it uses up free float only: nothing else and no program's end moves with it.
    pub(crate) fn delay_alap(
        &self,
        early: &mut Early,
        late: &[i64],
        ends: &[Option<ProgramEnd>],
    ) -> Vec<bool> {
        let mut has_moved = vec![false; self.activities.len()];
        for n in self.order.sorted.iter().rev() {
            let n = *n as usize;
            let activity = &self.activities[n];
            if !activity.is_alap() || activity.started.is_some() || activity.finished.is_some() {
                continue;
            }
            let axis = self.axis(n);
            let mut free = self.free_position(n, early, ends).min(late[n]);
            if axis.pace == Pace::Instant {
                free = axis.calendar.previous_end(Instant(free)).0;
            }
            if axis.room(early.position[n], free) > 0 {
                early.place(self, n, Bound { position: free, side: Side::Close });
                has_moved[n] = true;
            }
        }
        has_moved
    }
}

/// Returns the last instant at which work may start to start by a day: its opening, or any time of the day itself when
/// the work starts then anyway.
fn start_limit(axis: Axis<'_>, day: i64, start: Instant) -> Instant {
    let is_off = axis.pace == Pace::Work && axis.calendar.hours(day).total() == 0;
    let day = if is_off { axis.calendar.previous_end(Instant::midnight(day)).day() } else { day };
    let opening = axis.calendar.opening(day);
    if start.day() == day { opening.max(start) } else { opening }
}

/// Returns the greatest position that finishes by a day. An instant that opens its day counts as if it closed it, so that
/// its float counts the days between the dates shown.
fn finish_cap(axis: Axis<'_>, day: i64, early: (Instant, Side)) -> i64 {
    match (axis.pace, early) {
        (Pace::Instant, (at, Side::Open)) => {
            let days =
                axis.calendar.work_between(axis.calendar.closing(at.day()), axis.calendar.closing(day));
            axis.calendar.start_of(axis.calendar.work_at(at) + days).0
        }
        _ => axis.at_most(End::Finish, axis.calendar.closing(day)),
    }
}
