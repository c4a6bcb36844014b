//! One self-contained web page: no script, nothing loaded from anywhere, light and dark, printable.
//!
//! It is well-formed XML too, so that any reader can take it apart. The policy in its head allows the one style sheet
//! that it holds, by hash, pictures that lie beside it, and nothing else.

use sha2::Digest as _;
use sha2::Sha256;

use crate::render::document::Align;
use crate::render::document::Block;
use crate::render::document::Callout;
use crate::render::document::Colour;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::document::Table;
use crate::render::figures;
use crate::render::figures::Drawing;
use crate::render::page::Page;

/// The style sheet of every page: that of the page, and that of its pictures.
fn style() -> String {
    format!("{}{}", include_str!("../../../templates/html/page.css"), figures::css())
}

/// Writes a page.
pub(crate) fn write(document: &Document, page: &Page) -> String {
    let (title, style) = (escape(&page.heading()), style());
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(style.as_bytes()))
    );
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    for block in &document.blocks {
        push_block(block, &page.as_of, &mut out);
    }
    out.push_str("</main>\n");
    let closing = page.closing(document);
    if !closing.is_empty() {
        out.push_str(&format!("<footer><p>{}</p></footer>\n", escape(closing)));
    }
    out.push_str("</body>\n</html>\n");
    out
}

