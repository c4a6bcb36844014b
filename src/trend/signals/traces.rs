//! Items through time: at which snapshots each item of today became what it is.
//!
//! Items are followed by program, kind and id, former ids (`aliases`) included; how they are written and where they stand
//! is no change. What could not be read at a snapshot counts as unchanged there.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Kind;
use crate::model::ProgramContents;

/// An item through time.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What it was from which version on, oldest first. The last one is what it is today.
    pub steps: Vec<Step>,
}

/// What an item was from a version on.
#[derive(Clone, Debug)]
pub struct Step {
    /// The number of the version.
    pub version: usize,
    /// The item.
    pub item: Arc<AnyItem>,
}

/// Since when something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The version with which it began.
    pub version: usize,
    /// It came with the item itself.
    pub is_first: bool,
}

impl Trace {
    /// Returns since when something is true without a break; none when it is not true today.
    pub fn since(&self, is_so: impl Fn(&AnyItem) -> bool) -> Option<Since> {
        let run = self.steps.iter().rev().take_while(|step| is_so(&step.item)).last()?;
        let is_first = self.steps.first().is_some_and(|first| first.version == run.version);
        Some(Since { version: run.version, is_first })
    }

    /// Returns the steps at which a value changed, each with the value before; not the first one.
    pub fn changes<T: PartialEq>(&self, of: impl Fn(&AnyItem) -> T) -> Vec<(usize, T, T)> {
        let pairs = self.steps.windows(2);
        let values = pairs.map(|pair| (pair[1].version, of(&pair[0].item), of(&pair[1].item)));
        values.filter(|(_, before, after)| before != after).collect()
    }

    /// Returns what the item was at a version; none before it was there.
    pub fn at(&self, version: usize) -> Option<&AnyItem> {
        let n = self.steps.partition_point(|step| step.version <= version);
        n.checked_sub(1).map(|n| &*self.steps[n].item)
    }

    /// Returns the version with which it came.
    pub fn first(&self) -> usize {
        self.steps.first().map_or(0, |step| step.version)
    }
}

/// The kind and the name of an item in its program, in lower case.
type Name = (Kind, String);

/// The items of the newest version through time.
#[derive(Debug, Default)]
pub(super) struct Traces {
    programs: HashMap<String, HashMap<Name, Trace>>,
}

impl Traces {
    /// Follows the items of the newest of some versions back through the older ones.
    pub(super) fn new(versions: &[&Contents]) -> Traces {
        let Some(newest) = versions.last() else { return Traces::default() };
        let one = |program: &ProgramContents| {
            let id = program.id.as_str().to_ascii_lowercase();
            (id, follow(program, versions))
        };
        Traces { programs: newest.programs.iter().map(one).collect() }
    }

    /// Returns an item through time.
    pub(super) fn of(&self, program: &str, kind: Kind, id: &str) -> Option<&Trace> {
        self.programs.get(&program.to_ascii_lowercase())?.get(&(kind, id.to_ascii_lowercase()))
    }
}

fn name(item: &AnyItem) -> Name {
    (item.kind(), item.name().to_ascii_lowercase())
}

/// An item on its way back.
struct Walk {
    /// Its name in the newest version.
    name: Name,
    /// What it is in the version that was reached.
    item: Arc<AnyItem>,
    /// Its steps, newest first.
    steps: Vec<Step>,
}

/// Follows the items of a program back.
fn follow(program: &ProgramContents, versions: &[&Contents]) -> HashMap<Name, Trace> {
    let mut walks: Vec<Walk> = Vec::new();
    let mut at: BTreeMap<Name, usize> = BTreeMap::new();
    for item in &program.items {
        let name = name(item);
        if !at.contains_key(&name) {
            at.insert(name.clone(), walks.len());
            walks.push(Walk { name, item: Arc::clone(item), steps: Vec::new() });
        }
    }
    let mut back = Back { walks, at, unread: BTreeMap::new() };
    let mut version = versions.len() - 1;
    let mut here: &[Arc<AnyItem>] = &program.items;
    while let Some(before) = version.checked_sub(1) {
        let old = versions[before].program(program.id.as_str());
        back.step(here, old, version);
        here = old.map_or(&[], |old| &old.items);
        version = before;
    }
    let Back { mut walks, at, unread } = back;
    for (name, n) in &at {
        let version = unread.get(name).copied().unwrap_or(0);
        let walk = &mut walks[*n];
        walk.steps.push(Step { version, item: Arc::clone(&walk.item) });
    }
    let trace = |mut walk: Walk| {
        walk.steps.reverse();
        (walk.name, Trace { steps: walk.steps })
    };
    walks.into_iter().map(trace).collect()
}

/// The way back through the versions of a program.
struct Back {
    walks: Vec<Walk>,
    /// The walk of each name in the version that was reached, while the item is there.
    at: BTreeMap<Name, usize>,
    /// Items that nobody could read in the version that was reached, with the version that had them last.
    unread: BTreeMap<Name, usize>,
}

impl Back {
    /// Goes from a version to the one before it.
    fn step(&mut self, new: &[Arc<AnyItem>], before: Option<&ProgramContents>, version: usize) {
        let old: &[Arc<AnyItem>] = before.map_or(&[], |old| &old.items);
        // Most items are the same in both, in the same order.
        let is_shared = |pair: &(&Arc<AnyItem>, &Arc<AnyItem>)| Arc::ptr_eq(pair.0, pair.1);
        let head = new.iter().zip(old).take_while(is_shared).count();
        let (new, old) = (&new[head..], &old[head..]);
        let tail = new.iter().rev().zip(old.iter().rev()).take_while(is_shared).count();
        let (new, old) = (&new[..new.len() - tail], &old[..old.len() - tail]);
        if new.is_empty() && old.is_empty() && self.unread.is_empty() {
            return;
        }
        let mut by_name: HashMap<Name, &Arc<AnyItem>> = HashMap::new();
        for item in old {
            by_name.entry(name(item)).or_insert(item);
        }
        let mut here: Vec<(Name, usize)> = new.iter().map(|item| (name(item), version)).collect();
        here.extend(std::mem::take(&mut self.unread));
        for (now, seen) in here {
            let Some(n) = self.at.get(&now).copied() else { continue };
            let item = Arc::clone(&self.walks[n].item);
            let former = || item.item().aliases().iter().map(|id| (now.0, id.as_str().to_ascii_lowercase()));
            let found = by_name.get_key_value(&now);
            match found.or_else(|| former().find_map(|was| by_name.get_key_value(&was))) {
                Some((was, older)) => {
                    if !Arc::ptr_eq(older, &item) && ***older != *item {
                        self.walks[n].steps.push(Step { version: seen, item });
                    }
                    self.walks[n].item = Arc::clone(older);
                    if *was != now {
                        self.at.remove(&now);
                        self.at.insert(was.clone(), n);
                    }
                }
                // Nobody could read it then: what it is in an even older version counts.
                None if before.is_some_and(|p| p.may_hold(item.name())) => {
                    self.unread.insert(now, seen);
                }
                None => {
                    self.walks[n].steps.push(Step { version: seen, item });
                    self.at.remove(&now);
                }
            }
        }
    }
}
