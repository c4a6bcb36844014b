//! JSON Schema of every kind, made from the one declaration of its fields.
//!
//! Draft-07, because that is what the YAML language server handles best (recorded in `docs/decisions`). `schema/` holds
//! the same texts for editors; a test compares them. Decoding does not use them: `load` has better words.

use serde_json::Map;
use serde_json::Value as Json;
use serde_json::json;

use crate::model::Home;
use crate::model::KINDS;
use crate::model::Kind;
use crate::model::KindMeta;
use crate::model::RecordMeta;
use crate::model::Shape;

/// A schema of `schema/`: one for a record of a kind, or one for a list file.
#[derive(Clone, Debug)]
pub struct SchemaFile {
    /// The name without `.schema.json`: `risk`, `raid`.
    pub name: String,
    /// What it describes: `risk`, `raid.yaml`.
    pub describes: String,
    /// The schema.
    pub schema: Json,
}

impl SchemaFile {
    /// Returns the text of the file: indented, with a final newline.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(&self.schema).expect("a schema is plain JSON");
        text.push('\n');
        text
    }
}

/// Returns every schema: the kinds in the order of their table, then the list files.
pub fn all() -> Vec<SchemaFile> {
    let mut out: Vec<_> = KINDS.iter().map(record_file).collect();
    let mut lists: Vec<(&str, Vec<&KindMeta>)> = Vec::new();
    for meta in KINDS {
        for home in meta.homes {
            if let Home::List { file, .. } = home {
                match lists.iter_mut().find(|(name, _)| name == file) {
                    Some((_, kinds)) => kinds.push(meta),
                    None => lists.push((file, vec![meta])),
                }
            }
        }
    }
    out.extend(lists.into_iter().map(|(file, kinds)| list_file(file, &kinds)));
    out
}

/// Returns the schema of a kind, or of a list file by its stem (`milestones`, `raid`, `changes`, `metrics`).
pub fn named(name: &str) -> Option<SchemaFile> {
    let by_kind = Kind::from_word(name).map(Kind::key);
    let files = all();
    let by_name = files
        .iter()
        .find(|f| f.name == name)
        .or_else(|| files.iter().find(|f| Some(f.name.as_str()) == by_kind));
    by_name.cloned()
}

fn record_file(meta: &KindMeta) -> SchemaFile {
    let mut definitions = Map::new();
    let mut schema = head(meta.key, &format!("epm {}", meta.key));
    for (key, value) in record(meta.record, meta.kind == Kind::Decision, &mut definitions) {
        schema.insert(key, value);
    }
    schema.insert("definitions".to_owned(), Json::Object(definitions));
    SchemaFile { name: meta.key.to_owned(), describes: meta.key.to_owned(), schema: Json::Object(schema) }
}

fn list_file(file: &str, kinds: &[&KindMeta]) -> SchemaFile {
    let stem = file.trim_end_matches(".yaml");
    let mut definitions = Map::new();
    let mut properties = Map::new();
    for meta in kinds {
        let reference = reference(meta.record, meta.kind == Kind::Decision, &mut definitions);
        let about = format!("The {} of the program.", meta.plural);
        properties.insert(
            meta.plural.to_owned(),
            json!({"description": about, "type": ["array", "null"], "items": reference}),
        );
    }
    let mut schema = head(stem, &format!("epm {file}"));
    let list = kinds.iter().map(|m| m.plural).collect::<Vec<_>>().join(", ");
    schema.insert("description".to_owned(), json!(format!("`{file}`: the {list} of a program.")));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema.insert("patternProperties".to_owned(), json!({"^x-": {}}));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema.insert("definitions".to_owned(), Json::Object(definitions));
    SchemaFile { name: stem.to_owned(), describes: file.to_owned(), schema: Json::Object(schema) }
}

fn head(name: &str, title: &str) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$id".to_owned(), json!(format!("urn:epm:schema:1:{name}")));
    schema.insert("title".to_owned(), json!(title));
    schema
}

