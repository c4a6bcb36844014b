//! Work that waits for itself by way of other work.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::plan::Cycle;
use crate::plan::NodeKey;

rule! {
    /// Finds items of the plan that wait for each other.
    ///
    /// ## What it does
    /// Looks for circles in the graph of all programs: milestones, dependency records, decisions, issues and gates. It names
    /// every member in the order in which they wait, and shows every place that makes a link between two of them; of very
    /// many it names the first twelve and the count, and shows the first hundred links.
    ///
    /// ## Why it matters
    /// None of them can ever start. The links between them are left out of the plan, so that its dates are too early.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   depends_on: [pilot]
    /// - id: pilot
    ///   title: Pilot with 5 % of users
    ///   depends_on: [contract-tests]
    /// ```
    ///
    /// ## Fix it
    /// Find the link that is not true and delete it. Where both are, one of the items is two: split it.
    pub(crate) static META = 209, "dependency-cycle", Error, since "0.1.0";
}

/// The most members that a message spells out.
const SPELT: usize = 12;

/// The most links that a finding points at, those on the shortest circle first.
const SHOWN: usize = 100;

/// A link of a cycle: from, to, and the place that makes it.
type CycleEdge = (NodeKey, NodeKey, (Subject, Path));

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    // One that waits for itself alone is a self-reference.
    for cycle in facts.plan.cycles.iter().filter(|cycle| cycle.members.len() > 1) {
        if let Some(finding) = report(cycle) {
            out.push(finding);
        }
    }
}

fn report(cycle: &Cycle) -> Option<Finding> {
    let path = circle(cycle);
    let mut edges = cycle.edges.iter();
    let starts = |edge: &&CycleEdge| path.first() == Some(&&edge.0) && path.get(1) == Some(&&edge.1);
    let first = cycle.edges.iter().find(starts).or_else(|| edges.next())?;
    let is_one_program = cycle.members.iter().all(|m| m.program == cycle.members[0].program);
    let name = |key: &NodeKey| if is_one_program { key.id.to_string() } else { key.to_string() };
    let mut names: Vec<_> = path.iter().take(SPELT).map(|key| name(key)).collect();
    if path.len() > SPELT {
        names.push(format!("… {} more …", path.len() - SPELT));
    }
    names.extend(path.first().map(|key| name(key)));
    let count = if path.len() > SPELT { format!("these {}", path.len()) } else { "these".to_owned() };
    let mut message = format!("{count} wait for each other: `{}`", names.join(" → "));
    let on_path: BTreeSet<&NodeKey> = path.iter().copied().collect();
    let around: BTreeSet<_> = cycle.members.iter().filter(|m| !on_path.contains(m)).collect();
    let others: Vec<_> = around.iter().take(SPELT).map(|m| format!("`{}`", name(m))).collect();
    if around.len() > SPELT {
        message.push_str(&format!(", and around them {} more", around.len()));
    } else if !others.is_empty() {
        message.push_str(&format!(", and around them {}", others.join(", ")));
    }
    let place = |edge: &CycleEdge| Place::field(edge.2.0, edge.2.1.clone());
    let says = |edge: &CycleEdge| format!("`{}` waits for `{}`", name(&edge.1), name(&edge.0));
    let links = cycle.edges.len();
    let left_out = match links > SHOWN {
        true => format!("all {links} links between them are left out of the plan, {SHOWN} are shown"),
        false => "the links shown are left out of the plan".to_owned(),
    };
    let mut finding = Finding::new(&META, place(first), message)
        .label(says(first))
        .help(format!("delete the link that is not true; {left_out}"));
    for edge in shown(cycle, &path).into_iter().filter(|edge| !std::ptr::eq(*edge, first)) {
        finding = finding.related(place(edge), says(edge));
    }
    Some(finding)
}

/// Returns the links to point at, in their own order: all of them, or of very many the first, those on the path before others.
fn shown<'c>(cycle: &'c Cycle, path: &[&NodeKey]) -> Vec<&'c CycleEdge> {
    if cycle.edges.len() <= SHOWN {
        return cycle.edges.iter().collect();
    }
    let steps = path.iter().zip(path.iter().cycle().skip(1)).take(SHOWN);
    let on_path: BTreeSet<(&NodeKey, &NodeKey)> = steps.map(|(from, to)| (*from, *to)).collect();
    let is_on_path = |edge: &&CycleEdge| on_path.contains(&(&edge.0, &edge.1));
    let others = cycle.edges.iter().filter(|edge| !is_on_path(edge));
    cycle.edges.iter().filter(is_on_path).chain(others).take(SHOWN).collect()
}

/// Returns the members of a shortest circle through the first member, in the order in which they come.
fn circle(cycle: &Cycle) -> Vec<&NodeKey> {
    let mut next: BTreeMap<&NodeKey, Vec<&NodeKey>> = BTreeMap::new();
    for (from, to, _) in &cycle.edges {
        next.entry(from).or_default().push(to);
    }
    let Some(start) = cycle.members.first() else { return Vec::new() };
    let mut came: BTreeMap<&NodeKey, &NodeKey> = BTreeMap::new();
    let mut seen = BTreeSet::from([start]);
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for to in next.get(at).into_iter().flatten() {
            if *to == start {
                let mut path = vec![at];
                while let Some(before) = path.last().and_then(|last| came.get(last)) {
                    path.push(before);
                }
                path.reverse();
                return path;
            }
            if seen.insert(to) {
                came.insert(to, at);
                queue.push_back(to);
            }
        }
    }
    cycle.members.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn members_stand_in_the_order_in_which_they_wait() {
        let key = |id: &str| NodeKey { program: Id::new("p"), id: Id::new(id) };
        let subject = Subject { program: 0, kind: "milestone", index: 0 };
        let edge = |a: &str, b: &str| (key(a), key(b), (subject, Path::from("depends_on[0]")));
        let cycle = Cycle {
            members: vec![key("a"), key("b"), key("c"), key("x")],
            edges: vec![edge("c", "a"), edge("a", "b"), edge("b", "c"), edge("b", "x"), edge("x", "b")],
        };
        let finding = report(&cycle).unwrap();
        assert_eq!(finding.message, "these wait for each other: `a → b → c → a`, and around them `x`");
        assert_eq!(finding.label.as_deref(), Some("`b` waits for `a`"));
        assert_eq!(finding.related.len(), 4);
    }

    #[test]
    fn a_huge_cycle_names_its_first_members_and_how_many_there_are() {
        const COUNT: usize = 20_000;
        let key = |n: usize| NodeKey { program: Id::new("p"), id: Id::new(format!("m-{n}")) };
        let subject = |n: usize| Subject { program: 0, kind: "milestone", index: n as u32 };
        let edge = |n: usize| (key(n), key((n + 1) % COUNT), (subject(n), Path::from("depends_on[0]")));
        let cycle = Cycle { members: (0..COUNT).map(key).collect(), edges: (0..COUNT).map(edge).collect() };
        let finding = report(&cycle).unwrap();
        assert!(
            finding.message.starts_with("these 20000 wait for each other: `m-0 → m-1 → m-2 → "),
            "{}",
            finding.message
        );
        assert!(finding.message.ends_with("→ m-11 → … 19988 more … → m-0`"), "{}", finding.message);
        assert_eq!(finding.related.len(), SHOWN - 1);
        assert_eq!(finding.related[0].1, "`m-2` waits for `m-1`");
        assert!(finding.help.unwrap().contains("all 20000 links"));
    }
}
