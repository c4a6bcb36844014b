//! Brings parsed blocks into the form that writers rely on (the head of [`document`](super::document) states it),
//! and flattens blocks to a line for table cells.

use std::collections::BTreeSet;

use crate::render::document::Block;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::links;
use crate::render::text;

/// What stands where a table or a fold has nothing to show.
pub(crate) const NONE: &str = "None";

/// Finishes the blocks of a page.
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    let mut blocks = tidy_blocks(blocks);
    let mut level = 1;
    heading_levels(&mut blocks, &mut level);
    let mut anchors = BTreeSet::new();
    each_line(&mut blocks, &mut |line| keep_first_anchors(line, &mut anchors));
    each_line(&mut blocks, &mut |line| {
        if drop_dead_refs(line, &anchors) {
            *line = tidy(std::mem::take(line));
        }
    });
    Document { blocks }
}

/// Puts blocks on one line: paragraphs follow each other, list items and rows are divided by semicolons.
pub(crate) fn flatten(blocks: &[Block]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let space = || Inline::Text(" ".to_owned());
    let divided =
        |lines: Vec<Vec<Inline>>, by: &str| -> Vec<Inline> { lines.join(&Inline::Text(by.to_owned())) };
    for block in blocks {
        if !out.is_empty() {
            out.push(space());
        }
        match block {
            Block::Paragraph(line) | Block::Heading(_, line) => {
                out.extend(line.iter().map(|p| if *p == Inline::Break { space() } else { p.clone() }));
            }
            Block::List(list) => {
                let item = |item: &Item| {
                    let mut line = vec![Inline::Text(item.tick().to_owned())];
                    line.extend(flatten(&item.blocks));
                    line
                };
                out.extend(divided(list.items.iter().map(item).collect(), "; "));
            }
            Block::Quote(inner) | Block::Callout(_, inner) | Block::Fold(_, inner) => {
                out.extend(flatten(inner))
            }
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| divided(row.clone(), " / "));
                out.extend(divided(rows.collect(), "; "));
            }
            Block::Code(_, code) => out.push(Inline::Code(text::one_line(code))),
            Block::Mermaid(_) | Block::Flowchart(_) | Block::Gantt(_) | Block::Picture(_) => {
                out.push(Inline::Text("(diagram)".to_owned()));
            }
            Block::Figure(..) | Block::Properties(_) | Block::Rollup(_) | Block::Rule => {}
        }
    }
    out
}

/// Makes links of the bare addresses in a person's text.
pub(crate) fn with_links(words: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = words;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|s| rest.find(s)).min() {
        let (before, from) = rest.split_at(start);
        let end =
            from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*', '_']);
        let (address, after) = from.split_at(address.len().max("http".len()));
        out.push(Inline::Text(before.to_owned()));
        let shown = Inline::Text(address.to_owned());
        match links::outside(address) {
            Some(to) => out.push(Inline::Link(to, vec![shown])),
            None => out.push(shown),
        }
        rest = after;
    }
    out.push(Inline::Text(rest.to_owned()));
    out
}

fn tidy_blocks(blocks: Vec<Block>) -> Vec<Block> {
    let none = || Block::Paragraph(vec![Inline::Text(NONE.to_owned())]);
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let tidied = match block {
            Block::Paragraph(line) => Some(tidy(line)).filter(|l| !l.is_empty()).map(Block::Paragraph),
            Block::Heading(level, line) => {
                Some(tidy_flat(line)).filter(|l| !l.is_empty()).map(|l| Block::Heading(level, l))
            }
            Block::List(mut list) => {
                for item in &mut list.items {
                    item.blocks = tidy_blocks(std::mem::take(&mut item.blocks));
                }
                list.items.retain(|item| !item.blocks.is_empty());
                Some(Block::List(list)).filter(|b| !matches!(b, Block::List(l) if l.items.is_empty()))
            }
            Block::Quote(inner) => Some(tidy_blocks(inner)).filter(|b| !b.is_empty()).map(Block::Quote),
            Block::Callout(kind, inner) => {
                Some(tidy_blocks(inner)).filter(|b| !b.is_empty()).map(|b| Block::Callout(kind, b))
            }
            Block::Fold(title, inner) => {
                let inner = tidy_blocks(inner);
                let title = if title.is_empty() { "More".to_owned() } else { title };
                Some(Block::Fold(title, if inner.is_empty() { vec![none()] } else { inner }))
            }
            Block::Properties(rows) if rows.is_empty() => None,
            Block::Properties(rows) => {
                Some(Block::Properties(rows.into_iter().map(|(label, value)| (label, tidy(value))).collect()))
            }
            Block::Table(table) if table.rows.is_empty() => Some(none()),
            Block::Table(mut table) => {
                for column in &mut table.columns {
                    column.head = tidy_flat(std::mem::take(&mut column.head));
                }
                for cell in table.rows.iter_mut().flatten() {
                    *cell = tidy(std::mem::take(cell));
                }
                Some(Block::Table(table))
            }
            Block::Code(_, code) if code.trim().is_empty() => None,
            Block::Mermaid(diagram) if diagram.trim().is_empty() => None,
            Block::Flowchart(graph) if graph.nodes.is_empty() => None,
            Block::Gantt(chart) if chart.sections.iter().all(|section| section.rows.is_empty()) => None,
            other => Some(other),
        };
        match (out.last_mut(), tidied) {
            // Markdown cannot keep two lists of a kind apart
            (Some(Block::List(last)), Some(Block::List(list))) if last.ordered == list.ordered => {
                last.items.extend(list.items);
            }
            (_, tidied) => out.extend(tidied),
        }
    }
    out
}

