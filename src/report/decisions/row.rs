//! A decision as the log lists it: open ones with what they hold up, decided ones with their outcome.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Decision;
use crate::model::DecisionOption;
use crate::model::DecisionStatus;
use crate::model::Text;
use crate::report::Named;
use crate::report::phrase;
use crate::report::scene::Scene;

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    /// The id.
    pub id: String,
    /// The question, or what was decided.
    pub title: String,
    /// `OPEN`, `DEFERRED`, `ACCEPTED`, `REJECTED`, `DEPRECATED` or `SUPERSEDED`.
    pub status: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// `major` or `minor`.
    pub class: Option<&'static str>,
    /// When the question was raised.
    pub raised: Option<Date>,
    /// How long it has been open: `25 days`.
    pub age: Option<String>,
    /// By when it must be decided.
    pub needed_by: Option<Date>,
    /// How far that is, while it is open.
    pub needed_text: Option<String>,
    /// It should be decided by now.
    pub overdue: bool,
    /// Who drives it to a decision.
    pub owner: Option<String>,
    /// The one person who decides.
    pub approver: Option<String>,
    /// What cannot start before it is decided.
    pub blocks: Vec<Named>,
    /// What it touches.
    pub affects: Vec<Named>,
    /// The options considered.
    pub options: Vec<OptionRow>,
    /// What the delay costs.
    pub impact_if_late: Option<String>,
    /// When it was decided.
    pub decided: Option<Date>,
    /// Who decided.
    pub makers: Vec<String>,
    /// What was decided, in Markdown: the first paragraph of it.
    pub outcome: Option<String>,
    /// The background, in Markdown.
    pub context: Option<String>,
    /// It can be undone at little cost.
    pub reversible: Option<bool>,
    /// The decisions that it replaces.
    pub supersedes: Vec<Named>,
    /// The decision that replaces it.
    pub superseded_by: Option<Named>,
    /// When it is looked at again.
    pub review_on: Option<Date>,
    /// That day has passed.
    pub review_overdue: bool,
    /// It is still to be decided.
    pub open: bool,
}

/// An option of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionRow {
    /// Its name.
    pub name: String,
    /// What speaks for it.
    pub pros: Vec<String>,
    /// What speaks against it.
    pub cons: Vec<String>,
    /// What it costs.
    pub cost: Option<String>,
}

impl DecisionRow {
    /// Builds the row of a decision.
    pub(crate) fn new(scene: &Scene<'_>, decision: &Decision) -> DecisionRow {
        let open = decision.is_open();
        let overdue = open && scene.is_past(decision.needed_by);
        let (status, colour) = status(decision.status(), overdue);
        let age = decision.raised.filter(|_| open).map(|raised| scene.as_of().days_since(raised));
        DecisionRow {
            id: decision.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            title: decision.title().to_owned(),
            status,
            colour,
            class: decision.class.map(|class| class.as_str()),
            raised: decision.raised,
            age: age.map(|days| wording::count(i64::from(days), "day")),
            needed_by: decision.needed_by,
            needed_text: scene.due(decision.needed_by).filter(|_| open),
            overdue,
            owner: scene.person(decision.owner.as_ref()),
            approver: scene.person(decision.approver.as_ref()),
            blocks: scene.all_named(&decision.blocks),
            affects: scene.all_named(&decision.affects),
            options: decision.options.iter().map(option).collect(),
            impact_if_late: decision.impact_if_late.as_ref().map(ToString::to_string),
            decided: decision.date.filter(|_| !open),
            makers: scene.people(decision.makers()),
            outcome: decision.outcome.as_ref().filter(|_| !open).and_then(|text| lead(text)),
            context: decision.context.as_ref().map(ToString::to_string),
            reversible: decision.reversible,
            supersedes: scene.all_named(&decision.supersedes),
            superseded_by: decision.superseded_by.as_ref().map(|other| scene.named(other)),
            review_on: decision.review_on,
            review_overdue: decision.status() == DecisionStatus::Accepted
                && scene.is_past(decision.review_on),
            open,
        }
    }

    /// Builds the rows of the open decisions, by the day they are needed.
    pub(crate) fn open(scene: &Scene<'_>) -> Vec<DecisionRow> {
        let open = scene.program.decisions.iter().filter(|decision| decision.is_open());
        let mut rows: Vec<DecisionRow> = open.map(|decision| DecisionRow::new(scene, decision)).collect();
        rows.sort_by(|a, b| {
            let key = |row: &DecisionRow| (row.needed_by.is_none(), row.needed_by);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        rows
    }

    /// Builds the rows of the decided ones, the newest first.
    pub(crate) fn decided(scene: &Scene<'_>) -> Vec<DecisionRow> {
        let decided = scene.program.decisions.iter().filter(|decision| !decision.is_open());
        let mut rows: Vec<DecisionRow> = decided.map(|decision| DecisionRow::new(scene, decision)).collect();
        rows.sort_by(|a, b| b.decided.cmp(&a.decided).then_with(|| a.id.cmp(&b.id)));
        rows
    }
}

/// Returns the first paragraph of a text.
fn lead(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    let lead: Vec<&str> = lines.take_while(|line| !line.is_empty() && !line.starts_with('#')).collect();
    (!lead.is_empty()).then(|| chosen(&lead.join(" ")))
}

/// Takes the words of MADR's form from an outcome: `Chosen option: "A", because B` is told as `A, because B`.
fn chosen(outcome: &str) -> String {
    let Some(rest) = outcome.strip_prefix("Chosen option: ") else { return outcome.to_owned() };
    let said = match rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((option, reason)) => format!("{option}{reason}"),
        None => rest.to_owned(),
    };
    phrase::capital(&said)
}

fn status(status: DecisionStatus, overdue: bool) -> (&'static str, &'static str) {
    match status {
        DecisionStatus::Proposed if overdue => ("OPEN", "red"),
        DecisionStatus::Proposed => ("OPEN", "blue"),
        DecisionStatus::Deferred => ("DEFERRED", if overdue { "red" } else { "grey" }),
        DecisionStatus::Accepted => ("ACCEPTED", "green"),
        DecisionStatus::Rejected => ("REJECTED", "grey"),
        DecisionStatus::Deprecated => ("DEPRECATED", "grey"),
        DecisionStatus::Superseded => ("SUPERSEDED", "grey"),
    }
}

fn option(option: &DecisionOption) -> OptionRow {
    let all = |texts: &[Text]| texts.iter().map(ToString::to_string).collect();
    OptionRow {
        name: option.name.to_string(),
        pros: all(&option.pros),
        cons: all(&option.cons),
        cost: option.cost.as_ref().map(ToString::to_string),
    }
}
