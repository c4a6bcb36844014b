//! The steps of runbooks that are still to be carried out.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Subject;
use crate::model::Date;
use crate::model::Program;
use crate::model::Runbook;
use crate::model::RunbookStep;
use crate::model::StepStatus;

/// Returns the runbooks whose window has not passed and that have a step left.
pub(crate) fn runbooks<'a>(
    facts: &Facts<'a>,
) -> impl Iterator<Item = (&'a Program, Subject, &'a Runbook)> + use<'a> {
    let as_of = facts.as_of;
    items::each(facts, |p| &p.runbooks).filter(move |(.., runbook)| is_ahead(runbook, as_of))
}

fn is_ahead(runbook: &Runbook, as_of: Date) -> bool {
    let is_over = runbook.window.as_ref().is_some_and(|window| window.end.date() < as_of);
    !is_over && (runbook.steps.is_empty() || runbook.steps.iter().any(is_left))
}

/// Tells whether a step is still to be carried out.
pub(crate) fn is_left(step: &RunbookStep) -> bool {
    !matches!(step.status, Some(StepStatus::Done | StepStatus::Skipped))
}

/// Returns the steps of a runbook that are still to be carried out, with their indices.
pub(crate) fn left(runbook: &Runbook) -> impl Iterator<Item = (usize, &RunbookStep)> {
    runbook.steps.iter().enumerate().filter(|(_, step)| is_left(step))
}

/// Returns the place of a field of a step.
pub(crate) fn place(at: Subject, step: usize, field: &str) -> Place {
    Place::field(at, Path::from("steps").index(step).key(field))
}