/// Tidies a line: spaces, spans, breaks at its ends.
fn tidy(line: Vec<Inline>) -> Vec<Inline> {
    trim(spans(line, Inside::default()))
}

/// Tidies a line that may not be broken: a heading.
fn tidy_flat(line: Vec<Inline>) -> Vec<Inline> {
    trim(spans(line, Inside { flat: true, ..Inside::default() }))
}

fn trim(mut out: Vec<Inline>) -> Vec<Inline> {
    while matches!(out.first(), Some(Inline::Break)) {
        out.remove(0);
    }
    trim_start(&mut out);
    loop {
        trim_end(&mut out);
        if matches!(out.last(), Some(Inline::Break)) {
            out.pop();
        } else {
            return out;
        }
    }
}

/// The spans that a part stands in.
#[derive(Clone, Copy, Default)]
struct Inside {
    strong: bool,
    emphasis: bool,
    strike: bool,
    link: bool,
    /// In a line that may not be broken.
    flat: bool,
}

fn spans(line: Vec<Inline>, inside: Inside) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for part in line {
        match part {
            Inline::Text(words) => push_text(&mut out, &words),
            Inline::Strong(l) if inside.strong => append(&mut out, spans(l, inside)),
            Inline::Emphasis(l) if inside.emphasis => append(&mut out, spans(l, inside)),
            Inline::Strike(l) if inside.strike => append(&mut out, spans(l, inside)),
            Inline::Strong(l) => wrap(&mut out, spans(l, Inside { strong: true, ..inside }), Inline::Strong),
            Inline::Emphasis(l) => {
                wrap(&mut out, spans(l, Inside { emphasis: true, ..inside }), Inline::Emphasis)
            }
            Inline::Strike(l) => wrap(&mut out, spans(l, Inside { strike: true, ..inside }), Inline::Strike),
            Inline::Link(_, l) | Inline::Ref(_, l) if inside.link => append(&mut out, spans(l, inside)),
            Inline::Status(_, t) | Inline::Date(t) if inside.link => push_text(&mut out, &t),
            Inline::Break if inside.link || inside.flat => push_text(&mut out, " "),
            Inline::Anchor(_) if inside.link => {}
            Inline::Link(to, l) => {
                wrap(&mut out, spans(l, Inside { link: true, ..inside }), |l| Inline::Link(to, l));
            }
            Inline::Ref(id, l) => {
                wrap(&mut out, spans(l, Inside { link: true, ..inside }), |l| Inline::Ref(id, l))
            }
            Inline::Code(code) if code.is_empty() => {}
            Inline::Break => {
                trim_end(&mut out);
                out.push(Inline::Break);
            }
            other => out.push(other),
        }
    }
    out
}

/// Adds a span, with the spaces at its ends outside it; joins it to one of its kind.
fn wrap(out: &mut Vec<Inline>, mut inner: Vec<Inline>, make: impl FnOnce(Vec<Inline>) -> Inline) {
    let before = trim_start(&mut inner);
    let after = trim_end(&mut inner);
    if before {
        push_text(out, " ");
    }
    if !inner.is_empty() {
        match (out.last_mut(), make(inner)) {
            (Some(Inline::Strong(last)), Inline::Strong(more))
            | (Some(Inline::Emphasis(last)), Inline::Emphasis(more))
            | (Some(Inline::Strike(last)), Inline::Strike(more)) => append(last, more),
            (_, span) => out.push(span),
        }
    }
    if after {
        push_text(out, " ");
    }
}

