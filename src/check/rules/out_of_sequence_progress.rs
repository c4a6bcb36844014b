//! Work that began before it could.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::LinkType;
use crate::plan::PlanEdge;

rule! {
    /// Finds work that has begun although what it waits for is not done.
    ///
    /// ## What it does
    /// Reports open milestones that have begun, or ended, before the links in `depends_on` allowed it. The plan keeps
    /// the logic: the work that is left waits for the predecessor.
    ///
    /// ## Why it matters
    /// Either the link is not true, and the date is too late; or people work on something that they will do again.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 10d
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   duration: 5d
    ///   started: 2026-11-16
    ///   depends_on: [token-service]
    /// ```
    ///
    /// ## Fix it
    /// Record that the predecessor is done, or change the link: `SS` if both go on together, none if neither waits.
    pub(crate) static META = 408, "out-of-sequence-progress", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let nodes = &facts.plan.nodes;
    let mut ahead: BTreeMap<usize, &PlanEdge> = BTreeMap::new();
    for edge in facts.plan.edges.iter().filter(|edge| nodes[edge.to].is_out_of_sequence) {
        let from = &nodes[edge.from];
        let is_there = match edge.link {
            LinkType::FinishToStart | LinkType::FinishToFinish => from.is_done,
            LinkType::StartToStart | LinkType::StartToFinish => from.is_done || from.is_started,
        };
        if !is_there {
            ahead.entry(edge.to).or_insert(edge);
        }
    }
    for (n, node, program, milestone) in
        planned::open_milestones(facts).filter(|(_, n, ..)| n.is_out_of_sequence)
    {
        let begun = milestone.started.map_or_else(String::new, |day| format!(" on {day}"));
        let place = Place::field(node.subject, "started");
        out.push(match ahead.get(&n) {
            Some(edge) => {
                let id = planned::name(&nodes[edge.from].key, program);
                let message =
                    format!("`{}` began{begun} although `{id}` that it waits for is not done", milestone.id);
                Finding::new(&META, place, message)
                    .help("record that the predecessor is done, or change the link")
                    .related(Place::field(edge.place.0, edge.place.1.clone()), "the link stands here")
            }
            None => {
                let message = format!("`{}` began{begun} before its links allowed it", milestone.id);
                Finding::new(&META, place, message).help("record what came first, or change the links")
            }
        });
    }
}
