//! Snapshots in the cache: each item once, each snapshot as what differs from the one before.
//!
//! What is kept is named by commits, so that it holds whatever becomes of the branch: after a rebase, what both have in
//! common is used. Anything that cannot be read as it was written is computed anew.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::load::packed;
use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Id;
use crate::model::Org;
use crate::model::Policy;
use crate::model::Portfolio;
use crate::model::ProgramContents;
use crate::model::Settings;
use crate::model::Value;
use crate::source::bytes::Bytes;
use crate::source::bytes::checksum;
use crate::source::bytes::put_bytes;
use crate::source::bytes::put_count;
use crate::source::git::Log;
use crate::source::git::ObjectId;
use crate::source::git::Repository;

/// The snapshots of a chain of commits that were computed before.
#[derive(Default)]
pub(super) struct Stored {
    /// The last commit that was looked at.
    tip: Option<ObjectId>,
    /// The commits that changed the plan, oldest first.
    pub(super) snapshots: Vec<(ObjectId, Arc<Contents>)>,
    /// The bytes that each item was read from.
    packed: HashMap<*const AnyItem, Vec<u8>>,
}

impl Stored {
    /// Reads what is kept of the plan in a folder.
    pub(super) fn read(repository: &Repository, folder: &str) -> Stored {
        let bytes = repository.cached(&name(folder));
        bytes.and_then(|bytes| read(&bytes, folder)).unwrap_or_default()
    }

    /// Returns which commit of a history comes after those that are known, with the numbers of the commits whose
    /// snapshots are. Forgets the others.
    pub(super) fn fit(&mut self, log: &Log) -> (usize, Vec<usize>) {
        let places: HashMap<ObjectId, usize> =
            log.commits.iter().enumerate().map(|(n, commit)| (commit.id, n)).collect();
        let known: Vec<usize> = self.snapshots.iter().map_while(|(id, _)| places.get(id).copied()).collect();
        let is_whole = known.len() == self.snapshots.len();
        self.snapshots.truncate(known.len());
        let last = self.tip.filter(|_| is_whole).and_then(|tip| places.get(&tip).copied());
        let next = last.or(known.last().copied()).map_or(0, |n| n + 1);
        (next, known)
    }

    /// Keeps the snapshots of a history.
    pub(super) fn write(
        &self,
        repository: &Repository,
        folder: &str,
        tip: ObjectId,
        snapshots: &[(ObjectId, Arc<Contents>)],
    ) {
        if let Some(bytes) = write(folder, tip, snapshots, &self.packed) {
            repository.cache(&name(folder), &bytes);
        }
    }
}

fn name(folder: &str) -> String {
    format!("plan-{:016x}", checksum(folder.as_bytes()))
}

/// Writes snapshots; `None` when something of them would not come back as it is. `known` holds the bytes of items that were
/// packed before.
fn write(
    folder: &str,
    tip: ObjectId,
    snapshots: &[(ObjectId, Arc<Contents>)],
    known: &HashMap<*const AnyItem, Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut tables = Tables::default();
    let mut lines = Vec::new();
    put_count(&mut lines, snapshots.len());
    let mut before: &[ProgramContents] = &[];
    for (id, contents) in snapshots {
        lines.extend_from_slice(id.as_bytes());
        put_count(&mut lines, tables.settings.number(contents.settings.as_ref())?);
        put_count(&mut lines, tables.org.number(contents.org.as_ref())?);
        put_count(&mut lines, tables.policy.number(contents.policy.as_ref())?);
        put_count(&mut lines, tables.portfolio.number(contents.portfolio.as_ref())?);
        put_count(&mut lines, contents.programs.len());
        for (n, program) in contents.programs.iter().enumerate() {
            put_count(&mut lines, tables.head(program));
            let items = before.get(n).map_or(&[][..], |program| &program.items);
            put_items(&mut lines, &program.items, items, &mut tables);
        }
        before = &contents.programs;
    }
    let mut out = Vec::new();
    put_bytes(&mut out, folder.as_bytes());
    put_bytes(&mut out, packed::declaration().as_bytes());
    out.extend_from_slice(tip.as_bytes());
    tables.put(known, &mut out)?;
    out.extend_from_slice(&lines);
    Some(out)
}

/// Writes the items of a program as what differs from those before, when there are as many.
fn put_items(out: &mut Vec<u8>, items: &[Arc<AnyItem>], before: &[Arc<AnyItem>], tables: &mut Tables) {
    put_count(out, items.len());
    let differs: Vec<usize> = match items.len() == before.len() {
        true => (0..items.len()).filter(|n| !Arc::ptr_eq(&items[*n], &before[*n])).collect(),
        false => (0..items.len()).collect(),
    };
    put_count(out, differs.len());
    for n in differs {
        put_count(out, n);
        put_count(out, tables.item(&items[n]));
    }
}

