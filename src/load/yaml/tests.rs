use super::*;
use crate::load::tree::Node;
use crate::load::tree::NodeForm;
use crate::source::LineIndex;

/// Prints a tree on one line.
pub(super) fn print(node: Option<Node<'_>>) -> String {
    let Some(node) = node else { return String::new() };
    match node.form() {
        NodeForm::Plain if node.is_null() => "~".to_owned(),
        NodeForm::Plain => node.scalar().into_owned(),
        NodeForm::Quoted => format!("{:?}", node.scalar()),
        NodeForm::List => {
            format!("[{}]", node.items().map(|n| print(Some(n))).collect::<Vec<_>>().join(", "))
        }
        NodeForm::Map => {
            let entries = node.entries().map(|(k, v)| format!("{}: {}", print(Some(k)), print(Some(v))));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

pub(super) fn read_all(text: &str) -> Parsed {
    read(text, 0..text.len())
}

fn dump(text: &str) {
    let parsed = read_all(text);
    let index = LineIndex::new(text);
    println!("---\n{text}");
    for f in &parsed.faults {
        let (l, c) = index.line_column(text, f.span.start);
        println!("  {l}:{c} {:?} «{}» {}", f.kind, &text[f.span.range()], f.detail);
    }
    println!("  lost {:?}", parsed.lost);
    println!("  {}", print(parsed.tree.root(text)));
}

#[test]
fn probe_samples() {
    for sample in std::fs::read_to_string("/tmp/samples.txt").unwrap().split("@@@\n") {
        dump(sample);
    }
}
