//! Files that a checkout cannot hold everywhere: links (Windows writes them as text) and files that nobody may read
//! (a privileged user may). A fixture lists them in `odd-files.txt`, one `path: link` or `path: unreadable` a line; the
//! tree then answers for these paths as a folder with such files does. That folders do is tested in `source/folder.rs`.

use std::collections::BTreeMap;

use epm::source::Entry;
use epm::source::EntryKind;
use epm::source::FolderTree;
use epm::source::ReadError;
use epm::source::SourceError;
use epm::source::Tree;

/// A folder some of whose files are links or cannot be read.
pub struct OddTree {
    folder: FolderTree,
    odd: BTreeMap<String, ReadError>,
}

impl OddTree {
    /// The file that lists them.
    pub const LIST: &'static str = "odd-files.txt";

    /// Reads the list.
    pub fn new(folder: FolderTree, list: &str) -> OddTree {
        let read = |line: &str| {
            let (path, what) = line.split_once(": ").expect("`path: link` or `path: unreadable`");
            let error = match what {
                "link" => ReadError::Link,
                "unreadable" => ReadError::Io("permission denied".to_owned()),
                other => panic!("`{other}` is neither `link` nor `unreadable`"),
            };
            (path.to_owned(), error)
        };
        OddTree { folder, odd: list.lines().map(read).collect() }
    }
}

impl Tree for OddTree {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, SourceError> {
        let mut entries = self.folder.list(folder)?;
        for (path, error) in &self.odd {
            let entry = entries.iter_mut().find(|e| e.path == *path);
            let entry = entry.unwrap_or_else(|| panic!("`{path}` is in {} but not there", OddTree::LIST));
            if *error == ReadError::Link {
                entry.kind = EntryKind::Link;
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.odd.get(path).map_or_else(|| self.folder.read(path), |error| Err(error.clone()))
    }
}
