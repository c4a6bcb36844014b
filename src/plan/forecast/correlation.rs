//! Items whose lengths go together: a Gaussian copula over the entries that charters hold.
//!
//! Items joined by entries make a group; its matrix must be positive semi-definite, else its items stay independent and
//! the entries are named in a [`CorrelationFault`].

use std::collections::BTreeMap;

use crate::diag::Subject;
use crate::model::Kind;
use crate::model::Workspace;
use crate::plan::forecast::normal;
use crate::plan::forecast::streams::Stream;
use crate::plan::result::Plan;

/// The most items of a group: its matrix costs the square of them in every trial.
const MAX_GROUP: usize = 200;

/// A pivot below this is zero: the item follows from the others.
const SMALL: f64 = 1e-9;

/// Entries of `correlation:` that cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrelationFault {
    /// The charter of the first entry.
    pub subject: Subject,
    /// Its index.
    pub entry: usize,
    /// Every entry that takes part: charter and index.
    pub entries: Vec<(Subject, usize)>,
    /// What is wrong.
    pub reason: String,
}

/// The groups of a plan.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    groups: Vec<Group>,
    /// The group of a place, and its number there.
    at: BTreeMap<u32, (u32, u32)>,
}

/// Items that go together.
#[derive(Debug)]
struct Group {
    /// Their places in the flat network.
    members: Vec<u32>,
    /// The lower triangle of the Cholesky factor, row by row.
    factor: Vec<f64>,
}

/// The shares of some trials that groups give to their members.
pub(crate) struct Joint<'a> {
    groups: &'a Groups,
    shares: Vec<Vec<f64>>,
}

/// One entry's correlation of two items.
#[derive(Clone, Copy)]
struct Pair {
    rho: f64,
    entry: (Subject, usize),
}

impl Groups {
    /// Reads the entries of all charters. `place` gives the place of a node that is uncertain.
    pub(crate) fn new(
        workspace: &Workspace,
        plan: &Plan,
        place: impl Fn(usize) -> Option<u32>,
    ) -> (Groups, Vec<CorrelationFault>) {
        let mut faults = Vec::new();
        let mut pairs: BTreeMap<(u32, u32), Pair> = BTreeMap::new();
        for program in &workspace.programs {
            let subject = program.subject(Kind::Charter, 0);
            let entries = program.charter.iter().flat_map(|charter| &charter.correlation).enumerate();
            for (n, entry) in entries {
                let fault = |reason: String| CorrelationFault {
                    subject,
                    entry: n,
                    entries: vec![(subject, n)],
                    reason,
                };
                if !(-1.0..=1.0).contains(&entry.rho) {
                    faults.push(fault(format!("`rho` {} does not lie between -1 and 1", entry.rho)));
                    continue;
                }
                let mut places = Vec::new();
                for item in &entry.between {
                    let owner = item.program.as_ref().unwrap_or(&program.id);
                    let node = plan.index_of(owner.as_str(), item.id.as_str());
                    places.extend(node.and_then(&place).filter(|p| !places.contains(p)));
                }
                if places.len() > MAX_GROUP {
                    faults.push(fault(format!("more than {MAX_GROUP} items")));
                    continue;
                }
                for (m, a) in places.iter().enumerate() {
                    for b in &places[m + 1..] {
                        let pair = Pair { rho: entry.rho, entry: (subject, n) };
                        let first = *pairs.entry((*a.min(b), *a.max(b))).or_insert(pair);
                        if first.rho.to_bits() != entry.rho.to_bits() {
                            let mut clash = fault(format!(
                                "two entries give the same items {} and {}",
                                first.rho, entry.rho
                            ));
                            clash.entries.insert(0, first.entry);
                            if !faults.iter().any(|f: &CorrelationFault| f.entries == clash.entries) {
                                faults.push(clash);
                            }
                        }
                    }
                }
            }
        }
        let mut groups = Groups::default();
        for members in components(&pairs) {
            match factor(&members, &pairs) {
                Ok(factor) => groups.add(Group { members, factor }),
                Err(reason) => faults.push(of_group(&members, &pairs, reason)),
            }
        }
        (groups, faults)
    }

    fn add(&mut self, group: Group) {
        let number = self.groups.len() as u32;
        self.at.extend((0_u32..).zip(&group.members).map(|(n, place)| (*place, (number, n))));
        self.groups.push(group);
    }

