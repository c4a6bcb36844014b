//! Whether the skills of a team suffice: a flow from the skills that are needed to the people who have them.
//!
//! Sums by skill lie: two people may each be counted for two skills and can do only one thing at a time. The flow cannot
//! (Ford and Fulkerson, *Flows in Networks*, 1962); where it falls short, its smallest cut names the skills that together
//! have too few people (Hall's theorem).

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::plan::capacity::TOLERANCE;
use crate::plan::capacity::flow::Flow;

/// Millionths of a person-day: the flow counts in whole numbers.
const UNIT: f64 = 1e6;

/// What a skill is needed for, and what the people who have it could do if they did nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct SkillNeed {
    /// The skill, in lower case.
    pub skill: String,
    /// Person-days needed.
    pub demand: f64,
    /// Person-days of everybody who has it.
    pub upper_bound: f64,
}

/// Skills that together have too few people.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortfall {
    /// The skills, sorted.
    pub skills: Vec<String>,
    /// Person-days that are missing.
    pub person_days: f64,
    /// Person-days needed of these skills.
    pub demand: f64,
    /// Person-days of everybody who has one of them.
    pub capacity: f64,
}

/// Holds needs by skill against people, each with skills and person-days. Returns every skill needed, and what falls short.
pub(super) fn match_skills(
    needs: &BTreeMap<String, f64>,
    people: &[(&[String], f64)],
) -> (Vec<SkillNeed>, Vec<Shortfall>) {
    let skills: Vec<&String> =
        needs.iter().filter(|(_, days)| **days > 0.0).map(|(skill, _)| skill).collect();
    if skills.is_empty() {
        return (Vec::new(), Vec::new());
    }
    // People with the same of the skills that count are one pool.
    let mut pools: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
    for (has, days) in people {
        let of: Vec<usize> = (0..skills.len()).filter(|n| has.binary_search(skills[*n]).is_ok()).collect();
        if !of.is_empty() {
            *pools.entry(of).or_default() += days;
        }
    }
    let pools: Vec<(Vec<usize>, f64)> = pools.into_iter().collect();
    let listed = skills.iter().enumerate().map(|(n, skill)| SkillNeed {
        skill: (*skill).clone(),
        demand: needs[*skill],
        upper_bound: pools.iter().filter(|(of, _)| of.contains(&n)).map(|(_, days)| days).sum(),
    });
    let listed: Vec<SkillNeed> = listed.collect();
    let short = shortfalls(&listed, &pools);
    (listed, short)
}

/// Source, skills, pools, sink.
fn shortfalls(needs: &[SkillNeed], pools: &[(Vec<usize>, f64)]) -> Vec<Shortfall> {
    let (source, sink) = (0, 1 + needs.len() + pools.len());
    let mut flow = Flow::new(sink + 1);
    let asked: Vec<usize> =
        needs.iter().enumerate().map(|(n, need)| flow.arc(source, 1 + n, whole(need.demand))).collect();
    for (p, (of, days)) in pools.iter().enumerate() {
        let pool = 1 + needs.len() + p;
        for n in of {
            flow.arc(1 + n, pool, i64::MAX / 4);
        }
        flow.arc(pool, sink, whole(*days));
    }
    flow.run(source, sink);
    let reached = flow.levels(source);
    let short: Vec<usize> = (0..needs.len()).filter(|n| reached[1 + n].is_some()).collect();
    let mut found = Vec::new();
    for group in groups(&short, pools) {
        #[allow(clippy::cast_precision_loss)] // millionths of person-days
        let met: f64 = group.iter().map(|n| flow.through(asked[*n]) as f64 / UNIT).sum();
        let demand: f64 = group.iter().map(|n| needs[*n].demand).sum();
        if demand - met <= TOLERANCE {
            continue;
        }
        let capacity =
            pools.iter().filter(|(of, _)| of.iter().any(|n| group.contains(n))).map(|(_, days)| days).sum();
        let skills = group.iter().map(|n| needs[*n].skill.clone()).collect();
        found.push(Shortfall { skills, person_days: demand - met, demand, capacity });
    }
    found
}

/// Divides skills into groups that share no people.
fn groups(skills: &[usize], pools: &[(Vec<usize>, f64)]) -> Vec<BTreeSet<usize>> {
    let mut groups: Vec<BTreeSet<usize>> = skills.iter().map(|n| BTreeSet::from([*n])).collect();
    for (of, days) in pools {
        if *days <= 0.0 {
            continue;
        }
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| of.iter().any(|n| group.contains(n)));
        groups = apart;
        if let Some(mut first) = joined.pop() {
            first.extend(joined.into_iter().flatten());
            groups.push(first);
        }
    }
    groups.sort();
    groups
}

#[allow(clippy::cast_possible_truncation)] // bounded
fn whole(days: f64) -> i64 {
    (days * UNIT).round().clamp(0.0, 1e15) as i64
}
