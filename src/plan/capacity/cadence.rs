//! Iterations: how time is divided where capacity is counted.

use crate::model::Date;
use crate::model::Iterations;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::calendars::number;
use crate::plan::capacity::supply::calendar_days;
use crate::plan::days::date;
use crate::plan::result::Plan;

/// Days of an iteration unless something else is said.
const TWO_WEEKS: i64 = 14;

/// What says when iterations begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CadenceSource {
    /// `iterations` of the team.
    Team,
    /// `iterations` of `epm.yaml`.
    Settings,
    /// Nobody: two weeks from the start of the earliest program.
    ProgramStart,
}

/// How time is divided: iterations of some days, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// The first day of one of them.
    pub start: Date,
    /// Days of the calendar that each has.
    pub days: i64,
    /// What says so.
    pub source: CadenceSource,
}

/// An iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iteration {
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// The first day that counts: the day of the plan in the iteration that it falls in.
    pub from: Date,
}

impl Cadence {
    /// Returns the cadence that counts for a team: its own, that of `epm.yaml`, or two weeks from the start of the earliest
    /// program. A field that is not given comes from the next of these.
    pub fn new(workspace: &Workspace, plan: &Plan, own: Option<&Iterations>) -> Cadence {
        let settings = workspace.settings();
        let shared = settings.iterations.as_ref();
        let given = [own, shared];
        let start = given.iter().flatten().find_map(|i| i.start);
        let days = given.iter().flatten().find_map(|i| i.length).map(|length| days_of(settings, length));
        let source = match (own, shared) {
            (Some(_), _) => CadenceSource::Team,
            (None, Some(_)) => CadenceSource::Settings,
            (None, None) => CadenceSource::ProgramStart,
        };
        let first = plan.programs.iter().map(|program| program.start).min();
        Cadence { start: start.or(first).unwrap_or(plan.as_of), days: days.unwrap_or(TWO_WEEKS), source }
    }

    /// Returns the number of the iteration that a day falls in; the one that begins at `start` is 0.
    pub fn number_of(&self, day: Date) -> i64 {
        (number(day) - number(self.start)).div_euclid(self.days)
    }

    /// Returns an iteration by number, of which only what comes on or after a day counts.
    pub fn iteration(&self, n: i64, as_of: Date) -> Iteration {
        let start = number(self.start) + n * self.days;
        let end = start + self.days - 1;
        let from = number(as_of).clamp(start, end);
        Iteration { start: date(start), end: date(end), from: date(from) }
    }
}

/// Returns the days of an iteration: at least one, at most a year.
fn days_of(settings: &Settings, length: crate::model::Duration) -> i64 {
    calendar_days(settings, length).clamp(1, 366)
}
