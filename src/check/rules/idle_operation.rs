//! An operation of a scenario that changes nothing.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::Sink;
use crate::diag::rule;
use crate::load::clashes;
use crate::model::Kind;
use crate::plan::scenario;
use crate::plan::scenario::FaultKind;

rule! {
    /// Finds operations of a scenario that change nothing.
    ///
    /// ## What it does
    /// Carries out the operations in their order and reports those without effect: an item taken out twice or settled
    /// already, a value that the plan has already, a link that is there, a date moved by nothing, `fte: 0`, a length of
    /// work in progress whose `remaining` is given.
    ///
    /// ## Why it matters
    /// Somebody believes that the scenario does more than it does, and decides by it.
    ///
    /// ## Example
    /// ```yaml
    /// ops:
    ///   - {op: remove, item: partner-sso}
    ///   - {op: set, item: partner-sso, duration: 5d}
    /// ```
    ///
    /// ## Fix it
    /// Correct the value or delete the operation.
    pub(crate) static META = 740, "idle-operation", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    report(facts, &META, FaultKind::NoEffect, out);
}

/// Reports the faults of one kind in all scenarios. Without organisation and plan there is nothing to apply to.
pub(super) fn report(facts: &Facts<'_>, meta: &'static RuleMeta, kind: FaultKind, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, record) in program.scenarios.iter().enumerate() {
            let subject = program.subject(Kind::Scenario, n);
            // A scenario of another revision is judged there.
            if facts.broken.contains(&(subject, "ops".to_owned())) || record.base.is_some() {
                continue;
            }
            let faults = scenario::check(facts.workspace, facts.index, program.index, record, facts.as_of);
            let is_told = |op: usize| record.ops.get(op).is_some_and(clashes::is_incomplete);
            let faults = faults.into_iter().filter(|fault| !fault.op.is_some_and(is_told));
            for fault in faults.filter(|fault| fault.kind == kind) {
                let place = Place::field(subject, fault.path().as_str());
                out.push(Finding::new(meta, place, fault.message).help(fault.help));
            }
        }
    }
}