    /// Draws the shares of some trials.
    pub(crate) fn draw(&self, first: usize, len: usize, streams: &[Option<Stream>]) -> Joint<'_> {
        let shares = self.groups.iter().map(|group| group.draw(first, len, streams)).collect();
        Joint { groups: self, shares }
    }
}

impl Joint<'_> {
    /// Returns the shares of an item; none for one that is on its own.
    pub(crate) fn get(&self, place: usize, len: usize) -> Option<&[f64]> {
        let (group, n) = self.groups.at.get(&(place as u32))?;
        Some(&self.shares[*group as usize][*n as usize * len..(*n as usize + 1) * len])
    }
}

impl Group {
    fn draw(&self, first: usize, len: usize, streams: &[Option<Stream>]) -> Vec<f64> {
        let count = self.members.len();
        let mut normals = vec![0.0; count * len];
        for (place, own) in self.members.iter().zip(normals.chunks_mut(len)) {
            if let Some(stream) = &streams[*place as usize] {
                stream.fill(first, own);
                own.iter_mut().for_each(|share| *share = normal::quantile(*share));
            }
        }
        let mut shares = vec![0.0; count * len];
        for (row, own) in shares.chunks_mut(len).enumerate() {
            for (column, of) in normals.chunks(len).enumerate().take(row + 1) {
                let weight = self.factor[row * count + column];
                own.iter_mut().zip(of).for_each(|(sum, z)| *sum += weight * z);
            }
            own.iter_mut().for_each(|z| *z = normal::cdf(*z).clamp(1e-16, 1.0 - 1e-16));
        }
        shares
    }
}

/// Returns the items that pairs join, each group in ascending order.
fn components(pairs: &BTreeMap<(u32, u32), Pair>) -> Vec<Vec<u32>> {
    let mut group_of: BTreeMap<u32, u32> = BTreeMap::new();
    for (a, b) in pairs.keys() {
        let (x, y) = (*group_of.entry(*a).or_insert(*a), *group_of.entry(*b).or_insert(*b));
        let (keep, drop) = (x.min(y), x.max(y));
        group_of.values_mut().filter(|group| **group == drop).for_each(|group| *group = keep);
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (place, group) in group_of {
        groups.entry(group).or_default().push(place);
    }
    groups.into_values().collect()
}

/// Returns the Cholesky factor of a group's matrix, or why there is none.
fn factor(members: &[u32], pairs: &BTreeMap<(u32, u32), Pair>) -> Result<Vec<f64>, String> {
    let count = members.len();
    if count > MAX_GROUP {
        return Err(format!("together they join {count} items, more than {MAX_GROUP}"));
    }
    let rho = |a: u32, b: u32| pairs.get(&(a.min(b), a.max(b))).map_or(0.0, |pair| pair.rho);
    let mut lower = vec![0.0; count * count];
    for column in 0..count {
        let product = |lower: &[f64], row: usize| -> f64 {
            (0..column).map(|k| lower[row * count + k] * lower[column * count + k]).sum()
        };
        let pivot = 1.0 - product(&lower, column);
        let is_possible = pivot > -SMALL;
        let root = if pivot > SMALL { pivot.sqrt() } else { 0.0 };
        lower[column * count + column] = root;
        for row in column + 1..count {
            let rest = rho(members[row], members[column]) - product(&lower, row);
            if root > 0.0 {
                lower[row * count + column] = rest / root;
            } else if rest.abs() > 1e-6 || !is_possible {
                return Err(contradiction());
            }
        }
        if !is_possible {
            return Err(contradiction());
        }
    }
    Ok(lower)
}

fn contradiction() -> String {
    "they contradict each other: no lengths can be correlated like that (the matrix is not positive semi-definite)"
        .to_owned()
}

fn of_group(members: &[u32], pairs: &BTreeMap<(u32, u32), Pair>, reason: String) -> CorrelationFault {
    let inside = pairs.iter().filter(|((a, _), _)| members.binary_search(a).is_ok());
    let mut entries: Vec<(Subject, usize)> = inside.map(|(_, pair)| pair.entry).collect();
    entries.sort_unstable();
    entries.dedup();
    let (subject, entry) = entries[0];
    CorrelationFault { subject, entry, entries, reason }
}