fn record(
    meta: &'static RecordMeta,
    is_foreign: bool,
    definitions: &mut Map<String, Json>,
) -> Map<String, Json> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in (meta.fields)() {
        let mut schema = shape(&field.shape, !field.required, definitions);
        let about = field.about();
        // In draft-07 nothing may stand beside `$ref`.
        if schema.contains_key("$ref") {
            schema = Map::from_iter([("allOf".to_owned(), json!([Json::Object(schema)]))]);
        }
        schema.insert("description".to_owned(), json!(about.replace('`', "")));
        schema.insert("markdownDescription".to_owned(), json!(about));
        properties.insert(field.key.to_owned(), Json::Object(schema));
        if field.required {
            required.push(field.key);
        }
    }
    let mut out = Map::new();
    out.insert("description".to_owned(), json!(meta.about()));
    out.insert("type".to_owned(), json!("object"));
    out.insert("properties".to_owned(), Json::Object(properties));
    if !required.is_empty() {
        out.insert("required".to_owned(), json!(required));
    }
    out.insert("patternProperties".to_owned(), json!({"^x-": {}}));
    out.insert("additionalProperties".to_owned(), json!(is_foreign));
    out
}

fn reference(meta: &'static RecordMeta, is_foreign: bool, definitions: &mut Map<String, Json>) -> Json {
    if !definitions.contains_key(meta.name) {
        // The name is taken first: a record may contain itself.
        definitions.insert(meta.name.to_owned(), Json::Null);
        let schema = record(meta, is_foreign, definitions);
        definitions.insert(meta.name.to_owned(), Json::Object(schema));
    }
    json!({"$ref": format!("#/definitions/{}", meta.name)})
}

