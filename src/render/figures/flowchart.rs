//! A graph as a layered map from left to right: what a dependency map and a critical path look like.

use std::collections::BTreeMap;

use crate::render::figures::layers;
use crate::render::figures::layers::Layout;
use crate::render::figures::svg;
use crate::render::figures::svg::Anchor;
use crate::render::figures::svg::LINE;
use crate::render::figures::svg::Svg;
use crate::render::figures::svg::n;
use crate::report::graph::Edge;
use crate::report::graph::Graph;
use crate::report::graph::Node;
use crate::report::graph::Shape;
use crate::report::graph::Status;
use crate::report::graph::Style;

/// Nodes of one picture; more are parted.
const MAX_NODES: usize = 40;
/// Width of a node.
const WIDTH: f64 = 210.0;
/// Room for the label within it.
const ROOM: f64 = WIDTH - 26.0;
/// Lines of a label.
const MAX_LINES: usize = 4;
/// Between layers.
const ACROSS: f64 = 56.0;
/// Between nodes of a layer.
const GAP: f64 = 16.0;
/// Around the picture.
const MARGIN: f64 = 10.0;

/// Draws a graph; a large one as several pictures. None for an empty one.
pub(crate) fn flowchart(graph: &Graph) -> Vec<String> {
    let parts = parts(graph);
    let count = parts.len();
    parts.iter().enumerate().map(|(at, part)| draw(graph, part, (at + 1, count))).collect()
}

/// Nodes and edges of a picture, by number.
#[derive(Default)]
struct Part {
    nodes: Vec<usize>,
    edges: Vec<usize>,
}

/// Parts a graph into pictures: edges in their order, each with its nodes; a node may stand in several.
fn parts(graph: &Graph) -> Vec<Part> {
    let numbers: BTreeMap<&str, usize> =
        graph.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut out: Vec<Part> = Vec::new();
    let mut part = Part::default();
    let mut is_linked = vec![false; graph.nodes.len()];
    let mut add = |part: &mut Part, nodes: &[usize], edge: Option<usize>| {
        let new: Vec<usize> = nodes.iter().copied().filter(|node| !part.nodes.contains(node)).collect();
        if part.nodes.len() + new.len() > MAX_NODES && !part.nodes.is_empty() {
            out.push(std::mem::take(part));
            part.nodes.extend(nodes);
        } else {
            part.nodes.extend(new);
        }
        part.edges.extend(edge);
    };
    for (number, edge) in graph.edges.iter().enumerate() {
        let ends = numbers.get(edge.from.as_str()).zip(numbers.get(edge.to.as_str()));
        if let Some((from, to)) = ends.filter(|(from, to)| from != to) {
            is_linked[*from] = true;
            is_linked[*to] = true;
            add(&mut part, &[*from, *to], Some(number));
        }
    }
    for node in (0..graph.nodes.len()).filter(|node| !is_linked[*node]) {
        add(&mut part, &[node], None);
    }
    if !part.nodes.is_empty() {
        out.push(part);
    }
    out
}

fn draw(graph: &Graph, part: &Part, (number, count): (usize, usize)) -> String {
    let place: BTreeMap<&str, usize> =
        part.nodes.iter().enumerate().map(|(at, node)| (graph.nodes[*node].id.as_str(), at)).collect();
    let labels: Vec<Vec<String>> = part.nodes.iter().map(|node| label(&graph.nodes[*node])).collect();
    let heights: Vec<f64> = labels.iter().map(|lines| count_of(lines.len().max(1)) * LINE + 16.0).collect();
    let edges: Vec<(usize, usize)> = part
        .edges
        .iter()
        .map(|edge| (place[graph.edges[*edge].from.as_str()], place[graph.edges[*edge].to.as_str()]))
        .collect();
    let layout = layers::layout(&heights, &edges, GAP);
    let mut svg = Svg::new();
    for (at, (ends, edge)) in edges.iter().zip(&part.edges).enumerate() {
        draw_edge(&mut svg, &graph.edges[*edge], *ends, (&layout, at));
    }
    for (at, node) in part.nodes.iter().enumerate() {
        let corner = (left(layout.layer[at]), MARGIN + layout.middle[at] - heights[at] / 2.0);
        draw_node(&mut svg, &graph.nodes[*node], corner, heights[at], &labels[at]);
    }
    let width = left(layout.layers.max(1) - 1) + WIDTH + MARGIN;
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let alt = format!(
        "Map of {} and {}{which}; the table has the same",
        svg::count(part.nodes.len(), "item"),
        svg::count(edges.len(), "link")
    );
    svg.finish((width, layout.extent + 2.0 * MARGIN), &alt)
}

fn label(node: &Node) -> Vec<String> {
    let words = if node.label.trim().is_empty() { &node.id } else { &node.label };
    svg::lines(words, ROOM, MAX_LINES)
}

