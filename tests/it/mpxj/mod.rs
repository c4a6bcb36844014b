//! Random networks as MPXJ schedules them, in the manner of MS Project and of P6 (`tests/mpxj/README.md`).
//!
//! Dates and floats are compared as minutes of work. A difference counts where it arises: at a task whose predecessors
//! (for late dates: successors) agree. Each such root must be of a class that the README names, or the test fails.

mod classes;
mod network;

use std::collections::BTreeMap;
use std::fs;

use classes::Class;
use network::Network;
use network::Tool;

use crate::support;

/// What comparing a network with one tool gave.
struct Outcome {
    /// Everything is equal.
    is_same: bool,
    /// The roots of differences and their classes.
    roots: Vec<(usize, &'static str, Option<Class>)>,
}

fn compare(network: &Network, tool: Tool) -> Option<Outcome> {
    let recorded = network.recorded(tool)?;
    let planned = network.planned();
    let count = network.tasks.len();
    // What is over is history for epm; P6 moves it to the day of the plan.
    let is_open = |n: &usize| network.tasks[*n].f.is_none();
    let start =
        |n: usize| if network.tasks[n].s.is_some() { 0 } else { planned[n].early.0 - recorded[n].early.0 };
    let is_early_off = |n: usize| start(n) != 0 || planned[n].early.1 != recorded[n].early.1;
    // Late dates are measured against the end.
    let has_other_end = !network.has_same_end(&planned, &recorded);
    let is_late_off = |n: usize| planned[n].late != recorded[n].late;
    let mut roots = Vec::new();
    for n in (0..count).filter(is_open) {
        let agree = |other: usize| !is_open(&other) || !is_early_off(other);
        if is_early_off(n) && network.links.iter().filter(|l| l.1 == n).all(|l| agree(l.0)) {
            let class = classes::early(network, tool, n, &planned[n], &recorded[n]);
            roots.push((n, "early", class));
        }
        let agree = |other: usize| !is_open(&other) || !is_late_off(other);
        if !has_other_end && is_late_off(n) && network.links.iter().filter(|l| l.0 == n).all(|l| agree(l.1)) {
            roots.push((n, "late", classes::late(network, tool, n, &planned[n], &recorded)));
        }
        if !is_early_off(n) && !is_late_off(n) && planned[n].total != recorded[n].total {
            roots.push((n, "total", classes::total(network, tool, n, &recorded[n])));
        }
    }
    Some(Outcome { is_same: (0..count).filter(is_open).all(|n| planned[n].is_equal(&recorded[n])), roots })
}

/// `EPM_MPXJ=FILE` compares other networks, `EPM_MPXJ_SHOW=CLASS` prints those with a root of a class (`unexplained`).
#[test]
fn dates_and_floats_are_those_of_mpxj_but_for_the_classes_that_the_readme_names() {
    let path =
        std::env::var_os("EPM_MPXJ").map_or_else(|| support::root("tests/mpxj/networks.jsonl"), Into::into);
    let show = std::env::var("EPM_MPXJ_SHOW").unwrap_or_else(|_| "unexplained".to_owned());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut unexplained = 0;
    let mut networks = 0;
    for line in fs::read_to_string(path).unwrap().lines() {
        let network = Network::read(line);
        networks += 1;
        for tool in [Tool::Msp, Tool::P6] {
            let Some(outcome) = compare(&network, tool) else {
                *counts.entry(format!("{tool:?} gave up")).or_default() += 1;
                continue;
            };
            let what = match (outcome.is_same, outcome.roots.is_empty()) {
                (true, _) => "same",
                (false, true) => "same but for free float",
                (false, false) => "different",
            };
            *counts.entry(format!("{tool:?} {what}")).or_default() += 1;
            for (n, what, class) in &outcome.roots {
                let name = class.map_or("unexplained", Class::name);
                *counts.entry(format!("{tool:?} {what}: {name}")).or_default() += 1;
                unexplained += usize::from(class.is_none());
                if name == show && counts[&format!("{tool:?} {what}: {name}")] <= 3 {
                    let (ours, theirs) = (network.planned()[*n], network.recorded(tool).unwrap()[*n]);
                    eprintln!(
                        "seed {} {tool:?} t{n} {what} {name}\n ours {ours:?}\n mpxj {theirs:?}\n{line}",
                        network.seed
                    );
                }
            }
        }
    }
    for (what, count) in &counts {
        eprintln!("{count:6} {what}");
    }
    assert_eq!(unexplained, 0, "differences without a class");
    assert!(networks >= 600, "only {networks} networks");
    let same = |tool| counts[&format!("{tool} same")] + counts[&format!("{tool} same but for free float")];
    assert!(2 * same("Msp") > networks && 3 * same("P6") > 2 * networks, "most networks are to be equal");
}

/// Where all dates and total floats of a network are the same in all three, and the two others agree on a free float that is
/// no more than the total one, ours is the same but for less than one in a hundred (`README.md`).
#[test]
fn free_floats_are_those_on_which_the_two_others_agree() {
    let path =
        std::env::var_os("EPM_MPXJ").map_or_else(|| support::root("tests/mpxj/networks.jsonl"), Into::into);
    let (mut compared, mut different) = (0, 0);
    for line in fs::read_to_string(path).unwrap().lines() {
        let network = Network::read(line);
        let (Some(msp), Some(p6)) = (network.recorded(Tool::Msp), network.recorded(Tool::P6)) else {
            continue;
        };
        let agrees = |tool| compare(&network, tool).is_some_and(|outcome| outcome.roots.is_empty());
        if !agrees(Tool::Msp) || !agrees(Tool::P6) {
            continue;
        }
        let planned = network.planned();
        for n in (0..network.tasks.len()).filter(|n| network.links.iter().any(|link| link.0 == *n)) {
            let is_open = network.tasks[n].f.is_none() && network.tasks[n].s.is_none();
            if !is_open || msp[n].free != p6[n].free || msp[n].free > msp[n].total {
                continue;
            }
            compared += 1;
            if planned[n].free != msp[n].free {
                different += 1;
            }
        }
    }
    eprintln!("{compared} free floats compared, {different} differ");
    assert!(compared >= 300, "only {compared} free floats were compared");
    assert!(different * 100 <= compared, "{different} of {compared} free floats differ");
}
