//! What must hold of every schedule, on random networks.

use crate::plan::axis::Pace;
use crate::plan::network::Activity;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::tests::random::Mix;
use crate::plan::tests::random::Random;
use crate::plan::tests::random::pool;
use crate::plan::tests::random::sample;

fn networks(count: u64, mix: Mix) -> impl Iterator<Item = (u64, Network)> {
    let pool = pool();
    (5000..5000 + count).map(move |seed| (seed, sample(seed, mix, &pool).network))
}

fn with_links(network: &Network, links: Vec<Link>) -> Network {
    Network::new(network.calendars.clone(), network.activities.clone(), links, network.ends.clone())
}

#[test]
fn without_constraints_no_float_is_negative_and_free_float_is_part_of_it() {
    for (seed, network) in networks(400, Mix { has_constraints: false, ..Mix::ALL }) {
        let schedule = network.schedule();
        for n in 0..network.activities.len() {
            let (total, free) = (schedule.total_float[n], schedule.free_float[n]);
            assert!(0 <= free && free <= total, "seed {seed}, activity {n}: free {free}, total {total}");
            assert!(schedule.early.start[n] <= schedule.early.finish[n], "seed {seed}, activity {n}");
        }
    }
}

#[test]
fn the_order_of_activities_and_links_changes_nothing() {
    for (seed, network) in networks(300, Mix::ALL) {
        let random = &mut Random::new(seed);
        let count = network.activities.len();
        // `order[new] = old`, and back.
        let mut order: Vec<usize> = (0..count).collect();
        for n in (1..count).rev() {
            order.swap(n, usize::try_from(random.below(i64::try_from(n + 1).unwrap())).unwrap());
        }
        let new = |old: u32| u32::try_from(order.iter().position(|n| *n == old as usize).unwrap()).unwrap();
        let activities: Vec<Activity> = order.iter().map(|old| network.activities[*old].clone()).collect();
        let moved = |l: &Link| Link { from: new(l.from), to: new(l.to), ..*l };
        let links: Vec<_> = network.links.iter().rev().map(moved).collect();
        let ends = network.ends.iter().map(|end| end.map(new)).collect();
        let shuffled = Network::new(network.calendars.clone(), activities, links, ends);
        let (a, b) = (network.schedule(), shuffled.schedule());
        for (new, old) in order.iter().enumerate() {
            let of = format!("seed {seed}, activity {old}");
            assert_eq!(a.early.start[*old], b.early.start[new], "{of}");
            assert_eq!(a.early.finish[*old], b.early.finish[new], "{of}");
            assert_eq!(a.early.side[*old], b.early.side[new], "{of}");
            assert_eq!(a.total_float[*old], b.total_float[new], "{of}");
            assert_eq!(a.free_float[*old], b.free_float[new], "{of}");
            assert_eq!(a.is_critical[*old], b.is_critical[new], "{of}");
        }
        let mut tight = b.drivers.is_tight.clone();
        tight.reverse();
        assert_eq!(a.drivers.is_tight, tight, "seed {seed}");
        assert_eq!(a.ends, b.ends, "seed {seed}");
    }
}

#[test]
fn one_more_link_never_moves_an_early_date_earlier() {
    let mut has_moved = 0;
    for (seed, network) in networks(400, Mix::ALL) {
        let random = &mut Random::new(seed);
        let count = i64::try_from(network.activities.len()).unwrap();
        let to = 1 + random.below(count - 1);
        let from = random.below(to);
        let mut links = network.links.clone();
        let kind = crate::model::LinkType::ALL[usize::try_from(random.below(4)).unwrap()];
        let lag = random.below(100) - 20;
        let index = |n: i64| u32::try_from(n).unwrap();
        links.push(Link { from: index(from), to: index(to), kind, lag, is_elapsed: random.chance(50) });
        let (before, after) = (network.early(), with_links(&network, links).early());
        for n in 0..network.activities.len() {
            assert!(before.start[n] <= after.start[n], "seed {seed}, activity {n}");
            assert!(before.finish[n] <= after.finish[n], "seed {seed}, activity {n}");
        }
        has_moved += i32::from(before.finish != after.finish);
    }
    assert!(has_moved > 50, "{has_moved} networks have moved");
}

#[test]
fn with_one_calendar_total_float_is_exactly_the_slip_that_the_end_takes() {
    for (seed, network) in networks(200, Mix::LOGIC) {
        let schedule = network.schedule();
        let end = |slip| {
            let mut early = schedule.early.clone();
            network.early_into(Some(slip), &mut early);
            let end = network.program_ends(&early)[0].unwrap().at;
            network.calendars[0].work_at(end)
        };
        let now = network.calendars[0].work_at(schedule.ends[0].unwrap().at);
        for n in 0..network.activities.len() {
            let float = schedule.total_float[n];
            assert_eq!(end((n, float)), now, "seed {seed}, activity {n} slips by its float");
            assert_eq!(end((n, float + 1)), now + 1, "seed {seed}, activity {n} slips by more");
            assert_eq!(schedule.is_critical[n], float == 0, "seed {seed}, activity {n}");
        }
    }
}

#[test]
fn a_slip_within_the_floats_moves_no_end_and_no_other_work() {
    let mix = Mix { has_constraints: false, ..Mix::ALL };
    for (seed, network) in networks(300, mix) {
        let schedule = network.schedule();
        for (n, activity) in network.activities.iter().enumerate() {
            if activity.finished.is_some() || activity.pace != Pace::Work {
                continue;
            }
            let mut early = schedule.early.clone();
            network.early_into(Some((n, schedule.total_float[n])), &mut early);
            assert_eq!(network.program_ends(&early), schedule.ends, "seed {seed}, activity {n}");
            network.early_into(Some((n, schedule.free_float[n])), &mut early);
            for other in (0..network.activities.len()).filter(|m| *m != n) {
                assert_eq!(
                    early.finish[other], schedule.early.finish[other],
                    "seed {seed}, {n} moves {other}"
                );
            }
        }
    }
}

#[test]
fn critical_paths_are_unbroken_distinct_and_cover_what_is_critical() {
    for (seed, network) in networks(400, Mix::ALL) {
        let schedule = network.schedule();
        for longest in &schedule.longest {
            for path in &longest.paths {
                for pair in path.windows(2) {
                    let joins = |n: usize| {
                        let link = &network.links[n];
                        schedule.drivers.is_tight[n] && link.from == pair[0] && link.to == pair[1]
                    };
                    assert!((0..network.links.len()).any(joins), "seed {seed}: {path:?}");
                }
                let is_open = |n: &u32| network.activities[*n as usize].finished.is_none();
                assert!(path.iter().all(is_open), "seed {seed}: {path:?}");
            }
            let mut covered: Vec<u32> = longest.paths.iter().flatten().copied().collect();
            covered.sort_unstable();
            covered.dedup();
            if !longest.has_more {
                assert_eq!(covered, longest.members, "seed {seed}");
            }
            let mut distinct = longest.paths.clone();
            distinct.sort();
            distinct.dedup();
            assert_eq!(distinct.len(), longest.paths.len(), "seed {seed}");
        }
    }
}
