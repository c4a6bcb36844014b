//! Escalations: what went to the executives, and whether it had to.

use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::OneOrMore;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::record;

record! {
    /// An escalation: something that went to an executive. What could have been settled earlier is preventable.
    pub struct Escalation = "escalation" {
        /// The id: `ESC-3n8d`.
        id: Id,
        /// What was escalated, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// When it went to the executive.
        raised: Option<Date>,
        /// To whom.
        to: Option<Person>,
        /// The person who answers for it.
        owner: Option<Person>,
        /// The risks, issues, dependencies and decisions that it is about.
        refs: Vec<ItemRef>,
        /// It could have been avoided.
        preventable: Option<bool>,
        /// Who says whether it could: the program manager alone is a self-classification.
        classified_by: OneOrMore,
        /// When it was settled.
        resolved: Option<Date>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }
}
