//! Random networks: calendars with holidays and half days, every link type and constraint, actuals, several programs.

use std::collections::BTreeMap;

use crate::model::LinkType;
use crate::plan::axis::Pace;
use crate::plan::calendar::Calendar;
use crate::plan::calendar::Hours;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::network::Activity;
use crate::plan::network::Cause;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Floor;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;

/// The first day of the reference's horizon: Monday 2026-01-05.
pub(super) const FIRST_DAY: i64 = 20_458;
/// The length of the horizon in days.
pub(super) const DAYS: i64 = 160;
/// The day on which random programs begin, far enough from the horizon's ends for late dates.
const START_DAY: i64 = FIRST_DAY + 70;

/// A small generator of random numbers (xorshift64*), so that a failure has a seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        i64::try_from(high).unwrap() % bound
    }

    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}

/// A calendar as plain ranges, for the engine and for the reference alike.
#[derive(Clone, Debug)]
pub(super) struct CalendarSpec {
    pub(super) week: [Vec<(i64, i64)>; 7],
    pub(super) exceptions: BTreeMap<i64, Vec<(i64, i64)>>,
}

impl CalendarSpec {
    pub(super) fn build(&self) -> Calendar {
        let hours = |ranges: &Vec<(i64, i64)>| Hours::of_ranges(ranges.clone()).unwrap();
        let week = std::array::from_fn(|n| hours(&self.week[n]));
        let exceptions = self.exceptions.iter().map(|(day, ranges)| (*day, hours(ranges))).collect();
        Calendar::new(week, exceptions, 60).unwrap()
    }

    /// Days of about an hour, so that a few minutes of work already cross nights, weekends and holidays.
    fn random(random: &mut Random) -> CalendarSpec {
        if random.chance(10) {
            return CalendarSpec {
                week: std::array::from_fn(|_| vec![(0, DAY)]),
                exceptions: BTreeMap::new(),
            };
        }
        let opening = 500 + random.below(5) * 20;
        let has_lunch = random.chance(30);
        let full = move |length: i64| {
            if has_lunch {
                vec![(opening, opening + length / 2), (opening + length, opening + length + length / 2)]
            } else {
                vec![(opening, opening + length)]
            }
        };
        let length = 40 + random.below(3) * 20;
        let days = 3 + usize::try_from(random.below(5)).unwrap();
        let week = std::array::from_fn(|n| if n < days { full(length) } else { vec![] });
        let mut exceptions = BTreeMap::new();
        for _ in 0..random.below(40) {
            let day = FIRST_DAY + random.below(DAYS);
            let ranges = match random.below(3) {
                0 => full(20),
                1 => full(length),
                _ => vec![],
            };
            exceptions.insert(day, ranges);
        }
        CalendarSpec { week, exceptions }
    }
}

/// What a random network may hold.
#[derive(Clone, Copy)]
pub(super) struct Mix {
    pub(super) calendars: i64,
    pub(super) programs: i64,
    pub(super) has_constraints: bool,
    pub(super) has_actuals: bool,
    pub(super) has_elapsed: bool,
}

impl Mix {
    pub(super) const ALL: Mix =
        Mix { calendars: 3, programs: 2, has_constraints: true, has_actuals: true, has_elapsed: true };
    pub(super) const LOGIC: Mix =
        Mix { calendars: 1, programs: 1, has_constraints: false, has_actuals: false, has_elapsed: false };
}

/// A random network, and the numbers of its calendars in the pool they come from.
pub(super) struct Sample {
    pub(super) calendars: Vec<usize>,
    pub(super) network: Network,
}

/// Returns calendars to choose from.
pub(super) fn pool() -> Vec<CalendarSpec> {
    (0..40).map(|seed| CalendarSpec::random(&mut Random::new(seed + 1_000_000))).collect()
}

