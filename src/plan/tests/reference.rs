//! An obvious implementation: a list of minutes that are worked or not, counted by stepping, and activities that are moved
//! a minute at a time until nothing is violated. It shares no arithmetic with the engine.

use crate::model::LinkType;
use crate::plan::axis::Pace;
use crate::plan::instant::DAY;
use crate::plan::network::Activity;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;
use crate::plan::schedule::Schedule;
use crate::plan::tests::random::CalendarSpec;
use crate::plan::tests::random::DAYS;
use crate::plan::tests::random::FIRST_DAY;
use crate::plan::tests::random::Mix;
use crate::plan::tests::random::minute;
use crate::plan::tests::random::pool;
use crate::plan::tests::random::sample;

struct Minutes {
    works: Vec<bool>,
    /// Worked minutes before each minute.
    count: Vec<i64>,
    /// The worked minutes.
    list: Vec<i64>,
    usual: (i64, i64),
}

impl Minutes {
    fn new(spec: &CalendarSpec) -> Minutes {
        let mut works = Vec::new();
        for day in 0..DAYS {
            // The first day is a Monday.
            let ranges = &spec.week[usize::try_from(day % 7).unwrap()];
            let ranges = spec.exceptions.get(&(FIRST_DAY + day)).unwrap_or(ranges);
            let mut of_day = [false; 1440];
            for (from, to) in ranges {
                (*from..*to).for_each(|minute| of_day[usize::try_from(minute).unwrap()] = true);
            }
            works.extend(of_day);
        }
        let mut count = vec![0];
        for (n, works) in works.iter().enumerate() {
            count.push(count[n] + i64::from(*works));
        }
        let list = (0..).zip(&works).filter(|(_, works)| **works).map(|(n, _)| n).collect();
        let ranges = || spec.week.iter().flatten();
        let usual = (ranges().map(|r| r.0).min().unwrap(), ranges().map(|r| r.1).max().unwrap());
        Minutes { works, count, list, usual }
    }

    fn works(&self, at: i64) -> bool {
        self.works[usize::try_from(at).expect("within the horizon")]
    }

    fn count(&self, at: i64) -> i64 {
        self.count[usize::try_from(at).expect("within the horizon")]
    }

    fn opening(&self, day: i64) -> i64 {
        let day = (day - FIRST_DAY) * DAY;
        (day..day + DAY).find(|m| self.works(*m)).unwrap_or(day + self.usual.0)
    }

    fn closing(&self, day: i64) -> i64 {
        let day = (day - FIRST_DAY) * DAY;
        (day..day + DAY).rev().find(|m| self.works(*m)).map_or(day + self.usual.1, |m| m + 1)
    }

    /// Returns where `lag` more minutes are worked: the end of the last one, or the start of the next one.
    fn step(&self, at: i64, lag: i64, is_start: bool) -> i64 {
        let worked = usize::try_from(self.count(at) + lag).expect("within the horizon");
        if is_start { self.list[worked] } else { self.list[worked - 1] + 1 }
    }
}

/// A possible place of an activity: start (of the work to come) and finish.
type Place = (i64, i64);

struct Reference<'a> {
    network: &'a Network,
    calendars: Vec<&'a Minutes>,
    early: Vec<Place>,
    side: Vec<Side>,
    late: Vec<Place>,
    free: Vec<Place>,
}

