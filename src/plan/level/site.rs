//! The search on a workspace: the engine's own network, calendars and links, with the people of its teams.
//!
//! Dates are exact to the minute, capacity is counted by day. On a day when fewer people are there than an item needs, it
//! takes all who are there; it does not begin or go on while nobody of a team is there that should be at work. Nothing is
//! interrupted, nothing begins before the critical path lets it, and work in progress goes on.

use crate::plan::axis::Axis;
use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::early::Bound;
use crate::plan::early::Early;
use crate::plan::engine::Engine;
use crate::plan::instant::Instant;
use crate::plan::late::Against;
use crate::plan::level::parallel;
use crate::plan::level::pools::Need;
use crate::plan::level::pools::Pool;
use crate::plan::level::problem::Neighbours;
use crate::plan::level::random::Random;
use crate::plan::level::scheme::Direction;
use crate::plan::level::scheme::Scheme;
use crate::plan::level::scheme::Span;

/// The workspace while it is levelled.
pub(crate) struct Site<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) pools: &'a [Pool],
    pub(crate) needs: &'a [Vec<Need>],
    /// The first day that is looked at.
    pub(crate) first: i64,
    /// Done, or in progress with nothing but such before it: stays where it is.
    pub(crate) is_fixed: Vec<bool>,
    /// What is left of each pool on each day, before anything but the fixed is placed.
    pub(crate) reserved: Vec<Vec<i64>>,
    free: Vec<Vec<i64>>,
    /// The dates of the pass.
    pub(crate) dates: Early,
    late: Vec<i64>,
    is_placed: Vec<bool>,
    /// What last kept each activity from beginning: the pool and the day.
    pub(crate) held: Vec<Option<(usize, i64)>>,
    before: Neighbours,
    after: Neighbours,
    urgency: Vec<u32>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(engine: &'a Engine, pools: &'a [Pool], needs: &'a [Vec<Need>], first: i64) -> Site<'a> {
        let network = &engine.network;
        let count = network.activities.len();
        let mut pairs = Vec::new();
        for n in 0..count {
            pairs.extend(
                network.order.incoming(n).iter().map(|l| (network.links[*l as usize].from as usize, n)),
            );
        }
        pairs.sort_unstable();
        pairs.dedup();
        let dates = engine.schedule.early.clone();
        let mut is_fixed = vec![false; count];
        for n in &network.order.sorted {
            let n = *n as usize;
            let activity = &network.activities[n];
            let mut bound_by = network.order.incoming(n).iter().map(|l| &network.links[*l as usize]);
            let is_going = activity.started.is_some()
                && bound_by.all(|link| !network.binds(link) || is_fixed[link.from as usize]);
            is_fixed[n] = activity.finished.is_some() || is_going;
        }
        let origin = Instant::midnight(first);
        let urgency = (0..count).map(|n| {
            let finish = network.axis(n).finish(engine.schedule.late[n].min(i64::MAX / 8));
            u32::try_from((finish.0 - origin.0).max(0)).unwrap_or(u32::MAX)
        });
        let urgency = urgency.collect();
        let there: Vec<Vec<i64>> = pools.iter().map(|pool| pool.there.clone()).collect();
        let mut site = Site {
            engine,
            pools,
            needs,
            first,
            is_fixed,
            reserved: there.clone(),
            free: there,
            late: dates.position.clone(),
            dates,
            is_placed: vec![false; count],
            held: vec![None; count],
            before: Neighbours::of(count, pairs.iter().map(|&(from, to)| (to, from))),
            after: Neighbours::of(count, pairs.iter().copied()),
            urgency,
        };
        for n in (0..count).filter(|n| site.is_fixed[*n]).collect::<Vec<_>>() {
            site.occupy(n, site.dates.position[n]);
        }
        site.reserved.clone_from(&site.free);
        site
    }

    pub(crate) fn axis(&self, n: usize) -> Axis<'a> {
        self.engine.network.axis(n)
    }

    /// Calls a function with every day on which an activity is worked on, and the minutes of work on it.
    pub(crate) fn each_day(&self, n: usize, position: i64, mut day_of: impl FnMut(i64, i64)) {
        let axis = self.axis(n);
        if axis.pace == Pace::Instant || self.engine.network.activities[n].finished.is_some() {
            return;
        }
        let (start, finish) = (axis.start(position), axis.finish(position));
        for day in start.day()..=finish.day() {
            let from = start.max(Instant::midnight(day));
            let to = finish.min(Instant::midnight(day + 1));
            // Of the days in between, the whole working time counts.
            let is_whole = from == Instant::midnight(day) && to == Instant::midnight(day + 1);
            let minutes = match from < to {
                true if is_whole => axis.calendar.hours(day).total(),
                true => axis.calendar.work_between(from, to),
                false => 0,
            };
            if minutes > 0 {
                day_of(day, minutes);
            }
        }
    }

    /// Returns what an activity takes of a pool on a day of some minutes.
    pub(crate) fn claim(&self, need: Need, day: i64, minutes: i64) -> Option<(usize, i64)> {
        let at = usize::try_from(day - self.first).ok()?;
        let there = *self.pools[need.pool].there.get(at)?;
        Some((at, (need.people * minutes).min(there)))
    }

    fn occupy(&mut self, n: usize, position: i64) {
        let mut free = std::mem::take(&mut self.free);
        self.each_day(n, position, |day, minutes| {
            for need in &self.needs[n] {
                if let Some((at, claim)) = self.claim(*need, day, minutes) {
                    free[need.pool][at] -= claim;
                }
            }
        });
        self.free = free;
    }

    /// Finds a day on which an activity does not fit: the last one, or the first one. Returns it with the pool and the
    /// minutes of work that do fit on it.
    fn obstacle(&self, n: usize, position: i64, is_last: bool) -> Option<(i64, usize, i64)> {
        let mut found: Option<(i64, usize, i64)> = None;
        if self.needs[n].is_empty() {
            return None;
        }
        self.each_day(n, position, |day, minutes| {
            if found.is_some() && !is_last {
                return;
            }
            let mut here: Option<(i64, usize, i64)> = None;
            for need in &self.needs[n] {
                let Some((at, claim)) = self.claim(*need, day, minutes) else { continue };
                let pool = &self.pools[need.pool];
                let free = self.free[need.pool][at].max(0);
                let is_absent = pool.there[at] == 0 && pool.works[at];
                if is_absent || claim > free {
                    let room = if is_absent { 0 } else { free / need.people.max(1) };
                    let less = here.is_none_or(|(_, _, other)| room < other);
                    here = if less { Some((day, need.pool, room)) } else { here };
                }
            }
            found = here.or(found);
        });
        found
    }

    /// Returns the first position from one on at which an activity fits.
    fn later(&mut self, n: usize, from: i64) -> i64 {
        let axis = self.axis(n);
        let mut position = from;
        while let Some((day, pool, room)) = self.obstacle(n, position, true) {
            self.held[n] = Some((pool, day));
            let next = axis.at_least(End::Start, Instant::midnight(day + 1));
            let part = if axis.pace == Pace::Work { next - room } else { next };
            position = if part > position { part } else { next.max(position + 1) };
        }
        position
    }

    /// Returns the last position up to one at which an activity fits; at least where it was.
    fn earlier(&mut self, n: usize, to: i64) -> i64 {
        let axis = self.axis(n);
        let least = self.dates.position[n];
        let mut position = to;
        while position > least {
            let Some((day, _, room)) = self.obstacle(n, position, false) else { return position };
            let next = axis.at_most(End::Finish, Instant::midnight(day));
            let part = if axis.pace == Pace::Work { next + room } else { next };
            position = if part < position { part } else { next.min(position - 1) };
        }
        least
    }

    /// Runs over a list; what must come before is always placed before.
    fn place_all(&mut self, direction: Direction, list: &[u32]) {
        self.free.clone_from(&self.reserved);
        self.is_placed.clone_from(&self.is_fixed);
        let mut open = Vec::new();
        for n in list {
            open.push(*n);
            while let Some(&top) = open.last() {
                let neighbours = match direction {
                    Direction::Forward => self.before.get(top as usize),
                    Direction::Backward => self.after.get(top as usize),
                };
                if let Some(next) = neighbours.iter().find(|next| !self.is_placed[**next as usize]) {
                    open.push(*next);
                    continue;
                }
                open.pop();
                if !std::mem::replace(&mut self.is_placed[top as usize], true) {
                    match direction {
                        Direction::Forward => self.place_early(top as usize),
                        Direction::Backward => self.place_late(top as usize),
                    }
                }
            }
        }
    }

    fn place_early(&mut self, n: usize) {
        let Engine { network, schedule } = self.engine;
        let mut bound = Bound { position: schedule.early.position[n], side: schedule.early.side[n] };
        for link in network.order.incoming(n) {
            let link = &network.links[*link as usize];
            if network.binds(link) {
                bound = bound.max(network.link_bound(link, &self.dates));
            }
        }
        self.held[n] = None;
        bound.position = self.later(n, bound.position);
        self.dates.place(network, n, bound);
        self.occupy(n, bound.position);
    }

    fn place_late(&mut self, n: usize) {
        let network = &self.engine.network;
        let mut cap = self.late[n];
        for link in network.order.outgoing(n) {
            let link = &network.links[*link as usize];
            if network.binds(link) {
                cap = cap.min(network.link_cap(link, self.late[link.to as usize]));
            }
        }
        let position = self.earlier(n, cap.max(self.dates.position[n]));
        self.late[n] = position;
        self.occupy(n, position);
    }

    /// Generates the dates of a list.
    pub(crate) fn forward(&mut self, list: &[u32]) -> u64 {
        self.place_all(Direction::Forward, list);
        let ends = self.engine.network.program_ends(&self.dates);
        let origin = Instant::midnight(self.first);
        ends.iter().flatten().map(|end| u64::try_from(end.at.0 - origin.0).unwrap_or(0)).sum()
    }

    /// Puts what has a position there, and everything else as early as it fits around it.
    #[cfg(feature = "prove")]
    pub(crate) fn settle(&mut self, positions: &[Option<i64>]) {
        let network = &self.engine.network;
        self.free.clone_from(&self.reserved);
        for (n, position) in positions.iter().enumerate() {
            if let Some(position) = position {
                self.occupy(n, *position);
            }
        }
        for n in &network.order.sorted {
            let n = *n as usize;
            if self.is_fixed[n] {
                continue;
            }
            match positions[n] {
                Some(position) => self.dates.place(network, n, Bound { position, side: self.dates.side[n] }),
                None => self.place_early(n),
            }
        }
    }

    /// Pushes the dates of the last list to the ends of their programs.
    fn backward(&mut self, list: &[u32]) {
        let network = &self.engine.network;
        let ends = network.program_ends(&self.dates);
        for n in 0..self.late.len() {
            self.late[n] = if self.is_fixed[n] {
                self.dates.position[n]
            } else {
                network.end_cap(n, &self.dates, &ends, Against::Everything)
            };
        }
        self.place_all(Direction::Backward, list);
    }

    fn minutes(&self, at: Instant) -> u32 {
        u32::try_from((at.0 - Instant::midnight(self.first).0).max(0)).unwrap_or(u32::MAX)
    }
}

