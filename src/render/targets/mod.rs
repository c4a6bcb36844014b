//! Targets: a document as text for people. One file each, and a line in [`TARGETS`](super::TARGETS).
//!
//! The Markdown targets share [`markdown`]: its skeleton writes blocks and spans, a [`markdown::Dialect`] says how
//! text is escaped and what lozenges, folds and callouts look like.

pub(crate) mod confluence;
pub(crate) mod gfm;
mod markdown;
mod xhtml;
