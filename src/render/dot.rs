//! Graphviz DOT from a plain graph. Everything is quoted, so that no label can add an attribute.

use std::collections::BTreeSet;

use crate::render::paint::paint;
use crate::render::text;
use crate::report::graph::Graph;
use crate::report::graph::Shape;
use crate::report::graph::Style;

/// Writes a graph as a DOT digraph.
pub fn digraph(graph: &Graph) -> String {
    let mut out = "digraph epm {\n    rankdir=LR;\n    node [shape=box, fontname=Helvetica];\n".to_owned();
    let known: BTreeSet<&str> = graph.nodes.iter().map(|node| node.id.as_str()).collect();
    for node in &graph.nodes {
        let words = if node.label.trim().is_empty() { &node.id } else { &node.label };
        let mut fields = format!("label={}", quoted(words));
        let (shape, style) = match node.shape {
            Shape::Box => ("", "filled"),
            Shape::Round => ("", "filled,rounded"),
            Shape::Diamond => (", shape=diamond", "filled"),
            Shape::Hexagon => (", shape=hexagon", "filled"),
            Shape::Drum => (", shape=cylinder", "filled"),
        };
        fields.push_str(shape);
        match paint(node.status) {
            Some((_, fill, line, font)) => fields.push_str(&format!(
                ", style=\"{style}\", fillcolor=\"{fill}\", color=\"{line}\", fontcolor=\"{font}\""
            )),
            None if node.shape == Shape::Round => fields.push_str(", style=\"rounded\""),
            None => {}
        }
        out.push_str(&format!("    {} [{fields}];\n", quoted(&node.id)));
    }
    for edge in
        graph.edges.iter().filter(|e| known.contains(e.from.as_str()) && known.contains(e.to.as_str()))
    {
        let mut fields = Vec::new();
        if !edge.label.trim().is_empty() {
            fields.push(format!("label={}", quoted(&edge.label)));
        }
        match edge.style {
            Style::Solid => {}
            Style::Dotted => fields.push("style=dashed".to_owned()),
            Style::Thick => fields.push("penwidth=2.5".to_owned()),
        }
        let fields = if fields.is_empty() { String::new() } else { format!(" [{}]", fields.join(", ")) };
        out.push_str(&format!("    {} -> {}{fields};\n", quoted(&edge.from), quoted(&edge.to)));
    }
    out.push_str("}\n");
    out
}

/// Quotes a text. Graphviz reads `\n`, `\N` and HTML entities in a label, so backslash and ampersand are escaped too.
fn quoted(words: &str) -> String {
    let mut out = String::from('"');
    for c in text::one_line(words).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
