//! Decision records: MADR 2 to 4 and Nygard, with our optional front matter.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Date;
use crate::model::Fault;
use crate::model::Id;
use crate::model::Input;
use crate::model::ItemRef;
use crate::model::OneOrMore;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Shape;
use crate::model::Text;
use crate::model::Value;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;
use crate::model::scalar;

choices! {
    /// Where a decision stands, normalised.
    pub enum DecisionStatus {
        /// To be decided.
        Proposed = "proposed",
        /// Decided.
        Accepted = "accepted",
        /// Decided against.
        Rejected = "rejected",
        /// Put off.
        Deferred = "deferred",
        /// No longer followed.
        Deprecated = "deprecated",
        /// Replaced by another decision.
        Superseded = "superseded",
    }

    /// How far a decision reaches.
    pub enum DecisionClass {
        /// Moves a commitment, costs a lot, or is hard to undo.
        Major = "major",
        /// Everything else.
        Minor = "minor",
    }
}

record! {
    /// A decision. In a Markdown record the title is its heading, and the sections are read by their headings.
    pub struct Decision = "decision" {
        /// The id; else the file's stem.
        id: Option<Id>,
        /// The decision in one line; else the heading of the record.
        title: Option<Text>,
        /// `proposed`, `accepted`, `rejected`, `deferred`, `deprecated` or `superseded by ADR-0012`.
        status: Option<DecisionState>,
        /// When it was decided, or last changed.
        date: Option<Date>,
        /// When the question was raised.
        raised: Option<Date>,
        /// By when it must be decided.
        needed_by: Option<Date>,
        /// Who drives it to a decision.
        owner: Option<Person>,
        /// The one person who decides.
        approver: Option<Person>,
        /// Who decided (MADR).
        ("decision-makers") decision_makers: OneOrMore,
        /// Who decided (MADR 2 and 3).
        deciders: OneOrMore,
        /// Whose opinion was asked.
        consulted: OneOrMore,
        /// Who is told.
        informed: OneOrMore,
        /// `major` or `minor`.
        class: Option<DecisionClass>,
        /// The items that cannot start before it is decided.
        blocks: Vec<ItemRef>,
        /// The items it touches.
        affects: Vec<ItemRef>,
        /// The decisions it replaces.
        supersedes: Vec<ItemRef>,
        /// The decision that replaces it.
        superseded_by: Option<ItemRef>,
        /// The options considered.
        options: Vec<DecisionOption>,
        /// What was decided, in one line.
        outcome: Option<Prose>,
        /// The background and the question.
        context: Option<Prose>,
        /// What follows from it.
        consequences: Option<Prose>,
        /// What is done while nobody decides, and what the delay costs.
        impact_if_late: Option<Text>,
        /// It can be undone at little cost.
        reversible: Option<bool>,
        /// When it is looked at again.
        review_on: Option<Date>,
        /// What is to be done about it; the `- [ ]` items of the body that name somebody or a day are added.
        actions: Vec<crate::model::Action>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// An option of a decision.
    pub struct DecisionOption = "option" {
        /// Its name.
        name: Text,
        /// What speaks for it.
        pros: Vec<Text>,
        /// What speaks against it.
        cons: Vec<Text>,
        /// What it costs.
        cost: Option<Text>,
    }
}

/// The status of a decision as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionState {
    /// The text as written.
    pub raw: String,
    /// The normalised status; `None` when the words mean none of them.
    pub normal: Option<DecisionStatus>,
}

