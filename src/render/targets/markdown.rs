//! What the Markdown targets share: blank lines around blocks, lists, tables, spans that open and close where they
//! should. Every block is written on one line or, in a container, below its first line with the container's indent.

use crate::render::document::Align;
use crate::render::document::Block;
use crate::render::document::Callout;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::document::List;
use crate::render::document::Table;
use crate::render::document::plain;
use crate::render::mermaid;

/// Where a line stands: it decides what must be escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph: its first characters could begin another block.
    Paragraph,
    /// A heading.
    Heading,
    /// A table's cell.
    Cell,
}

/// What stands around a piece of text in its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) place: Place,
    /// Whether the text opens the line.
    pub(super) opens: bool,
    /// The character written before it.
    pub(super) before: Option<char>,
    /// Whether the line goes on behind it with something that is no text.
    pub(super) more: bool,
}

/// How a target writes what differs between the Markdown targets.
pub(super) trait Dialect {
    /// Escapes text.
    fn text(&self, words: &str, around: Around) -> String;

    /// Writes code in a line.
    fn code(&self, code: &str, place: Place) -> String;

    /// Writes a part of a line other than text, spans, code and links.
    fn part(&self, part: &Inline) -> String;

    /// The space between two parts that are no text. Where it is no plain one, a link's text has no such parts.
    const SPACE: &'static str;

    /// How far the further blocks of an item stand in.
    fn indent(&self, ordered: bool) -> usize;

    /// Writes a block in the target's own way; nothing when the common way will do. `near` are the blocks before
    /// and after it.
    fn block(&self, block: &Block, near: [Option<&Block>; 2]) -> Option<String>;

    /// What must stand between two blocks so that they do not run together; mostly nothing.
    fn between(&self, _before: &Block, _after: &Block) -> Option<&'static str> {
        None
    }
}

/// Writes blocks with a blank line between each two.
pub(super) fn blocks<D: Dialect>(dialect: &D, list: &[Block]) -> String {
    let mut out = String::new();
    for (i, block) in list.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &list[i]);
        if let Some(before) = before {
            out.push_str("\n\n");
            if let Some(divider) = dialect.between(before, block) {
                out.push_str(divider);
                out.push_str("\n\n");
            }
        }
        let own = dialect.block(block, [before, list.get(i + 1)]);
        out.push_str(&own.unwrap_or_else(|| common(dialect, block)));
    }
    out
}

/// Writes a line.
pub(super) fn line<D: Dialect>(dialect: &D, parts: &[Inline], place: Place) -> String {
    let mut out = String::new();
    push_line(dialect, parts, place, &mut out);
    out
}

