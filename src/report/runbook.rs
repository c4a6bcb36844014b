//! Runbooks in time as a view: every step with its times, room and way back. The JSON is a contract (`docs/cli.md`).

pub mod page;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Moment;
use crate::model::Program;
use crate::model::Runbook;
use crate::model::RunbookStep;
use crate::model::StepStatus;
use crate::model::Workspace;
use crate::plan::runbook::Basis;
use crate::plan::runbook::Clock;
use crate::plan::runbook::Span;
use crate::plan::runbook::Timeline;
use crate::plan::runbook::phase;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;

/// The runbooks asked for.
#[derive(Debug, Serialize)]
pub struct RunbooksView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: String,
    /// The runbooks.
    pub runbooks: Vec<RunbookView>,
}

/// A runbook in time. Minutes count from T, the start of the window; before it they are negative.
#[derive(Debug, Serialize)]
pub struct RunbookView {
    /// The program.
    pub program: String,
    /// The id.
    pub id: String,
    /// What is carried out.
    pub title: String,
    /// The zone of the times: `Europe/Berlin`, `UTC+01:00`.
    pub zone: String,
    /// The clocks change in the window.
    pub clocks_change: bool,
    /// The window, if there is one.
    pub window: Option<WindowRow>,
    /// Minutes after T at which the cutover was to end.
    pub planned_end: i64,
    /// Minutes after T at which it is expected to end.
    pub expected_end: i64,
    /// Minutes of the whole runbook as planned, preparation and what follows included.
    pub planned_minutes: i64,
    /// Minutes after T of the last fact; what is left is planned from there on.
    pub last_fact: Option<i64>,
    /// A longest path to the end of the cutover.
    pub critical_path: Vec<String>,
    /// The steps, by time.
    pub steps: Vec<StepRow>,
    /// The ids of steps that wait for each other and have no time.
    pub without_time: Vec<String>,
    /// The way back and the point of no return.
    pub way_back: WayBackRow,
    /// Who is needed twice at once.
    pub overlaps: Vec<OverlapRow>,
    /// Where somebody decides.
    pub checkpoints: Vec<CheckpointRow>,
    /// The rehearsals.
    pub rehearsals: Vec<RehearsalRow>,
}

/// A window.
#[derive(Debug, Serialize)]
pub struct WindowRow {
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// Its minutes.
    pub minutes: i64,
    /// Minutes of it that are left after the expected end; negative is too long.
    pub margin: i64,
}

/// A step in time.
#[derive(Debug, Serialize)]
pub struct StepRow {
    /// The id.
    pub id: String,
    /// What is done.
    pub title: String,
    /// `prepare`, `cutover`, `verify` or `post`.
    pub phase: &'static str,
    /// Who does it.
    pub owner: Option<String>,
    /// Who does it if the owner cannot.
    pub backup: Option<String>,
    /// `open`, `in_progress`, `done`, `failed` or `skipped`.
    pub status: &'static str,
    /// Minutes that it takes.
    pub minutes: i64,
    /// When it was to begin, in minutes after T.
    pub planned_start: i64,
    /// When it was to end.
    pub planned_end: i64,
    /// When it began, or is expected to.
    pub expected_start: i64,
    /// When it ended, or is expected to.
    pub expected_end: i64,
    /// Minutes that it ends later than planned; negative is earlier.
    pub delay: i64,
    /// The expected start on the clock.
    pub start: Option<Moment>,
    /// The expected end on the clock.
    pub end: Option<Moment>,
    /// Minutes that it can slip before the end of the cutover moves.
    pub total_float: i64,
    /// On a longest path.
    pub critical: bool,
    /// Minutes that going back takes from its end; none where there is no way back, or nobody says.
    pub rollback: Option<i64>,
    /// Minutes of the window that are left then; negative is too late.
    pub rollback_margin: Option<i64>,
    /// It is the point of no return.
    pub no_return: bool,
}

/// The way back.
#[derive(Debug, Serialize)]
pub struct WayBackRow {
    /// `steps` (their durations added up), `plan` (the runbook's one duration) or `unknown`.
    pub basis: &'static str,
    /// Minutes that the runbook's own rollback plan says.
    pub plan: Option<i64>,
    /// The point of no return.
    pub point_of_no_return: Option<String>,
    /// When it is expected, in minutes after T.
    pub expected: Option<i64>,
    /// When it may begin at the latest, so that a rollback right before it still ends in the window.
    pub latest: Option<i64>,
    /// The same on the clock.
    pub latest_at: Option<Moment>,
    /// When it may begin at the latest, so that the rest of the cutover still ends in the window.
    pub latest_to_finish: Option<i64>,
    /// The last step at whose end a rollback fits the window.
    pub last_fit: Option<String>,
    /// The first step at whose end it no longer does.
    pub first_misfit: Option<String>,
}

/// A person with two steps at once.
#[derive(Debug, Serialize)]
pub struct OverlapRow {
    /// Who.
    pub person: String,
    /// The two steps.
    pub steps: [String; 2],
    /// From when, in minutes after T.
    pub start: i64,
    /// Until when.
    pub end: i64,
}

