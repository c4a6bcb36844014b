//! Front matter: the YAML between `---` lines at the top of a Markdown file.

use std::ops::Range;

use crate::diag::Span;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;

/// A Markdown file in two parts, as bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// The YAML, without the lines around it; `None` when the file has none.
    pub(crate) yaml: Option<Range<usize>>,
    /// All that follows.
    pub(crate) body: Range<usize>,
    /// The front matter is not closed. Then it is taken to end at the first blank line.
    pub(crate) fault: Option<SyntaxFault>,
}

/// Splits a Markdown file. A byte-order mark and blank lines may stand before the first `---`.
pub(crate) fn split(text: &str) -> FrontMatter {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines(text, start).skip_while(|line| content(text, line).is_empty());
    let Some(open) = lines.next().filter(|line| content(text, line) == "---") else {
        return FrontMatter { yaml: None, body: start..text.len(), fault: None };
    };
    let mut first_blank = None;
    for line in lines {
        match content(text, &line) {
            "---" | "..." => {
                let yaml = Some(open.end..line.start);
                return FrontMatter { yaml, body: line.end..text.len(), fault: None };
            }
            "" => first_blank = first_blank.or(Some(line.start)),
            _ => {}
        }
    }
    let end = first_blank.unwrap_or(text.len());
    let fault = SyntaxFault {
        span: Span::new(open.start, open.start + "---".len()),
        kind: SyntaxKind::Syntax,
        detail: "the front matter that begins here is not closed".to_owned(),
        help: "write `---` on a line of its own after its last field".to_owned(),
        related: None,
    };
    FrontMatter { yaml: Some(open.end..end), body: end..text.len(), fault: Some(fault) }
}

/// Iterates over the lines from a byte on, each with its line end.
fn lines(text: &str, mut at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        at += rest.find('\n').map_or(rest.len(), |n| n + 1);
        Some(start..at)
    })
}

/// Returns a line without blanks at its end.
fn content<'a>(text: &'a str, line: &Range<usize>) -> &'a str {
    text[line.clone()].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str, bool) {
        let split = split(text);
        (split.yaml.map(|range| &text[range]), &text[split.body], split.fault.is_some())
    }

    #[test]
    fn front_matter_stands_between_dashes() {
        assert_eq!(parts("---\nid: a\n---\n# A\n"), (Some("id: a\n"), "# A\n", false));
        assert_eq!(parts("---\r\nid: a\r\n---\r\n# A\r\n"), (Some("id: a\r\n"), "# A\r\n", false));
        assert_eq!(parts("\u{feff}\n \n--- \nid: a\n...\nx"), (Some("id: a\n"), "x", false));
        assert_eq!(parts("---\n---"), (Some(""), "", false));
        assert_eq!(parts("---\na: |\n  ---\n---\nx\n---\n"), (Some("a: |\n  ---\n"), "x\n---\n", false));
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        for text in ["# A\n---\nb\n---\n", "", "\n", "----\na\n---\n", " ---\na: b\n---\n", "--- a\n---\n"] {
            assert_eq!(parts(text), (None, text, false));
        }
        assert_eq!(parts("\u{feff}# A\n"), (None, "# A\n", false));
    }

    #[test]
    fn unclosed_front_matter_is_told_at_its_first_line_and_read_to_the_first_blank_one() {
        let text = "\n---\nid: a\n\n# A\n";
        assert_eq!(parts(text), (Some("id: a\n"), "\n# A\n", true));
        assert_eq!(split(text).fault.map(|f| f.span.range()), Some(1..4));
        assert_eq!(parts("---\nid: a\n"), (Some("id: a\n"), "", true));
        assert_eq!(parts("---"), (Some(""), "", true));
    }
}
