//! The search against all schedules of tiny problems, and against its own promises on larger ones.

use crate::plan::level::Problem;
use crate::plan::level::ProblemError;
use crate::plan::level::Task;
use crate::plan::level::Violation;
use crate::plan::level::critical_path;
use crate::plan::level::lower_bound;
use crate::plan::level::random::Random;
use crate::plan::level::solve;
use crate::plan::level::verify;

fn task(duration: u32, demands: &[u32]) -> Task {
    Task { duration, demands: demands.to_vec() }
}

/// Draws a problem: as many activities and resources, links from lower to higher numbers.
fn drawn(random: &mut Random, count: usize, resources: usize, largest: u32) -> Problem {
    let capacities: Vec<u32> = (0..resources).map(|_| largest + random.below(4) as u32).collect();
    let demand = |random: &mut Random| random.below(largest as usize + 1) as u32;
    let tasks = (0..count).map(|_| Task {
        duration: random.below(5) as u32,
        demands: (0..resources).map(|_| demand(random)).collect(),
    });
    let tasks = tasks.collect();
    let mut links = Vec::new();
    for to in 1..count {
        for _ in 0..random.below(3) {
            links.push((random.below(to), to));
        }
    }
    Problem::new(tasks, links, capacities).unwrap()
}

/// Returns the shortest length: the serial scheme over every list. One of them is optimal, for the scheme makes all active
/// schedules.
fn optimum(problem: &Problem) -> u32 {
    fn go(problem: &Problem, starts: &mut Vec<Option<u32>>, best: &mut u32) {
        let end = |n: usize, starts: &[Option<u32>]| starts[n].map(|start| start + problem.tasks[n].duration);
        if starts.iter().all(Option::is_some) {
            *best = (*best).min((0..problem.len()).filter_map(|n| end(n, starts)).max().unwrap_or(0));
            return;
        }
        for n in 0..problem.len() {
            let before = problem.predecessors.get(n);
            if starts[n].is_some() || before.iter().any(|p| starts[*p as usize].is_none()) {
                continue;
            }
            let mut start = before.iter().filter_map(|p| end(*p as usize, starts)).max().unwrap_or(0);
            while !fits(problem, starts, n, start) {
                start += 1;
            }
            starts[n] = Some(start);
            go(problem, starts, best);
            starts[n] = None;
        }
    }
    let mut best = u32::MAX;
    go(problem, &mut vec![None; problem.len()], &mut best);
    best
}

fn fits(problem: &Problem, starts: &[Option<u32>], n: usize, start: u32) -> bool {
    let runs = |other: usize, time: u32| {
        starts[other].is_some_and(|at| at <= time && time < at + problem.tasks[other].duration)
    };
    (start..start + problem.tasks[n].duration).all(|time| {
        problem.capacities.iter().enumerate().all(|(k, capacity)| {
            let others = (0..problem.len()).filter(|other| runs(*other, time));
            let used: u32 = others.map(|other| problem.tasks[other].demands[k]).sum();
            used + problem.tasks[n].demands[k] <= *capacity
        })
    })
}

fn starts(problem: &Problem, schedules: u64, seed: u64) -> Vec<u32> {
    solve(problem, schedules, seed).spans.iter().map(|span| span.start).collect()
}

#[test]
fn tiny_problems_are_solved_to_the_optimum_that_all_lists_give() {
    let mut random = Random::new(7);
    for round in 0..60 {
        let problem = drawn(&mut random, 6, 1 + round % 3, 6);
        let best = optimum(&problem);
        let found = solve(&problem, 500, 1);
        assert_eq!(found.value, u64::from(best), "round {round}");
        assert!(lower_bound(&problem) <= best, "round {round}");
    }
}

#[test]
fn every_schedule_keeps_precedence_capacity_bound_and_budget() {
    let mut random = Random::new(11);
    // Seven resources take two words, large demands take wider lanes.
    for (count, resources, largest) in
        [(40, 4, 9), (40, 7, 9), (25, 3, 40_000), (12, 2, 3_000_000_000), (1, 1, 1)]
    {
        let problem = drawn(&mut random, count, resources, largest);
        for schedules in [1, 2, 3, 50, 400] {
            let found = solve(&problem, schedules, 3);
            let length = verify(&problem, &starts(&problem, schedules, 3));
            assert_eq!(length.map(u64::from), Ok(found.value));
            assert!(found.schedules <= schedules);
            assert!(u64::from(lower_bound(&problem)) <= found.value);
            assert!(critical_path(&problem).length <= lower_bound(&problem));
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_schedule_and_more_schedules_no_longer_one() {
    let mut random = Random::new(5);
    let problem = drawn(&mut random, 60, 3, 8);
    assert_eq!(solve(&problem, 300, 9), solve(&problem, 300, 9));
    assert!(solve(&problem, 2_000, 9).value <= solve(&problem, 1, 9).value);
}

#[test]
fn the_work_between_head_and_tail_bounds_more_than_the_critical_path() {
    // Two days, then three activities that exclude each other, then one day.
    let tasks = vec![task(2, &[0]), task(3, &[2]), task(3, &[2]), task(3, &[2]), task(1, &[0])];
    let links = vec![(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4)];
    let problem = Problem::new(tasks, links, vec![2]).unwrap();
    assert_eq!(critical_path(&problem).length, 6);
    assert_eq!(lower_bound(&problem), 12);
    let found = solve(&problem, 1_000, 0);
    assert_eq!((found.value, found.schedules), (12, 1));
}

#[test]
fn the_verifier_sees_what_is_wrong() {
    let tasks = vec![task(2, &[1]), task(2, &[1]), task(1, &[1])];
    let problem = Problem::new(tasks, vec![(0, 2)], vec![1]).unwrap();
    assert_eq!(verify(&problem, &[0, 2]), Err(Violation::Count(2, 3)));
    assert_eq!(verify(&problem, &[0, 3, 1]), Err(Violation::Precedence(0, 2)));
    assert_eq!(verify(&problem, &[0, 1, 4]), Err(Violation::Capacity { resource: 0, time: 1 }));
    assert_eq!(verify(&problem, &[0, 2, 4]), Ok(5));
}

#[test]
fn what_is_no_problem_says_so() {
    let two = || vec![task(1, &[1]), task(1, &[1])];
    let error = |links, capacities| Problem::new(two(), links, capacities).unwrap_err();
    assert_eq!(error(vec![(0, 1), (1, 0)], vec![1]), ProblemError::Cycle(0));
    assert_eq!(error(vec![(0, 5)], vec![1]), ProblemError::UnknownActivity(5, 2));
    assert_eq!(error(vec![], vec![1, 1]), ProblemError::Demands(0, 1, 2));
    let too_little = ProblemError::TooLittle { activity: 0, resource: 0, demand: 1, capacity: 0 };
    assert_eq!(error(vec![], vec![0]), too_little);
    assert!(Problem::new(Vec::new(), Vec::new(), Vec::new()).unwrap().is_empty());
}
