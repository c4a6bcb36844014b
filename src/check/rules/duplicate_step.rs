//! Two steps of a runbook with one id.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds two steps of a runbook with the same id.
    ///
    /// ## What it does
    /// Compares the ids of the steps of each runbook, without regard to case.
    ///
    /// ## Why it matters
    /// Whoever refers to the step, in `after:`, on the bridge or in the log, may mean either.
    ///
    /// ## Example
    /// ```yaml
    /// steps:
    ///   - {id: smoke, title: Sign in on the web}
    ///   - {id: smoke, title: Sign in with the apps}
    /// ```
    ///
    /// ## Fix it
    /// Give one of them another id.
    pub(crate) static META = 641, "duplicate-step", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (r, runbook) in program.runbooks.iter().enumerate() {
            let at = program.subject(Kind::Runbook, r);
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for (n, step) in runbook.steps.iter().enumerate() {
                let first = *seen.entry(step.id.as_str().to_ascii_lowercase()).or_insert(n);
                if first == n {
                    continue;
                }
                let message = format!("runbook `{}` has two steps `{}`", runbook.id, step.id);
                let finding = Finding::new(&META, steps::place(at, n, "id"), message);
                let finding = finding.related(steps::place(at, first, "id"), "the first of them");
                out.push(finding.help("give one of them another id"));
            }
        }
    }
}
