//! Events to tree, and the faults that a parser lets pass: keys that stand twice, anchors, tags, second documents.

use std::ops::Range;

use crate::diag::Span;
use crate::load::tree::Builder;
use crate::load::tree::SpannedTree;
use crate::load::yaml::MAX_NODES;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;
use crate::load::yaml::events::Event;
use crate::load::yaml::events::Events;
use crate::load::yaml::events::Spanned;
use crate::load::yaml::events::Stop;
use crate::load::yaml::events::Style;
use crate::load::yaml::faults::Faults;
use crate::load::yaml::keys::Keys;
use crate::load::yaml::lines;
use crate::load::yaml::words;
use crate::load::yaml::words::Words;

/// Why no tree came out.
pub(super) enum Broken {
    /// The text is broken there.
    Stopped(Stop),
    /// The text holds more than [`MAX_NODES`] nodes, counted up to this byte.
    TooManyNodes(usize),
}

/// An open list or mapping.
struct Frame {
    is_map: bool,
    is_flow: bool,
    keys: Keys,
    /// The key whose value comes next.
    key: Option<Range<usize>>,
    /// The value that comes next is left out.
    drops_value: bool,
}

struct Composer<'a> {
    text: &'a str,
    /// The text as it stands in the file: scalars are slices of it where they can be.
    original: &'a str,
    base: usize,
    builder: Builder,
    frames: Vec<Frame>,
    /// Depth inside a node that is left out.
    skipped: usize,
    nodes: usize,
    documents: usize,
    faults: Faults,
}

/// Reads all events of `text`, which stands at byte `base`, into a tree. `original` is the text as it stands in the
/// file, as long as `text`, which may hold blanks in its place.
pub(super) fn compose<'a>(
    text: &'a str,
    original: &'a str,
    base: usize,
    events: &mut dyn Events<'a>,
) -> Result<(SpannedTree, Faults), Broken> {
    let mut composer = Composer {
        text,
        original,
        base,
        builder: Builder::for_text(text.len()),
        frames: Vec::new(),
        skipped: 0,
        nodes: 0,
        documents: 0,
        faults: Faults::default(),
    };
    while let Some(event) = events.next().map_err(Broken::Stopped)? {
        let at = event.span.start;
        composer.take(event);
        if composer.nodes > MAX_NODES {
            return Err(Broken::TooManyNodes(at));
        }
    }
    Ok((composer.builder.finish(), composer.faults))
}

/// Tells whether a text can be read; no tree is built.
pub(super) fn probe<'a>(events: &mut dyn Events<'a>) -> Result<(), Stop> {
    while events.next()?.is_some() {}
    Ok(())
}

