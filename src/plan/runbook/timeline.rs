//! The steps of a runbook in time: as planned, and as the facts have it.
//!
//! T is the start of the window. Steps of `prepare` end by T at the latest, those of `cutover` and `verify` begin at T at
//! the earliest, `post` follows. What has begun or ended is a fact; what is left is planned anew from the last fact on.

use std::collections::BTreeMap;

use crate::model::Phase;
use crate::model::Runbook;
use crate::model::RunbookStep;
use crate::model::StepStatus;
use crate::plan::axis::Pace;
use crate::plan::calendar::Calendar;
use crate::plan::calendar::Hours;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::network::Activity;
use crate::plan::network::Cause;
use crate::plan::network::Floor;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;
use crate::plan::runbook::Clock;
use crate::plan::runbook::Course;
use crate::plan::runbook::Overlap;
use crate::plan::runbook::WayBack;
use crate::plan::runbook::owners;
use crate::plan::runbook::phase;
use crate::plan::schedule::Schedule;

/// From when to when, in minutes after T; before T is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The start.
    pub start: i64,
    /// The end.
    pub end: i64,
}

impl Span {
    /// Returns its length in minutes.
    pub fn minutes(self) -> i64 {
        self.end - self.start
    }
}

/// A step in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepTime {
    /// When it was to run.
    pub planned: Span,
    /// When it ran, or is expected to run.
    pub expected: Span,
    /// Minutes that it can slip before the end of the cutover moves; 0 once it is done.
    pub total_float: i64,
    /// On a longest path to the end of the cutover.
    pub is_critical: bool,
    /// It has ended, or was left out.
    pub is_over: bool,
    /// It waits for itself, or for steps that do: it has no time.
    pub is_stuck: bool,
    /// It comes after the point of no return.
    pub is_after: bool,
}

/// A runbook in time.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// What the clock shows.
    pub clock: Clock,
    /// The steps, in the order of the file.
    pub steps: Vec<StepTime>,
    /// The indices of the steps that have a time, by expected start; ties in the order of the file.
    pub order: Vec<usize>,
    /// T as a minute of the world; unknown without a window and without a fact.
    pub start: Option<i64>,
    /// The minutes of the window.
    pub room: Option<i64>,
    /// Minutes after T at which the last step of cutover and verification was to end.
    pub planned_end: i64,
    /// When it is expected to end.
    pub expected_end: i64,
    /// A longest path to the end of the cutover, first step first.
    pub critical_path: Vec<usize>,
    /// Minutes after T of the last fact.
    pub last_fact: Option<i64>,
    /// How long the way back takes at every step.
    pub way_back: WayBack,
    /// Who is needed twice at once.
    pub overlaps: Vec<Overlap>,
}

impl Timeline {
    /// Puts a runbook in time; `zone` is the workspace's.
    pub fn new(runbook: &Runbook, zone: Option<&str>) -> Timeline {
        let clock = Clock::new(zone, runbook.window.as_ref().map(|window| &window.start));
        let course = Course::new(runbook);
        let facts = Facts::new(runbook, &clock);
        let window = runbook.window.as_ref();
        let room = window.map(|window| clock.minute(&window.end) - clock.minute(&window.start));
        let start = window.map(|window| clock.minute(&window.start)).or(facts.first);
        let base = start.unwrap_or(0);

        let planned = Pass::new(runbook, &course, base, None);
        let is_moved = facts.last.is_some() || runbook.steps.iter().any(is_over);
        let expected =
            if is_moved { Some(Pass::new(runbook, &course, base, Some((&facts, &planned)))) } else { None };
        let expected = expected.as_ref().unwrap_or(&planned);
        let steps: Vec<StepTime> = (0..runbook.steps.len())
            .map(|n| StepTime {
                planned: planned.span(n, base),
                expected: expected.span(n, base),
                total_float: expected.schedule.total_float[n],
                is_critical: expected.schedule.is_critical[n] && !course.stuck.contains(&n),
                is_over: is_over(&runbook.steps[n]),
                is_stuck: course.stuck.contains(&n),
                is_after: course.is_after[n],
            })
            .collect();
        let mut order = course.order.clone();
        order.sort_by_key(|n| (steps[*n].expected.start, *n));
        let end = |span: fn(&StepTime) -> Span| {
            let counted = order.iter().filter(|n| is_in_window(&runbook.steps[**n]));
            counted.map(|n| span(&steps[*n]).end).max().unwrap_or(0)
        };
        let path = expected.schedule.longest.first().and_then(|longest| longest.paths.first());
        let path = path.into_iter().flatten().map(|n| *n as usize);
        let critical_path: Vec<usize> = path.filter(|n| !course.stuck.contains(n)).collect();
        let (planned_end, expected_end) = (end(|step| step.planned), end(|step| step.expected));
        let way_back = WayBack::new(runbook, &course, &steps, &order, room);
        let overlaps = owners::overlaps(runbook, &steps, &order);
        Timeline {
            start,
            room,
            planned_end,
            expected_end,
            critical_path,
            last_fact: facts.last.map(|at| at - base),
            way_back,
            overlaps,
            clock,
            steps,
            order,
        }
    }

    /// Returns the minutes of the whole runbook as planned, preparation and what follows included.
    pub fn planned_minutes(&self) -> i64 {
        let spans = || self.order.iter().map(|n| self.steps[*n].planned);
        let first = spans().map(|span| span.start).min().unwrap_or(0);
        spans().map(|span| span.end).max().unwrap_or(0) - first
    }
}

