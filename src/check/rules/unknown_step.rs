//! A step that does not exist in its runbook.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::nearest;
use crate::diag::rule;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Runbook;

rule! {
    /// Finds a reference to a step that the runbook does not have.
    ///
    /// ## What it does
    /// Looks up the steps named in `after:` of steps and checkpoints, and in `point_of_no_return:`, in the
    /// same runbook.
    ///
    /// ## Why it matters
    /// A step that waits for nothing runs at once; a point of no return that does not exist protects nothing.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - {id: destroy-keys, title: Destroy the legacy session keys}
    /// point_of_no_return: destroy-key
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or delete the reference.
    pub(crate) static META = 639, "unknown-step", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, runbook) in program.runbooks.iter().enumerate() {
            of_runbook(facts, program, program.subject(Kind::Runbook, n), runbook, out);
        }
    }
}

fn of_runbook(facts: &Facts<'_>, program: &Program, at: Subject, runbook: &Runbook, out: &mut Sink) {
    let known: BTreeSet<String> = runbook.steps.iter().map(|step| lower(step.id.as_str())).collect();
    // A step that was left out for a fault of its own is there; without a readable id it may be any.
    let Some(left_out) = facts.left_out_ids(at) else { return };
    let is_lost = |id: &Id| program.lost.iter().any(|lost| lost.as_str().eq_ignore_ascii_case(id.as_str()));
    let is_known = |id: &Id| {
        let id_lower = lower(id.as_str());
        known.contains(&id_lower) || left_out.iter().any(|lost| lower(lost) == id_lower) || is_lost(id)
    };
    let mut named: Vec<(Path, &Id)> = Vec::new();
    for (n, step) in runbook.steps.iter().enumerate() {
        let path = Path::from("steps").index(n).key("after");
        named.extend(step.after.iter().enumerate().map(|(i, id)| (path.clone().index(i), id)));
    }
    for (n, checkpoint) in runbook.checkpoints.iter().enumerate() {
        named.push((Path::from("checkpoints").index(n).key("after"), &checkpoint.after));
    }
    named.extend(runbook.point_of_no_return.as_ref().map(|id| (Path::from("point_of_no_return"), id)));
    for (path, id) in named.into_iter().filter(|(_, id)| !is_known(id)) {
        let message = format!("no step `{id}` in runbook `{}`", runbook.id);
        let finding = Finding::new(&META, Place::field(at, path), message).help("correct the id of the step");
        out.push(match nearest(id.as_str(), runbook.steps.iter().map(|step| step.id.as_str())) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding,
        });
    }
}

/// Ids are the same without regard to case.
fn lower(id: &str) -> String {
    id.to_ascii_lowercase()
}