/// A point where somebody decides.
#[derive(Debug, Serialize)]
pub struct CheckpointRow {
    /// After which step.
    pub after: String,
    /// When, in minutes after T.
    pub at: Option<i64>,
    /// The same on the clock.
    pub time: Option<Moment>,
    /// Who decides.
    pub decider: Option<String>,
    /// What must be true.
    pub criteria: Vec<String>,
}

/// A rehearsal.
#[derive(Debug, Serialize)]
pub struct RehearsalRow {
    /// When.
    pub date: String,
    /// Minutes that it took.
    pub minutes: Option<i64>,
    /// Minutes longer than the runbook is planned; negative is shorter.
    pub difference: Option<i64>,
    /// What came out.
    pub outcome: Option<String>,
}

/// Builds the view of a runbook.
pub fn view(workspace: &Workspace, program: &Program, runbook: &Runbook) -> RunbookView {
    let timeline = Timeline::new(runbook, workspace.settings().timezone.as_deref());
    Builder { workspace, program, runbook, timeline: &timeline }.view()
}

/// The three times of a runbook that those ask for who do not carry it out, on the clock: `2027-03-28 01:30 UTC+01:00`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CutoverTimes {
    /// When its first step is expected to begin.
    pub starts: Option<String>,
    /// When the point of no return may begin at the latest, so that going back still ends in the window.
    pub no_return_by: Option<String>,
    /// When the cutover is expected to end.
    pub ends: Option<String>,
}

impl CutoverTimes {
    /// Reads them off a runbook; without a window and without a fact there are none.
    pub fn new(workspace: &Workspace, program: &Program, runbook: &Runbook) -> CutoverTimes {
        let timeline = Timeline::new(runbook, workspace.settings().timezone.as_deref());
        let builder = Builder { workspace, program, runbook, timeline: &timeline };
        let clock = |minutes: i64| builder.at(minutes).map(|moment| moment.to_string());
        let first = timeline.order.iter().map(|n| timeline.steps[*n].expected.start).min();
        CutoverTimes {
            starts: first.and_then(clock),
            no_return_by: timeline.way_back.latest.and_then(clock),
            ends: first.and_then(|_| clock(timeline.expected_end)),
        }
    }
}

struct Builder<'a> {
    workspace: &'a Workspace,
    program: &'a Program,
    runbook: &'a Runbook,
    timeline: &'a Timeline,
}

