//! What stands in the way of an item: issues, decisions, dependencies and gates.

use std::collections::BTreeMap;

use crate::diag::Subject;
use crate::diag::wording;
use crate::model::Colour;
use crate::model::Date;
use crate::model::Dependency;
use crate::model::DependencyStatus;
use crate::model::Index;
use crate::model::Issue;
use crate::model::IssueSeverity;
use crate::model::ItemRef;
use crate::model::Program;
use crate::model::Readiness;
use crate::model::ReadinessStatus;
use crate::model::Target;
use crate::model::Workspace;
use crate::trend::health::Input;
use crate::trend::verdict;

/// Gathers what blocks each item, in one pass over the workspace.
pub(super) fn gather(workspace: &Workspace, index: &Index, as_of: Date) -> BTreeMap<Subject, Vec<Input>> {
    let mut out: BTreeMap<Subject, Vec<Input>> = BTreeMap::new();
    for program in &workspace.programs {
        for (references, input) in of_program(program, as_of) {
            for reference in references {
                if let Target::Item(named) = index.find(program.index, reference) {
                    out.entry(named.subject).or_default().push(input.clone());
                }
            }
        }
    }
    out
}

fn of_program(program: &Program, as_of: Date) -> Vec<(&[ItemRef], Input)> {
    let mut out: Vec<(&[ItemRef], Input)> = Vec::new();
    for issue in program.issues.iter().filter(|i| i.is_open()) {
        out.extend(of_issue(issue, as_of).map(|input| (issue.blocks.as_slice(), input)));
    }
    for decision in program.decisions.iter().filter(|d| d.is_open()) {
        let Some(needed) = decision.needed_by.filter(|day| *day < as_of) else { continue };
        let id = decision.id.as_ref().map_or("", |id| id.as_str());
        let words = format!("waits for decision `{id}`, {} overdue", overdue(needed, as_of));
        out.push((&decision.blocks, Input::new(Colour::Amber, words)));
    }
    for dependency in program.dependencies.iter().filter(|d| d.is_open()) {
        out.extend(of_dependency(dependency, as_of).map(|input| (dependency.consumers.as_slice(), input)));
    }
    for gate in &program.readiness {
        out.extend(of_gate(gate, as_of).map(|input| (gate.gates.as_slice(), input)));
    }
    out
}

fn of_issue(issue: &Issue, as_of: Date) -> Option<Input> {
    let id = &issue.id;
    match (issue.severity, issue.target.filter(|day| *day < as_of)) {
        (Some(IssueSeverity::Critical), _) => {
            Some(Input::new(Colour::Red, format!("critical issue `{id}` blocks it")))
        }
        (_, Some(target)) => {
            let words = format!("issue `{id}` blocks it, {} overdue", overdue(target, as_of));
            Some(Input::new(Colour::Amber, words))
        }
        (Some(IssueSeverity::High), _) => {
            Some(Input::new(Colour::Amber, format!("issue `{id}` of high severity blocks it")))
        }
        _ => None,
    }
}

fn of_dependency(dependency: &Dependency, as_of: Date) -> Option<Input> {
    let id = &dependency.id;
    if let Some(day) = dependency.promised.or(dependency.needed_by).filter(|day| *day < as_of) {
        let words = format!("waits for dependency `{id}`, {} overdue", overdue(day, as_of));
        return Some(Input::new(Colour::Amber, words));
    }
    let status = dependency.status();
    let is_stuck = matches!(status, DependencyStatus::Blocked | DependencyStatus::Late);
    let words = || format!("waits for dependency `{id}`, which is `{}`", status.as_str());
    is_stuck.then(|| Input::new(Colour::Amber, words()))
}

/// Returns what a gate that is not passed says: red when its day has come, amber when its work is overdue.
pub(super) fn of_gate(gate: &Readiness, as_of: Date) -> Option<Input> {
    let report = verdict::gate(gate, as_of);
    if report.is_passing() || report.is_overruled() {
        return None;
    }
    if let Some(date) = gate.date.filter(|date| *date <= as_of) {
        let words = format!("gate `{}` was due on {date} and is NO-GO", gate.id);
        return Some(Input::new(Colour::Red, words));
    }
    let is_late = |n: &usize| {
        let item = &gate.items[*n];
        item.status() == ReadinessStatus::Open && item.due.is_some_and(|due| due < as_of)
    };
    let late: Vec<_> = report.blocking.iter().filter(|b| is_late(&b.index)).map(|b| &b.id).collect();
    if late.is_empty() {
        return None;
    }
    let words = format!("gate `{}` is NO-GO, with {} overdue", gate.id, wording::names(late));
    Some(Input::new(Colour::Amber, words))
}

/// Returns `7 days`.
pub(super) fn overdue(due: Date, as_of: Date) -> String {
    wording::count(i64::from(as_of.days_since(due)), "day")
}
