//! The network made flat for many trials: items in order, each with the least position of its start and its finish, and
//! links as plain sums; what is a fact is a number already.
//!
//! Work is counted in fractional minutes of its calendar. When everything goes by one calendar, so do instants, and no
//! time is ever converted; otherwise instants and calendar time lie in civil minutes, and [`Scale`] leads over.

use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::calendar::Calendar;
use crate::plan::ends::ProgramEnd;
use crate::plan::engine::Engine;
use crate::plan::forecast::scale::Scale;
use crate::plan::instant::Instant;
use crate::plan::network::Activity;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;

/// The number of the scale of civil minutes.
pub(crate) const CIVIL: u32 = u32::MAX;

/// Civil days that tables cover at most, all calendars together.
const TABLE_DAYS: usize = 400_000;

/// An open item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlatNode {
    /// Its number in the network.
    pub(crate) number: u32,
    /// The scale it lies on: the number of a calendar, or [`CIVIL`].
    pub(crate) scale: u32,
    /// The least position of its start.
    pub(crate) start: f64,
    /// The least position of its finish.
    pub(crate) finish: f64,
    /// The first of its links, and one past the last.
    pub(crate) links: (u32, u32),
    /// The last position of its finish that meets its commitment.
    pub(crate) deadline: Option<f64>,
    /// It opens the day it falls on.
    pub(crate) opens: bool,
    /// The program whose end is made of its finish, if that comes last.
    pub(crate) ends: Option<u32>,
}

/// A link from an open item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlatLink {
    /// The place of the predecessor in the order.
    pub(crate) from: u32,
    /// The place of the successor.
    pub(crate) to: u32,
    /// Which end of the predecessor counts.
    pub(crate) source: End,
    /// Which end of the successor waits.
    pub(crate) target: End,
    /// Minutes between them.
    pub(crate) lag: f64,
    /// How a position of the predecessor becomes one of the successor.
    pub(crate) way: Way,
}

/// How a position becomes one of another scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Both lie on the same scale, and so does the lag.
    Same,
    /// Over the working time of a calendar, in which the lag counts.
    Over(u32),
    /// Over civil time, in which the lag counts.
    Civil,
}

/// A flat network.
#[derive(Debug)]
pub(crate) struct Flat<'a> {
    /// The open items, every predecessor first.
    pub(crate) nodes: Vec<FlatNode>,
    /// The links, by successor.
    pub(crate) links: Vec<FlatLink>,
    /// Tables, by calendar; `None` for a calendar that nothing needs one for.
    pub(crate) scales: Vec<Option<Scale<'a>>>,
    /// The scale on which each program's end is measured, and its latest fact there.
    pub(crate) programs: Vec<FlatEnd>,
    /// The place of each item in the order; `u32::MAX` for what is done.
    pub(crate) places: Vec<u32>,
}

/// Where a program ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlatEnd {
    /// The calendar in which its days are counted.
    pub(crate) calendar: u32,
    /// The finishes that make its end lie on this scale.
    pub(crate) scale: u32,
    /// The latest of them that is a fact.
    pub(crate) fact: f64,
    /// The program has an end.
    pub(crate) is_there: bool,
}

/// Builds the flat network. `takes_time` tells which items can take time.
pub(crate) struct Flatten<'a, 'f> {
    engine: &'a Engine,
    takes_time: &'f dyn Fn(usize) -> bool,
    /// The one calendar that everything goes by.
    single: Option<u32>,
}

impl<'a, 'f> Flatten<'a, 'f> {
    /// Prepares: finds out whether one calendar serves all.
    pub(crate) fn new(engine: &'a Engine, takes_time: &'f dyn Fn(usize) -> bool) -> Flatten<'a, 'f> {
        let network = &engine.network;
        let single = network.activities.first().map(|a| a.calendar).filter(|calendar| {
            let is_plain = |(n, activity): (usize, &Activity)| {
                activity.calendar == *calendar
                    && activity.pace != Pace::Elapsed
                    && (activity.pace != Pace::Instant || is_on_axis(network, n))
            };
            network.activities.iter().enumerate().all(is_plain)
                && network.links.iter().all(|link| !link.is_elapsed || link.lag == 0)
        });
        Flatten { engine, takes_time, single }
    }

