//! When a program starts: the day of its charter, else its earliest actual, else the day of the plan.

use crate::model::Date;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::model::Workspace;
use crate::plan::network::Cause;

/// The start of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ProgramStart {
    /// The day it starts.
    pub(super) date: Date,
    /// The first day of work that has not begun: never before the day of the plan.
    pub(super) ahead: Date,
    /// What says so.
    pub(super) cause: Cause,
}

/// Finds the starts of all programs.
pub(super) fn starts(workspace: &Workspace, as_of: Date) -> Vec<ProgramStart> {
    workspace.programs.iter().map(|program| start(program, as_of)).collect()
}

fn start(program: &Program, as_of: Date) -> ProgramStart {
    let chartered = program.charter.as_ref().and_then(|charter| charter.start);
    let counted = program.milestones.iter().filter(|m| m.status() != MilestoneStatus::Cancelled);
    let actual = || counted.flat_map(|m| [m.started, m.finished]).flatten().min();
    let known = chartered.or_else(actual);
    let date = known.unwrap_or(as_of);
    let cause = if known.is_some() && date >= as_of { Cause::ProgramStart } else { Cause::AsOf };
    ProgramStart { date, ahead: date.max(as_of), cause }
}
