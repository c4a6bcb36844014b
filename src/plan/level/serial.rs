//! The serial schedule generation scheme: one activity after the other, in the order of a list, each as early as
//! precedence and capacity allow. Kolisch, "Serial and parallel resource-constrained project scheduling methods
//! revisited", 1996.

use crate::plan::level::lanes::Lanes;
use crate::plan::level::problem::Problem;
use crate::plan::level::scheme::Direction;
use crate::plan::level::scheme::Span;

/// What is free at every time unit, kept between schedules so that nothing is allocated.
#[derive(Clone, Debug)]
pub(crate) struct Serial {
    free: Vec<u64>,
    /// Time units that the last schedule used.
    used: usize,
}

impl Serial {
    /// Makes room for schedules of a problem.
    pub(crate) fn new(problem: &Problem) -> Serial {
        let slots = problem.horizon() as usize + 1;
        let free = problem.lanes.free.iter().copied().cycle().take(slots * problem.lanes.stride).collect();
        Serial { free, used: 0 }
    }

    /// Generates the schedule of a list, in which everything comes after what it waits for; returns its length.
    pub(crate) fn generate(
        &mut self,
        problem: &Problem,
        direction: Direction,
        list: &[u32],
        spans: &mut [Span],
    ) -> u32 {
        let before = problem.neighbours(direction);
        let lanes = &problem.lanes;
        for slot in self.free[..self.used * lanes.stride].chunks_exact_mut(lanes.stride) {
            slot.copy_from_slice(&lanes.free);
        }
        let mut length = 0;
        for &n in list {
            let n = n as usize;
            let earliest = before.get(n).iter().map(|&p| spans[p as usize].finish).max().unwrap_or(0);
            let duration = problem.tasks[n].duration;
            let start = match lanes.stride {
                1 => self.place_one(lanes, n, earliest as usize, duration as usize),
                _ => self.place(lanes, n, earliest as usize, duration as usize),
            };
            spans[n] = Span { start: start as u32, finish: start as u32 + duration };
            length = length.max(spans[n].finish);
        }
        self.used = length as usize;
        length
    }

    /// Finds the earliest time at which an activity fits, and occupies it, where one word holds all resources.
    #[inline]
    fn place_one(&mut self, lanes: &Lanes, n: usize, earliest: usize, duration: usize) -> usize {
        let demand = lanes.demands[n];
        if demand == 0 {
            return earliest;
        }
        let guard = lanes.guard;
        let (mut start, mut known, mut slot) = (earliest, earliest, earliest + duration);
        // Looks from the last time unit back: the last one that does not fit is what to go on after.
        while slot > known {
            slot -= 1;
            if self.free[slot].wrapping_sub(demand) & guard != guard {
                known = start + duration;
                start = slot + 1;
                slot = start + duration;
            }
        }
        for word in &mut self.free[start..start + duration] {
            *word -= demand;
        }
        start
    }

    /// Finds the earliest time at which an activity fits, and occupies it.
    fn place(&mut self, lanes: &Lanes, n: usize, earliest: usize, duration: usize) -> usize {
        let (stride, guard) = (lanes.stride, lanes.guard);
        let demand = &lanes.demands[n * stride..(n + 1) * stride];
        let (mut start, mut known, mut slot) = (earliest, earliest, earliest + duration);
        while slot > known {
            slot -= 1;
            let words = &self.free[slot * stride..(slot + 1) * stride];
            if words.iter().zip(demand).any(|(word, need)| word.wrapping_sub(*need) & guard != guard) {
                known = start + duration;
                start = slot + 1;
                slot = start + duration;
            }
        }
        for words in self.free[start * stride..(start + duration) * stride].chunks_exact_mut(stride) {
            for (word, need) in words.iter_mut().zip(demand) {
                *word -= need;
            }
        }
        start
    }
}
