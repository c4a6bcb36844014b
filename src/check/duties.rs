//! Who answers for what that is still open: owners of items, and of the actions, checks and steps inside them.

use crate::check::items::is_active;
use crate::check::items::is_open;
use crate::diag::Path;
use crate::diag::Subject;
use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Kind;
use crate::model::MessageStatus;
use crate::model::Mitigation;
use crate::model::Person;
use crate::model::Program;
use crate::model::ReadinessStatus;
use crate::model::StepStatus;

/// Something open that a person answers for.
#[derive(Clone, Debug)]
pub(crate) struct Duty<'a> {
    /// The item.
    pub(crate) subject: Subject,
    /// Where the person is named.
    pub(crate) path: Path,
    /// The person.
    pub(crate) person: &'a Person,
    /// What it is, for a message: ``risk `RSK-7k3f` ``, `an action`.
    pub(crate) what: String,
}

/// Returns the open duties of a program; of one that does not run, none.
pub(crate) fn of_program(program: &Program) -> Vec<Duty<'_>> {
    let mut duties = Duties { subject: program.subject(Kind::Charter, 0), found: Vec::new() };
    if !is_active(program) {
        return Vec::new();
    }
    for (subject, item) in program.items() {
        duties.subject = subject;
        if !is_open(program, subject) || item.kind() == Kind::Metric {
            continue;
        }
        let what = match (item.kind(), item.id()) {
            (Kind::Charter, _) => format!("program `{}`", program.id),
            (kind, Some(id)) => format!("{} `{id}`", kind.key()),
            (kind, None) => format!("a {}", kind.key()),
        };
        duties.add("owner", item.owner(), &what);
    }
    duties.inside(program);
    duties.found
}

struct Duties<'a> {
    subject: Subject,
    found: Vec<Duty<'a>>,
}

impl<'a> Duties<'a> {
    fn add(&mut self, path: &str, person: Option<&'a Person>, what: &str) {
        if let Some(person) = person {
            let (subject, path) = (self.subject, Path::from(path));
            self.found.push(Duty { subject, path, person, what: what.to_owned() });
        }
    }

    fn actions(&mut self, list: &str, actions: &'a [Action]) {
        for (n, action) in actions.iter().enumerate() {
            let is_over = matches!(action.status, Some(ActionStatus::Done | ActionStatus::Cancelled));
            if !is_over && action.closed.is_none() {
                self.add(&format!("{list}[{n}].owner"), action.owner.as_ref(), "an action");
            }
        }
    }

    fn inside(&mut self, program: &'a Program) {
        if let Some(charter) = &program.charter {
            self.subject = program.subject(Kind::Charter, 0);
            self.add(
                "sponsor",
                charter.sponsor.as_ref(),
                &format!("program `{}` as its sponsor", program.id),
            );
        }
        for (n, milestone) in program.milestones.iter().enumerate().filter(|(_, m)| m.is_open()) {
            self.subject = program.subject(Kind::Milestone, n);
            let path = milestone.rag.as_ref().and_then(|rag| rag.path_to_green.as_ref());
            self.add("rag.path_to_green.owner", path.and_then(|p| p.owner.as_ref()), "the path to green");
        }
        for (n, risk) in program.risks.iter().enumerate().filter(|(_, r)| r.is_open()) {
            self.subject = program.subject(Kind::Risk, n);
            if let Some(Mitigation::Record(mitigation)) = &risk.mitigation {
                self.add("mitigation.owner", mitigation.owner.as_ref(), "the mitigation");
                self.actions("mitigation.actions", &mitigation.actions);
            }
        }
        for (n, issue) in program.issues.iter().enumerate().filter(|(_, i)| i.is_open()) {
            self.subject = program.subject(Kind::Issue, n);
            self.actions("actions", &issue.actions);
        }
        for (n, decision) in program.decisions.iter().enumerate().filter(|(_, d)| d.is_open()) {
            self.subject = program.subject(Kind::Decision, n);
            self.add("approver", decision.approver.as_ref(), "the decision");
        }
        for (n, decision) in program.decisions.iter().enumerate() {
            self.subject = program.subject(Kind::Decision, n);
            self.actions("actions", &decision.actions);
        }
        for (n, review) in program.reviews.iter().enumerate() {
            self.subject = program.subject(Kind::Review, n);
            self.actions("actions", &review.actions);
        }
        self.lists(program);
    }

    fn lists(&mut self, program: &'a Program) {
        for (n, gate) in program.readiness.iter().enumerate() {
            self.subject = program.subject(Kind::Readiness, n);
            for (m, item) in gate.items.iter().enumerate() {
                if matches!(item.status(), ReadinessStatus::Open | ReadinessStatus::Fail) {
                    let what = format!("check `{}`", item.id);
                    self.add(&format!("items[{m}].owner"), item.owner.as_ref(), &what);
                }
            }
        }
        for (n, runbook) in program.runbooks.iter().enumerate() {
            self.subject = program.subject(Kind::Runbook, n);
            for (m, step) in runbook.steps.iter().enumerate() {
                if matches!(step.status, None | Some(StepStatus::Open | StepStatus::InProgress)) {
                    let what = format!("step `{}`", step.id);
                    self.add(&format!("steps[{m}].owner"), step.owner.as_ref(), &what);
                }
            }
        }
        for (n, comms) in program.comms.iter().enumerate() {
            self.subject = program.subject(Kind::Comms, n);
            for (m, audience) in comms.audiences.iter().enumerate() {
                let what = format!("audience `{}`", audience.id);
                self.add(&format!("audiences[{m}].owner"), audience.owner.as_ref(), &what);
            }
            for (m, message) in comms.messages.iter().enumerate() {
                if message.status != Some(MessageStatus::Sent) && message.sent.is_none() {
                    let what = format!("message `{}`", message.id);
                    self.add(&format!("messages[{m}].owner"), message.owner.as_ref(), &what);
                }
            }
        }
    }
}
