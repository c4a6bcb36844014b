//! The typed document between the one Markdown parse and the targets: blocks, inlines, marks. No target's syntax.
//!
//! What every writer may rely on (the parser, `parse`, brings it about): text is clean, on one line, with
//! single spaces; no span is empty, begins or ends with a space, or stands in or beside one of its own kind; links
//! lead to allowed places only; a `Ref` leads to an `Anchor` of the document; heading levels go down by one and begin
//! at 2, for the first belongs to the page's title; no two lists of a kind stand side by side; tables have rows, and
//! as many cells in each as in the head.

use crate::render::gantt::Gantt;
use crate::report::graph::Graph;
use crate::report::picture::Picture;

/// A parsed page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
}

/// A part of a page that stands on lines of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the page's title, level 2 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// A box that draws attention.
    Callout(Callout, Vec<Block>),
    /// A part that is folded away below its title.
    Fold(String, Vec<Block>),
    /// Properties of the page: label and value.
    Properties(Vec<(String, Vec<Inline>)>),
    /// The properties of every page with this label, where the target can collect them.
    Rollup(String),
    /// A table.
    Table(Table),
    /// Code or other text to be kept as it is, with its language (`text` when the author names none).
    Code(String, String),
    /// A Mermaid diagram that an author wrote.
    Mermaid(String),
    /// A graph, drawn or written as Mermaid as the target likes.
    Flowchart(Graph),
    /// A chart of dates, likewise.
    Gantt(Gantt),
    /// A picture, drawn in the page or beside it.
    Picture(Picture),
    /// A picture beside the page: file name, and the text in its place.
    Figure(String, String),
    /// A rule between parts.
    Rule,
}

/// A list: of bullets, or numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Whether the items are numbered.
    pub ordered: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// For a task: whether it is done.
    pub task: Option<bool>,
    /// What the item holds.
    pub blocks: Vec<Block>,
}

impl Item {
    /// Returns the box of a task, as text before it; nothing for a plain item.
    pub(crate) fn tick(&self) -> &'static str {
        match self.task {
            Some(true) => "☑ ",
            Some(false) => "☐ ",
            None => "",
        }
    }
}

/// A table of single-line cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns: head and alignment.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A table's column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The cell in the head.
    pub head: Vec<Inline>,
    /// How the column is set.
    pub align: Align,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the target likes.
    Auto,
    /// To the left.
    Left,
    /// Centred.
    Centre,
    /// To the right.
    Right,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Strong text.
    Strong(Vec<Inline>),
    /// Emphasised text.
    Emphasis(Vec<Inline>),
    /// Struck-out text.
    Strike(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link: address and text. The text holds neither links nor marks.
    Link(String, Vec<Inline>),
    /// A lozenge.
    Status(Colour, String),
    /// A date, ISO.
    Date(String),
    /// A place that a `Ref` leads to.
    Anchor(String),
    /// A link to an anchor of this document: its id and the text.
    Ref(String, Vec<Inline>),
    /// A line break.
    Break,
}

/// Names and colours of lozenges, in one table.
macro_rules! colours {
    ($($(#[doc = $doc:literal])* $name:ident: $($word:literal)|+;)*) => {
        /// The colour of a lozenge.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Colour { $($(#[doc = $doc])* $name),* }

        impl Colour {
            /// Every word for a colour.
            pub(crate) const WORDS: &'static [&'static str] = &[$($($word),+),*];

            /// Returns the colour of that name.
            pub fn from_name(name: &str) -> Option<Colour> {
                match name { $($($word)|+ => Some(Colour::$name),)* _ => None }
            }
        }
    };
}

colours! {
    /// On track.
    Green: "green";
    /// At risk.
    Amber: "amber" | "yellow";
    /// Off track.
    Red: "red";
    /// For information.
    Blue: "blue";
    /// Not known, or over.
    Grey: "grey" | "gray";
    /// Special.
    Purple: "purple";
}

/// What a callout is for; only these four mean the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    /// Good to know.
    Note,
    /// Good to do.
    Tip,
    /// Take care.
    Warning,
    /// Danger.
    Caution,
}

impl Callout {
    /// Every name of a callout.
    pub(crate) const WORDS: &'static [&'static str] = &["note", "tip", "warning", "caution"];

    /// Returns the callout of that name.
    pub fn from_name(name: &str) -> Option<Callout> {
        match name {
            "note" => Some(Callout::Note),
            "tip" => Some(Callout::Tip),
            "warning" => Some(Callout::Warning),
            "caution" => Some(Callout::Caution),
            _ => None,
        }
    }
}

/// Returns the words of a line without any style.
pub fn plain(line: &[Inline]) -> String {
    let mut out = String::new();
    for part in line {
        match part {
            Inline::Text(t) | Inline::Code(t) | Inline::Status(_, t) | Inline::Date(t) => out.push_str(t),
            Inline::Strong(l) | Inline::Emphasis(l) | Inline::Strike(l) => out.push_str(&plain(l)),
            Inline::Link(_, l) | Inline::Ref(_, l) => out.push_str(&plain(l)),
            Inline::Break => out.push(' '),
            Inline::Anchor(_) => {}
        }
    }
    out
}