impl<'a> Reference<'a> {
    fn run(network: &'a Network, calendars: Vec<&'a Minutes>) -> Reference<'a> {
        let none = vec![(0, 0); network.activities.len()];
        let side = vec![Side::Close; network.activities.len()];
        let mut reference =
            Reference { network, calendars, early: none.clone(), side, late: none.clone(), free: none };
        reference.forward();
        reference.backward();
        reference.delay();
        reference.free = (0..network.activities.len()).map(|n| reference.free_place(n)).collect();
        reference
    }

    /// Moves a place until it is good. Strides over days and hours first, which are good only if all after them are.
    fn seek(&self, n: usize, mut place: Place, step: i64, is_good: impl Fn(Place) -> bool) -> Place {
        for stride in [10 * DAY, DAY, 60, 1] {
            loop {
                let next = self.place(n, place.0 + stride * step, step);
                if is_good(place) || (stride > 1 && is_good(next)) {
                    break;
                }
                place = next;
            }
        }
        place
    }

    fn activity(&self, n: usize) -> &'a Activity {
        &self.network.activities[n]
    }

    fn minutes(&self, n: usize) -> &Minutes {
        self.calendars[self.activity(n).calendar as usize]
    }

    /// The place whose start is the first one possible at or after a minute (or the last one at or before it).
    fn place(&self, n: usize, start: i64, step: i64) -> Place {
        let span = self.activity(n).span;
        if self.activity(n).pace != Pace::Work {
            return (start, start + span);
        }
        let minutes = self.minutes(n);
        let start = match minutes.works(start) {
            true => start,
            false if step > 0 => minutes.step(start, 0, true),
            false => minutes.step(start, 0, false) - 1,
        };
        (start, minutes.step(start, span, false))
    }

    fn is_source_actual(&self, link: &Link) -> bool {
        let from = self.activity(link.from as usize);
        let is_start = matches!(link.kind, LinkType::StartToStart | LinkType::StartToFinish);
        from.finished.is_some() || (is_start && from.started.is_some())
    }

    /// Whether a link holds back what is to come.
    fn binds(&self, link: &Link) -> bool {
        let to = self.activity(link.to as usize);
        let is_start = matches!(link.kind, LinkType::FinishToStart | LinkType::StartToStart);
        let is_history = is_start && to.started.is_some() && self.is_source_actual(link);
        to.finished.is_none() && !is_history
    }

    /// The instant before which a link's successor may not start (or finish).
    fn needed(&self, link: &Link, from: Place) -> i64 {
        let is_start = matches!(link.kind, LinkType::StartToStart | LinkType::StartToFinish);
        let started = self.activity(link.from as usize).started.map(minute);
        let at = if is_start { started.unwrap_or(from.0) } else { from.1 };
        match (link.lag, link.is_elapsed) {
            (0, _) => at,
            (lag, true) => at + lag,
            (lag, false) => self.minutes(link.to as usize).step(at, lag, is_start && lag < 0),
        }
    }

    /// Whether a place keeps a bound on its start (or finish): no working time is missing.
    fn keeps(&self, n: usize, is_start: bool, place: Place, bound: i64) -> bool {
        let at = if is_start { place.0 } else { place.1 };
        match self.activity(n).pace {
            Pace::Work => self.minutes(n).count(at) >= self.minutes(n).count(bound),
            _ => at >= bound,
        }
    }

    fn allows(&self, link: &Link, from: Place, to: Place) -> bool {
        let is_start = matches!(link.kind, LinkType::FinishToStart | LinkType::StartToStart);
        !self.binds(link) || self.keeps(link.to as usize, is_start, to, self.needed(link, from))
    }

    /// The bounds on an activity that are not links: whether they are on the start, when, and which side of a day.
    fn own_bounds(&self, n: usize) -> Vec<(bool, i64, Side)> {
        let activity = self.activity(n);
        let mut bounds = vec![(true, minute(activity.floor.at), activity.floor.side)];
        for (kind, day) in &activity.constraints {
            match kind {
                ConstraintKind::StartNoEarlierThan | ConstraintKind::MustStartOn => {
                    bounds.push((true, self.minutes(n).opening(*day), Side::Open));
                }
                ConstraintKind::FinishNoEarlierThan | ConstraintKind::MustFinishOn => {
                    bounds.push((false, self.minutes(n).closing(*day), Side::Close));
                }
                _ => {}
            }
        }
        bounds
    }

    fn links<'b>(&'b self, n: usize, is_incoming: bool) -> impl Iterator<Item = &'a Link> + 'b {
        self.network
            .links
            .iter()
            .filter(move |l| if is_incoming { l.to as usize == n } else { l.from as usize == n })
    }

    fn forward(&mut self) {
        for n in 0..self.early.len() {
            let activity = self.activity(n);
            self.early[n] = match (activity.started, activity.finished) {
                (started, Some(finish)) => {
                    // Without an actual start, the work began as long before its end as it takes.
                    let place = self.place(n, minute(finish), -1);
                    let place =
                        self.seek(n, place, -1, |place| self.keeps_or_before(n, place, minute(finish)));
                    (started.map_or(place.0, minute), minute(finish))
                }
                _ => self.place(n, 60 * DAY, 1),
            };
        }
        let mut has_moved = true;
        while has_moved {
            has_moved = false;
            for n in 0..self.early.len() {
                if self.activity(n).finished.is_none() {
                    let bounds = self.bounds(n);
                    let is_good =
                        |place| bounds.iter().all(|(is_start, at)| self.keeps(n, *is_start, place, *at));
                    let place = self.seek(n, self.early[n], 1, is_good);
                    has_moved |= place != self.early[n];
                    self.early[n] = place;
                }
                self.side[n] = self.side_of(n);
            }
        }
    }

    fn keeps_or_before(&self, n: usize, place: Place, finish: i64) -> bool {
        let late_by = match self.activity(n).pace {
            Pace::Work => self.minutes(n).count(place.1) - self.minutes(n).count(finish),
            _ => place.1 - finish,
        };
        late_by <= 0
    }

    /// Every bound on an activity as things stand: whether it is on the start, and when.
    fn bounds(&self, n: usize) -> Vec<(bool, i64)> {
        let own = self.own_bounds(n).into_iter().map(|(is_start, at, _)| (is_start, at));
        let linked = self.links(n, true).filter(|l| self.binds(l)).map(|link| {
            let is_start = matches!(link.kind, LinkType::FinishToStart | LinkType::StartToStart);
            (is_start, self.needed(link, self.early[link.from as usize]))
        });
        own.chain(linked).collect()
    }

    /// An instant opens its day when something that opens a day put it there.
    fn side_of(&self, n: usize) -> Side {
        let activity = self.activity(n);
        if activity.pace != Pace::Instant || activity.finished.is_some() {
            return Side::Close;
        }
        let at = self.early[n].0;
        let own = self.own_bounds(n).into_iter().any(|(_, bound, side)| bound == at && side == Side::Open);
        let linked = self.links(n, true).filter(|l| self.binds(l)).any(|link| {
            let is_start = matches!(link.kind, LinkType::StartToStart | LinkType::StartToFinish);
            let opens = match (link.lag, link.is_elapsed) {
                (0, _) => is_start || self.side[link.from as usize] == Side::Open,
                (_, true) => is_start,
                (lag, false) => is_start && lag < 0,
            };
            opens && self.needed(link, self.early[link.from as usize]) == at
        });
        if own || linked { Side::Open } else { Side::Close }
    }

    fn program_end(&self, n: usize) -> i64 {
        let program = self.activity(n).program;
        let members = || (0..self.early.len()).filter(|m| self.activity(*m).program == program);
        let latest = members().map(|m| self.finish(m)).max().unwrap();
        let counted = members().filter(|m| self.activity(*m).is_end).map(|m| self.finish(m)).max();
        let named = self.network.ends[program as usize].map(|named| self.finish(named as usize));
        let end = named.or(counted).unwrap_or(latest);
        if self.finish(n) <= end { end } else { latest.max(end) }
    }

    fn finish(&self, n: usize) -> i64 {
        self.early[n].1
    }

    /// Whether a place keeps the activity's deadline and constraints on late dates.
    fn keeps_dates(&self, n: usize, place: Place) -> bool {
        let activity = self.activity(n);
        let is_instant = activity.pace == Pace::Instant;
        let by_day = |day: i64| {
            let minutes = self.minutes(n);
            if is_instant && self.side[n] == Side::Open {
                let shown = self.early[n].1.div_euclid(DAY) + FIRST_DAY;
                let days = minutes.count(minutes.closing(day)) - minutes.count(minutes.closing(shown));
                let mut last = minutes.step(self.early[n].1, days, true);
                while minutes.count(last) > minutes.count(self.early[n].1) + days {
                    last -= 1;
                }
                place.1 <= last
            } else {
                place.1 <= minutes.closing(day)
            }
        };
        let start_by_day = |mut day: i64| {
            let minutes = self.minutes(n);
            let is_off = |day: i64| {
                let from = (day - FIRST_DAY) * DAY;
                minutes.count(from) == minutes.count(from + DAY)
            };
            while activity.pace == Pace::Work && is_off(day) {
                day -= 1;
            }
            let start = self.early[n].0;
            let is_same_day = start.div_euclid(DAY) + FIRST_DAY == day;
            let last = if is_same_day { start.max(minutes.opening(day)) } else { minutes.opening(day) };
            place.0 <= last
        };
        let constraints = activity.constraints.iter().all(|(kind, day)| match kind {
            ConstraintKind::StartNoLaterThan | ConstraintKind::MustStartOn if !is_instant => {
                activity.started.is_some() || start_by_day(*day)
            }
            ConstraintKind::StartNoLaterThan
            | ConstraintKind::MustStartOn
            | ConstraintKind::FinishNoLaterThan
            | ConstraintKind::MustFinishOn => by_day(*day),
            _ => true,
        });
        constraints && activity.deadline.is_none_or(by_day)
    }

    fn backward(&mut self) {
        self.late = (0..self.early.len()).map(|n| self.place(n, self.program_end(n), -1)).collect();
        let mut has_moved = true;
        while has_moved {
            has_moved = false;
            for n in (0..self.early.len()).rev() {
                if self.activity(n).finished.is_none() {
                    let place = self.seek(n, self.late[n], -1, |place| !self.is_too_late(n, place));
                    has_moved |= place != self.late[n];
                    self.late[n] = place;
                }
            }
        }
    }

    fn is_too_late(&self, n: usize, place: Place) -> bool {
        place.1 > self.program_end(n) || !self.keeps_dates(n, place) || {
            let mut links = self.links(n, false).filter(|l| !self.is_source_actual(l));
            links.any(|l| !self.allows(l, place, self.late[l.to as usize]))
        }
    }

    fn is_free(&self, n: usize, place: Place) -> bool {
        let mut links = self.links(n, false).filter(|l| !self.is_source_actual(l));
        place.1 <= self.program_end(n) && links.all(|l| self.allows(l, place, self.early[l.to as usize]))
    }

    fn free_place(&self, n: usize) -> Place {
        if self.activity(n).finished.is_some() {
            return self.early[n];
        }
        let last = |place: Place| !self.is_free(n, self.place(n, place.0 + 1, 1));
        self.seek(n, self.early[n], 1, last)
    }

    fn delay(&mut self) {
        // Links run from lower to higher numbers.
        for n in (0..self.early.len()).rev() {
            let activity = self.activity(n);
            let is_alap = activity.constraints.iter().any(|(k, _)| *k == ConstraintKind::AsLateAsPossible);
            if !is_alap || activity.started.is_some() || activity.finished.is_some() {
                continue;
            }
            let mut place = self.seek(n, self.early[n], 1, |place| {
                let next = self.place(n, place.0 + 1, 1);
                !self.is_free(n, next) || next.0 > self.late[n].0
            });
            if activity.pace == Pace::Instant {
                while !self.minutes(n).works(place.0 - 1) {
                    place = (place.0 - 1, place.1 - 1);
                }
            }
            if self.room(n, place) > 0 {
                self.early[n] = place;
            }
        }
    }

    /// The working minutes from the early finish to the finish of a place.
    fn room(&self, n: usize, place: Place) -> i64 {
        if self.activity(n).finished.is_some() {
            return 0;
        }
        self.minutes(n).count(place.1) - self.minutes(n).count(self.early[n].1)
    }
}