impl Composer<'_> {
    fn fault(&mut self, kind: SyntaxKind, at: Range<usize>, said: Words) {
        let span = self.span(&at);
        self.faults.push(SyntaxFault { span, kind, detail: said.what, help: said.help, related: None });
    }

    fn span(&self, at: &Range<usize>) -> Span {
        Span::new(self.base + at.start, self.base + at.end)
    }

    fn quote(&self, at: &Range<usize>) -> &str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    fn take(&mut self, Spanned { event, span, tag }: Spanned<'_>) {
        if let Some(tag) = tag {
            let said = words::tag(self.quote(&tag));
            self.fault(SyntaxKind::Tag, tag, said);
        }
        match event {
            Event::Document(_) => self.document(span),
            Event::Anchor => {
                let said = words::anchor(self.quote(&span));
                self.fault(SyntaxKind::Anchor, span, said);
            }
            Event::Close => self.close(span.end),
            Event::Alias => {
                let said = words::alias(self.quote(&span));
                self.fault(SyntaxKind::Alias, span.clone(), said);
                self.leaf(Leaf::Alias, span);
            }
            Event::Scalar(text, style) => self.leaf(Leaf::Scalar(&text, style), span),
            Event::Open { is_map, is_flow } => self.open(is_map, is_flow, span.start),
        }
    }

    fn document(&mut self, span: Range<usize>) {
        self.documents += 1;
        if self.documents > 1 {
            let end = lines::Line::at(self.text, span.start).end.max(span.end);
            self.fault(SyntaxKind::SecondDocument, span.start..end, words::second_document());
        }
    }

    /// Whether the next node is left out, and the state after it.
    fn enters(&mut self, leaf: Option<&Leaf<'_>>, span: &Range<usize>) -> bool {
        self.nodes += 1;
        if self.skipped > 0 || self.documents > 1 {
            return false;
        }
        match self.frames.last_mut() {
            Some(frame) if frame.is_map && frame.key.is_none() => {
                frame.key = Some(span.clone());
                let is_sound = self.is_sound_key(leaf, span);
                if let Some(frame) = self.frames.last_mut() {
                    frame.drops_value = !is_sound;
                }
                is_sound
            }
            Some(frame) if frame.is_map => {
                let key = frame.key.take();
                let drops = std::mem::take(&mut frame.drops_value);
                if let (Some(Leaf::Scalar(_, Style::Plain)), Some(key), false) = (leaf, key, drops) {
                    self.look_for_no_value(&key, span);
                }
                !drops
            }
            _ => true,
        }
    }

    fn is_sound_key(&mut self, leaf: Option<&Leaf<'_>>, span: &Range<usize>) -> bool {
        match leaf {
            None => {
                let said = words::complex_key(self.text, span.start);
                let end = span.start
                    + self.text.as_bytes().get(span.start).map_or(0, |b| usize::from(b.is_ascii()));
                self.fault(SyntaxKind::ComplexKey, span.start..end, said);
                false
            }
            Some(Leaf::Alias) => false,
            Some(Leaf::Scalar("<<", Style::Plain)) => {
                self.fault(SyntaxKind::MergeKey, span.clone(), words::merge_key());
                false
            }
            Some(Leaf::Scalar(_, Style::Plain)) if span.is_empty() => {
                self.fault(SyntaxKind::ComplexKey, span.start..span.start + 1, words::no_key());
                false
            }
            Some(Leaf::Scalar(key, _)) => {
                let at = self.span(span);
                let first = self.frames.last_mut().and_then(|frame| frame.keys.add(key, at));
                if let Some(related) = first {
                    let said = words::duplicate_key(key);
                    self.faults.push(SyntaxFault {
                        span: at,
                        kind: SyntaxKind::DuplicateKey,
                        detail: said.what,
                        help: said.help,
                        related: Some((related, "the first one, which counts".to_owned())),
                    });
                }
                first.is_none()
            }
        }
    }

    /// Finds values that are missing though a person meant to write one: `{lag 2d}`, `channel: #general`.
    fn look_for_no_value(&mut self, key: &Range<usize>, value: &Range<usize>) {
        if !value.is_empty() {
            return;
        }
        let bytes = self.text.as_bytes();
        let has_colon = value.start > 0 && bytes[value.start - 1] == b':' && value.start > key.end;
        if self.frames.last().is_some_and(|f| f.is_flow) {
            if !has_colon {
                let said = words::flow_key_without_value(self.quote(key));
                self.fault(SyntaxKind::MissingColon, key.clone(), said);
            }
            return;
        }
        if let Some(comment) = lines::hash_value(self.text, value.start) {
            let said = words::hash(self.quote(key), self.quote(&comment));
            self.fault(SyntaxKind::HashValue, comment, said);
        }
    }

    fn leaf(&mut self, leaf: Leaf<'_>, span: Range<usize>) {
        if !self.enters(Some(&leaf), &span) {
            return;
        }
        match leaf {
            Leaf::Alias => {
                let at = self.span(&span);
                self.builder.scalar(at, true, Some(String::new()));
            }
            Leaf::Scalar(text, style) => {
                let stands = self.original.get(span.clone()).unwrap_or_default();
                let is_plain = style == Style::Plain;
                let is_as_it_stands = is_plain && (stands == text || span.is_empty());
                if is_plain && stands.contains('\n') {
                    self.look_for_lists_in_text(&span);
                }
                let inner = (style == Style::Quoted).then(|| stands.get(1..stands.len() - 1)).flatten();
                let at = self.span(&span);
                if inner == Some(text) {
                    self.builder.quoted(at);
                } else {
                    self.builder.scalar(at, is_plain, (!is_as_it_stands).then(|| text.to_owned()));
                }
            }
        }
    }

    /// Finds lines of a text that a person meant as list items.
    fn look_for_lists_in_text(&mut self, span: &Range<usize>) {
        let found = words::list_in_text(self.text, span.clone());
        if let Some((kind, at, said)) = found {
            self.fault(kind, at, said);
        }
    }

    fn open(&mut self, is_map: bool, is_flow: bool, start: usize) {
        if !self.enters(None, &(start..start)) {
            self.skipped += 1;
            return;
        }
        self.builder.begin(is_map, self.base + start);
        self.frames.push(Frame { is_map, is_flow, keys: Keys::default(), key: None, drops_value: false });
    }

    fn close(&mut self, end: usize) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.frames.pop().is_some() {
            self.builder.end(self.base + end);
        }
    }
}

/// A node without children.
enum Leaf<'a> {
    Alias,
    Scalar(&'a str, Style),
}
