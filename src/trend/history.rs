//! A plan through time: what it was at each commit that changed it, oldest first.
//!
//! Snapshots are given in; reading them is the pipeline's work. Items that did not change are shared between snapshots
//! ([`Contents`]), so that thousands of them fit into memory: compare with [`crate::trend::diff`], and ask for a
//! workspace or a plan only of the snapshots that need one.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Contents;
use crate::model::Date;
use crate::model::Id;
use crate::model::Org;
use crate::model::Person;
use crate::model::Workspace;
use crate::plan;
use crate::plan::Plan;

/// A commit, as far as a plan's history needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id in full.
    pub id: String,
    /// The first digits of its id, for people.
    pub short: String,
    /// When it was made, in seconds since 1970; never before its first parent.
    pub at: i64,
    /// The day it was made, in the workspace's zone.
    pub day: Date,
    /// The person who wrote it, if `org.yaml` knows the mail address.
    pub person: Option<Person>,
    /// The author's name as written.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

impl Commit {
    /// Returns what stands for a commit where changes are not committed yet.
    pub fn work_tree(day: Date, at: i64) -> Commit {
        Commit {
            id: String::new(),
            short: "work tree".to_owned(),
            at,
            day,
            person: None,
            author: String::new(),
            subject: "not committed yet".to_owned(),
        }
    }

    /// Tells whether this is a commit, and not what is not committed yet.
    pub fn is_committed(&self) -> bool {
        !self.id.is_empty()
    }

    /// Returns who wrote it, as people call them.
    pub fn who(&self) -> &str {
        self.person.as_ref().map_or(self.author.as_str(), Person::as_str)
    }
}

/// The plan at a commit that changed it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The commit.
    pub commit: Commit,
    /// What the workspace held.
    pub contents: Arc<Contents>,
}

impl Snapshot {
    /// Returns the typed workspace. Costs a copy of every item.
    pub fn workspace(&self) -> Workspace {
        self.contents.workspace()
    }

    /// Computes the plan for a day.
    pub fn plan(&self, as_of: Date) -> Plan {
        plan::build(&self.workspace(), as_of)
    }
}

/// Commits whose dates ran backwards and were moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skew {
    /// The commit that is dated later than those after it.
    pub commit: Commit,
    /// The first of those after it, by the first digits of its id.
    pub first: String,
    /// The day that the first one carries.
    pub written: Date,
    /// The same, in seconds since 1970.
    pub written_at: i64,
    /// How many commits count as of the later date.
    pub count: usize,
}

/// The first-parent history of a plan.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The commits that changed the plan, oldest first.
    pub snapshots: Vec<Snapshot>,
    /// The snapshot in force at each commit of the history, also at those that did not change the plan.
    pub in_force: HashMap<String, Option<usize>>,
    /// The clone is shallow: what was before the first snapshot is unknown.
    pub is_shallow: bool,
    /// Commits whose dates ran backwards.
    pub skews: Vec<Skew>,
    /// The baseline that plans stand beside: the one that `epm.yaml` names, else the newest that is named.
    pub baseline: Option<Baseline>,
}

/// A baseline in the history of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// Its name.
    pub name: String,
    /// The snapshot that it means.
    pub snapshot: usize,
}

impl History {
    /// Returns the last snapshot on or before a day; none before the plan began.
    pub fn on(&self, day: Date) -> Option<&Snapshot> {
        self.number_on(day).map(|n| &self.snapshots[n])
    }

    /// Returns the number of the last snapshot on or before a day.
    pub fn number_on(&self, day: Date) -> Option<usize> {
        self.snapshots.partition_point(|snapshot| snapshot.commit.day <= day).checked_sub(1)
    }

    /// Forgets what was committed after a day, and tells whether that was anything.
    pub fn end_on(&mut self, day: Date) -> bool {
        let kept = self.number_on(day).map_or(0, |n| n + 1);
        let is_cut = kept < self.snapshots.len();
        self.snapshots.truncate(kept);
        self.in_force.retain(|_, number| number.is_none_or(|n| n < kept));
        is_cut
    }

    /// Adds what the work tree holds as the last snapshot, unless the last commit holds the same.
    pub fn push_work_tree(&mut self, contents: Contents, day: Date) {
        let last = self.last();
        if last.is_some_and(|last| *last.contents == contents) {
            return;
        }
        let at = last.map_or(0, |last| last.commit.at);
        self.snapshots.push(Snapshot { commit: Commit::work_tree(day, at), contents: Arc::new(contents) });
    }

    /// Tells whether what the plan was on a day is unknown: it was before a shallow clone begins.
    pub fn is_unknown_on(&self, day: Date) -> bool {
        self.is_shallow && self.on(day).is_none()
    }

    /// Returns the number of the snapshot in force at a commit of the history, by its id in full.
    pub fn at_commit(&self, id: &str) -> Option<usize> {
        self.in_force.get(id).copied().flatten()
    }

    /// Returns the newest snapshot.
    pub fn last(&self) -> Option<&Snapshot> {
        self.snapshots.last()
    }
}

/// Finds people by the mail addresses that `org.yaml` gives them.
#[derive(Clone, Debug, Default)]
pub struct People {
    by_mail: HashMap<String, Id>,
}

impl People {
    /// Reads the addresses of an organisation.
    pub fn new(org: Option<&Org>) -> People {
        let mut by_mail = HashMap::new();
        for person in org.iter().flat_map(|org| &org.people) {
            for mail in &person.emails {
                by_mail.entry(mail.to_lowercase()).or_insert_with(|| person.id.clone());
            }
        }
        People { by_mail }
    }

    /// Returns the person with a mail address.
    pub fn find(&self, mail: &str) -> Option<Person> {
        self.by_mail.get(&mail.to_lowercase()).map(|id| Person::new(id.as_str()))
    }
}
