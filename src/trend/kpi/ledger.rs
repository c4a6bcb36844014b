//! Every item through time: its versions in the order of the commits, and when it vanished.
//!
//! Items are followed by program, kind and id, across renames (`aliases`), and never by line: reformatting, reordering and
//! moving files make no version. What nobody could read in a commit is as it was before, not gone.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Id;
use crate::model::Kind;
use crate::model::ProgramContents;
use crate::trend::history::Commit;
use crate::trend::history::History;

/// A version of an item.
#[derive(Clone, Copy, Debug)]
pub struct Version<'h> {
    /// The number of the snapshot that brought it.
    pub snapshot: usize,
    /// The item; none where it vanished.
    pub item: Option<&'h AnyItem>,
}

/// An item through time.
#[derive(Debug)]
pub struct Timeline<'h> {
    /// Its program.
    pub program: &'h Id,
    /// Its kind.
    pub kind: Kind,
    /// Its versions, oldest first; the first one is there.
    pub versions: Vec<Version<'h>>,
}

/// Every item of a history through time.
#[derive(Debug)]
pub struct Ledger<'h> {
    history: &'h History,
    timelines: Vec<Timeline<'h>>,
}

/// Program, kind and name, in lower case.
type Key = (String, Kind, String);

/// What is followed while the history is read.
#[derive(Default)]
struct Follower<'h> {
    timelines: Vec<Timeline<'h>>,
    by_key: HashMap<Key, usize>,
    /// The items of each program in the last snapshot that had it.
    last: HashMap<String, &'h [Arc<AnyItem>]>,
}

impl<'h> Ledger<'h> {
    /// Follows every item of a history.
    pub fn new(history: &'h History) -> Ledger<'h> {
        let mut follower = Follower::default();
        for (number, snapshot) in history.snapshots.iter().enumerate() {
            let mut gone: Vec<String> = follower.last.keys().cloned().collect();
            for program in &snapshot.contents.programs {
                let id = program.id.as_str().to_ascii_lowercase();
                gone.retain(|other| *other != id);
                follower.program(number, &id, program);
            }
            for id in gone {
                let items = follower.last.remove(&id).unwrap_or_default();
                items.iter().for_each(|item| follower.vanished(number, &id, item));
            }
        }
        let mut timelines = follower.timelines;
        timelines.sort_by_cached_key(|timeline| {
            let program = timeline.program.as_str().to_ascii_lowercase();
            (program, timeline.kind, timeline.name().to_ascii_lowercase())
        });
        Ledger { history, timelines }
    }

    /// Returns every item of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Timeline<'h>> {
        self.timelines.iter().filter(move |timeline| timeline.kind == kind)
    }

    /// Returns the history.
    pub fn history(&self) -> &'h History {
        self.history
    }

    /// Returns the commit of a snapshot.
    pub fn commit(&self, snapshot: usize) -> &'h Commit {
        &self.history.snapshots[snapshot].commit
    }

    /// Returns the day of a snapshot.
    pub fn day(&self, snapshot: usize) -> Date {
        self.commit(snapshot).day
    }
}

impl<'h> Timeline<'h> {
    /// Returns what the item is known by, last.
    pub fn name(&self) -> &'h str {
        self.versions.iter().rev().find_map(|version| version.item).map_or("", AnyItem::name)
    }
}

impl<'h> Follower<'h> {
    fn program(&mut self, number: usize, id: &str, program: &'h ProgramContents) {
        let items: &'h [Arc<AnyItem>] = &program.items;
        let before = self.last.insert(id.to_owned(), items).unwrap_or_default();
        // Most snapshots change an item or two: what stands in front of them and behind is the same.
        let same = |pair: &(&Arc<AnyItem>, &Arc<AnyItem>)| Arc::ptr_eq(pair.0, pair.1);
        let head = before.iter().zip(items).take_while(same).count();
        let (before, items) = (&before[head..], &items[head..]);
        let tail = before.iter().rev().zip(items.iter().rev()).take_while(same).count();
        let (before, items) = (&before[..before.len() - tail], &items[..items.len() - tail]);
        if before.is_empty() && items.is_empty() {
            return;
        }
        let key = |item: &AnyItem| (item.kind(), item.name().to_ascii_lowercase());
        let mut now: HashMap<(Kind, String), &'h AnyItem> = HashMap::new();
        for item in items {
            now.entry(key(item)).or_insert(item);
        }
        let gone: Vec<&AnyItem> =
            before.iter().map(|item| &**item).filter(|item| !now.contains_key(&key(item))).collect();
        for item in gone {
            let former = |other: &&Arc<AnyItem>| {
                let is_former = |alias: &Id| alias.as_str().eq_ignore_ascii_case(item.name());
                other.kind() == item.kind() && other.item().aliases().iter().any(is_former)
            };
            if let Some(renamed) = items.iter().find(former) {
                let (was, is) = (key(item), key(renamed));
                if let Some(timeline) = self.by_key.get(&(id.to_owned(), was.0, was.1)).copied() {
                    self.by_key.entry((id.to_owned(), is.0, is.1)).or_insert(timeline);
                }
            } else if !program.may_hold(item.name()) {
                self.vanished(number, id, item);
            }
        }
        let mut seen = std::collections::HashSet::new();
        for item in items.iter().filter(|item| seen.insert(key(item))) {
            self.stands(number, id, &program.id, item);
        }
    }

    fn stands(&mut self, number: usize, id: &str, program: &'h Id, item: &'h AnyItem) {
        let key = (id.to_owned(), item.kind(), item.name().to_ascii_lowercase());
        let version = Version { snapshot: number, item: Some(item) };
        if let Some(at) = self.by_key.get(&key) {
            let versions = &mut self.timelines[*at].versions;
            let is_same = versions.last().and_then(|v| v.item).is_some_and(|last| last == item);
            if !is_same {
                versions.push(version);
            }
            return;
        }
        self.by_key.insert(key, self.timelines.len());
        self.timelines.push(Timeline { program, kind: item.kind(), versions: vec![version] });
    }

    fn vanished(&mut self, number: usize, id: &str, item: &AnyItem) {
        let key = (id.to_owned(), item.kind(), item.name().to_ascii_lowercase());
        let Some(at) = self.by_key.get(&key) else { return };
        let versions = &mut self.timelines[*at].versions;
        if versions.last().is_some_and(|v| v.item.is_some()) {
            versions.push(Version { snapshot: number, item: None });
        }
    }
}