/// Reads the items of a program that [`put_items`] wrote.
fn read_items(
    bytes: &mut Bytes<'_>,
    before: &[Arc<AnyItem>],
    known: &[Arc<AnyItem>],
) -> Option<Vec<Arc<AnyItem>>> {
    let count = usize::try_from(bytes.number()?).ok()?;
    let mut items = if count == before.len() { before.to_vec() } else { Vec::new() };
    for _ in 0..bytes.count()? {
        let n = usize::try_from(bytes.number()?).ok()?;
        let item = Arc::clone(known.get(usize::try_from(bytes.number()?).ok()?)?);
        match n.cmp(&items.len()) {
            Ordering::Less => items[n] = item,
            Ordering::Equal => items.push(item),
            Ordering::Greater => return None,
        }
    }
    (items.len() == count).then_some(items)
}

/// What snapshots are made of, each thing once.
#[derive(Default)]
struct Tables {
    settings: Records<Settings>,
    org: Records<Org>,
    policy: Records<Policy>,
    portfolio: Records<Portfolio>,
    heads: Vec<Vec<u8>>,
    numbers: HashMap<*const AnyItem, usize>,
    items: Vec<Arc<AnyItem>>,
}

impl Tables {
    fn item(&mut self, item: &Arc<AnyItem>) -> usize {
        *self.numbers.entry(Arc::as_ptr(item)).or_insert_with(|| {
            self.items.push(Arc::clone(item));
            self.items.len() - 1
        })
    }

    /// Returns the number of what a program is besides its items.
    fn head(&mut self, program: &ProgramContents) -> usize {
        let mut head = Vec::new();
        put_bytes(&mut head, program.id.as_str().as_bytes());
        put_bytes(&mut head, program.title.as_bytes());
        put_bytes(&mut head, program.folder.as_bytes());
        put_count(&mut head, usize::from(program.is_partial));
        put_count(&mut head, program.lost.len());
        program.lost.iter().for_each(|id| put_bytes(&mut head, id.as_str().as_bytes()));
        let known = self.heads.iter().rposition(|known| *known == head);
        known.unwrap_or_else(|| {
            self.heads.push(head);
            self.heads.len() - 1
        })
    }

    fn put(&self, known: &HashMap<*const AnyItem, Vec<u8>>, out: &mut Vec<u8>) -> Option<()> {
        put_list(out, &self.settings.entries);
        put_list(out, &self.org.entries);
        put_list(out, &self.policy.entries);
        put_list(out, &self.portfolio.entries);
        put_list(out, &self.heads);
        let kept: Vec<Option<&Vec<u8>>> = self.items.iter().map(|i| known.get(&Arc::as_ptr(i))).collect();
        let packed: Option<Vec<Cow<'_, [u8]>>> = (self.items.par_iter().zip(kept))
            .map(|(item, kept)| match kept {
                Some(bytes) => Some(Cow::Borrowed(bytes.as_slice())),
                None => packed::pack_item(item).map(Cow::Owned),
            })
            .collect();
        put_list(out, &packed?);
        Some(())
    }
}

fn put_list<B: AsRef<[u8]>>(out: &mut Vec<u8>, entries: &[B]) {
    put_count(out, entries.len());
    entries.iter().for_each(|entry| put_bytes(out, entry.as_ref()));
}

/// Records of the workspace.
struct Records<T> {
    numbers: HashMap<*const T, usize>,
    entries: Vec<Vec<u8>>,
}

impl<T> Default for Records<T> {
    fn default() -> Records<T> {
        Records { numbers: HashMap::new(), entries: Vec::new() }
    }
}

impl<T: Value + Serialize + PartialEq> Records<T> {
    /// Returns the number of a record, from 1; 0 for none.
    fn number(&mut self, record: Option<&Arc<T>>) -> Option<usize> {
        let Some(record) = record else { return Some(0) };
        if let Some(number) = self.numbers.get(&Arc::as_ptr(record)) {
            return Some(*number);
        }
        self.entries.push(packed::pack(&**record)?);
        self.numbers.insert(Arc::as_ptr(record), self.entries.len());
        Some(self.entries.len())
    }
}