/// Words that records of other tools begin their status with, and what they mean.
const SYNONYMS: &[(&str, DecisionStatus)] = &[
    ("proposed", DecisionStatus::Proposed),
    ("draft", DecisionStatus::Proposed),
    ("pending", DecisionStatus::Proposed),
    ("in progress", DecisionStatus::Proposed),
    ("in-progress", DecisionStatus::Proposed),
    ("in review", DecisionStatus::Proposed),
    ("open", DecisionStatus::Proposed),
    ("experimental", DecisionStatus::Proposed),
    ("accepted", DecisionStatus::Accepted),
    ("approved", DecisionStatus::Accepted),
    ("adopted", DecisionStatus::Accepted),
    ("decided", DecisionStatus::Accepted),
    ("implemented", DecisionStatus::Accepted),
    ("done", DecisionStatus::Accepted),
    ("rejected", DecisionStatus::Rejected),
    ("declined", DecisionStatus::Rejected),
    ("not-implemented", DecisionStatus::Rejected),
    ("not implemented", DecisionStatus::Rejected),
    ("deferred", DecisionStatus::Deferred),
    ("postponed", DecisionStatus::Deferred),
    ("on hold", DecisionStatus::Deferred),
    ("deprecated", DecisionStatus::Deprecated),
    ("removed", DecisionStatus::Deprecated),
    ("obsolete", DecisionStatus::Deprecated),
    ("superseded", DecisionStatus::Superseded),
    ("superceded", DecisionStatus::Superseded),
    ("replaced", DecisionStatus::Superseded),
];

impl DecisionState {
    /// Reads a status as people write it: `Accepted (lazy consensus) & implemented`, `superseded by [ADR-0005](…)`.
    pub fn parse(raw: &str) -> DecisionState {
        let words = raw.trim().trim_matches(['*', '_', '`', ' ', '[']).to_lowercase();
        let begins = |word: &str| {
            words.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        let normal = SYNONYMS.iter().find(|(word, _)| begins(word)).map(|(_, status)| *status);
        DecisionState { raw: raw.trim().to_owned(), normal }
    }

    /// Tells whether the text offers several statuses: a template that nobody filled in.
    pub fn is_menu(raw: &str) -> bool {
        raw.contains('|')
    }
}

impl Serialize for DecisionState {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl Value for DecisionState {
    fn shape() -> Shape {
        Shape::Text
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "`proposed`, `accepted`, `rejected`, `deferred`, `deprecated` or `superseded by` another decision";
        let raw = scalar(input, EXPECTED)?.into_owned();
        if DecisionState::is_menu(&raw) {
            input.fault(Fault::Leftover { text: raw, is_menu: true });
            return None;
        }
        Some(DecisionState::parse(&raw))
    }
}

impl Decision {
    /// Returns the normalised status; a record without one is proposed.
    pub fn status(&self) -> DecisionStatus {
        self.status
            .as_ref()
            .map_or(DecisionStatus::Proposed, |s| s.normal.unwrap_or(DecisionStatus::Proposed))
    }

    /// Tells whether it is still to be decided.
    pub fn is_open(&self) -> bool {
        matches!(self.status(), DecisionStatus::Proposed | DecisionStatus::Deferred)
    }

    /// Returns the title, which the loader fills in from the heading; else the id.
    pub fn title(&self) -> &str {
        let id = || self.id.as_ref().map_or("", Id::as_str);
        self.title.as_deref().unwrap_or_else(id)
    }

    /// Returns who decided, under either of MADR's names.
    pub fn makers(&self) -> &[Text] {
        if self.decision_makers.0.is_empty() { &self.deciders.0 } else { &self.decision_makers.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_read_as_people_write_them() {
        let normal = |raw: &str| DecisionState::parse(raw).normal;
        assert_eq!(normal("Accepted (lazy consensus) & implemented"), Some(DecisionStatus::Accepted));
        assert_eq!(normal("Not-Implemented"), Some(DecisionStatus::Rejected));
        assert_eq!(normal("superseded by [ADR-0038](0038-x.md)"), Some(DecisionStatus::Superseded));
        assert_eq!(normal("**Proposed**, not implemented yet."), Some(DecisionStatus::Proposed));
        assert_eq!(normal("acceptedish"), None);
        assert_eq!(normal("imlpemented"), None);
    }
}
