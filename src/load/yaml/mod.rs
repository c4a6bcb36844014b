//! Text to spanned tree and all syntax faults: never a panic, bounded time and memory.
//!
//! [`read`] tries the everyday subset first (`fast.rs`), then granit-parser behind our own events (`events.rs`,
//! `granit.rs`), composes the tree (`compose.rs`) and, when the text is broken, leaves out the smallest block that is
//! (`resync.rs`) and says in plain words what to write instead (`explain.rs`).

mod blocks;
mod compose;
#[cfg(test)]
mod differential;
mod events;
mod explain;
mod fast;
mod fast_values;
mod faults;
mod granit;
mod keys;
mod lines;
mod marks;
mod resync;
mod screen;
mod tabs;
#[cfg(test)]
mod tests;
mod trail;
mod words;

use std::ops::Range;

use crate::diag::Span;
use crate::load::tree::SpannedTree;

/// The deepest nesting of lists and mappings.
pub(crate) const MAX_DEPTH: usize = 64;

/// The most nodes of one text.
pub(crate) const MAX_NODES: usize = 5_000_000;

/// The most faults that are told of one text; a last one says that there are more.
pub(crate) const MAX_FAULTS: usize = 50;

/// What a text holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parsed {
    /// All that could be read.
    pub(crate) tree: SpannedTree,
    /// What is wrong, in the order of the text.
    pub(crate) faults: Vec<SyntaxFault>,
    /// What was left out because of a fault, in the order of the text.
    pub(crate) lost: Vec<LostItem>,
}

/// A fault of syntax: its place, what it is, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxFault {
    /// The bytes to point at.
    pub(crate) span: Span,
    /// What kind of fault it is.
    pub(crate) kind: SyntaxKind,
    /// What is wrong, in plain words.
    pub(crate) detail: String,
    /// What to write instead.
    pub(crate) help: String,
    /// Another place that belongs to the fault, with what it is.
    pub(crate) related: Option<(Span, String)>,
}

/// The kinds of syntax faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SyntaxKind {
    /// Any fault that has no kind of its own.
    Syntax,
    /// A key stands twice in one mapping; the first counts.
    DuplicateKey,
    /// `&name`.
    Anchor,
    /// `*name`; reads as nothing.
    Alias,
    /// The key `<<`; left out.
    MergeKey,
    /// `!name` or `!!name`; the value is kept.
    Tag,
    /// A line that begins with `%`.
    Directive,
    /// A second document after `---` or `...`; left out.
    SecondDocument,
    /// A tab where only spaces may stand.
    TabIndent,
    /// A line that begins in the wrong column.
    Indentation,
    /// A quote without its partner.
    UnclosedQuote,
    /// A bracket or brace without its partner.
    UnclosedBracket,
    /// A text that reads as something else unless it stands in quotes.
    NeedsQuotes,
    /// `key:value` or `-item`.
    MissingSpace,
    /// A line without a colon among `key: value` lines.
    MissingColon,
    /// `key: #text`, which is a comment and no value.
    HashValue,
    /// A key that is a list, a mapping or nothing.
    ComplexKey,
    /// A key of more than 1024 characters.
    KeyTooLong,
    /// A character that no text may hold.
    ControlCharacter,
    /// Marks of an unresolved merge.
    MergeConflict,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More nodes than [`MAX_NODES`].
    TooManyNodes,
    /// More faults than [`MAX_FAULTS`].
    TooManyFaults,
}

/// A block that was left out because it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LostItem {
    /// The bytes of the block.
    pub(crate) span: Span,
    /// The values of `id:` that can still be seen in it: references to them do not dangle.
    pub(crate) ids: Vec<String>,
}

/// Reads the YAML part `range` of a text. Spans count from the start of `text`.
pub(crate) fn read(text: &str, range: Range<usize>) -> Parsed {
    let whole = text.get(range.clone()).unwrap_or_default();
    let base = range.start + if whole.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let part = text.get(base..range.end).unwrap_or_default();
    let mut parsed = resync::read(part, base);
    tabs::tell(text, base..range.end, &mut parsed);
    parsed
}
