//! The one Markdown parse: marked text → [`Document`]. Prose goes through the same walk, with other manners.
//!
//! | met | in a template | in a person's prose |
//! | --- | --- | --- |
//! | raw HTML | an error: it would work in one target only | dropped (`<br>` is a line break) |
//! | first-level heading | an error: the page's title is written by the target | shifted below the current heading |
//! | heading in a list, quote or callout | a strong line | a strong line |
//! | address of a link | by the [allow-list](super::links), else the text alone | the same; a bare `https://…` becomes a link |
//! | picture | a link to it | a link to it: pages load nothing from elsewhere |
//! | more than [`MAX_DEPTH`] levels of quotes and lists | the last level takes the rest | the same |
//!
//! Marks that are blocks must be paragraphs of their own; in a line, `prose` is what `inline` would be.

mod line;

use std::iter::Peekable;

use pulldown_cmark::Alignment;
use pulldown_cmark::BlockQuoteKind;
use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::render::document::Align;
use crate::render::document::Block;
use crate::render::document::Callout;
use crate::render::document::Column;
use crate::render::document::Document;
use crate::render::document::Inline;
use crate::render::document::Item;
use crate::render::document::List;
use crate::render::document::Table;
use crate::render::document::plain;
use crate::render::finish;
use crate::render::marks;
use crate::render::marks::Kind;
use crate::render::marks::Piece;
use crate::render::page::Page;
use crate::render::parse::line::Node;
use crate::render::text;

/// The deepest nesting of blocks, and of spans in a line.
pub(crate) const MAX_DEPTH: usize = 12;

/// Why marked text makes no document: what, and the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// Parses the marked text of a whole page.
pub(crate) fn document(marked: &str, page: &Page) -> Result<Document, Fault> {
    let mut walk = Walk { page, prose: None, level: 1, depth: 0, task: None, fault: None };
    let blocks = walk.read(marked);
    match walk.fault {
        Some(fault) => Err(fault),
        None => Ok(finish::document(blocks)),
    }
}

/// Parses a person's Markdown on its own: headings go below `level`.
pub(crate) fn prose(markdown: &str, folder: &str, page: &Page, level: u8, depth: usize) -> Vec<Block> {
    let mut walk = Walk { page, prose: Some(folder), level, depth, task: None, fault: None };
    let mut blocks = walk.read(&text::clean(markdown));
    let top = blocks.iter().filter_map(|b| if let Block::Heading(n, _) = b { Some(*n) } else { None }).min();
    for block in &mut blocks {
        if let (Block::Heading(n, _), Some(top)) = (block, top) {
            *n = (*n - top + level + 1).min(6);
        }
    }
    blocks
}

/// The state of a walk over the parser's events.
struct Walk<'a> {
    page: &'a Page,
    /// For a person's prose: the folder of its file.
    prose: Option<&'a str>,
    /// The level of the last heading.
    level: u8,
    depth: usize,
    /// For the item of a list: whether it is a task, and done.
    task: Option<bool>,
    /// The first fault; the walk goes on, its result is not used.
    fault: Option<Fault>,
}

type Events<'e> = Peekable<Parser<'e>>;

