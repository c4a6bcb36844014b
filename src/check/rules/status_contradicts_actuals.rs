//! A status that the item's own dates contradict.

use crate::check::Facts;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Date;
use crate::model::Kind;
use crate::model::MessageStatus;
use crate::model::MilestoneStatus;
use crate::model::Mitigation;
use crate::model::Program;
use crate::model::StepStatus;

rule! {
    /// Finds a status that the actual dates of the same item contradict.
    ///
    /// ## What it does
    /// Compares what an item says of itself: `planned` with a `started`, anything but `done` with a `finished`, an open
    /// risk, issue, assumption, dependency, action or change with the date of its end, a draft message that was sent,
    /// a step of a runbook that ran and is open.
    ///
    /// ## Why it matters
    /// The plan goes by the dates, the report by the status, and readers see two programs.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   status: planned
    ///   started: 2026-11-09
    /// ```
    ///
    /// ## Fix it
    /// Correct the one that is out of date. Without `status`, a milestone's follows from its dates.
    pub(crate) static META = 305, "status-contradicts-actuals", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut look = Look { as_of: facts.as_of, out };
    for (_, subject, milestone) in milestones(facts) {
        let Some(status) = milestone.status else { continue };
        let actual = match status {
            MilestoneStatus::Done => None,
            MilestoneStatus::Planned => milestone
                .finished
                .map(|day| ("finished", day))
                .or_else(|| milestone.started.map(|day| ("started", day))),
            _ => milestone.finished.map(|day| ("finished", day)),
        };
        look.report(subject, "", status.as_str(), actual);
    }
    for program in &facts.workspace.programs {
        look.raid(program);
        look.changes_and_rest(program);
    }
}

struct Look<'s> {
    as_of: Date,
    out: &'s mut Sink,
}

impl Look<'_> {
    fn raid(&mut self, program: &Program) {
        for (n, risk) in program.risks.iter().enumerate() {
            let subject = program.subject(Kind::Risk, n);
            let closed = risk.closed.filter(|_| risk.is_open());
            self.report(subject, "", risk.status().as_str(), closed.map(|day| ("closed", day)));
            if let Some(Mitigation::Record(mitigation)) = &risk.mitigation {
                self.actions(subject, "mitigation.actions", &mitigation.actions);
            }
        }
        for (n, assumption) in program.assumptions.iter().enumerate() {
            let closed = assumption.closed.filter(|_| assumption.is_open()).map(|day| ("closed", day));
            self.report(program.subject(Kind::Assumption, n), "", assumption.status().as_str(), closed);
        }
        for (n, issue) in program.issues.iter().enumerate() {
            let subject = program.subject(Kind::Issue, n);
            let resolved = issue.resolved.filter(|_| issue.is_open()).map(|day| ("resolved", day));
            self.report(subject, "", issue.status().as_str(), resolved);
            self.actions(subject, "actions", &issue.actions);
        }
        for (n, dependency) in program.dependencies.iter().enumerate() {
            let resolved = dependency.resolved.filter(|_| dependency.is_open()).map(|day| ("resolved", day));
            self.report(program.subject(Kind::Dependency, n), "", dependency.status().as_str(), resolved);
        }
    }

    fn changes_and_rest(&mut self, program: &Program) {
        for (n, change) in program.changes.iter().enumerate() {
            let decided = change.decided.filter(|_| change.is_open()).map(|day| ("decided", day));
            self.report(program.subject(Kind::Change, n), "", change.status().as_str(), decided);
        }
        for (n, decision) in program.decisions.iter().enumerate() {
            self.actions(program.subject(Kind::Decision, n), "actions", &decision.actions);
        }
        for (n, review) in program.reviews.iter().enumerate() {
            self.actions(program.subject(Kind::Review, n), "actions", &review.actions);
        }
        for (n, comms) in program.comms.iter().enumerate() {
            for (m, message) in comms.messages.iter().enumerate() {
                let unsent = message.status.filter(|s| *s != MessageStatus::Sent);
                if let (Some(status), Some(sent)) = (unsent, message.sent) {
                    let record = format!("messages[{m}].");
                    let subject = program.subject(Kind::Comms, n);
                    self.report(subject, &record, status.as_str(), Some(("sent", sent)));
                }
            }
        }
        for (n, runbook) in program.runbooks.iter().enumerate() {
            for (m, step) in runbook.steps.iter().enumerate() {
                let (started, finished) = (step.started.as_ref(), step.finished.as_ref());
                let actual = match step.status {
                    Some(StepStatus::Open | StepStatus::Skipped) => {
                        finished.map(|at| ("finished", at)).or(started.map(|at| ("started", at)))
                    }
                    Some(StepStatus::InProgress) => finished.map(|at| ("finished", at)),
                    _ => None,
                };
                if let (Some(status), Some((key, at))) = (step.status, actual) {
                    let record = format!("steps[{m}].");
                    let subject = program.subject(Kind::Runbook, n);
                    self.report(subject, &record, status.as_str(), Some((key, at.date())));
                }
            }
        }
    }

    fn actions(&mut self, subject: Subject, list: &str, actions: &[Action]) {
        for (n, action) in actions.iter().enumerate() {
            let open = action.status.filter(|s| matches!(s, ActionStatus::Open | ActionStatus::InProgress));
            if let (Some(status), Some(closed)) = (open, action.closed) {
                self.report(subject, &format!("{list}[{n}]."), status.as_str(), Some(("closed", closed)));
            }
        }
    }

    fn report(&mut self, subject: Subject, record: &str, status: &str, actual: Option<(&str, Date)>) {
        // A fact in the future is reported as such.
        let Some((key, day)) = actual.filter(|(_, day)| *day <= self.as_of) else { return };
        let message = format!("status `{status}` contradicts `{key}` {day}");
        let place = |field: &str| Place::field(subject, format!("{record}{field}").as_str());
        self.out.push(
            Finding::new(&META, place("status"), message)
                .help(format!("correct the status, or delete `{key}`"))
                .related(place(key), format!("`{key}` stands here")),
        );
    }
}
