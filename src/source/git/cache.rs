//! What was computed from objects of the repository, kept under its Git directory so that it need not be computed again.
//!
//! Everything here may be deleted at any time, and may fail: a folder that cannot be written, a full disk, a file that is
//! cut, from another version or from another process. Then it is as if nothing were kept. What is kept is named by the
//! objects that it was computed from, so that no change of history makes it wrong.

use std::fs;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::source::bytes::checksum;
use crate::source::git::Repository;

/// The folder below the Git directory.
const FOLDER: &str = "epm-cache";

/// What the files begin with. The number is raised when their form changes; the version of epm, because what it reads may.
const HEAD: &[u8] = concat!("epm-cache 1, epm ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// The largest file, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;

/// How much is kept in all, in bytes.
const MAX_TOTAL: u64 = 256 * 1024 * 1024;

impl Repository {
    /// Returns the repository without its cache: nothing is read from it and nothing written.
    #[must_use]
    pub fn without_cache(mut self) -> Repository {
        self.uses_cache = false;
        self
    }

    /// Returns what is kept under a name.
    pub(crate) fn cached(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.cache_folder().filter(|folder| is_folder(folder))?.join(name);
        let meta = fs::symlink_metadata(&path).ok()?;
        if !meta.is_file() || meta.len() > MAX_FILE {
            return None;
        }
        let mut bytes = fs::read(&path).ok()?;
        let body = HEAD.len() + 8;
        let sum = bytes.strip_prefix(HEAD)?.first_chunk::<8>()?;
        if u64::from_le_bytes(*sum) != checksum(bytes.get(body..)?) {
            return None;
        }
        bytes.drain(..body);
        Some(bytes)
    }

    /// Keeps something under a name, if that can be done.
    pub(crate) fn cache(&self, name: &str, bytes: &[u8]) {
        let Some(folder) = self.cache_folder() else { return };
        if bytes.len() as u64 > MAX_FILE || (!is_folder(&folder) && fs::create_dir(&folder).is_err()) {
            return;
        }
        // Written aside and put in place at once: another process reads all of it or the one before.
        let aside = folder.join(format!("{name}.{}", std::process::id()));
        let written = OpenOptions::new().write(true).create_new(true).open(&aside).and_then(|mut file| {
            file.write_all(HEAD)?;
            file.write_all(&checksum(bytes).to_le_bytes())?;
            file.write_all(bytes)
        });
        if written.and_then(|()| fs::rename(&aside, folder.join(name))).is_err() {
            let _ = fs::remove_file(&aside);
        }
        tidy(&folder);
    }

    /// Returns the folder of the cache. A bare repository may lie in somebody's tree, and a shallow one is not yet whole:
    /// nothing is kept of either.
    fn cache_folder(&self) -> Option<PathBuf> {
        let is_kept = self.uses_cache && !self.is_bare() && !self.is_shallow();
        is_kept.then(|| self.common_dir().join(FOLDER))
    }
}

/// Tells whether a path is a folder itself: one that is a link may lead anywhere.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// Removes the oldest files while there is too much.
fn tidy(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
        .filter_map(|entry| {
            let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((meta.modified().ok()?, meta.len(), entry.path()))
        })
        .collect();
    files.sort();
    let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in files {
        if total <= MAX_TOTAL {
            return;
        }
        if fs::remove_file(path).is_ok() {
            total -= size;
        }
    }
}
