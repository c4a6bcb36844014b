//! The search on the abstract problem.

use crate::plan::level::bound::critical_path;
use crate::plan::level::bound::lower_bound;
use crate::plan::level::list;
use crate::plan::level::parallel;
use crate::plan::level::problem::Problem;
use crate::plan::level::random::Random;
use crate::plan::level::scheme::Direction;
use crate::plan::level::scheme::Scheme;
use crate::plan::level::scheme::Span;
use crate::plan::level::search::Budget;
use crate::plan::level::search::Found;
use crate::plan::level::search::search;
use crate::plan::level::serial::Serial;

/// Up to this many activities, all lists are drawn; from [`MANY`] on, all schedules are drawn by the parallel scheme.
const FEW: usize = 32;
const MANY: usize = 92;

/// Finds a short schedule of a problem with at most so many schedules; the same for the same seed, everywhere.
pub fn solve(problem: &Problem, schedules: u64, seed: u64) -> Found {
    let path = critical_path(problem);
    let urgency: Vec<u32> = path.tail.iter().map(|tail| path.length - tail).collect();
    let mut by_urgency = problem.order.clone();
    by_urgency.sort_by_key(|n| urgency[*n as usize]);
    let weights = problem.tasks.iter().map(|task| {
        let parts = task.demands.iter().zip(&problem.capacities);
        parts.map(|(need, capacity)| u64::from(*need) * 1000 / u64::from((*capacity).max(1))).sum()
    });
    let bound = u64::from(lower_bound(problem));
    let weights = weights.collect();
    let mut scheme = Abstract { problem, serial: Serial::new(problem), urgency, weights };
    search(&mut scheme, &[by_urgency], Budget { schedules, seed, bound })
}

struct Abstract<'a> {
    problem: &'a Problem,
    serial: Serial,
    urgency: Vec<u32>,
    weights: Vec<u64>,
}

impl Scheme for Abstract<'_> {
    fn order(&self) -> &[u32] {
        &self.problem.order
    }

    fn neighbours(&self, direction: Direction, n: usize) -> &[u32] {
        self.problem.neighbours(direction).get(n)
    }

    fn weight(&self, n: usize) -> u64 {
        self.weights[n]
    }

    fn generate(&mut self, direction: Direction, list: &[u32], _: u64, spans: &mut [Span]) -> u64 {
        u64::from(self.serial.generate(self.problem, direction, list, spans))
    }

    /// The fewer the activities, the more often a list is drawn without preference: what is best for a small problem may
    /// leave something idle, which the parallel scheme never does, and for a large one it hardly ever pays.
    fn draw(&mut self, random: &mut Random, spans: &mut [Span]) -> u64 {
        let share = (self.problem.len().saturating_sub(FEW) * 100 / (MANY - FEW)).min(100);
        if random.below(100) < share {
            return u64::from(parallel::draw(self.problem, &self.urgency, random, spans));
        }
        let list = list::draw(self, random);
        self.generate(Direction::Forward, &list, 0, spans)
    }
}