/// Puts `first` before the first line and `rest` before the others; blank lines get no spaces.
pub(super) fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (i, line) in text.split('\n').enumerate() {
        let prefix = if i == 0 { first } else { rest };
        if i > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

/// Writes code between fences longer than any in it.
pub(super) fn fence(language: &str, code: &str) -> String {
    let ticks = code.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
    let fence = "`".repeat(ticks);
    let code = code.trim_matches('\n');
    format!("{fence}{language}\n{code}\n{fence}")
}

fn fences(diagrams: &[String]) -> String {
    diagrams.iter().map(|diagram| fence("mermaid", diagram)).collect::<Vec<_>>().join("\n\n")
}

/// Writes a callout as an alert. A paragraph follows its name at once, any other block after a blank line.
pub(super) fn alert<D: Dialect>(dialect: &D, kind: Callout, inner: &[Block]) -> String {
    let name = match kind {
        Callout::Note => "NOTE",
        Callout::Tip => "TIP",
        Callout::Warning => "WARNING",
        Callout::Caution => "CAUTION",
    };
    let gap = if matches!(inner.first(), Some(Block::Paragraph(_))) { "\n" } else { "\n\n" };
    prefixed(&format!("[!{name}]{gap}{}", blocks(dialect, inner)), "> ", "> ")
}

fn common<D: Dialect>(dialect: &D, block: &Block) -> String {
    match block {
        Block::Heading(level, parts) => {
            format!("{} {}", "#".repeat(usize::from(*level)), line(dialect, parts, Place::Heading))
        }
        Block::Paragraph(parts) => line(dialect, parts, Place::Paragraph),
        Block::List(list) => items(dialect, list),
        Block::Quote(inner) | Block::Callout(_, inner) | Block::Fold(_, inner) => {
            prefixed(&blocks(dialect, inner), "> ", "> ")
        }
        Block::Properties(rows) => properties(dialect, rows),
        Block::Table(found) => table(dialect, found),
        Block::Code(language, code) => fence(language, code),
        Block::Mermaid(diagram) => fence("mermaid", diagram),
        Block::Flowchart(graph) => fences(&mermaid::flowchart(graph)),
        Block::Gantt(chart) => fences(&mermaid::gantt(chart)),
        // A file beside the page has taken its place.
        Block::Picture(_) | Block::Rollup(_) => String::new(),
        Block::Figure(file, alt) => {
            let around = Around { place: Place::Heading, opens: false, before: None, more: true };
            format!("![{}]({file})", dialect.text(alt, around))
        }
        Block::Rule => "---".to_owned(),
    }
}

fn items<D: Dialect>(dialect: &D, list: &List) -> String {
    let mut out = Vec::new();
    for (i, item) in list.items.iter().enumerate() {
        let marker = if list.ordered { format!("{}. ", i + 1) } else { "- ".to_owned() };
        let task = match item.task {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let indent =
            " ".repeat(dialect.indent(list.ordered).max(if list.ordered { marker.len() } else { 0 }));
        // a list below an item's line joins it without a blank line
        let mut text = String::new();
        for (i, block) in item.blocks.iter().enumerate() {
            let before = i.checked_sub(1).map(|i| &item.blocks[i]);
            text.push_str(match (before, block) {
                (None, _) => "",
                (Some(Block::Paragraph(_)), Block::List(_)) if item.blocks.len() == 2 => "\n",
                _ => "\n\n",
            });
            let own = dialect.block(block, [before, item.blocks.get(i + 1)]);
            text.push_str(&own.unwrap_or_else(|| common(dialect, block)));
        }
        out.push(prefixed(&text, &format!("{marker}{task}"), &indent));
    }
    // where one item holds several blocks, all stand apart, or a reader joins the next item to the last block
    let opens = |item: &Item| matches!(item.blocks.first(), Some(Block::Paragraph(_)));
    let apart = out.iter().any(|item| item.contains("\n\n")) || !list.items.iter().all(opens);
    out.join(if apart { "\n\n" } else { "\n" })
}

fn table<D: Dialect>(dialect: &D, table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = table.columns.iter().map(|column| {
        let head = line(dialect, &column.head, Place::Cell);
        if head.is_empty() { "–".to_owned() } else { head }
    });
    let rule = table.columns.iter().map(|column| {
        let rule = match column.align {
            Align::Auto => "---",
            Align::Left => ":--",
            Align::Centre => ":-:",
            Align::Right => "--:",
        };
        rule.to_owned()
    });
    let mut out = vec![row(head.collect()), row(rule.collect())];
    for cells in &table.rows {
        out.push(row(cells.iter().map(|cell| line(dialect, cell, Place::Cell)).collect()));
    }
    out.join("\n")
}

fn properties<D: Dialect>(dialect: &D, rows: &[(String, Vec<Inline>)]) -> String {
    let mut out = vec!["| Property | Value |".to_owned(), "| --- | --- |".to_owned()];
    for (label, value) in rows {
        let label = line(dialect, &[Inline::Text(label.clone())], Place::Cell);
        out.push(format!("| {label} | {} |", line(dialect, value, Place::Cell)));
    }
    out.join("\n")
}

fn push_line<D: Dialect>(dialect: &D, parts: &[Inline], place: Place, out: &mut String) {
    for (i, part) in parts.iter().enumerate() {
        let next = parts.get(i + 1);
        match part {
            Inline::Text(words) if words == " " => out.push_str(D::SPACE),
            Inline::Text(words) => {
                let around =
                    Around { place, opens: out.is_empty(), before: out.chars().last(), more: next.is_some() };
                out.push_str(&dialect.text(words, around));
            }
            Inline::Strong(inner) => span(dialect, inner, ("**", "strong"), place, next, out),
            Inline::Emphasis(inner) => span(dialect, inner, ("*", "em"), place, next, out),
            Inline::Strike(inner) => span(dialect, inner, ("~~", "del"), place, next, out),
            Inline::Code(code) => out.push_str(&dialect.code(code, place)),
            Inline::Link(to, inner) => {
                out.push_str(&format!("[{}]({})", label(dialect, inner, place), to.replace('&', "&amp;")));
            }
            Inline::Ref(id, inner) => out.push_str(&format!("[{}](#{id})", label(dialect, inner, place))),
            other => out.push_str(&dialect.part(other)),
        }
    }
}

/// Writes a span's text: it never opens a line.
fn inside<D: Dialect>(dialect: &D, inner: &[Inline], place: Place) -> String {
    let mut out = String::from('\0');
    push_line(dialect, inner, place, &mut out);
    out.split_off(1)
}

/// Writes a link's text.
fn label<D: Dialect>(dialect: &D, inner: &[Inline], place: Place) -> String {
    let glued = inner.iter().any(|part| matches!(part, Inline::Text(words) if words == " "));
    if glued && D::SPACE != " " {
        return inside(dialect, &[Inline::Text(plain(inner))], place);
    }
    inside(dialect, inner, place)
}

/// Writes a span with Markdown's marks where every reader sees them open and close, else with tags.
fn span<D: Dialect>(
    dialect: &D,
    inner: &[Inline],
    (mark, tag): (&str, &str),
    place: Place,
    next: Option<&Inline>,
    out: &mut String,
) {
    let text = inside(dialect, inner, place);
    let after = match next {
        None => None,
        Some(Inline::Text(words)) => words.chars().next(),
        Some(_) => Some('*'),
    };
    let plain = edge(out.chars().last(), text.chars().next()) && edge(after, text.chars().last());
    if plain {
        out.push_str(&format!("{mark}{text}{mark}"));
    } else {
        out.push_str(&format!("<{tag}>{text}</{tag}>"));
    }
}

/// Tells whether a mark between these two characters opens or closes a span for certain.
fn edge(outer: Option<char>, inner: Option<char>) -> bool {
    let Some(inner) = inner else { return false };
    match outer {
        None | Some(' ') => !matches!(inner, '*' | '~' | '_'),
        Some('*' | '~' | '_' | '\\') => false,
        Some(_) => inner.is_ascii_alphanumeric(),
    }
}
