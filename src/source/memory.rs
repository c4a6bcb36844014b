//! A tree in memory, for tests and generated workspaces.

use std::collections::BTreeMap;

use crate::source::Entry;
use crate::source::EntryKind;
use crate::source::MAX_FILE_BYTES;
use crate::source::ReadError;
use crate::source::SourceError;
use crate::source::Tree;
use crate::source::is_passed_over;

/// Files in memory by path.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryTree {
    /// Returns a tree without files.
    pub fn new() -> MemoryTree {
        MemoryTree::default()
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> MemoryTree {
        self.files.insert(path.to_owned(), text.into());
        self
    }
}

impl Tree for MemoryTree {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, SourceError> {
        let prefix =
            if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
        let is_listed = |path: &str| {
            path.starts_with(&prefix) && {
                let mut parts: Vec<_> = path[prefix.len()..].split('/').collect();
                parts.pop();
                !parts.iter().any(|p| is_passed_over(p))
            }
        };
        let entry = |(path, bytes): (&String, &Vec<u8>)| Entry {
            path: path.clone(),
            kind: EntryKind::File,
            size: bytes.len() as u64,
        };
        Ok(self.files.iter().filter(|(path, _)| is_listed(path)).map(entry).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let bytes = self.files.get(path).ok_or(ReadError::Missing)?;
        let size = bytes.len() as u64;
        if size > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge { size, limit: MAX_FILE_BYTES });
        }
        Ok(bytes.clone())
    }
}
