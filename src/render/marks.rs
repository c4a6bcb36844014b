//! Portable marks: how values and lozenges travel through the one Markdown parse, and the table of all of them.
//!
//! A template's text is parsed once, but nothing that a template *prints* may take part in that parse. So each
//! UTF-16 unit of a printed value is lifted into plane 15 (`'#'` becomes U+F0023): to the parser it is a word of
//! letters, in a heading, at a line's start, in a cell, in a link's address. A mark is the same with a frame from
//! plane 16: OPEN, kind, fields divided by NEXT, CLOSE. [`text::clean`](super::text) takes both planes out of every
//! input, so no title can forge a mark, and `pieces` turns the parsed text back.
//!
//! | template writes | stands | gives |
//! | --- | --- | --- |
//! | `{{ status("amber") }}`, `{{ status("amber", "AT RISK") }}` | in text | a lozenge; colours: green, amber (yellow), red, blue, grey, purple |
//! | `{{ date("2026-11-22") }}` | in text | a date; a null gives `–` |
//! | `{{ anchor(id) }}` | in text | a place that `ref` leads to |
//! | `{{ ref(id, text) }}` | in text | a link to the anchor on this page; the bare text when there is none |
//! | `{{ br() }}` | in text | a line break, in cells too |
//! | `{{ text \| inline }}` | in text | a person's Markdown on one line |
//! | `{{ text \| prose }}` | own paragraph | a person's Markdown as blocks, its headings below the current one |
//! | `{{ figure(file, alt) }}` | own paragraph | a picture that lies beside the page |
//! | `{{ mermaid(text) }}` | own paragraph | a Mermaid diagram |
//! | `{{ flowchart(graph) }}`, `{{ gantt(chart) }}` | own paragraph | pictures from plain shapes (`render/graph.rs`, `render/gantt.rs`): drawn where the target can, else Mermaid, split at its limits |
//! | `{{ picture(data) }}` | own paragraph | a picture from plain data (`report/picture.rs`): drawn in the page or beside it, as the target likes; left out where it has no room |
//! | `{{ page_properties([["Health", status("red")], …]) }}` | own paragraph | a table that a Confluence roll-up page can collect |
//! | `{{ rollup(label) }}` | own paragraph | in Confluence, the page properties of every page with that label as one table; nothing elsewhere |
//! | `{% call fold("Title") %}…{% endcall %}` | own paragraph | a part that opens on a click |
//! | `{% call callout("warning") %}…{% endcall %}` | own paragraph | a box: note, tip, warning, caution |

use crate::render::text;

const LIFTED: u32 = 0xF_0000;
const OPEN: char = '\u{100000}';
const NEXT: char = '\u{100001}';
const CLOSE: char = '\u{100002}';
/// Stands for a value without text, so that `**{{ x }}**` does not become a rule.
const NOTHING: char = '\u{100003}';
const FIRST_KIND: u32 = 0x10_0010;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Fields: colour, text.
    Status,
    /// Fields: ISO date.
    Date,
    /// Fields: id.
    Anchor,
    /// Fields: id, text.
    Ref,
    /// A line break.
    Break,
    /// Fields: a person's Markdown, the folder of its file. On one line.
    Inline,
    /// Fields: a person's Markdown, the folder of its file. As blocks.
    Prose,
    /// Fields: file, text in its place.
    Figure,
    /// Fields: the diagram's text.
    Mermaid,
    /// Fields: the graph as JSON.
    Flowchart,
    /// Fields: the chart as JSON.
    Gantt,
    /// Fields: the picture's data as JSON.
    Picture,
    /// Fields: the label.
    Rollup,
    /// Fields: title, marked Markdown.
    Fold,
    /// Fields: kind, marked Markdown.
    Callout,
    /// Fields: label, marked text, label, marked text, …
    Properties,
}

const KINDS: [(Kind, &str); 16] = [
    (Kind::Status, "status"),
    (Kind::Date, "date"),
    (Kind::Anchor, "anchor"),
    (Kind::Ref, "ref"),
    (Kind::Break, "br"),
    (Kind::Inline, "inline"),
    (Kind::Prose, "prose"),
    (Kind::Figure, "figure"),
    (Kind::Mermaid, "mermaid"),
    (Kind::Flowchart, "flowchart"),
    (Kind::Gantt, "gantt"),
    (Kind::Picture, "picture"),
    (Kind::Rollup, "rollup"),
    (Kind::Fold, "fold"),
    (Kind::Callout, "callout"),
    (Kind::Properties, "page_properties"),
];

