//! Slack: a message in Block Kit, and the same as mrkdwn text.
//!
//! Block Kit text stands in `rich_text` elements, which Slack shows as they are: no mention, no emoji name and no
//! formatting can come out of a title. The mrkdwn text escapes what Slack names (`&`, `<`, `>`) and keeps a plan's own
//! `*`, `_`, `~` and backticks from formatting with a zero-width space.

use serde_json::Value as Json;
use serde_json::json;

use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::plain;
use crate::render::formats;
use crate::render::page::Page;
use crate::render::targets::brief;
use crate::render::targets::brief::Line;
use crate::render::targets::brief::LineKind;
use crate::render::targets::signs::sign;

/// Blocks of a message; two are kept for the header and the note.
const MAX_BLOCKS: usize = 48;
/// Characters of a header.
const MAX_HEADER: usize = 150;
/// Characters of all text: a message may have 40,000 bytes or so with its markup.
const MAX_TEXT: usize = 9_000;
/// Characters of the mrkdwn text that a message should not pass.
const MAX_MRKDWN: usize = 3_900;

/// Writes a message in Block Kit.
pub(crate) fn blocks(document: &Document, page: &Page) -> String {
    let (lines, left_out) = within(brief::lines(document), MAX_TEXT);
    let mut blocks = vec![json!({
        "type": "header",
        "text": {"type": "plain_text", "text": cut(&page.heading(), MAX_HEADER), "emoji": false},
    })];
    let mut elements: Vec<Json> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        if line.kind == LineKind::Head && !elements.is_empty() && blocks.len() < MAX_BLOCKS {
            blocks.push(rich(std::mem::take(&mut elements)));
        }
        let bullets = rest.iter().take_while(|line| line.kind == LineKind::Bullet).count();
        if bullets > 0 {
            let items: Vec<Json> = rest[..bullets].iter().map(|line| section(&line.parts, false)).collect();
            elements.push(json!({"type": "rich_text_list", "style": "bullet", "elements": items}));
            rest = &rest[bullets..];
        } else {
            elements.push(section(&line.parts, line.kind == LineKind::Head));
            rest = &rest[1..];
        }
    }
    if !elements.is_empty() {
        blocks.push(rich(elements));
    }
    let note = note(if left_out > 0 { &page.note } else { page.closing(document) }, left_out);
    if !note.is_empty() {
        let note = json!({"type": "plain_text", "text": cut(&note, MAX_HEADER * 2), "emoji": false});
        blocks.push(json!({"type": "context", "elements": [note]}));
    }
    let text = escape(&page.heading());
    formats::json::text(&json!({
        "text": text, "blocks": blocks, "unfurl_links": false, "unfurl_media": false,
    }))
}

/// Writes a message in mrkdwn.
pub(crate) fn mrkdwn(document: &Document, page: &Page) -> String {
    let (lines, left_out) = within(brief::lines(document), MAX_MRKDWN);
    let mut out = format!("*{}*\n", escape(&page.heading()));
    let mut before = LineKind::Text;
    for line in &lines {
        let text = spans(&line.parts);
        let gap = if line.kind == LineKind::Bullet && before != LineKind::Text { "" } else { "\n" };
        match line.kind {
            LineKind::Head => out.push_str(&format!("\n*{text}*\n")),
            LineKind::Text => out.push_str(&format!("{gap}{text}\n")),
            LineKind::Bullet => out.push_str(&format!("{gap}• {text}\n")),
        }
        before = line.kind;
    }
    let note = note(if left_out > 0 { &page.note } else { page.closing(document) }, left_out);
    if !note.is_empty() {
        out.push_str(&format!("\n_{}_\n", escape(&note)));
    }
    out
}

/// Keeps the lines that fit; returns how many do not.
fn within(lines: Vec<Line>, most: usize) -> (Vec<Line>, usize) {
    let mut length = 0;
    let all = lines.len();
    let kept: Vec<Line> = lines
        .into_iter()
        .take_while(|line| {
            length += plain(&line.parts).chars().count() + 4;
            length <= most
        })
        .collect();
    let left_out = all - kept.len();
    (kept, left_out)
}

