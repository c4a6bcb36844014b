//! What a template may call: the marks' functions, and a few formats. Everything that minijinja brings is there too
//! (`join`, `sort`, `selectattr`, `length`, …), but for what would print text as Markdown (`safe`, `escape`) or dump
//! the view (`debug`, `tojson`, `pprint`).
//!
//! | filter | example | gives |
//! | --- | --- | --- |
//! | `prose(folder)` | `{{ charter.scope \| prose(charter.folder) }}` | a person's Markdown as blocks; `folder` is where relative links start |
//! | `inline(folder)` | `{{ risk.note \| inline }}` | the same on one line, for cells |
//! | `date_short` | `{{ m.finish \| date_short }}` | `22 Nov 2026` as text that does not break; null gives `–` |
//! | `days` | `{{ m.variance \| days }}` | `+2d`, `-1.5d`, `0d`; null gives `–` |
//! | `percent` | `{{ p \| percent }}` | `42%` of 0.42; null gives `–` |
//! | `brief(most)` | `{{ risk.title \| brief(12) }}` | at most so many words, cut behind a clause with `…`; null gives `–` |
//! | `plural(one, many)` | `{{ n \| plural("risk") }}` | `1 risk`, `3 risks`; `plural("entry", "entries")` |
//!
//! The functions are the marks, in the table of [`marks`].

use jiff::civil::Date;
use minijinja::Environment;
use minijinja::Error;
use minijinja::ErrorKind;
use minijinja::State;
use minijinja::Value;
use minijinja::value::Kwargs;

use crate::render::context;
use crate::render::document::Callout;
use crate::render::document::Colour;
use crate::render::error::quoted;
use crate::render::gantt::Gantt;
use crate::render::links;
use crate::render::marks;
use crate::render::marks::Kind;
use crate::render::text;
use crate::report::graph::Graph;
use crate::report::picture::Picture;

/// Stands for a value that there is not.
pub(crate) const NO_VALUE: &str = "–";

const FILTERS: [&str; 7] = ["prose", "inline", "date_short", "days", "percent", "brief", "plural"];

const FUNCTIONS: [&str; 14] = [
    "status",
    "date",
    "anchor",
    "ref",
    "br",
    "figure",
    "mermaid",
    "flowchart",
    "gantt",
    "picture",
    "page_properties",
    "rollup",
    "fold",
    "callout",
];

/// Registers our filters and functions, and takes away those that go around them.
pub(crate) fn register(env: &mut Environment<'_>) {
    for name in ["safe", "escape", "e", "tojson", "pprint"] {
        env.remove_filter(name);
    }
    env.remove_global("debug");
    env.add_filter("prose", |value: Value, folder: Option<String>| markdown(Kind::Prose, &value, folder));
    env.add_filter("inline", |value: Value, folder: Option<String>| markdown(Kind::Inline, &value, folder));
    env.add_filter("date_short", date_short);
    env.add_filter("days", days);
    env.add_filter("percent", percent);
    env.add_filter("brief", brief);
    env.add_filter("plural", plural);
    env.add_function("status", status);
    env.add_function("date", date);
    env.add_function("anchor", |id: String| safe(marks::mark(Kind::Anchor, &[&links::anchor_id(&id)])));
    env.add_function("ref", |id: String, words: Option<String>| {
        safe(marks::mark(Kind::Ref, &[&links::anchor_id(&id), words.as_deref().unwrap_or(&id)]))
    });
    env.add_function("br", || safe(marks::mark(Kind::Break, &[""])));
    env.add_function("figure", figure);
    env.add_function("mermaid", |diagram: String| block(Kind::Mermaid, &[&diagram]));
    env.add_function("flowchart", flowchart);
    env.add_function("gantt", gantt);
    env.add_function("picture", picture);
    env.add_function("page_properties", page_properties);
    env.add_function("rollup", rollup);
    env.add_function("fold", |state: &mut State, title: String, kwargs: Kwargs| {
        let body = body(state, "fold", &kwargs)?;
        Ok::<Value, Error>(block(Kind::Fold, &[&title, &body]))
    });
    env.add_function("callout", |state: &mut State, kind: String, kwargs: Kwargs| {
        if Callout::from_name(&kind).is_none() {
            return Err(refuse(format!("no callout `{kind}`; there are {}", quoted(Callout::WORDS))));
        }
        let body = body(state, "callout", &kwargs)?;
        Ok::<Value, Error>(block(Kind::Callout, &[&kind, &body]))
    });
}

/// Returns the names of our filters.
pub(crate) fn filter_names() -> Vec<&'static str> {
    FILTERS.to_vec()
}

/// Returns the names of our functions.
pub(crate) fn function_names() -> Vec<&'static str> {
    FUNCTIONS.to_vec()
}

