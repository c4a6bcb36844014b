//! The operations of a scenario, one after the other, each on what the ones before it left.

use crate::diag::Subject;
use crate::diag::did_you_mean;
use crate::model::Date;
use crate::model::Id;
use crate::model::Index;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Link;
use crate::model::LinkType;
use crate::model::Member;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Operation;
use crate::model::Person;
use crate::model::Scenario;
use crate::model::ScenarioOp;
use crate::model::Target;
use crate::model::Workspace;
use crate::plan::calendars::Calendars;
use crate::plan::calendars::number;
use crate::plan::days::date;
use crate::plan::scenario::faults::FaultKind;
use crate::plan::scenario::faults::OperationFault;
use crate::plan::scenario::overlay::Added;
use crate::plan::scenario::overlay::Applied;
use crate::plan::scenario::overlay::Moved;
use crate::plan::scenario::overlay::Overlay;

/// Carries out a scenario of the program with index `program`. Returns the workspace that results and what was done, or
/// every reason why it cannot be.
pub fn apply(
    base: &Workspace,
    index: &Index,
    program: u32,
    scenario: &Scenario,
    as_of: Date,
) -> Result<(Workspace, Applied), Vec<OperationFault>> {
    let mut applying = Applying::new(base, index, program, scenario, as_of, Depth::Whole);
    applying.run();
    if applying.faults.is_empty() { Ok(applying.overlay.into_workspace()) } else { Err(applying.faults) }
}

/// Returns every reason why a scenario cannot be carried out, without carrying it out.
pub fn check(
    base: &Workspace,
    index: &Index,
    program: u32,
    scenario: &Scenario,
    as_of: Date,
) -> Vec<OperationFault> {
    let mut applying = Applying::new(base, index, program, scenario, as_of, Depth::Faults);
    applying.run();
    applying.faults
}

/// How much is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Everything.
    Whole,
    /// What faults need: the links of the whole plan are not looked at.
    Faults,
}

struct Applying<'a> {
    overlay: Overlay<'a>,
    scenario: &'a Scenario,
    as_of: Date,
    depth: Depth,
    removed: Vec<Subject>,
    faults: Vec<OperationFault>,
}

