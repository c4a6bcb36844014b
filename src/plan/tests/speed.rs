//! How long schedules take. Run with `cargo test --release --lib plan::tests::speed -- --ignored --nocapture`.

use std::time::Duration;

use crate::model::LinkType;
use crate::plan::axis::Pace;
use crate::plan::network::Activity;
use crate::plan::network::Cause;
use crate::plan::network::Floor;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;
use crate::plan::tests::random::Random;
use crate::plan::tests::random::pool;

/// Forty layers with one to three predecessors each, on eight calendars with exceptions, in ten programs.
fn layered(count: u32) -> Network {
    let random = &mut Random::new(u64::from(count));
    let mut below = |bound: u32| u32::try_from(random.below(i64::from(bound))).unwrap();
    let calendars: Vec<_> = pool()[..8].iter().map(|spec| spec.build()).collect();
    let layer = (count / 40).max(1);
    let mut activities = Vec::new();
    let mut links = Vec::new();
    for to in 0..count {
        let calendar = below(8);
        let at = calendars[calendar as usize].opening(20_528);
        activities.push(Activity {
            program: below(10),
            calendar,
            pace: Pace::Work,
            span: i64::from(60 * (1 + below(20))),
            started: None,
            finished: None,
            floor: Floor { at, side: Side::Open, cause: Cause::ProgramStart },
            constraints: vec![],
            deadline: None,
            is_end: true,
        });
        if to >= layer {
            for _ in 0..1 + below(3) {
                let from = (to / layer - 1) * layer + below(layer);
                let kind = LinkType::ALL[below(4) as usize];
                links.push(Link { from, to, kind, lag: i64::from(60 * below(3)), is_elapsed: false });
            }
        }
    }
    Network::new(calendars, activities, links, vec![None; 10])
}

#[test]
#[ignore = "measures time; meant for a release build on a quiet machine"]
#[allow(clippy::disallowed_methods, reason = "measures time")]
fn a_hundred_thousand_activities_take_less_than_a_third_of_a_second() {
    for count in [1_000, 10_000, 100_000] {
        let network = layered(count);
        let best = (0..5).map(|_| {
            let begin = std::time::Instant::now();
            let again = Network::new(
                network.calendars.clone(),
                network.activities.clone(),
                network.links.clone(),
                network.ends.clone(),
            );
            let ordered = begin.elapsed();
            let early = again.early();
            let forward = begin.elapsed();
            let schedule = again.schedule();
            assert_eq!(early.finish.len(), schedule.early.finish.len());
            (begin.elapsed(), ordered, forward)
        });
        let (all, ordered, forward) = best.min().unwrap();
        println!(
            "{count} activities, {} links: {all:?} (order {ordered:?}, one forward pass {:?})",
            network.links.len(),
            forward - ordered
        );
        assert!(all < Duration::from_millis(300), "{count}: {all:?}");
    }
}