fn compare(seed: u64, network: &Network, schedule: &Schedule, reference: &Reference<'_>) {
    for (n, activity) in network.activities.iter().enumerate() {
        let of = format!("seed {seed}, activity {n}: {activity:?}\n{:?}", network.links);
        let start = activity.started.map_or(reference.early[n].0, minute);
        assert_eq!(minute(schedule.early.start[n]), start, "early start, {of}");
        assert_eq!(minute(schedule.early.finish[n]), reference.early[n].1, "early finish, {of}");
        if !schedule.is_delayed[n] {
            assert_eq!(schedule.early.side[n], reference.side[n], "side, {of}");
        }
        if activity.finished.is_none() {
            let axis = network.axis(n);
            let late = reference.late[n];
            assert_eq!(minute(axis.start(schedule.late[n])), late.0, "late start, {of}");
            assert_eq!(minute(axis.finish(schedule.late[n])), late.1, "late finish, {of}");
        }
        assert_eq!(schedule.total_float[n], reference.room(n, reference.late[n]), "total float, {of}");
        assert_eq!(schedule.free_float[n], reference.room(n, reference.free[n]), "free float, {of}");
    }
}

#[test]
fn the_engine_agrees_with_stepping_on_1000_random_networks() {
    let mut links = 0;
    let mut has_negative = 0;
    let mut has_delayed = 0;
    let pool = pool();
    let minutes: Vec<_> = pool.iter().map(Minutes::new).collect();
    for seed in 0..1000 {
        let sample = sample(seed, Mix::ALL, &pool);
        let schedule = sample.network.schedule();
        let calendars = sample.calendars.iter().map(|n| &minutes[*n]).collect();
        let reference = Reference::run(&sample.network, calendars);
        compare(seed, &sample.network, &schedule, &reference);
        links += sample.network.links.len();
        has_negative += i32::from(schedule.total_float.iter().any(|f| *f < 0));
        has_delayed += i32::from(schedule.is_delayed.contains(&true));
    }
    // The samples must reach what they are for.
    assert!(links > 5000, "{links} links");
    assert!(has_negative > 200, "{has_negative} networks with negative float");
    assert!(has_delayed > 50, "{has_delayed} networks with something as late as possible");
}
