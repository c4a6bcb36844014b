//! The one declaration of a kind: `record!` for mappings, `choices!` for words.

use crate::model::Form;
use crate::model::Input;
use crate::model::Shape;

/// What is known of a record: name, documentation and fields.
#[derive(Debug)]
pub struct RecordMeta {
    /// The name in messages and schemas: `milestone`, `path_to_green`.
    pub name: &'static str,
    /// What it is for, in Markdown (one leading space a line).
    pub doc: &'static str,
    /// The fields in the order of declaration. A function, because records may contain themselves.
    pub fields: fn() -> Vec<FieldMeta>,
}

impl RecordMeta {
    /// Returns the documentation without the leading spaces.
    pub fn about(&self) -> String {
        plain_doc(self.doc)
    }
}

/// What is known of a field.
#[derive(Debug)]
pub struct FieldMeta {
    /// The key in the file.
    pub key: &'static str,
    /// What it is for, in Markdown (one leading space a line).
    pub doc: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// Must be there.
    pub required: bool,
}

impl FieldMeta {
    /// Returns the documentation without the leading spaces.
    pub fn about(&self) -> String {
        plain_doc(self.doc)
    }
}

/// Returns a doc comment as text: each line without its first space.
pub(crate) fn plain_doc(doc: &str) -> String {
    let lines: Vec<_> = doc.lines().map(|l| l.strip_prefix(' ').unwrap_or(l).trim_end()).collect();
    lines.join("\n").trim().to_owned()
}

/// A mapping with declared fields.
pub trait Record: crate::model::Value {
    /// Its declaration.
    fn meta() -> &'static RecordMeta;
}

/// Fields that epm does not know and keeps: `x-…` for templates, and the front matter of other tools.
pub type Extra = std::collections::BTreeMap<String, serde_json::Value>;

/// Reads any node as JSON, for `x-` fields: everything stays the text it is, lists and mappings keep their form.
pub(crate) fn decode_any(input: &mut dyn Input) -> serde_json::Value {
    use serde_json::Value as Json;
    match input.form() {
        Form::Null => Json::Null,
        Form::Scalar => match (input.is_plain(), input.text().as_ref()) {
            (true, "true") => Json::Bool(true),
            (true, "false") => Json::Bool(false),
            (true, text) => {
                text.parse::<i64>().map_or_else(|_| Json::String(text.to_owned()), |n| Json::Number(n.into()))
            }
            (false, text) => Json::String(text.to_owned()),
        },
        Form::List => {
            let mut items = Vec::new();
            input.each(&mut |item| items.push(decode_any(item)));
            Json::Array(items)
        }
        Form::Map => {
            let mut map = serde_json::Map::new();
            input.entries(&mut |key, value| {
                map.insert(key.to_owned(), decode_any(value));
            });
            Json::Object(map)
        }
    }
}

/// Takes hidden ids out of the texts of `x-` fields.
pub(crate) fn redact_extra(extra: &mut Extra, redactor: &dyn crate::model::Redactor) {
    fn walk(value: &mut serde_json::Value, redactor: &dyn crate::model::Redactor) {
        match value {
            serde_json::Value::String(text) => redactor.mend(text),
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| walk(item, redactor)),
            serde_json::Value::Object(map) => map.values_mut().for_each(|item| walk(item, redactor)),
            _ => {}
        }
    }
    extra.values_mut().for_each(|value| walk(value, redactor));
}