/// The schema of a shape; with `is_optional`, nothing may stand there too.
fn shape(of: &Shape, is_optional: bool, definitions: &mut Map<String, Json>) -> Map<String, Json> {
    const ID: &str = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
    const REF: &str = "^([A-Za-z0-9][A-Za-z0-9._-]{0,63}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
    const DURATION: &str = r"^\+?[0-9]+(\.[0-9]{1,3})? ?[mhdw]$";
    const LAG: &str = r"^[+-]?[0-9]+(\.[0-9]{1,3})? ?[mhdw]$";
    const MOMENT: &str =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?$";
    let pattern = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let schema = match of {
        // A title such as `2026` is a number to an editor and a text to epm.
        Shape::Text | Shape::Prose => json!({"type": ["string", "number", "boolean"]}),
        Shape::Id | Shape::Person | Shape::Team => pattern(ID),
        Shape::ItemRef => pattern(REF),
        Shape::Date => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"}),
        Shape::Moment => pattern(MOMENT),
        Shape::Duration { signed: false } => pattern(DURATION),
        Shape::Duration { signed: true } => pattern(LAG),
        Shape::Percent => pattern(r"^(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?)%$"),
        Shape::Number { min, max } => {
            let mut number = json!({"type": "number"});
            if let Some(min) = min {
                number["minimum"] = json!(min);
            }
            if let Some(max) = max {
                number["maximum"] = json!(max);
            }
            number
        }
        Shape::Integer { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Choice(choices) => choice(choices, is_optional),
        Shape::List(item) => {
            let items = shape(item, false, definitions);
            json!({"type": "array", "items": items})
        }
        Shape::Map(value) => {
            let values = shape(value, false, definitions);
            json!({"type": "object", "additionalProperties": values})
        }
        Shape::Record(meta) => reference(meta, false, definitions),
        Shape::AnyOf(shapes) => {
            let mut any: Vec<_> = flat(shapes).into_iter().map(|s| alternative(s, definitions)).collect();
            // A hover lists every alternative by its title: "nothing" is part of the first one, where it can be.
            if let (true, Some(Json::Object(first))) = (is_optional, any.first_mut())
                && !first.contains_key("$ref")
            {
                *first = or_null(std::mem::take(first));
                return Map::from_iter([("anyOf".to_owned(), Json::Array(any))]);
            }
            json!({"anyOf": any})
        }
        Shape::Any => json!({}),
    };
    let Json::Object(mut schema) = schema else { return Map::new() };
    if let Some(words) = words(of) {
        schema.insert("errorMessage".to_owned(), json!(format!("expected {words}")));
    }
    if is_optional { or_null(schema) } else { schema }
}

/// The shapes among which a value may choose, those of a choice within a choice too.
fn flat(shapes: &[Shape]) -> Vec<&Shape> {
    let mut out = Vec::new();
    for shape in shapes {
        match shape {
            Shape::AnyOf(inner) => out.extend(flat(inner)),
            other => out.push(other),
        }
    }
    out
}

/// One of several shapes that may stand at a place, under a title that says what it is.
fn alternative(of: &Shape, definitions: &mut Map<String, Json>) -> Json {
    let mut schema = shape(of, false, definitions);
    let title = match of {
        Shape::Text | Shape::Prose => Some("a text"),
        Shape::Choice(_) => Some("a word"),
        Shape::List(_) => Some("a list"),
        other => words(other),
    };
    if let Some(title) = title {
        schema.insert("title".to_owned(), json!(title.replace('`', "")));
    }
    Json::Object(schema)
}

/// What belongs at a place whose pattern says nothing to a person: an editor shows this for a value that does not fit.
fn words(of: &Shape) -> Option<&'static str> {
    Some(match of {
        Shape::Id => "an id: letters, digits, `.`, `_` and `-`, at most 64, such as `token-service`",
        Shape::Person => "the id of a person, such as `maria`",
        Shape::Team => "the id of a team, such as `identity`",
        Shape::ItemRef => "the id of an item such as `token-service`, or `program/id`",
        Shape::Date => "a date such as `2026-11-22`",
        Shape::Moment => "a date with a time such as `2026-02-27T15:00Z`",
        Shape::Duration { signed: false } => "a duration such as `4h`, `3d` or `2w`",
        Shape::Duration { signed: true } => "a lag such as `2d`, or a lead such as `-2d`",
        Shape::Percent => "a percentage such as `40%`",
        Shape::Integer { .. } => "a whole number",
        _ => return None,
    })
}

fn choice(choices: &[(&str, &str)], is_optional: bool) -> Json {
    let mut words: Vec<Json> = Vec::new();
    let mut about: Vec<Json> = Vec::new();
    for (word, doc) in choices {
        words.push(json!(word));
        about.push(json!(doc.trim()));
        // `tier: 1` is a number to an editor.
        if let Ok(number) = word.parse::<i64>() {
            words.push(json!(number));
            about.push(json!(doc.trim()));
        }
    }
    if is_optional {
        words.push(Json::Null);
        about.push(json!("Not given."));
    }
    json!({"enum": words, "enumDescriptions": about.clone(), "markdownEnumDescriptions": about})
}

/// The schema with nothing allowed too.
fn or_null(mut schema: Map<String, Json>) -> Map<String, Json> {
    if schema.is_empty() || schema.contains_key("enum") {
        return schema;
    }
    match schema.get("type").cloned() {
        Some(Json::String(kind)) => drop(schema.insert("type".to_owned(), json!([kind, "null"]))),
        Some(Json::Array(mut kinds)) => {
            kinds.push(json!("null"));
            schema.insert("type".to_owned(), Json::Array(kinds));
        }
        _ => {
            let mut any = match schema.get("anyOf") {
                Some(Json::Array(any)) => any.clone(),
                _ => vec![Json::Object(schema)],
            };
            any.push(json!({"type": "null"}));
            return Map::from_iter([("anyOf".to_owned(), Json::Array(any))]);
        }
    }
    schema
}