/// Tells whether a step has ended, or was left out.
fn is_over(step: &RunbookStep) -> bool {
    let is_failed = step.status == Some(StepStatus::Failed);
    matches!(step.status, Some(StepStatus::Done | StepStatus::Skipped))
        || (step.finished.is_some() && !is_failed)
}

/// Tells whether a step takes time of the window.
pub(super) fn is_in_window(step: &RunbookStep) -> bool {
    matches!(phase(step), Phase::Cutover | Phase::Verify)
}

/// The minutes that a step takes by the clock: a day has 24 hours.
pub(super) fn minutes(step: &RunbookStep) -> i64 {
    step.duration.map_or(0, crate::model::Duration::elapsed_minutes)
}

/// What has happened, in minutes of the world.
struct Facts {
    started: Vec<Option<i64>>,
    finished: Vec<Option<i64>>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Facts {
    fn new(runbook: &Runbook, clock: &Clock) -> Facts {
        let at = |moment: &Option<crate::model::Moment>| moment.as_ref().map(|moment| clock.minute(moment));
        let started: Vec<_> = runbook.steps.iter().map(|step| at(&step.started)).collect();
        let finished: Vec<_> = runbook.steps.iter().map(|step| at(&step.finished)).collect();
        let in_window = runbook.steps.iter().zip(&started).filter(|(step, _)| is_in_window(step));
        let first = in_window.filter_map(|(_, at)| *at).min();
        let all = || started.iter().chain(&finished).flatten().copied();
        Facts { first: first.or_else(|| all().min()), last: all().max(), started, finished }
    }
}

/// One schedule of the steps.
struct Pass {
    schedule: Schedule,
}

impl Pass {
    /// Schedules the steps on a calendar that never closes: as planned, or after the facts.
    fn new(runbook: &Runbook, course: &Course, base: i64, facts: Option<(&Facts, &Pass)>) -> Pass {
        let lead = lead(runbook, course);
        let ahead = lead.values().copied().max().unwrap_or(0);
        let activities = runbook.steps.iter().enumerate().map(|(n, step)| {
            let earliest = if lead.contains_key(&n) { base - ahead } else { base };
            let activity = activity(n, step, earliest, facts);
            // What waits for itself has no time, and takes none from the others.
            if course.stuck.contains(&n) { Activity { span: 0, is_end: false, ..activity } } else { activity }
        });
        let link = |from: usize, to: usize| Link {
            from: u32::try_from(from).unwrap_or(u32::MAX),
            to: u32::try_from(to).unwrap_or(u32::MAX),
            kind: crate::model::LinkType::FinishToStart,
            lag: 0,
            is_elapsed: true,
        };
        let links = course
            .before
            .iter()
            .enumerate()
            .flat_map(|(n, before)| before.iter().map(move |b| link(*b, n)).collect::<Vec<_>>());
        let network = Network::new(vec![always()], activities.collect(), links.collect(), vec![None]);
        Pass { schedule: network.schedule() }
    }

    fn span(&self, n: usize, base: i64) -> Span {
        let early = &self.schedule.early;
        Span { start: early.start[n].0 - base, end: early.finish[n].0 - base }
    }
}

/// A calendar of whole days.
fn always() -> Calendar {
    let week = std::array::from_fn(|_| Hours::of_minutes(DAY));
    Calendar::new(week, BTreeMap::new(), DAY).expect("every day has working time")
}

/// Finds the steps that run before the window: those of `prepare` that wait for nothing in it, each with the minutes from
/// the first start to its end.
fn lead(runbook: &Runbook, course: &Course) -> BTreeMap<usize, i64> {
    let mut ends: BTreeMap<usize, i64> = BTreeMap::new();
    for &n in &course.order {
        let step = &runbook.steps[n];
        let is_ahead = phase(step) == Phase::Prepare && course.before[n].iter().all(|b| ends.contains_key(b));
        if is_ahead {
            let start = course.before[n].iter().map(|b| ends[b]).max().unwrap_or(0);
            ends.insert(n, start + minutes(step));
        }
    }
    ends
}

/// Makes the activity of a step that may begin at a minute of the world.
fn activity(n: usize, step: &RunbookStep, earliest: i64, facts: Option<(&Facts, &Pass)>) -> Activity {
    let mut span = minutes(step);
    let mut at = earliest;
    let (mut started, mut finished) = (None, None);
    if let Some((facts, planned)) = facts {
        let now = facts.last.unwrap_or(i64::MIN);
        let is_failed = step.status == Some(StepStatus::Failed);
        if step.status == Some(StepStatus::Skipped) {
            span = 0;
        } else if is_over(step) {
            // Where nobody wrote the end down, it ended as planned, and no later than what is known since.
            let as_planned = planned.schedule.early.finish[n].0;
            let end = facts.finished[n].unwrap_or(if facts.last.is_some() {
                as_planned.min(now)
            } else {
                as_planned
            });
            finished = Some(end);
            started = Some(facts.started[n].unwrap_or(end - span).min(end));
        } else if let Some(began) = facts.started[n].filter(|_| !is_failed) {
            started = Some(began);
            span = (began + span - now).max(0);
            at = now;
        } else {
            // What failed is to be done again.
            at = at.max(now);
        }
    }
    Activity {
        program: 0,
        calendar: 0,
        pace: Pace::Elapsed,
        span,
        started: started.map(Instant),
        finished: finished.map(Instant),
        floor: Floor { at: Instant(at), side: Side::Open, cause: Cause::ProgramStart },
        constraints: Vec::new(),
        deadline: None,
        is_end: is_in_window(step),
    }
}