/// A fault before its operation is known.
type Refusal = (&'static str, FaultKind, String, String);

impl<'a> Applying<'a> {
    fn new(
        base: &'a Workspace,
        index: &'a Index,
        program: u32,
        scenario: &'a Scenario,
        as_of: Date,
        depth: Depth,
    ) -> Applying<'a> {
        let overlay = Overlay::new(base, index, program);
        Applying { overlay, scenario, as_of, depth, removed: Vec::new(), faults: Vec::new() }
    }

    fn run(&mut self) {
        for (n, operation) in self.scenario.ops.iter().enumerate() {
            let done = match operation.op {
                ScenarioOp::Remove => self.remove(operation),
                ScenarioOp::Set => self.set(operation),
                ScenarioOp::Shift => self.shift(operation),
                ScenarioOp::AddCapacity => self.add_capacity(n, operation),
                ScenarioOp::Risk => self.risk(operation),
                ScenarioOp::Link => self.link(operation),
            };
            if let Err((field, kind, message, help)) = done {
                let word = Some(operation.op);
                self.faults.push(OperationFault { op: Some(n), word, field, kind, message, help });
            }
        }
        if let Some(target) = &self.scenario.target {
            let found = self.find("milestone", Some(&target.milestone));
            let fault = match found {
                Ok((_, subject)) if self.removed.contains(&subject) => Some((
                    FaultKind::Impossible,
                    format!("the target `{}` is taken out by this scenario", target.milestone),
                    "name a milestone that stays".to_owned(),
                )),
                Ok(_) => None,
                Err((_, kind, message, help)) => Some((kind, message, help)),
            };
            if let Some((kind, message, help)) = fault {
                let field = "milestone";
                self.faults.push(OperationFault { op: None, word: None, field, kind, message, help });
            }
        }
    }

    /// Finds the item that a field names.
    fn find(&self, field: &'static str, reference: Option<&ItemRef>) -> Result<(Kind, Subject), Refusal> {
        let Some(reference) = reference else {
            let help = format!("add `{field}: …`");
            return Err((field, FaultKind::Unknown, format!("the operation needs `{field}`"), help));
        };
        if let Some(found) = self.overlay.find(self.overlay.program, reference) {
            return Ok(found);
        }
        let program = match self.overlay.index.find(self.overlay.program, reference) {
            Target::NoItem(program) => program,
            _ => self.overlay.program as usize,
        };
        let help = did_you_mean(reference.id.as_str(), self.overlay.index.words(program));
        let help = help.unwrap_or_else(|| "`epm plan` lists the ids".to_owned());
        Err((field, FaultKind::Unknown, format!("there is no item `{reference}`"), help))
    }

    /// Finds an open milestone.
    fn milestone(&self, operation: &Operation) -> Result<Subject, Refusal> {
        let (kind, subject) = self.find("item", operation.item.as_ref())?;
        let key = self.overlay.key(subject);
        if kind != Kind::Milestone {
            let help = "name a milestone".to_owned();
            let message = format!("`{}` is a {}, not a milestone", key.id, kind.key());
            return Err(("item", FaultKind::Unknown, message, help));
        }
        let milestone = self.overlay.milestone((subject.program, subject.index));
        match milestone.status() {
            _ if self.removed.contains(&subject) => Err(idle(
                "item",
                format!("`{}` was taken out by an operation before", key.id),
                "delete one of the two",
            )),
            MilestoneStatus::Done => Err(idle(
                "item",
                format!("`{}` is done: nothing about it changes", key.id),
                "delete the operation",
            )),
            MilestoneStatus::Cancelled => {
                Err(idle("item", format!("`{}` is cancelled", key.id), "delete the operation"))
            }
            _ => Ok(subject),
        }
    }

    fn remove(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let (kind, subject) = self.find("item", operation.item.as_ref())?;
        let id = self.overlay.key(subject).id;
        let at = (subject.program, subject.index);
        let is_open = match kind {
            Kind::Milestone => self.overlay.milestone(at).is_open(),
            Kind::Dependency => self.overlay.dependency(at).is_open(),
            Kind::Decision => self.overlay.decision(at).is_open(),
            Kind::Issue => self.overlay.issue(at).is_open(),
            Kind::Readiness => true,
            Kind::Risk => self.overlay.risk(at).is_open(),
            _ => {
                let message = format!("`{id}` is a {}, and nothing depends on it", kind.key());
                let help = "take out a milestone, a dependency, a decision, an issue, a gate or a risk";
                return Err(idle("item", message, help));
            }
        };
        if self.removed.contains(&subject) {
            return Err(idle("item", format!("`{id}` was taken out before"), "delete one of the two"));
        }
        if !is_open {
            let message = format!("`{id}` is settled already: without it nothing changes");
            return Err(idle("item", message, "delete the operation"));
        }
        let program = &self.overlay.base.programs[subject.program as usize];
        let end = program.charter.as_ref().and_then(|charter| charter.finish_milestone.as_ref());
        if end.is_some_and(|end| self.overlay.leads_to(subject.program, end, subject)) {
            let message = format!("`{id}` is the end of `{}` (`finish_milestone`)", program.id);
            let help = "take out what leads to it, and keep the end".to_owned();
            return Err(("item", FaultKind::Impossible, message, help));
        }
        if self.depth == Depth::Whole
            && let Err(links) = self.overlay.take_out(kind, subject)
        {
            let message = format!("{links} links would have to stand in for `{id}`");
            let help = "it joins too much of the plan to be taken out in one piece".to_owned();
            return Err(("item", FaultKind::Impossible, message, help));
        }
        self.removed.push(subject);
        Ok(())
    }

    fn set(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let subject = self.milestone(operation)?;
        let at = (subject.program, subject.index);
        let before = self.overlay.milestone(at).clone();
        let id = before.id.clone();
        let is_length = operation.estimate.is_some() || operation.duration.is_some();
        if let Some(left) = before.remaining.filter(|_| is_length && operation.remaining.is_none()) {
            let message = format!("what is left of `{id}` is set by `remaining: {left}`, not by its length");
            return Err(idle("item", message, "set `remaining` in the operation"));
        }
        let after = self.overlay.milestone_mut(at);
        if let Some(estimate) = &operation.estimate {
            (after.estimate, after.duration) = (Some(estimate.clone()), None);
        }
        if let Some(duration) = operation.duration {
            (after.estimate, after.duration) = (None, Some(duration));
        }
        after.team = operation.team.clone().or(after.team.take());
        after.effort = operation.effort.or(after.effort);
        after.remaining = operation.remaining.or(after.remaining);
        after.confidence = operation.confidence.or(after.confidence);
        if !operation.skills.is_empty() {
            after.skills.clone_from(&operation.skills);
        }
        if *after == before {
            return Err(idle(
                "item",
                format!("`{id}` is like that already"),
                "change a value, or delete the operation",
            ));
        }
        let words = set_words(&before, operation);
        let key = self.overlay.key(subject);
        self.overlay.applied.changed.push((key, words));
        Ok(())
    }

    fn shift(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let subject = self.milestone(operation)?;
        let at = (subject.program, subject.index);
        let milestone = self.overlay.milestone(at);
        let id = milestone.id.clone();
        let Some(committed) = milestone.committed else {
            let message = format!("`{id}` has no committed date that could move");
            return Err(idle("item", message, "name a milestone with `committed`"));
        };
        let Some(by) = operation.by.filter(|by| by.0.thousandths != 0) else {
            return Err(idle(
                "by",
                "the committed date moves by nothing".to_owned(),
                "write how far: `by: 10d`",
            ));
        };
        if self.depth == Depth::Faults {
            return Ok(());
        }
        let calendars = Calendars::new(self.overlay.base);
        let calendar = calendars.of_team(milestone.team.as_ref());
        let minutes = self.overlay.base.settings().minutes(by.0);
        let closes = calendar.closing(number(committed));
        let moved = date(calendar.last_day(calendar.add_work(closes, minutes)));
        self.overlay.milestone_mut(at).committed = Some(moved);
        let key = self.overlay.key(subject);
        self.overlay.applied.moved.push(Moved { key, from: committed, to: moved });
        Ok(())
    }

    fn add_capacity(&mut self, n: usize, operation: &Operation) -> Result<(), Refusal> {
        let teams = self.overlay.base.org.as_ref().map_or(&[][..], |org| org.teams.as_slice());
        let Some(wanted) = &operation.team else {
            let help = "add `team: …`".to_owned();
            return Err(("team", FaultKind::Unknown, "the operation needs `team`".to_owned(), help));
        };
        let is_it = |id: &Id| id.as_str().eq_ignore_ascii_case(wanted.as_str());
        let Some(team) = teams.iter().position(|team| is_it(&team.id)) else {
            let help = did_you_mean(wanted.as_str(), teams.iter().map(|team| team.id.as_str()));
            let help = help.unwrap_or_else(|| "list the team and its members in `org.yaml`".to_owned());
            return Err(("team", FaultKind::Unknown, format!("there is no team `{wanted}`"), help));
        };
        let fte = operation.fte.unwrap_or(0.0);
        if !(fte > 0.0 && fte <= 1000.0) {
            let message = format!("`fte: {fte}` adds nobody");
            return Err(idle("fte", message, "write how many full-time people come: `fte: 1`"));
        }
        let is_home = |person: &crate::model::OrgPerson| person.team.as_ref().is_some_and(|t| t == wanted);
        let has_people = !teams[team].members.is_empty();
        let people = self.overlay.base.org.as_ref().map_or(&[][..], |org| org.people.as_slice());
        if !has_people {
            let message = if people.iter().any(is_home) {
                format!("`{wanted}` lists no `members`, only people whose home it is")
            } else {
                format!("nobody is known to be in `{wanted}`, so nobody knows what is added to")
            };
            return Err((
                "team",
                FaultKind::Impossible,
                message,
                "list its `members` in `org.yaml`".to_owned(),
            ));
        }
        if let (Some(from), Some(to)) = (operation.from, operation.to)
            && to < from
        {
            return Err(idle(
                "to",
                format!("they leave on {to}, before they come"),
                "give the later day in `to`",
            ));
        }
        let from = operation.from.unwrap_or(self.as_of);
        let member = Member {
            id: Person::new(format!("{}-added-{}", self.scenario.id, n + 1)),
            fte: Some(fte),
            skills: operation.skills.clone(),
            calendar: None,
            from: Some(from),
            to: operation.to,
            ramp: operation.ramp,
            mentor_cost: operation.mentor_cost,
            extra: crate::model::Extra::new(),
        };
        self.overlay.members.push((team, member));
        self.overlay.applied.added.push(Added {
            team: wanted.clone(),
            fte,
            from: Some(from),
            to: operation.to,
            cost_per_week: operation.cost_per_week.filter(|cost| *cost > 0.0),
        });
        Ok(())
    }

    fn risk(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let (kind, subject) = self.find("item", operation.item.as_ref())?;
        let key = self.overlay.key(subject);
        if kind != Kind::Risk {
            let message = format!("`{}` is a {}, not a risk", key.id, kind.key());
            return Err(("item", FaultKind::Unknown, message, "name a risk".to_owned()));
        }
        let at = (subject.program, subject.index);
        let before = self.overlay.risk(at).clone();
        if !before.is_open() || self.removed.contains(&subject) {
            let message = format!("`{}` is not open: it counts no more", key.id);
            return Err(idle("item", message, "delete the operation"));
        }
        let after = self.overlay.risk_mut(at);
        after.probability = operation.probability.or(after.probability);
        after.impact = operation.impact.clone().or(after.impact.take());
        if *after == before {
            let message = format!("`{}` weighs that much already", key.id);
            return Err(idle("item", message, "change a value, or delete the operation"));
        }
        let was = before.probability.map_or_else(|| "not given".to_owned(), |p| p.to_string());
        let mut words: Vec<String> = Vec::new();
        words.extend(operation.probability.map(|p| format!("probability {p} (was {was})")));
        words.extend(operation.impact.is_some().then(|| "another impact".to_owned()));
        self.overlay.applied.changed.push((key, words.join(", ")));
        Ok(())
    }

    fn link(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let (_, from) = self.find("pred", operation.pred.as_ref())?;
        let (kind, to) = self.find("succ", operation.succ.as_ref())?;
        let (pred, succ) = (self.overlay.key(from), self.overlay.key(to));
        for (field, subject, key) in [("pred", from, &pred), ("succ", to, &succ)] {
            if self.removed.contains(&subject) {
                let message = format!("`{}` was taken out by an operation before", key.id);
                return Err(idle(field, message, "link something that stays"));
            }
        }
        let is_closed = kind == Kind::Milestone && !self.overlay.milestone((to.program, to.index)).is_open();
        if is_closed {
            return Err(idle(
                "succ",
                format!("`{}` waits for nothing more", succ.id),
                "delete the operation",
            ));
        }
        if kind != Kind::Milestone {
            let message = format!("`{}` is a {}, which cannot be made to wait", succ.id, kind.key());
            return Err(("succ", FaultKind::Impossible, message, "name a milestone as successor".to_owned()));
        }
        if from == to {
            let message = format!("`{}` would wait for itself", succ.id);
            return Err(("succ", FaultKind::Impossible, message, "name two items".to_owned()));
        }
        let link = operation.link.unwrap_or(LinkType::FinishToStart);
        let stated = Link { id: self.overlay.reference(from), link, lag: operation.lag, elapsed: false };
        let at = (to.program, to.index);
        let is_there = self.overlay.milestone(at).depends_on.iter().any(|other| {
            self.overlay.leads_to(at.0, &other.id, from)
                && (other.link, other.lag) == (stated.link, stated.lag)
        });
        if is_there {
            let message = format!("`{}` waits for `{}` already", succ.id, pred.id);
            return Err(idle("succ", message, "delete the operation"));
        }
        self.overlay.milestone_mut(at).depends_on.push(stated);
        self.overlay.applied.changed.push((succ, format!("waits for {}", pred.id)));
        Ok(())
    }
}

