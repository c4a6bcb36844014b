//! Where text comes from: a folder, a Git revision, or memory in tests; each is a [`Tree`].
//!
//! A tree lists files and gives their bytes; [`Sources`] holds the texts that were read, with a line index each.
//! Nothing here knows what a file means. Start at [`Tree`].

pub(crate) mod bytes;
mod folder;
pub mod git;
mod lines;
mod memory;
mod sources;

pub use folder::FolderTree;
pub use lines::LineIndex;
pub use memory::MemoryTree;
pub use sources::{Source, Sources};

use thiserror::Error;

/// The largest file that is read, in bytes (a plan of 100,000 milestones is about 30 MB).
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The most files that a workspace may hold.
pub const MAX_FILES: usize = 500_000;

/// What stands at a path of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link, which is never followed.
    Link,
    /// Neither file, folder nor link: a socket, a device.
    Other,
}

/// A file of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path from the tree's root, with `/`.
    pub path: String,
    /// What it is.
    pub kind: EntryKind,
    /// Size in bytes.
    pub size: u64,
}

/// A set of files: the working folder, a Git revision, or a map in memory.
pub trait Tree: Sync {
    /// Lists every file below `folder` (`""` for all), sorted by path. Folders whose name begins with a dot, and
    /// `node_modules` and `target`, are passed over.
    fn list(&self, folder: &str) -> Result<Vec<Entry>, SourceError>;

    /// Reads a file. Links are refused, and so is a file over [`MAX_FILE_BYTES`].
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;
}

/// Why a tree cannot be listed: epm cannot do its job.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The folder cannot be read.
    #[error("cannot read the folder `{path}`: {reason}")]
    Folder {
        /// The folder as the user gave it.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// More files than [`MAX_FILES`].
    #[error("`{path}` holds more than {limit} files")]
    TooMany {
        /// The folder as the user gave it.
        path: String,
        /// The limit.
        limit: usize,
    },
}

/// Why one file cannot be read: a finding at that file. Never holds content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// It is a symbolic link (or lies behind one).
    #[error("is a symbolic link, which epm does not follow")]
    Link,
    /// It is over [`MAX_FILE_BYTES`].
    #[error("is {size} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// There is no such file.
    #[error("does not exist")]
    Missing,
    /// The system said no.
    #[error("cannot be read: {0}")]
    Io(String),
}

/// Tells whether a folder of this name is passed over when a tree is listed.
fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules" || name == "target"
}
