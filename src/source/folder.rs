//! The working folder as a tree.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use crate::source::Entry;
use crate::source::EntryKind;
use crate::source::MAX_FILE_BYTES;
use crate::source::MAX_FILES;
use crate::source::ReadError;
use crate::source::SourceError;
use crate::source::Tree;
use crate::source::is_passed_over;

/// A folder on disk. Links are listed and never followed, at any level.
#[derive(Debug)]
pub struct FolderTree {
    root: PathBuf,
}

impl FolderTree {
    /// Opens a folder.
    pub fn open(root: &Path) -> Result<FolderTree, SourceError> {
        let fault = |reason: String| SourceError::Folder { path: root.display().to_string(), reason };
        let canonical = fs::canonicalize(root).map_err(|e| fault(plain_reason(&e)))?;
        if !canonical.is_dir() {
            return Err(fault("it is not a folder".to_owned()));
        }
        Ok(FolderTree { root: canonical })
    }

    /// Returns the folder's real path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn walk(&self, folder: &Path, prefix: &str, out: &mut Vec<Entry>) -> Result<(), SourceError> {
        let fault = |e: &std::io::Error| SourceError::Folder {
            path: if prefix.is_empty() { ".".to_owned() } else { prefix.trim_end_matches('/').to_owned() },
            reason: plain_reason(e),
        };
        for entry in fs::read_dir(folder).map_err(|e| fault(&e))? {
            let entry = entry.map_err(|e| fault(&e))?;
            let kind = entry.file_type().map_err(|e| fault(&e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                if !is_passed_over(&name) {
                    self.walk(&entry.path(), &format!("{path}/"), out)?;
                }
                continue;
            }
            if out.len() >= MAX_FILES {
                let path = self.root.display().to_string();
                return Err(SourceError::TooMany { path, limit: MAX_FILES });
            }
            let size = entry.metadata().map_or(0, |m| m.len());
            let kind = match kind {
                k if k.is_symlink() => EntryKind::Link,
                k if k.is_file() => EntryKind::File,
                _ => EntryKind::Other,
            };
            out.push(Entry { path, kind, size });
        }
        Ok(())
    }
}

impl Tree for FolderTree {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, SourceError> {
        let mut out = Vec::new();
        let prefix =
            if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
        self.walk(&self.root.join(folder), &prefix, &mut out)?;
        out.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(out)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let mut full = self.root.clone();
        for part in path.split('/') {
            full.push(part);
            match fs::symlink_metadata(&full) {
                Ok(m) if m.file_type().is_symlink() => return Err(ReadError::Link),
                Ok(_) => {}
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(ReadError::Missing),
                Err(e) => return Err(ReadError::Io(plain_reason(&e))),
            }
        }
        let io = |e: std::io::Error| ReadError::Io(plain_reason(&e));
        let meta = fs::symlink_metadata(&full).map_err(io)?;
        if !meta.is_file() {
            return Err(ReadError::Io("it is not a regular file".to_owned()));
        }
        let too_large = |size| ReadError::TooLarge { size, limit: MAX_FILE_BYTES };
        if meta.len() > MAX_FILE_BYTES {
            return Err(too_large(meta.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
        let file = fs::File::open(&full).map_err(io)?;
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }
}

/// Returns the system's words without its error number, which differs between platforms.
fn plain_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn links_are_listed_and_never_followed_and_sockets_are_no_files() {
        let outside = tempfile::tempdir().unwrap();
        let root = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.yaml"), "password: x").unwrap();
        fs::write(root.path().join("plain.yaml"), "a: 1").unwrap();
        symlink(outside.path().join("secret.yaml"), root.path().join("file.yaml")).unwrap();
        symlink(outside.path(), root.path().join("raid")).unwrap();
        let _socket = UnixListener::bind(root.path().join("socket.yaml")).unwrap();
        let tree = FolderTree::open(root.path()).unwrap();
        let listed: Vec<_> = tree.list("").unwrap().into_iter().map(|e| (e.path, e.kind)).collect();
        let wanted = [
            ("file.yaml", EntryKind::Link),
            ("plain.yaml", EntryKind::File),
            ("raid", EntryKind::Link),
            ("socket.yaml", EntryKind::Other),
        ];
        assert_eq!(listed, wanted.map(|(path, kind)| (path.to_owned(), kind)));
        assert_eq!(tree.read("plain.yaml").unwrap(), b"a: 1");
        assert_eq!(tree.read("file.yaml"), Err(ReadError::Link));
        assert_eq!(tree.read("raid/secret.yaml"), Err(ReadError::Link));
        assert!(matches!(tree.read("socket.yaml"), Err(ReadError::Io(_))));
        assert_eq!(tree.read("none.yaml"), Err(ReadError::Missing));
    }
}
