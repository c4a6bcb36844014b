//! How long the way back takes at every step, and until when it still fits into the window.

use crate::model::Phase;
use crate::model::Runbook;
use crate::model::RunbookStep;
use crate::model::StepStatus;
use crate::plan::runbook::Course;
use crate::plan::runbook::StepTime;
use crate::plan::runbook::phase;
use crate::plan::runbook::timeline::is_in_window;

/// What the durations of the way back come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The `rollback_duration` of the steps, added up.
    Steps,
    /// The `rollback.duration` of the runbook, at every step.
    Plan,
    /// Nothing is said.
    Unknown,
}

/// The way back, if it begins at the end of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Return {
    /// Minutes that it takes.
    pub minutes: i64,
    /// Minutes of the window that are left after it; negative is too late. Unknown without a window.
    pub margin: Option<i64>,
}

/// The way back of a runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayBack {
    /// What the durations come from.
    pub basis: Basis,
    /// At the end of each step; none after the point of no return, after the cutover, and where nothing is known.
    pub steps: Vec<Option<Return>>,
    /// The point of no return.
    pub no_return: Option<usize>,
    /// Minutes after T at which it may begin at the latest, so that a rollback right before it still ends in the window.
    pub latest: Option<i64>,
    /// Minutes after T at which it may begin at the latest, so that the rest of the cutover still ends in the window.
    pub latest_to_finish: Option<i64>,
    /// The last step, in time, at whose end the way back still fits.
    pub last_fit: Option<usize>,
    /// The first step, in time, at whose end it no longer does.
    pub first_misfit: Option<usize>,
}

impl WayBack {
    /// Works out the way back at every step: everything that has begun by its end is undone, one thing after the other.
    pub(super) fn new(
        runbook: &Runbook,
        course: &Course,
        times: &[StepTime],
        order: &[usize],
        room: Option<i64>,
    ) -> WayBack {
        let whole = runbook.rollback.as_ref().and_then(|plan| plan.duration).map(|d| d.elapsed_minutes());
        let states = runbook.steps.iter().any(|step| step.rollback_duration.is_some());
        let basis = match (states, whole) {
            (true, _) => Basis::Steps,
            (false, Some(_)) => Basis::Plan,
            (false, None) => Basis::Unknown,
        };
        let needed = |undone: &dyn Fn(usize) -> bool| match basis {
            Basis::Steps => {
                Some(order.iter().filter(|n| undone(**n)).map(|n| minutes(&runbook.steps[*n])).sum())
            }
            Basis::Plan => whole,
            Basis::Unknown => None,
        };
        let can_return = |n: usize| {
            let step = &runbook.steps[n];
            Some(n) != course.no_return && !times[n].is_after && phase(step) != Phase::Post
        };
        let mut steps: Vec<Option<Return>> = vec![None; times.len()];
        for &n in order.iter().filter(|n| can_return(**n)) {
            let end = times[n].expected.end;
            let undone = |m: usize| m == n || times[m].expected.start < end || course.before[n].contains(&m);
            let is_undone = |m: usize| can_return(m) && undone(m);
            steps[n] = needed(&is_undone)
                .map(|minutes| Return { minutes, margin: room.map(|room| room - end - minutes) });
        }
        let mut by_end: Vec<usize> = order.iter().copied().filter(|n| steps[*n].is_some()).collect();
        by_end.sort_by_key(|n| (times[*n].expected.end, *n));
        // Only what the window has to do with: a way back before it opens always fits.
        by_end.retain(|n| is_in_window(&runbook.steps[*n]));
        let fits = |n: &usize| steps[*n].is_some_and(|back| back.margin.is_none_or(|margin| margin >= 0));
        let first = by_end.iter().position(|n| !fits(n));
        let last_fit = first.map_or(by_end.last(), |at| at.checked_sub(1).map(|at| &by_end[at])).copied();
        let first_misfit = first.map(|at| by_end[at]);

        let no_return = course.no_return.filter(|n| !times[*n].is_stuck);
        let latest = no_return.and_then(|point| {
            let start = times[point].expected.start;
            let before = |m: usize| {
                can_return(m) && (times[m].expected.start < start || course.before[point].contains(&m))
            };
            Some(room? - needed(&before)?)
        });
        let latest_to_finish = no_return.and_then(|point| {
            let rest = order
                .iter()
                .filter(|n| is_in_window(&runbook.steps[**n]))
                .map(|n| times[*n].expected.end)
                .max()?;
            Some(room? - (rest - times[point].total_float - times[point].expected.start))
        });
        WayBack { basis, steps, no_return, latest, latest_to_finish, last_fit, first_misfit }
    }
}

/// The minutes that undoing a step takes; what was left out needs no undoing.
fn minutes(step: &RunbookStep) -> i64 {
    let is_left_out = step.status == Some(StepStatus::Skipped);
    step.rollback_duration.filter(|_| !is_left_out).map_or(0, crate::model::Duration::elapsed_minutes)
}
