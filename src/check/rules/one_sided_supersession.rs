//! Two decisions that disagree on which of them holds.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Decision;
use crate::model::DecisionStatus;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Target;

rule! {
    /// Finds a decision that replaces another one, when only one of the two records says so.
    ///
    /// ## What it does
    /// Reports an accepted decision that `supersedes:` another whose status is not superseded; a decision
    /// with `superseded_by:` whose status is something else; and a decision with `superseded_by:` whose
    /// successor has a list `supersedes:` without it.
    ///
    /// ## Why it matters
    /// Whoever finds the old record first follows it.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// id: DEC-8y2k
    /// status: accepted
    /// supersedes: [DEC-4w9e] # DEC-4w9e still says `status: accepted`
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Set the old record's status to `superseded by DEC-8y2k`, and name it in `supersedes:` of the new one.
    pub(crate) static META = 613, "one-sided-supersession", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, decision) in items::each(facts, |p| &p.decisions) {
        let Some(id) = &decision.id else { continue };
        if decision.status() == DecisionStatus::Accepted {
            for (n, reference) in decision.supersedes.iter().enumerate() {
                let Some((old_at, old)) = target(facts, program, reference) else { continue };
                if old.status() == DecisionStatus::Superseded || old.superseded_by.is_some() {
                    continue;
                }
                let message = format!(
                    "decision `{id}` supersedes `{reference}`, whose status is still {}",
                    old.status()
                );
                let place = Place::field(at, Path::from("supersedes").index(n));
                let finding = Finding::new(&META, place, message);
                let finding = finding.related(Place::field(old_at, "status"), "the record that is replaced");
                out.push(finding.help(format!("set the status of `{reference}` to `superseded by {id}`")));
            }
        }
        let Some(reference) = &decision.superseded_by else { continue };
        if decision.status() != DecisionStatus::Superseded {
            let message = format!(
                "decision `{id}` is superseded by `{reference}` and has the status {}",
                decision.status()
            );
            let finding = Finding::new(&META, Place::field(at, "status"), message);
            let finding = finding.related(Place::field(at, "superseded_by"), "says that it is replaced");
            out.push(finding.help(format!("set the status to `superseded by {reference}`")));
            continue;
        }
        let Some((new_at, new)) = target(facts, program, reference) else { continue };
        let names_it = |r: &ItemRef| {
            target(facts, &facts.workspace.programs[new_at.program as usize], r)
                .is_some_and(|(found, _)| found == at)
        };
        if new.supersedes.is_empty() || new.supersedes.iter().any(names_it) {
            continue;
        }
        let message = format!("decision `{id}` is superseded by `{reference}`, which does not say so");
        let finding = Finding::new(&META, Place::field(at, "superseded_by"), message);
        let finding = finding.related(Place::field(new_at, "supersedes"), "the list without it");
        out.push(finding.help(format!("add `{id}` to `supersedes:` of `{reference}`")));
    }
}

fn target<'a>(facts: &Facts<'a>, program: &Program, reference: &ItemRef) -> Option<(Subject, &'a Decision)> {
    let Target::Item(named) = facts.index.find(program.index, reference) else { return None };
    let found = facts.workspace.programs.get(named.subject.program as usize)?;
    let decision = found.decisions.get(named.subject.index as usize)?;
    (named.kind == Kind::Decision).then_some((named.subject, decision))
}
