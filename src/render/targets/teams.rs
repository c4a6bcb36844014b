//! Teams: a message with one Adaptive Card, as a workflow that waits for a webhook takes it.
//!
//! Text stands in `TextRun`s, which Teams shows as they are; a `TextBlock` would read Markdown. The whole message stays
//! below the 28 KB that Teams takes: what does not fit is counted in the last line.

use serde_json::Value as Json;
use serde_json::json;

use crate::render::document::Colour;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::plain;
use crate::render::formats;
use crate::render::page::Page;
use crate::render::targets::brief;
use crate::render::targets::brief::Line;
use crate::render::targets::brief::LineKind;
use crate::render::targets::signs::sign;

/// Bytes of the card's body; the rest of the message and its indentation come on top.
const MAX_BODY: usize = 12_000;

/// Writes the message.
pub(crate) fn write(document: &Document, page: &Page) -> String {
    let title = run(&page.heading(), Style { is_bold: true, is_large: true, ..Style::default() });
    let mut body = vec![json!({"type": "RichTextBlock", "inlines": [title]})];
    let lines = brief::lines(document);
    let mut size = 0;
    let mut shown = 0;
    for line in &lines {
        let block = block(line);
        size += block.to_string().len();
        if size > MAX_BODY {
            break;
        }
        body.push(block);
        shown += 1;
    }
    let mut note = page.closing(document).to_owned();
    if shown < lines.len() {
        note = format!("{} more lines on the page. {}", lines.len() - shown, page.note).trim_end().to_owned();
    }
    if !note.is_empty() {
        let note = run(&note, Style { is_subtle: true, ..Style::default() });
        body.push(json!({"type": "RichTextBlock", "separator": true, "inlines": [note]}));
    }
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": body,
    });
    formats::json::text(&json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": card,
        }],
    }))
}

/// How a run looks.
#[derive(Clone, Copy, Default)]
struct Style {
    is_bold: bool,
    is_large: bool,
    is_italic: bool,
    is_struck: bool,
    is_subtle: bool,
    is_code: bool,
    colour: Option<&'static str>,
}

fn block(line: &Line) -> Json {
    let mut runs = Vec::new();
    match line.kind {
        LineKind::Bullet => runs.push(run("• ", Style::default())),
        LineKind::Head | LineKind::Text => {}
    }
    push(&line.parts, Style { is_bold: line.kind == LineKind::Head, ..Style::default() }, &mut runs);
    let spacing = match line.kind {
        LineKind::Head => "Medium",
        LineKind::Text => "Small",
        LineKind::Bullet => "None",
    };
    json!({"type": "RichTextBlock", "spacing": spacing, "inlines": runs})
}

fn push(parts: &[Inline], style: Style, out: &mut Vec<Json>) {
    for part in parts {
        match part {
            Inline::Text(words) | Inline::Date(words) => out.push(run(words, style)),
            Inline::Strong(inner) => push(inner, Style { is_bold: true, ..style }, out),
            Inline::Emphasis(inner) => push(inner, Style { is_italic: true, ..style }, out),
            Inline::Strike(inner) => push(inner, Style { is_struck: true, ..style }, out),
            Inline::Code(code) => out.push(run(code, Style { is_code: true, ..style })),
            Inline::Link(to, inner) if to.contains(':') => {
                let mut link = run(&plain(inner), Style { colour: Some("Accent"), ..style });
                link["selectAction"] = json!({"type": "Action.OpenUrl", "url": to});
                out.push(link);
            }
            Inline::Link(_, inner) | Inline::Ref(_, inner) => push(inner, style, out),
            Inline::Status(colour, words) => {
                let style = Style { is_bold: true, colour: colour_of(*colour), ..style };
                out.push(run(&format!("{} {words}", sign(*colour)), style));
            }
            Inline::Break => out.push(run("\n", style)),
            Inline::Anchor(_) => {}
        }
    }
}

fn run(words: &str, style: Style) -> Json {
    let mut run = json!({"type": "TextRun", "text": words});
    let mut set = |key: &str, value: Json| run[key] = value;
    if style.is_bold {
        set("weight", "Bolder".into());
    }
    if style.is_large {
        set("size", "Large".into());
    }
    if style.is_italic {
        set("italic", true.into());
    }
    if style.is_struck {
        set("strikethrough", true.into());
    }
    if style.is_subtle {
        set("isSubtle", true.into());
    }
    if style.is_code {
        set("fontType", "Monospace".into());
    }
    if let Some(colour) = style.colour {
        set("color", colour.into());
    }
    run
}

/// Returns the card's name of a colour; the sign before the word says it too.
fn colour_of(colour: Colour) -> Option<&'static str> {
    match colour {
        Colour::Green => Some("Good"),
        Colour::Amber => Some("Warning"),
        Colour::Red => Some("Attention"),
        Colour::Blue | Colour::Purple => Some("Accent"),
        Colour::Grey => None,
    }
}
