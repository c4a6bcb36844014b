//! What is uncertain in a plan: how long each piece of work takes, in minutes of its own time.

use crate::diag::Subject;
use crate::model::Confidence;
use crate::model::ConfidenceRange;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::EstimateShape;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::calendar::Calendar;
use crate::plan::calendars::number;
use crate::plan::forecast::distribution::Distribution;
use crate::plan::forecast::distribution::Shapes;
use crate::plan::instant::DAY;
use crate::plan::network::Network;
use crate::plan::result::Plan;
use crate::plan::result::PlanNode;

/// What the length of an item rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// It has happened.
    Done,
    /// It takes no time of its own.
    Instant,
    /// One number, without a range.
    Fixed,
    /// Its own range.
    Range,
    /// The default range of its word of confidence.
    Words(Confidence),
    /// Its own range, which is used up: it has run for longer than that and says nothing of what is left.
    UsedUp,
    /// One number, because its range is broken.
    Broken,
}

impl Basis {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Done => "done",
            Basis::Instant => "instant",
            Basis::Fixed => "one number",
            Basis::Range => "range",
            Basis::Words(_) => "default range",
            Basis::UsedUp => "range used up",
            Basis::Broken => "broken range",
        }
    }
}

/// How long an item takes, or what is left of it.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// The length, in minutes of the item's time.
    pub(crate) length: Distribution,
    /// What it rests on.
    pub(crate) basis: Basis,
}

/// How durations become minutes: in a calendar's working time, or in calendar time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    hours_per_day: f64,
    days_per_week: f64,
}

impl Clock {
    /// Returns the clock of a calendar.
    pub(crate) fn new(calendar: &Calendar, settings: &Settings, is_elapsed: bool) -> Clock {
        if is_elapsed {
            return Clock { hours_per_day: 24.0, days_per_week: 7.0 };
        }
        Clock {
            hours_per_day: calendar.minutes_per_day() as f64 / 60.0,
            days_per_week: settings.days_per_week(),
        }
    }

    /// Returns the minutes of a duration.
    pub(crate) fn minutes(self, duration: Duration) -> f64 {
        duration.exact_minutes(self.hours_per_day, self.days_per_week)
    }
}

/// Returns how long the items of a network take, in the network's order.
pub(crate) fn works(workspace: &Workspace, plan: &Plan, network: &Network, shapes: &mut Shapes) -> Vec<Work> {
    let settings = workspace.settings();
    let mut works = Vec::with_capacity(plan.nodes.len());
    for (n, node) in plan.nodes.iter().enumerate() {
        let activity = &network.activities[n];
        let milestone = milestone(workspace, node.subject).filter(|_| !node.is_done);
        let fixed = |basis| Work { length: Distribution::Fixed(activity.span as f64), basis };
        works.push(match milestone {
            _ if node.is_done => fixed(Basis::Done),
            None => fixed(Basis::Instant),
            Some(milestone) => {
                let is_elapsed = milestone.elapsed.unwrap_or(false);
                let clock = Clock::new(network.calendar(n), settings, is_elapsed);
                let spent = spent(milestone, node, network.calendar(n), plan, is_elapsed);
                let of = Of { milestone, clock, spent, span: activity.span as f64 };
                of.work(settings, shapes).unwrap_or_else(fixed)
            }
        });
    }
    works
}

/// Returns the milestone that a node stands for.
fn milestone(workspace: &Workspace, subject: Subject) -> Option<&Milestone> {
    if subject.kind != Kind::Milestone.key() {
        return None;
    }
    workspace.programs.get(subject.program as usize)?.milestones.get(subject.index as usize)
}

/// Returns the minutes for which work in progress has run by the day of the plan.
fn spent(milestone: &Milestone, node: &PlanNode, calendar: &Calendar, plan: &Plan, is_elapsed: bool) -> f64 {
    let Some(started) = milestone.started.filter(|_| node.is_started) else { return 0.0 };
    let (from, to) = (number(started), number(plan.as_of));
    if is_elapsed {
        return ((to - from) * DAY).max(0) as f64;
    }
    calendar.work_between(calendar.opening(from), calendar.opening(to)).max(0) as f64
}

/// A milestone with what its work is measured by.
struct Of<'a> {
    milestone: &'a Milestone,
    clock: Clock,
    spent: f64,
    /// The minutes that the plan counts with.
    span: f64,
}

