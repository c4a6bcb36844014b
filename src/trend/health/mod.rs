//! Health: the colour that follows from what is known, with the inputs it rests on.
//!
//! A colour comes from the probability of meeting the commitment, else from the variance of the plan against the
//! thresholds in `epm.yaml`; from slips, blockers and gates. What cannot be computed has no colour: it is "not forecast",
//! never green. The colour that a person reports or sets stands beside it and does not change it.

mod blockers;
mod notes;
mod program;

use std::collections::BTreeMap;

use crate::diag::Subject;
use crate::diag::wording;
use crate::model::Colour;
use crate::model::Date;
use crate::model::Index;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Percent;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::plan::PlanNode;

pub use notes::OverrideInForce;
pub use notes::is_complete;
pub use notes::latest_status;
pub use notes::note_day;
pub use notes::override_for;

/// Something that a colour rests on, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The colour it gives on its own; `None` when it only says why nothing can be computed.
    pub colour: Option<Colour>,
    /// What it is: `4 working days after its commitment (2027-02-26)`.
    pub words: String,
}

impl Input {
    fn new(colour: Colour, words: impl Into<String>) -> Input {
        Input { colour: Some(colour), words: words.into() }
    }

    fn unknown(words: impl Into<String>) -> Input {
        Input { colour: None, words: words.into() }
    }
}

/// A colour with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The worst colour of the inputs; `None` is "not forecast".
    pub colour: Option<Colour>,
    /// What it rests on, worst first.
    pub inputs: Vec<Input>,
}

impl Derived {
    fn new(mut inputs: Vec<Input>) -> Derived {
        inputs.sort_by_key(|input| std::cmp::Reverse(input.colour));
        Derived { colour: inputs.first().and_then(|input| input.colour), inputs }
    }

    /// Returns the word to show: `green`, `amber`, `red` or `not forecast`.
    pub fn word(&self) -> &'static str {
        self.colour.map_or("not forecast", Colour::as_str)
    }

    /// Returns why, in one line: the inputs that give the colour.
    pub fn because(&self) -> String {
        let decisive = self.inputs.iter().filter(|input| input.colour == self.colour);
        decisive.map(|input| input.words.as_str()).collect::<Vec<_>>().join("; ")
    }
}

/// The limits of `epm.yaml` between the colours.
#[derive(Clone, Copy, Debug)]
struct Limits {
    amber_after: f64,
    red_after: f64,
    amber_below: f64,
    red_below: f64,
}

impl Limits {
    fn new(settings: &Settings) -> Limits {
        let thresholds = settings.thresholds.as_ref();
        let share = |percent: Option<Percent>, default: f64| percent.map_or(default, Percent::share);
        Limits {
            amber_after: thresholds.and_then(|t| t.amber_after).map_or(0.0, |d| settings.days(d)),
            red_after: thresholds.and_then(|t| t.red_after).map_or(5.0, |d| settings.days(d)),
            amber_below: share(thresholds.and_then(|t| t.amber_below), 0.8),
            red_below: share(thresholds.and_then(|t| t.red_below), 0.5),
        }
    }

    /// Returns the colour of so many working days too late.
    fn of_delay(self, days: f64) -> Colour {
        if days > self.red_after {
            Colour::Red
        } else if days > self.amber_after {
            Colour::Amber
        } else {
            Colour::Green
        }
    }

    fn of_probability(self, share: f64) -> Colour {
        if share < self.red_below {
            Colour::Red
        } else if share < self.amber_below {
            Colour::Amber
        } else {
            Colour::Green
        }
    }
}

/// Items that slipped too much within a few weeks.
#[derive(Clone, Debug, Default)]
pub struct Slips {
    /// The day that is compared with; none without a past.
    pub since: Option<Date>,
    /// Working days by which each is later than it was then.
    pub days: BTreeMap<NodeKey, f64>,
}

/// Derives the health of items and programs from whatever is known.
#[derive(Clone, Debug)]
pub struct Health<'a> {
    workspace: &'a Workspace,
    plan: &'a Plan,
    limits: Limits,
    calendars: Calendars,
    blockers: BTreeMap<Subject, Vec<Input>>,
    probabilities: BTreeMap<NodeKey, f64>,
    slips: Slips,
}

