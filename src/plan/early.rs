//! The forward pass: how early everything can be, and where each program ends.
//!
//! Also the pass to repeat for other spans: change those of the network's activities, and fill the same arrays again.

use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::instant::Instant;
use crate::plan::network::Activity;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;

/// Early dates, by activity.
#[derive(Clone, Debug)]
pub(crate) struct Early {
    /// The position on the activity's axis.
    pub(crate) position: Vec<i64>,
    /// The start: the actual one, else of the work to come.
    pub(crate) start: Vec<Instant>,
    /// The finish.
    pub(crate) finish: Vec<Instant>,
    /// Which side of its day an instant stands for.
    pub(crate) side: Vec<Side>,
}

/// A bound on an activity, as a position on its axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    /// The least position.
    pub(crate) position: i64,
    /// Which side of its day an instant stands for when this bound decides.
    pub(crate) side: Side,
}

impl Early {
    /// Returns where an end of an activity is.
    pub(crate) fn at(&self, activity: u32, end: End) -> Instant {
        match end {
            End::Start => self.start[activity as usize],
            End::Finish => self.finish[activity as usize],
        }
    }
}

impl Network {
    /// Runs the forward pass with the activities' own spans.
    pub(crate) fn early(&self) -> Early {
        let mut early = Early {
            position: vec![0; self.activities.len()],
            start: vec![Instant(0); self.activities.len()],
            finish: vec![Instant(0); self.activities.len()],
            side: vec![Side::Close; self.activities.len()],
        };
        self.early_into(None, &mut early);
        early
    }

    /// Runs the forward pass into arrays of its own size. `slip` makes one activity later by minutes of work.
    pub(crate) fn early_into(&self, slip: Option<(usize, i64)>, early: &mut Early) {
        for n in &self.order.sorted {
            let n = *n as usize;
            let activity = &self.activities[n];
            if let Some(finish) = activity.finished {
                let axis = self.axis(n);
                early.position[n] = axis.at_least(End::Finish, finish);
                early.finish[n] = finish;
                // Without an actual start, it began as long before its end as it takes.
                early.start[n] = activity.started.unwrap_or_else(|| axis.start(early.position[n]));
                early.side[n] = Side::Close;
                continue;
            }
            let mut bound = self.floor(n);
            for (kind, day) in &activity.constraints {
                if let Some(of_constraint) = self.constraint_bound(n, *kind, *day) {
                    bound = bound.max(of_constraint);
                }
            }
            for link in self.order.incoming(n) {
                let link = &self.links[*link as usize];
                if self.binds(link) {
                    bound = bound.max(self.link_bound(link, early));
                }
            }
            if let Some((_, minutes)) = slip.filter(|(slipped, _)| *slipped == n) {
                bound.position = self.later(n, bound, minutes);
            }
            early.place(self, n, bound);
        }
    }

    /// Returns the bound of an activity's floor.
    pub(crate) fn floor(&self, activity: usize) -> Bound {
        let floor = self.activities[activity].floor;
        Bound { position: self.axis(activity).at_least(End::Start, floor.at), side: floor.side }
    }

    /// Returns the bound of a constraint that acts forward.
    pub(crate) fn constraint_bound(&self, activity: usize, kind: ConstraintKind, day: i64) -> Option<Bound> {
        let end = kind.not_before()?;
        let axis = self.axis(activity);
        let (at, side) = match end {
            End::Start => (axis.calendar.opening(day), Side::Open),
            End::Finish => (axis.calendar.closing(day), Side::Close),
        };
        Some(Bound { position: axis.at_least(end, at), side })
    }

    /// Returns the bound that a link puts on its successor.
    pub(crate) fn link_bound(&self, link: &Link, early: &Early) -> Bound {
        let axis = self.axis(link.to as usize);
        let at = link.carry(axis.calendar, early.at(link.from, link.source()));
        let side = link.side(early.side[link.from as usize]);
        Bound { position: axis.at_least(link.target(), at), side }
    }

    /// Returns a position later by some minutes of work, however the activity takes time.
    fn later(&self, activity: usize, bound: Bound, minutes: i64) -> i64 {
        let axis = self.axis(activity);
        let work = axis.calendar.work_at(axis.finish(bound.position)) + minutes;
        match (axis.pace, bound.side) {
            (Pace::Work, _) => bound.position + minutes,
            (Pace::Instant, Side::Open) => axis.calendar.start_of(work).0,
            _ => axis.calendar.end_of(work).0 - axis.span,
        }
    }
}

impl Early {
    /// Puts an activity at a position.
    pub(crate) fn place(&mut self, network: &Network, n: usize, bound: Bound) {
        let axis = network.axis(n);
        let Activity { started, .. } = network.activities[n];
        self.position[n] = bound.position;
        self.start[n] = started.unwrap_or_else(|| axis.start(bound.position));
        self.finish[n] = axis.finish(bound.position);
        self.side[n] = if axis.pace == Pace::Instant { bound.side } else { Side::Close };
    }
}

impl Bound {
    /// Returns the later of two; where they meet, an instant opens its day.
    pub(crate) fn max(self, other: Bound) -> Bound {
        if (other.position, other.side) > (self.position, self.side) { other } else { self }
    }
}
