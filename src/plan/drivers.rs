//! What drives each date: the bound that decides, the links that are tight, and progress out of sequence.

use crate::plan::axis::End;
use crate::plan::early::Early;
use crate::plan::network::Cause;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Network;

/// What decides where an activity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// A fact.
    Actual,
    /// A link, by its number.
    Link(u32),
    /// A constraint.
    Constraint(ConstraintKind),
    /// Its floor.
    Floor(Cause),
}

/// What drives the dates of a network.
#[derive(Clone, Debug)]
pub(crate) struct Drivers {
    /// What decides, by activity.
    pub(crate) reason: Vec<Reason>,
    /// Whether a link decides, alone or with others: no working time lies between its bound and its successor.
    pub(crate) is_tight: Vec<bool>,
    /// Whether the successor of a link has begun or ended before the link allowed it.
    pub(crate) is_out_of_sequence: Vec<bool>,
}

/// The order of preference among bounds that decide together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    History,
    Floor,
    Constraint,
    Link,
}

impl Network {
    /// Finds what drives every activity. Among links that decide together, the first one given is named.
    pub(crate) fn drivers(&self, early: &Early) -> Drivers {
        let mut drivers = Drivers {
            reason: vec![Reason::Actual; self.activities.len()],
            is_tight: vec![false; self.links.len()],
            is_out_of_sequence: vec![false; self.links.len()],
        };
        for (n, activity) in self.activities.iter().enumerate() {
            if activity.finished.is_none() {
                drivers.reason[n] = self.reason(n, early, &mut drivers.is_tight);
            }
            for link in self.order.incoming(n) {
                drivers.is_out_of_sequence[*link as usize] = self.is_out_of_sequence(*link, early);
            }
        }
        drivers
    }

    /// Finds what decides for one activity, and marks its tight links.
    fn reason(&self, n: usize, early: &Early, is_tight: &mut [bool]) -> Reason {
        let axis = self.axis(n);
        let activity = &self.activities[n];
        let mut best = (self.floor(n).position, Rank::Floor, Reason::Floor(activity.floor.cause));
        let mut offer = |position: i64, rank: Rank, reason: Reason| {
            if (position, rank) > (best.0, best.1) {
                best = (position, rank, reason);
            }
        };
        for (kind, day) in &activity.constraints {
            if let Some(bound) = self.constraint_bound(n, *kind, *day) {
                offer(bound.position, Rank::Constraint, Reason::Constraint(*kind));
            }
        }
        for number in self.order.incoming(n) {
            let link = &self.links[*number as usize];
            if !self.binds(link) {
                continue;
            }
            let bound = self.link_bound(link, early);
            is_tight[*number as usize] = axis.is_tie(link.target(), bound.position, early.position[n]);
            let is_history = self.activities[link.from as usize].is_actual(link.source());
            let rank = if is_history { Rank::History } else { Rank::Link };
            offer(bound.position, rank, Reason::Link(*number));
        }
        best.2
    }

    /// Tells whether a link's successor did not wait for it, though its predecessor is not even there yet.
    fn is_out_of_sequence(&self, number: u32, early: &Early) -> bool {
        let link = &self.links[number as usize];
        let target = link.target();
        let is_premature = self.activities[link.to as usize].is_actual(target)
            && !self.activities[link.from as usize].is_actual(link.source());
        if !is_premature {
            return false;
        }
        let calendar = self.calendar(link.to as usize);
        let needed = link.carry(calendar, early.at(link.from, link.source()));
        let actual = early.at(link.to, target);
        match target {
            End::Start => calendar.work_at(needed) > calendar.work_at(actual),
            End::Finish => needed > actual,
        }
    }
}