impl Scheme for Site<'_> {
    fn order(&self) -> &[u32] {
        &self.engine.network.order.sorted
    }

    fn neighbours(&self, direction: Direction, n: usize) -> &[u32] {
        match direction {
            Direction::Forward => self.before.get(n),
            Direction::Backward => self.after.get(n),
        }
    }

    fn weight(&self, n: usize) -> u64 {
        self.needs[n].iter().map(|need| need.people.unsigned_abs()).sum()
    }

    fn generate(&mut self, direction: Direction, list: &[u32], length: u64, spans: &mut [Span]) -> u64 {
        if direction == Direction::Forward {
            let value = self.forward(list);
            for (n, span) in spans.iter_mut().enumerate() {
                let (start, finish) = (self.dates.start[n], self.dates.finish[n]);
                *span = Span { start: self.minutes(start), finish: self.minutes(finish) };
            }
            return value;
        }
        self.backward(list);
        let end = self.dates.finish.iter().map(|finish| self.minutes(*finish)).max().unwrap_or(0);
        for (n, span) in spans.iter_mut().enumerate() {
            let axis = self.axis(n);
            let start = self.minutes(axis.start(self.late[n]));
            let finish = self.minutes(axis.finish(self.late[n]));
            *span = Span { start: end.saturating_sub(finish), finish: end.saturating_sub(start) };
        }
        length
    }

    fn is_promising(&self, value: u64, best: u64) -> bool {
        value <= best
    }

    fn draw(&mut self, random: &mut Random, spans: &mut [Span]) -> u64 {
        let list = parallel::draw_list(self, &self.urgency, random);
        self.generate(Direction::Forward, &list, 0, spans)
    }
}
