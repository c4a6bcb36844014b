//! Which names a template could have meant: for the error that an undefined name gives.
//!
//! The view is plain JSON, so the names are found in it by following the expression. A loop's variable is followed
//! to the list that the loop names, textually: good enough for a help line, and no values are shown, only names.

use serde_json::Value as Json;

use crate::render::error::quoted;

/// A name that is not there, and those that are.
#[derive(Debug, PartialEq)]
pub(crate) struct Unknown {
    /// As far as the expression leads: `program.titel`.
    pub(crate) name: String,
    /// What has no such field; empty for the view itself.
    pub(crate) owner: String,
    /// The names there are, sorted.
    pub(crate) names: Vec<String>,
}

impl Unknown {
    /// Returns the help line.
    pub(crate) fn help(&self) -> String {
        let wanted = self.name.rsplit('.').next().unwrap_or_default();
        let near = self.names.iter().max_by(|a, b| near(a, wanted).total_cmp(&near(b, wanted)));
        let hint = match near {
            Some(name) if near_enough(name, wanted) => format!("did you mean `{name}`? "),
            _ => String::new(),
        };
        match (self.owner.as_str(), self.names.is_empty()) {
            ("", _) => format!("{hint}the view has {}", quoted(&self.names)),
            (_, true) => hint,
            (owner, false) => format!("{hint}`{owner}` has {}", quoted(&self.names)),
        }
    }
}

/// Finds the first path in `expression` (`risk.titel | upper`) that `view` does not have. `template` is the text
/// that it stands in.
pub(crate) fn unknown(expression: &str, template: &str, view: &Json) -> Option<Unknown> {
    // a loop's own variable is no name of the view
    let list = expression.trim_start().strip_prefix("for ").and_then(|rest| rest.split_once(" in "));
    paths(list.map_or(expression, |(_, list)| list))
        .into_iter()
        .find_map(|path| missing(path, template, view))
}

fn missing(path: &str, template: &str, view: &Json) -> Option<Unknown> {
    let mut parts = path.split('.');
    let root = parts.next()?;
    let Some(mut at) = find(root, template, view, 0) else {
        return Some(Unknown { name: root.to_owned(), owner: String::new(), names: keys(view) });
    };
    let mut seen = root.to_owned();
    for part in parts {
        match at.get(part) {
            Some(inner) => {
                seen = format!("{seen}.{part}");
                at = inner;
            }
            None => return Some(Unknown { name: format!("{seen}.{part}"), owner: seen, names: keys(at) }),
        }
    }
    None
}

/// Lists the names with their fields in an expression; words of the language, texts, filters and functions are none.
fn paths(expression: &str) -> Vec<&str> {
    const WORDS: [&str; 14] = [
        "for", "in", "if", "elif", "else", "not", "and", "or", "is", "set", "call", "filter", "loop",
        "include",
    ];
    let mut out = Vec::new();
    let mut before = ' ';
    let mut rest = expression;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '"' | '\'' => rest[1..].find(c).map_or(rest.len(), |end| end + 2),
            c if c.is_alphabetic() || c == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (word, after) = rest.split_at(end);
        let called = before == '|' || after.trim_start().starts_with('(');
        if (c.is_alphabetic() || c == '_') && !called && !WORDS.contains(&word) {
            out.push(word);
        }
        if !c.is_whitespace() {
            before = c;
        }
        rest = after;
    }
    out
}

/// Returns what a name stands for: a field of the view, or an element of the list that a loop names.
fn find<'v>(name: &str, template: &str, view: &'v Json, depth: usize) -> Option<&'v Json> {
    if let Some(found) = view.get(name) {
        return Some(found);
    }
    let start = template.find(&format!("for {name} in "))? + format!("for {name} in ").len();
    let list: String = template[start..]
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        .collect();
    let mut parts = list.split('.');
    let root = parts.next().filter(|_| depth < 8)?;
    let mut at = find(root, template, view, depth + 1)?;
    for part in parts {
        at = at.get(part)?;
    }
    at.as_array()?.first()
}

fn keys(at: &Json) -> Vec<String> {
    let mut keys: Vec<String> = at.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
    keys.sort();
    keys
}

fn near(name: &str, wanted: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(name, wanted)
}

fn near_enough(name: &str, wanted: &str) -> bool {
    near(name, wanted) >= 0.6
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn loops_are_followed_to_their_lists() {
        let view = json!({"programs": [{"risks": [{"id": "R-1", "title": "x"}], "name": "n"}], "as_of": "d"});
        let template =
            "{% for p in programs %}{% for risk in p.risks %}{{ risk.titel }}{% endfor %}{% endfor %}";
        let found = unknown("{{ risk.id ~ 'x.y' | upper(risk.titel)", template, &view).unwrap();
        assert_eq!((found.name.as_str(), found.owner.as_str()), ("risk.titel", "risk"));
        assert_eq!(found.help(), "did you mean `title`? `risk` has `id`, `title`");
        let top = unknown("asof", template, &view).unwrap();
        assert_eq!(unknown("as_of", template, &view), None);
        assert_eq!(top.help(), "did you mean `as_of`? the view has `as_of`, `programs`");
    }
}