/// Makes the random network of a seed.
pub(super) fn sample(seed: u64, mix: Mix, pool: &[CalendarSpec]) -> Sample {
    let random = &mut Random::new(seed);
    let count = i64::try_from(pool.len()).unwrap();
    let calendars: Vec<_> =
        (0..1 + random.below(mix.calendars)).map(|_| usize::try_from(random.below(count)).unwrap()).collect();
    let built: Vec<_> = calendars.iter().map(|n| pool[*n].build()).collect();
    let count = 2 + random.below(11);
    let activities: Vec<_> = (0..count).map(|_| activity(random, mix, &built)).collect();
    let mut links = Vec::new();
    for to in 1..count {
        for _ in 0..random.below(4) {
            let from = random_index(random.below(to));
            links.push(link(random, mix, from, random_index(to)));
        }
    }
    let mut ends = vec![None; usize::try_from(mix.programs).unwrap()];
    if mix.programs > 1 && random.chance(30) {
        let named = random.below(count);
        ends[activities[usize::try_from(named).unwrap()].program as usize] = Some(random_index(named));
    }
    Sample { calendars, network: Network::new(built, activities, links, ends) }
}

fn random_index(n: i64) -> u32 {
    u32::try_from(n).unwrap()
}

fn link(random: &mut Random, mix: Mix, from: u32, to: u32) -> Link {
    let kind = LinkType::ALL[usize::try_from(random.below(4)).unwrap()];
    let kind = if random.chance(50) { LinkType::FinishToStart } else { kind };
    let is_elapsed = mix.has_elapsed && random.chance(20);
    let lag = match random.below(3) {
        0 => random.below(200) - 80,
        1 if is_elapsed => (random.below(5) - 2) * DAY + random.below(100),
        _ => 0,
    };
    Link { from, to, kind, lag, is_elapsed }
}

fn activity(random: &mut Random, mix: Mix, calendars: &[Calendar]) -> Activity {
    let number = random.below(i64::try_from(calendars.len()).unwrap());
    let calendar = &calendars[usize::try_from(number).unwrap()];
    let (pace, span) = match random.below(10) {
        0..=1 => (Pace::Instant, 0),
        2 if mix.has_elapsed => (Pace::Elapsed, 1 + random.below(4 * DAY)),
        _ => (Pace::Work, 1 + random.below(150)),
    };
    let day = START_DAY + if random.chance(20) { random.below(10) } else { 0 };
    let floor = match random.below(6) {
        0 if mix.has_constraints => {
            Floor { at: calendar.closing(day), side: Side::Close, cause: Cause::OwnDate }
        }
        _ => Floor { at: calendar.opening(day), side: Side::Open, cause: Cause::AsOf },
    };
    let mut activity = Activity {
        program: random_index(random.below(mix.programs)),
        calendar: random_index(number),
        pace,
        span,
        started: None,
        finished: None,
        floor,
        constraints: vec![],
        deadline: None,
        is_end: mix.programs == 1 || random.chance(80),
    };
    if mix.has_actuals && random.chance(25) {
        let start = START_DAY - random.below(12);
        if random.chance(50) {
            activity.finished = Some(calendar.closing((start + random.below(10)).min(START_DAY + 2)));
        }
        if pace != Pace::Instant && random.chance(80) {
            let is_over = activity.finished.is_some_and(|f| calendar.opening(start) > f);
            activity.started = (!is_over).then(|| calendar.opening(start));
        }
        if activity.started.is_some() && activity.finished.is_none() && random.chance(15) {
            activity.span = 0;
        }
    }
    if mix.has_constraints {
        const KINDS: [ConstraintKind; 7] = [
            ConstraintKind::StartNoEarlierThan,
            ConstraintKind::StartNoLaterThan,
            ConstraintKind::FinishNoEarlierThan,
            ConstraintKind::FinishNoLaterThan,
            ConstraintKind::MustStartOn,
            ConstraintKind::MustFinishOn,
            ConstraintKind::AsLateAsPossible,
        ];
        while activity.constraints.len() < 2 && random.chance(25) {
            let kind = KINDS[usize::try_from(random.below(7)).unwrap()];
            activity.constraints.push((kind, START_DAY + random.below(25)));
        }
        activity.deadline = random.chance(20).then(|| START_DAY + random.below(30));
    }
    activity
}

/// Returns an instant of the reference's horizon as minutes from its first day.
pub(super) fn minute(at: Instant) -> i64 {
    at.0 - FIRST_DAY * DAY
}
