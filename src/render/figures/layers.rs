//! Where the nodes of a graph stand: in layers from left to right, so that edges lead forward, with few crossings.
//!
//! After Sugiyama, Tagawa and Toda (1981): cycles are opened, nodes are put into layers by the longest way from a source,
//! edges over several layers get a bend in each, the order within layers is improved by barycentres, and places are
//! evened out. Deterministic: ties go by the order given.

/// How often the order within layers is improved.
const SWEEPS: usize = 12;

/// A place to draw at: layer, and place within it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// The layer of each node.
    pub(super) layer: Vec<usize>,
    /// The middle of each node within its layer.
    pub(super) middle: Vec<f64>,
    /// For each edge, the middles of its bends, by layer, in the direction of the edge.
    pub(super) bends: Vec<Vec<(usize, f64)>>,
    /// How many layers there are.
    pub(super) layers: usize,
    /// How much room the layers need across.
    pub(super) extent: f64,
}

/// Places nodes of these heights; edges are pairs of node numbers, `gap` stands between neighbours.
pub(super) fn layout(heights: &[f64], edges: &[(usize, usize)], gap: f64) -> Layout {
    let forward = opened(heights.len(), edges);
    let layer = layers_of(heights.len(), &forward);
    let mut net = Net::new(heights, &forward, &layer);
    net.improve();
    let middle = net.places(gap);
    let extent = (0..net.height.len()).map(|v| middle[v] + net.height[v] / 2.0).fold(0.0, f64::max);
    let bends = edges
        .iter()
        .zip(&net.chains)
        .zip(&forward)
        .map(|((edge, chain), (from, _))| {
            let mut bends: Vec<(usize, f64)> = chain.iter().map(|v| (net.layer[*v], middle[*v])).collect();
            if edge.0 != *from {
                bends.reverse();
            }
            bends
        })
        .collect();
    let layers = layer.iter().max().map_or(0, |last| last + 1);
    Layout { middle: middle[..heights.len()].to_vec(), layer, bends, layers, extent }
}

/// Turns round the edges that close a cycle, found depth first without recursion.
fn opened(count: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (number, (from, _)) in edges.iter().enumerate() {
        out[*from].push(number);
    }
    let mut state = vec![0_u8; count];
    let mut is_back = vec![false; edges.len()];
    for root in 0..count {
        let mut open = vec![(root, 0)];
        while let Some((node, at)) = open.pop() {
            if at == 0 {
                if state[node] != 0 {
                    continue;
                }
                state[node] = 1;
            }
            match out[node].get(at) {
                Some(number) => {
                    open.push((node, at + 1));
                    let to = edges[*number].1;
                    if state[to] == 1 {
                        is_back[*number] = true;
                    } else if state[to] == 0 {
                        open.push((to, 0));
                    }
                }
                None => state[node] = 2,
            }
        }
    }
    edges.iter().zip(is_back).map(|((a, b), is_back)| if is_back { (*b, *a) } else { (*a, *b) }).collect()
}

