//! The whole schedule of a network: both passes, floats, drivers and longest paths.

use crate::plan::critical::Longest;
use crate::plan::drivers::Drivers;
use crate::plan::early::Early;
use crate::plan::ends::ProgramEnd;
use crate::plan::late::Against;
use crate::plan::network::Network;

/// The schedule of a network, by activity.
#[derive(Clone, Debug)]
pub(crate) struct Schedule {
    /// Early dates; what waits as late as possible has moved to them.
    pub(crate) early: Early,
    /// Late positions on the activity's axis.
    pub(crate) late: Vec<i64>,
    /// Minutes of work by which it can slip before a program's end or a committed date moves.
    pub(crate) total_float: Vec<i64>,
    /// Minutes of work by which it can slip before anything else moves.
    pub(crate) free_float: Vec<i64>,
    /// What drives the dates.
    pub(crate) drivers: Drivers,
    /// Moved by `as_late_as_possible`.
    pub(crate) is_delayed: Vec<bool>,
    /// On a longest path to the end of any program.
    pub(crate) is_critical: Vec<bool>,
    /// Where each program ends.
    pub(crate) ends: Vec<Option<ProgramEnd>>,
    /// The longest paths of each program.
    pub(crate) longest: Vec<Longest>,
}

impl Network {
    /// Schedules the network.
    ///
    /// Drivers and longest paths are those of the logic, before anything waits as late as possible: that a person lets
    /// something wait does not make it drive the end.
    pub(crate) fn schedule(&self) -> Schedule {
        let mut early = self.early();
        let ends = self.program_ends(&early);
        let (late, drivers) =
            rayon::join(|| self.late(&early, &ends, Against::Everything), || self.drivers(&early));
        let mut is_critical = vec![false; self.activities.len()];
        let longest = self.longest(&early, &ends, &drivers);
        for n in longest.iter().flat_map(|l| &l.members) {
            is_critical[*n as usize] = true;
        }
        let is_delayed = self.delay_alap(&mut early, &late, &ends);
        let (total_float, free_float) =
            rayon::join(|| self.total_floats(&early, &late), || self.free_floats(&early, &ends));
        Schedule { early, late, total_float, free_float, drivers, is_delayed, is_critical, ends, longest }
    }

    /// Returns the minutes of work between early and late positions; nothing for what is finished.
    fn total_floats(&self, early: &Early, late: &[i64]) -> Vec<i64> {
        let room = |n: usize| match self.activities[n].finished {
            Some(_) => 0,
            None => self.axis(n).room(early.position[n], late[n]),
        };
        (0..self.activities.len()).map(room).collect()
    }
}
