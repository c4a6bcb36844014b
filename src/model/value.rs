//! What a field's type must be able to do: describe itself, be read, be visited.
//!
//! [`Value`] is implemented once for every type that may stand in a field. The struct of a kind, its decoder, its JSON
//! Schema and its reference page all come from the same declaration (`record!` in [`crate::model`]); this file is what they
//! share. Reading is against [`Input`], so that the model knows nothing of YAML or spans.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::ItemRef;
use crate::model::Person;
use crate::model::RecordMeta;
use crate::model::Team;

/// The form of a node in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// One value.
    Scalar,
    /// A list.
    List,
    /// A mapping.
    Map,
}

/// A node that a value is read from; `load` implements it over its spanned tree.
pub trait Input {
    /// Returns the form of the node.
    fn form(&self) -> Form;

    /// Returns the text of a scalar, unquoted; empty for other forms.
    fn text(&self) -> Cow<'_, str>;

    /// Tells whether a scalar was written without quotes.
    fn is_plain(&self) -> bool;

    /// Reports a fault of this node's value.
    fn fault(&mut self, fault: Fault);

    /// Reports a fault of the key that this node stands at.
    fn fault_key(&mut self, fault: Fault);

    /// Calls `f` with each item of a list.
    fn each(&mut self, f: &mut dyn FnMut(&mut dyn Input));

    /// Calls `f` with key and value of each entry of a mapping.
    fn entries(&mut self, f: &mut dyn FnMut(&str, &mut dyn Input));

    /// Hears that the value of this node is left out of its list, so that the ones after it move up.
    fn leave_out(&mut self) {}

    /// Tells whether unknown keys are kept as notes instead of refused: the front matter of other tools.
    fn is_foreign(&self) -> bool {
        false
    }
}

/// What is wrong with a value or key. `load` gives it a code, a place and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A value of another form or type.
    Type {
        /// What belongs here, with an example: ``a date such as `2026-11-22` ``.
        expected: Cow<'static, str>,
    },
    /// A scalar that cannot be read as what belongs here.
    Value {
        /// What belongs here, with an example.
        expected: Cow<'static, str>,
        /// Why this one does not fit, if there is more to say.
        reason: Option<String>,
    },
    /// A word that is none of the choices.
    Choice {
        /// The words that may stand here.
        choices: Vec<&'static str>,
    },
    /// A key that the record does not have.
    UnknownKey {
        /// The record's name.
        record: &'static str,
        /// The keys it has.
        known: Vec<&'static str>,
    },
    /// A required field is missing or empty.
    Missing {
        /// The record's name.
        record: &'static str,
        /// The field.
        field: &'static str,
    },
    /// Words of a template that nobody filled in.
    Leftover {
        /// The words.
        text: String,
        /// They offer a choice, so nothing can be read from them.
        is_menu: bool,
    },
    /// Two fields that exclude each other, or a field that needs another one.
    Clash {
        /// What is wrong, in one sentence.
        message: String,
    },
}

/// What may stand at a place of a file, for JSON Schema and the reference pages.
#[derive(Clone, Debug)]
pub enum Shape {
    /// One line of text.
    Text,
    /// Text in Markdown, often of several lines.
    Prose,
    /// An id.
    Id,
    /// The id of an item, of this program or `program/id`.
    ItemRef,
    /// The id of a person.
    Person,
    /// The id of a team.
    Team,
    /// A day.
    Date,
    /// A day with a time.
    Moment,
    /// A duration in working time.
    Duration {
        /// May be negative (a lead).
        signed: bool,
    },
    /// A percentage.
    Percent,
    /// A number.
    Number {
        /// Smallest value.
        min: Option<f64>,
        /// Largest value.
        max: Option<f64>,
    },
    /// A whole number.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// `true` or `false`.
    Bool,
    /// One of some words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// A list.
    List(Box<Shape>),
    /// A mapping with free keys.
    Map(Box<Shape>),
    /// A record.
    Record(&'static RecordMeta),
    /// One of several.
    AnyOf(Vec<Shape>),
    /// Anything (`x-` fields).
    Any,
}

/// One step of a [`Trail`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field.
    Field(&'static str),
    /// A free key.
    Key(String),
    /// A position in a list.
    Index(usize),
}

/// The way from an item to the value being visited.
#[derive(Clone, Debug, Default)]
pub struct Trail(pub Vec<Step>);

impl Trail {
    /// Runs `f` one step further down.
    pub fn within<R>(&mut self, step: Step, f: impl FnOnce(&mut Trail) -> R) -> R {
        self.0.push(step);
        let result = f(self);
        self.0.pop();
        result
    }
}

impl From<&Trail> for crate::diag::Path {
    fn from(trail: &Trail) -> Self {
        use crate::diag::Segment;
        crate::diag::Path(
            trail
                .0
                .iter()
                .map(|s| match s {
                    Step::Field(k) => Segment::Key((*k).to_owned()),
                    Step::Key(k) => Segment::Key(k.clone()),
                    Step::Index(n) => Segment::Index(*n),
                })
                .collect(),
        )
    }
}

/// Sees every value of an item that rules ask for across all kinds. Each method has an empty default.
pub trait Visitor {
    /// A line of text, or prose unless [`Visitor::prose`] is there.
    fn text(&mut self, _at: &Trail, _text: &str) {}
    /// Prose in Markdown; a text like any other unless told apart.
    fn prose(&mut self, at: &Trail, text: &str) {
        self.text(at, text);
    }
    /// A reference to an item.
    fn item_ref(&mut self, _at: &Trail, _reference: &ItemRef) {}
    /// A person.
    fn person(&mut self, _at: &Trail, _person: &Person) {}
    /// A team.
    fn team(&mut self, _at: &Trail, _team: &Team) {}
    /// A date.
    fn date(&mut self, _at: &Trail, _date: Date) {}
}

/// Takes away what an audience may not see.
pub trait Redactor {
    /// Tells whether an item is hidden, so that nothing may refer to it.
    fn hides_item(&self, reference: &ItemRef) -> bool;
    /// Tells whether a `visibility` is above the clearance.
    fn hides_visibility(&self, word: &str) -> bool;
    /// Takes hidden ids out of a text.
    fn mend(&self, text: &mut String);
    /// The same for prose in Markdown; a text like any other unless told apart.
    fn mend_prose(&self, text: &mut String) {
        self.mend(text);
    }
}

/// A type that may stand in a field of a plan file.
pub trait Value: Sized {
    /// Describes what may stand there.
    fn shape() -> Shape;