/// Puts every node as far right as its predecessors ask; sources stand just before what follows them.
fn layers_of(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0_usize; count];
    let mut waiting = vec![0_usize; count];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (from, to) in edges.iter().filter(|(from, to)| from != to) {
        waiting[*to] += 1;
        out[*from].push(*to);
    }
    let is_source: Vec<bool> = waiting.iter().map(|n| *n == 0).collect();
    let mut ready: Vec<usize> = (0..count).filter(|n| waiting[*n] == 0).collect();
    let mut next = 0;
    while let Some(node) = ready.get(next).copied() {
        next += 1;
        for to in &out[node] {
            layer[*to] = layer[*to].max(layer[node] + 1);
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    for node in (0..count).filter(|n| is_source[*n]) {
        if let Some(first) = out[node].iter().map(|to| layer[*to]).min() {
            layer[node] = first.saturating_sub(1);
        }
    }
    layer
}

/// The graph with a bend in every layer that an edge passes.
struct Net {
    height: Vec<f64>,
    layer: Vec<usize>,
    /// Neighbours one layer before and one behind.
    near: [Vec<Vec<usize>>; 2],
    /// The vertices of each layer, in order.
    order: Vec<Vec<usize>>,
    /// The bends of each edge, in layer order.
    chains: Vec<Vec<usize>>,
}

impl Net {
    fn new(heights: &[f64], edges: &[(usize, usize)], layer: &[usize]) -> Net {
        let mut net = Net {
            height: heights.to_vec(),
            layer: layer.to_vec(),
            near: [vec![Vec::new(); heights.len()], vec![Vec::new(); heights.len()]],
            order: vec![Vec::new(); layer.iter().max().map_or(0, |last| last + 1)],
            chains: Vec::new(),
        };
        for (from, to) in edges {
            let mut chain = Vec::new();
            let mut before = *from;
            if layer[*to] > layer[*from] {
                for between in layer[*from] + 1..layer[*to] {
                    let bend = net.height.len();
                    net.height.push(0.0);
                    net.layer.push(between);
                    net.near.iter_mut().for_each(|near| near.push(Vec::new()));
                    net.join(before, bend);
                    chain.push(bend);
                    before = bend;
                }
                net.join(before, *to);
            }
            net.chains.push(chain);
        }
        for vertex in 0..net.height.len() {
            net.order[net.layer[vertex]].push(vertex);
        }
        net
    }

    fn join(&mut self, from: usize, to: usize) {
        self.near[1][from].push(to);
        self.near[0][to].push(from);
    }

    /// Orders each layer by the barycentres of its neighbours, to and fro, and keeps the order with the fewest crossings.
    fn improve(&mut self) {
        let mut best = (self.crossings(), self.order.clone());
        for sweep in 0..SWEEPS {
            let side = sweep % 2;
            let layers: Vec<usize> = match side {
                0 => (1..self.order.len()).collect(),
                _ => (0..self.order.len().saturating_sub(1)).rev().collect(),
            };
            let mut place = self.place();
            for layer in layers {
                let mut keyed: Vec<(f64, usize)> = self.order[layer]
                    .iter()
                    .map(|vertex| {
                        (barycentre(&self.near[side][*vertex], &place).unwrap_or(place[*vertex]), *vertex)
                    })
                    .collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.order[layer] = keyed.into_iter().map(|(_, vertex)| vertex).collect();
                for (at, vertex) in self.order[layer].iter().enumerate() {
                    place[*vertex] = index(at);
                }
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.order.clone());
            }
        }
        self.order = best.1;
    }

    fn place(&self) -> Vec<f64> {
        let mut place = vec![0.0; self.height.len()];
        for layer in &self.order {
            for (at, vertex) in layer.iter().enumerate() {
                place[*vertex] = index(at);
            }
        }
        place
    }

    fn crossings(&self) -> usize {
        let place = self.place();
        let mut count = 0;
        for layer in &self.order {
            let mut edges: Vec<(f64, f64)> = layer
                .iter()
                .flat_map(|from| self.near[1][*from].iter().map(|to| (place[*from], place[*to])))
                .collect();
            edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            for (at, edge) in edges.iter().enumerate() {
                count += edges[..at].iter().filter(|other| other.0 < edge.0 && other.1 > edge.1).count();
            }
        }
        count
    }

    /// Returns the middle of every vertex: near its neighbours, and clear of the next one in its layer.
    fn places(&self, gap: f64) -> Vec<f64> {
        let mut middle = vec![0.0; self.height.len()];
        for layer in &self.order {
            let mut from = 0.0;
            for vertex in layer {
                middle[*vertex] = from + self.height[*vertex] / 2.0;
                from += self.height[*vertex] + gap;
            }
        }
        for round in 0..SWEEPS {
            let layers: Vec<usize> = match round % 2 {
                0 => (0..self.order.len()).collect(),
                _ => (0..self.order.len()).rev().collect(),
            };
            for layer in layers {
                self.even(layer, gap, &mut middle);
            }
        }
        let least = (0..middle.len()).map(|v| middle[v] - self.height[v] / 2.0).fold(f64::INFINITY, f64::min);
        if least.is_finite() {
            middle.iter_mut().for_each(|place| *place -= least);
        }
        middle
    }

    /// Moves the vertices of a layer towards their neighbours. Where they would meet, they share the way: those that
    /// touch move as one to the mean of what each wants.
    fn even(&self, layer: usize, gap: f64, middle: &mut [f64]) {
        let order = &self.order[layer];
        // (sum of wanted places of the first vertex, how many, the vertices)
        let mut blocks: Vec<(f64, f64, Vec<usize>)> = Vec::new();
        for vertex in order {
            let near: Vec<usize> = self.near.iter().flat_map(|near| near[*vertex].iter().copied()).collect();
            let wanted = barycentre(&near, middle).unwrap_or(middle[*vertex]);
            blocks.push((wanted, 1.0, vec![*vertex]));
            while let [.., before, last] = blocks.as_mut_slice() {
                let offset = self.length(&before.2, last.2[0], gap);
                let (first, second) = (before.0 / before.1, last.0 / last.1);
                if first + offset <= second {
                    break;
                }
                before.0 += last.0 - offset * last.1;
                before.1 += last.1;
                before.2.append(&mut last.2);
                blocks.pop();
            }
        }
        for (sum, count, vertices) in blocks {
            let mut at = sum / count;
            for (n, vertex) in vertices.iter().enumerate() {
                if n > 0 {
                    at += self.step(vertices[n - 1], *vertex, gap);
                }
                middle[*vertex] = at;
            }
        }
    }

    /// Returns how far the middle of the vertex behind a block must stand from the block's first middle.
    fn length(&self, block: &[usize], next: usize, gap: f64) -> f64 {
        let steps: f64 = block.windows(2).map(|pair| self.step(pair[0], pair[1], gap)).sum();
        steps + block.last().map_or(0.0, |last| self.step(*last, next, gap))
    }

    fn step(&self, above: usize, below: usize, gap: f64) -> f64 {
        (self.height[above] + self.height[below]) / 2.0 + gap
    }
}