impl Walk<'_> {
    fn read(&mut self, marked: &str) -> Vec<Block> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM;
        self.blocks(&mut Parser::new_ext(marked, options).peekable())
    }

    /// Reads blocks up to the end of the container that they are in.
    fn blocks(&mut self, events: &mut Events<'_>) -> Vec<Block> {
        let mut out = Vec::new();
        let mut passed = 0_usize;
        while let Some(event) = events.next() {
            match event {
                // a tight list's item holds its line without a paragraph
                first if is_inline(&first) => {
                    let mut nodes = Vec::new();
                    self.inline(first, events, &mut nodes, 0);
                    while let Some(event) = events.next_if(is_inline) {
                        self.inline(event, events, &mut nodes, 0);
                    }
                    self.split(nodes, &mut out);
                }
                Event::Start(tag) => match tag {
                    Tag::Paragraph => self.paragraph(events, &mut out),
                    Tag::Heading { level, .. } => {
                        let line = self.line(events);
                        self.heading(level as u8, line, &mut out);
                    }
                    Tag::CodeBlock(kind) => out.push(self.code(kind, events)),
                    Tag::HtmlBlock => self.html(events),
                    Tag::Table(align) => out.push(self.table(&align, events)),
                    Tag::BlockQuote(_) | Tag::List(_) | Tag::Item if self.depth >= MAX_DEPTH => passed += 1,
                    Tag::BlockQuote(kind) => {
                        let inner = self.deeper(events);
                        out.push(match kind {
                            None => Block::Quote(strong_headings(inner)),
                            Some(kind) => Block::Callout(callout(kind), strong_headings(inner)),
                        });
                    }
                    Tag::List(start) => out.push(self.list(start.is_some(), events)),
                    _ => passed += 1,
                },
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) if passed == 0 => break,
                Event::End(_) => passed = passed.saturating_sub(1),
                Event::Rule => out.push(Block::Rule),
                _ => {}
            }
        }
        out
    }

    fn deeper(&mut self, events: &mut Events<'_>) -> Vec<Block> {
        self.depth += 1;
        let inner = self.blocks(events);
        self.depth -= 1;
        inner
    }

    fn paragraph(&mut self, events: &mut Events<'_>, out: &mut Vec<Block>) {
        let mut nodes = Vec::new();
        self.nodes(events, &mut nodes, 0);
        self.split(nodes, out);
    }

    /// Divides a paragraph at its block marks.
    fn split(&mut self, nodes: Vec<Node>, out: &mut Vec<Block>) {
        let mut line = Vec::new();
        for node in nodes {
            match node {
                Node::Inline(part) => line.push(part),
                Node::Block(kind, fields) => {
                    out.push(Block::Paragraph(std::mem::take(&mut line)));
                    self.block_mark(kind, &fields, out);
                }
            }
        }
        out.push(Block::Paragraph(line));
    }

    fn block_mark(&mut self, kind: Kind, fields: &[String], out: &mut Vec<Block>) {
        let field = |i: usize| fields.get(i).map(String::as_str).unwrap_or_default();
        match kind {
            Kind::Prose if self.depth < MAX_DEPTH => {
                out.extend(prose(field(0), field(1), self.page, self.level, self.depth));
            }
            Kind::Figure => out.push(Block::Figure(field(0).to_owned(), text::one_line(field(1)))),
            Kind::Mermaid => out.push(Block::Mermaid(text::clean(field(0)))),
            // What `flowchart`, `gantt` and `picture` wrote; nobody else can write a mark.
            Kind::Flowchart => out.extend(serde_json::from_str(field(0)).ok().map(Block::Flowchart)),
            Kind::Gantt => out.extend(serde_json::from_str(field(0)).ok().map(Block::Gantt)),
            Kind::Rollup => out.push(Block::Rollup(field(0).to_owned())),
            Kind::Picture => out.extend(serde_json::from_str(field(0)).ok().map(Block::Picture)),
            Kind::Fold => {
                let inner = self.body(field(1));
                out.push(Block::Fold(text::one_line(&marks::plain(field(0))), inner));
            }
            Kind::Callout => {
                let inner = strong_headings(self.body(field(1)));
                out.push(Block::Callout(Callout::from_name(field(0)).unwrap_or(Callout::Note), inner));
            }
            Kind::Properties => {
                let rows =
                    fields.chunks_exact(2).map(|row| (text::one_line(&row[0]), self.marked_line(&row[1])));
                out.push(Block::Properties(rows.collect()));
            }
            _ => self.fail(
                format!("`{}` is nested too deeply", kind.name()),
                "take a level of folds, lists or quotes out",
            ),
        }
    }

    /// Reads the marked Markdown between a call block's tags.
    fn body(&mut self, marked: &str) -> Vec<Block> {
        if self.depth >= MAX_DEPTH {
            self.fail("folds and callouts are nested too deeply".to_owned(), "take a level out");
            return Vec::new();
        }
        let level = self.level;
        self.depth += 1;
        let inner = self.read(marked);
        self.depth -= 1;
        self.level = level;
        inner
    }

    fn heading(&mut self, level: u8, line: Vec<Inline>, out: &mut Vec<Block>) {
        if self.prose.is_none() && level == 1 {
            self.fail(
                format!("`# {}` is a first-level heading", plain(&line).trim()),
                "begin at `##`: the page's title is written for you",
            );
        }
        if self.prose.is_none() {
            self.level = level.max(2);
        }
        out.push(Block::Heading(level, line));
    }

    fn code(&mut self, kind: CodeBlockKind<'_>, events: &mut Events<'_>) -> Block {
        let mut code = String::new();
        for event in events.by_ref() {
            match event {
                Event::Text(t) => code.push_str(&t),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let lines: Vec<String> =
            self.code_text(&code).lines().map(|line| line.trim_end().to_owned()).collect();
        let code = lines.join("\n").trim_matches('\n').to_owned();
        let info = if let CodeBlockKind::Fenced(info) = kind { marks::plain(&info) } else { String::new() };
        let word = info.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_');
        let language = if !word.is_empty() && word.chars().all(known) { word } else { "text" };
        if language == "mermaid" { Block::Mermaid(code) } else { Block::Code(language.to_owned(), code) }
    }

    /// Returns the words of code; a block mark in it means that a fence was left open.
    fn code_text(&mut self, marked: &str) -> String {
        if marks::pieces(marked).iter().any(|p| matches!(p, Piece::Mark(kind, _) if kind.is_block())) {
            self.fail("a block mark stands inside code".to_owned(), "close the code fence before it");
        }
        text::clean(&marks::plain(marked))
    }

    fn html(&mut self, events: &mut Events<'_>) {
        for event in events.by_ref() {
            match event {
                Event::End(TagEnd::HtmlBlock) => break,
                Event::Html(t) | Event::Text(t) => self.raw(&t),
                _ => {}
            }
        }
    }

    /// Meets raw HTML: comments go, prose loses it, a template may not have it.
    fn raw(&mut self, html: &str) {
        let html = html.trim();
        if self.prose.is_none() && html.starts_with('<') && !html.starts_with("<!--") {
            let start: String = marks::plain(html).chars().take(40).collect();
            self.fail(
                format!("`{start}` is raw HTML, which not every target can show"),
                "use a mark (`br`, `fold`, `callout`, …), or `{# … #}` for a comment",
            );
        }
    }

    fn list(&mut self, ordered: bool, events: &mut Events<'_>) -> Block {
        let mut items = Vec::new();
        let outer = self.task.take();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let blocks = strong_headings(self.deeper(events));
                    items.push(Item { task: self.task.take(), blocks });
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        self.task = outer;
        Block::List(List { ordered, items })
    }

    fn table(&mut self, align: &[Alignment], events: &mut Events<'_>) -> Block {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.line(events);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let mut rows = rows.into_iter();
        let head = rows.next().unwrap_or_default();
        let columns = head.into_iter().zip(align).map(|(head, a)| Column { head, align: column_align(*a) });
        Block::Table(Table { columns: columns.collect(), rows: rows.collect() })
    }

    fn fail(&mut self, message: String, help: &str) {
        self.fault.get_or_insert(Fault { message, help: help.to_owned() });
    }
}

/// Turns headings inside lists, quotes and callouts into strong lines.
fn strong_headings(blocks: Vec<Block>) -> Vec<Block> {
    let strong = |block| match block {
        Block::Heading(_, line) => Block::Paragraph(vec![Inline::Strong(line)]),
        other => other,
    };
    blocks.into_iter().map(strong).collect()
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note | BlockQuoteKind::Important => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}

fn column_align(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::Auto,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::TaskListMarker(_)
        | Event::Text(_)
        | Event::Code(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::InlineHtml(_) => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        _ => false,
    }
}
