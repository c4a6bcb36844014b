//! A gate that holds nothing back.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Target;

rule! {
    /// Finds a readiness gate that holds no milestone back.
    ///
    /// ## What it does
    /// Reports gates without `gates:` whose `release:` does not lead to a milestone either, unless they have
    /// been decided.
    ///
    /// ## Why it matters
    /// The plan does not know such a gate: the milestone it was meant for can finish without it.
    ///
    /// ## Example
    /// ```yaml
    /// id: ga-gate
    /// title: General availability
    /// date: 2027-02-18
    /// ```
    ///
    /// ## Fix it
    /// Add `gates:` with the milestone that may not be reached before the gate is passed.
    pub(crate) static META = 633, "unattached-gate", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, gate) in items::each(facts, |p| &p.readiness) {
        let has_milestone = gate.release.as_ref().is_some_and(|r| is_tied(facts, program, r));
        if !gate.gates.is_empty() || gate.decision.is_some() || has_milestone {
            continue;
        }
        let message = format!("gate `{}` holds no milestone back", gate.id);
        let finding = Finding::new(&META, Place::field(at, "gates"), message);
        out.push(finding.help("add `gates:` with the milestone that waits for it"));
    }
}

/// Tells whether a release delivers a milestone.
fn is_tied(facts: &Facts<'_>, program: &Program, release: &ItemRef) -> bool {
    let Target::Item(named) = facts.index.find(program.index, release) else { return true };
    let found = facts.workspace.programs.get(named.subject.program as usize);
    let release = found.and_then(|p| p.releases.get(named.subject.index as usize));
    named.kind == Kind::Release && release.is_some_and(|r| r.milestone.is_some())
}