    /// Reads a value; `None` means that a fault was reported. Never called with [`Form::Null`].
    fn decode(input: &mut dyn Input) -> Option<Self>;

    /// Returns the value of a field that is not there; `None` makes the field required.
    fn absent() -> Option<Self> {
        None
    }

    /// Tells whether the field need not be written.
    fn is_absent(&self) -> bool {
        false
    }

    /// Shows everything inside to a visitor.
    fn visit(&self, _at: &mut Trail, _visitor: &mut dyn Visitor) {}

    /// Tells whether the value must go as a whole: it is, or needs, something hidden.
    fn is_hidden(&self, _redactor: &dyn Redactor) -> bool {
        false
    }

    /// Takes hidden parts away.
    fn redact(&mut self, _redactor: &dyn Redactor) {}

    /// Returns the word of a choice.
    fn word(&self) -> Option<&'static str> {
        None
    }
}

impl<T: Value> Value for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        T::decode(input).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        if let Some(value) = self {
            value.visit(at, visitor);
        }
    }

    fn redact(&mut self, redactor: &dyn Redactor) {
        if self.as_ref().is_some_and(|value| value.is_hidden(redactor)) {
            *self = None;
        } else if let Some(value) = self {
            value.redact(redactor);
        }
    }

    fn word(&self) -> Option<&'static str> {
        self.as_ref().and_then(Value::word)
    }
}

impl<T: Value> Value for Box<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        T::decode(input).map(Box::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        (**self).visit(at, visitor);
    }

    fn is_hidden(&self, redactor: &dyn Redactor) -> bool {
        (**self).is_hidden(redactor)
    }

    fn redact(&mut self, redactor: &dyn Redactor) {
        (**self).redact(redactor);
    }
}

/// A list. An item with a fault is left out; the others stay.
impl<T: Value> Value for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        if input.form() != Form::List {
            input.fault(Fault::Type { expected: "a list, one item a line after `- `".into() });
            return None;
        }
        let mut out = Vec::new();
        input.each(&mut |item| {
            if item.form() == Form::Null {
                item.fault(Fault::Type { expected: "a value after `- `".into() });
                item.leave_out();
            } else if let Some(value) = T::decode(item) {
                out.push(value);
            } else {
                item.leave_out();
            }
        });
        Some(out)
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        for (n, value) in self.iter().enumerate() {
            at.within(Step::Index(n), |at| value.visit(at, visitor));
        }
    }

    fn redact(&mut self, redactor: &dyn Redactor) {
        self.retain(|value| !value.is_hidden(redactor));
        for value in self {
            value.redact(redactor);
        }
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        if input.form() != Form::Map {
            input.fault(Fault::Type { expected: "a mapping of `name: value`".into() });
            return None;
        }
        let mut out = BTreeMap::new();
        input.entries(&mut |key, value| {
            if value.form() == Form::Null {
                value.fault_key(Fault::Type { expected: "a value after the colon".into() });
            } else if let Some(read) = T::decode(value) {
                out.insert(key.to_owned(), read);
            }
        });
        Some(out)
    }

    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        for (key, value) in self {
            at.within(Step::Key(key.clone()), |at| value.visit(at, visitor));
        }
    }

    fn redact(&mut self, redactor: &dyn Redactor) {
        self.retain(|_, value| !value.is_hidden(redactor));
        for value in self.values_mut() {
            value.redact(redactor);
        }
    }
}

/// Returns the text of a scalar, or reports that something else stands there.
pub(crate) fn scalar<'i>(input: &'i mut dyn Input, expected: &'static str) -> Option<Cow<'i, str>> {
    if input.form() == Form::Scalar {
        return Some(Cow::Owned(input.text().into_owned()));
    }
    input.fault(Fault::Type { expected: expected.into() });
    None
}
