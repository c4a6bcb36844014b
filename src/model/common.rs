//! What several kinds share: links, estimates, visibility, colours, actions, approvals.

use std::fmt;

use serde::Serialize;

use crate::model::Date;
use crate::model::Duration;
use crate::model::Fault;
use crate::model::Form;
use crate::model::Input;
use crate::model::ItemRef;
use crate::model::Lag;
use crate::model::Person;
use crate::model::Shape;
use crate::model::Step;
use crate::model::Text;
use crate::model::Trail;
use crate::model::Value;
use crate::model::Visitor;
use crate::model::choices;
use crate::model::record;
use crate::model::scalar;

choices! {
    /// Who may see an item. Reports for an audience leave out what it may not see.
    pub enum Visibility {
        /// Everybody, also outside the company.
        Public = "public",
        /// Everybody in the company; the default.
        Internal = "internal",
        /// Only audiences that `epm.yaml` clears for it.
        Restricted = "restricted",
    }

    /// A health colour.
    pub enum Colour {
        /// On track.
        Green = "green",
        /// At risk, with a way back.
        Amber = "amber" | "yellow",
        /// Off track, or without a way back yet.
        Red = "red",
    }

    /// A word for how sure an estimate is.
    pub enum Confidence {
        /// Sure: a narrow range.
        High = "high",
        /// Fairly sure.
        Medium = "medium",
        /// A guess: a wide range.
        Low = "low",
    }

    /// How two pieces of work are linked.
    pub enum LinkType {
        /// Finish to start: the successor starts after the predecessor has finished.
        FinishToStart = "FS",
        /// Start to start: the successor starts after the predecessor has started.
        StartToStart = "SS",
        /// Finish to finish: the successor finishes after the predecessor has finished.
        FinishToFinish = "FF",
        /// Start to finish: the successor finishes after the predecessor has started.
        StartToFinish = "SF",
    }

    /// How an estimate's numbers are read.
    pub enum EstimateShape {
        /// Triangular over low, likely and high; the default.
        Triangular = "triangular",
        /// Triangular, with low and high read as P10 and P90, for what people call the extremes rarely are.
        Percentiles = "percentiles",
        /// Beta-PERT over low, likely and high.
        Pert = "pert",
        /// Every value between low and high is as likely.
        Uniform = "uniform",
        /// Lognormal through p50 and p90.
        Lognormal = "lognormal",
        /// Normal with mean and sd.
        Normal = "normal",
        /// Exponential with mean.
        Exponential = "exponential",
    }

    /// Where an action stands.
    pub enum ActionStatus {
        /// Not begun.
        Open = "open",
        /// Being worked on.
        InProgress = "in_progress",
        /// Finished.
        Done = "done",
        /// No longer needed.
        Cancelled = "cancelled",
    }

    /// A non-functional area that every launch plans for or declares not applicable.
    pub enum NfrArea {
        /// Security and privacy.
        Security = "security",
        /// Performance and capacity.
        Performance = "performance",
        /// Operability: monitoring, on-call, runbooks.
        Operability = "operability",
        /// Migration of data and users.
        Migration = "migration",
        /// Rollback.
        Rollback = "rollback",
        /// Privacy.
        Privacy = "privacy",
        /// Accessibility.
        Accessibility = "accessibility",
        /// Compliance.
        Compliance = "compliance",
    }
}

record! {
    /// A colour that a person reports, with the reason and the way back to green.
    pub struct Rag = "rag" {
        /// The colour.
        colour: Colour,
        /// Why, in one sentence.
        reason: Option<Text>,
        /// What brings it back to green.
        path_to_green: Option<PathToGreen>,
    }

    /// What brings an item back to green, who does it and by when.
    pub struct PathToGreen = "path_to_green" {
        /// What will be done.
        action: Text,
        /// Who does it.
        owner: Option<Person>,
        /// By when.
        due: Option<Date>,
    }

    /// Something that somebody will do.
    pub struct Action = "action" {
        /// An id, when other records refer to it.
        id: Option<crate::model::Id>,
        /// What will be done.
        text: Text,
        /// Who does it: one person.
        owner: Option<Person>,
        /// By when.
        due: Option<Date>,
        /// Where it stands.
        status: Option<ActionStatus>,
        /// When it was raised.
        raised: Option<Date>,
        /// When it was closed.
        closed: Option<Date>,
    }

    /// That somebody agreed.
    pub struct Approval = "approval" {
        /// In which role.
        role: Option<Text>,
        /// Who agreed.
        by: Option<Person>,
        /// When. An approval without a date is still asked for.
        at: Option<Date>,
        /// What was said with it.
        comment: Option<Text>,
    }

    /// A statement with somebody who answers for it.
    pub struct NotApplicable = "not_applicable" {
        /// The area.
        area: NfrArea,
        /// Why it does not apply.
        reason: Option<Text>,
    }
}

/// An edge of the plan: a plain id (finish to start), or `{id, type, lag}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The predecessor.
    pub id: ItemRef,
    /// How the two are linked.
    #[serde(rename = "type", skip_serializing_if = "is_finish_to_start")]
    pub link: LinkType,
    /// Time between them, in the successor's calendar; negative is a lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lag: Option<Lag>,
    /// The lag counts calendar time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub elapsed: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature serde asks for
fn is_finish_to_start(link: &LinkType) -> bool {
    *link == LinkType::FinishToStart
}

