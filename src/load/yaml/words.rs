//! The words for faults that stand in the text itself: what it reads as, and what to write instead.

use std::ops::Range;

use crate::load::yaml::SyntaxKind;
use crate::load::yaml::lines::Line;

pub(super) const SECOND_DOCUMENT: &str = "a second document begins here, and only the first is read: delete this line, or put the rest into a file of its own";
pub(super) const MERGE_KEY: &str = "merging with `<<` hides what an item holds: write its fields out";
pub(super) const NO_KEY: &str = "nothing stands before this `:`: write a key, or put the text in quotes";
pub(super) const DIRECTIVE: &str = "a line that begins with `%` is an instruction to YAML tools: delete it";

/// The longest text that is shown inside a message.
const SHOWN: usize = 60;

/// Returns a text as it is shown inside a message: one line, not too long.
pub(super) fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// Returns a text in the quotes that suit it.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Says how to write `value` in quotes, after its key when there is one.
pub(super) fn write_quoted(key: Option<&str>, value: &str) -> String {
    if value.chars().count() > SHOWN || value.contains('\n') {
        return "put the text in quotes".to_owned();
    }
    match key {
        Some(key) => format!("write `{}: {}`", shown(key), quoted(value)),
        None => format!("write `{}`", quoted(value)),
    }
}

pub(super) fn tag(token: &str) -> String {
    format!(
        "`{}` is a YAML type tag, and tags are not read: delete it, or put the text in quotes if `!` belongs to it",
        shown(token)
    )
}

pub(super) fn anchor(token: &str) -> String {
    format!(
        "`{}` names a value for use elsewhere, which hides it from readers: delete it, or put the text in quotes if `&` \
         belongs to it",
        shown(token)
    )
}

pub(super) fn alias(token: &str) -> String {
    format!(
        "`{}` refers to a value elsewhere: write the value itself, or put the text in quotes if `*` belongs to it",
        shown(token)
    )
}

pub(super) fn duplicate_key(key: &str) -> String {
    format!("`{}` stands twice here: delete one of the two", shown(key))
}

/// Says why the list or mapping at `at` is no key.
pub(super) fn complex_key(text: &str, at: usize) -> String {
    if text.get(at..).is_some_and(|rest| rest.starts_with('{')) && text[..at].ends_with('{') {
        "text that begins with `{{` needs quotes: write `\"{{ … }}\"`".to_owned()
    } else {
        "a list or a mapping cannot be a key: write a word before the `:`".to_owned()
    }
}

/// Says what is wrong with an entry of `{…}` that has no value.
pub(super) fn flow_key_without_value(key: &str) -> String {
    let (name, value) = match key.split_once(':').or_else(|| key.split_once(' ')) {
        Some((name, value)) => (name.trim(), value.trim()),
        None => (key, "…"),
    };
    format!("`{}` has no value: write `{}: {}`", shown(key), shown(name), shown(value))
}

/// Says that a value reads as a comment.
pub(super) fn hash(key: &str, comment: &str) -> String {
    format!("a `#` begins a comment, so nothing is read here: {}", write_quoted(Some(key), comment))
}

/// Finds the first line of a text over several lines that looks like a list item.
pub(super) fn list_in_text(text: &str, span: Range<usize>) -> Option<(SyntaxKind, Range<usize>, String)> {
    let first = Line::at(text, span.start);
    let value = text.get(span.start..first.end)?;
    if let Some(rest) = value.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
    {
        let detail = format!("put a space after the dash: write `- {}`", shown(rest));
        return Some((SyntaxKind::MissingSpace, span.start..first.end, detail));
    }
    let mut at = first.next;
    while at < span.end {
        let line = Line::from(text, at);
        at = line.next;
        if line.is_item(text) {
            let detail = format!(
                "this list item follows the text `{}` and would become part of it: leave nothing after the `:` above a list",
                shown(value)
            );
            return Some((SyntaxKind::Syntax, line.first..line.end, detail));
        }
    }
    None
}
