//! The harness. Workspaces are read in memory or from a folder, always with an explicit day, so that no test depends
//! on the clock, the environment or the folder it runs in.

pub mod binary;
mod odd;
pub mod repo;

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use epm::diag::Resolved;
use epm::model::Date;
use epm::pipeline;
use epm::pipeline::Options;
use epm::pipeline::Origin;
use epm::pipeline::Reach;
use epm::pipeline::Session;
use epm::source::FolderTree;
use epm::source::MemoryTree;
use epm::source::Tree;
use epm::source::git::Repository;

use odd::OddTree;

/// The day of all tests that do not name another one.
pub const AS_OF: &str = "2026-11-20";

/// Returns a path below the project's root.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Opens a tree; `as_of` in its `epm.yaml` counts, else [`AS_OF`].
pub fn open(tree: &dyn Tree) -> Session {
    let today = |_: &str| Date::parse(AS_OF).expect("a date");
    pipeline::open(tree, &Options { as_of: None, revision_at: None, origin: None, today }, &|_, _| {})
        .expect("a workspace")
}

/// Opens a tree as the work tree of a repository with these commits, oldest first: each a moment, and what it held: nothing
/// of the plan, or `.` for the files of the folder, or these with what stands in `.history/<name>` instead.
fn open_with_past(tree: &dyn Tree, folder: &Path, commits: &str) -> Session {
    let repo = repo::Repo::new();
    let mut reach = Reach::Outline;
    for (n, line) in commits.lines().enumerate() {
        let mut files = repo::files(&[("notes.txt", n.to_string().as_str())]);
        let mut words = line.split(' ');
        let moment = format!("{} {}", words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if let Some(name) = words.next() {
            reach = Reach::Whole;
            files.extend(files_of(folder));
            if name != "." {
                files.extend(files_of(&folder.join(".history").join(name)));
            }
        }
        repo.commit(&files, repo::Commit::at(&moment));
    }
    let repository = Arc::new(Repository::discover(repo.path()).expect("a repository"));
    let tip = repository.resolve("HEAD").expect("a commit");
    let today = |_: &str| Date::parse(AS_OF).expect("a date");
    let origin = Some(Origin { repository, tip, folder: String::new(), reach });
    pipeline::open(tree, &Options { as_of: None, revision_at: None, origin, today }, &|_, _| {})
        .expect("a workspace")
}

/// Returns the files below a folder, without those whose names begin with a point.
fn files_of(folder: &Path) -> repo::Files {
    let mut out = repo::Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").to_string_lossy().replace('\\', "/");
                out.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    out
}

/// Opens a folder of the project. Its `history.txt`, when it has one, lists the commits behind it ([`open_with_past`]); its `odd-files.txt`, when it has one, makes some of its files odd ([`OddTree`]).
#[must_use]
pub fn open_folder(path: &Path) -> Session {
    let folder = FolderTree::open(path).expect("a folder");
    if let Ok(moments) = std::fs::read_to_string(path.join("history.txt")) {
        return open_with_past(&folder, path, &moments);
    }
    match std::fs::read_to_string(path.join(OddTree::LIST)) {
        Ok(list) => open(&OddTree::new(folder, &list)),
        Err(_) => open(&folder),
    }
}

/// Opens files given as `(path, text)`.
#[must_use]
pub fn open_files(files: &[(&str, &str)]) -> Session {
    open(&files.iter().fold(MemoryTree::new(), |tree, (path, text)| tree.with(path, *text)))
}

/// Returns findings as lines: `file:line:column code message`.
#[must_use]
pub fn lines(findings: &[Resolved]) -> Vec<String> {
    let line = |r: &Resolved| {
        let p = &r.place;
        format!("{}:{}:{} {} {}", p.file, p.line, p.column, r.finding.rule.code, r.finding.message)
    };
    findings.iter().map(line).collect()
}

/// Compares a checked-in file with what the code says; with `EPM_BLESS=1` writes it instead.
pub fn compare_or_bless(path: &Path, text: &str) {
    if std::env::var("EPM_BLESS").is_ok() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(path, text).expect("a writable file");
        return;
    }
    let stands = std::fs::read_to_string(path).unwrap_or_default();
    let differs = stands.lines().zip(text.lines()).position(|(a, b)| a != b);
    let line = differs.unwrap_or_else(|| stands.lines().count().min(text.lines().count()));
    let nth = |t: &str| t.lines().nth(line).unwrap_or("(nothing)").to_owned();
    assert!(
        stands == text,
        "{}:{} is out of date: run `EPM_BLESS=1 cargo test --test it`\n  stands: {}\n  should: {}",
        path.display(),
        line + 1,
        nth(&stands),
        nth(text)
    );
}
