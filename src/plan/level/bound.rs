//! What no schedule can beat: the critical path, and the work that has to be done between heads and tails.
//!
//! For every resource and every pair of a head `h` and a tail `q`: the work of all activities that cannot begin before `h`
//! and have at least `q` to come after them needs its time between the two (the capacity bound of Stinson, Davis and
//! Khumawala 1978, with heads and tails as in Carlier and Pinson 1989).

use crate::plan::level::problem::Problem;

/// The critical path of a problem.
#[derive(Clone, Debug)]
pub struct Path {
    /// How early each activity can begin.
    pub head: Vec<u32>,
    /// How much must come after each activity.
    pub tail: Vec<u32>,
    /// Its length.
    pub length: u32,
}

/// Finds the critical path.
pub fn critical_path(problem: &Problem) -> Path {
    let mut head = vec![0; problem.len()];
    let mut tail = vec![0; problem.len()];
    let duration = |n: u32| problem.tasks[n as usize].duration;
    for &n in &problem.order {
        let before = problem.predecessors.get(n as usize).iter();
        head[n as usize] = before.map(|p| head[*p as usize] + duration(*p)).max().unwrap_or(0);
    }
    for &n in problem.order.iter().rev() {
        let after = problem.successors.get(n as usize).iter();
        tail[n as usize] = after.map(|s| tail[*s as usize] + duration(*s)).max().unwrap_or(0);
    }
    let length = problem.order.iter().map(|n| head[*n as usize] + duration(*n) + tail[*n as usize]);
    let length = length.max().unwrap_or(0);
    Path { head, tail, length }
}

/// Returns a length that no schedule can beat.
pub fn lower_bound(problem: &Problem) -> u32 {
    let path = critical_path(problem);
    let works = (0..problem.capacities.len()).map(|k| work_bound(problem, &path, k));
    works.fold(path.length, u32::max)
}

/// Returns the bound by the work on one resource.
fn work_bound(problem: &Problem, path: &Path, resource: usize) -> u32 {
    let capacity = u64::from(problem.capacities[resource]);
    let work =
        |n: usize| u64::from(problem.tasks[n].demands[resource]) * u64::from(problem.tasks[n].duration);
    // By falling tail: everything so far has at least the tail of the one just added.
    let mut workers: Vec<usize> = (0..problem.len()).filter(|n| work(*n) > 0).collect();
    workers.sort_unstable_by_key(|n| std::cmp::Reverse(path.tail[*n]));
    let mut heads: Vec<u32> = workers.iter().map(|n| path.head[*n]).collect();
    heads.sort_unstable();
    heads.dedup();
    let mut best = 0;
    for head in heads {
        let mut sum = 0;
        for &n in workers.iter().filter(|n| path.head[**n] >= head) {
            sum += work(n);
            best = best.max(u64::from(head) + sum.div_ceil(capacity) + u64::from(path.tail[n]));
        }
    }
    u32::try_from(best).unwrap_or(u32::MAX)
}
