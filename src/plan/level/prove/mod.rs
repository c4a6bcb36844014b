//! The exact proof: asks a constraint solver whether any schedule ends on an earlier day than the one that was found.
//!
//! `reach.rs` states what a start means for others and for the ends of programs, `question.rs` puts one question to the
//! solver. Here is the order of the questions: first from above, one day earlier each time; with what steps are left, from
//! below. The budget counts the solver's steps, so that the answer is the same on every machine.

mod question;
mod reach;
#[cfg(test)]
mod tests;

use crate::model::Workspace;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::level::check::check;
use crate::plan::level::levelled::Ground;
use crate::plan::level::levelled::Levelled;
use crate::plan::level::levelled::bounds;
use crate::plan::level::levelled::shown;
use crate::plan::level::proof::Proof;
use crate::plan::level::proof::Verdict;
use crate::plan::level::prove::question::Answer;
use crate::plan::level::prove::question::Question;
use crate::plan::level::prove::reach::Reaches;
use crate::plan::level::site::Site;
use crate::plan::result::Plan;

/// Proves that a levelled plan is the best, finds a better one, or gives up after so many steps of the solver.
///
/// `None` for a plan of which something is withheld.
pub fn prove(workspace: &Workspace, plan: &Plan, levelled: Levelled, steps: u64) -> Option<Proof> {
    let ground = Ground::new(workspace, plan)?;
    let mut site = ground.site();
    let bounds = bounds(&site, ground.first);
    let reaches = Reaches::new(&site);
    site.forward(&by_start(&levelled));
    let mut best = last_days(&site);
    let least: Vec<i64> =
        bounds.iter().zip(&best).map(|(bound, last)| bound.map_or(*last, last_day).min(*last)).collect();
    let found: i64 = best.iter().sum();
    let mut search = Search { steps, used: 0, least: &least, low: least.iter().sum() };
    let mut levelled = levelled;
    let mut take = |site: &mut Site<'_>, positions: &[Option<i64>], best: &mut Vec<i64>| {
        let goal: i64 = best.iter().sum();
        // As early as it goes in the same order, if that holds; capacity by day may need the very minutes.
        site.forward(&by_position(site, positions));
        if last_days(site).iter().sum::<i64>() >= goal {
            site.settle(positions);
        }
        let days = last_days(site);
        let better = shown(site, plan, &bounds, (levelled.schedules, levelled.seed));
        let is_better = days.iter().sum::<i64>() < goal && check(workspace, plan, &better).is_ok();
        if is_better {
            levelled = better;
            *best = days;
        }
        is_better
    };
    // From above, with half of the steps: is there any that ends a day earlier?
    loop {
        let goal = best.iter().sum::<i64>() - 1;
        if goal < search.low {
            break;
        }
        match search.ask(&site, &reaches, goal, steps / 2) {
            Answer::Yes(positions) if take(&mut site, &positions, &mut best) => {}
            Answer::No => search.low = goal + 1,
            _ => break,
        }
    }
    // From below, with the rest: every no raises what no schedule can beat.
    while search.low < best.iter().sum() {
        match search.ask(&site, &reaches, search.low, steps) {
            Answer::No => search.low += 1,
            Answer::Yes(positions) => {
                take(&mut site, &positions, &mut best);
                break;
            }
            Answer::Unknown => break,
        }
    }
    let sum: i64 = best.iter().sum();
    let verdict = if sum <= search.low { Verdict::Optimal } else { Verdict::Undecided };
    let open = (sum - search.low).max(0);
    if let ([program], 0) = (&mut levelled.programs[..], open) {
        program.lower_bound = program.finish;
    }
    Some(Proof { levelled, verdict, gained: found - sum, open, steps: search.used })
}

/// The questions that were asked so far.
struct Search<'a> {
    steps: u64,
    used: u64,
    least: &'a [i64],
    /// No sum of last days is less.
    low: i64,
}

impl Search<'_> {
    /// Asks whether the sum of the programs' last days can be at most so much; no more than `until` steps in all.
    fn ask(&mut self, site: &Site<'_>, reaches: &Reaches, goal: i64, until: u64) -> Answer {
        let left = until.min(self.steps).saturating_sub(self.used);
        if left == 0 {
            return Answer::Unknown;
        }
        let question = Question { site, reaches, least: self.least, goal };
        let (answer, used) = question.ask(left);
        self.used += used;
        answer
    }
}

/// Returns the last day of each program, counted from 1970-01-01; 0 for one without activities.
fn last_days(site: &Site<'_>) -> Vec<i64> {
    let ends = site.engine.network.program_ends(&site.dates);
    ends.iter().map(|end| end.map_or(0, |end| last_day(end.at))).collect()
}

/// Returns the day that an instant closes: midnight belongs to the day before.
fn last_day(at: Instant) -> i64 {
    (at.0 - 1).div_euclid(DAY)
}

fn by_start(levelled: &Levelled) -> Vec<u32> {
    let mut list: Vec<u32> = (0..levelled.nodes.len() as u32).collect();
    list.sort_by_key(|n| levelled.nodes[*n as usize].start_at);
    list
}

/// Returns the order in which things begin; what has no position comes last.
fn by_position(site: &Site<'_>, positions: &[Option<i64>]) -> Vec<u32> {
    let start =
        |n: u32| positions[n as usize].map_or(i64::MAX, |position| site.axis(n as usize).start(position).0);
    let mut list = site.engine.network.order.sorted.clone();
    list.sort_by_key(|n| start(*n));
    list
}