/// Declares records. Each field's doc comment is its description in the schema, the reference page and the editor;
/// its type says whether it is required (`T`), optional (`Option<T>`) or a list (`Vec<T>`).
///
/// `("key")` before a field's name gives it another key in the file than in Rust.
macro_rules! record {
    ($($(#[doc = $doc:literal])* pub struct $name:ident = $record:literal {
        $($(#[doc = $field_doc:literal])* $(($key:literal))? $field:ident: $type:ty,)*
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                $(#[serde(rename = $key)])?
                #[serde(skip_serializing_if = "crate::model::Value::is_absent")]
                pub $field: $type,
            )*
            /// Fields that epm keeps without knowing them.
            #[serde(flatten)]
            pub extra: $crate::model::Extra,
        }

        impl $name {
            /// The declaration of the fields.
            pub const META: &'static $crate::model::RecordMeta = &$crate::model::RecordMeta {
                name: $record,
                doc: concat!($($doc, "\n"),*),
                fields: || vec![$($crate::model::FieldMeta {
                    key: record!(@key $field $($key)?),
                    doc: concat!($($field_doc, "\n"),*),
                    shape: <$type as $crate::model::Value>::shape(),
                    required: <$type as $crate::model::Value>::absent().is_none(),
                }),*],
            };

            const KEYS: &'static [&'static str] = &[$(record!(@key $field $($key)?)),*];
        }

        impl $crate::model::Record for $name {
            fn meta() -> &'static $crate::model::RecordMeta {
                Self::META
            }
        }

        impl $crate::model::Value for $name {
            fn shape() -> $crate::model::Shape {
                $crate::model::Shape::Record(Self::META)
            }

            fn decode(input: &mut dyn $crate::model::Input) -> Option<Self> {
                use $crate::model::Fault;
                use $crate::model::Form;
                if input.form() != Form::Map {
                    let expected = concat!("a ", $record, " as a mapping of `key: value`");
                    input.fault(Fault::Type { expected: expected.into() });
                    return None;
                }
                $(let mut $field: Option<Option<$type>> = None;)*
                let mut extra = $crate::model::Extra::new();
                let is_foreign = input.is_foreign();
                input.entries(&mut |key, value| match key {
                    $(record!(@key $field $($key)?) => {
                        // A field with a fault counts as given, so that it is not reported as missing too.
                        if value.form() != Form::Null {
                            $field = Some(<$type as $crate::model::Value>::decode(value));
                        }
                    })*
                    _ if key.starts_with("x-") || is_foreign => {
                        if is_foreign && !key.starts_with("x-") {
                            value.fault_key(Fault::UnknownKey { record: $record, known: Self::KEYS.to_vec() });
                        }
                        extra.insert(key.to_owned(), $crate::model::decode_any(value));
                    }
                    _ => value.fault_key(Fault::UnknownKey { record: $record, known: Self::KEYS.to_vec() }),
                });
                let mut is_whole = true;
                $(
                    let $field: Option<$type> = match $field {
                        Some(Some(value)) => Some(value),
                        Some(None) => <$type as $crate::model::Value>::absent(),
                        None => {
                            let absent = <$type as $crate::model::Value>::absent();
                            if absent.is_none() {
                                let field = record!(@key $field $($key)?);
                                input.fault(Fault::Missing { record: $record, field });
                            }
                            absent
                        }
                    };
                    is_whole &= $field.is_some();
                )*
                if !is_whole {
                    return None;
                }
                Some($name { $($field: $field?,)* extra })
            }

            fn visit(&self, at: &mut $crate::model::Trail, visitor: &mut dyn $crate::model::Visitor) {
                // Most fields of most items are absent, and every rule that looks at all items comes by here.
                $(if !$crate::model::Value::is_absent(&self.$field) {
                    at.within($crate::model::Step::Field(record!(@key $field $($key)?)), |at| {
                        $crate::model::Value::visit(&self.$field, at, visitor);
                    });
                })*
            }

            fn is_hidden(&self, redactor: &dyn $crate::model::Redactor) -> bool {
                $(
                    let key = record!(@key $field $($key)?);
                    let word = $crate::model::Value::word(&self.$field);
                    if key == "visibility" && word.is_some_and(|word| redactor.hides_visibility(word)) {
                        return true;
                    }
                    // What needs a hidden item says nothing without it.
                    let is_required = <$type as $crate::model::Value>::absent().is_none();
                    if is_required && $crate::model::Value::is_hidden(&self.$field, redactor) {
                        return true;
                    }
                )*
                false
            }

            fn redact(&mut self, redactor: &dyn $crate::model::Redactor) {
                $($crate::model::Value::redact(&mut self.$field, redactor);)*
                $crate::model::redact_extra(&mut self.extra, redactor);
            }
        }
    )*};
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(crate) use record;

/// Declares enums of words. The doc comment of each is its description in the schema.
macro_rules! choices {
    ($($(#[doc = $doc:literal])* pub enum $name:ident {
        $($(#[doc = $choice_doc:literal])* $choice:ident = $word:literal $(| $also:literal)*,)*
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $choice_doc])* $choice,)*
        }

        impl $name {
            /// All choices in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$choice),*];

            /// Returns the word in the file.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$choice => $word,)*
                }
            }

            /// Reads the word of the file.
            pub fn from_word(word: &str) -> Option<$name> {
                match word {
                    $($word $(| $also)* => Some($name::$choice),)*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::model::Value for $name {
            fn shape() -> $crate::model::Shape {
                $crate::model::Shape::Choice(&[$(($word, concat!($($choice_doc),*)), $(($also, concat!("Same as `", $word, "`.")),)*)*])
            }

            fn decode(input: &mut dyn $crate::model::Input) -> Option<Self> {
                let word = $crate::model::scalar(input, concat!("one of ", $("`", $word, "` "),*))?.into_owned();
                let read = $name::from_word(&word);
                if read.is_none() {
                    input.fault($crate::model::Fault::Choice { choices: vec![$($word),*] });
                }
                read
            }

            fn word(&self) -> Option<&'static str> {
                Some(self.as_str())
            }
        }
    )*};
}
pub(crate) use choices;
