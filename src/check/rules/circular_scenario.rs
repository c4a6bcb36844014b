//! A scenario whose links make a cycle.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Scenario;
use crate::model::ScenarioOp;
use crate::model::Target;

rule! {
    /// Finds a link of a scenario that makes items wait for themselves.
    ///
    /// ## What it does
    /// Follows the links of the plan and those that the scenario adds, in their order. A link whose successor already leads to
    /// its predecessor is reported, with the way. What a scenario takes out still leads on: its links are bridged.
    ///
    /// ## Why it matters
    /// `epm scenario compare` refuses such a scenario, and nobody notices until the meeting.
    ///
    /// ## Example
    /// ```yaml
    /// ops:
    ///   - {op: link, pred: pilot, succ: token-service}    # pilot waits for token-service already
    /// ```
    ///
    /// ## Fix it
    /// Turn the link round, or take out the one that it contradicts.
    pub(crate) static META = 742, "circular-scenario", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, scenario) in program.scenarios.iter().enumerate() {
            let subject = program.subject(Kind::Scenario, n);
            // A scenario of another revision is judged there.
            if scenario.base.is_some() || facts.broken.contains(&(subject, "ops".to_owned())) {
                continue;
            }
            for (op, way) in circles(facts, program, scenario) {
                let message = format!("the link makes a cycle: {}", way.join(" → "));
                let place = Place::field(subject, format!("ops[{op}].succ").as_str());
                out.push(Finding::new(&META, place, message).help("turn the link round, or take it out"));
            }
        }
    }
}

/// Returns the operations that close a cycle, each with the members, the first one again at the end.
fn circles(facts: &Facts<'_>, program: &Program, scenario: &Scenario) -> Vec<(usize, Vec<String>)> {
    let mut added: Vec<(usize, usize)> = Vec::new();
    let mut found = Vec::new();
    for (op, operation) in scenario.ops.iter().enumerate().filter(|(_, o)| o.op == ScenarioOp::Link) {
        let ends = [&operation.pred, &operation.succ].map(|end| node(facts, program, end.as_ref()?));
        let [Some(pred), Some(succ)] = ends else { continue };
        if pred == succ {
            continue;
        }
        match way(facts, &added, succ, pred) {
            Some(mut nodes) => {
                nodes.push(succ);
                let name = |n: &usize| facts.plan.nodes[*n].key.id.to_string();
                found.push((op, nodes.iter().map(name).collect()));
            }
            None => added.push((pred, succ)),
        }
    }
    found
}

fn node(facts: &Facts<'_>, program: &Program, named: &ItemRef) -> Option<usize> {
    let Target::Item(item) = facts.index.find(program.index, named) else { return None };
    let owner = facts.workspace.programs.get(item.subject.program as usize)?;
    let id = owner.item(item.subject).and_then(|item| item.id()).unwrap_or(&item.id);
    facts.plan.index_of(owner.id.as_str(), id.as_str())
}

/// Returns a shortest way from one node to another, both included.
fn way(facts: &Facts<'_>, added: &[(usize, usize)], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut came: Vec<Option<usize>> = vec![None; facts.plan.nodes.len()];
    let mut open = std::collections::VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        if at == to {
            let mut nodes = vec![to];
            while let Some(before) = nodes.last().and_then(|n| came[*n]) {
                nodes.push(before);
            }
            nodes.reverse();
            return Some(nodes);
        }
        let planned = facts.plan.successors(at).map(|edge| edge.to);
        for next in planned.chain(added.iter().filter(|(pred, _)| *pred == at).map(|(_, succ)| *succ)) {
            if next != from && came[next].is_none() {
                came[next] = Some(at);
                open.push_back(next);
            }
        }
    }
    None
}
