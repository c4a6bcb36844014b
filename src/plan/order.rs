//! The order in which a network is passed over, and the cycles that stand against one.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use crate::plan::groups::Groups;
use crate::plan::network::Link;

/// Activities that wait for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Knot {
    /// The activities, in ascending order.
    pub(crate) members: Vec<u32>,
    /// Every link between two of them, in ascending order. The schedule leaves them out.
    pub(crate) links: Vec<u32>,
}

impl Knot {
    /// Returns the members in the order of the cycle, from the first one; where several cycles meet, depth first.
    pub(crate) fn walk(&self, links: &[Link]) -> Vec<u32> {
        let place = |n: u32| self.members.binary_search(&n).expect("links of a knot join its members");
        let inside = || self.links.iter().map(|number| &links[*number as usize]);
        let next = Groups::new(self.members.len(), || inside().map(|link| (place(link.from), link.to)));
        let mut is_seen = vec![false; self.members.len()];
        let mut walked = Vec::with_capacity(self.members.len());
        let mut open = vec![self.members[0]];
        while let Some(n) = open.pop() {
            if std::mem::replace(&mut is_seen[place(n)], true) {
                continue;
            }
            walked.push(n);
            open.extend(next.of(place(n)).iter().rev());
        }
        walked
    }
}

/// Links grouped by activity, and an order in which every predecessor comes first.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// The activities.
    pub(crate) sorted: Vec<u32>,
    incoming: Groups,
    outgoing: Groups,
}

impl Order {
    /// Orders `count` activities. Links inside a cycle are left out, so that there always is an order.
    pub(crate) fn of(count: usize, links: &[Link]) -> (Order, Vec<Knot>) {
        let order = Order::without(count, links, &[]);
        if order.sorted.len() == count {
            return (order, Vec::new());
        }
        let cycles = cycles(count, links);
        let mut is_cut = vec![false; links.len()];
        for link in cycles.iter().flat_map(|c| &c.links) {
            is_cut[*link as usize] = true;
        }
        (Order::without(count, links, &is_cut), cycles)
    }

    /// Returns the numbers of the links into an activity.
    pub(crate) fn incoming(&self, activity: usize) -> &[u32] {
        self.incoming.of(activity)
    }

    /// Returns the numbers of the links out of an activity.
    pub(crate) fn outgoing(&self, activity: usize) -> &[u32] {
        self.outgoing.of(activity)
    }

    /// Sorts by Kahn's algorithm; members of cycles and what follows them do not come up.
    fn without(count: usize, links: &[Link], is_cut: &[bool]) -> Order {
        let kept = || (0_u32..).zip(links).filter(|(n, _)| !is_cut.get(*n as usize).is_some_and(|cut| *cut));
        let incoming = Groups::new(count, || kept().map(|(n, link)| (link.to as usize, n)));
        let outgoing = Groups::new(count, || kept().map(|(n, link)| (link.from as usize, n)));
        let mut waiting: Vec<_> = (0..count).map(|n| incoming.of(n).len()).collect();
        let mut sorted: Vec<u32> = Vec::with_capacity(count);
        sorted.extend((0_u32..).zip(&waiting).filter(|(_, w)| **w == 0).map(|(n, _)| n));
        let mut done = 0;
        while let Some(next) = sorted.get(done).copied() {
            done += 1;
            for link in outgoing.of(next as usize) {
                let to = links[*link as usize].to;
                waiting[to as usize] -= 1;
                if waiting[to as usize] == 0 {
                    sorted.push(to);
                }
            }
        }
        Order { sorted, incoming, outgoing }
    }
}

/// Finds the strongly connected components that hold a link.
///
/// Kosaraju's algorithm, because petgraph's `tarjan_scc` recurses and overflows the stack on a chain of 200,000.
fn cycles(count: usize, links: &[Link]) -> Vec<Knot> {
    let edges = links.iter().map(|l| (l.from, l.to));
    let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(count, links.len());
    for _ in 0..count {
        graph.add_node(());
    }
    graph.extend_with_edges(edges);
    let mut component = vec![u32::MAX; count];
    let mut cycles = Vec::new();
    for members in kosaraju_scc(&graph) {
        let mut members: Vec<u32> =
            members.iter().map(|n| u32::try_from(n.index()).expect("fewer than 2^32 activities")).collect();
        members.sort_unstable();
        cycles.push(Knot { members, links: Vec::new() });
    }
    cycles.sort_unstable_by_key(|c| c.members[0]);
    for (n, cycle) in (0_u32..).zip(&cycles) {
        for member in &cycle.members {
            component[*member as usize] = n;
        }
    }
    for (n, link) in (0_u32..).zip(links) {
        let inside = component[link.from as usize];
        if inside == component[link.to as usize] {
            cycles[inside as usize].links.push(n);
        }
    }
    cycles.retain(|c| !c.links.is_empty());
    cycles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LinkType;

    fn links(edges: &[(u32, u32)]) -> Vec<Link> {
        let kind = LinkType::FinishToStart;
        edges.iter().map(|&(from, to)| Link { from, to, kind, lag: 0, is_elapsed: false }).collect()
    }

    #[test]
    fn a_cycle_names_every_member_and_link_and_the_rest_keeps_its_order() {
        let links = links(&[(0, 1), (1, 2), (2, 3), (3, 1), (2, 1), (3, 4), (4, 5), (6, 6)]);
        let (order, cycles) = Order::of(7, &links);
        assert_eq!(
            cycles,
            [
                Knot { members: vec![1, 2, 3], links: vec![1, 2, 3, 4] },
                Knot { members: vec![6], links: vec![7] },
            ]
        );
        assert_eq!(cycles[0].walk(&links), [1, 2, 3]);
        assert_eq!(order.sorted.len(), 7);
        let place = |n: u32| order.sorted.iter().position(|m| *m == n).unwrap();
        assert!(place(3) < place(4) && place(4) < place(5));
        assert_eq!(order.incoming(4), [5]);
        assert!(order.outgoing(1).is_empty());
    }

    #[test]
    fn a_long_chain_and_a_long_cycle_do_not_overflow_the_stack() {
        let mut edges: Vec<_> = (0..200_000).map(|n| (n, n + 1)).collect();
        let (order, cycles) = Order::of(200_001, &links(&edges));
        assert!(cycles.is_empty());
        assert_eq!(order.sorted.len(), 200_001);
        edges.push((200_000, 0));
        let (_, cycles) = Order::of(200_001, &links(&edges));
        assert_eq!(cycles.len(), 1);
        assert_eq!(cycles[0].members.len(), 200_001);
    }
}
