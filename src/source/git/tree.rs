//! One revision as a [`Tree`].

use std::collections::BTreeMap;
use std::sync::Arc;

use git2::ObjectType;

use crate::source::Entry;
use crate::source::EntryKind;
use crate::source::MAX_FILE_BYTES;
use crate::source::MAX_FILES;
use crate::source::ReadError;
use crate::source::SourceError;
use crate::source::Tree;
use crate::source::git::Folders;
use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;
use crate::source::git::raw::Mode;
use crate::source::git::repository::ObjectFault;
use crate::source::is_passed_over;

/// How deep folders may lie in each other.
pub(super) const MAX_DEPTH: usize = 100;

/// What a file holds that stands for one kept elsewhere (Git LFS).
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// The folder of a workspace at a revision. Links, submodules and LFS pointers are listed and never followed.
#[derive(Debug)]
pub struct RevisionTree {
    repository: Arc<Repository>,
    folder: String,
    files: BTreeMap<String, (Mode, ObjectId)>,
}

impl RevisionTree {
    /// Opens the workspace that a folder of a revision is in: the nearest one upwards with an `epm.yaml`. In a bare
    /// repository, whose folders nobody can stand in, it is the only one with an `epm.yaml`.
    pub fn open(
        repository: &Arc<Repository>,
        commit: ObjectId,
        from: &str,
        revision: &str,
    ) -> Result<RevisionTree, GitError> {
        let root = repository.commit(commit)?.tree;
        let mut folder = from.trim_matches('/');
        loop {
            let tree = repository.descend(root, folder)?;
            if let Some(tree) = tree
                && repository.tree(tree)?.iter().any(|(name, ..)| name == "epm.yaml")
            {
                return RevisionTree::read_all(repository, tree, folder);
            }
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
        // It may have been moved since.
        if let Some(moved) = repository.moved_since(commit, from)
            && let Some(tree) = repository.descend(root, &moved)?
        {
            return RevisionTree::read_all(repository, tree, &moved);
        }
        // Without `epm.yaml`, the folder itself, as in a work tree.
        let here = repository.descend(root, from.trim_matches('/'))?;
        if let Some(tree) = here {
            let read = RevisionTree::read_all(repository, tree, from.trim_matches('/'))?;
            let mut plans = read.files.keys().filter_map(|path| path.strip_suffix("epm.yaml"));
            let only = plans.next().map(|path| path.trim_end_matches('/').to_owned());
            let is_only = plans.next().is_none();
            match only {
                Some(only) if is_only && repository.is_bare() => {
                    let tree = repository.descend(root, &only)?.unwrap_or(tree);
                    return RevisionTree::read_all(repository, tree, &only);
                }
                _ if read.files.keys().any(|path| path == "charter.md" || path.ends_with("/charter.md")) => {
                    return Ok(read);
                }
                _ => {}
            }
        }
        let folder = if from.is_empty() { "." } else { from };
        Err(GitError::NoPlan {
            revision: revision.to_owned(),
            folder: folder.to_owned(),
            help: "name the workspace's folder with `-C DIR`, or a newer revision".to_owned(),
        })
    }

    fn read_all(
        repository: &Arc<Repository>,
        tree: ObjectId,
        folder: &str,
    ) -> Result<RevisionTree, GitError> {
        let mut files = BTreeMap::new();
        let mut open = vec![(String::new(), tree, 0)];
        while let Some((prefix, tree, depth)) = open.pop() {
            for (name, mode, id) in repository.tree(tree)? {
                let path = format!("{prefix}{name}");
                match mode {
                    Mode::Folder if is_passed_over(&name) => {}
                    Mode::Folder if depth >= MAX_DEPTH => return Err(too_deep(id)),
                    Mode::Folder => open.push((format!("{path}/"), id, depth + 1)),
                    mode => {
                        files.insert(path, (mode, id));
                    }
                }
                if files.len() + open.len() > MAX_FILES {
                    let reason = format!("it holds more than {MAX_FILES} files");
                    return Err(GitError::Damaged { id: tree.to_string(), reason });
                }
            }
        }
        Ok(RevisionTree { repository: Arc::clone(repository), folder: folder.to_owned(), files })
    }

    /// Returns the workspace's folder from the repository's, with `/`; empty at its root.
    pub fn folder(&self) -> &str {
        &self.folder
    }
}

impl Tree for RevisionTree {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, SourceError> {
        let prefix =
            if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
        let below = self.files.range(prefix.clone()..).take_while(|(path, _)| path.starts_with(&prefix));
        let entry = |(path, (mode, _)): (&String, &(Mode, ObjectId))| Entry {
            path: path.clone(),
            kind: match mode {
                Mode::Link => EntryKind::Link,
                Mode::Submodule => EntryKind::Other,
                Mode::File | Mode::Folder => EntryKind::File,
            },
            // Asking for the size of every blob would cost more than the listing, and nobody needs it.
            size: 0,
        };
        Ok(below.map(entry).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let (mode, id) = self.files.get(path).ok_or(ReadError::Missing)?;
        match mode {
            Mode::Link => Err(ReadError::Link),
            Mode::Submodule => {
                Err(ReadError::Io("it is a submodule, whose files stand elsewhere".to_owned()))
            }
            Mode::File | Mode::Folder => self.repository.blob(*id),
        }
    }
}

/// Says that folders lie too deep in each other.
pub(super) fn too_deep(id: ObjectId) -> GitError {
    let reason = format!("its folders lie more than {MAX_DEPTH} deep in each other");
    GitError::Damaged { id: id.to_string(), reason }
}

impl Repository {
    /// Returns where the workspace that a folder is in today stood at a commit before it was moved.
    fn moved_since(&self, commit: ObjectId, from: &str) -> Option<String> {
        let log = self.log(self.resolve("HEAD").ok()?).ok()?;
        let at = log.commits.iter().position(|known| known.id == commit)?;
        let newest = log.commits.last()?.tree;
        let mut folder = from.trim_matches('/');
        while !self
            .tree(self.descend(newest, folder).ok()??)
            .ok()?
            .iter()
            .any(|(name, ..)| name == "epm.yaml")
        {
            folder =
                folder.rsplit_once('/').map(|(above, _)| above).or(Some("").filter(|_| !folder.is_empty()))?;
        }
        let (_, then) = Folders::new(self).follow(&log.commits[at..], folder).ok()?;
        Some(then).filter(|then| then != folder)
    }

    /// Reads the bytes of a file.
    pub(crate) fn blob(&self, id: ObjectId) -> Result<Vec<u8>, ReadError> {
        let bytes = self.object(id, ObjectType::Blob).map_err(|fault| match fault {
            ObjectFault::TooLarge(size) => ReadError::TooLarge { size, limit: MAX_FILE_BYTES },
            fault => ReadError::Io(format!("object {}: {}", id.short(), fault.reason())),
        })?;
        if bytes.starts_with(POINTER) {
            return Err(ReadError::Io("it is a Git LFS pointer, whose file stands elsewhere".to_owned()));
        }
        Ok(bytes)
    }

    /// Returns the tree of a folder below a tree; `None` when there is none.
    pub(crate) fn descend(&self, root: ObjectId, folder: &str) -> Result<Option<ObjectId>, GitError> {
        let mut at = root;
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            let found =
                self.tree(at)?.into_iter().find(|(name, mode, _)| name == part && *mode == Mode::Folder);
            match found {
                Some((_, _, id)) => at = id,
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }
}
