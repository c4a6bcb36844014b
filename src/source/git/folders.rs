//! Which commits changed a folder, as far as a plan can see: trees are read once each, and a folder is the same when its
//! plan files are.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use crate::source::MAX_FILES;
use crate::source::git::Commit;
use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;
use crate::source::git::raw::Mode;
use crate::source::git::tree::MAX_DEPTH;
use crate::source::git::tree::too_deep;
use crate::source::is_passed_over;

/// What the names of plan files end with.
const ENDINGS: &[&str] = &[".yaml", ".yml", ".md", ".csv"];

/// The content of a folder: the same number for the same files, whatever else stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderId(u32);

/// What stands in a folder under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Child {
    Folder(FolderId),
    File(Mode, ObjectId),
}

type Children = Vec<(Arc<str>, Child)>;

/// Folders that were seen in any commit.
#[derive(Debug)]
pub struct Folders<'r> {
    repository: &'r Repository,
    by_tree: HashMap<ObjectId, FolderId>,
    by_children: HashMap<Arc<Children>, FolderId>,
    list: Vec<Arc<Children>>,
    names: HashMap<String, Arc<str>>,
}

impl<'r> Folders<'r> {
    /// Returns no folders.
    pub fn new(repository: &'r Repository) -> Folders<'r> {
        Folders {
            repository,
            by_tree: HashMap::new(),
            by_children: HashMap::new(),
            list: Vec::new(),
            names: HashMap::new(),
        }
    }

    /// Returns the content of a folder of a commit's tree; `None` when it is not there.
    pub fn at(&mut self, tree: ObjectId, folder: &str) -> Result<Option<FolderId>, GitError> {
        match self.repository.descend(tree, folder)? {
            Some(tree) => self.folder(tree, 0).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the content of a folder at each of some commits, oldest first; none where it was not there. Goes back from
    /// the newest: where the folder was moved from another place, that one counts from there on, and it is returned.
    pub fn follow(
        &mut self,
        commits: &[Commit],
        folder: &str,
    ) -> Result<(Vec<Option<FolderId>>, String), GitError> {
        let mut folder = folder.to_owned();
        let mut contents = vec![None; commits.len()];
        let mut later: Option<(FolderId, ObjectId)> = None;
        for (n, commit) in commits.iter().enumerate().rev() {
            let mut content = self.at(commit.tree, &folder)?.filter(|id| !self.is_empty(*id));
            if let (None, Some((held, tree))) = (content, later)
                && let Some(from) = self.moved_from(commit.tree, held, tree)?
            {
                content = self.at(commit.tree, &from)?;
                folder = from;
            }
            contents[n] = content;
            later = content.map(|content| (content, commit.tree));
        }
        Ok((contents, folder))
    }

    /// Finds the folder of a tree that was moved to where a later tree holds `content`: one with a plan of its own, that is
    /// gone later, and of whose files half stayed what they were.
    fn moved_from(
        &mut self,
        tree: ObjectId,
        content: FolderId,
        later: ObjectId,
    ) -> Result<Option<String>, GitError> {
        let files: HashSet<ObjectId> = self.files(content).into_iter().map(|(_, _, id)| id).collect();
        let mut best: Option<(usize, String)> = None;
        let mut open = vec![(String::new(), self.folder(tree, 0)?)];
        while let Some((path, id)) = open.pop() {
            let children = Arc::clone(&self.list[id.0 as usize]);
            let has_plan = children.iter().any(|(name, child)| {
                matches!(child, Child::File(..)) && (&**name == "epm.yaml" || &**name == "charter.md")
            });
            if has_plan && self.at(later, &path)?.is_none_or(|id| self.is_empty(id)) {
                let stayed = self.files(id).iter().filter(|(_, _, id)| files.contains(id)).count();
                if stayed * 2 >= files.len() && best.as_ref().is_none_or(|(most, _)| stayed > *most) {
                    best = Some((stayed, path.clone()));
                }
            }
            for (name, child) in children.iter() {
                if let Child::Folder(id) = child {
                    let inner = if path.is_empty() { name.to_string() } else { format!("{path}/{name}") };
                    open.push((inner, *id));
                }
            }
        }
        Ok(best.map(|(_, path)| path))
    }

    /// Tells whether a folder holds no plan file.
    pub fn is_empty(&self, id: FolderId) -> bool {
        self.list[id.0 as usize].is_empty()
    }

    /// Lists the plan files below a folder: path, whether it is a plain file, and the object.
    pub fn files(&self, id: FolderId) -> Vec<(String, bool, ObjectId)> {
        let mut out = Vec::new();
        let mut open = vec![(String::new(), id)];
        while let Some((prefix, id)) = open.pop() {
            for (name, child) in self.list[id.0 as usize].iter() {
                match child {
                    Child::Folder(id) => open.push((format!("{prefix}{name}/"), *id)),
                    Child::File(mode, id) => {
                        out.push((format!("{prefix}{name}"), *mode == Mode::File, *id));
                    }
                }
            }
            if out.len() + open.len() > MAX_FILES {
                break;
            }
        }
        out.sort();
        out
    }

    fn folder(&mut self, tree: ObjectId, depth: usize) -> Result<FolderId, GitError> {
        if let Some(known) = self.by_tree.get(&tree) {
            return Ok(*known);
        }
        if depth >= MAX_DEPTH {
            return Err(too_deep(tree));
        }
        let mut children = Vec::new();
        for (name, mode, id) in self.repository.tree(tree)? {
            let child = match mode {
                Mode::Folder if is_passed_over(&name) => continue,
                Mode::Folder => {
                    let folder = self.folder(id, depth + 1)?;
                    if self.list[folder.0 as usize].is_empty() {
                        continue;
                    }
                    Child::Folder(folder)
                }
                Mode::File if !ENDINGS.iter().any(|ending| name.ends_with(ending)) => continue,
                mode => Child::File(mode, id),
            };
            children.push((self.name(name), child));
        }
        let children = Arc::new(children);
        let next = FolderId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let id = *self.by_children.entry(Arc::clone(&children)).or_insert(next);
        if id == next {
            self.list.push(children);
        }
        self.by_tree.insert(tree, id);
        Ok(id)
    }

    /// Keeps each name once: thousands of versions of a folder hold the same ones.
    fn name(&mut self, name: String) -> Arc<str> {
        if let Some(known) = self.names.get(&name) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = name.as_str().into();
        self.names.insert(name, Arc::clone(&shared));
        shared
    }
}
