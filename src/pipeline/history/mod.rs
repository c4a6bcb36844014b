//! A repository's first-parent history to snapshots of a plan.
//!
//! The walk looks at every commit; only those that changed a plan file are parsed, each version of a file once. What was
//! parsed before comes from the cache (`stored.rs`).

mod stored;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use crate::load::Snapshots;
use crate::load::VersionFile;
use crate::model::Contents;
use crate::model::Settings;
use crate::model::Workspace;
use crate::pipeline::day_of;
use crate::pipeline::history::stored::Stored;
use crate::source::ReadError;
use crate::source::git;
use crate::source::git::End;
use crate::source::git::FolderId;
use crate::source::git::Folders;
use crate::source::git::GitError;
use crate::source::git::Log;
use crate::source::git::ObjectId;
use crate::source::git::Repository;
use crate::trend::history::Baseline;
use crate::trend::history::Commit;
use crate::trend::history::History;
use crate::trend::history::People;
use crate::trend::history::Skew;
use crate::trend::history::Snapshot;

/// How many versions are parsed side by side; bounds the memory that they need before equal items are shared.
const BATCH: usize = 64;

/// So many snapshots are worth keeping in the cache: fewer are parsed in less time than it takes to write them.
const WORTH_PARSING: usize = 16;

/// So many commits are worth keeping that they were looked at.
const WORTH_WALKING: usize = 512;

