//! Targets: a document as text for people. One file each, and a line in [`TARGETS`](super::TARGETS).
//!
//! The Markdown targets share [`markdown`]: its skeleton writes blocks and spans, a [`markdown::Dialect`] says how
//! text is escaped and what lozenges, folds and callouts look like. Chat targets share [`brief`]: a page as a few short
//! paragraphs. [`xhtml`] is Confluence's own markup, alone or inside Markdown.

mod brief;
pub(crate) mod confluence;
pub(crate) mod gfm;
pub(crate) mod html;
mod markdown;
mod signs;
pub(crate) mod slack;
pub(crate) mod storage;
pub(crate) mod teams;
mod xhtml;
