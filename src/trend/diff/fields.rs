//! Which fields of a record differ: values are compared, never how they are written.
//!
//! White space in texts does not count, and neither does the order of a list: an entry of a list is known by its id,
//! name or date, else by all of it.

use serde_json::Map;
use serde_json::Value as Json;

/// A field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field: `committed`, `estimate.likely`, `items[load-test].status`; for an entry of a list that came or went,
    /// the list.
    pub field: String,
    /// The value before; none when it was not there.
    pub before: Option<Json>,
    /// The value after; none when it is not there any more.
    pub after: Option<Json>,
}

/// What entries of lists are known by, best first.
const KEYS: &[&str] =
    &["id", "item", "name", "metric", "date", "at", "from", "action", "what", "title", "by"];

/// Compares the fields of two records.
pub(crate) fn compare(before: &Json, after: &Json) -> Vec<FieldChange> {
    let mut out = Vec::new();
    value("", Some(before), Some(after), &mut out);
    out
}

fn value(at: &str, before: Option<&Json>, after: Option<&Json>, out: &mut Vec<FieldChange>) {
    match (before, after) {
        (Some(Json::Object(a)), Some(Json::Object(b))) => object(at, a, b, out),
        (Some(Json::Array(a)), Some(Json::Array(b))) => list(at, a, b, out),
        (Some(Json::Array(a)), None) => list(at, a, &[], out),
        (None, Some(Json::Array(b))) => list(at, &[], b, out),
        (Some(a), Some(b)) if is_same(a, b) => {}
        (a, b) => out.push(FieldChange { field: at.to_owned(), before: a.cloned(), after: b.cloned() }),
    }
}

fn is_same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::String(a), Json::String(b)) => a == b || a.split_whitespace().eq(b.split_whitespace()),
        _ => a == b,
    }
}

fn object(at: &str, before: &Map<String, Json>, after: &Map<String, Json>, out: &mut Vec<FieldChange>) {
    let field = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
    for (key, old) in before {
        value(&field(key), Some(old), after.get(key), out);
    }
    for (key, new) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        value(&field(key), None, Some(new), out);
    }
}

fn list(at: &str, before: &[Json], after: &[Json], out: &mut Vec<FieldChange>) {
    let Some((old, new)) = keys(before).zip(keys(after)) else { return whole(at, before, after, out) };
    for (key, entry) in old.iter().zip(before) {
        match new.iter().position(|k| k == key) {
            Some(n) => {
                // A link may be written as its id alone.
                let (a, b) = (widened(entry, &after[n]), widened(&after[n], entry));
                value(&format!("{at}[{key}]"), Some(&a), Some(&b), out);
            }
            None => out.push(FieldChange { field: at.to_owned(), before: Some(entry.clone()), after: None }),
        }
    }
    for (key, entry) in new.iter().zip(after) {
        if !old.contains(key) {
            out.push(FieldChange { field: at.to_owned(), before: None, after: Some(entry.clone()) });
        }
    }
}

/// Compares lists whose entries have no names: what stands in one more often than in the other came or went.
fn whole(at: &str, before: &[Json], after: &[Json], out: &mut Vec<FieldChange>) {
    let mut rest: Vec<&Json> = after.iter().collect();
    for entry in before {
        match rest.iter().position(|other| is_same(entry, other)) {
            Some(n) => {
                rest.remove(n);
            }
            None => out.push(FieldChange { field: at.to_owned(), before: Some(entry.clone()), after: None }),
        }
    }
    out.extend(rest.into_iter().map(|entry| FieldChange {
        field: at.to_owned(),
        before: None,
        after: Some(entry.clone()),
    }));
}

/// Returns what each entry is known by; none when one has no name or two have the same.
fn keys(entries: &[Json]) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::with_capacity(entries.len());
    for entry in entries {
        let key = match entry {
            Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Json::Object(map) => KEYS.iter().find_map(|key| map.get(*key)?.as_str())?.to_owned(),
            other => other.to_string(),
        };
        if out.contains(&key) {
            return None;
        }
        out.push(key);
    }
    Some(out)
}

/// Returns an entry in the long form when the other one has it: `a` as `{id: a}`.
fn widened(entry: &Json, other: &Json) -> Json {
    match (entry, other) {
        (Json::String(id), Json::Object(map)) if map.contains_key("id") => {
            serde_json::json!({ "id": id })
        }
        _ => entry.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changes(before: Json, after: Json) -> Vec<String> {
        let show = |v: &Option<Json>| v.as_ref().map_or("–".to_owned(), ToString::to_string);
        let line = |c: &FieldChange| format!("{}: {} → {}", c.field, show(&c.before), show(&c.after));
        compare(&before, &after).iter().map(line).collect()
    }

    #[test]
    fn how_a_value_is_written_does_not_count() {
        let a = json!({"title": "One  title\nof two lines", "tags": ["a", "b"], "items": [{"id": "x", "due": "d"}, {"id": "y"}]});
        let b = json!({"items": [{"id": "y"}, {"due": "d", "id": "x"}], "tags": ["b", "a"], "title": "One title of two lines"});
        assert_eq!(changes(a, b), Vec::<String>::new());
    }

    #[test]
    fn entries_are_known_by_their_names() {
        let a = json!({"depends_on": ["a", "b"], "items": [{"id": "x", "status": "open"}]});
        let b = json!({"depends_on": [{"id": "b", "lag": "2d"}, "c"], "items": [{"id": "x", "status": "pass"}], "owner": "maria"});
        assert_eq!(
            changes(a, b),
            [
                "depends_on: \"a\" → –",
                "depends_on[b].lag: – → \"2d\"",
                "depends_on: – → \"c\"",
                "items[x].status: \"open\" → \"pass\"",
                "owner: – → \"maria\"",
            ]
        );
    }

    #[test]
    fn entries_without_names_are_counted() {
        let a = json!({"list": [{"q": 1}, {"q": 1}, {"q": 2}]});
        let b = json!({"list": [{"q": 2}, {"q": 1}]});
        assert_eq!(changes(a, b), ["list: {\"q\":1} → –"]);
    }
}
