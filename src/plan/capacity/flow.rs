//! The largest flow through a small network, by Dinic's algorithm in whole numbers: exact, and the same everywhere.

use std::collections::VecDeque;

/// An arc and what may still flow through it.
#[derive(Clone, Copy, Debug)]
struct Arc {
    to: usize,
    room: i64,
}

/// A network of arcs with capacities.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// Each arc stands beside its reverse: 0 and 1, 2 and 3 …
    arcs: Vec<Arc>,
    at: Vec<Vec<usize>>,
}

impl Flow {
    pub(super) fn new(nodes: usize) -> Flow {
        Flow { arcs: Vec::new(), at: vec![Vec::new(); nodes] }
    }

    /// Adds an arc; returns its number.
    pub(super) fn arc(&mut self, from: usize, to: usize, capacity: i64) -> usize {
        let number = self.arcs.len();
        self.arcs.push(Arc { to, room: capacity.max(0) });
        self.arcs.push(Arc { to: from, room: 0 });
        self.at[from].push(number);
        self.at[to].push(number + 1);
        number
    }

    /// Returns what flows through an arc.
    pub(super) fn through(&self, arc: usize) -> i64 {
        self.arcs[arc + 1].room
    }

    /// Sends as much as possible; returns how much.
    pub(super) fn run(&mut self, source: usize, sink: usize) -> i64 {
        let mut sum = 0;
        loop {
            let levels = self.levels(source);
            if levels[sink].is_none() {
                return sum;
            }
            let mut next = vec![0; self.at.len()];
            loop {
                let sent = self.send(source, sink, &levels, &mut next);
                if sent == 0 {
                    break;
                }
                sum += sent;
            }
        }
    }

    /// Returns the nodes to which more could flow, by their distance.
    pub(super) fn levels(&self, source: usize) -> Vec<Option<u32>> {
        let mut levels = vec![None; self.at.len()];
        levels[source] = Some(0);
        let mut open = VecDeque::from([source]);
        while let Some(node) = open.pop_front() {
            let level = levels[node].unwrap_or(0);
            for number in &self.at[node] {
                let arc = self.arcs[*number];
                if arc.room > 0 && levels[arc.to].is_none() {
                    levels[arc.to] = Some(level + 1);
                    open.push_back(arc.to);
                }
            }
        }
        levels
    }

    /// Sends along one way of growing distance; without recursion, as deep as the network is.
    fn send(&mut self, source: usize, sink: usize, levels: &[Option<u32>], next: &mut [usize]) -> i64 {
        let mut way: Vec<usize> = Vec::new();
        let mut node = source;
        while node != sink {
            let level = levels[node].unwrap_or(0);
            let fits = |number: &usize| {
                let arc = self.arcs[*number];
                arc.room > 0 && levels[arc.to] == Some(level + 1)
            };
            if let Some(step) = self.at[node][next[node]..].iter().position(fits) {
                next[node] += step;
                let number = self.at[node][next[node]];
                way.push(number);
                node = self.arcs[number].to;
            } else {
                next[node] = self.at[node].len();
                let Some(back) = way.pop() else { return 0 };
                node = self.arcs[back ^ 1].to;
                next[node] += 1;
            }
        }
        let least = way.iter().map(|number| self.arcs[*number].room).min().unwrap_or(0);
        for number in way {
            self.arcs[number].room -= least;
            self.arcs[number ^ 1].room += least;
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_flow_takes_a_way_back() {
        // 0 → 1, 2 → 3, and a bridge 1 → 2 that a greedy walk takes first.
        let mut flow = Flow::new(4);
        let ways =
            [flow.arc(0, 1, 1), flow.arc(0, 2, 1), flow.arc(1, 2, 1), flow.arc(1, 3, 1), flow.arc(2, 3, 1)];
        assert_eq!(flow.run(0, 3), 2);
        assert_eq!(flow.through(ways[2]), 0);
        assert_eq!(flow.levels(0)[3], None);
    }

    #[test]
    fn nothing_flows_where_no_way_leads() {
        let mut flow = Flow::new(3);
        flow.arc(0, 1, 5);
        assert_eq!(flow.run(0, 2), 0);
    }
}
