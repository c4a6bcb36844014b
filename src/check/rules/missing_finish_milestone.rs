//! A program with several ends.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items::is_asked;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Tier;

rule! {
    /// Finds a program whose plan has several ends, and nobody says which one counts.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2 without `finish_milestone`, reports when more than one open milestone is followed by
    /// nothing.
    ///
    /// ## Why it matters
    /// The critical path is the path to the end. Without one end the plan takes what comes last, and when that changes,
    /// the whole path jumps.
    ///
    /// ## Example
    /// ```yaml
    /// # charter.md
    /// id: identity
    /// title: Identity
    /// tier: 1
    /// ```
    ///
    /// ## Fix it
    /// Name the end in the charter, `finish_milestone: idp-ga`, and let it depend on what it needs.
    pub(crate) static META = 410, "missing-finish-milestone", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut is_followed = vec![false; facts.plan.nodes.len()];
    let mut linked = BTreeSet::new();
    for edge in &facts.plan.edges {
        is_followed[edge.from] = true;
        linked.insert(facts.plan.nodes[edge.from].subject.program);
    }
    let frayed = planned::frayed(facts);
    let mut ends: BTreeMap<u32, Vec<&Id>> = BTreeMap::new();
    for (n, _, program, milestone) in planned::open_milestones(facts) {
        if !is_followed[n] {
            ends.entry(program.index).or_default().push(&milestone.id);
        }
    }
    for program in facts.workspace.programs.iter().filter(|p| is_asked(p, Tier::Two)) {
        let names_end = program.charter.as_ref().is_some_and(|c| c.finish_milestone.is_some());
        // A list of dates has no end at all: `undriven-milestone` speaks of it.
        let is_network = linked.contains(&program.index) && !frayed.contains(&program.index);
        let Some(ends) = ends.get(&program.index).filter(|ends| ends.len() > 1 && is_network && !names_end)
        else {
            continue;
        };
        let place = Place::field(program.subject(Kind::Charter, 0), "finish_milestone");
        let message = format!("the plan has {} ends: {}", ends.len(), wording::names(ends));
        out.push(Finding::new(&META, place, message).help(
            "name the one that ends the program in `finish_milestone`, and let it depend on what it needs",
        ));
    }
}
