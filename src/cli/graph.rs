//! `epm graph`: the dependency graph as Mermaid, DOT or JSON.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::why;
use crate::cli::workspace;
use crate::cli::workspace::Opened;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::plan::PlanNode;
use crate::render;
use crate::render::dot;
use crate::render::graph::Edge;
use crate::render::graph::Graph;
use crate::render::graph::Node;
use crate::render::graph::Shape;
use crate::render::graph::Status;
use crate::render::graph::Style;
use crate::render::mermaid;

/// Draw the dependency graph, with the critical path marked
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// mermaid, dot or json
    #[arg(long, value_name = "FORMAT", default_value = "mermaid", value_parser = ["mermaid", "dot", "json"])]
    format: String,

    /// Only what leads to this item
    #[arg(long, value_name = "ID")]
    to: Option<String>,

    /// Only the critical path
    #[arg(long)]
    critical: bool,

    /// Show also what is finished
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let graph = graph(args, shared, &opened)?;
    let text = match args.format.as_str() {
        "dot" => dot::digraph(&graph),
        "json" => render::json(&serde_json::to_value(&graph).unwrap_or_default()),
        _ => {
            let parts = mermaid::flowchart(&graph);
            if parts.len() > 1 {
                ui.say(&format!(
                    "epm: the graph is over Mermaid's limits and is split into {} diagrams",
                    parts.len()
                ));
            }
            parts.join("\n")
        }
    };
    ui.print(&text)?;
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn graph(args: &Args, shared: &Shared, opened: &Opened) -> Result<Graph, CliError> {
    let plan = &opened.session.plan;
    let leads = match &args.to {
        Some(id) => Some(ancestors(why::find(id, shared, opened)?, opened)),
        None => None,
    };
    let is_near = |n: usize| {
        let node = &plan.nodes[n];
        let is_shown = args.all || !node.is_done;
        is_shown
            && (!args.critical || node.is_critical)
            && leads.as_ref().is_none_or(|leads| leads[n])
            && opened.wants(shared, node.key.program.as_str())
    };
    let shown: Vec<bool> = (0..plan.nodes.len()).map(is_near).collect();
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
    Ok(Graph { nodes: nodes.collect(), edges: edges.collect() })
}

/// Marks a node and everything that leads to it.
fn ancestors(node: usize, opened: &Opened) -> Vec<bool> {
    let plan = &opened.session.plan;
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

fn label(edge: &crate::plan::PlanEdge) -> String {
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