fn barycentre(near: &[usize], place: &[f64]) -> Option<f64> {
    if near.is_empty() {
        return None;
    }
    Some(near.iter().map(|vertex| place[*vertex]).sum::<f64>() / index(near.len()))
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn index(at: usize) -> f64 {
    at as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heights: &[f64], edges: &[(usize, usize)]) -> Layout {
        let found = layout(heights, edges, 10.0);
        for a in 0..heights.len() {
            for b in a + 1..heights.len() {
                if found.layer[a] == found.layer[b] {
                    let apart = (found.middle[a] - found.middle[b]).abs();
                    assert!(
                        apart + 1e-6 >= (heights[a] + heights[b]) / 2.0 + 10.0,
                        "{a} and {b} overlap: {apart}"
                    );
                }
            }
            assert!(found.middle[a] - heights[a] / 2.0 >= -1e-6 && found.middle[a] <= found.extent);
        }
        found
    }

    #[test]
    fn edges_lead_to_a_later_layer_and_nodes_stand_clear() {
        let found = check(&[30.0; 6], &[(0, 1), (1, 2), (0, 2), (3, 2), (2, 4), (0, 5)]);
        for (from, to) in [(0, 1), (1, 2), (0, 2), (3, 2), (2, 4), (0, 5)] {
            assert!(found.layer[from] < found.layer[to]);
        }
        assert_eq!(found.layer[3] + 1, found.layer[2], "a source stands just before what follows");
        assert_eq!(found.bends[2].len(), 1);
    }

    #[test]
    fn a_cycle_and_a_loop_are_drawn_too() {
        let found = check(&[20.0; 3], &[(0, 1), (1, 2), (2, 0), (1, 1)]);
        assert_eq!(found.layers, 3);
        assert_eq!(found.bends[2], [(1, found.bends[2][0].1)]);
    }

    #[test]
    fn five_hundred_nodes_stand_clear() {
        let heights: Vec<f64> = (0..500).map(|n| 20.0 + index(n % 4) * 10.0).collect();
        let edges: Vec<(usize, usize)> = (10..500).flat_map(|n| [(n - 10, n), ((n * 7) % n, n)]).collect();
        check(&heights, &edges);
    }

    #[test]
    fn an_empty_graph_has_no_extent() {
        assert_eq!(layout(&[], &[], 10.0).layers, 0);
    }
}
