//! Action items in the body of a Markdown record: `- [ ] @maria Ask the vendor, due: 2026-12-01`, and
//! `- [x] … done: 2026-11-18`.
//!
//! Only list items with a box count, not what stands in code. What is not understood stays part of the text.

use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::SourceId;
use crate::diag::Span;
use crate::load::faults;
use crate::load::markdown::FieldSpans;
use crate::load::words::quoted;
use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Date;
use crate::model::Extra;
use crate::model::Person;
use crate::model::Text;

/// An action item, and where it stands.
#[derive(Debug)]
pub(crate) struct Task {
    /// The action.
    pub(crate) action: Action,
    /// The bytes of its own lines, without the lists below it.
    pub(crate) at: Range<usize>,
    /// Somebody or some day is named, so that it is meant as an action wherever it stands.
    pub(crate) is_marked: bool,
    /// The bytes of the words of some fields.
    fields: Vec<(&'static str, Range<usize>)>,
    /// Days that are none: the field, the word and its bytes.
    faults: Vec<(&'static str, String, Range<usize>)>,
}

/// A list item that is being read: where it begins, whether its box is ticked, and its words.
struct Open {
    start: usize,
    end: Option<usize>,
    is_ticked: Option<bool>,
    words: String,
}

/// Finds the action items in a part of a text.
pub(crate) fn find(text: &str, range: Range<usize>) -> Vec<Task> {
    let base = range.start;
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    let parser = Parser::new_ext(&text[range], Options::ENABLE_TASKLISTS);
    for (event, at) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => {
                open.push(Open { start: at.start, end: None, is_ticked: None, words: String::new() });
            }
            // A list below ends the words of the item that it stands in.
            Event::Start(Tag::List(_)) => {
                if let Some(item) = open.last_mut() {
                    item.end.get_or_insert(at.start);
                }
            }
            Event::End(TagEnd::Item) => {
                let Some(item) = open.pop() else { continue };
                let Some(is_ticked) = item.is_ticked else { continue };
                let lines = item.start + base..item.end.unwrap_or(at.end) + base;
                found.push(task(text, lines, is_ticked, &item.words));
            }
            Event::TaskListMarker(ticked) => {
                if let Some(item) = open.last_mut() {
                    item.is_ticked = Some(ticked);
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(item) = open.last_mut().filter(|item| item.end.is_none()) {
                    item.words.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => {
                if let Some(item) = open.last_mut().filter(|item| item.end.is_none()) {
                    item.words.push(' ');
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|task| task.at.start);
    found
}

/// Reads an action from the words of a list item.
fn task(text: &str, at: Range<usize>, is_ticked: bool, words: &str) -> Task {
    let raw = &text[at.clone()];
    let place = |word: &str| raw.find(word).map(|n| at.start + n..at.start + n + word.len());
    let mut action = Action {
        id: None,
        text: Text::from(""),
        owner: None,
        due: None,
        status: Some(if is_ticked { ActionStatus::Done } else { ActionStatus::Open }),
        raised: None,
        closed: None,
        extra: Extra::new(),
    };
    let (mut fields, mut faults, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut words = words.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if let (None, Some(person)) = (&action.owner, person(word)) {
            action.owner = Some(Person::new(person));
            fields.extend(place(&format!("@{person}")).map(|at| ("owner", at)));
            continue;
        }
        let Some((key, mut value)) = key(word) else {
            kept.push(word);
            continue;
        };
        if value.is_empty() {
            value = words.next_if(|next| self::key(next).is_none()).unwrap_or_default();
        }
        // The value stands behind its key: the same letters may stand in a name before it.
        let after = raw.find(word).map_or(0, |n| n + key.len());
        let behind = |value: &str| {
            let start = raw[after..].find(value).map(|n| at.start + after + n)?;
            Some(start..start + value.len())
        };
        let bare = value.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ')' | '('));
        let field = match key {
            "due" => "due",
            "raised" => "raised",
            _ => "closed",
        };
        match Date::parse(bare) {
            Ok(day) => {
                *match key {
                    "due" => &mut action.due,
                    "raised" => &mut action.raised,
                    _ => &mut action.closed,
                } = Some(day);
                fields.extend(behind(bare).map(|at| (field, at)));
            }
            Err(_) => {
                let at = if bare.is_empty() { place(word) } else { behind(bare) };
                faults.extend(at.map(|at| (field, bare.to_owned(), at)));
            }
        }
    }
    let is_end = |c: char| matches!(c, ',' | ';' | ':' | '(' | '-' | '–' | '—' | ' ');
    let line = kept.join(" ");
    action.text = Text(line.trim_start_matches([':', ',', ';', ' ']).trim_end_matches(is_end).to_owned());
    let is_marked = action.owner.is_some() || !fields.is_empty() || !faults.is_empty();
    Task { action, at, is_marked, fields, faults }
}

/// Returns the id of `@maria`, without what a sentence puts behind it.
fn person(word: &str) -> Option<&str> {
    let id = word.trim_start_matches('(').strip_prefix('@')?.trim_end_matches([',', ';', ':', '.', ')']);
    let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!id.is_empty() && id.chars().all(is_id)).then_some(id)
}

/// Takes `due:2026-12-01` apart; `None` for any other word.
fn key(word: &str) -> Option<(&'static str, &str)> {
    let word = word.trim_start_matches('(');
    let (key, value) = word.split_once(':')?;
    let known = ["due", "done", "raised"].into_iter().find(|known| key.eq_ignore_ascii_case(known))?;
    Some((known, value))
}

/// Adds the action items of a body to the list in a field; notes their places, and returns what is wrong with them.
pub(crate) fn add(
    list: &mut Vec<Action>,
    field: &str,
    tasks: Vec<Task>,
    (source, places, broken): (SourceId, &mut FieldSpans, &mut Vec<String>),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for task in tasks {
        let here = format!("{field}[{}]", list.len());
        places.insert(here.clone(), Span::new(task.at.start, task.at.end));
        for (name, at) in &task.fields {
            places.insert(format!("{here}.{name}"), Span::new(at.start, at.end));
        }
        for (name, word, at) in task.faults {
            let message = format!("{} is not a date such as `2026-11-22`", quoted(&word));
            let place = Place::Text(source, Span::new(at.start, at.end));
            let key = if name == "closed" { "done" } else { name };
            findings.push(
                Finding::new(&faults::invalid_value::META, place, message)
                    .severity(Severity::Warning)
                    .help(format!("write the day as `{key}: 2026-11-22`; until then the action has none")),
            );
            broken.push(format!("{here}.{name}"));
        }
        list.push(task.action);
    }
    findings
}

/// Returns a body without its action items, and without headings that had nothing else below them.
pub(crate) fn without(text: &str, body: Range<usize>, tasks: &[Task]) -> String {
    let mut left: Vec<Range<usize>> = Vec::new();
    let mut from = body.start;
    for task in tasks {
        if task.at.start >= from {
            left.push(from..task.at.start);
            from = task.at.end;
        }
    }
    left.push(from..body.end);
    let kept = |range: &Range<usize>| {
        let inside = left.iter().filter(|part| part.start < range.end && range.start < part.end);
        inside.map(|part| &text[part.start.max(range.start)..part.end.min(range.end)]).collect::<String>()
    };
    let mut out = kept(&body);
    for section in crate::load::body::sections(text, body) {
        let had_task = tasks.iter().any(|task| section.whole.contains(&task.at.start));
        if had_task && kept(&section.whole).trim().is_empty() {
            let heading = text[..section.heading.start].rfind('\n').map_or(0, |n| n + 1);
            let line = text[heading..section.whole.start].trim_end();
            out = out.replacen(line, "", 1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Task> {
        find(text, 0..text.len())
    }

    #[test]
    fn an_action_has_an_owner_a_day_and_a_box() {
        let text = "# Notes\n\n- [ ] @maria Ask Lockwell for it in writing, due: 2026-12-01\n- [x] Test `x` (@li; due:2026-11-17) done: 2026-11-18\n- [ ] nobody does this\n- plain\n";
        let tasks = read(text);
        let of = |n: usize| {
            let action = &tasks[n].action;
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let owner = action.owner.as_ref().map(|o| o.to_string()).unwrap_or_default();
            (
                action.text.0.clone(),
                owner,
                day(action.due),
                day(action.closed),
                action.status.unwrap().as_str(),
            )
        };
        let row = |text: &str, owner: &str, due: &str, closed: &str, status| {
            (text.to_owned(), owner.to_owned(), due.to_owned(), closed.to_owned(), status)
        };
        assert_eq!(tasks.len(), 3);
        assert_eq!(of(0), row("Ask Lockwell for it in writing", "maria", "2026-12-01", "", "open"));
        assert_eq!(of(1), row("Test x", "li", "2026-11-17", "2026-11-18", "done"));
        assert_eq!(of(2), row("nobody does this", "", "", "", "open"));
        assert!(tasks[0].is_marked && !tasks[2].is_marked);
    }

    #[test]
    fn code_is_no_action_and_lists_may_stand_in_lists() {
        let text = "```\n- [ ] @a no\n```\n\n- [ ] @a outer\n  goes on\n  - [ ] @b inner, due: soon\n\n    - [x] @c deep\n";
        let tasks = read(text);
        let words: Vec<_> = tasks.iter().map(|task| task.action.text.0.as_str()).collect();
        assert_eq!(words, ["outer goes on", "inner", "deep"]);
        assert_eq!(tasks[1].faults.len(), 1, "soon is no day");
        let text = "- [ ] @x do it, due: x\n";
        assert_eq!(read(text)[0].faults[0].2, 21..22, "the value, not the name");
    }

    #[test]
    fn a_body_goes_on_without_its_actions() {
        let text = "Told.\n\n## Actions\n\n- [ ] @a one\n- [ ] @b two\n\n## Rest\n\n- kept\n- [ ] @c three\n";
        assert_eq!(
            without(text, 0..text.len(), &read(text)).split_whitespace().collect::<Vec<_>>(),
            ["Told.", "##", "Rest", "-", "kept"]
        );
    }
}
