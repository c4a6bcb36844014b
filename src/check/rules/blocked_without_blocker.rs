//! Blocked, and nothing blocks it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::items::is_open;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::model::Target;

rule! {
    /// Finds a milestone that is blocked by nothing in the files.
    ///
    /// ## What it does
    /// Reports milestones with `status: blocked` that no open issue, decision, dependency or gate blocks and that wait
    /// for no open predecessor.
    ///
    /// ## Why it matters
    /// A blocker that is written down has an owner and a date, moves the plan, and comes up for escalation. One that is
    /// not is only known to those who are stuck.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   status: blocked
    /// ```
    ///
    /// ## Fix it
    /// Record what blocks it, an issue with `blocks: [pilot]` for one; or take the status back.
    pub(crate) static META = 413, "blocked-without-blocker", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let is_blocked = |status| status == MilestoneStatus::Blocked;
    if !milestones(facts).any(|(_, _, m)| is_blocked(m.status())) {
        return;
    }
    let Blockers { blocked, touched } = Blockers::of(facts);
    for (program, subject, milestone) in milestones(facts) {
        if !is_blocked(milestone.status()) || !is_active(program) || blocked.contains(&subject) {
            continue;
        }
        let waits = milestone.depends_on.iter().any(|link| match facts.index.find(program.index, &link.id) {
            Target::Item(named) => facts
                .workspace
                .programs
                .get(named.subject.program as usize)
                .is_some_and(|p| is_open(p, named.subject)),
            // A reference to nothing is a finding of its own.
            _ => true,
        });
        if waits {
            continue;
        }
        let message = format!("`{}` is blocked, but nothing in the files blocks it", milestone.id);
        let finding = Finding::new(&META, Place::field(subject, "status"), message);
        out.push(match touched.get(&subject) {
            Some(issue) => {
                finding.help(format!("if issue `{issue}` blocks it, list it there under `blocks`"))
            }
            None => {
                finding.help(format!("record what blocks it: an issue with `blocks: [{}]`", milestone.id))
            }
        });
    }
}

#[derive(Default)]
struct Blockers<'a> {
    /// What something open blocks.
    blocked: BTreeSet<Subject>,
    /// What an open issue only touches.
    touched: BTreeMap<Subject, &'a Id>,
}

impl<'a> Blockers<'a> {
    fn of(facts: &Facts<'a>) -> Blockers<'a> {
        let mut blockers = Blockers::default();
        for program in &facts.workspace.programs {
            let issues = program.issues.iter().filter(|issue| issue.is_open());
            for issue in issues {
                blockers.block(facts, program, &issue.blocks);
                for touched in places(facts, program, &issue.affects) {
                    blockers.touched.insert(touched, &issue.id);
                }
            }
            for decision in program.decisions.iter().filter(|decision| decision.is_open()) {
                blockers.block(facts, program, &decision.blocks);
            }
            for dependency in program.dependencies.iter().filter(|dependency| dependency.is_open()) {
                blockers.block(facts, program, &dependency.consumers);
            }
            for gate in program.readiness.iter().filter(|gate| gate.decision.is_none()) {
                blockers.block(facts, program, &gate.gates);
            }
        }
        blockers
    }

    fn block(&mut self, facts: &Facts<'_>, program: &Program, items: &[ItemRef]) {
        self.blocked.extend(places(facts, program, items));
    }
}

fn places(facts: &Facts<'_>, program: &Program, items: &[ItemRef]) -> Vec<Subject> {
    let place = |item: &ItemRef| match facts.index.find(program.index, item) {
        Target::Item(named) => Some(named.subject),
        _ => None,
    };
    items.iter().filter_map(place).collect()
}