impl Kind {
    /// Returns the name that templates use.
    pub(crate) fn name(self) -> &'static str {
        KINDS[self as usize].1
    }

    /// Tells whether the mark must be a paragraph of its own.
    pub(crate) fn is_block(self) -> bool {
        self as usize >= Kind::Prose as usize
    }
}

/// A piece of parsed text: words, or a mark with its fields.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    Mark(Kind, Vec<String>),
}

/// Returns a value as one word that Markdown leaves alone. Its line ends are spaces.
pub(crate) fn value(value: &str) -> String {
    let plain = text::collapse(&text::clean(value));
    if plain.is_empty() { NOTHING.to_string() } else { lift(&plain) }
}

/// Returns a mark. The fields are kept as they are, marks within marks included.
pub(crate) fn mark(kind: Kind, fields: &[&str]) -> String {
    let mut out = String::from(OPEN);
    out.extend(char::from_u32(FIRST_KIND + kind as u32));
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(NEXT);
        }
        out.push_str(&lift(field));
    }
    out.push(CLOSE);
    out
}

/// Splits parsed text into words and marks. What is no whole mark gives its words.
pub(crate) fn pieces(marked: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = marked;
    while let Some(open) = rest.find(OPEN) {
        push_text(&mut out, &rest[..open]);
        rest = &rest[open + OPEN.len_utf8()..];
        let Some(close) = rest.find(CLOSE) else { break };
        let mut body = rest[..close].chars();
        let kind = body.next().and_then(|c| KINDS.get((c as u32).wrapping_sub(FIRST_KIND) as usize));
        match kind {
            Some((kind, _)) => {
                out.push(Piece::Mark(*kind, body.as_str().split(NEXT).map(lower).collect()));
            }
            None => push_text(&mut out, body.as_str()),
        }
        rest = &rest[close + CLOSE.len_utf8()..];
    }
    push_text(&mut out, rest);
    out
}

/// Returns parsed text as plain words: values put back, marks left out (code, addresses).
pub(crate) fn plain(marked: &str) -> String {
    pieces(marked).into_iter().filter_map(|p| if let Piece::Text(t) = p { Some(t) } else { None }).collect()
}

fn push_text(out: &mut Vec<Piece>, marked: &str) {
    let words = lower(marked);
    match out.last_mut() {
        _ if words.is_empty() => {}
        Some(Piece::Text(before)) => before.push_str(&words),
        _ => out.push(Piece::Text(words)),
    }
}

fn lift(plain: &str) -> String {
    plain.encode_utf16().filter_map(|unit| char::from_u32(LIFTED + u32::from(unit))).collect()
}

fn lower(lifted: &str) -> String {
    let mut out = String::with_capacity(lifted.len() / 3);
    let mut units: Vec<u16> = Vec::new();
    for c in lifted.chars() {
        match (c as u32).checked_sub(LIFTED) {
            Some(unit) if unit <= 0xFFFF => units.push(unit as u16),
            _ => {
                out.push_str(&String::from_utf16_lossy(&units));
                units.clear();
                if !matches!(c, OPEN | NEXT | CLOSE | NOTHING) {
                    out.push(c);
                }
            }
        }
    }
    out.push_str(&String::from_utf16_lossy(&units));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was() {
        let text = "a | b **c** 🟡 שלום {{ 7*7 }} # `x`";
        assert_eq!(pieces(&value(text)), [Piece::Text(text.to_owned())]);
        assert!(value(text).chars().all(text::is_private));
        assert_eq!(value(""), NOTHING.to_string());
    }

    #[test]
    fn marks_nest_as_fields() {
        let inner = mark(Kind::Status, &["red", "a|b"]);
        let outer = mark(Kind::Fold, &["T", &inner]);
        let Piece::Mark(Kind::Fold, fields) = &pieces(&outer)[0] else { panic!("{outer:?}") };
        let status = Piece::Mark(Kind::Status, vec!["red".to_owned(), "a|b".to_owned()]);
        assert_eq!(pieces(&fields[1]), [status]);
    }

    #[test]
    fn no_input_can_forge_a_mark() {
        let forged = format!("a{}b", mark(Kind::Status, &["green", "OK"]));
        assert_eq!(pieces(&value(&forged)), [Piece::Text("ab".to_owned())]);
        assert_eq!(plain("x\u{100000}y"), "xy");
    }

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        assert!(KINDS.iter().enumerate().all(|(i, (kind, _))| *kind as usize == i));
    }
}
