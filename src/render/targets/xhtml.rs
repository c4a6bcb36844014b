//! Confluence storage XHTML, on one line, for what must stand inside a Markdown file as markup: macro bodies, and
//! nestings that Markdown's readers disagree on. The caller says how text is escaped; within Markdown that is by
//! entities, for the text between two tags is still read as Markdown. The storage target writes whole pages with it.

use crate::render::document::Align;
use crate::render::document::Block;
use crate::render::document::Callout;
use crate::render::document::Colour;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::document::Table;
use crate::render::mermaid;

/// Escapes a text.
pub(super) type Escape = fn(&str) -> String;

/// Writes a block in a target's own way, or leaves it to the common one.
pub(super) type Own = fn(&Block, Ink) -> Option<String>;

/// How a target writes what differs.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    /// Escapes text.
    pub(super) escape: Escape,
    /// Blocks that the target writes in its own way.
    pub(super) own: Own,
}

impl Ink {
    /// Returns the way that has no block of its own.
    pub(super) fn plain(escape: Escape) -> Ink {
        Ink { escape, own: |_, _| None }
    }
}

/// Writes a block.
pub(super) fn block(block: &Block, ink: Ink) -> String {
    if let Some(own) = (ink.own)(block, ink) {
        return own;
    }
    let escape = ink.escape;
    let line = |parts: &[Inline]| line(parts, escape);
    match block {
        Block::Heading(level, parts) => format!("<h{level}>{}</h{level}>", line(parts)),
        Block::Paragraph(parts) => format!("<p>{}</p>", line(parts)),
        Block::List(list) => {
            let tag = if list.ordered { "ol" } else { "ul" };
            let items: String =
                list.items.iter().map(|item| format!("<li>{}</li>", entry(item, ink))).collect();
            format!("<{tag}>{items}</{tag}>")
        }
        Block::Quote(inner) => format!("<blockquote>{}</blockquote>", blocks(inner, ink)),
        Block::Callout(kind, inner) => {
            let name = match kind {
                Callout::Note => "info",
                Callout::Tip => "tip",
                Callout::Warning => "note",
                Callout::Caution => "warning",
            };
            rich(name, "", &blocks(inner, ink))
        }
        Block::Fold(title, inner) => rich("expand", &parameter("title", &escape(title)), &blocks(inner, ink)),
        Block::Properties(rows) => {
            let rows = rows
                .iter()
                .map(|(label, value)| format!("<tr><th>{}</th><td>{}</td></tr>", escape(label), line(value)));
            let body = format!("<table><tbody>{}</tbody></table>", rows.collect::<String>());
            rich("details", &parameter("id", "epm"), &body)
        }
        Block::Rollup(label) => {
            let query = format!("label = \"{label}\" and space = currentSpace()");
            let parameters = format!("{}{}", parameter("id", "epm"), parameter("cql", &escape(&query)));
            format!("<ac:structured-macro ac:name=\"detailssummary\">{parameters}</ac:structured-macro>")
        }
        Block::Table(found) => table(found, escape),
        Block::Flowchart(graph) => preformatted(&mermaid::flowchart(graph).join("\n"), escape),
        Block::Gantt(chart) => preformatted(&mermaid::gantt(chart).join("\n"), escape),
        Block::Code(_, code) | Block::Mermaid(code) => preformatted(code, escape),
        // A file beside the page has taken its place.
        Block::Picture(_) => String::new(),
        Block::Figure(file, alt) => {
            let alt = escape(alt).replace('"', "&quot;");
            format!("<p><ac:image ac:alt=\"{alt}\"><ri:attachment ri:filename=\"{file}\"/></ac:image></p>")
        }
        Block::Rule => "<hr/>".to_owned(),
    }
}

fn preformatted(code: &str, escape: Escape) -> String {
    let lines: Vec<String> = code.split('\n').map(escape).collect();
    format!("<pre>{}</pre>", lines.join("&#10;"))
}