/// Loads the history of the plan in a folder of the repository, up to a commit. Calls `progress` with the snapshots that
/// are done and those in all.
pub fn load(
    repository: &Repository,
    tip: ObjectId,
    folder: &str,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<History, GitError> {
    load_from(repository, tip, folder, None, progress)
}

/// Loads a history; with `from`, only what is in force at that commit and what came after it.
fn load_from(
    repository: &Repository,
    tip: ObjectId,
    folder: &str,
    from: Option<ObjectId>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<History, GitError> {
    let log = repository.log(tip)?;
    let mut stored = Stored::read(repository, folder);
    let (next, mut numbers) = stored.fit(&log);
    let mut folders = Folders::new(repository);
    let fresh = changes(&log, next, &mut folders, folder)?;
    numbers.extend(fresh.iter().map(|(n, _)| *n));
    let from = from.and_then(|id| log.commits.iter().position(|commit| commit.id == id));
    let in_force_at = |n: usize| numbers.partition_point(|changed| *changed <= n).checked_sub(1);
    let first = from.and_then(in_force_at).unwrap_or(0);

    let known = stored.snapshots.len();
    let unwanted = first.saturating_sub(known);
    let is_sound = AtomicBool::new(true);
    let last = stored.snapshots.last().map(|(_, contents)| &**contents);
    let parsed = parse(repository, &folders, &fresh[unwanted..], last, &is_sound, progress);
    let mut contents = stored.snapshots.clone();
    let ids = fresh.iter().map(|(n, _)| log.commits[*n].id);
    contents.extend(ids.skip(unwanted).zip(parsed));
    let is_worth_keeping = fresh.len() >= WORTH_PARSING || log.commits.len() - next >= WORTH_WALKING;
    if unwanted == 0 && is_worth_keeping && is_sound.into_inner() {
        stored.write(repository, folder, tip, &contents);
    }

    let newest = contents.last().map(|(_, contents)| Arc::clone(contents)).unwrap_or_default();
    let zone = newest.settings.as_ref().and_then(|s| s.timezone.as_deref()).unwrap_or("UTC").to_owned();
    let names = Names { people: People::new(newest.org.as_deref()), zone };
    // Without those that nobody wants, the known ones and the parsed ones are not one row.
    let kept = contents.into_iter().skip(if unwanted > 0 { known } else { first });
    let snapshots = numbers[first..].iter().zip(kept);
    let in_force = in_force(&log, &numbers, first);
    Ok(History {
        baseline: baseline(repository, newest.settings.as_deref(), &in_force),
        snapshots: snapshots
            .map(|(n, (_, contents))| Snapshot { commit: names.commit(&log.commits[*n]), contents })
            .collect(),
        in_force,
        ..names.outline(&log)
    })
}

/// Finds the baseline that plans stand beside: the one that `epm.yaml` names, else the newest that is named. One that is no
/// part of this history is none.
fn baseline(
    repository: &Repository,
    settings: Option<&Settings>,
    in_force: &HashMap<String, Option<usize>>,
) -> Option<Baseline> {
    let at = |id: ObjectId| in_force.get(&id.to_string()).copied().flatten();
    if let Some(name) = settings.and_then(|settings| settings.baseline.as_deref()) {
        let snapshot = repository.resolve(name).ok().and_then(at)?;
        return Some(Baseline { name: name.to_owned(), snapshot });
    }
    let tags = repository.baselines().unwrap_or_default();
    let known = tags.into_iter().filter_map(|tag| Some((at(tag.commit)?, tag.at, tag.name)));
    known.max().map(|(snapshot, _, name)| Baseline { name, snapshot })
}

/// Returns the snapshot in force at every commit, by id, counted from the first one that is wanted.
fn in_force(log: &Log, numbers: &[usize], first: usize) -> HashMap<String, Option<usize>> {
    let mut out = HashMap::with_capacity(log.commits.len());
    let mut passed = 0;
    for (n, commit) in log.commits.iter().enumerate() {
        passed += usize::from(numbers.get(passed) == Some(&n));
        out.insert(commit.id.to_string(), passed.checked_sub(first + 1));
    }
    out
}

/// A revision in the history of a plan, and what came after it.
#[derive(Debug)]
pub struct Since {
    /// The commit that the revision means, or where the two parted.
    pub commit: ObjectId,
    /// Its moment, in seconds since 1970.
    pub at: i64,
    /// What the workspace held then; nothing before there was a plan.
    pub contents: Arc<Contents>,
    /// The snapshots after it, oldest first.
    pub later: Vec<Snapshot>,
    /// The clone is shallow, so history begins late.
    pub is_shallow: bool,
}

/// Loads the history of a plan from a revision up to a commit. A revision of another branch counts from where it parted.
pub fn since(
    repository: &Repository,
    tip: ObjectId,
    folder: &str,
    revision: &str,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Since, GitError> {
    let from = repository.resolve(revision)?;
    let Some(commit) = repository.fork(from, tip)? else {
        if repository.is_shallow() {
            return Err(GitError::Shallow { revision: revision.to_owned() });
        }
        let help = "it shares no history with what is checked out".to_owned();
        return Err(GitError::NoRevision { revision: revision.to_owned(), help });
    };
    let mut history = load_from(repository, tip, folder, Some(commit), progress)?;
    let at = repository.log(commit)?.commits.last().map_or(0, |commit| commit.at);
    let first = history.at_commit(&commit.to_string());
    let later = history.snapshots.split_off(first.map_or(0, |n| n + 1));
    let contents = history.snapshots.pop().map(|snapshot| snapshot.contents).unwrap_or_default();
    Ok(Since { commit, at, contents, later, is_shallow: history.is_shallow })
}

/// Walks the history up to a commit without reading any plan: dates that ran backwards, and whether it is whole.
pub fn outline(repository: &Repository, tip: ObjectId, workspace: &Workspace) -> Result<History, GitError> {
    let zone = workspace.settings().timezone.as_deref().unwrap_or("UTC").to_owned();
    let names = Names { people: People::new(workspace.org.as_ref()), zone };
    Ok(names.outline(&repository.log(tip)?))
}

/// What turns commits into those of a plan's history.
struct Names {
    people: People,
    zone: String,
}

impl Names {
    fn commit(&self, commit: &git::Commit) -> Commit {
        Commit {
            id: commit.id.to_string(),
            short: commit.id.short(),
            at: commit.at,
            day: day_of(commit.at, &self.zone),
            person: self.people.find(&commit.author_email),
            author: commit.author_name.clone(),
            subject: commit.subject.clone(),
        }
    }

    fn outline(&self, log: &Log) -> History {
        let by_id: HashMap<ObjectId, &git::Commit> = log.commits.iter().map(|c| (c.id, c)).collect();
        let skew = |skew: &git::Skew| {
            by_id.get(&skew.id).map(|at| Skew {
                commit: self.commit(at),
                first: skew.first.short(),
                written: day_of(skew.written, &self.zone),
                written_at: skew.written,
                count: skew.count,
            })
        };
        History {
            is_shallow: log.end == End::Shallow,
            skews: log.skews.iter().filter_map(skew).collect(),
            ..History::default()
        }
    }
}

/// The commits that changed the plan, by number, each with its content; none where the folder was not there.
type Changed = Vec<(usize, Option<FolderId>)>;

/// Finds the commits that changed the plan, from one on.
fn changes(log: &Log, next: usize, folders: &mut Folders<'_>, folder: &str) -> Result<Changed, GitError> {
    // What the one before held is known; what its folder looks like is not.
    let start = next.saturating_sub(1);
    let (contents, _) = folders.follow(&log.commits[start..], folder)?;
    let mut changed: Changed = Vec::new();
    let mut last = None;
    for (n, content) in contents.into_iter().enumerate() {
        if content != last && start + n >= next {
            changed.push((start + n, content));
        }
        last = content;
    }
    Ok(changed)
}

fn parse(
    repository: &Repository,
    folders: &Folders<'_>,
    changed: &[(usize, Option<FolderId>)],
    before: Option<&Contents>,
    is_sound: &AtomicBool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Arc<Contents>> {
    let read = |id: ObjectId| {
        let bytes = repository.blob(id);
        if matches!(bytes, Err(ReadError::Io(_))) {
            is_sound.store(false, Ordering::Relaxed);
        }
        bytes
    };
    let mut snapshots = Snapshots::new(&read);
    if let Some(contents) = before {
        snapshots.go_on_from(contents);
    }
    let mut out = Vec::with_capacity(changed.len());
    for batch in changed.chunks(BATCH) {
        let versions: Vec<Vec<VersionFile>> =
            batch.iter().map(|(_, id)| id.map(|id| folders.files(id)).unwrap_or_default()).collect();
        let versions: Vec<&[VersionFile]> = versions.iter().map(Vec::as_slice).collect();
        out.extend(snapshots.build(&versions).into_iter().map(Arc::new));
        progress(out.len(), changed.len());
    }
    out
}
