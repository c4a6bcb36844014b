//! Proofs by hand, and random workspaces against a much longer search.

use serde_json::Value as Json;
use serde_json::json;

use crate::plan::level::Proof;
use crate::plan::level::Verdict;
use crate::plan::level::check;
use crate::plan::level::level;
use crate::plan::level::levelled_tests::drawn;
use crate::plan::level::levelled_tests::one;
use crate::plan::level::levelled_tests::planned;
use crate::plan::level::prove::prove;

fn proved(org: &Json, milestones: &Json, schedules: u64, steps: u64) -> Proof {
    let (workspace, plan) = planned(org, milestones);
    let levelled = level(&workspace, &plan, schedules, 1).unwrap();
    let proof = prove(&workspace, &plan, levelled, steps).unwrap();
    check(&workspace, &plan, &proof.levelled).unwrap();
    proof
}

/// One person, and an item in the middle of the way that cannot begin before Wednesday: the work alone says Friday.
fn gap() -> Json {
    json!([
        {"id": "a", "title": "A", "team": "t", "duration": "3d"},
        {"id": "b", "title": "B", "team": "t", "duration": "1d", "constraint": {"start_no_earlier_than": "2026-03-04"}},
        {"id": "c", "title": "C", "team": "t", "duration": "2d", "depends_on": ["b"]},
    ])
}

#[test]
fn a_schedule_above_its_bound_is_proved_the_best() {
    let proof = proved(&one(), &gap(), 200, 20_000);
    assert_eq!(proof.verdict, Verdict::Optimal);
    assert_eq!((proof.gained, proof.open), (0, 0));
    let program = proof.levelled.programs[0];
    assert_eq!(program.finish, program.lower_bound);
}

#[test]
fn without_steps_nothing_is_decided() {
    let long = json!([
        {"id": "a", "title": "A", "team": "t", "duration": "5d"},
        {"id": "b", "title": "B", "team": "t", "duration": "2d", "constraint": {"start_no_earlier_than": "2026-03-04"}},
        {"id": "c", "title": "C", "team": "t", "duration": "2d", "depends_on": ["b"]},
        {"id": "d", "title": "D", "team": "t", "duration": "6d", "depends_on": ["b"]},
    ]);
    let (workspace, plan) = planned(&one(), &long);
    let levelled = level(&workspace, &plan, 2, 1).unwrap();
    let finish = levelled.programs[0].finish;
    let proof = prove(&workspace, &plan, levelled, 0).unwrap();
    assert!(proof.open == 0 || proof.verdict == Verdict::Undecided);
    assert_eq!(proof.levelled.programs[0].finish, finish);
    assert_eq!(proof.steps, 0);
}

#[test]
fn the_same_steps_give_the_same_answer() {
    let (org, milestones) = drawn(7);
    let once = proved(&org, &json!(milestones), 10, 3_000);
    let again = proved(&org, &json!(milestones), 10, 3_000);
    assert_eq!(
        (once.verdict, once.gained, once.open, once.steps),
        (again.verdict, again.gained, again.open, again.steps)
    );
}

#[test]
fn what_is_proved_no_long_search_beats() {
    let (mut optimal, mut gained) = (0, 0);
    for seed in 0..40 {
        let (org, milestones) = drawn(seed);
        let (workspace, plan) = planned(&org, &json!(milestones));
        let first = level(&workspace, &plan, 3, seed).unwrap();
        let long = level(&workspace, &plan, 400, seed).unwrap();
        let proof = prove(&workspace, &plan, first, 20_000).unwrap();
        check(&workspace, &plan, &proof.levelled).unwrap();
        let (found, best) = (proof.levelled.programs[0], long.programs[0]);
        if proof.verdict == Verdict::Optimal {
            optimal += 1;
            assert!(
                found.finish <= best.finish,
                "seed {seed}: {} is beaten by {}",
                found.finish,
                best.finish
            );
        }
        assert!(found.lower_bound <= best.finish, "seed {seed}");
        gained += i64::from(proof.gained > 0);
    }
    assert!(optimal >= 38 && gained >= 1, "{optimal} proved, {gained} improved");
}
