//! The first-parent history of a commit, with dates that never run backwards.

use std::collections::HashSet;

use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;

/// A commit of the first-parent history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: ObjectId,
    /// The tree that it holds.
    pub tree: ObjectId,
    /// The committer's date, in seconds since 1970, not before that of the first parent.
    pub at: i64,
    /// The author's name as written.
    pub author_name: String,
    /// The author's mail address as written.
    pub author_email: String,
    /// The first line of its message.
    pub subject: String,
}

/// Where a history begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With the first commit.
    Root,
    /// Where a shallow clone ends: what was before is unknown.
    Shallow,
}

/// A commit whose date is later than those after it, which therefore count as of the same moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skew {
    /// The commit.
    pub id: ObjectId,
    /// Its date, in seconds since 1970.
    pub at: i64,
    /// The first commit after it whose date was earlier.
    pub first: ObjectId,
    /// The date that the first one carries.
    pub written: i64,
    /// How many commits after it were moved to its date.
    pub count: usize,
}

/// The first-parent history of a commit, oldest first.
#[derive(Clone, Debug)]
pub struct Log {
    /// The commits, oldest first.
    pub commits: Vec<Commit>,
    /// Where it begins.
    pub end: End,
    /// Commits whose date is later than those after them.
    pub skews: Vec<Skew>,
}

impl Repository {
    /// Walks the first parents of a commit. The date of each is the committer's, or the parent's when that is later;
    /// author dates play no part. The walk ends where it meets one that was made before.
    pub fn log(&self, tip: ObjectId) -> Result<Log, GitError> {
        let known = self.known_chain();
        let mut met = 0;
        let mut commits = Vec::new();
        let mut end = End::Root;
        let mut at = Some(tip);
        while let Some(id) = at {
            if let Some(place) = known.place(id) {
                met = place + 1;
                break;
            }
            let raw = match self.commit(id) {
                Ok(raw) => raw,
                Err(_) if self.is_shallow() && !commits.is_empty() => {
                    end = End::Shallow;
                    break;
                }
                Err(error) => return Err(error),
            };
            at = raw.parents.first().copied();
            commits.push(Commit {
                id,
                tree: raw.tree,
                at: raw.time,
                author_name: raw.author_name,
                author_email: raw.author_email,
                subject: raw.subject,
            });
        }
        let fresh = commits.len();
        commits.extend(known.commits[..met].iter().rev().cloned());
        commits.reverse();
        self.keep_chain(&commits, fresh);
        let skews = clamp(&mut commits);
        Ok(Log { commits, end, skews })
    }

    /// Returns the newest commit that is in the first-parent history of both.
    pub fn fork(&self, one: ObjectId, other: ObjectId) -> Result<Option<ObjectId>, GitError> {
        let known: HashSet<ObjectId> = self.log(other)?.commits.iter().map(|commit| commit.id).collect();
        let log = self.log(one)?;
        Ok(log.commits.iter().rev().map(|commit| commit.id).find(|id| known.contains(id)))
    }
}

/// Moves dates forward so that none is before the one of its parent; tells which commits caused it.
fn clamp(commits: &mut [Commit]) -> Vec<Skew> {
    let mut skews: Vec<Skew> = Vec::new();
    let mut latest: Option<(ObjectId, i64)> = None;
    for commit in commits {
        match latest {
            Some((id, at)) if commit.at < at => {
                match skews.last_mut().filter(|skew| skew.id == id) {
                    Some(skew) => skew.count += 1,
                    None => skews.push(Skew { id, at, first: commit.id, written: commit.at, count: 1 }),
                }
                commit.at = at;
            }
            _ => latest = Some((commit.id, commit.at)),
        }
    }
    skews
}
