//! What a view holds, name by name: for people who write templates.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

/// The longest example shown, in characters.
const MAX_EXAMPLE: usize = 60;

/// A name that a template may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The way to it: `milestones[].committed`, where `[]` is each entry of a list.
    pub path: String,
    /// What stands there: `text`, `number`, `yes or no`, `list`, `fields`, `nothing`; several when it varies.
    pub kinds: Vec<&'static str>,
    /// One value of it, shortened; empty for lists and fields.
    pub example: String,
}

/// What every template sees of its page besides the view.
const PAGE: [&str; 4] = ["title", "period", "as_of", "note"];

/// Lists the names of the page that every template sees.
pub fn page_names() -> Vec<Name> {
    let name = |field| Name { path: format!("page.{field}"), kinds: vec!["text"], example: String::new() };
    PAGE.into_iter().map(name).collect()
}

/// Lists every name of a view, in the view's order; the entries of a list count as one.
pub fn names(view: &Json) -> Vec<Name> {
    let mut found = Found::default();
    found.walk("", view);
    found.names
}

#[derive(Default)]
struct Found {
    names: Vec<Name>,
    by_path: BTreeMap<String, usize>,
}

impl Found {
    fn walk(&mut self, path: &str, value: &Json) {
        match value {
            Json::Object(fields) => {
                for (key, inner) in fields {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    self.add(&path, inner);
                    self.walk(&path, inner);
                }
            }
            Json::Array(list) => {
                for inner in list {
                    let path = format!("{path}[]");
                    if !inner.is_object() {
                        self.add(&path, inner);
                    }
                    self.walk(&path, inner);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, path: &str, value: &Json) {
        let n = *self.by_path.entry(path.to_owned()).or_insert_with(|| {
            self.names.push(Name { path: path.to_owned(), kinds: Vec::new(), example: String::new() });
            self.names.len() - 1
        });
        let name = &mut self.names[n];
        let kind = kind(value);
        if !name.kinds.contains(&kind) {
            name.kinds.push(kind);
            name.kinds.sort_unstable_by_key(|kind| *kind == "nothing");
        }
        if name.example.is_empty() {
            name.example = example(value);
        }
    }
}

fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "nothing",
        Json::Bool(_) => "yes or no",
        Json::Number(_) => "number",
        Json::String(_) => "text",
        Json::Array(_) => "list",
        Json::Object(_) => "fields",
    }
}

fn example(value: &Json) -> String {
    let text = match value {
        Json::Bool(_) | Json::Number(_) => value.to_string(),
        Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    if text.chars().count() <= MAX_EXAMPLE {
        return text;
    }
    format!("{}…", text.chars().take(MAX_EXAMPLE - 1).collect::<String>().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once_with_all_that_it_may_be() {
        let view = serde_json::json!({
            "version": 1,
            "rows": [{"id": "a", "due": null}, {"id": "b", "due": "2026-11-20", "tags": ["x"]}],
            "none": [],
        });
        let shown: Vec<String> =
            names(&view).iter().map(|n| format!("{} {} {}", n.path, n.kinds.join("/"), n.example)).collect();
        assert_eq!(
            shown,
            [
                "version number 1",
                "rows list ",
                "rows[].id text a",
                "rows[].due text/nothing 2026-11-20",
                "rows[].tags list ",
                "rows[].tags[] text x",
                "none list ",
            ]
        );
    }
}