/// Reads what [`write`] wrote.
fn read(bytes: &[u8], folder: &str) -> Option<Stored> {
    let mut bytes = Bytes::new(bytes);
    if bytes.text()? != folder || bytes.text()? != packed::declaration() {
        return None;
    }
    let tip = ObjectId::read(&mut bytes)?;
    let settings: Vec<Arc<Settings>> = read_records(&mut bytes)?;
    let org: Vec<Arc<Org>> = read_records(&mut bytes)?;
    let policy: Vec<Arc<Policy>> = read_records(&mut bytes)?;
    let portfolio: Vec<Arc<Portfolio>> = read_records(&mut bytes)?;
    let heads: Vec<ProgramContents> = list(&mut bytes)?.into_iter().map(read_head).collect::<Option<_>>()?;
    let packed = list(&mut bytes)?;
    let items: Option<Vec<Arc<AnyItem>>> =
        packed.par_iter().map(|bytes| packed::unpack_item(bytes).map(Arc::new)).collect();
    let items = items?;
    let count = bytes.count()?;
    let mut snapshots: Vec<(ObjectId, Arc<Contents>)> = Vec::with_capacity(count);
    for _ in 0..count {
        let id = ObjectId::read(&mut bytes)?;
        let mut contents = Contents {
            settings: nth(&mut bytes, &settings)?,
            org: nth(&mut bytes, &org)?,
            policy: nth(&mut bytes, &policy)?,
            portfolio: nth(&mut bytes, &portfolio)?,
            programs: Vec::new(),
        };
        for n in 0..bytes.count()? {
            let head = heads.get(usize::try_from(bytes.number()?).ok()?)?;
            let before = snapshots.last().and_then(|(_, contents)| contents.programs.get(n));
            let before = before.map_or(&[][..], |program| &program.items);
            let items = read_items(&mut bytes, before, &items)?;
            contents.programs.push(ProgramContents { items, ..head.clone() });
        }
        snapshots.push((id, Arc::new(contents)));
    }
    let packed = items.iter().map(Arc::as_ptr).zip(packed.iter().map(|bytes| bytes.to_vec()));
    bytes.is_empty().then(|| Stored { tip: Some(tip), snapshots, packed: packed.collect() })
}

fn list<'b>(bytes: &mut Bytes<'b>) -> Option<Vec<&'b [u8]>> {
    (0..bytes.count()?).map(|_| bytes.bytes()).collect()
}

fn read_records<T: Value>(bytes: &mut Bytes<'_>) -> Option<Vec<Arc<T>>> {
    list(bytes)?.into_iter().map(|bytes| packed::unpack(bytes).map(Arc::new)).collect()
}

/// Reads the number of a record, from 1, and returns it; none for 0.
fn nth<T>(bytes: &mut Bytes<'_>, records: &[Arc<T>]) -> Option<Option<Arc<T>>> {
    match usize::try_from(bytes.number()?).ok()?.checked_sub(1) {
        None => Some(None),
        Some(n) => records.get(n).map(|record| Some(Arc::clone(record))),
    }
}

fn read_head(bytes: &[u8]) -> Option<ProgramContents> {
    let mut bytes = Bytes::new(bytes);
    let (id, title, folder) = (Id::new(bytes.text()?), bytes.text()?.to_owned(), bytes.text()?.to_owned());
    let is_partial = bytes.number()? != 0;
    let lost = (0..bytes.count()?).map(|_| bytes.text().map(Id::new)).collect::<Option<_>>()?;
    Some(ProgramContents { id, title, folder, items: Vec::new(), lost, is_partial })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshots() -> (ObjectId, Vec<(ObjectId, Arc<Contents>)>) {
        let id = |n: u8| ObjectId(git2::Oid::from_bytes(&[n; 20]).unwrap());
        let metric = |name: &str| {
            Arc::new(AnyItem::Metric(Box::new(crate::model::Metric::series(Id::new(name), Vec::new()))))
        };
        let (a, b, c) = (metric("a"), metric("b"), metric("c"));
        let program = |items: &[&Arc<AnyItem>]| ProgramContents {
            id: Id::new("p"),
            title: "P".to_owned(),
            folder: String::new(),
            items: items.iter().map(|item| Arc::clone(item)).collect(),
            lost: vec![Id::new("lost")],
            is_partial: items.len() == 1,
        };
        let contents = |programs| Arc::new(Contents { programs, ..Contents::default() });
        let all = [
            contents(Vec::new()),
            contents(vec![program(&[&a])]),
            contents(vec![program(&[&a, &b]), program(&[])]),
            contents(vec![program(&[&a, &c])]),
        ];
        (id(9), all.into_iter().enumerate().map(|(n, c)| (id(n as u8), c)).collect())
    }

    #[test]
    fn snapshots_come_back_as_they_are() {
        let (tip, snapshots) = snapshots();
        let bytes = write("plan", tip, &snapshots, &HashMap::new()).unwrap();
        let stored = read(&bytes, "plan").unwrap();
        assert_eq!((stored.tip, &stored.snapshots), (Some(tip), &snapshots));
        assert!(read(&bytes, "other").is_none());
    }

    #[test]
    fn damaged_bytes_never_panic() {
        let (tip, snapshots) = snapshots();
        let bytes = write("plan", tip, &snapshots, &HashMap::new()).unwrap();
        let from = packed::declaration().len();
        for n in from..bytes.len() {
            assert!(read(&bytes[..n], "plan").is_none());
            for damage in [0, 1, 0x7f, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[n] = damage;
                let _ = read(&damaged, "plan");
            }
        }
    }
}