fn left(layer: usize) -> f64 {
    MARGIN + count_of(layer) * (WIDTH + ACROSS)
}

fn draw_edge(svg: &mut Svg, edge: &Edge, (from, to): (usize, usize), (layout, at): (&Layout, usize)) {
    let is_back = layout.layer[from] > layout.layer[to];
    let y = |middle: f64| MARGIN + middle;
    let (start, end) = match is_back {
        false => (
            (left(layout.layer[from]) + WIDTH, y(layout.middle[from])),
            (left(layout.layer[to]) - 2.0, y(layout.middle[to])),
        ),
        true => (
            (left(layout.layer[from]), y(layout.middle[from])),
            (left(layout.layer[to]) + WIDTH + 2.0, y(layout.middle[to])),
        ),
    };
    let mut points = vec![start];
    for (layer, middle) in &layout.bends[at] {
        let sides = [(left(*layer), y(*middle)), (left(*layer) + WIDTH, y(*middle))];
        points.extend(if is_back { [sides[1], sides[0]] } else { sides });
    }
    points.push(end);
    let mut path = format!("M{},{}", n(start.0), n(start.1));
    for (step, pair) in points.windows(2).enumerate() {
        let [(ax, ay), (bx, by)] = [pair[0], pair[1]];
        if step % 2 == 1 {
            path.push_str(&format!(" L{},{}", n(bx), n(by)));
            continue;
        }
        let half = (bx - ax) / 2.0;
        path.push_str(&format!(
            " C{},{} {},{} {},{}",
            n(ax + half),
            n(ay),
            n(bx - half),
            n(by),
            n(bx),
            n(by)
        ));
    }
    let class = match edge.style {
        Style::Solid => "edge",
        Style::Dotted => "edge dotted",
        Style::Thick => "edge thick",
    };
    svg.add(format_args!("<path d=\"{path}\" class=\"{class}\"/>"));
    // A head of its own for each edge: a shared marker needs an id, and several pictures stand on one page.
    let back = if is_back { 9 } else { -9 };
    svg.add(format_args!("<path d=\"M{},{} l{back},-4.5 v9 Z\" class=\"tip\"/>", n(end.0), n(end.1)));
    if !edge.label.trim().is_empty() {
        let words = svg::cut(edge.label.trim(), ACROSS * 1.6, false);
        let middle = ((start.0 + points[1].0) / 2.0, (start.1 + points[1].1) / 2.0 - 4.0);
        svg.text(middle, "small", Anchor::Middle, &words);
    }
}

fn draw_node(svg: &mut Svg, node: &Node, (x, y): (f64, f64), height: f64, label: &[String]) {
    let class = format!("node {}", class_of(node.status));
    let (right, bottom, w) = (x + WIDTH, y + height, WIDTH);
    let corner = 10.0;
    match node.shape {
        Shape::Box | Shape::Round => {
            let radius = if node.shape == Shape::Round { 12.0 } else { 3.0 };
            svg.add(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\" class=\"{class}\"/>",
                n(x),
                n(y),
                n(w),
                n(height)
            ));
        }
        Shape::Diamond | Shape::Hexagon => {
            // A diamond has its corners cut, a hexagon pointed sides: both leave the label its room.
            let points = if node.shape == Shape::Hexagon {
                let middle = y + height / 2.0;
                vec![
                    (x + corner, y),
                    (right - corner, y),
                    (right, middle),
                    (right - corner, bottom),
                    (x + corner, bottom),
                    (x, middle),
                ]
            } else {
                vec![
                    (x + corner, y),
                    (right - corner, y),
                    (right, y + corner),
                    (right, bottom - corner),
                    (right - corner, bottom),
                    (x + corner, bottom),
                    (x, bottom - corner),
                    (x, y + corner),
                ]
            };
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect();
            svg.add(format_args!("<polygon points=\"{}\" class=\"{class}\"/>", points.join(" ")));
        }
        Shape::Drum => {
            svg.add(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" class=\"{class}\"/>",
                n(x),
                n(y),
                n(w),
                n(height)
            ));
            svg.add(format_args!(
                "<path d=\"M{},{} L{},{}\" class=\"rim {}\"/>",
                n(x + 1.0),
                n(y + 5.0),
                n(right - 1.0),
                n(y + 5.0),
                class_of(node.status)
            ));
        }
    }
    let top = y + (height - count_of(label.len()) * LINE) / 2.0 + LINE - 4.5;
    for (at, line) in label.iter().enumerate() {
        svg.text((x + WIDTH / 2.0, top + count_of(at) * LINE), class_of(node.status), Anchor::Middle, line);
    }
}

fn class_of(status: Status) -> &'static str {
    match status {
        Status::None => "plain",
        Status::Green => "on-green",
        Status::Amber => "on-amber",
        Status::Red => "on-red",
        Status::Blue => "on-blue",
        Status::Grey => "on-grey",
    }
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn count_of(n: usize) -> f64 {
    n as f64
}