/// Returns what `{{ value }}` puts into the marked text: text as one word, a mark or a macro's text as it is.
pub(crate) fn printed(value: &Value) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "no such name"));
    }
    match value.as_str() {
        Some(marked) if value.is_safe() => Ok(marked.to_owned()),
        Some(text) => Ok(marks::value(text)),
        None if value.is_none() => Ok(marks::value(NO_VALUE)),
        None if value.as_object().is_some() => Err(refuse(format!(
            "a {} cannot be printed; name one of its fields, loop over it, or use `join`",
            value.kind()
        ))),
        None if value.kind() == minijinja::value::ValueKind::Bool => {
            Ok(marks::value(if value.is_true() { "yes" } else { "no" }))
        }
        None => match number(value) {
            Some(n) => Ok(marks::value(&plain_number(n))),
            None => Ok(marks::value(&value.to_string())),
        },
    }
}

fn safe(marked: String) -> Value {
    Value::from_safe_string(marked)
}

/// A block mark ends its paragraph: what follows in the template begins a new one.
fn block(kind: Kind, fields: &[&str]) -> Value {
    safe(format!("{}\n\n", marks::mark(kind, fields)))
}

fn refuse(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn markdown(kind: Kind, value: &Value, folder: Option<String>) -> Result<Value, Error> {
    if value.is_none() || value.is_safe() {
        return Ok(if value.is_none() { Value::from("") } else { value.clone() });
    }
    let Some(text) = value.as_str() else {
        return Err(refuse(format!("`{}` reads a text, not a {}", kind.name(), value.kind())));
    };
    Ok(safe(marks::mark(kind, &[&text::clean(text), folder.as_deref().unwrap_or_default()])))
}

fn status(colour: String, words: Option<String>) -> Result<Value, Error> {
    if Colour::from_name(&colour).is_none() {
        return Err(refuse(format!("no colour `{colour}`; there are {}", quoted(Colour::WORDS))));
    }
    let words = text::one_line(&words.unwrap_or_default());
    let words = if words.is_empty() { colour.to_uppercase() } else { words };
    Ok(safe(marks::mark(Kind::Status, &[&colour, &words])))
}

fn date(value: &Value) -> Result<Value, Error> {
    match civil(value)? {
        Some(date) => Ok(safe(marks::mark(Kind::Date, &[&date.to_string()]))),
        None => Ok(Value::from(NO_VALUE)),
    }
}

fn date_short(value: &Value) -> Result<Value, Error> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match civil(value)? {
        Some(date) => {
            let month = MONTHS[date.month().unsigned_abs() as usize - 1];
            Ok(Value::from(format!("{}\u{a0}{month}\u{a0}{}", date.day(), date.year())))
        }
        None => Ok(Value::from(NO_VALUE)),
    }
}

/// Reads a date; null and an empty text are none.
fn civil(value: &Value) -> Result<Option<Date>, Error> {
    let Some(text) = value.as_str().map(str::trim).filter(|t| !t.is_empty()) else {
        return if value.is_none() || value.as_str().is_some() {
            Ok(None)
        } else {
            Err(refuse(format!("a date is a text like `2026-11-22`, not a {}", value.kind())))
        };
    };
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.parse::<Date>() {
        Ok(date) if shape => Ok(Some(date)),
        _ => Err(refuse(format!("`{}` is no date like `2026-11-22`", text::one_line(text)))),
    }
}

fn days(value: &Value) -> Result<Value, Error> {
    let Some(n) = optional_number("days", value)? else { return Ok(Value::from(NO_VALUE)) };
    let sign = if n > 0.0 { "+" } else { "" };
    Ok(Value::from(format!("{sign}{}d", plain_number((n * 10.0).round() / 10.0))))
}

fn percent(value: &Value) -> Result<Value, Error> {
    let Some(n) = optional_number("percent", value)? else { return Ok(Value::from(NO_VALUE)) };
    Ok(Value::from(format!("{}%", plain_number((n * 100.0).round()))))
}

fn brief(value: &Value, most: usize) -> Result<Value, Error> {
    match value.as_str() {
        Some(words) => Ok(Value::from(text::brief(words, most))),
        None if value.is_none() => Ok(Value::from(NO_VALUE)),
        None => Err(refuse(format!("`brief` shortens a text, not a {}", value.kind()))),
    }
}

fn plural(value: &Value, one: String, many: Option<String>) -> Result<Value, Error> {
    let n = number(value)
        .ok_or_else(|| refuse(format!("`plural` counts with a number, not a {}", value.kind())))?;
    let word = if n == 1.0 { one } else { many.unwrap_or_else(|| format!("{one}s")) };
    Ok(Value::from(format!("{} {word}", plain_number(n))))
}

fn optional_number(filter: &str, value: &Value) -> Result<Option<f64>, Error> {
    match number(value) {
        Some(n) => Ok(Some(n)),
        None if value.is_none() => Ok(None),
        None => Err(refuse(format!("`{filter}` formats a number, not a {}", value.kind()))),
    }
}

