//! What must not stand in a text at all: control characters, and the marks of an unresolved merge.
//!
//! Both are blanked, byte for byte, so that the rest can be read.

use std::ops::Range;

use crate::diag::Span;
use crate::load::yaml::LostItem;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;
use crate::load::yaml::faults::Faults;
use crate::load::yaml::lines::Line;
use crate::load::yaml::words;

/// Tells whether a character may not stand in YAML.
fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    }
}

/// Tells whether a text may hold forbidden characters: a quick look at the bytes.
fn may_be_forbidden(text: &str) -> bool {
    text.bytes().fold(false, |found, b| {
        found | (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) | matches!(b, 0x7f | 0xc2 | 0xef)
    })
}

/// Returns the text without forbidden characters, and the faults; `None` when there are none.
pub(super) fn control_characters(text: &str, base: usize) -> Option<(String, Faults)> {
    if !may_be_forbidden(text) || !text.contains(is_forbidden) {
        return None;
    }
    let mut faults = Faults::default();
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !is_forbidden(c) {
            clean.push(c);
            continue;
        }
        clean.extend(std::iter::repeat_n(' ', c.len_utf8()));
        if faults.wants_more() {
            let said = words::invisible(c);
            faults.push(SyntaxFault {
                span: Span::new(base + at, base + at + c.len_utf8()),
                kind: SyntaxKind::ControlCharacter,
                detail: said.what,
                help: said.help,
                related: None,
            });
        }
    }
    Some((clean, faults))
}

fn is_odd_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Tells whether a line begins with a space that is none in YAML, such as a no-break space. A text of several lines is
/// indented by at least one plain space, so that such a line is always a field or an item to a person.
pub(super) fn has_odd_indents(text: &str) -> bool {
    !text.is_ascii() && text.split('\n').any(|line| line.starts_with(is_odd_space) && !line.trim().is_empty())
}

/// Leaves out lines that begin with a space that is none in YAML, with what stands below them. Returns the text without
/// them, and what is lost.
pub(super) fn odd_indents(text: &str, base: usize, faults: &mut Faults) -> Option<(String, Vec<LostItem>)> {
    if !has_odd_indents(text) {
        return None;
    }
    let mut clean = String::with_capacity(text.len());
    let mut lost: Vec<LostItem> = Vec::new();
    let mut below: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let depth = words.chars().take_while(|c| c.is_whitespace()).count();
        let odd = words.chars().next().filter(|c| is_odd_space(*c));
        let at = base + clean.len();
        if let Some(c) = odd {
            below = Some(depth);
            lost.push(LostItem { span: Span::new(at, at + words.len()), ids: Vec::new() });
            if faults.wants_more() {
                faults.push(SyntaxFault {
                    span: Span::new(at, at + c.len_utf8()),
                    kind: SyntaxKind::ControlCharacter,
                    detail: format!("{} stands where YAML wants spaces", spelt(c)),
                    help: "indent with plain spaces only".to_owned(),
                    related: None,
                });
            }
        } else if !words.is_empty() && below.is_some_and(|column| depth <= column) {
            below = None;
        }
        if below.is_none() || words.is_empty() {
            clean.push_str(line);
            continue;
        }
        if let Some(block) = lost.last_mut() {
            block.span.end = Span::new(at, at + words.len()).end;
            let id = words.trim().trim_start_matches("- ").strip_prefix("id:");
            block.ids.extend(id.map(|id| id.trim().to_owned()));
        }
        clean.push('#');
        clean.extend(std::iter::repeat_n(' ', words.len() - 1));
        clean.push_str(&line[words.len()..]);
    }
    Some((clean, lost))
}

fn spelt(c: char) -> String {
    match c {
        '\u{a0}' => "a no-break space (U+00A0)".to_owned(),
        c => format!("a character that only looks like a space (U+{:04X})", c as u32),
    }
}

/// Finds the marks of unresolved merges. Returns a fault each, and what to blank so that the first side remains.
pub(super) fn merge_conflicts(text: &str) -> Vec<(SyntaxFault, Vec<Range<usize>>)> {
    let mut found = Vec::new();
    let mut open: Option<(Line, Option<usize>)> = None;
    let mut at = 0;
    while at < text.len() {
        let line = Line::from(text, at);
        at = line.next;
        let mark = text.get(line.start..line.end).unwrap_or_default();
        if mark.starts_with("<<<<<<< ") && open.is_none() {
            open = Some((line, None));
        } else if mark == "=======" || mark.starts_with("||||||| ") {
            if let Some((_, second @ None)) = &mut open {
                *second = Some(line.start);
            }
        } else if mark.starts_with(">>>>>>> ")
            && let Some((first, second)) = open.take()
        {
            let fault = SyntaxFault {
                span: Span::new(first.start, first.end),
                kind: SyntaxKind::MergeConflict,
                detail: "a merge was left unresolved here".to_owned(),
                help: "keep one of the two sides and delete the three marked lines".to_owned(),
                related: Some((Span::new(line.start, line.end), "the end of the second side".to_owned())),
            };
            let from = second.unwrap_or(line.start);
            found.push((fault, vec![first.start..first.end, from..line.end]));
        }
    }
    found
}
