//! The parallel schedule generation scheme: time runs, and whatever may begin and fits begins, chosen at random with a
//! preference for what is urgent. Its schedules never leave anything idle that could be done (Kolisch 1996); the
//! preference is the squared regret of Drexl, "Scheduling of project networks by job assignment", 1991.

use crate::plan::level::list;
use crate::plan::level::problem::Problem;
use crate::plan::level::random::Random;
use crate::plan::level::scheme::Scheme;
use crate::plan::level::scheme::Span;

/// What runs and what may begin.
struct Floor<'a> {
    problem: &'a Problem,
    free: Vec<u32>,
    waits: Vec<usize>,
    ready: Vec<u32>,
    running: Vec<u32>,
}

/// Draws a schedule; returns its length.
pub(crate) fn draw(problem: &Problem, urgency: &[u32], random: &mut Random, spans: &mut [Span]) -> u32 {
    let waits: Vec<usize> = (0..problem.len()).map(|n| problem.predecessors.get(n).len()).collect();
    let ready = (0_u32..).zip(&waits).filter(|(_, wait)| **wait == 0).map(|(n, _)| n).collect();
    let mut floor = Floor { problem, free: problem.capacities.clone(), waits, ready, running: Vec::new() };
    let mut fitting = Vec::new();
    let mut now = 0;
    loop {
        loop {
            fitting.clear();
            fitting.extend(floor.ready.iter().copied().filter(|n| floor.fits(*n as usize)));
            if fitting.is_empty() {
                break;
            }
            let n = pick(&fitting, urgency, random);
            floor.ready.retain(|other| *other != n);
            spans[n as usize] = Span { start: now, finish: now + problem.tasks[n as usize].duration };
            floor.begin(n);
        }
        let Some(next) = floor.running.iter().map(|n| spans[*n as usize].finish).min() else { return now };
        now = next;
        let (ended, running) = floor.running.iter().partition(|n| spans[**n as usize].finish == now);
        floor.running = running;
        for n in Vec::<u32>::into_iter(ended) {
            floor.end(n);
        }
    }
}

/// Draws a list: of what may come next, urgent activities first by preference.
pub(crate) fn draw_list(scheme: &impl Scheme, urgency: &[u32], random: &mut Random) -> Vec<u32> {
    list::draw_by(scheme, |ready| {
        let n = pick(ready, urgency, random);
        ready.iter().position(|other| *other == n).unwrap_or(0)
    })
}

/// Picks one of several with a chance that grows with the square of its regret: how much more urgent it is than the least
/// urgent one.
pub(crate) fn pick(among: &[u32], urgency: &[u32], random: &mut Random) -> u32 {
    let latest = among.iter().map(|n| urgency[*n as usize]).max().unwrap_or(0);
    let regret = |n: &u32| (u64::from(latest - urgency[*n as usize]) + 1).pow(2);
    let sum: u64 = among.iter().map(regret).sum();
    let mut left = random.below(sum as usize) as u64;
    for n in among {
        let share = regret(n);
        if left < share {
            return *n;
        }
        left -= share;
    }
    among[among.len() - 1]
}

impl Floor<'_> {
    fn fits(&self, n: usize) -> bool {
        let task = &self.problem.tasks[n];
        task.duration == 0 || task.demands.iter().zip(&self.free).all(|(need, free)| need <= free)
    }

    fn begin(&mut self, n: u32) {
        let task = &self.problem.tasks[n as usize];
        if task.duration == 0 {
            return self.release(n);
        }
        for (free, need) in self.free.iter_mut().zip(&task.demands) {
            *free -= need;
        }
        self.running.push(n);
    }

    fn end(&mut self, n: u32) {
        for (free, need) in self.free.iter_mut().zip(&self.problem.tasks[n as usize].demands) {
            *free += need;
        }
        self.release(n);
    }

    /// Lets what waited for an activity begin.
    fn release(&mut self, n: u32) {
        for next in self.problem.successors.get(n as usize) {
            self.waits[*next as usize] -= 1;
            if self.waits[*next as usize] == 0 {
                self.ready.push(*next);
            }
        }
    }
}
