//! Mermaid text from plain shapes. Ids are generated (`end` breaks a diagram), labels are quoted and escaped.
//!
//! Mermaid draws at most 500 edges and 50,000 characters, and a chart over some 40 rows cannot be read; what is
//! larger is split into several diagrams, edges and rows in their order.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::render::gantt::Gantt;
use crate::render::gantt::Row;
use crate::render::gantt::State;
use crate::render::paint::paint;
use crate::render::text;
use crate::report::graph::Edge;
use crate::report::graph::Graph;
use crate::report::graph::Node;
use crate::report::graph::Shape;
use crate::report::graph::Status;
use crate::report::graph::Style;

const MAX_EDGES: usize = 500;
const MAX_UNITS: usize = 48_000;
const MAX_ROWS: usize = 40;
const MAX_LABEL: usize = 120;
/// Steps of a chain that are still readable side by side on a page.
const LONG_CHAIN: usize = 5;

/// Writes a graph as flowcharts; none for an empty one.
pub fn flowchart(graph: &Graph) -> Vec<String> {
    let numbers: BTreeMap<&str, usize> =
        graph.nodes.iter().enumerate().map(|(i, node)| (node.id.as_str(), i)).collect();
    let mut out = Vec::new();
    let mut part = Part::default();
    for edge in &graph.edges {
        let (Some(&from), Some(&to)) = (numbers.get(edge.from.as_str()), numbers.get(edge.to.as_str()))
        else {
            continue;
        };
        let line = edge_line(edge, from, to);
        if !part.has_room(graph, &[from, to], &line) {
            out.push(std::mem::take(&mut part).text(graph));
        }
        part.add(graph, &[from, to], line);
    }
    let linked: BTreeSet<&str> = graph.edges.iter().flat_map(|e| [e.from.as_str(), e.to.as_str()]).collect();
    for (i, _) in graph.nodes.iter().enumerate().filter(|(_, node)| !linked.contains(node.id.as_str())) {
        if !part.has_room(graph, &[i], "") {
            out.push(std::mem::take(&mut part).text(graph));
        }
        part.add(graph, &[i], String::new());
    }
    if !part.nodes.is_empty() {
        out.push(part.text(graph));
    }
    out
}

/// Writes a chart as gantt diagrams; rows whose dates cannot be read are left out (see [`Gantt::fault`]).
pub fn gantt(chart: &Gantt) -> Vec<String> {
    let mut rows = Vec::new();
    for section in &chart.sections {
        rows.extend(section.rows.iter().filter(|row| row.fault().is_none()).map(|row| (&section.name, row)));
    }
    let mut number = 0;
    let diagram = |part: &[(&String, &Row)]| {
        let mut out =
            "gantt\n    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m-%d\n    inclusiveEndDates\n".to_owned();
        let mut section: Option<&String> = None;
        for (name, row) in part {
            if section != Some(name) {
                section = Some(name);
                out.push_str(&format!(
                    "    section {}\n",
                    label(if name.is_empty() { "Plan" } else { name })
                ));
            }
            number += 1;
            out.push_str(&row_line(row, number));
        }
        out
    };
    rows.chunks(MAX_ROWS).map(diagram).collect()
}

/// A diagram in the making.
#[derive(Default)]
struct Part {
    nodes: BTreeSet<usize>,
    edges: Vec<String>,
    units: usize,
}

impl Part {
    fn has_room(&self, graph: &Graph, nodes: &[usize], line: &str) -> bool {
        self.edges.len() < MAX_EDGES && self.units + self.cost(graph, nodes, line) <= MAX_UNITS
    }

    fn add(&mut self, graph: &Graph, nodes: &[usize], line: String) {
        self.units += self.cost(graph, nodes, &line);
        self.nodes.extend(nodes);
        if !line.is_empty() {
            self.edges.push(line);
        }
    }