fn number(value: &Value) -> Option<f64> {
    value.is_number().then(|| f64::try_from(value.clone()).ok()).flatten().filter(|n| n.is_finite())
}

/// Writes a number without a trailing `.0`, and never `-0`.
fn plain_number(n: f64) -> String {
    format!("{}", if n == 0.0 { 0.0 } else { n })
}

fn figure(file: String, alt: String) -> Result<Value, Error> {
    let plain = file.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'));
    if !plain || file.is_empty() || file.starts_with('/') || file.split('/').any(|part| part == "..") {
        return Err(refuse(format!("`{}` is no name of a file beside the page", text::one_line(&file))));
    }
    Ok(block(Kind::Figure, &[&file, &alt]))
}

fn flowchart(graph: &Value) -> Result<Value, Error> {
    let graph: Graph = serde_json::from_value(context::to_json(graph))
        .map_err(|e| refuse(format!("`flowchart` draws a graph of nodes and edges: {e}")))?;
    Ok(shape(Kind::Flowchart, &graph))
}

fn gantt(chart: &Value) -> Result<Value, Error> {
    let chart: Gantt = serde_json::from_value(context::to_json(chart))
        .map_err(|e| refuse(format!("`gantt` draws sections of rows: {e}")))?;
    if let Some(fault) = chart.fault() {
        return Err(refuse(fault));
    }
    Ok(shape(Kind::Gantt, &chart))
}

fn picture(data: &Value) -> Result<Value, Error> {
    let picture: Picture = serde_json::from_value(context::to_json(data))
        .map_err(|e| refuse(format!("`picture` draws the data of a picture, as views give it: {e}")))?;
    Ok(shape(Kind::Picture, &picture))
}

fn shape<T: serde::Serialize>(kind: Kind, shape: &T) -> Value {
    let json = serde_json::to_string(shape).expect("plain shapes are plain data");
    block(kind, &[&json])
}

fn page_properties(rows: &Value) -> Result<Value, Error> {
    let mut fields = Vec::new();
    for row in rows.try_iter()? {
        let label = row.get_item_by_index(0)?;
        let label = label.as_str().ok_or_else(|| refuse("a property is `[label, value]`".to_owned()))?;
        fields.push(label.to_owned());
        fields.push(printed(&row.get_item_by_index(1)?)?);
    }
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    Ok(block(Kind::Properties, &fields))
}

/// Takes a label as Confluence has them: lower case letters, digits, `-` and `_`.
fn rollup(label: String) -> Result<Value, Error> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if label.is_empty() || !label.chars().all(is_plain) {
        return Err(refuse(format!(
            "`{}` is no label: lower case letters, digits and `-`",
            text::one_line(&label)
        )));
    }
    Ok(block(Kind::Rollup, &[&label]))
}

/// Returns what stands between the tags of a call block.
fn body(state: &mut State<'_, '_>, name: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let caller: Option<Value> = kwargs.get("caller")?;
    kwargs.assert_all_used()?;
    let Some(caller) = caller else {
        return Err(refuse(format!("`{name}` is written `{{% call {name}(…) %}}…{{% endcall %}}`")));
    };
    Ok(caller.call(state, &[])?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_name_what_is_registered() {
        let mut env = Environment::new();
        let before: Vec<String> = env.globals().map(|(name, _)| name.to_owned()).collect();
        register(&mut env);
        let mut ours: Vec<String> =
            env.globals().map(|(name, _)| name.to_owned()).filter(|name| !before.contains(name)).collect();
        let mut listed: Vec<String> = FUNCTIONS.iter().map(|name| (*name).to_owned()).collect();
        ours.sort();
        listed.sort();
        assert_eq!(ours, listed);
        let docs = [include_str!("filters.rs"), include_str!("marks.rs")].concat();
        for name in FILTERS.iter().chain(&FUNCTIONS) {
            assert!(docs.contains(&format!("//! | `{name}")) || docs.contains(&format!("{name}(")), "{name}");
        }
    }

    #[test]
    fn numbers_and_dates_read_well() {
        let text = |v: Result<Value, Error>| v.unwrap().to_string();
        assert_eq!(text(days(&Value::from(2))), "+2d");
        assert_eq!(text(days(&Value::from(-1.5))), "-1.5d");
        assert_eq!(text(days(&Value::from(-0.0))), "0d");
        assert_eq!(text(days(&Value::from(()))), "–");
        assert_eq!(text(percent(&Value::from(0.425))), "43%");
        assert_eq!(text(plural(&Value::from(1), "risk".to_owned(), None)), "1 risk");
        assert_eq!(
            text(plural(&Value::from(0), "entry".to_owned(), Some("entries".to_owned()))),
            "0 entries"
        );
        assert_eq!(text(date_short(&Value::from("2026-11-02"))), "2\u{a0}Nov\u{a0}2026");
        assert!(date_short(&Value::from("2026-11-2")).is_err());
        assert!(date(&Value::from("2026-02-30")).is_err());
    }
}
