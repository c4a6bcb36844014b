//! The independent check of a schedule: knows nothing of how it was made.

use crate::plan::level::problem::Problem;

/// What is wrong with a schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// It leaves something out.
    #[error("{0} of {1} activities have a start")]
    Count(usize, usize),
    /// An activity begins before what it waits for is done.
    #[error("activity {1} begins before activity {0} is done")]
    Precedence(usize, usize),
    /// More is used than there is.
    #[error("resource {resource} is overused at {time}")]
    Capacity {
        /// The resource.
        resource: usize,
        /// When.
        time: u32,
    },
}

/// Checks starts against precedence and capacity; returns the length.
pub fn verify(problem: &Problem, starts: &[u32]) -> Result<u32, Violation> {
    if starts.len() != problem.len() {
        return Err(Violation::Count(starts.len(), problem.len()));
    }
    let end = |n: usize| starts[n] + problem.tasks[n].duration;
    for (n, start) in starts.iter().enumerate() {
        if let Some(p) = problem.predecessors.get(n).iter().find(|p| end(**p as usize) > *start) {
            return Err(Violation::Precedence(*p as usize, n));
        }
    }
    let length = (0..problem.len()).map(end).max().unwrap_or(0);
    // Use only grows where something begins.
    for &time in starts {
        for (resource, capacity) in problem.capacities.iter().enumerate() {
            let running = (0..problem.len()).filter(|n| starts[*n] <= time && time < end(*n));
            let used: u64 = running.map(|n| u64::from(problem.tasks[n].demands[resource])).sum();
            if used > u64::from(*capacity) {
                return Err(Violation::Capacity { resource, time });
            }
        }
    }
    Ok(length)
}
