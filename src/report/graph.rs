//! A plain graph to be drawn: what a view gives for a dependency map. Mermaid and DOT are written from it.
//!
//! [`build`] draws the plan; the shapes above it serve every graph, also those of templates.

use serde::Deserialize;
use serde::Serialize;

use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::plan::PlanEdge;
use crate::plan::PlanNode;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;

/// A graph. Nodes are drawn in their order; an edge to an unknown node is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graph {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// A node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its id in this graph.
    pub id: String,
    /// What the reader sees.
    pub label: String,
    /// Its form.
    #[serde(default)]
    pub shape: Shape,
    /// Its colour.
    #[serde(default)]
    pub status: Status,
}

/// An edge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The id of the node that it leaves.
    pub from: String,
    /// The id of the node that it enters.
    pub to: String,
    /// What stands on it; may be empty.
    #[serde(default)]
    pub label: String,
    /// How it is drawn.
    #[serde(default)]
    pub style: Style,
}

/// The form of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A box: work.
    #[default]
    Box,
    /// A rounded box: a program, a team.
    Round,
    /// A diamond: a decision or a gate.
    Diamond,
    /// A hexagon: a milestone.
    Hexagon,
    /// A drum: something outside.
    Drum,
}

/// The colour of a node. The label must say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No colour.
    #[default]
    None,
    /// On track.
    Green,
    /// At risk.
    Amber,
    /// Off track.
    Red,
    /// For information.
    Blue,
    /// Over, or not known.
    Grey,
}

/// How an edge is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A line.
    #[default]
    Solid,
    /// A dotted line: weak, external.
    Dotted,
    /// A thick line: critical.
    Thick,
}

/// The graph of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct GraphView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: String,
    /// What is drawn.
    #[serde(flatten)]
    pub graph: Graph,
}

/// What part of the plan is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// Only this node and what leads to it.
    pub to: Option<usize>,
    /// Only the critical path.
    pub critical: bool,
    /// Also what is finished.
    pub all: bool,
}

/// Draws the part of the plan that lies in the programs asked for.
pub fn build(plan: &Plan, part: Part, wants: impl Fn(&str) -> bool) -> GraphView {
    let leads = part.to.map(|node| ancestors(plan, node));
    let is_shown = |(n, node): (usize, &PlanNode)| {
        (part.all || !node.is_done)
            && (!part.critical || node.is_critical)
            && leads.as_ref().is_none_or(|leads| leads[n])
            && wants(node.key.program.as_str())
    };
    let shown: Vec<bool> = plan.nodes.iter().enumerate().map(is_shown).collect();
    let many = plan.programs.len() > 1;
    let nodes = plan.nodes.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(node, _)| drawn(node, many));
    let edges = plan.edges.iter().filter(|e| shown[e.from] && shown[e.to]).map(|e| Edge {
        from: id(&plan.nodes[e.from].key),
        to: id(&plan.nodes[e.to].key),
        label: label(e),
        style: if e.is_driving && plan.nodes[e.from].is_critical && plan.nodes[e.to].is_critical {
            Style::Thick
        } else {
            Style::Solid
        },
    });
    let graph = Graph { nodes: nodes.collect(), edges: edges.collect() };
    GraphView { version: 1, as_of: plan.as_of.to_string(), graph }
}

/// Marks a node and everything that leads to it.
fn ancestors(plan: &Plan, node: usize) -> Vec<bool> {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); plan.nodes.len()];
    for edge in &plan.edges {
        before[edge.to].push(edge.from);
    }
    let mut seen = vec![false; plan.nodes.len()];
    let mut open = vec![node];
    while let Some(n) = open.pop() {
        if !std::mem::replace(&mut seen[n], true) {
            open.extend(&before[n]);
        }
    }
    seen
}

fn id(key: &NodeKey) -> String {
    key.to_string()
}

fn label(edge: &PlanEdge) -> String {
    let link = edge.link.as_str();
    match (&edge.lag, link) {
        (None, "FS") => String::new(),
        (None, link) => link.to_owned(),
        (Some(lag), link) => format!("{link} {lag}"),
    }
}

fn drawn(node: &PlanNode, many: bool) -> Node {
    let name = if many { node.key.to_string() } else { node.key.id.to_string() };
    let shape = match node.kind {
        NodeKind::Work => Shape::Box,
        NodeKind::Milestone => Shape::Hexagon,
        NodeKind::Dependency => Shape::Drum,
        NodeKind::Decision | NodeKind::Gate => Shape::Diamond,
        NodeKind::Issue => Shape::Round,
    };
    let (status, word) = match node {
        n if n.is_done => (Status::Grey, ", done"),
        n if n.variance.is_some_and(|v| v > 0.0) => (Status::Red, ", late"),
        n if n.is_critical => (Status::Amber, ", critical"),
        _ => (Status::None, ""),
    };
    Node {
        id: id(&node.key),
        label: format!("{name}: {} ({}{word})", node.title, node.early_finish),
        shape,
        status,
    }
}

impl View for GraphView {
    plain_view!("graph");

    fn tables(&self) -> Vec<Table> {
        let row = |edge: &Edge| [&edge.from, &edge.to, &edge.label].map(|text| Cell::text(text)).to_vec();
        vec![Table {
            name: "edges".to_owned(),
            columns: ["from", "to", "label"].map(str::to_owned).to_vec(),
            rows: self.graph.edges.iter().map(row).collect(),
        }]
    }
}