fn idle(field: &'static str, message: String, help: &str) -> Refusal {
    (field, FaultKind::NoEffect, message, help.to_owned())
}

/// Says what is set, with what it was.
fn set_words(before: &Milestone, operation: &Operation) -> String {
    let mut words = Vec::new();
    let length = |milestone: &Milestone| match (&milestone.duration, &milestone.estimate) {
        (Some(duration), _) => duration.to_string(),
        (None, Some(estimate)) => estimate_words(estimate),
        (None, None) => "none".to_owned(),
    };
    if let Some(estimate) = &operation.estimate {
        words.push(format!("estimate {} (was {})", estimate_words(estimate), length(before)));
    }
    if let Some(duration) = operation.duration {
        words.push(format!("duration {duration} (was {})", length(before)));
    }
    let was = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    if let Some(team) = &operation.team {
        words.push(format!("team {team} (was {})", was(before.team.as_ref().map(ToString::to_string))));
    }
    if let Some(effort) = operation.effort {
        words.push(format!("effort {effort} (was {})", was(before.effort.map(|e| e.to_string()))));
    }
    if let Some(left) = operation.remaining {
        words.push(format!("remaining {left} (was {})", was(before.remaining.map(|r| r.to_string()))));
    }
    if let Some(confidence) = operation.confidence {
        words
            .push(format!("confidence {confidence} (was {})", was(before.confidence.map(|c| c.to_string()))));
    }
    if !operation.skills.is_empty() {
        words.push(format!(
            "skills {}",
            operation.skills.iter().map(|s| s.as_ref()).collect::<Vec<&str>>().join(", ")
        ));
    }
    words.join(", ")
}

/// Writes an estimate: `10d to 22d, likely 13d`.
fn estimate_words(estimate: &crate::model::Estimate) -> String {
    let crate::model::Estimate { low, likely, high, p50, p90, mean, .. } = estimate;
    match (low, high, likely.or(*p50).or(*mean)) {
        (Some(low), Some(high), Some(likely)) => format!("{low} to {high}, likely {likely}"),
        (Some(low), Some(high), None) => format!("{low} to {high}"),
        (_, _, Some(middle)) => match p90 {
            Some(p90) => format!("{middle}, at P90 {p90}"),
            None => middle.to_string(),
        },
        _ => "none".to_owned(),
    }
}
