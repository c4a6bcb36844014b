//! The abstract problem of levelling: activities with whole durations and demands, precedence, and resources with a fixed
//! capacity. Knows nothing of calendars; [`crate::plan::level::site`] is the same problem on real ones.

use thiserror::Error;

use crate::plan::level::lanes::Lanes;
use crate::plan::level::scheme::Direction;

/// Why something is no problem that can be scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProblemError {
    /// A link names an activity that is not there.
    #[error("a link names activity {0}, and there are {1} activities")]
    UnknownActivity(usize, usize),
    /// Activities wait for each other.
    #[error("activity {0} waits for itself")]
    Cycle(usize),
    /// An activity asks for more than there ever is.
    #[error("activity {activity} needs {demand} of resource {resource}, which has {capacity}")]
    TooLittle {
        /// The activity.
        activity: usize,
        /// The resource.
        resource: usize,
        /// What it asks for.
        demand: u32,
        /// What there is.
        capacity: u32,
    },
    /// An activity does not say its demand for every resource.
    #[error("activity {0} gives {1} demands, and there are {2} resources")]
    Demands(usize, usize, usize),
}

/// Something that takes time and resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// How many time units it takes.
    pub duration: u32,
    /// How much of each resource it occupies meanwhile.
    pub demands: Vec<u32>,
}

/// Lists of neighbours, one after the other in one allocation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours {
    first: Vec<u32>,
    all: Vec<u32>,
}

impl Neighbours {
    pub(crate) fn of(count: usize, pairs: impl Iterator<Item = (usize, usize)> + Clone) -> Neighbours {
        let mut first = vec![0_u32; count + 1];
        for (at, _) in pairs.clone() {
            first[at + 1] += 1;
        }
        for n in 0..count {
            first[n + 1] += first[n];
        }
        let mut next = first.clone();
        let mut all = vec![0_u32; first[count] as usize];
        for (at, neighbour) in pairs {
            all[next[at] as usize] = neighbour as u32;
            next[at] += 1;
        }
        Neighbours { first, all }
    }

    /// Returns the neighbours of an activity.
    #[inline]
    pub(crate) fn get(&self, n: usize) -> &[u32] {
        &self.all[self.first[n] as usize..self.first[n + 1] as usize]
    }
}

/// Activities, what waits for what, and what there is to do them with.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(crate) tasks: Vec<Task>,
    pub(crate) capacities: Vec<u32>,
    pub(crate) predecessors: Neighbours,
    pub(crate) successors: Neighbours,
    /// An order in which every predecessor comes first.
    pub(crate) order: Vec<u32>,
    /// Demands and capacities as the schedule generation compares them.
    pub(crate) lanes: Lanes,
}

impl Problem {
    /// Takes activities, links (predecessor, successor) and capacities.
    pub fn new(
        tasks: Vec<Task>,
        mut links: Vec<(usize, usize)>,
        capacities: Vec<u32>,
    ) -> Result<Problem, ProblemError> {
        let count = tasks.len();
        links.sort_unstable();
        links.dedup();
        for &(from, to) in &links {
            if let Some(&unknown) = [from, to].iter().find(|n| **n >= count) {
                return Err(ProblemError::UnknownActivity(unknown, count));
            }
        }
        for (activity, task) in tasks.iter().enumerate() {
            if task.demands.len() != capacities.len() {
                return Err(ProblemError::Demands(activity, task.demands.len(), capacities.len()));
            }
            let short = (0..capacities.len()).find(|&k| task.demands[k] > capacities[k]);
            if let Some(resource) = short.filter(|_| task.duration > 0) {
                let (demand, capacity) = (task.demands[resource], capacities[resource]);
                return Err(ProblemError::TooLittle { activity, resource, demand, capacity });
            }
        }
        let predecessors = Neighbours::of(count, links.iter().map(|&(from, to)| (to, from)));
        let successors = Neighbours::of(count, links.iter().copied());
        let order = topological(count, &predecessors, &successors)?;
        let lanes = Lanes::of(&tasks, &capacities);
        Ok(Problem { tasks, capacities, predecessors, successors, order, lanes })
    }

    /// Returns the number of activities.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Tells whether there are no activities.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Returns what comes before each activity in a direction.
    #[inline]
    pub(crate) fn neighbours(&self, direction: Direction) -> &Neighbours {
        match direction {
            Direction::Forward => &self.predecessors,
            Direction::Backward => &self.successors,
        }
    }

    /// Returns a time by which everything is done, one activity after the other.
    pub(crate) fn horizon(&self) -> u32 {
        self.tasks.iter().map(|task| task.duration).sum()
    }
}

/// Orders activities so that every predecessor comes first; among those that may come next, the first as given.
fn topological(
    count: usize,
    predecessors: &Neighbours,
    successors: &Neighbours,
) -> Result<Vec<u32>, ProblemError> {
    let mut waits: Vec<usize> = (0..count).map(|n| predecessors.get(n).len()).collect();
    let mut ready: std::collections::BTreeSet<usize> = (0..count).filter(|n| waits[*n] == 0).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(n) = ready.pop_first() {
        order.push(n as u32);
        for &next in successors.get(n) {
            waits[next as usize] -= 1;
            if waits[next as usize] == 0 {
                ready.insert(next as usize);
            }
        }
    }
    match waits.iter().position(|wait| *wait > 0) {
        Some(n) => Err(ProblemError::Cycle(n)),
        None => Ok(order),
    }
}