impl Of<'_> {
    /// Returns the length with its range; the basis alone where there is only one number.
    fn work(&self, settings: &Settings, shapes: &mut Shapes) -> Result<Work, Basis> {
        let Milestone { estimate, confidence, .. } = self.milestone;
        if let Some(estimate) = estimate {
            let length = range(estimate, self.clock, shapes).ok_or(Basis::Broken)?;
            if length.is_fixed() && self.what_is_left().is_none() {
                return Err(Basis::Fixed);
            }
            return match self.what_is_left() {
                Some(share) => Ok(Work { length: length.scaled(share), basis: Basis::Range }),
                None => Ok(self.running(length, Basis::Range)),
            };
        }
        let is_work = self.span > 0.0;
        match confidence.filter(|_| is_work) {
            Some(word) => {
                let length = self.by_word(word, settings);
                Ok(match self.what_is_left() {
                    Some(_) => Work { length, basis: Basis::Words(word) },
                    None => self.running(length, Basis::Words(word)),
                })
            }
            None if is_work => Err(Basis::Fixed),
            None => Err(Basis::Instant),
        }
    }

    /// Returns the share of the whole work that somebody says is left: `remaining`, else what `progress` leaves.
    fn what_is_left(&self) -> Option<f64> {
        let whole = self.milestone.estimate.as_ref().map(|estimate| central(estimate, self.clock));
        match (self.milestone.remaining, self.milestone.progress) {
            (Some(left), _) => Some(match whole {
                Some(whole) if whole > 0.0 => self.clock.minutes(left) / whole,
                _ => 1.0,
            }),
            (None, Some(progress)) => Some(1.0 - progress.share()),
            (None, None) => None,
        }
    }

    /// Returns what is left of work that has run for a while. Where it has run for longer than its range, nothing is known
    /// of the rest: as in the plan, all of it counts as still to do.
    fn running(&self, length: Distribution, basis: Basis) -> Work {
        match length.clone().left_after(self.spent) {
            Some(left) => Work { length: left, basis },
            None => Work { length, basis: Basis::UsedUp },
        }
    }

    /// Returns the range of a word of confidence around what the plan counts with.
    fn by_word(&self, word: Confidence, settings: &Settings) -> Distribution {
        let ConfidenceRange { low, likely, high, .. } = range_of(word, settings);
        Distribution::triangular(low * self.span, likely * self.span, high * self.span)
    }
}

/// Returns the multiples that a word of confidence stands for: those of `epm.yaml` when they are in order, else the defaults.
pub(crate) fn range_of(word: Confidence, settings: &Settings) -> ConfidenceRange {
    let given = settings.confidence.as_ref().and_then(|ranges| match word {
        Confidence::High => ranges.high.clone(),
        Confidence::Medium => ranges.medium.clone(),
        Confidence::Low => ranges.low.clone(),
    });
    let (low, likely, high) = match word {
        Confidence::High => (0.95, 1.0, 1.2),
        Confidence::Medium => (0.9, 1.0, 1.6),
        Confidence::Low => (0.8, 1.0, 2.5),
    };
    given.filter(is_ordered).unwrap_or(ConfidenceRange {
        low,
        likely,
        high,
        extra: crate::model::Extra::new(),
    })
}

/// Tells whether multiples are a range: from zero up, and not beyond what a plan can hold.
pub(crate) fn is_ordered(range: &ConfidenceRange) -> bool {
    0.0 <= range.low && range.low <= range.likely && range.likely <= range.high && range.high <= 1000.0
}

/// Returns the distribution of an estimate; `None` for a broken one.
pub(crate) fn range(estimate: &Estimate, clock: Clock, shapes: &mut Shapes) -> Option<Distribution> {
    let minutes = |duration: Option<Duration>| duration.map(|d| clock.minutes(d));
    let (low, likely, high) = (minutes(estimate.low), minutes(estimate.likely), minutes(estimate.high));
    let is_between = |low: f64, likely: f64, high: f64| low <= likely && likely <= high;
    match estimate.shape_in_force() {
        EstimateShape::Triangular => {
            let (low, likely, high) = (low?, likely?, high?);
            is_between(low, likely, high).then(|| Distribution::triangular(low, likely, high))
        }
        EstimateShape::Percentiles => {
            let (low, likely, high) = (low?, likely?, high?);
            is_between(low, likely, high).then(|| Distribution::percentiles(low, likely, high))
        }
        EstimateShape::Pert => {
            let (low, likely, high) = (low?, likely?, high?);
            is_between(low, likely, high).then(|| Distribution::pert(low, likely, high, shapes))
        }
        EstimateShape::Uniform => {
            let (low, high) = (low?, high?);
            (low <= high).then(|| Distribution::uniform(low, high))
        }
        EstimateShape::Lognormal => {
            let (p50, p90) = (minutes(estimate.p50)?, minutes(estimate.p90)?);
            (p50 <= p90).then(|| Distribution::lognormal(p50, p90))
        }
        EstimateShape::Normal => Some(Distribution::normal(minutes(estimate.mean)?, minutes(estimate.sd)?)),
        EstimateShape::Exponential => Some(Distribution::exponential(minutes(estimate.mean)?)),
    }
}

/// Returns the minutes that the plan would take from an estimate: `likely`, `p50`, the mean, or the midpoint.
fn central(estimate: &Estimate, clock: Clock) -> f64 {
    let point = estimate.likely.or(estimate.p50).or(estimate.mean).map(|d| clock.minutes(d));
    let ends = || {
        let (low, high) = (estimate.low.or(estimate.high), estimate.high.or(estimate.low));
        low.zip(high).map(|(low, high)| f64::midpoint(clock.minutes(low), clock.minutes(high)))
    };
    point.or_else(ends).unwrap_or(0.0)
}
