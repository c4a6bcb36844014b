//! Longest paths: which activities are on one, and what the paths are.
//!
//! A path runs back from an end over tight links. It ends where no link is tight, or at a fact: what has happened drives
//! nothing any more.

use crate::plan::drivers::Drivers;
use crate::plan::drivers::Reason;
use crate::plan::early::Early;
use crate::plan::ends::ProgramEnd;
use crate::plan::network::Network;

/// The most parallel paths that are listed of one program.
pub(crate) const MAX_PATHS: usize = 16;

/// The longest paths to the end of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Longest {
    /// The activities on any of them, in ascending order.
    pub(crate) members: Vec<u32>,
    /// The paths, from first to last activity; at most [`MAX_PATHS`].
    pub(crate) paths: Vec<Vec<u32>>,
    /// There are more paths than are listed.
    pub(crate) has_more: bool,
}

/// Which program's turn an activity was last seen in, so that one array serves all programs.
struct Marks {
    member_of: Vec<u32>,
    /// On a path, and not its last activity.
    passed_by: Vec<u32>,
}

impl Marks {
    fn new(count: usize) -> Marks {
        Marks { member_of: vec![0; count], passed_by: vec![0; count] }
    }
}

impl Network {
    /// Finds the longest paths to the end of every program: to the activity that is named as its end, else to all that
    /// finish last.
    pub(crate) fn longest(
        &self,
        early: &Early,
        ends: &[Option<ProgramEnd>],
        drivers: &Drivers,
    ) -> Vec<Longest> {
        let mut last: Vec<Vec<u32>> = vec![Vec::new(); self.programs()];
        for (number, activity) in (0_u32..).zip(&self.activities) {
            let n = number as usize;
            let program = activity.program as usize;
            let is_last = |end: ProgramEnd| self.calendar(n).work_between(early.finish[n], end.at) == 0;
            let is_named = self.ends[program].is_some();
            if !is_named && self.counts(n, activity.program, ends) && ends[program].is_some_and(is_last) {
                last[program].push(number);
            }
        }
        for (program, named) in self.ends.iter().enumerate() {
            last[program].extend(named);
        }
        let mut marks = Marks::new(self.activities.len());
        let walks = (1_u32..).zip(last);
        walks.map(|(turn, last)| self.longest_to(&last, drivers, turn, &mut marks)).collect()
    }

    /// Finds the longest paths to one activity.
    pub(crate) fn longest_to_one(&self, end: u32, drivers: &Drivers) -> Longest {
        self.longest_to(&[end], drivers, 1, &mut Marks::new(self.activities.len()))
    }

    /// Finds the longest paths to some activities.
    fn longest_to(&self, last: &[u32], drivers: &Drivers, turn: u32, marks: &mut Marks) -> Longest {
        let is_open = |n: &u32| self.activities[*n as usize].finished.is_none();
        let mut members: Vec<u32> = last.iter().copied().filter(is_open).collect();
        let count = members.len();
        for n in &members {
            marks.member_of[*n as usize] = turn;
        }
        let mut next = 0;
        while let Some(n) = members.get(next).copied() {
            next += 1;
            for from in self.tight_predecessors(n, drivers) {
                marks.passed_by[from as usize] = turn;
                if marks.member_of[from as usize] != turn {
                    marks.member_of[from as usize] = turn;
                    members.push(from);
                }
            }
        }
        let mut longest = Longest::default();
        for end in &members[..count] {
            if marks.passed_by[*end as usize] != turn {
                self.walk(*end, drivers, &mut longest);
            }
        }
        members.sort_unstable();
        longest.members = members;
        longest
    }

    /// Returns the open predecessors whose links decide, the one that is named as the driver first.
    fn tight_predecessors(&self, n: u32, drivers: &Drivers) -> Vec<u32> {
        let mut found = Vec::new();
        let named = match drivers.reason[n as usize] {
            Reason::Link(number) => Some(number),
            _ => None,
        };
        for number in named.iter().chain(self.order.incoming(n as usize)) {
            let link = &self.links[*number as usize];
            let is_open = !self.activities[link.from as usize].is_actual(link.source());
            if drivers.is_tight[*number as usize] && is_open && !found.contains(&link.from) {
                found.push(link.from);
            }
        }
        found
    }

    /// Lists the paths to one activity by depth-first search, without recursion.
    fn walk(&self, end: u32, drivers: &Drivers, longest: &mut Longest) {
        let mut path = vec![(end, self.tight_predecessors(end, drivers).into_iter())];
        let mut is_complete = path[0].1.len() == 0;
        loop {
            if is_complete {
                if longest.paths.len() == MAX_PATHS {
                    longest.has_more = true;
                    return;
                }
                longest.paths.push(path.iter().rev().map(|(n, _)| *n).collect());
            }
            is_complete = false;
            let Some((_, rest)) = path.last_mut() else { return };
            match rest.next() {
                Some(from) => {
                    let before = self.tight_predecessors(from, drivers);
                    is_complete = before.is_empty();
                    path.push((from, before.into_iter()));
                }
                None => {
                    path.pop();
                }
            }
        }
    }

    /// Returns the chain of drivers that ends at an activity, first to last.
    pub(crate) fn driving_chain(&self, end: usize, drivers: &Drivers) -> Vec<u32> {
        let mut chain = vec![u32::try_from(end).expect("fewer than 2^32 activities")];
        while let Some(Reason::Link(number)) = chain.last().map(|n| drivers.reason[*n as usize]) {
            let link = &self.links[number as usize];
            chain.push(link.from);
            if self.activities[link.from as usize].is_actual(link.source()) {
                break;
            }
        }
        chain.reverse();
        chain
    }
}