impl<'a> Health<'a> {
    /// Prepares for a workspace and its plan: gathers once what blocks what.
    pub fn new(workspace: &'a Workspace, plan: &'a Plan, index: &Index) -> Health<'a> {
        Health {
            workspace,
            plan,
            limits: Limits::new(workspace.settings()),
            calendars: Calendars::new(workspace),
            blockers: blockers::gather(workspace, index, plan.as_of),
            probabilities: probabilities(plan),
            slips: Slips::default(),
        }
    }

    /// Adds the probability, from 0 to 1, that each item meets its commitment.
    #[must_use]
    pub fn with_probabilities(mut self, probabilities: BTreeMap<NodeKey, f64>) -> Health<'a> {
        self.probabilities = probabilities;
        self
    }

    /// Adds what slipped too much within a few weeks.
    #[must_use]
    pub fn with_slips(mut self, slips: Slips) -> Health<'a> {
        self.slips = slips;
        self
    }

    /// Derives the colour of a milestone or a piece of work. Other nodes have none of their own: they colour what they
    /// block.
    pub fn item(&self, node: &PlanNode) -> Derived {
        if !matches!(node.kind, NodeKind::Work | NodeKind::Milestone) {
            return Derived::new(vec![Input::unknown("only milestones have a colour")]);
        }
        if node.is_done {
            return Derived::new(vec![Input::new(Colour::Green, finished(node))]);
        }
        let mut inputs = vec![self.commitment(node)];
        if self.milestone(node.subject).is_some_and(|m| m.status() == MilestoneStatus::Blocked) {
            inputs.push(Input::new(Colour::Amber, "its status is `blocked`"));
        }
        inputs.extend(self.blockers.get(&node.subject).into_iter().flatten().cloned());
        if let Some((slip, since)) = self.slips.days.get(&node.key).zip(self.slips.since) {
            let words = format!("slipped {} since {since}", wording::working_days(*slip));
            inputs.push(Input::new(Colour::Amber, words));
        }
        Derived::new(inputs)
    }

    /// Judges an open item against its commitment.
    fn commitment(&self, node: &PlanNode) -> Input {
        let (Some(committed), Some(variance)) = (node.committed, node.variance) else {
            let late = tenths(-node.total_float);
            if late > 0.0 {
                let words = format!("{} too late for what follows it", wording::working_days(late));
                return Input::new(self.limits.of_delay(late).max(Colour::Amber), words);
            }
            return Input::unknown("it has no committed date");
        };
        if let Some(share) = self.probabilities.get(&node.key) {
            let words = format!("{} likely to meet its commitment ({committed})", wording::chance(*share));
            return Input::new(self.limits.of_probability(*share), words);
        }
        let late = tenths(variance);
        // What falls on its commitment because nothing else says when it comes, proves nothing.
        if node.is_undriven && late <= 0.0 {
            return Input::unknown(format!("nothing but its commitment ({committed}) says when it comes"));
        }
        Input::new(self.limits.of_delay(late), beside(late, committed, "its commitment"))
    }

    fn milestone(&self, subject: Subject) -> Option<&'a Milestone> {
        if subject.kind != Kind::Milestone.key() {
            return None;
        }
        self.workspace.programs.get(subject.program as usize)?.milestones.get(subject.index as usize)
    }
}

/// Returns the probability of meeting each commitment, where the forecast has one: of what is uncertain.
fn probabilities(plan: &Plan) -> BTreeMap<NodeKey, f64> {
    let items = plan.outlook.forecast().into_iter().flat_map(|forecast| &forecast.items);
    let known = items.filter(|item| item.finish.is_uncertain());
    known.filter_map(|item| Some((item.key.clone(), item.finish.p_committed?))).collect()
}

/// Returns `4 working days after its commitment (2027-02-26)`.
fn beside(late: f64, date: Date, what: &str) -> String {
    if late > 0.0 {
        format!("{} after {what} ({date})", wording::working_days(late))
    } else if late < 0.0 {
        format!("{} before {what} ({date})", wording::working_days(late))
    } else {
        format!("on {what} ({date})")
    }
}

fn finished(node: &PlanNode) -> String {
    match (node.committed, node.variance.map(tenths)) {
        (Some(committed), Some(late)) if late > 0.0 => {
            format!("finished on {}, {}", node.early_finish, beside(late, committed, "its commitment"))
        }
        _ => format!("finished on {}", node.early_finish),
    }
}

/// Rounds to what is shown, so that a colour never rests on a difference that nobody sees.
fn tenths(days: f64) -> f64 {
    (days * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests;
