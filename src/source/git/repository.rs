//! A repository: opened with care, and asked for objects.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::Once;
use std::sync::PoisonError;

use git2::ErrorCode;
use git2::ObjectType;
use git2::RepositoryOpenFlags;

use crate::source::MAX_FILE_BYTES;
use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::known::Chain;
use crate::source::git::raw;
use crate::source::git::raw::Mode;
use crate::source::git::raw::RawCommit;

/// A Git repository. Only its object database, its refs and the list of its shallow commits are read.
pub struct Repository {
    /// The folder that the tree of a commit is checked out to; of a bare repository, its own.
    folder: PathBuf,
    git_dir: PathBuf,
    common_dir: PathBuf,
    is_bare: bool,
    is_shallow: bool,
    borrowed: Vec<String>,
    pub(super) uses_cache: bool,
    pub(super) chain: Mutex<Option<Arc<Chain>>>,
    pub(super) inner: Mutex<git2::Repository>,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Why an object was not read.
pub(super) enum ObjectFault {
    Missing,
    TooLarge(u64),
    Broken(String),
}

impl Repository {
    /// Opens the repository that a folder is in: the nearest one upwards on the same file system, or the folder itself
    /// when it is a bare repository in no other one. Environment variables such as `GIT_DIR` play no part.
    pub fn discover(from: &Path) -> Result<Repository, GitError> {
        let none = || GitError::NoRepository { path: from.display().to_string() };
        let start = fs::canonicalize(from).map_err(|_| none())?;
        let device = device(&start);
        for folder in start.ancestors().take_while(|folder| self::device(folder) == device) {
            if folder.join(".git").symlink_metadata().is_ok() {
                return Repository::open(folder, &folder.join(".git"));
            }
        }
        // A bare repository inside a work tree may have come with a commit; it is found only when nothing holds it.
        let parts = ["HEAD", "objects", "refs"];
        if parts.iter().all(|part| start.join(part).symlink_metadata().is_ok()) {
            return Repository::open(&start, &start);
        }
        Err(none())
    }

    fn open(folder: &Path, at: &Path) -> Result<Repository, GitError> {
        static SETUP: Once = Once::new();
        // Hashing each object again doubles the time of a walk; Git itself does not do it either.
        SETUP.call_once(|| git2::opts::strict_hash_verification(false));
        let path = folder.display().to_string();
        let flags = RepositoryOpenFlags::NO_SEARCH;
        let none: [&str; 0] = [];
        let inner = git2::Repository::open_ext(at, flags, none).map_err(|error| match error.code() {
            ErrorCode::Owner => GitError::ForeignOwner { path: path.clone() },
            _ => GitError::Unreadable { path: path.clone(), reason: error.message().to_owned() },
        })?;
        let git_dir = inner.path().to_path_buf();
        let common_dir = inner.commondir().to_path_buf();
        let borrowed = borrowed(&common_dir);
        Ok(Repository {
            folder: folder.to_path_buf(),
            is_bare: folder == at,
            is_shallow: inner.is_shallow(),
            git_dir,
            common_dir,
            borrowed,
            uses_cache: true,
            chain: Mutex::new(None),
            inner: Mutex::new(inner),
        })
    }

    /// Returns the folder that a commit is checked out to; of a bare repository, its own.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the folder that Git keeps its own files in, shared by all work trees.
    pub fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// Returns the folder that Git keeps the files of this work tree in.
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// Tells whether there is no work tree.
    pub fn is_bare(&self) -> bool {
        self.is_bare
    }

    /// Tells whether only the newest part of the history was fetched.
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// Returns the folders outside the repository that it takes objects from (`objects/info/alternates`).
    pub fn borrowed(&self) -> &[String] {
        &self.borrowed
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, git2::Repository> {
        // A panic of another thread leaves the library's handle as it was.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a commit.
    pub(crate) fn commit(&self, id: ObjectId) -> Result<RawCommit, GitError> {
        let damaged = |reason: String| GitError::Damaged { id: id.to_string(), reason };
        let bytes = self.object(id, ObjectType::Commit).map_err(|fault| damaged(fault.reason()))?;
        raw::commit(&bytes).ok_or_else(|| damaged("it is no commit".to_owned()))
    }

    /// Reads the entries of a tree.
    pub(crate) fn tree(&self, id: ObjectId) -> Result<Vec<(String, Mode, ObjectId)>, GitError> {
        let damaged = |reason: String| GitError::Damaged { id: id.to_string(), reason };
        let bytes = self.object(id, ObjectType::Tree).map_err(|fault| damaged(fault.reason()))?;
        raw::tree(&bytes).ok_or_else(|| damaged("it is no tree".to_owned()))
    }

    /// Reads the bytes of an object of a kind, up to [`MAX_FILE_BYTES`].
    pub(super) fn object(&self, id: ObjectId, kind: ObjectType) -> Result<Vec<u8>, ObjectFault> {
        let fault = |error: git2::Error| match error.code() {
            ErrorCode::NotFound => ObjectFault::Missing,
            _ => ObjectFault::Broken(error.message().to_owned()),
        };
        let inner = self.lock();
        let odb = inner.odb().map_err(fault)?;
        // The header says how large a blob is before it is unpacked; commits and trees are small.
        if kind == ObjectType::Blob {
            let (size, _) = odb.read_header(id.0).map_err(fault)?;
            if size as u64 > MAX_FILE_BYTES {
                return Err(ObjectFault::TooLarge(size as u64));
            }
        }
        let object = odb.read(id.0).map_err(fault)?;
        if object.kind() != kind {
            return Err(ObjectFault::Broken(format!("it is a {}", object.kind().str())));
        }
        Ok(object.data().to_vec())
    }
}

impl ObjectFault {
    pub(super) fn reason(&self) -> String {
        match self {
            ObjectFault::Missing => "it is not in this clone".to_owned(),
            ObjectFault::TooLarge(size) => format!("it has {size} bytes"),
            ObjectFault::Broken(reason) => reason.clone(),
        }
    }
}

/// Lists the alternates that lie outside the repository.
fn borrowed(common_dir: &Path) -> Vec<String> {
    let objects = common_dir.join("objects");
    let Ok(text) = fs::read_to_string(objects.join("info/alternates")) else { return Vec::new() };
    let inside = fs::canonicalize(common_dir).unwrap_or_else(|_| common_dir.to_path_buf());
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_outside = |line: &&str| {
        let full = objects.join(line);
        !fs::canonicalize(&full).unwrap_or(full).starts_with(&inside)
    };
    lines.filter(is_outside).map(str::to_owned).collect()
}

/// Returns the file system that a folder is on; the same for all where the system does not say.
#[cfg(unix)]
fn device(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(folder).ok().map(|m| m.dev())
}

#[cfg(not(unix))]
fn device(_: &Path) -> Option<u64> {
    None
}
