//! A line of text, and prose in Markdown.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

use crate::model::Input;
use crate::model::Shape;
use crate::model::Trail;
use crate::model::Value;
use crate::model::Visitor;
use crate::model::scalar;

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident, $shape:ident, $visit:ident, $mend:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                $name(text.to_owned())
            }
        }

        impl Value for $name {
            fn shape() -> Shape {
                Shape::$shape
            }

            fn decode(input: &mut dyn Input) -> Option<Self> {
                scalar(input, "a text").map(|t| $name(t.trim().to_owned()))
            }

            fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
                visitor.$visit(at, &self.0);
            }

            fn redact(&mut self, redactor: &dyn crate::model::Redactor) {
                redactor.$mend(&mut self.0);
            }
        }
    )*};
}

texts! {
    /// One line of text, shown as it stands: never read as Markdown.
    Text, Text, text, mend;
    /// Text in Markdown: a narrative, a context, a rationale.
    Prose, Prose, prose, mend_prose;
}
