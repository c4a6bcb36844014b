//! Where each program ends, and what an activity is measured against.

use crate::plan::early::Early;
use crate::plan::instant::Instant;
use crate::plan::network::Network;

/// Where a program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProgramEnd {
    /// The finish of the activity that is named as its end, else of the last one that counts for it.
    pub(crate) at: Instant,
    /// The finish of the last activity.
    pub(crate) latest: Instant,
    /// Some of its activities count for the end; where none does, all do.
    has_counted: bool,
}

impl ProgramEnd {
    /// Returns what an activity that finishes at an instant is measured against: the program's end, or for what comes
    /// after that end, the last activity.
    pub(crate) fn measure(self, finish: Instant) -> Instant {
        if finish <= self.at { self.at } else { self.latest }
    }
}

impl Network {
    /// Finds where each program ends; `None` for one without activities.
    pub(crate) fn program_ends(&self, early: &Early) -> Vec<Option<ProgramEnd>> {
        let mut ends: Vec<Option<ProgramEnd>> = vec![None; self.programs()];
        for (activity, finish) in self.activities.iter().zip(&early.finish) {
            let end = &mut ends[activity.program as usize];
            let (at, latest, has_counted) = end.map_or((*finish, *finish, activity.is_end), |e| {
                let at = match (e.has_counted, activity.is_end) {
                    (true, false) => e.at,
                    (false, true) => *finish,
                    _ => e.at.max(*finish),
                };
                (at, e.latest.max(*finish), e.has_counted || activity.is_end)
            });
            *end = Some(ProgramEnd { at, latest, has_counted });
        }
        for (end, named) in ends.iter_mut().zip(&self.ends) {
            if let (Some(end), Some(named)) = (end, named) {
                end.at = early.finish[*named as usize];
                end.latest = end.latest.max(end.at);
            }
        }
        ends
    }

    /// Tells whether a program's end is made of an activity's finish, if that comes last.
    pub(crate) fn counts(&self, n: usize, program: u32, ends: &[Option<ProgramEnd>]) -> bool {
        let activity = &self.activities[n];
        match (self.ends[program as usize], ends[program as usize]) {
            (Some(named), _) => named as usize == n,
            (None, Some(end)) => activity.program == program && (activity.is_end || !end.has_counted),
            (None, None) => false,
        }
    }
}
