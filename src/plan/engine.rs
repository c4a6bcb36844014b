//! A network with its schedule, kept for questions that need another pass: slips, and how long until something drives
//! the end.

use crate::plan::early::Early;
use crate::plan::ends::ProgramEnd;
use crate::plan::late::Against;
use crate::plan::late::NEVER;
use crate::plan::network::Network;
use crate::plan::schedule::Schedule;

/// A network with its schedule.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    /// The network.
    pub(crate) network: Network,
    /// Its schedule.
    pub(crate) schedule: Schedule,
}

impl Engine {
    /// Returns the early dates and program ends if an activity comes later by minutes of work.
    pub(crate) fn slipped(&self, n: usize, minutes: i64) -> (Early, Vec<Option<ProgramEnd>>) {
        let mut early = self.schedule.early.clone();
        // What waits as late as possible slips from where it waits.
        let waited = if self.schedule.is_delayed[n] {
            self.network.early_into(None, &mut early);
            self.network.axis(n).room(early.position[n], self.schedule.early.position[n])
        } else {
            0
        };
        self.network.early_into(Some((n, minutes + waited)), &mut early);
        let ends = self.network.program_ends(&early);
        if self.schedule.is_delayed.contains(&true) {
            let mut late = self.network.late(&early, &ends, Against::Everything);
            late[n] = early.position[n];
            self.network.delay_alap(&mut early, &late, &ends);
        }
        (early, ends)
    }

    /// Returns the minutes of work until an activity drives the end of its program; `None` when it never does.
    pub(crate) fn until_critical(&self, n: usize) -> Option<i64> {
        let activity = &self.network.activities[n];
        let Schedule { early, ends, .. } = &self.schedule;
        if activity.finished.is_some() {
            return None;
        }
        let late = self.network.late(early, ends, Against::ProgramEnd(activity.program));
        (late[n] < NEVER).then(|| self.network.axis(n).room(early.position[n], late[n]).max(0))
    }

    /// Returns the activity that ends each program: the one that is named, else the first of those that finish last.
    pub(crate) fn last_of_programs(&self, early: &Early, ends: &[Option<ProgramEnd>]) -> Vec<Option<usize>> {
        let network = &self.network;
        let mut last: Vec<Option<usize>> =
            network.ends.iter().map(|named| named.map(|n| n as usize)).collect();
        for (n, activity) in network.activities.iter().enumerate() {
            let p = activity.program as usize;
            let is_at_end = ends[p].is_some_and(|end| end.at == early.finish[n]);
            if last[p].is_none() && is_at_end && network.counts(n, activity.program, ends) {
                last[p] = Some(n);
            }
        }
        last
    }
}