fn note(closing: &str, left_out: usize) -> String {
    let lost = match left_out {
        0 => String::new(),
        1 => "1 line does not fit here. ".to_owned(),
        n => format!("{n} lines do not fit here. "),
    };
    format!("{lost}{closing}").trim_end().to_owned()
}

fn rich(elements: Vec<Json>) -> Json {
    json!({"type": "rich_text", "elements": elements})
}

fn section(parts: &[Inline], is_head: bool) -> Json {
    let mut elements = Vec::new();
    push(parts, Style { bold: is_head, ..Style::default() }, &mut elements);
    json!({"type": "rich_text_section", "elements": elements})
}

/// How a piece of text looks.
#[derive(Clone, Copy, Default)]
struct Style {
    bold: bool,
    italic: bool,
    strike: bool,
    code: bool,
}

impl Style {
    fn put(self, mut element: Json) -> Json {
        let flags =
            [("bold", self.bold), ("italic", self.italic), ("strike", self.strike), ("code", self.code)];
        let set: serde_json::Map<String, Json> = flags
            .iter()
            .filter(|(_, is_set)| *is_set)
            .map(|(name, _)| ((*name).to_owned(), true.into()))
            .collect();
        if !set.is_empty() {
            element["style"] = Json::Object(set);
        }
        element
    }
}

fn push(parts: &[Inline], style: Style, out: &mut Vec<Json>) {
    let text = |words: &str, style: Style| style.put(json!({"type": "text", "text": words}));
    for part in parts {
        match part {
            Inline::Text(words) | Inline::Date(words) => out.push(text(words, style)),
            Inline::Strong(inner) => push(inner, Style { bold: true, ..style }, out),
            Inline::Emphasis(inner) => push(inner, Style { italic: true, ..style }, out),
            Inline::Strike(inner) => push(inner, Style { strike: true, ..style }, out),
            Inline::Code(code) => out.push(text(code, Style { code: true, ..style })),
            Inline::Link(to, inner) if to.contains(':') => {
                out.push(style.put(json!({"type": "link", "url": to, "text": plain(inner)})));
            }
            Inline::Link(_, inner) | Inline::Ref(_, inner) => push(inner, style, out),
            Inline::Status(colour, words) => {
                out.push(text(&format!("{} {words}", sign(*colour)), Style { bold: true, ..style }));
            }
            Inline::Break => out.push(text("\n", style)),
            Inline::Anchor(_) => {}
        }
    }
}

fn spans(parts: &[Inline]) -> String {
    let mut out = String::new();
    for part in parts {
        let wrapped = |mark: char, inner: &[Inline]| format!("{mark}{}{mark}", escape(&plain(inner)));
        match part {
            Inline::Text(words) | Inline::Date(words) | Inline::Code(words) => out.push_str(&escape(words)),
            Inline::Strong(inner) => out.push_str(&wrapped('*', inner)),
            Inline::Emphasis(inner) => out.push_str(&wrapped('_', inner)),
            Inline::Strike(inner) => out.push_str(&wrapped('~', inner)),
            Inline::Link(to, inner) if to.contains(':') => {
                let words = escape(&plain(inner)).replace('|', "¦");
                out.push_str(&format!("<{}|{words}>", to.replace('&', "&amp;").replace('|', "%7C")));
            }
            Inline::Link(_, inner) | Inline::Ref(_, inner) => out.push_str(&spans(inner)),
            Inline::Status(colour, words) => {
                out.push_str(&format!("{} *{}*", sign(*colour), escape(words)));
            }
            Inline::Break => out.push('\n'),
            Inline::Anchor(_) => {}
        }
    }
    out
}

/// Escapes text for mrkdwn; `@` and emoji names are parted by a zero-width space too, for a message may be parsed anew.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '*' | '_' | '~' | '`' | '@' | ':' => out.extend(['\u{200B}', c, '\u{200B}']),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let short: String = words.chars().take(most - 1).collect();
    format!("{}…", short.trim_end())
}