pub(crate) fn push_block(block: &Block, as_of: &str, out: &mut String) {
    match block {
        Block::Heading(level, parts) => out.push_str(&format!("<h{level}>{}</h{level}>\n", line(parts))),
        Block::Paragraph(parts) => out.push_str(&format!("<p>{}</p>\n", line(parts))),
        Block::List(list) => {
            let tag = if list.ordered { "ol" } else { "ul" };
            out.push_str(&format!("<{tag}>\n"));
            list.items.iter().for_each(|item| push_item(item, as_of, out));
            out.push_str(&format!("</{tag}>\n"));
        }
        Block::Quote(inner) => wrap(out, as_of, ("<blockquote>", "</blockquote>"), inner),
        Block::Callout(kind, inner) => {
            let (class, word) = match kind {
                Callout::Note => ("note", "Note"),
                Callout::Tip => ("tip", "Tip"),
                Callout::Warning => ("warning", "Warning"),
                Callout::Caution => ("caution", "Caution"),
            };
            let open = format!(
                "<div class=\"callout {class}\" role=\"note\" aria-label=\"{word}\">\n<p class=\"kind\">{word}</p>"
            );
            wrap(out, as_of, (&open, "</div>"), inner);
        }
        Block::Fold(title, inner) => {
            let open = format!("<details>\n<summary>{}</summary>", escape(title));
            wrap(out, as_of, (&open, "</details>"), inner);
        }
        Block::Properties(rows) => {
            out.push_str("<div class=\"table\"><table class=\"properties\">\n<tbody>\n");
            for (label, value) in rows {
                let label = escape(label);
                out.push_str(&format!("<tr><th scope=\"row\">{label}</th><td>{}</td></tr>\n", line(value)));
            }
            out.push_str("</tbody>\n</table></div>\n");
        }
        Block::Table(found) => push_table(found, out),
        Block::Code(_, code) => {
            out.push_str(&format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", escape(code)));
        }
        Block::Mermaid(diagram) => {
            out.push_str(&format!(
                "<details class=\"source\">\n<summary>Diagram as text (Mermaid)</summary>\n<pre tabindex=\"0\"><code>{}</code></pre>\n</details>\n",
                escape(diagram)
            ));
        }
        Block::Flowchart(graph) => push_pictures(&figures::flowchart(graph), out),
        Block::Picture(picture) => push_pictures(&figures::draw(picture), out),
        Block::Gantt(chart) => push_pictures(&figures::gantt(chart, as_of), out),
        Block::Figure(file, alt) => {
            out.push_str(&format!("<p><img src=\"{}\" alt=\"{}\"/></p>\n", escape(file), escape(alt)));
        }
        Block::Rollup(_) => {}
        Block::Rule => out.push_str("<hr/>\n"),
    }
}

fn wrap(out: &mut String, as_of: &str, (open, close): (&str, &str), inner: &[Block]) {
    out.push_str(open);
    out.push('\n');
    inner.iter().for_each(|block| push_block(block, as_of, out));
    out.push_str(close);
    out.push('\n');
}

fn push_item(item: &Item, as_of: &str, out: &mut String) {
    out.push_str(if item.task.is_some() { "<li class=\"task\">" } else { "<li>" });
    out.push_str(item.tick());
    match item.blocks.as_slice() {
        [Block::Paragraph(parts)] => out.push_str(&line(parts)),
        [Block::Paragraph(parts), rest @ ..] => {
            out.push_str(&line(parts));
            out.push('\n');
            rest.iter().for_each(|block| push_block(block, as_of, out));
        }
        all => all.iter().for_each(|block| push_block(block, as_of, out)),
    }
    out.push_str("</li>\n");
}

/// Writes pictures, each in a box that scrolls where the page is narrower.
fn push_pictures(pictures: &[Drawing], out: &mut String) {
    for picture in pictures.iter().map(figures::inline) {
        out.push_str(&format!("<div class=\"picture\" tabindex=\"0\">{picture}</div>\n"));
    }
}

/// Writes a table. It may be wider than a phone: then it scrolls in its box, by keyboard too.
fn push_table(table: &Table, out: &mut String) {
    let class = |align: Align| match align {
        Align::Auto | Align::Left => "",
        Align::Centre => " class=\"centre\"",
        Align::Right => " class=\"right\"",
    };
    out.push_str("<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n<tr>");
    for column in &table.columns {
        let head = line(&column.head);
        let class = class(column.align);
        // An empty head is no head to a screen reader.
        match head.is_empty() {
            true => out.push_str(&format!("<td{class}></td>")),
            false => out.push_str(&format!("<th scope=\"col\"{class}>{head}</th>")),
        }
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            out.push_str(&format!("<td{}>{}</td>", class(column.align), line(cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn line(parts: &[Inline]) -> String {
    parts.iter().map(part).collect()
}

fn part(part: &Inline) -> String {
    match part {
        Inline::Text(words) => escape(words),
        Inline::Strong(inner) => format!("<strong>{}</strong>", line(inner)),
        Inline::Emphasis(inner) => format!("<em>{}</em>", line(inner)),
        Inline::Strike(inner) => format!("<del>{}</del>", line(inner)),
        Inline::Code(code) => format!("<code>{}</code>", escape(code)),
        Inline::Link(to, inner) => {
            let rel = if to.contains("://") { " rel=\"noopener noreferrer\"" } else { "" };
            format!("<a href=\"{}\"{rel}>{}</a>", escape(to), line(inner))
        }
        Inline::Status(colour, words) => {
            let (class, sign) = lozenge(*colour);
            format!(
                "<span class=\"lozenge {class}\"><span aria-hidden=\"true\">{sign}</span> {}</span>",
                escape(words)
            )
        }
        Inline::Date(date) => format!("<time datetime=\"{0}\">{0}</time>", escape(date)),
        Inline::Anchor(id) => format!("<span id=\"{}\"></span>", escape(id)),
        Inline::Ref(id, inner) => format!("<a href=\"#{}\">{}</a>", escape(id), line(inner)),
        Inline::Break => "<br/>".to_owned(),
    }
}

/// Returns the class of a lozenge, and a sign that tells it without colour.
fn lozenge(colour: Colour) -> (&'static str, &'static str) {
    match colour {
        Colour::Green => ("green", "●"),
        Colour::Amber => ("amber", "▲"),
        Colour::Red => ("red", "■"),
        Colour::Blue => ("blue", "◆"),
        Colour::Grey => ("grey", "○"),
        Colour::Purple => ("purple", "✦"),
    }
}

/// Escapes text of an element or attribute.
pub(crate) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}

/// Returns bytes in Base64 (RFC 4648), as a policy wants its hashes.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            group.iter().chain(&[0, 0]).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let sign = SIGNS[bits >> (18 - 6 * place) & 63];
            out.push(if place <= group.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