fn append(out: &mut Vec<Inline>, more: Vec<Inline>) {
    for part in more {
        match part {
            Inline::Text(words) => push_text(out, &words),
            other => out.push(other),
        }
    }
}

fn push_text(out: &mut Vec<Inline>, words: &str) {
    match out.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline::Text(before)) => {
            let words = text::collapse(words);
            before.push_str(if before.ends_with(' ') { words.trim_start_matches(' ') } else { &words });
        }
        Some(Inline::Break) => {
            let words = text::collapse(words);
            if !words.trim_start_matches(' ').is_empty() {
                out.push(Inline::Text(words.trim_start_matches(' ').to_owned()));
            }
        }
        _ => out.push(Inline::Text(text::collapse(words))),
    }
}

/// Takes the white space at the start away; tells whether there was some.
fn trim_start(line: &mut Vec<Inline>) -> bool {
    let Some(Inline::Text(words)) = line.first_mut() else { return false };
    let rest = words.trim_start();
    let trimmed = rest.len() < words.len();
    if rest.is_empty() {
        line.remove(0);
    } else if trimmed {
        *words = rest.to_owned();
    }
    trimmed
}

/// Takes the white space at the end away; tells whether there was some.
fn trim_end(line: &mut Vec<Inline>) -> bool {
    let Some(Inline::Text(words)) = line.last_mut() else { return false };
    let length = words.trim_end().len();
    let trimmed = length < words.len();
    words.truncate(length);
    if words.is_empty() {
        line.pop();
    }
    trimmed
}

fn heading_levels(blocks: &mut [Block], level: &mut u8) {
    for block in blocks {
        match block {
            Block::Heading(own, _) => {
                *own = (*own).clamp(2, *level + 1).min(6);
                *level = *own;
            }
            Block::Fold(_, inner) => heading_levels(inner, level),
            _ => {}
        }
    }
}

/// Visits every line of the blocks, in order.
fn each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Heading(_, line) | Block::Paragraph(line) => visit(line),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_line(&mut item.blocks, visit)),
            Block::Quote(inner) | Block::Callout(_, inner) | Block::Fold(_, inner) => each_line(inner, visit),
            Block::Properties(rows) => rows.iter_mut().for_each(|(_, value)| visit(value)),
            Block::Table(table) => {
                table.columns.iter_mut().for_each(|column| visit(&mut column.head));
                table.rows.iter_mut().flatten().for_each(&mut *visit);
            }
            Block::Code(..)
            | Block::Mermaid(_)
            | Block::Flowchart(_)
            | Block::Gantt(_)
            | Block::Picture(_)
            | Block::Rollup(_)
            | Block::Figure(..)
            | Block::Rule => {}
        }
    }
}

fn keep_first_anchors(line: &mut Vec<Inline>, seen: &mut BTreeSet<String>) {
    line.retain_mut(|part| match part {
        Inline::Anchor(id) => seen.insert(id.clone()),
        Inline::Strong(l) | Inline::Emphasis(l) | Inline::Strike(l) => {
            keep_first_anchors(l, seen);
            true
        }
        _ => true,
    });
}

/// Replaces references that lead nowhere by their text; tells whether there were any.
fn drop_dead_refs(line: &mut Vec<Inline>, anchors: &BTreeSet<String>) -> bool {
    let mut dropped = false;
    let mut out = Vec::with_capacity(line.len());
    for part in std::mem::take(line) {
        match part {
            Inline::Ref(id, words) if !anchors.contains(&id) => {
                dropped = true;
                out.extend(words);
            }
            Inline::Strong(mut l) => {
                dropped |= drop_dead_refs(&mut l, anchors);
                out.push(Inline::Strong(l));
            }
            Inline::Emphasis(mut l) => {
                dropped |= drop_dead_refs(&mut l, anchors);
                out.push(Inline::Emphasis(l));
            }
            Inline::Strike(mut l) => {
                dropped |= drop_dead_refs(&mut l, anchors);
                out.push(Inline::Strike(l));
            }
            other => out.push(other),
        }
    }
    *line = out;
    dropped
}
