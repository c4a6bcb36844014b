//! How long whole plans take. Run with `cargo test --release --lib plan::build::tests::speed -- --ignored --nocapture`.

use serde_json::json;

use super::*;
use crate::plan::tests::random::Random;

/// Ten programs in forty layers, with one to three predecessors each in any program.
fn layered(count: i64) -> Workspace {
    let random = &mut Random::new(1);
    let layer = (count / 40).max(1);
    let mut programs = vec![Vec::new(); 10];
    let program = |n: i64| usize::try_from(n % 10).unwrap();
    for n in 0..count {
        let mut depends_on = Vec::new();
        if n >= layer {
            for _ in 0..=random.below(3) {
                let from = (n / layer - 1) * layer + random.below(layer);
                let id = format!("program-{}/milestone-of-the-plan-{from}", program(from));
                let kind = ["FS", "FS", "SS", "FF"][usize::try_from(random.below(4)).unwrap()];
                depends_on.push(json!({"id": id, "type": kind, "lag": format!("{}d", random.below(3))}));
            }
        }
        programs[program(n)].push(json!({
            "id": format!("milestone-of-the-plan-{n}"),
            "title": "A milestone with a title of some length",
            "team": format!("team-{}", random.below(8)),
            "duration": format!("{}d", 1 + random.below(20)),
            "depends_on": depends_on,
        }));
    }
    let calendars: Vec<_> = (0..8)
        .map(|n| json!({"id": format!("calendar-{n}"), "holidays": [format!("2026-0{}-17", n + 1), "2026-12-25"]}))
        .collect();
    let teams: Vec<_> =
        (0..8).map(|n| json!({"id": format!("team-{n}"), "calendar": format!("calendar-{n}")})).collect();
    let programs = programs.into_iter().enumerate();
    let programs: serde_json::Map<_, _> =
        programs.map(|(n, milestones)| (format!("program-{n}"), json!({"milestones": milestones}))).collect();
    workspace(&json!({"org": {"calendars": calendars, "teams": teams}, "programs": programs}))
}

#[test]
#[ignore = "measures time; meant for a release build on a quiet machine"]
#[allow(clippy::disallowed_methods, reason = "measures time")]
fn a_plan_of_ten_thousand_milestones_takes_less_than_a_tenth_of_a_second() {
    let mut slow = Vec::new();
    for (count, limit) in [(1_000, 0.01), (10_000, 0.1), (100_000, 1.0)] {
        let workspace = layered(count);
        let mut best = f64::MAX;
        for _ in 0..5 {
            let begin = std::time::Instant::now();
            let plan = build(&workspace, day("2026-03-02"));
            best = best.min(begin.elapsed().as_secs_f64());
            assert_eq!(plan.nodes.len(), usize::try_from(count).unwrap());
            assert!(plan.left_out.is_empty());
        }
        println!("{count} milestones: {best:.4} s");
        if best >= limit {
            slow.push(count);
        }
    }
    assert!(slow.is_empty(), "too slow: {slow:?}");
}
