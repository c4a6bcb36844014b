//! What the start of one piece of work means for another one, and for the end of its program: the links, carried through
//! the milestones and gates in between, which take no time themselves.

use crate::plan::axis::Pace;
use crate::plan::early::Bound;
use crate::plan::early::Early;
use crate::plan::ends::ProgramEnd;
use crate::plan::instant::Instant;
use crate::plan::late::NEVER;
use crate::plan::level::site::Site;

/// More links than this, carried through milestones, are not followed.
const MOST: usize = 50_000;

/// Where a chain of links leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// To other work.
    Work(u32),
    /// To the end of a program.
    End(u32),
}

/// A chain of links from work through instants.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    pub(super) from: u32,
    pub(super) goal: Goal,
    links: Vec<u32>,
}

/// All chains of a workspace.
pub(super) struct Reaches {
    pub(super) list: Vec<Reach>,
    /// The work that is to be placed, predecessors first.
    pub(super) work: Vec<u32>,
}

impl Reaches {
    /// Follows the links of all work that is not fixed.
    pub(super) fn new(site: &Site<'_>) -> Reaches {
        let network = &site.engine.network;
        let ends = network.program_ends(&site.dates);
        let is_work = |n: usize| network.activities[n].pace != Pace::Instant && !site.is_fixed[n];
        let work: Vec<u32> = network.order.sorted.iter().copied().filter(|n| is_work(*n as usize)).collect();
        let mut list = Vec::new();
        for from in &work {
            follow(site, &ends, *from, &mut list);
        }
        Reaches { list, work }
    }
}

/// Adds the chains that begin with one piece of work.
fn follow(site: &Site<'_>, ends: &[Option<ProgramEnd>], from: u32, list: &mut Vec<Reach>) {
    let network = &site.engine.network;
    let mut open: Vec<(u32, Vec<u32>)> = vec![(from, Vec::new())];
    while let Some((at, links)) = open.pop() {
        let n = at as usize;
        let is_at_end = (0..network.programs() as u32).filter(|p| network.counts(n, *p, ends));
        list.extend(is_at_end.map(|p| Reach { from, goal: Goal::End(p), links: links.clone() }));
        for number in network.order.outgoing(n) {
            let link = &network.links[*number as usize];
            let to = link.to as usize;
            if !network.binds(link) || site.is_fixed[to] || list.len() > MOST {
                continue;
            }
            let mut longer = links.clone();
            longer.push(*number);
            if network.activities[to].pace == Pace::Instant {
                open.push((link.to, longer));
            } else {
                list.push(Reach { from, goal: Goal::Work(link.to), links: longer });
            }
        }
    }
}

/// Carries positions along chains, with dates of its own to write in.
pub(super) struct Carrier<'a> {
    site: &'a Site<'a>,
    scratch: Early,
}

impl<'a> Carrier<'a> {
    pub(super) fn new(site: &'a Site<'a>) -> Carrier<'a> {
        Carrier { site, scratch: site.dates.clone() }
    }

    /// Returns the least position of the work at the end of a chain, or the instant of the program's end, when the work at
    /// its beginning is at a position.
    pub(super) fn carry(&mut self, reach: &Reach, position: i64) -> i64 {
        let network = &self.site.engine.network;
        let from = reach.from as usize;
        let side = self.scratch.side[from];
        self.scratch.place(network, from, Bound { position, side });
        let mut at = from;
        for (place, number) in reach.links.iter().enumerate() {
            let link = &network.links[*number as usize];
            let bound = network.link_bound(link, &self.scratch);
            at = link.to as usize;
            if place + 1 == reach.links.len() && matches!(reach.goal, Goal::Work(_)) {
                return bound.position;
            }
            self.scratch.place(network, at, bound);
        }
        self.scratch.finish[at].0
    }

    /// Returns the greatest position from one on with which a chain leads to no more than a limit; `None` when there is none.
    pub(super) fn cap(&mut self, reach: &Reach, least: i64, limit: i64) -> Option<i64> {
        if self.carry(reach, least) > limit {
            return None;
        }
        let mut step = 1;
        while step < NEVER / 4 && self.carry(reach, least + step) <= limit {
            step *= 2;
        }
        let (mut low, mut high) = (least, least + step);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.carry(reach, middle) <= limit { low = middle } else { high = middle }
        }
        Some(low)
    }

    /// Returns what a chain asks between two positions, as stretches over which it grows by the minute or not at all.
    pub(super) fn stretches(&mut self, reach: &Reach, from: i64, to: i64) -> Vec<Stretch> {
        let mut list: Vec<Stretch> = Vec::new();
        for at in from..=to {
            let value = self.carry(reach, at);
            match list.last_mut() {
                Some(last) if last.last == last.first && value - last.value <= 1 => {
                    last.is_rising = value > last.value;
                    last.last = at;
                }
                Some(last) if last.last > last.first && value == last.at(at) => last.last = at,
                _ => list.push(Stretch { first: at, last: at, value, is_rising: false }),
            }
        }
        list
    }
}

/// Positions over which what is asked grows by the minute, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) first: i64,
    pub(super) last: i64,
    /// What is asked at its first position.
    pub(super) value: i64,
    pub(super) is_rising: bool,
}

impl Stretch {
    fn at(&self, position: i64) -> i64 {
        self.value + if self.is_rising { position - self.first } else { 0 }
    }
}

/// Returns the instant after which a day is over.
pub(super) fn close(day: i64) -> i64 {
    Instant::midnight(day + 1).0
}