record! {
    /// An edge of the plan with its type and lag.
    pub struct LinkRecord = "link" {
        /// The predecessor: an item of this program, or `program/id`.
        id: ItemRef,
        /// `FS` (default), `SS`, `FF` or `SF`.
        ("type") link: Option<LinkType>,
        /// Time between them, in the successor's working days; negative is a lead.
        lag: Option<Lag>,
        /// The lag counts calendar time.
        elapsed: Option<bool>,
    }
}

impl Link {
    /// Returns a finish-to-start link without lag.
    pub fn to(id: ItemRef) -> Link {
        Link { id, link: LinkType::FinishToStart, lag: None, elapsed: false }
    }
}

impl Value for Link {
    fn shape() -> Shape {
        Shape::AnyOf(vec![ItemRef::shape(), LinkRecord::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Scalar => ItemRef::decode(input).map(Link::to),
            Form::Map => {
                let read = LinkRecord::decode(input)?;
                Some(Link {
                    id: read.id,
                    link: read.link.unwrap_or(LinkType::FinishToStart),
                    lag: read.lag,
                    elapsed: read.elapsed.unwrap_or(false),
                })
            }
            _ => {
                let expected = "the id of an item, or `{id: …, type: FS, lag: 2d}`";
                input.fault(Fault::Type { expected: expected.into() });
                None
            }
        }
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        visitor.item_ref(at, &self.id);
    }

    fn is_hidden(&self, redactor: &dyn crate::model::Redactor) -> bool {
        redactor.hides_item(&self.id)
    }
}

record! {
    /// How long work takes, as a range: `{low, likely, high}`, or another `shape` with its numbers.
    pub struct Estimate = "estimate" {
        /// How the numbers are read; `triangular` unless given.
        shape: Option<EstimateShape>,
        /// The shortest it can reasonably take.
        low: Option<Duration>,
        /// The most likely time.
        likely: Option<Duration>,
        /// The longest it can reasonably take.
        high: Option<Duration>,
        /// Half of such work is done by then (`shape: lognormal`).
        p50: Option<Duration>,
        /// Nine in ten are done by then (`shape: lognormal`).
        p90: Option<Duration>,
        /// The mean (`shape: normal`, `exponential`).
        mean: Option<Duration>,
        /// The standard deviation (`shape: normal`).
        sd: Option<Duration>,
    }
}

impl Estimate {
    /// Returns the shape in force: the one given, else what the numbers say.
    pub fn shape_in_force(&self) -> EstimateShape {
        self.shape.unwrap_or(match self.p50.or(self.p90) {
            Some(_) => EstimateShape::Lognormal,
            None => EstimateShape::Triangular,
        })
    }
}

record! {
    /// That items take longer together, or shorter together, for a reason they share.
    pub struct Correlation = "correlation" {
        /// The items, two or more; every pair of them is correlated.
        between: Vec<ItemRef>,
        /// How much, from -1 to 1: the correlation of the normals behind the estimates (a Gaussian copula).
        rho: f64,
        /// What they share, in one line.
        reason: Option<Text>,
    }
}

/// A text that is one value or a list of values: MADR's `deciders`, an evidence link or several.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct OneOrMore(pub Vec<Text>);

impl Value for OneOrMore {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Shape::Text, Shape::List(Box::new(Shape::Text))])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Scalar => Text::decode(input).map(|t| OneOrMore(vec![t])),
            _ => Vec::<Text>::decode(input).map(OneOrMore),
        }
    }

    fn absent() -> Option<Self> {
        Some(OneOrMore::default())
    }

    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        // A single value is not written as a list, so its place is the field itself.
        match self.0.as_slice() {
            [one] => visitor.text(at, one),
            many => {
                for (n, text) in many.iter().enumerate() {
                    at.within(Step::Index(n), |at| visitor.text(at, text));
                }
            }
        }
    }

    fn redact(&mut self, redactor: &dyn crate::model::Redactor) {
        self.0.redact(redactor);
    }
}

/// A band from 1 (very low) to 5 (very high), as a number or a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Band(u8);

impl Band {
    /// The words of the bands, lowest first.
    pub const WORDS: [&'static str; 5] = ["very_low", "low", "medium", "high", "very_high"];

    /// Returns the band of a number from 1 to 5.
    pub fn new(level: u8) -> Option<Band> {
        (1..=5).contains(&level).then_some(Band(level))
    }

    /// Returns the number from 1 to 5.
    pub fn level(self) -> u8 {
        self.0
    }

    /// Returns the word.
    pub fn as_str(self) -> &'static str {
        Band::WORDS[usize::from(self.0) - 1]
    }

    /// Reads a number from 1 to 5 or a word.
    pub fn from_word(word: &str) -> Option<Band> {
        let wanted = word.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        let by_word = Band::WORDS.iter().position(|w| *w == wanted).and_then(|n| u8::try_from(n + 1).ok());
        by_word.or_else(|| wanted.parse().ok()).and_then(Band::new)
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_str().replace('_', " "))
    }
}

impl Serialize for Band {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Value for Band {
    fn shape() -> Shape {
        const WORDS: &[(&str, &str)] = &[
            ("very_low", "Band 1 of 5."),
            ("low", "Band 2 of 5."),
            ("medium", "Band 3 of 5."),
            ("high", "Band 4 of 5."),
            ("very_high", "Band 5 of 5."),
        ];
        Shape::AnyOf(vec![Shape::Choice(WORDS), Shape::Integer { min: 1, max: 5 }])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        let text = scalar(input, "a band from 1 to 5, or a word such as `high`")?.into_owned();
        let read = Band::from_word(&text);
        if read.is_none() {
            input.fault(Fault::Choice { choices: Band::WORDS.to_vec() });
        }
        read
    }
}
