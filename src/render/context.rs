//! A view's JSON as template values, and back. Every string is [cleaned](super::text) on the way in, so no template
//! function has to think of it.

use minijinja::Value;
use minijinja::value::ValueKind;
use serde_json::Value as Json;

use crate::render::text;

/// Returns a view's JSON as a template value.
pub(crate) fn to_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(b) => Value::from(*b),
        Json::String(s) => Value::from(trimmed(text::clean(s))),
        Json::Array(list) => list.iter().map(to_value).collect(),
        Json::Object(map) => Value::from_pairs(map.iter().map(|(k, v)| (text::clean(k), to_value(v)))),
        Json::Number(n) => match (n.as_i64(), n.as_u64()) {
            (Some(n), _) => Value::from(n),
            (None, Some(n)) => Value::from(n),
            (None, None) => Value::from(n.as_f64().unwrap_or_default()),
        },
    }
}

/// Takes the spaces at the ends away; a text of several lines keeps the indent of its first.
fn trimmed(text: String) -> String {
    let end = text.trim_end();
    if end.contains('\n') { end.to_owned() } else { end.trim_start().to_owned() }
}

/// Returns a template value as JSON.
pub(crate) fn to_json(value: &Value) -> Json {
    match value.kind() {
        ValueKind::Bool => Json::Bool(value.is_true()),
        ValueKind::Number => match i64::try_from(value.clone()) {
            Ok(n) if value.is_integer() => Json::from(n),
            _ => Json::from(f64::try_from(value.clone()).unwrap_or_default()),
        },
        ValueKind::String => Json::String(value.as_str().unwrap_or_default().to_owned()),
        ValueKind::Seq | ValueKind::Iterable => {
            Json::Array(value.try_iter().map(|list| list.map(|v| to_json(&v)).collect()).unwrap_or_default())
        }
        ValueKind::Map => {
            let fields = value.try_iter().map(|keys| {
                keys.filter_map(|key| {
                    let field = value.get_item(&key).ok()?;
                    Some((key.as_str()?.to_owned(), to_json(&field)))
                })
                .collect()
            });
            Json::Object(fields.unwrap_or_default())
        }
        _ => Json::Null,
    }
}
