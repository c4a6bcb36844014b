//! Changes of fields in words.

use serde_json::Value as Json;

use crate::trend::diff::FieldChange;

/// Texts longer than this are not shown, only that they changed.
const MAX_SHOWN: usize = 60;

/// Returns a value as a person writes it: `8d`, `maria`, `low: 6d, likely: 8d`.
pub(crate) fn value(value: &Json) -> String {
    match value {
        Json::Null => "nothing".to_owned(),
        Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Json::Array(list) => list.iter().map(self::value).collect::<Vec<_>>().join(", "),
        Json::Object(map) => {
            // What has a name is called by it: `step-up-auth`, `mobile-sdk (lag: 2d)`.
            let names = ["id", "item", "name", "text", "title"];
            let name = names.iter().find(|key| map.contains_key(**key));
            let rest = map.iter().filter(|(key, _)| name.is_none_or(|name| key != name));
            let pair = |(key, v): (&String, &Json)| format!("{}: {}", label(key), self::value(v));
            let rest = rest.map(pair).collect::<Vec<_>>().join(", ");
            match name.map(|name| self::value(&map[*name])) {
                Some(name) if rest.is_empty() => name,
                Some(name) => format!("{name} ({rest})"),
                None => rest,
            }
        }
        other => {
            let number = other.to_string();
            number.strip_suffix(".0").map_or_else(|| number.clone(), str::to_owned)
        }
    }
}

/// Returns what an entry of a list is called.
fn name(value: &Json) -> Option<&str> {
    ["id", "name"].iter().find_map(|key| value.get(key)).and_then(Json::as_str)
}

/// Joins texts; what would be said several times is counted.
pub(crate) fn joined(texts: Vec<String>) -> String {
    let mut counted: Vec<(usize, String)> = Vec::new();
    for text in texts {
        match counted.iter_mut().find(|(_, known)| *known == text) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, text)),
        }
    }
    let words = counted.into_iter().map(|(count, text)| match count {
        1 => text,
        _ => format!("{count} {text}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Returns the name of a field as a person says it: `needed by`, `load-test status`.
pub(crate) fn label(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    for part in field.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out.replace('_', " ")
}

/// Says how a field changed: `owner maria → jonas`, `committed 2026-12-18 removed`, `tags + pilot`.
pub(crate) fn change(change: &FieldChange, is_list: bool) -> String {
    let name = label(&change.field);
    let text = |v: &Option<Json>| v.as_ref().map(value);
    match (text(&change.before), text(&change.after)) {
        (Some(a), Some(b)) if is_long(&a) || is_long(&b) => format!("{name} rewritten"),
        (Some(a), Some(b)) => format!("{name} {a} → {b}"),
        // Nobody wants to read fifty rows of a series.
        (None, Some(_)) if name == "observations" => format!("{name} added"),
        (None, Some(b)) if is_long(&b) => match change.after.as_ref().and_then(self::name) {
            Some(entry) => format!("{name} + {entry}"),
            None => format!("{name} added"),
        },
        (None, Some(b)) if is_list => format!("{name} + {b}"),
        (None, Some(b)) => format!("{name} {b}"),
        (Some(a), None) if is_long(&a) => format!("{name} removed"),
        (Some(a), None) if is_list => format!("{name} − {a}"),
        (Some(a), None) => format!("{name} {a} removed"),
        (None, None) => name,
    }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > MAX_SHOWN
}

/// Returns a move in working days with its sign: `+4d`, `-2.5d`, `0d`.
pub(crate) fn days(days: f64) -> String {
    let rounded = (days * 10.0).round() / 10.0;
    if rounded > 0.0 { format!("+{rounded}d") } else { format!("{}d", rounded + 0.0) }
}
