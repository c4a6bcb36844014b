//! Builds Git repositories without the `git` program: commits with fixed people and moments, given as files.

use std::collections::BTreeMap;
use std::path::Path;

use git2::Oid;
use git2::Repository;
use git2::Signature;
use git2::Time;

/// The story of the shipped example, as its own command builds it.
#[path = "../../../examples/identity-migration-history/story.rs"]
pub(crate) mod story;

/// Builds the history of the shipped example in a folder.
pub fn build_story(target: &Path) {
    story::build(&super::root(""), target).expect("the story");
}

/// Files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Returns files given as `(path, text)`.
pub fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// Returns a moment, such as `2026-11-20 12:00`, in seconds since 1970, UTC.
pub fn moment(text: &str) -> i64 {
    let civil: jiff::civil::DateTime = text.replace(' ', "T").parse().expect("a moment");
    civil.to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp().as_second()
}

/// A repository in a temporary folder, which goes with it.
pub struct Repo {
    pub dir: tempfile::TempDir,
    pub git: Repository,
}

/// A commit to be made.
pub struct Commit<'a> {
    pub at: i64,
    pub author: (&'a str, &'a str),
    pub authored: i64,
    pub message: &'a str,
    pub parents: Vec<Oid>,
}

impl Commit<'_> {
    /// Returns a commit of `Maria` at a moment.
    pub fn at(moment: &str) -> Commit<'static> {
        let at = self::moment(moment);
        let author = ("Maria Keller", "maria@example.com");
        Commit { at, author, authored: at, message: "a change", parents: Vec::new() }
    }

    /// Sets the message.
    pub fn message<'b>(self, message: &'b str) -> Commit<'b>
    where
        Self: 'b,
    {
        Commit { message, ..self }
    }
}

impl Repo {
    /// Returns a repository without commits, on the branch `main`.
    pub fn new() -> Repo {
        let dir = tempfile::tempdir().expect("a folder");
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main").external_template(false);
        let git = Repository::init_opts(dir.path(), &options).expect("a repository");
        Repo { dir, git }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Commits files as the whole tree, on top of the branch.
    pub fn commit(&self, files: &Files, commit: Commit<'_>) -> Oid {
        let head = self.git.head().ok().and_then(|head| head.target());
        let parents =
            if commit.parents.is_empty() { head.into_iter().collect() } else { commit.parents.clone() };
        let id = write_commit(&self.git, files, &commit, &parents);
        self.git.reference("refs/heads/main", id, true, "").expect("a branch");
        id
    }

    /// Writes files into the work tree.
    pub fn check_out(&self, files: &Files) {
        for (path, bytes) in files {
            let full = self.path().join(path);
            std::fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
            std::fs::write(full, bytes).expect("a file");
        }
    }
}

/// Writes a commit that no branch names.
pub fn write_commit(git: &Repository, files: &Files, commit: &Commit<'_>, parents: &[Oid]) -> Oid {
    let tree = git.find_tree(write_tree(git, files)).expect("a tree");
    let (name, mail) = commit.author;
    let author = Signature::new(name, mail, &Time::new(commit.authored, 0)).expect("an author");
    let committer = Signature::new(name, mail, &Time::new(commit.at, 0)).expect("a committer");
    let parents: Vec<_> = parents.iter().map(|id| git.find_commit(*id).expect("a parent")).collect();
    let parents: Vec<_> = parents.iter().collect();
    git.commit(None, &author, &committer, commit.message, &tree, &parents).expect("a commit")
}

/// Writes files as a tree. A path that ends with `@link` is a symbolic link, one with `@module` a submodule.
pub fn write_tree(git: &Repository, files: &Files) -> Oid {
    let mut builder = git.treebuilder(None).expect("a tree");
    let mut folders: BTreeMap<&str, Files> = BTreeMap::new();
    for (path, bytes) in files {
        if let Some((folder, rest)) = path.split_once('/') {
            folders.entry(folder).or_default().insert(rest.to_owned(), bytes.clone());
        } else if let Some(name) = path.strip_suffix("@link") {
            builder.insert(name, git.blob(bytes).expect("a blob"), 0o120_000).expect("an entry");
        } else if let Some(name) = path.strip_suffix("@module") {
            let id = Oid::from_str(&"1".repeat(40)).expect("an id");
            builder.insert(name, id, 0o160_000).expect("an entry");
        } else {
            builder.insert(path, git.blob(bytes).expect("a blob"), 0o100_644).expect("an entry");
        }
    }
    for (folder, files) in folders {
        builder.insert(folder, write_tree(git, &files), 0o040_000).expect("an entry");
    }
    builder.write().expect("a tree")
}
