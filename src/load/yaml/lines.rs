//! Lines as a person reads them: indentation, dashes, key, value. A guess from one line, used only to explain a fault
//! and to find the block around it; the parser decides what a text means.

use std::ops::Range;

/// A line of a text. All offsets are into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The first byte.
    pub(super) start: usize,
    /// The first byte that is no space.
    pub(super) first: usize,
    /// The end without blanks and the line end.
    pub(super) end: usize,
    /// Where the next line starts.
    pub(super) next: usize,
}

/// What stands in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// Whether it begins with `- `.
    pub(super) is_item: bool,
    /// The first byte after the dashes.
    pub(super) content: usize,
    /// The key before a colon that is followed by a blank or the line's end.
    pub(super) key: Option<Range<usize>>,
    /// The text after the colon, or the whole content when there is no key; without a comment.
    pub(super) value: Range<usize>,
}

impl Line {
    /// Returns the line that holds byte `at`.
    pub(super) fn at(text: &str, at: usize) -> Line {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len());
        let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
        Line::from(text, start)
    }

    /// Returns the line that starts at byte `start`.
    pub(super) fn from(text: &str, start: usize) -> Line {
        let bytes = text.as_bytes();
        let next = bytes[start..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| start + n + 1);
        let body = &bytes[start..next];
        let end = body.iter().rposition(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n')).map_or(0, |n| n + 1);
        let first = body.iter().position(|b| *b != b' ').unwrap_or(0).min(end);
        Line { start, first: start + first, end: start + end, next }
    }

    /// Returns the line before this one.
    pub(super) fn before(&self, text: &str) -> Option<Line> {
        self.start.checked_sub(1).map(|at| Line::at(text, at))
    }

    /// Returns the number of spaces it begins with.
    pub(super) fn indent(&self) -> usize {
        self.first - self.start
    }

    /// Tells whether nothing stands in it, or only a comment.
    pub(super) fn is_void(&self, text: &str) -> bool {
        let body = text.as_bytes().get(self.first..self.end).unwrap_or_default();
        body.iter().find(|b| !matches!(b, b' ' | b'\t')).is_none_or(|b| *b == b'#')
    }

    /// Tells whether it begins with `- `, or is a lone `-`.
    pub(super) fn is_item(&self, text: &str) -> bool {
        is_dash(text.as_bytes(), self.first, self.end)
    }

    /// Returns what stands in it.
    pub(super) fn parts(&self, text: &str) -> Parts {
        let bytes = text.as_bytes();
        let is_item = self.is_item(text);
        let mut content = self.first;
        while is_dash(bytes, content, self.end) {
            content += 1;
            content += bytes[content..self.end].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        }
        let key_end = key_end(bytes, content, self.end);
        let from = key_end.map_or(content, |end| end + 1);
        Parts { is_item, content, key: key_end.map(|end| content..end), value: value(bytes, from, self.end) }
    }
}

fn is_dash(bytes: &[u8], at: usize, end: usize) -> bool {
    at < end && bytes[at] == b'-' && (at + 1 == end || matches!(bytes[at + 1], b' ' | b'\t'))
}

/// Returns where a key from `start` ends: at the first colon before a blank or the end, outside quotes.
fn key_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(start).copied().filter(|_| start < end) {
        at = start + 1 + bytes[start + 1..end].iter().position(|b| *b == quote)? + 1;
    }
    for at in at..end {
        match bytes[at] {
            b':' if at + 1 == end || matches!(bytes[at + 1], b' ' | b'\t') => return Some(at),
            b'#' if at > start && matches!(bytes[at - 1], b' ' | b'\t') => return None,
            _ => {}
        }
    }
    None
}

fn value(bytes: &[u8], from: usize, end: usize) -> Range<usize> {
    let start = from + bytes[from..end].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let is_quoted = matches!(bytes.get(start), Some(b'"' | b'\'')) && start < end;
    let comment = (start..end).find(|at| {
        bytes[*at] == b'#' && !is_quoted && (*at == from || matches!(bytes[at - 1], b' ' | b'\t'))
    });
    let mut stop = comment.unwrap_or(end);
    while stop > start && matches!(bytes[stop - 1], b' ' | b'\t') {
        stop -= 1;
    }
    start..stop.max(start)
}

/// Widens a range to whole characters of a text.
pub(super) fn whole(text: &str, range: Range<usize>) -> Range<usize> {
    let is_whole = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=range.start.min(text.len())).rev().find(is_whole).unwrap_or(0);
    let end = (range.end.max(start)..text.len()).find(is_whole).unwrap_or(text.len());
    start..end
}

/// Returns the comment after an empty value at `at` when it looks like the value itself: `channel: #general`.
pub(super) fn hash_value(text: &str, at: usize) -> Option<Range<usize>> {
    let line = Line::at(text, at);
    let rest = text.get(at..line.end)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let is_word = comment.strip_prefix('#')?.starts_with(|c: char| c.is_alphanumeric());
    is_word.then_some(line.end - comment.len()..line.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> (bool, Option<&str>, &str) {
        let parts = Line::at(line, 0).parts(line);
        (parts.is_item, parts.key.map(|k| &line[k]), &line[parts.value])
    }

    #[test]
    fn a_line_falls_into_dash_key_and_value() {
        assert_eq!(parts("  - id: a b  # c"), (true, Some("id"), "a b"));
        assert_eq!(parts("title: a: b"), (false, Some("title"), "a: b"));
        assert_eq!(parts("\"a: b\": \"c # d\""), (false, Some("\"a: b\""), "\"c # d\""));
        assert_eq!(parts("key:value"), (false, None, "key:value"));
        assert_eq!(parts("-"), (true, None, ""));
        assert_eq!(parts("-x"), (false, None, "-x"));
        assert_eq!(parts("a:\r"), (false, Some("a"), ""));
        assert_eq!(parts("a # b: c"), (false, None, "a"));
    }

    #[test]
    fn lines_walk_backwards() {
        let text = "a\n\n  b\r\n";
        let last = Line::at(text, 5);
        assert_eq!((last.start, last.first, last.end, last.next), (3, 5, 6, 8));
        let blank = last.before(text).unwrap();
        assert!(blank.is_void(text));
        assert_eq!(blank.before(text).unwrap().start, 0);
        assert!(blank.before(text).unwrap().before(text).is_none());
    }
}
