//! A page as a message: the lines that a chat shows. Tables become a line a row, what is folded away and diagrams are
//! left out, and what is too long is cut with a count. The page itself has the rest.

use crate::render::document::Block;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::document::List;
use crate::render::document::Table;

/// Rows of a table that a message shows.
const MAX_ROWS: usize = 8;
/// Items of a list that a message shows.
const MAX_ITEMS: usize = 8;

/// A line of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What kind of line.
    pub(super) kind: LineKind,
    /// What it says.
    pub(super) parts: Vec<Inline>,
}

/// What kind of line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Opens a part.
    Head,
    /// Stands alone.
    Text,
    /// Belongs to a list.
    Bullet,
}

/// Returns the lines of a page.
pub(super) fn lines(document: &Document) -> Vec<Line> {
    let mut out = Vec::new();
    document.blocks.iter().for_each(|block| push(block, &mut out));
    // A head with nothing below it says nothing.
    let is_empty = |n: usize| {
        out[n].kind == LineKind::Head && out.get(n + 1).is_none_or(|next: &Line| next.kind == LineKind::Head)
    };
    let kept: Vec<bool> = (0..out.len()).map(|n| !is_empty(n)).collect();
    let mut kept = kept.into_iter();
    out.retain(|_| kept.next().unwrap_or(true));
    out
}

fn push(block: &Block, out: &mut Vec<Line>) {
    let mut add = |kind: LineKind, parts: &[Inline]| {
        if !parts.is_empty() {
            out.push(Line { kind, parts: parts.to_vec() });
        }
    };
    match block {
        Block::Heading(_, parts) => add(LineKind::Head, parts),
        Block::Paragraph(parts) => add(LineKind::Text, parts),
        Block::List(list) => push_list(list, out),
        Block::Quote(inner) | Block::Callout(_, inner) => inner.iter().for_each(|block| push(block, out)),
        Block::Properties(rows) => {
            for (label, value) in rows {
                let label = Inline::Strong(vec![Inline::Text(label.clone())]);
                out.push(bullet([vec![label, text(" ")], value.clone()].concat()));
            }
        }
        Block::Table(table) => push_table(table, out),
        Block::Code(_, code) => add(LineKind::Text, &[Inline::Code(code.trim().to_owned())]),
        Block::Fold(..)
        | Block::Mermaid(_)
        | Block::Flowchart(_)
        | Block::Gantt(_)
        | Block::Picture(_)
        | Block::Rollup(_)
        | Block::Figure(..)
        | Block::Rule => {}
    }
}

fn push_list(list: &List, out: &mut Vec<Line>) {
    for item in list.items.iter().take(MAX_ITEMS) {
        push_item(item, out);
    }
    push_rest(list.items.len(), MAX_ITEMS, out);
}

fn push_item(item: &Item, out: &mut Vec<Line>) {
    let (first, rest) = match item.blocks.split_first() {
        Some((Block::Paragraph(parts), rest)) => (parts.clone(), rest),
        _ => (Vec::new(), item.blocks.as_slice()),
    };
    let tick = item.tick();
    let tick = if tick.is_empty() { Vec::new() } else { vec![text(tick)] };
    if !first.is_empty() || !tick.is_empty() {
        out.push(bullet([tick, first].concat()));
    }
    rest.iter().for_each(|block| push(block, out));
}

/// Writes a table as a line a row: its first cell, then each cell behind the name of its column.
fn push_table(table: &Table, out: &mut Vec<Line>) {
    // Where no heading says what the rows are, the head of the first column does.
    let head = table.columns.first().map(|column| column.head.clone()).filter(|head| !head.is_empty());
    if let Some(head) = head.filter(|_| out.last().is_none_or(|line| line.kind != LineKind::Head)) {
        out.push(Line { kind: LineKind::Text, parts: vec![Inline::Strong(head)] });
    }
    for row in table.rows.iter().take(MAX_ROWS) {
        let mut parts = Vec::new();
        for (cell, column) in row.iter().zip(&table.columns) {
            let cell: Vec<Inline> = cell
                .iter()
                .map(|part| if *part == Inline::Break { text(", ") } else { part.clone() })
                .collect();
            if cell.is_empty() || cell == [text("–")] {
                continue;
            }
            if parts.is_empty() {
                parts.push(Inline::Strong(cell));
                continue;
            }
            parts.push(text(" · "));
            let speaks_for_itself = matches!(cell.first(), Some(Inline::Status(..)));
            if !speaks_for_itself && !column.head.is_empty() {
                parts.extend(column.head.iter().cloned());
                parts.push(text(" "));
            }
            parts.extend(cell);
        }
        out.push(bullet(parts));
    }
    push_rest(table.rows.len(), MAX_ROWS, out);
}

fn push_rest(all: usize, shown: usize, out: &mut Vec<Line>) {
    if all > shown {
        out.push(bullet(vec![text(&format!("and {} more", all - shown))]));
    }
}

fn bullet(parts: Vec<Inline>) -> Line {
    Line { kind: LineKind::Bullet, parts }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}
