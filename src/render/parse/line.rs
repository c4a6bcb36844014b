//! The inside of a line: spans, links, values and marks.

use pulldown_cmark::Event;
use pulldown_cmark::Tag;

use crate::render::document::Colour;
use crate::render::document::Inline;
use crate::render::document::plain;
use crate::render::finish;
use crate::render::links;
use crate::render::marks;
use crate::render::marks::Kind;
use crate::render::marks::Piece;
use crate::render::parse::Events;
use crate::render::parse::MAX_DEPTH;
use crate::render::parse::Walk;
use crate::render::parse::prose;
use crate::render::text;

/// A part of a paragraph: of a line, or a block mark between lines.
pub(super) enum Node {
    Inline(Inline),
    Block(Kind, Vec<String>),
}

impl Walk<'_> {
    /// Reads a line (heading, cell) to its end; block marks may not stand in it.
    pub(super) fn line(&mut self, events: &mut Events<'_>) -> Vec<Inline> {
        let mut nodes = Vec::new();
        self.nodes(events, &mut nodes, 1);
        nodes.into_iter().filter_map(|n| if let Node::Inline(part) = n { Some(part) } else { None }).collect()
    }

    /// Reads inlines to the end of what holds them; `depth` 0 is a paragraph itself.
    pub(super) fn nodes(&mut self, events: &mut Events<'_>, out: &mut Vec<Node>, depth: usize) {
        let mut passed = 0_usize;
        while let Some(event) = events.next() {
            match event {
                Event::End(_) if passed == 0 => break,
                Event::End(_) => passed -= 1,
                Event::Start(_) if depth > MAX_DEPTH => passed += 1,
                other => self.inline(other, events, out, depth),
            }
        }
    }

    pub(super) fn inline(
        &mut self,
        event: Event<'_>,
        events: &mut Events<'_>,
        out: &mut Vec<Node>,
        depth: usize,
    ) {
        match event {
            Event::Text(first) => {
                let mut marked = first.into_string();
                while let Some(Event::Text(more)) = events.next_if(|e| matches!(e, Event::Text(_))) {
                    marked.push_str(&more);
                }
                self.text(&marked, out, depth);
            }
            Event::Code(code) => {
                let code = text::one_line(&self.code_text(&code));
                out.push(Node::Inline(Inline::Code(code)));
            }
            Event::TaskListMarker(done) => self.task = Some(done),
            Event::SoftBreak => out.push(Node::Inline(Inline::Text(" ".to_owned()))),
            Event::HardBreak => out.push(Node::Inline(Inline::Break)),
            Event::InlineHtml(html) if is_break(&html) => out.push(Node::Inline(Inline::Break)),
            Event::InlineHtml(html) | Event::Html(html) => self.raw(&html),
            Event::Start(tag) => {
                let mut inner = Vec::new();
                self.nodes(events, &mut inner, depth + 1);
                let inner: Vec<Inline> = inner
                    .into_iter()
                    .filter_map(|n| if let Node::Inline(p) = n { Some(p) } else { None })
                    .collect();
                match tag {
                    Tag::Emphasis => out.push(Node::Inline(Inline::Emphasis(inner))),
                    Tag::Strong => out.push(Node::Inline(Inline::Strong(inner))),
                    Tag::Strikethrough => out.push(Node::Inline(Inline::Strike(inner))),
                    Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                        self.link(&dest_url, inner, out)
                    }
                    _ => out.extend(inner.into_iter().map(Node::Inline)),
                }
            }
            _ => {}
        }
    }

    fn link(&self, marked: &str, inner: Vec<Inline>, out: &mut Vec<Node>) {
        let address = marks::plain(marked);
        let words = if plain(&inner).trim().is_empty() { vec![Inline::Text(address.clone())] } else { inner };
        match links::resolve(&address, self.prose.unwrap_or_default(), self.page) {
            Some(links::Target::Address(to)) => out.push(Node::Inline(Inline::Link(to, words))),
            Some(links::Target::Anchor(id)) => out.push(Node::Inline(Inline::Ref(id, words))),
            None => out.extend(words.into_iter().map(Node::Inline)),
        }
    }

    /// Puts values and marks back into a run of text.
    fn text(&mut self, marked: &str, out: &mut Vec<Node>, depth: usize) {
        for piece in marks::pieces(marked) {
            match piece {
                Piece::Text(words) if self.prose.is_some() => {
                    out.extend(finish::with_links(&words).into_iter().map(Node::Inline));
                }
                Piece::Text(words) => out.push(Node::Inline(Inline::Text(words))),
                Piece::Mark(Kind::Inline, fields) => self.flat(&fields, out),
                Piece::Mark(Kind::Prose, fields) if depth > 0 => self.flat(&fields, out),
                Piece::Mark(kind, _) if kind.is_block() && depth > 0 => self.fail(
                    format!("`{}` stands in a heading, a table or another mark", kind.name()),
                    "give it a paragraph of its own",
                ),
                Piece::Mark(kind, fields) if kind.is_block() => out.push(Node::Block(kind, fields)),
                Piece::Mark(kind, fields) => out.push(Node::Inline(line_mark(kind, fields))),
            }
        }
    }

    fn flat(&self, fields: &[String], out: &mut Vec<Node>) {
        let field = |i: usize| fields.get(i).map(String::as_str).unwrap_or_default();
        let blocks = prose(field(0), field(1), self.page, 1, 0);
        out.extend(finish::flatten(&blocks).into_iter().map(Node::Inline));
    }

    /// Reads a value that may hold marks but no Markdown.
    pub(super) fn marked_line(&mut self, marked: &str) -> Vec<Inline> {
        let mut nodes = Vec::new();
        self.text(marked, &mut nodes, 1);
        nodes.into_iter().filter_map(|n| if let Node::Inline(part) = n { Some(part) } else { None }).collect()
    }
}

fn line_mark(kind: Kind, mut fields: Vec<String>) -> Inline {
    let second = if fields.len() > 1 { fields.swap_remove(1) } else { String::new() };
    let first = fields.swap_remove(0);
    let words = text::one_line(&second);
    match kind {
        Kind::Status => Inline::Status(Colour::from_name(&first).unwrap_or(Colour::Grey), words),
        Kind::Date => Inline::Date(first),
        Kind::Anchor => Inline::Anchor(first),
        Kind::Ref => Inline::Ref(first, vec![Inline::Text(words)]),
        _ => Inline::Break,
    }
}

fn is_break(html: &str) -> bool {
    html.strip_prefix('<')
        .and_then(|h| h.strip_suffix('>'))
        .is_some_and(|name| name.trim_end_matches('/').trim().eq_ignore_ascii_case("br"))
}
