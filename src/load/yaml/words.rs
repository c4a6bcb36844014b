//! The words for faults that stand in the text itself: what it reads as, and what to write instead.

use std::ops::Range;

use crate::load::yaml::SyntaxKind;
use crate::load::yaml::lines::Line;

/// What is wrong, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) what: String,
    pub(super) help: String,
}

/// Puts the two halves of a message together.
pub(super) fn say(what: impl Into<String>, help: impl Into<String>) -> Words {
    Words { what: what.into(), help: help.into() }
}

pub(super) fn second_document() -> Words {
    say(
        "a second document begins here, and only the first is read",
        "delete this line, or put the rest into a file of its own",
    )
}

pub(super) fn merge_key() -> Words {
    say("merging with `<<` hides what an item holds", "write its fields out")
}

pub(super) fn no_key() -> Words {
    say("nothing stands before this `:`", "write a key before it, or put the text in quotes")
}

pub(super) fn directive() -> Words {
    say("a line that begins with `%` is an instruction to YAML tools", "delete it")
}

pub(super) fn invisible(c: char) -> Words {
    say(format!("the invisible character U+{:04X} stands here", u32::from(c)), "delete it")
}

/// The longest text that is shown inside a message.
const SHOWN: usize = 60;

/// Tells whether a text could be a key without quotes.
pub(super) fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
}

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

pub(super) fn no_space_after_dash(rest: &str) -> Words {
    say("a space is missing after the dash", format!("write `- {}`", shown(rest)))
}

pub(super) fn no_colon_after(key: &str) -> Words {
    say(format!("a `:` is missing after `{}`", shown(key)), format!("write `{}:`", shown(key)))
}

/// Says that what begins in a column belongs to nothing above it.
pub(super) fn fits_nowhere(what: &str, column: usize, help: &str) -> Words {
    say(format!("this {what} begins in column {column}, which fits no line above"), help)
}

pub(super) fn tag(token: &str) -> Words {
    say(
        format!("`{}` is a YAML type tag, and tags are not read", shown(token)),
        "delete it, or put the text in quotes if `!` belongs to it",
    )
}

pub(super) fn anchor(token: &str) -> Words {
    say(
        format!("`{}` names a value for use elsewhere, which hides it from readers", shown(token)),
        "delete it, or put the text in quotes if `&` belongs to it",
    )
}

pub(super) fn alias(token: &str) -> Words {
    say(
        format!("`{}` refers to a value elsewhere", shown(token)),
        "write the value itself, or put the text in quotes if `*` belongs to it",
    )
}

pub(super) fn duplicate_key(key: &str) -> Words {
    say(format!("`{}` stands twice here", shown(key)), "delete one of the two")
}

/// Says why the list or mapping at `at` is no key.
pub(super) fn complex_key(text: &str, at: usize) -> Words {
    if text.get(at..).is_some_and(|rest| rest.starts_with('{')) && text[..at].ends_with('{') {
        say("text that begins with `{{` needs quotes", "write `\"{{ … }}\"`")
    } else {
        say("a list or a mapping cannot be a key", "write a word before the `:`")
    }
}

/// Says what is wrong with an entry of `{…}` that has no value.
pub(super) fn flow_key_without_value(key: &str) -> Words {
    let (name, value) = match key.split_once(':').or_else(|| key.split_once(' ')) {
        Some((name, value)) => (name.trim(), value.trim()),
        None => (key, "…"),
    };
    say(format!("`{}` has no value", shown(key)), format!("write `{}: {}`", shown(name), shown(value)))
}

/// Says that a value reads as a comment.
pub(super) fn hash(key: &str, comment: &str) -> Words {
    say("a `#` begins a comment, so nothing is read here", write_quoted(Some(key), comment))
}

/// Finds the first line of a text over several lines that looks like a list item.
pub(super) fn list_in_text(text: &str, span: Range<usize>) -> Option<(SyntaxKind, Range<usize>, Words)> {
    let first = Line::at(text, span.start);
    let value = text.get(span.start..first.end)?;
    if let Some(rest) = value.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
    {
        let words = no_space_after_dash(rest);
        return Some((SyntaxKind::MissingSpace, span.start..first.end, words));
    }
    let mut at = first.next;
    while at < span.end {
        let line = Line::from(text, at);
        at = line.next;
        if line.is_item(text) {
            let words = say(
                format!("this list item follows the text `{}` and would become part of it", shown(value)),
                "leave nothing after the `:` above a list",
            );
            return Some((SyntaxKind::Syntax, line.first..line.end, words));
        }
    }
    None
}
