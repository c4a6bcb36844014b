//! Plain shapes for pictures: graphs and bar charts. A template hands them to `flowchart` and `gantt`; how they are
//! drawn is the target's affair.

use serde::Serialize;

use crate::model::Date;

/// A graph. Nodes are drawn in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Graph {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Its id in this graph.
    pub id: String,
    /// What the reader sees; it says the colour too.
    pub label: String,
    /// `box`, `round`, `diamond`, `hexagon` or `drum`.
    pub shape: &'static str,
    /// `none`, `green`, `amber`, `red`, `blue` or `grey`.
    pub status: &'static str,
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The node that it leaves.
    pub from: String,
    /// The node that it enters.
    pub to: String,
    /// What stands on it; may be empty.
    pub label: String,
    /// `solid`, `dotted` or `thick`.
    pub style: &'static str,
}

/// A bar chart of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Gantt {
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A section of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Bar>,
}

/// A row of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The item's id.
    pub id: String,
    /// The item's title.
    pub title: String,
    /// First day.
    pub start: Date,
    /// Last day.
    pub finish: Date,
    /// It is drawn as a point.
    pub milestone: bool,
    /// It is on the critical path.
    pub critical: bool,
    /// `planned`, `active` or `done`.
    pub state: &'static str,
}
