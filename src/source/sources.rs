//! The texts of one run.

use crate::diag::SourceId;
use crate::source::LineIndex;

/// A text that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Workspace-relative path with `/`.
    pub path: String,
    /// The text, as it stands in the file.
    pub text: String,
    /// Where its lines begin.
    pub lines: LineIndex,
}

/// All texts of one run, by [`SourceId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Returns no texts.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a text.
    pub fn add(&mut self, path: String, text: String) -> SourceId {
        let lines = LineIndex::new(&text);
        self.all.push(Source { path, text, lines });
        SourceId(u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX))
    }

    /// Returns a text.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// Returns all texts in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.all.iter().enumerate().map(|(n, s)| (SourceId(u32::try_from(n).unwrap_or(u32::MAX)), s))
    }

    /// Returns the number of texts.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Tells whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