    /// Builds it.
    pub(crate) fn build(&self) -> Flat<'a> {
        let Engine { network, schedule } = self.engine;
        let mut flat = Flat {
            nodes: Vec::new(),
            links: Vec::new(),
            scales: self.scales(),
            programs: Vec::new(),
            places: vec![u32::MAX; network.activities.len()],
        };
        for n in &network.order.sorted {
            if network.activities[*n as usize].finished.is_none() {
                flat.places[*n as usize] = flat.nodes.len() as u32;
                let node = self.node(*n, &mut flat);
                flat.nodes.push(node);
            }
        }
        self.ends(&schedule.ends, &mut flat);
        flat
    }

    /// Makes tables of the calendars that are in use, around the days of the plan.
    fn scales(&self) -> Vec<Option<Scale<'a>>> {
        let Engine { network, schedule } = self.engine;
        let mut is_used = vec![false; network.calendars.len()];
        // Days of a program whose items share no calendar are counted in the default one.
        is_used[0] = true;
        for activity in network.activities.iter().filter(|a| a.finished.is_none()) {
            is_used[activity.calendar as usize] = true;
        }
        let open =
            || network.activities.iter().zip(&schedule.early.finish).filter(|(a, _)| a.finished.is_none());
        let first = open().map(|(a, _)| a.floor.at.day()).min().unwrap_or(0) - 7;
        let last = open().map(|(_, finish)| finish.day()).max().unwrap_or(first);
        let used = is_used.iter().filter(|used| **used).count().max(1);
        let wanted = usize::try_from((last - first) * 3).unwrap_or(0) + 1000;
        let days = wanted.min(TABLE_DAYS / used).min(20_000);
        let table = |(calendar, used): (&'a Calendar, bool)| used.then(|| Scale::new(calendar, first, days));
        network.calendars.iter().zip(is_used).map(table).collect()
    }

    fn node(&self, number: u32, flat: &mut Flat<'_>) -> FlatNode {
        let Engine { network, schedule } = self.engine;
        let n = number as usize;
        let activity = &network.activities[n];
        let scale = self.scale_of(n);
        let first = flat.links.len() as u32;
        let mut node = FlatNode {
            number,
            scale,
            start: self.on(scale, activity.floor.at),
            finish: f64::NEG_INFINITY,
            links: (first, first),
            deadline: activity.deadline.map(|day| self.deadline(n, scale, day)),
            opens: activity.pace == Pace::Instant && schedule.early.side[n] == Side::Open,
            ends: None,
        };
        let calendar = network.calendar(n);
        for (kind, day) in &activity.constraints {
            match kind.not_before() {
                Some(End::Start) => node.start = node.start.max(self.on(scale, calendar.opening(*day))),
                Some(End::Finish) => node.finish = node.finish.max(self.on(scale, calendar.closing(*day))),
                None => {}
            }
        }
        for link in network.order.incoming(n) {
            let link = &network.links[*link as usize];
            if network.binds(link) {
                self.link(link, &mut node, flat);
            }
        }
        node.links.1 = flat.links.len() as u32;
        node
    }

    /// Adds a link; one from a fact only moves the least position.
    fn link(&self, link: &Link, node: &mut FlatNode, flat: &mut Flat<'_>) {
        let Engine { network, schedule } = self.engine;
        let calendar = network.calendar(link.to as usize);
        if network.activities[link.from as usize].is_actual(link.source()) {
            let at = self.on(node.scale, link.carry(calendar, schedule.early.at(link.from, link.source())));
            match link.target() {
                End::Start => node.start = node.start.max(at),
                End::Finish => node.finish = node.finish.max(at),
            }
            return;
        }
        let own = network.activities[link.to as usize].calendar;
        let from = self.scale_of(link.from as usize);
        let way = match (link.lag, link.is_elapsed) {
            (0, _) if from == node.scale => Way::Same,
            (0, _) | (_, true) => Way::Civil,
            _ if from == node.scale && from == own => Way::Same,
            _ => Way::Over(own),
        };
        flat.links.push(FlatLink {
            from: flat.places[link.from as usize],
            to: flat.nodes.len() as u32,
            source: link.source(),
            target: link.target(),
            lag: link.lag as f64,
            way,
        });
    }

    /// Finds which finishes make the ends of programs, and on which scale they are compared.
    fn ends(&self, ends: &[Option<ProgramEnd>], flat: &mut Flat<'_>) {
        let network = &self.engine.network;
        for (p, named) in (0_u32..).zip(&network.ends) {
            let of_program = |n: &usize| match named {
                Some(named) => *n == *named as usize,
                None => network.counts(*n, p, ends),
            };
            let members: Vec<usize> = match named {
                Some(named) => vec![*named as usize],
                None => (0..network.activities.len()).filter(of_program).collect(),
            };
            let calendar = members.first().map_or(0, |n| network.activities[*n].calendar);
            let is_shared = members.iter().all(|n| network.activities[*n].calendar == calendar);
            let calendar = if is_shared { calendar } else { 0 };
            let scale = members.first().map_or(CIVIL, |n| self.scale_of(*n));
            let scale = if members.iter().all(|n| self.scale_of(*n) == scale) { scale } else { CIVIL };
            let mut fact = f64::NEG_INFINITY;
            for n in &members {
                match network.activities[*n].finished {
                    Some(at) => fact = fact.max(self.on(scale, at)),
                    None => flat.nodes[flat.places[*n] as usize].ends = Some(p),
                }
            }
            flat.programs.push(FlatEnd { calendar, scale, fact, is_there: !members.is_empty() });
        }
    }

    /// Returns the scale that an activity lies on.
    fn scale_of(&self, n: usize) -> u32 {
        let activity = &self.engine.network.activities[n];
        let is_work = match activity.pace {
            Pace::Work => true,
            Pace::Instant => self.single.is_some() || (self.takes_time)(n),
            Pace::Elapsed => false,
        };
        if is_work { activity.calendar } else { CIVIL }
    }

    /// Returns where an instant is on a scale.
    fn on(&self, scale: u32, at: Instant) -> f64 {
        if scale == CIVIL {
            return at.0 as f64;
        }
        self.engine.network.calendars[scale as usize].work_at(at) as f64
    }

    /// Returns the last position that meets a commitment: any at which no work is left after the day closes.
    fn deadline(&self, n: usize, scale: u32, day: i64) -> f64 {
        let calendar = self.engine.network.calendar(n);
        let work = calendar.work_at(calendar.closing(day));
        if scale == CIVIL { calendar.start_of(work).0 as f64 } else { work as f64 }
    }
}

/// Tells whether an instant without time of its own can only fall where work begins or ends.
fn is_on_axis(network: &Network, n: usize) -> bool {
    let activity = &network.activities[n];
    let calendar = network.calendar(n);
    let is_on = |at: Instant| calendar.next_working(at) == at || calendar.previous_end(at) == at;
    let of_constraint = |(kind, day): &(crate::plan::network::ConstraintKind, i64)| match kind.not_before() {
        Some(End::Start) => is_on(calendar.opening(*day)),
        Some(End::Finish) => is_on(calendar.closing(*day)),
        None => true,
    };
    activity.finished.is_none_or(is_on)
        && is_on(activity.floor.at)
        && activity.constraints.iter().all(of_constraint)
}
