//! The course of a runbook: which step follows which, how long the chain takes, where there is no way back.
//!
//! Steps run in the order that `after:` says; a step without it follows the step above. Only `cutover` and
//! `verify` steps take time of the window.

use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::Moment;
use crate::model::Phase;
use crate::model::Runbook;
use crate::model::RunbookStep;

/// The steps of a runbook in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// For each step, the steps before it, by index. Ids that name no step are left out.
    pub before: Vec<Vec<usize>>,
    /// The steps in an order in which they can run; without those that wait for each other.
    pub order: Vec<usize>,
    /// The steps that wait for each other, and those behind them.
    pub stuck: Vec<usize>,
    /// For each step, minutes of the window until it ends when everything goes well; 0 for steps that are stuck.
    pub ends: Vec<i64>,
    /// The point of no return.
    pub no_return: Option<usize>,
    /// For each step, whether it comes after the point of no return.
    pub is_after: Vec<bool>,
}

impl Course {
    /// Works out the course of a runbook.
    pub fn new(runbook: &Runbook) -> Course {
        let steps = &runbook.steps;
        let mut by_id: BTreeMap<&Id, usize> = BTreeMap::new();
        for (n, step) in steps.iter().enumerate() {
            by_id.entry(&step.id).or_insert(n);
        }
        let before: Vec<Vec<usize>> = steps
            .iter()
            .enumerate()
            .map(|(n, step)| match step.after.as_slice() {
                [] => n.checked_sub(1).into_iter().collect(),
                after => after.iter().filter_map(|id| by_id.get(id).copied()).collect(),
            })
            .collect();
        let (order, stuck) = sort(&before);
        let no_return = runbook.point_of_no_return.as_ref().and_then(|id| by_id.get(id).copied());
        let mut ends = vec![0; steps.len()];
        let mut is_after = vec![false; steps.len()];
        for &n in &order {
            let start = before[n].iter().map(|b| ends[*b]).max().unwrap_or(0);
            ends[n] = start + minutes(&steps[n]);
            is_after[n] = before[n].iter().any(|b| is_after[*b] || Some(*b) == no_return);
        }
        Course { before, order, stuck, ends, no_return, is_after }
    }

    /// Returns the minutes of the window that the longest chain of steps takes.
    pub fn minutes(&self) -> i64 {
        self.ends.iter().copied().max().unwrap_or(0)
    }

    /// Returns the longest chain of steps, first step first.
    pub fn chain(&self) -> Vec<usize> {
        let last = self.order.iter().copied().max_by_key(|n| (self.ends[*n], std::cmp::Reverse(*n)));
        let mut chain: Vec<usize> = last.into_iter().collect();
        while let Some(previous) = chain.last().and_then(|n| {
            self.before[*n].iter().copied().max_by_key(|b| (self.ends[*b], std::cmp::Reverse(*b)))
        }) {
            chain.push(previous);
        }
        chain.reverse();
        chain
    }

    /// Returns the minutes after which going back begins at the latest: just before the point of no return, or at the
    /// end.
    pub fn last_way_back(&self, runbook: &Runbook) -> i64 {
        self.no_return.map_or_else(|| self.minutes(), |n| self.ends[n] - minutes(&runbook.steps[n]))
    }
}

/// Returns the part that a step belongs to; `cutover` unless given.
pub fn phase(step: &RunbookStep) -> Phase {
    step.phase.unwrap_or(Phase::Cutover)
}

/// Returns the minutes from one moment to another; without zones on both, as the clock shows them.
pub fn minutes_between(from: &Moment, to: &Moment) -> i64 {
    let span = to.at.duration_since(from.at).as_secs() / 60;
    match (from.offset, to.offset) {
        (Some(from), Some(to)) => span + i64::from(from) - i64::from(to),
        _ => span,
    }
}

/// The minutes of the window that a step takes: it runs by the clock, so a day has 24 hours.
fn minutes(step: &RunbookStep) -> i64 {
    let is_in_window = matches!(phase(step), Phase::Cutover | Phase::Verify);
    step.duration.filter(|_| is_in_window).map_or(0, |duration| duration.elapsed_minutes())
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
    use crate::model::Duration;
    use crate::model::Extra;

    fn step(id: &str, minutes: &str, after: &[&str]) -> RunbookStep {
        RunbookStep {
            id: Id::new(id),
            title: id.into(),
            action: None,
            phase: None,
            owner: None,
            backup: None,
            after: after.iter().map(|id| Id::new(*id)).collect(),
            duration: Some(Duration::parse(minutes).unwrap()),
            verify: None,
            rollback: None,
            rollback_duration: None,
            fix_forward: None,
            status: None,
            started: None,
            finished: None,
            extra: Extra::new(),
        }
    }

    fn runbook(steps: Vec<RunbookStep>, no_return: &str) -> Runbook {
        Runbook {
            id: Id::new("cutover"),
            title: "Cutover".into(),
            description: None,
            change: None,
            milestone: None,
            window: None,
            roles: BTreeMap::new(),
            bridge: None,
            steps,
            checkpoints: Vec::new(),
            point_of_no_return: Some(Id::new(no_return)),
            rollback: None,
            rehearsals: Vec::new(),
            comms: Vec::new(),
            hypercare: None,
            visibility: None,
            aliases: Vec::new(),
            links: BTreeMap::new(),
            extra: Extra::new(),
        }
    }

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
        let runbook = runbook(steps, "destroy");
        let course = Course::new(&runbook);
        assert_eq!(course.ends, [0, 10, 30, 35, 50, 55, 70]);
        assert_eq!((course.minutes(), course.chain()), (70, vec![0, 1, 6]));
        assert_eq!(course.is_after, [false, false, false, false, false, true, false]);
        assert_eq!(course.last_way_back(&runbook), 35);
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
        assert_eq!(course.ends, [10, 0, 0, 0, 20]);
        assert_eq!(Course::new(&runbook(Vec::new(), "b")).chain(), Vec::<usize>::new());
    }

    #[test]
    fn a_window_counts_by_the_clock_and_its_zones() {
        let between = |from, to| minutes_between(&Moment::parse(from).unwrap(), &Moment::parse(to).unwrap());
        assert_eq!(between("2027-02-25T20:00+01:00", "2027-02-26T03:00+01:00"), 420);
        assert_eq!(between("2027-02-25T20:00+01:00", "2027-02-25T20:00Z"), 60);
        assert_eq!(between("2027-02-25 20:00", "2027-02-26 03:00"), 420);
    }
}
