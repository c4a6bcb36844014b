//! Steps of a runbook that wait for each other.

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::model::Runbook;
use crate::plan::runbook::Course;

rule! {
    /// Finds steps of a runbook that wait for each other.
    ///
    /// ## What it does
    /// Follows `after:` from step to step; a step without it follows the step above. Reports steps that wait,
    /// in the end, for themselves, at each place that makes the circle.
    ///
    /// ## Why it matters
    /// None of them can begin.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - {id: snapshot, title: Take a snapshot, after: [freeze]}
    ///   - {id: freeze, title: Freeze writes}
    /// ```
    ///
    /// ## Fix it
    /// Delete one of the references, or put the steps into another order.
    pub(crate) static META = 640, "circular-steps", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, runbook) in program.runbooks.iter().enumerate() {
            let course = Course::new(runbook);
            if let Some(circle) = circle(&course) {
                report(program.subject(Kind::Runbook, n), runbook, &circle, out);
            }
        }
    }
}

/// Walks back from a stuck step until one comes up again.
fn circle(course: &Course) -> Option<Vec<usize>> {
    let is_stuck = |n: &usize| course.stuck.binary_search(n).is_ok();
    let mut walk: Vec<usize> = vec![*course.stuck.first()?];
    loop {
        let next = course.before[*walk.last()?].iter().copied().find(is_stuck)?;
        if let Some(first) = walk.iter().position(|n| *n == next) {
            let mut circle = walk.split_off(first);
            circle.reverse();
            return Some(circle);
        }
        walk.push(next);
    }
}

fn report(at: Subject, runbook: &Runbook, circle: &[usize], out: &mut Sink) {
    let message = match circle {
        [one] => format!("step `{}` of runbook `{}` waits for itself", runbook.steps[*one].id, runbook.id),
        _ => {
            let ids = wording::names(circle.iter().map(|n| &runbook.steps[*n].id));
            format!("steps of runbook `{}` wait for each other: {ids}", runbook.id)
        }
    };
    // Steps without `after:` only ever wait for the one above, so a circle needs one that says more.
    let mut said = circle.iter().filter(|n| !runbook.steps[**n].after.is_empty());
    let Some(first) = said.next() else { return };
    let mut finding = Finding::new(&META, steps::place(at, *first, "after"), message);
    for n in said {
        finding = finding.related(steps::place(at, *n, "after"), "waits, too");
    }
    out.push(finding.help("delete one of the references; a step without `after:` follows the step above"));
}
