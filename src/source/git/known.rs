//! The first-parent chain that was walked last, kept so that the next walk ends where it meets it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::source::bytes::Bytes;
use crate::source::bytes::put_bytes;
use crate::source::bytes::put_count;
use crate::source::git::Commit;
use crate::source::git::ObjectId;
use crate::source::git::Repository;

/// The name in the cache.
const NAME: &str = "commits";

/// A walk that met the known chain only after so many commits is worth keeping.
const WORTH_KEEPING: usize = 256;

/// A chain of first parents, oldest first, with dates as they were written.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) commits: Vec<Commit>,
    by_id: HashMap<ObjectId, usize>,
}

impl Chain {
    fn new(commits: Vec<Commit>) -> Chain {
        let by_id = commits.iter().enumerate().map(|(n, commit)| (commit.id, n)).collect();
        Chain { commits, by_id }
    }

    /// Returns the place of a commit.
    pub(super) fn place(&self, id: ObjectId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.commits.len() * 96);
        put_count(&mut out, self.commits.len());
        for commit in &self.commits {
            out.extend_from_slice(commit.id.0.as_bytes());
            out.extend_from_slice(commit.tree.0.as_bytes());
            out.extend_from_slice(&commit.at.to_le_bytes());
            for text in [&commit.author_name, &commit.author_email, &commit.subject] {
                put_bytes(&mut out, text.as_bytes());
            }
        }
        out
    }

    fn read(bytes: &[u8]) -> Option<Chain> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.count()?;
        let mut commits = Vec::with_capacity(count);
        for _ in 0..count {
            let id = ObjectId::read(&mut bytes)?;
            let tree = ObjectId::read(&mut bytes)?;
            let at = i64::from_le_bytes(*bytes.take(8)?.first_chunk()?);
            let mut text = || bytes.text().map(str::to_owned);
            let (author_name, author_email, subject) = (text()?, text()?, text()?);
            commits.push(Commit { id, tree, at, author_name, author_email, subject });
        }
        bytes.is_empty().then(|| Chain::new(commits))
    }
}

impl ObjectId {
    /// Returns the id as bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Reads an id from bytes.
    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Option<ObjectId> {
        git2::Oid::from_bytes(bytes.take(20)?).ok().map(ObjectId)
    }
}

impl Repository {
    /// Returns the chain that was walked last, by this process or an earlier one.
    pub(super) fn known_chain(&self) -> Arc<Chain> {
        let mut known = self.chain.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let read = || Arc::new(self.cached(NAME).and_then(|bytes| Chain::read(&bytes)).unwrap_or_default());
        Arc::clone(known.get_or_insert_with(read))
    }

    /// Keeps a chain of which `fresh` commits were not known.
    pub(super) fn keep_chain(&self, commits: &[Commit], fresh: usize) {
        if fresh == 0 || self.is_shallow() {
            return;
        }
        let chain = Arc::new(Chain::new(commits.to_vec()));
        if fresh >= WORTH_KEEPING {
            self.cache(NAME, &chain.to_bytes());
        }
        *self.chain.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(chain);
    }
}
