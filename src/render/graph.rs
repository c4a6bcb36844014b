//! A plain graph to be drawn: what a view gives for a dependency map. Mermaid and DOT are written from it.

use serde::Deserialize;
use serde::Serialize;

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

impl Status {
    /// Returns the name of the colour, its fill, line and text; nothing for no colour. Contrast is above 7:1.
    pub(crate) fn paint(self) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
        match self {
            Status::None => None,
            Status::Green => Some(("green", "#e3fcef", "#216e4e", "#164b35")),
            Status::Amber => Some(("amber", "#fff7d6", "#946f00", "#533f04")),
            Status::Red => Some(("red", "#ffedeb", "#ae2a19", "#5d1f1a")),
            Status::Blue => Some(("blue", "#e9f2ff", "#0055cc", "#09326c")),
            Status::Grey => Some(("grey", "#f1f2f4", "#626f86", "#2c3e5d")),
        }
    }
}
