//! Diagrams: limits, escapes, and what a graph looks like in Mermaid and in DOT.

use crate::render::dot;
use crate::render::gantt::Gantt;
use crate::render::gantt::Row;
use crate::render::gantt::Section;
use crate::render::mermaid;
use crate::render::tests::hostile::HOSTILE;
use crate::report::graph::Edge;
use crate::report::graph::Graph;
use crate::report::graph::Node;
use crate::report::graph::Shape;
use crate::report::graph::Status;
use crate::report::graph::Style;

fn node(id: &str, label: &str) -> Node {
    Node { id: id.to_owned(), label: label.to_owned(), ..Node::default() }
}

fn edge(from: &str, to: &str) -> Edge {
    Edge { from: from.to_owned(), to: to.to_owned(), ..Edge::default() }
}

#[test]
fn a_graph_is_written_in_both_languages() {
    let graph = Graph {
        nodes: vec![
            Node { shape: Shape::Diamond, status: Status::Red, ..node("end", "Go/no-go: \"GA\"") },
            Node { shape: Shape::Drum, ..node("v", "Vendor & Co") },
            Node { shape: Shape::Round, status: Status::Green, ..node("t", "") },
        ],
        edges: vec![
            Edge { label: "SS +2d".to_owned(), style: Style::Dotted, ..edge("v", "end") },
            Edge { style: Style::Thick, ..edge("t", "end") },
            edge("t", "nowhere"),
        ],
    };
    insta::assert_snapshot!(mermaid::flowchart(&graph).join("\n"), @r##"
    flowchart LR
        n1{"Go/no-go#58; #quot;GA#quot;"}
        n2[("Vendor #38; Co")]
        n3("t")
        n2 -.->|"SS +2d"| n1
        n3 ==> n1
        classDef green fill:#e3fcef,stroke:#216e4e,color:#164b35
        class n3 green
        classDef red fill:#ffedeb,stroke:#ae2a19,color:#5d1f1a
        class n1 red
    "##);
    insta::assert_snapshot!(dot::digraph(&graph), @r##"
    digraph epm {
        rankdir=LR;
        node [shape=box, fontname=Helvetica];
        "end" [label="Go/no-go: \"GA\"", shape=diamond, style="filled", fillcolor="#ffedeb", color="#ae2a19", fontcolor="#5d1f1a"];
        "v" [label="Vendor &amp; Co", shape=cylinder];
        "t" [label="t", style="filled,rounded", fillcolor="#e3fcef", color="#216e4e", fontcolor="#164b35"];
        "v" -> "end" [label="SS +2d", style=dashed];
        "t" -> "end" [penwidth=2.5];
    }
    "##);
}

#[test]
fn large_graphs_are_split_and_lose_nothing() {
    let nodes: Vec<Node> = (0..1_300).map(|i| node(&format!("m{i}"), &"Ä long title ".repeat(9))).collect();
    let edges: Vec<Edge> = (1..1_250).map(|i| edge(&format!("m{}", i / 2), &format!("m{i}"))).collect();
    let parts = mermaid::flowchart(&Graph { nodes, edges });
    let mut drawn = 0;
    let mut named = std::collections::BTreeSet::new();
    for part in &parts {
        assert!(part.encode_utf16().count() <= 50_000);
        drawn += part.matches(" --> ").count();
        assert!(part.matches(" --> ").count() <= 500);
        let ids = part.lines().filter(|l| l.contains("[\"")).filter_map(|l| l.trim().split('[').next());
        named.extend(ids.map(str::to_owned));
    }
    assert_eq!((drawn, named.len()), (1_249, 1_300));
    let dense = Graph { nodes: vec![node("a", "a"), node("b", "b")], edges: vec![edge("a", "b"); 501] };
    assert_eq!(mermaid::flowchart(&dense).len(), 2);
    assert!(mermaid::flowchart(&Graph::default()).is_empty());
}

#[test]
fn a_chart_is_split_at_forty_rows_and_keeps_its_sections() {
    let row = |i: usize| Row {
        id: format!("M-{i}"),
        title: "section x: y".to_owned(),
        start: "2026-11-02".to_owned(),
        finish: if i == 0 { "2026-11-01".to_owned() } else { "2026-11-30".to_owned() },
        ..Row::default()
    };
    let chart =
        Gantt { sections: vec![Section { name: "A: b".to_owned(), rows: (0..45).map(row).collect() }] };
    let parts = mermaid::gantt(&chart);
    assert_eq!(parts.len(), 2);
    assert!(parts.iter().all(|part| part.contains("    section A#58; b\n")));
    assert!(parts[0].contains("    M-0 section x#58; y :t1, 2026-11-02, 2026-11-02\n"), "{}", parts[0]);
    assert!(parts[1].contains("    M-44 section x#58; y :t45, 2026-11-02, 2026-11-30\n"));
    assert_eq!(chart.fault(), None);
    let late = Gantt {
        sections: vec![Section {
            name: String::new(),
            rows: vec![Row { finish: "soon".to_owned(), ..row(7) }],
        }],
    };
    assert_eq!(late.fault().as_deref(), Some("`soon` of row `M-7` is no date like `2026-11-22`"));
}

#[test]
fn labels_cannot_leave_their_quotes() {
    for text in HOSTILE {
        let graph = Graph {
            nodes: vec![node("a", text), node("b", "b")],
            edges: vec![Edge { label: (*text).to_owned(), ..edge("a", "b") }],
        };
        let chart = &mermaid::flowchart(&graph)[0];
        for line in chart.lines() {
            assert!(line.matches('"').count() % 2 == 0 && line.matches('"').count() <= 2, "{line}");
            assert!(!line.contains("%%") && !line.trim_start().starts_with("click"), "{line}");
        }
        let drawn = dot::digraph(&graph);
        for line in drawn.lines().skip(3).filter(|line| line.contains('"')) {
            let bare: String = line.replace("\\\\", "").replace("\\\"", "");
            let outside: String = bare.split('"').step_by(2).collect();
            assert!(!outside.contains("URL") && !outside.contains('<'), "{line}");
        }
    }
}
