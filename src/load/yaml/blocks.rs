//! Blocks by indentation: which lines belong together, whatever a parser thinks of them.

use std::ops::Range;

use crate::load::yaml::lines::Line;

/// A part of a block: a list item, or a key with all that is indented below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Child {
    pub(super) range: Range<usize>,
    /// The number of spaces before it.
    pub(super) column: usize,
    pub(super) is_item: bool,
    /// A line between documents.
    pub(super) is_mark: bool,
}

/// Splits lines into the blocks that begin at the column of the first.
pub(super) fn split(text: &str, body: Range<usize>) -> Vec<Child> {
    let mut children: Vec<Child> = Vec::new();
    let mut first: Option<(usize, bool)> = None;
    let mut at = body.start;
    while at < body.end {
        let line = Line::from(text, at);
        at = line.next.min(body.end);
        if line.is_void(text) {
            continue;
        }
        let (column, is_item) = (line.indent(), line.is_item(text));
        let is_dashed = text.as_bytes()[line.first] == b'-';
        let is_mark = is_mark(text, &line);
        let begins = match first {
            _ if is_mark => true,
            None => true,
            Some((first, _)) if column < first => !leads_on(text, &line),
            Some((first, of_items)) => {
                column == first && (is_item == of_items || (of_items && is_dashed)) && !leads_on(text, &line)
            }
        };
        if begins {
            if let Some(last) = children.last_mut() {
                last.range.end = line.start;
            }
            children.push(Child { range: line.start..body.end, column, is_item, is_mark });
            first = if is_mark { None } else { first.or(Some((column, is_item))) };
        }
    }
    children
}

/// Tells whether a line stands between documents.
fn is_mark(text: &str, line: &Line) -> bool {
    line.indent() == 0
        && (text[line.start..].starts_with('%') || matches!(&text[line.start..line.end], "---" | "..."))
}

/// Tells whether a line goes on with the one before, whatever its column: a closing bracket, or a tab.
fn leads_on(text: &str, line: &Line) -> bool {
    matches!(text.as_bytes().get(line.first), Some(b']' | b'}' | b'\t'))
}

/// Returns the lines below a lone `key:`; `None` for any other block.
pub(super) fn body(text: &str, block: &Range<usize>) -> Option<Range<usize>> {
    let mut head = Line::from(text, block.start);
    while head.is_void(text) && head.next < block.end {
        head = Line::from(text, head.next);
    }
    let parts = head.parts(text);
    let is_lone = parts.key.is_some() && parts.value.is_empty() && !parts.is_item;
    (is_lone && head.next < block.end).then_some(head.next..block.end)
}

/// Returns the smallest list item around a byte, inside `limit`; `limit` itself when there is none.
pub(super) fn item_around(text: &str, at: usize, limit: &Range<usize>) -> Range<usize> {
    let own = Line::at(text, at.clamp(limit.start, limit.end.saturating_sub(1).max(limit.start)));
    let mut column = own.indent();
    let mut found = own.is_item(text).then_some(own);
    let mut candidate: Option<Line> = None;
    let mut line = own;
    while found.is_none() {
        let Some(above) = line.before(text).filter(|l| l.start >= limit.start) else {
            found = candidate;
            break;
        };
        line = above;
        if line.is_void(text) || line.indent() > column {
            continue;
        }
        if line.indent() == column {
            match (line.is_item(text), candidate) {
                (true, None) if column > 0 => candidate = Some(line),
                (false, Some(_)) => candidate = None,
                _ => {}
            }
        } else if candidate.is_some() {
            found = candidate;
        } else if line.is_item(text) {
            found = Some(line);
        } else {
            column = line.indent();
        }
    }
    match found {
        Some(item) if item.start > limit.start => item.start..end_of(text, &item, limit),
        _ => limit.clone(),
    }
}

fn end_of(text: &str, item: &Line, limit: &Range<usize>) -> usize {
    let mut at = item.next;
    while at < limit.end {
        let line = Line::from(text, at);
        if !line.is_void(text) && line.indent() <= item.indent() && !leads_on(text, &line) {
            return line.start;
        }
        at = line.next;
    }
    limit.end
}

/// Returns the values of `id:` that can be seen in a block.
pub(super) fn ids(text: &str, block: &Range<usize>) -> Vec<String> {
    let mut ids = Vec::new();
    let mut at = block.start;
    while at < block.end {
        let line = Line::from(text, at);
        at = line.next;
        let content = text.get(line.parts(text).content..line.end).unwrap_or_default();
        let content = content.trim_start_matches(['-', '{', ' ', '[']);
        let Some(rest) = content.strip_prefix("id:").or_else(|| content.strip_prefix("\"id\":")) else {
            continue;
        };
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).unwrap_or(rest.len());
        if end > 0 {
            ids.push(rest[..end].to_owned());
        }
    }
    ids
}