    /// Characters as Mermaid counts them, in UTF-16; a node costs its line, and its place in a class line.
    fn cost(&self, graph: &Graph, nodes: &[usize], line: &str) -> usize {
        let new = nodes.iter().filter(|i| !self.nodes.contains(i));
        let lines = new.map(|i| node_line(&graph.nodes[*i], *i).encode_utf16().count() + 8);
        lines.sum::<usize>() + line.encode_utf16().count()
    }

    fn text(&self, graph: &Graph) -> String {
        // A long chain beside itself would be drawn too small to read.
        let is_chain = self.nodes.len() > LONG_CHAIN && self.edges.len() + 1 == self.nodes.len();
        let mut out = format!("flowchart {}\n", if is_chain { "TD" } else { "LR" });
        let mut painted: BTreeMap<Status, Vec<String>> = BTreeMap::new();
        for &i in &self.nodes {
            out.push_str(&node_line(&graph.nodes[i], i));
            painted.entry(graph.nodes[i].status).or_default().push(format!("n{}", i + 1));
        }
        self.edges.iter().for_each(|line| out.push_str(line));
        for (status, nodes) in painted {
            if let Some((name, fill, line, words)) = paint(status) {
                out.push_str(&format!("    classDef {name} fill:{fill},stroke:{line},color:{words}\n"));
                out.push_str(&format!("    class {} {name}\n", nodes.join(",")));
            }
        }
        out
    }
}

fn node_line(node: &Node, i: usize) -> String {
    let (open, close) = match node.shape {
        Shape::Box => ("[", "]"),
        Shape::Round => ("(", ")"),
        Shape::Diamond => ("{", "}"),
        Shape::Hexagon => ("{{", "}}"),
        Shape::Drum => ("[(", ")]"),
    };
    let words = if node.label.trim().is_empty() { &node.id } else { &node.label };
    format!("    n{}{open}\"{}\"{close}\n", i + 1, label(words))
}

fn edge_line(edge: &Edge, from: usize, to: usize) -> String {
    let arrow = match edge.style {
        Style::Solid => "-->",
        Style::Dotted => "-.->",
        Style::Thick => "==>",
    };
    let words = label(&edge.label);
    let words = if words.is_empty() { words } else { format!("|\"{words}\"|") };
    format!("    n{} {arrow}{words} n{}\n", from + 1, to + 1)
}

/// Words that Mermaid takes for its own at the beginning of a row; a title that begins so stands behind its id.
const WORDS: [&str; 18] = [
    "acc",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusive",
    "section",
    "tickinterval",
    "title",
    "today",
    "topaxis",
    "vert",
    "weekday",
    "weekend",
];

fn row_line(row: &Row, number: usize) -> String {
    let mut tags = String::new();
    if row.critical {
        tags.push_str("crit, ");
    }
    tags.push_str(match row.state {
        State::Planned => "",
        State::Active => "active, ",
        State::Done => "done, ",
    });
    let first = row.title.trim_start().to_ascii_lowercase();
    let is_taken = first.is_empty() || WORDS.iter().any(|word| first.starts_with(word));
    let id = if row.id.is_empty() { "·" } else { &row.id };
    let words = label(&if is_taken { format!("{id} {}", row.title) } else { row.title.clone() });
    if row.milestone {
        return format!("    {words} :{tags}milestone, t{number}, {}, 0d\n", row.finish);
    }
    let finish = if row.finish < row.start { &row.start } else { &row.finish };
    format!("    {words} :{tags}t{number}, {}, {finish}\n", row.start)
}

/// Escapes a label: nothing in it can end the quotes, open a directive, or be read as markup.
fn label(words: &str) -> String {
    let words = text::one_line(words);
    let mut out = String::with_capacity(words.len());
    for (i, c) in words.chars().enumerate() {
        if i == MAX_LABEL {
            out.push('…');
            break;
        }
        match c {
            '"' => out.push_str("#quot;"),
            '#' | '<' | '>' | '&' | '`' | '\\' | '%' | ':' | ';' | '|' | '{' | '}' | '[' | ']' => {
                out.push_str(&format!("#{};", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}
