//! A graph as a layered map from left to right: what a dependency map and a critical path look like.

use std::collections::BTreeMap;

use crate::render::figures::drawing::Canvas;
use crate::render::figures::drawing::Drawing;
use crate::render::figures::drawing::FONT;
use crate::render::figures::drawing::LINE;
use crate::render::figures::drawing::SMALL;
use crate::render::figures::drawing::Step;
use crate::render::figures::drawing::Style;
use crate::render::figures::layers;
use crate::render::figures::layers::Layout;
use crate::render::figures::look::Look;
use crate::render::figures::look::Tone;
use crate::render::figures::words;
use crate::report::graph::Edge;
use crate::report::graph::Graph;
use crate::report::graph::Node;
use crate::report::graph::Shape;
use crate::report::graph::Status;
use crate::report::graph::Style as Line;

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
pub(crate) fn flowchart(graph: &Graph) -> Vec<Drawing> {
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

fn draw(graph: &Graph, part: &Part, (number, count): (usize, usize)) -> Drawing {
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
    let mut canvas = Canvas::new();
    let ways: Vec<Way> = edges.iter().enumerate().map(|(at, ends)| way(*ends, (&layout, at))).collect();
    for (way, edge) in ways.iter().zip(&part.edges) {
        draw_edge(&mut canvas, &graph.edges[*edge], way);
    }
    for (at, node) in part.nodes.iter().enumerate() {
        let corner = (left(layout.layer[at]), MARGIN + layout.middle[at] - heights[at] / 2.0);
        draw_node(&mut canvas, &graph.nodes[*node], corner, heights[at], &labels[at]);
    }
    let width = left(layout.layers.max(1) - 1) + WIDTH + MARGIN;
    for (way, edge) in ways.iter().zip(&part.edges) {
        draw_label(&mut canvas, &graph.edges[*edge], way, width);
    }
    let which = if count > 1 { format!(" (picture {number} of {count})") } else { String::new() };
    let alt = format!(
        "Map of {} and {}{which}; the table has the same",
        words::count(part.nodes.len(), "item"),
        words::count(edges.len(), "link")
    );
    canvas.finish((width, layout.extent + 2.0 * MARGIN), &alt)
}

fn label(node: &Node) -> Vec<String> {
    let words = if node.label.trim().is_empty() { &node.id } else { &node.label };
    words::lines(words, FONT, ROOM, MAX_LINES)
}

fn left(layer: usize) -> f64 {
    MARGIN + count_of(layer) * (WIDTH + ACROSS)
}

/// How an edge runs.
struct Way {
    points: Vec<(f64, f64)>,
    /// Against the direction of the layers.
    is_back: bool,
}

fn way((from, to): (usize, usize), (layout, at): (&Layout, usize)) -> Way {
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
    Way { points, is_back }
}

fn draw_edge(canvas: &mut Canvas, edge: &Edge, way: &Way) {
    let (Some(start), Some(end)) = (way.points.first(), way.points.last()) else { return };
    let mut steps = vec![Step::Move(start.0, start.1)];
    for (number, pair) in way.points.windows(2).enumerate() {
        let [(ax, ay), (bx, by)] = [pair[0], pair[1]];
        let half = (bx - ax) / 2.0;
        steps.push(match number % 2 {
            1 => Step::Line(bx, by),
            _ => Step::Curve([ax + half, ay, bx - half, by, bx, by]),
        });
    }
    let look = match edge.style {
        Line::Solid => Look::Edge,
        Line::Dotted => Look::Dotted,
        Line::Thick => Look::Thick,
    };
    canvas.path(steps, look);
    // A head of its own for each edge: a shared marker needs an id, and several pictures stand on one page.
    let back = if way.is_back { 9.0 } else { -9.0 };
    canvas.polygon(&[*end, (end.0 + back, end.1 - 4.5), (end.0 + back, end.1 + 4.5)], Look::Tip);
}

/// Writes the label of an edge between its ends, where no other text is.
fn draw_label(canvas: &mut Canvas, edge: &Edge, way: &Way, width: f64) {
    let [start, next, ..] = way.points.as_slice() else { return };
    let label = words::cut(edge.label.trim(), SMALL, ACROSS - 8.0);
    if label.is_empty() {
        return;
    }
    let middle = ((start.0 + next.0) / 2.0, (start.1 + next.1) / 2.0);
    for up in [-4.0, 11.0, -16.0, 23.0] {
        let at = (middle.0, middle.1 + up);
        if at.1 > SMALL && canvas.text_if_free(at, Style::small().centred(), &label, (0.0, width)) {
            return;
        }
    }
}

fn draw_node(canvas: &mut Canvas, node: &Node, (x, y): (f64, f64), height: f64, label: &[String]) {
    let (look, tone) = looks(node.status);
    let (right, bottom) = (x + WIDTH, y + height);
    let corner = 10.0;
    match node.shape {
        Shape::Box => canvas.rect([x, y, WIDTH, height], 3.0, look),
        Shape::Round => canvas.rect([x, y, WIDTH, height], 12.0, look),
        // A diamond has its corners cut, a hexagon pointed sides: both leave the label its room.
        Shape::Hexagon => {
            let middle = y + height / 2.0;
            let points = [
                (x + corner, y),
                (right - corner, y),
                (right, middle),
                (right - corner, bottom),
                (x + corner, bottom),
                (x, middle),
            ];
            canvas.polygon(&points, look);
        }
        Shape::Diamond => {
            let points = [
                (x + corner, y),
                (right - corner, y),
                (right, y + corner),
                (right, bottom - corner),
                (right - corner, bottom),
                (x + corner, bottom),
                (x, bottom - corner),
                (x, y + corner),
            ];
            canvas.polygon(&points, look);
        }
        Shape::Drum => {
            canvas.rect([x, y, WIDTH, height], 8.0, look);
            canvas.line(&[(x + 1.0, y + 5.0), (right - 1.0, y + 5.0)], Look::Axis);
        }
    }
    let top = y + (height - count_of(label.len()) * LINE) / 2.0 + LINE - 4.5;
    let id = words::cut(&node.id, FONT, ROOM);
    for (at, line) in label.iter().enumerate() {
        // Where the font lacks the script, the id stands once, in the middle of the lines.
        let plain = if at == label.len() / 2 { id.as_str() } else { "–" };
        let at = (x + WIDTH / 2.0, top + count_of(at) * LINE);
        canvas.text_or(at, Style::label().toned(tone).centred(), line, plain);
    }
}

fn looks(status: Status) -> (Look, Tone) {
    match status {
        Status::None => (Look::Node, Tone::Ink),
        Status::Green => (Look::Green, Tone::OnGreen),
        Status::Amber => (Look::Amber, Tone::OnAmber),
        Status::Red => (Look::Red, Tone::OnRed),
        Status::Blue => (Look::Blue, Tone::OnBlue),
        Status::Grey => (Look::Grey, Tone::OnGrey),
    }
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn count_of(n: usize) -> f64 {
    n as f64
}
