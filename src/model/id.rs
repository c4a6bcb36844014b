//! Ids and references: of items, people and teams.

use std::fmt;

use serde::Serialize;

use crate::model::Fault;
use crate::model::Input;
use crate::model::Shape;
use crate::model::Trail;
use crate::model::Value;
use crate::model::Visitor;
use crate::model::scalar;

/// The longest id, in characters.
pub const MAX_ID: usize = 64;

/// Words that other YAML readers take for a boolean or nothing, so that they cannot name a person or an item.
const AMBIGUOUS: &[&str] = &["no", "yes", "on", "off", "y", "n", "true", "false", "null", "~"];

/// Device names that cannot be a file on Windows, where an id becomes a file name.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Says why a text is no id, or that it is one.
pub fn id_fault(text: &str) -> Option<String> {
    let first = text.chars().next();
    if let Some(odd) = text.chars().find(|c| !c.is_ascii()) {
        return Some(format!("`{odd}` (U+{:04X}) is not an ASCII character", odd as u32));
    }
    if !first.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return Some("it must begin with a letter or a digit".to_owned());
    }
    if let Some(odd) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || "._-".contains(*c))) {
        return Some(format!("`{odd}` may not stand in an id"));
    }
    if text.len() > MAX_ID {
        return Some(format!("it has {} characters, more than {MAX_ID}", text.len()));
    }
    if text.ends_with('.') {
        return Some("it may not end with a dot".to_owned());
    }
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    if DEVICES.contains(&stem.as_str()) {
        return Some("it is the name of a device on Windows".to_owned());
    }
    None
}

/// Says why a plain scalar is not safely a text: other YAML readers take it for a number or a boolean.
fn plain_fault(input: &dyn Input) -> Option<String> {
    let text = input.text();
    if !input.is_plain() {
        return None;
    }
    if AMBIGUOUS.contains(&text.to_ascii_lowercase().as_str()) {
        return Some(format!(
            "some YAML readers take it for true, false or nothing; write \"{text}\" in quotes if it is meant"
        ));
    }
    let is_number =
        text.parse::<f64>().is_ok() && text.chars().all(|c| c.is_ascii_digit() || "+-.eE_".contains(c));
    is_number.then(|| format!("some YAML readers take it for a number; write \"{text}\" in quotes"))
}

fn decode_id(input: &mut dyn Input, expected: &'static str) -> Option<String> {
    let text = scalar(input, expected)?.into_owned();
    if let Some(reason) = plain_fault(input) {
        input.fault(Fault::Value { expected: expected.into(), reason: Some(reason) });
        return None;
    }
    if let Some(reason) = id_fault(&text) {
        let help =
            format!("write at most {MAX_ID} letters, digits, `.`, `_` and `-`, and a name that is free");
        input.fault(Fault::Value { expected: format!("{expected}: {reason}").into(), reason: Some(help) });
        return None;
    }
    Some(text)
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident, $shape:ident, $expected:literal, $visit:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes a text that is known to be well-formed.
            pub fn new(text: impl Into<String>) -> $name {
                $name(text.into())
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Value for $name {
            fn shape() -> Shape {
                Shape::$shape
            }

            fn decode(input: &mut dyn Input) -> Option<Self> {
                decode_id(input, $expected).map($name)
            }

            fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
                ids!(@visit $visit self at visitor);
            }
        }
    )*};
    (@visit none $self:ident $at:ident $visitor:ident) => { let _ = ($at, $visitor); };
    (@visit $method:ident $self:ident $at:ident $visitor:ident) => { $visitor.$method($at, $self) };
}

ids! {
    /// The id of an item or a program: `token-service-staging`, `RSK-7k3f`, `ADR-0007`.
    Id, Id, "an id such as `token-service-staging`: letters, digits, `.`, `_` and `-`", none;
    /// The id of a person, as in `org.yaml`, or a role.
    Person, Person, "the id of a person such as `maria`: letters, digits, `.`, `_` and `-`", person;
    /// The id of a team, as in `org.yaml`.
    Team, Team, "the id of a team such as `identity`: letters, digits, `.`, `_` and `-`", team;
}

impl Id {
    /// Returns four characters of Crockford's base32 from a number: what makes new ids of two branches differ.
    pub fn four(mut number: u64) -> String {
        const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut out = String::new();
        for _ in 0..4 {
            out.push(char::from(DIGITS[(number % 32) as usize]));
            number /= 32;
        }
        out
    }
}

/// A reference to an item: `token-service`, or `payments/token-api` for an item of another program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemRef {
    /// The other program, if it is not the own one.
    pub program: Option<Id>,
    /// The item.
    pub id: Id,
}

impl ItemRef {
    /// Reads `id` or `program/id`.
    pub fn parse(text: &str) -> Result<ItemRef, String> {
        let (program, id) = match text.split_once('/') {
            Some((program, id)) => (Some(program), id),
            None => (None, text),
        };
        if let Some(reason) = program.and_then(id_fault).or_else(|| id_fault(id)) {
            return Err(reason);
        }
        Ok(ItemRef { program: program.map(Id::new), id: Id::new(id) })
    }
}

impl fmt::Display for ItemRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.program {
            Some(program) => write!(f, "{program}/{}", self.id),
            None => write!(f, "{}", self.id),
        }
    }
}

impl Serialize for ItemRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Value for ItemRef {
    fn shape() -> Shape {
        Shape::ItemRef
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        const EXPECTED: &str = "the id of an item such as `token-service`, or `program/id`";
        let text = scalar(input, EXPECTED)?.into_owned();
        let read = match plain_fault(input) {
            Some(reason) => Err(reason),
            None => ItemRef::parse(&text),
        };
        match read {
            Ok(reference) => Some(reference),
            Err(reason) => {
                input.fault(Fault::Value { expected: EXPECTED.into(), reason: Some(reason) });
                None
            }
        }
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        visitor.item_ref(at, self);
    }

    fn is_hidden(&self, redactor: &dyn crate::model::Redactor) -> bool {
        redactor.hides_item(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_could_harm_or_confuse_are_refused() {
        for bad in [
            "",
            "..",
            "a/b",
            "../../tmp/x",
            "CON",
            "nul.yaml",
            ".git",
            "a.",
            "М-1",
            "a b",
            "x\0",
            &"a".repeat(65),
        ] {
            assert!(id_fault(bad).is_some(), "{bad:?}");
        }
        for good in ["token-service-staging", "RSK-7k3f", "R-12", "ADR-0007", "v1.36", "console"] {
            assert_eq!(id_fault(good), None, "{good:?}");
        }
    }

    #[test]
    fn a_reference_names_at_most_one_program() {
        assert_eq!(ItemRef::parse("payments/api").unwrap().to_string(), "payments/api");
        assert!(ItemRef::parse("a/b/c").is_err());
    }
}
