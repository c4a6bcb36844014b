//! Revisions of a Git repository as trees, and the history they form.
//!
//! Blobs come straight from the object database: no work tree, no filters, no hooks, nothing that the repository's
//! configuration names is run. Commits are read as they were written: replaced objects, grafts and mail maps are not
//! looked at. Start at [`Repository`], then `tree.rs` (one revision), `log.rs` (the first-parent history),
//! `folders.rs` (which commits changed a folder), `tags.rs` (named baselines), `cache.rs` (what need not be computed again).

mod cache;
mod folders;
mod known;
mod log;
mod raw;
mod repository;
mod revision;
mod tags;
mod tree;

pub use folders::FolderId;
pub use folders::Folders;
pub use log::Commit;
pub use log::End;
pub use log::Log;
pub use log::Skew;
pub use repository::Repository;
pub use tags::Tag;
pub use tree::RevisionTree;

use std::fmt;

use thiserror::Error;

/// The name of a Git object: what it holds, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(crate) git2::Oid);

impl ObjectId {
    /// Returns the first seven digits, for people.
    pub fn short(self) -> String {
        self.to_string().chars().take(7).collect()
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a repository, a revision or a history cannot be read.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no repository.
    #[error("`{path}` is in no Git repository")]
    NoRepository {
        /// The folder as the user gave it.
        path: String,
    },
    /// The repository belongs to another user.
    #[error("the repository `{path}` belongs to another user, so epm does not read it")]
    ForeignOwner {
        /// The repository's folder.
        path: String,
    },
    /// The repository is kept in a way that epm does not read.
    #[error("cannot read the repository `{path}`: {reason}")]
    Unreadable {
        /// The repository's folder.
        path: String,
        /// What the library said.
        reason: String,
    },
    /// No such revision.
    #[error("no revision `{revision}` in this repository")]
    NoRevision {
        /// The revision as the user gave it.
        revision: String,
        /// What may be meant, or why it is none.
        help: String,
    },
    /// History ends before the revision that is asked for.
    #[error("the history is shallow, so what `{revision}` says is unknown")]
    Shallow {
        /// The revision as the user gave it.
        revision: String,
    },
    /// There is no plan in the revision.
    #[error("`{revision}` holds no plan in `{folder}`")]
    NoPlan {
        /// The revision as the user gave it.
        revision: String,
        /// The folder that was looked in.
        folder: String,
        /// Where there is one.
        help: String,
    },
    /// An object is missing or damaged.
    #[error("object {id} of the repository is missing or damaged: {reason}")]
    Damaged {
        /// The object.
        id: String,
        /// What the library said.
        reason: String,
    },
    /// A tag of that name exists.
    #[error("there is a baseline `{name}` already, made on {day}")]
    TagExists {
        /// The baseline's name.
        name: String,
        /// When it was made.
        day: String,
    },
    /// A name that no tag may have.
    #[error("`{name}` is no name for a baseline")]
    BadTagName {
        /// The name as the user gave it.
        name: String,
    },
    /// Git knows no name and mail address of the user.
    #[error("Git does not know who you are")]
    NoIdentity,
    /// A tag cannot be written.
    #[error("cannot write the tag `{name}`: {reason}")]
    NotWritten {
        /// The tag's name.
        name: String,
        /// What the library said.
        reason: String,
    },
}

impl GitError {
    /// Returns the next step for a person.
    pub fn help(&self) -> String {
        match self {
            GitError::NoRepository { .. } => "history needs Git: `git init`, then commit the plan".to_owned(),
            GitError::ForeignOwner { path } => {
                format!("if you trust it: `git config --global --add safe.directory {path}`")
            }
            GitError::Unreadable { .. } => {
                "epm reads repositories with SHA-1 objects and files or packed refs".to_owned()
            }
            GitError::NoRevision { help, .. } | GitError::NoPlan { help, .. } => help.clone(),
            GitError::Shallow { .. } => {
                "fetch the rest with `git fetch --unshallow`, in CI with `fetch-depth: 0`".to_owned()
            }
            GitError::Damaged { .. } => {
                "`git fsck` says what is wrong; a partial clone needs `git fetch --refetch`".to_owned()
            }
            GitError::TagExists { .. } => {
                "a baseline never moves: choose another name, or delete the tag with `git tag -d`".to_owned()
            }
            GitError::BadTagName { .. } => "use letters, digits, `.`, `_` and `-`, such as `q4`".to_owned(),
            GitError::NoIdentity => "set `git config user.name` and `git config user.email`".to_owned(),
            GitError::NotWritten { .. } => "look at the repository's permissions".to_owned(),
        }
    }
}
