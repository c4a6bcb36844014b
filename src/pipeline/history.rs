//! A repository's first-parent history to snapshots of a plan.
//!
//! The walk looks at every commit; only those that changed a plan file are parsed, each version of a file once.

use std::collections::HashMap;
use std::sync::Arc;

use crate::load::Snapshots;
use crate::load::VersionFile;
use crate::model::Contents;
use crate::model::Settings;
use crate::model::Workspace;
use crate::pipeline::day_of;
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

/// Loads the history of the plan in a folder of the repository, up to a commit. Calls `progress` with the snapshots that
/// are done and those in all.
pub fn load(
    repository: &Repository,
    tip: ObjectId,
    folder: &str,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<History, GitError> {
    let log = repository.log(tip)?;
    let mut folders = Folders::new(repository);
    let (changed, in_force) = changes(&log, &mut folders, folder)?;
    let contents = parse(repository, &folders, &changed, progress);
    let newest = contents.last().cloned().unwrap_or_default();
    let zone = newest.settings.as_ref().and_then(|s| s.timezone.as_deref()).unwrap_or("UTC").to_owned();
    let names = Names { people: People::new(newest.org.as_deref()), zone };
    let snapshots = changed.iter().zip(contents);
    let baseline = baseline(repository, newest.settings.as_deref(), &in_force);
    Ok(History {
        baseline,
        snapshots: snapshots
            .map(|((n, _), contents)| Snapshot { commit: names.commit(&log.commits[*n]), contents })
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
    let mut history = load(repository, tip, folder, progress)?;
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

/// Finds the commits that changed the plan, and the one in force at every commit.
fn changes(
    log: &Log,
    folders: &mut Folders<'_>,
    folder: &str,
) -> Result<(Changed, HashMap<String, Option<usize>>), GitError> {
    let mut changed: Changed = Vec::new();
    let mut in_force = HashMap::with_capacity(log.commits.len());
    for (n, commit) in log.commits.iter().enumerate() {
        let content = folders.at(commit.tree, folder)?.filter(|id| !folders.is_empty(*id));
        let last = changed.last().and_then(|(_, content)| *content);
        if content != last {
            changed.push((n, content));
        }
        in_force.insert(commit.id.to_string(), changed.len().checked_sub(1));
    }
    Ok((changed, in_force))
}

fn parse(
    repository: &Repository,
    folders: &Folders<'_>,
    changed: &Changed,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Arc<Contents>> {
    let read = |id: ObjectId| repository.blob(id);
    let mut snapshots = Snapshots::new(&read);
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