impl Builder<'_> {
    fn id(&self, step: usize) -> String {
        self.runbook.steps[step].id.to_string()
    }

    fn person(&self, person: Option<&crate::model::Person>) -> Option<String> {
        person.map(|person| self.workspace.person_name(person).to_owned())
    }

    /// Returns the moment of so many minutes after T; to be known, T must be.
    fn at(&self, minutes: i64) -> Option<Moment> {
        Some(self.timeline.clock.moment(self.timeline.start? + minutes))
    }

    fn view(&self) -> RunbookView {
        let Builder { program, runbook, timeline, .. } = self;
        let window = timeline.start.zip(timeline.room).map(|(start, room)| WindowRow {
            start: timeline.clock.moment(start),
            end: timeline.clock.moment(start + room),
            minutes: room,
            margin: room - timeline.expected_end,
        });
        let changes = |clock: &Clock, start: i64, room: i64| clock.changes_between(start, start + room);
        let stuck = (0..runbook.steps.len()).filter(|n| timeline.steps[*n].is_stuck);
        RunbookView {
            program: program.id.to_string(),
            id: runbook.id.to_string(),
            title: runbook.title.to_string(),
            zone: timeline.clock.zone().to_owned(),
            clocks_change: timeline
                .start
                .zip(timeline.room)
                .is_some_and(|(s, r)| changes(&timeline.clock, s, r)),
            window,
            planned_end: timeline.planned_end,
            expected_end: timeline.expected_end,
            planned_minutes: timeline.planned_minutes(),
            last_fact: timeline.last_fact,
            critical_path: timeline.critical_path.iter().map(|n| self.id(*n)).collect(),
            steps: timeline.order.iter().map(|n| self.step(*n, &runbook.steps[*n])).collect(),
            without_time: stuck.map(|n| self.id(n)).collect(),
            way_back: self.way_back(),
            overlaps: timeline.overlaps.iter().map(|overlap| self.overlap(overlap)).collect(),
            checkpoints: runbook.checkpoints.iter().map(|checkpoint| self.checkpoint(checkpoint)).collect(),
            rehearsals: runbook.rehearsals.iter().map(|rehearsal| self.rehearsal(rehearsal)).collect(),
        }
    }

    fn step(&self, n: usize, step: &RunbookStep) -> StepRow {
        let time = &self.timeline.steps[n];
        let Span { start, end } = time.expected;
        let back = self.timeline.way_back.steps[n];
        StepRow {
            id: step.id.to_string(),
            title: step.title.to_string(),
            phase: phase(step).as_str(),
            owner: self.person(step.owner.as_ref()),
            backup: self.person(step.backup.as_ref()),
            status: status(step).as_str(),
            minutes: time.expected.minutes(),
            planned_start: time.planned.start,
            planned_end: time.planned.end,
            expected_start: start,
            expected_end: end,
            delay: end - time.planned.end,
            start: self.at(start),
            end: self.at(end),
            total_float: time.total_float,
            critical: time.is_critical && !time.is_over,
            rollback: back.map(|back| back.minutes),
            rollback_margin: back.and_then(|back| back.margin),
            no_return: self.timeline.way_back.no_return == Some(n),
        }
    }

    fn way_back(&self) -> WayBackRow {
        let way = &self.timeline.way_back;
        let whole = self.runbook.rollback.as_ref().and_then(|plan| plan.duration);
        WayBackRow {
            basis: match way.basis {
                Basis::Steps => "steps",
                Basis::Plan => "plan",
                Basis::Unknown => "unknown",
            },
            plan: whole.map(crate::model::Duration::elapsed_minutes),
            point_of_no_return: way.no_return.map(|n| self.id(n)),
            expected: way.no_return.map(|n| self.timeline.steps[n].expected.start),
            latest: way.latest,
            latest_at: way.latest.and_then(|minutes| self.at(minutes)),
            latest_to_finish: way.latest_to_finish,
            last_fit: way.last_fit.map(|n| self.id(n)),
            first_misfit: way.first_misfit.map(|n| self.id(n)),
        }
    }

    fn overlap(&self, overlap: &crate::plan::runbook::Overlap) -> OverlapRow {
        OverlapRow {
            person: self.workspace.person_name(&overlap.person).to_owned(),
            steps: [self.id(overlap.first), self.id(overlap.second)],
            start: overlap.span.start,
            end: overlap.span.end,
        }
    }

    fn checkpoint(&self, checkpoint: &crate::model::Checkpoint) -> CheckpointRow {
        let step = self.runbook.steps.iter().position(|step| step.id == checkpoint.after);
        let step = step.filter(|n| !self.timeline.steps[*n].is_stuck);
        let at = step.map(|n| self.timeline.steps[n].expected.end);
        CheckpointRow {
            after: checkpoint.after.to_string(),
            at,
            time: at.and_then(|at| self.at(at)),
            decider: self.person(checkpoint.decider.as_ref()),
            criteria: checkpoint.criteria.iter().map(ToString::to_string).collect(),
        }
    }

    fn rehearsal(&self, rehearsal: &crate::model::Rehearsal) -> RehearsalRow {
        let minutes = rehearsal.duration.map(crate::model::Duration::elapsed_minutes);
        RehearsalRow {
            date: rehearsal.date.to_string(),
            minutes,
            difference: minutes.map(|minutes| minutes - self.timeline.planned_minutes()),
            outcome: rehearsal.outcome.as_ref().map(ToString::to_string),
        }
    }
}

/// Returns where a step stands: as given, else what its times say.
fn status(step: &RunbookStep) -> StepStatus {
    step.status.unwrap_or(match (&step.started, &step.finished) {
        (_, Some(_)) => StepStatus::Done,
        (Some(_), None) => StepStatus::InProgress,
        (None, None) => StepStatus::Open,
    })
}

/// Writes minutes after T: `T+1:05`, `T-0:50`.
pub fn after_start(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("T{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Writes a length of time: `1 h 5 min`.
pub fn length(minutes: i64) -> String {
    wording::clock(minutes)
}

impl View for RunbooksView {
    plain_view!("runbooks");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "runbook",
            "id",
            "title",
            "phase",
            "owner",
            "status",
            "minutes",
            "planned_start",
            "planned_end",
            "expected_start",
            "expected_end",
            "start",
            "end",
            "total_float",
            "critical",
            "rollback",
            "rollback_margin",
            "no_return",
        ];
        let moment =
            |at: &Option<Moment>| at.as_ref().map_or(Cell::Missing, |at| Cell::text(&at.to_string()));
        let count = |n: Option<i64>| n.map_or(Cell::Missing, Cell::Count);
        let rows = self.runbooks.iter().flat_map(|runbook| {
            runbook.steps.iter().map(|step| {
                vec![
                    Cell::text(&runbook.program),
                    Cell::text(&runbook.id),
                    Cell::text(&step.id),
                    Cell::text(&step.title),
                    Cell::text(step.phase),
                    Cell::maybe(step.owner.as_deref()),
                    Cell::text(step.status),
                    Cell::Count(step.minutes),
                    Cell::Count(step.planned_start),
                    Cell::Count(step.planned_end),
                    Cell::Count(step.expected_start),
                    Cell::Count(step.expected_end),
                    moment(&step.start),
                    moment(&step.end),
                    Cell::Count(step.total_float),
                    Cell::Flag(step.critical),
                    count(step.rollback),
                    count(step.rollback_margin),
                    Cell::Flag(step.no_return),
                ]
            })
        });
        vec![Table {
            name: "steps".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }]
    }
}
