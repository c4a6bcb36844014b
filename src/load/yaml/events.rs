//! Our own event seam: what any YAML parser must tell us, and nothing more. Offsets count from the start of its text.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// A document begins; `true` when `---` says so.
    Document(bool),
    /// A scalar as it reads.
    Scalar(Cow<'a, str>, Style),
    /// `*name`.
    Alias,
    /// `&name`; belongs to the node before or after it.
    Anchor,
    /// A list or mapping begins.
    Open {
        /// A mapping, not a list.
        is_map: bool,
        /// Written in brackets or braces.
        is_flow: bool,
    },
    /// The innermost list or mapping ends.
    Close,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
}

/// An event with its bytes, and those of its tag.
///
/// A scalar reaches over its quotes or from its `|`; a value that is not there stands empty after its `:` or `-`; a list
/// or mapping opens at its first byte and closes with an empty span after its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spanned<'a> {
    pub(super) event: Event<'a>,
    pub(super) span: Range<usize>,
    pub(super) tag: Option<Range<usize>>,
}

/// Why a parser cannot go on. `explain.rs` turns it into words with a look at the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A quote is not closed, or only on a later line that cannot belong to it.
    Quote,
    /// Something follows a closing quote.
    AfterQuote,
    /// A backslash with an unknown letter.
    Escape,
    /// A tab where spaces must stand.
    Tab,
    /// A closing bracket that nothing opened.
    StrayBracket,
    /// A bracket that is not closed, or by the wrong one; the offset is the opening one.
    OpenBracket,
    /// A comma or closing bracket is missing.
    Separator,
    /// A colon where no key can end.
    Colon,
    /// A line where a key must stand.
    NoColon,
    /// A line in the wrong column, or a thing that does not belong to the block it stands in.
    Indent,
    /// A character that cannot begin a text.
    Character(char),
    /// Something follows `|` or `>`.
    BlockHeader,
    /// A `-` that cannot stand here.
    Dash,
    /// A `?` that cannot stand here.
    Question,
    /// `&` or `*` without a name.
    Anchor,
    /// A broken tag.
    Tag,
    /// A comment without a space before it.
    Comment,
    /// A line that begins with `%`.
    Directive,
    /// Nested too deep.
    Depth,
    /// Anything else.
    Other,
}

/// The end of a broken text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) cause: Cause,
    /// Where the parser noticed.
    pub(super) at: usize,
    /// The end of the last event.
    pub(super) since: usize,
    /// The brackets and braces open there.
    pub(super) open: Vec<usize>,
}

/// A source of events.
pub(super) trait Events<'a> {
    /// Returns the next event; `None` at the end of the text.
    fn next(&mut self) -> Result<Option<Spanned<'a>>, Stop>;
}
