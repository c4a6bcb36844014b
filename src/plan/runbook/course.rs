//! The course of a runbook: which step follows which, and what comes after the point of no return.
//!
//! Steps run in the order that `after:` says; a step without it follows the step above.

use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::Phase;
use crate::model::Runbook;
use crate::model::RunbookStep;

/// The steps of a runbook in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// For each step, the steps before it, by index. Ids that name no step are left out.
    pub before: Vec<Vec<usize>>,
    /// The steps in an order in which they can run; without those that wait for each other.
    pub order: Vec<usize>,
    /// The steps that wait for each other, and those behind them.
    pub stuck: Vec<usize>,
    /// The point of no return.
    pub no_return: Option<usize>,
    /// For each step, whether it comes after the point of no return.
    pub is_after: Vec<bool>,
}

impl Course {
    /// Works out the course of a runbook.
    pub fn new(runbook: &Runbook) -> Course {
        let steps = &runbook.steps;
        // Ids are the same without regard to case.
        let lower = |id: &Id| id.as_str().to_ascii_lowercase();
        let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
        for (n, step) in steps.iter().enumerate() {
            by_id.entry(lower(&step.id)).or_insert(n);
        }
        let before: Vec<Vec<usize>> = steps
            .iter()
            .enumerate()
            .map(|(n, step)| match step.after.as_slice() {
                [] => n.checked_sub(1).into_iter().collect(),
                after => after.iter().filter_map(|id| by_id.get(&lower(id)).copied()).collect(),
            })
            .collect();
        let (order, stuck) = sort(&before);
        let no_return = runbook.point_of_no_return.as_ref().and_then(|id| by_id.get(&lower(id)).copied());
        let mut is_after = vec![false; steps.len()];
        for &n in &order {
            is_after[n] = before[n].iter().any(|b| is_after[*b] || Some(*b) == no_return);
        }
        Course { before, order, stuck, no_return, is_after }
    }
}

/// Returns the part that a step belongs to; `cutover` unless given.
pub fn phase(step: &RunbookStep) -> Phase {
    step.phase.unwrap_or(Phase::Cutover)
}

/// Sorts steps so that each comes after those before it; the second list holds what cannot be sorted.
fn sort(before: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut waiting: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
    for (n, list) in before.iter().enumerate() {
        list.iter().for_each(|b| behind[*b].push(n));
    }
    let mut order: Vec<usize> = (0..before.len()).filter(|n| waiting[*n] == 0).collect();
    let mut next = 0;
    while let Some(&n) = order.get(next) {
        next += 1;
        for &follower in &behind[n] {
            waiting[follower] -= 1;
            if waiting[follower] == 0 {
                order.push(follower);
            }
        }
    }
    let stuck = (0..before.len()).filter(|n| waiting[*n] > 0).collect();
    (order, stuck)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::runbook::tests::runbook;
    use crate::plan::runbook::tests::step;

    #[test]
    fn steps_follow_the_step_above_unless_they_say_otherwise() {
        let prepare = RunbookStep { phase: Some(Phase::Prepare), ..step("freeze", "60m", &[]) };
        let steps = vec![
            prepare,
            step("stop", "10m", &[]),
            step("web", "20m", &[]),
            step("mobile", "25m", &["stop"]),
            step("destroy", "15m", &["web", "mobile"]),
            step("clear", "5m", &[]),
            step("notice", "1h", &["stop"]),
        ];
        let course = Course::new(&runbook(steps, "destroy"));
        assert_eq!(course.before, [vec![], vec![0], vec![1], vec![1], vec![2, 3], vec![4], vec![1]]);
        assert_eq!(course.is_after, [false, false, false, false, false, true, false]);
        assert_eq!(course.stuck, Vec::<usize>::new());
    }

    #[test]
    fn steps_that_wait_for_each_other_are_stuck_and_the_rest_runs() {
        let steps = vec![
            step("a", "10m", &[]),
            step("b", "10m", &["c", "a"]),
            step("c", "10m", &["b"]),
            step("d", "10m", &["c"]),
            step("e", "10m", &["a", "nowhere"]),
        ];
        let course = Course::new(&runbook(steps, "b"));
        assert_eq!((course.order, course.stuck), (vec![0, 4], vec![1, 2, 3]));
    }
}