/// Writes a part of a line other than text and links: those that no Markdown has a sign for, and spans.
pub(super) fn part(part: &Inline, escape: Escape) -> String {
    let line = |parts: &[Inline]| line(parts, escape);
    match part {
        Inline::Text(words) => escape(words),
        Inline::Strong(inner) => format!("<strong>{}</strong>", line(inner)),
        Inline::Emphasis(inner) => format!("<em>{}</em>", line(inner)),
        Inline::Strike(inner) => format!("<del>{}</del>", line(inner)),
        Inline::Code(code) => format!("<code>{}</code>", escape(code)),
        Inline::Link(to, inner) => format!("<a href=\"{}\">{}</a>", to.replace('&', "&amp;"), line(inner)),
        Inline::Status(colour, words) => {
            let fields =
                format!("{}{}", parameter("colour", name(*colour)), parameter("title", &escape(words)));
            format!("<ac:structured-macro ac:name=\"status\">{fields}</ac:structured-macro>")
        }
        Inline::Date(date) => format!("<time datetime=\"{date}\"/>"),
        Inline::Anchor(id) => {
            format!(
                "<ac:structured-macro ac:name=\"anchor\">{}</ac:structured-macro>",
                parameter("", &escape(id))
            )
        }
        Inline::Ref(id, inner) => {
            format!("<ac:link ac:anchor=\"{id}\"><ac:link-body>{}</ac:link-body></ac:link>", line(inner))
        }
        Inline::Break => "<br/>".to_owned(),
    }
}

/// Writes blocks one behind the other.
pub(super) fn blocks(list: &[Block], ink: Ink) -> String {
    list.iter().map(|each| block(each, ink)).collect()
}

/// Writes a line.
pub(super) fn line(parts: &[Inline], escape: Escape) -> String {
    let one = |each: &Inline| match each {
        Inline::Text(words) if words == " " => "&#32;".to_owned(),
        each => part(each, escape),
    };
    parts.iter().map(one).collect()
}

fn entry(item: &Item, ink: Ink) -> String {
    match item.blocks.as_slice() {
        [Block::Paragraph(parts)] => format!("{}{}", item.tick(), line(parts, ink.escape)),
        [Block::Paragraph(parts), rest @ ..] => {
            format!("<p>{}{}</p>{}", item.tick(), line(parts, ink.escape), blocks(rest, ink))
        }
        all => format!("{}{}", item.tick(), blocks(all, ink)),
    }
}

fn table(table: &Table, escape: Escape) -> String {
    let cell = |tag: &str, align: Align, parts: &[Inline]| {
        let style = match align {
            Align::Auto | Align::Left => "",
            Align::Centre => " style=\"text-align: center;\"",
            Align::Right => " style=\"text-align: right;\"",
        };
        format!("<{tag}{style}>{}</{tag}>", line(parts, escape))
    };
    let head: String = table.columns.iter().map(|column| cell("th", column.align, &column.head)).collect();
    let mut rows = format!("<tr>{head}</tr>");
    for row in &table.rows {
        let cells: String =
            row.iter().zip(&table.columns).map(|(parts, column)| cell("td", column.align, parts)).collect();
        rows.push_str(&format!("<tr>{cells}</tr>"));
    }
    format!("<table><tbody>{rows}</tbody></table>")
}

fn rich(name: &str, parameters: &str, body: &str) -> String {
    format!(
        "<ac:structured-macro ac:name=\"{name}\">{parameters}<ac:rich-text-body>{body}</ac:rich-text-body></ac:structured-macro>"
    )
}

/// Writes a parameter of a macro.
pub(super) fn parameter(name: &str, value: &str) -> String {
    format!("<ac:parameter ac:name=\"{name}\">{value}</ac:parameter>")
}

fn name(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "Green",
        Colour::Amber => "Yellow",
        Colour::Red => "Red",
        Colour::Blue => "Blue",
        Colour::Grey => "Grey",
        Colour::Purple => "Purple",
    }
}
