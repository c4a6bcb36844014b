//! Calibration: what forecasts said against what came, recomputed from history.
//!
//! For each finished milestone and each horizon before its day (28, 56 and 84 days) the forecast is drawn anew from the
//! plan as it was then, with what `epm.yaml` said then. One record a milestone and horizon: weekly forecasts of one
//! milestone are one observation. `scores.rs` scores them, `classes.rs` holds how long work took against its plan.

mod classes;
mod scores;

pub use classes::Class;
pub use classes::NARROWED_FROM;
pub use classes::Ratio;
pub use classes::SHOWN_FROM;
pub use classes::classes;
pub use classes::ratios;
pub use scores::Brier;
pub use scores::at_most;
pub use scores::brier;
pub use scores::pinball;

use crate::model::Date;
use crate::model::Id;
use crate::model::Milestone;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::plan::NodeKey;
use crate::trend::past::Past;
use crate::trend::statistics;

/// Days before a milestone's day for which the forecast is scored.
pub const HORIZONS: [i32; 3] = [28, 56, 84];

/// Below this probability of so few hits by chance, a coverage is told as bad.
pub const UNLIKELY: f64 = 0.05;

/// What a forecast said of a milestone that has finished since.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The program.
    pub program: Id,
    /// The milestone.
    pub id: Id,
    /// Days before the milestone was reached.
    pub horizon: i32,
    /// The day of the forecast.
    pub day: Date,
    /// The commit that it rests on, for people.
    pub commit: String,
    /// What half of the trials met.
    pub p50: Date,
    /// What four in five trials met.
    pub p80: Date,
    /// The probability of meeting the commitment that was in force then.
    pub p_on_time: Option<f64>,
    /// That commitment.
    pub committed: Option<Date>,
    /// When it was reached.
    pub finished: Date,
    /// Working days from P50 to the day it was reached; positive is later than said.
    pub error50: f64,
    /// The same from P80.
    pub error80: f64,
}

impl Record {
    /// Tells whether it was reached by the P80.
    pub fn is_covered(&self) -> bool {
        self.finished <= self.p80
    }

    /// Tells whether it was reached by the commitment that was in force then.
    pub fn is_on_time(&self) -> Option<bool> {
        self.committed.map(|committed| self.finished <= committed)
    }
}

/// A finished milestone without a record for a horizon, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The program.
    pub program: Id,
    /// The milestone.
    pub id: Id,
    /// Days before it was reached.
    pub horizon: i32,
    /// Why: `there was no plan on 2026-08-01`.
    pub reason: String,
}

/// Scores over records.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// How many records.
    pub n: usize,
    /// How many were reached by their P80.
    pub covered: usize,
    /// The 95 % interval of that share (Wilson 1927).
    pub interval: Option<(f64, f64)>,
    /// The probability of so few hits if the P80 were right: the exact one-sided binomial P(X ≤ covered).
    pub p_value: f64,
    /// Mean pinball loss of P50, in working days.
    pub pinball50: Option<f64>,
    /// Mean pinball loss of P80, in working days.
    pub pinball80: Option<f64>,
    /// Mean signed error of P50, in working days; positive: things came later than said.
    pub bias: Option<f64>,
    /// The score of the probabilities of meeting commitments, over those records that have one.
    pub brier: Option<Brier>,
    /// How many records have one.
    pub promised: usize,
}

impl Scores {
    /// Scores records.
    pub fn new(records: &[&Record]) -> Scores {
        let covered = records.iter().filter(|record| record.is_covered()).count();
        let mean = |loss: &dyn Fn(&Record) -> f64| {
            statistics::mean(&records.iter().map(|record| loss(record)).collect::<Vec<_>>())
        };
        let promised: Vec<(f64, bool)> =
            records.iter().filter_map(|record| record.p_on_time.zip(record.is_on_time())).collect();
        #[allow(clippy::cast_precision_loss)] // counts of records
        let interval = statistics::wilson(covered as f64, records.len() as f64);
        Scores {
            n: records.len(),
            covered,
            interval,
            p_value: at_most(covered, records.len(), 0.8),
            // A loss needs the error alone: forecast 0, actual the error.
            pinball50: mean(&|record| pinball(0.5, 0.0, record.error50)),
            pinball80: mean(&|record| pinball(0.8, 0.0, record.error80)),
            bias: mean(&|record| record.error50),
            brier: brier(&promised),
            promised: promised.len(),
        }
    }

    /// Tells whether the P80 is too early by more than chance explains.
    pub fn is_overconfident(&self) -> bool {
        self.p_value < UNLIKELY
    }
}

/// Recomputes what forecasts said of every milestone that was reached by a day.
pub fn records(past: &Past, workspace: &Workspace, until: Date) -> (Vec<Record>, Vec<Excluded>) {
    let (mut records, mut excluded) = (Vec::new(), Vec::new());
    for program in &workspace.programs {
        for milestone in &program.milestones {
            let Some(finished) = milestone.finished.filter(|day| *day <= until) else { continue };
            for horizon in HORIZONS {
                match record(past, &program.id, milestone, finished, horizon) {
                    Ok(record) => records.push(record),
                    Err(reason) => excluded.push(Excluded {
                        program: program.id.clone(),
                        id: milestone.id.clone(),
                        horizon,
                        reason,
                    }),
                }
            }
        }
    }
    (records, excluded)
}

fn record(
    past: &Past,
    program: &Id,
    milestone: &Milestone,
    finished: Date,
    horizon: i32,
) -> Result<Record, String> {
    let day = finished.plus_days(-horizon);
    let known = past.known_on(day).ok_or_else(|| {
        if past.history().is_unknown_on(day) {
            format!("unknown, shallow history on {day}: `git fetch --unshallow`")
        } else {
            format!("there was no plan on {day}")
        }
    })?;
    let ids = std::iter::once(&milestone.id).chain(&milestone.aliases);
    let node = ids.into_iter().find_map(|id| known.plan.find(program, id));
    let node = node.ok_or_else(|| format!("it was not in the plan on {day}"))?;
    if node.is_done {
        return Err(format!("the plan had it done on {day}"));
    }
    let forecast = known.outlook().forecast();
    let item =
        forecast.and_then(|forecast| forecast.item(&node.key)).filter(|item| item.finish.is_uncertain());
    let finish = &item.ok_or_else(|| format!("it was not forecast on {day}"))?.finish;
    let calendars = Calendars::new(&known.workspace);
    Ok(Record {
        program: program.clone(),
        id: milestone.id.clone(),
        horizon,
        day,
        commit: known.commit.short.clone(),
        p50: finish.dates.p50,
        p80: finish.dates.p80,
        p_on_time: finish.p_committed,
        committed: finish.committed,
        finished,
        error50: working_days(&calendars, finish.dates.p50, finished),
        error80: working_days(&calendars, finish.dates.p80, finished),
    })
}

/// Counts the working days, of the common calendar, by which `to` is after `from`; negative when it is before.
fn working_days(calendars: &Calendars, from: Date, to: Date) -> f64 {
    let calendar = calendars.of_team(None);
    let end = |day: Date| Instant::midnight(i64::from(day.day_number()) + 1);
    if from <= to {
        calendar.days(calendar.work_between(end(from), end(to)))
    } else {
        -calendar.days(calendar.work_between(end(to), end(from)))
    }
}

/// Returns the name of an item of a program.
fn key(program: &Id, id: &Id) -> NodeKey {
    NodeKey { program: program.clone(), id: id.clone() }
}
