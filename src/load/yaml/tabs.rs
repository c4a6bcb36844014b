//! Lines that begin with a tab and still parse: YAML reads them as more words of the value above, a person means a field.

use std::ops::Range;

use crate::diag::Span;
use crate::load::tree::Node;
use crate::load::tree::NodeForm;
use crate::load::yaml::MAX_FAULTS;
use crate::load::yaml::Parsed;
use crate::load::yaml::SyntaxFault;
use crate::load::yaml::SyntaxKind;

/// Reports every line of a plain value that begins with a tab, unless a fault stands on it already.
pub(super) fn tell(text: &str, range: Range<usize>, parsed: &mut Parsed) {
    let part = text.get(range.clone()).unwrap_or_default();
    if !part.contains("\n\t") && !part.contains(" \t") {
        return;
    }
    let mut found = Vec::new();
    if let Some(root) = parsed.tree.root(text) {
        plain_tabs(root, text, &mut found);
    }
    // A block that was left out for what follows such a line.
    for lost in &parsed.lost {
        let from = text[..lost.span.start as usize].rfind('\n').unwrap_or(lost.span.start as usize);
        leading_tabs(text, from..(lost.span.end as usize).min(text.len()), &mut found);
    }
    for at in found {
        if parsed.faults.len() >= MAX_FAULTS {
            break;
        }
        let is_told = parsed.faults.iter().any(|f| f.span.start as usize == at);
        if !is_told {
            parsed.faults.push(SyntaxFault {
                span: Span::new(at, at + 1),
                kind: SyntaxKind::TabIndent,
                detail: "a tab stands where YAML wants spaces".to_owned(),
                help: "indent with spaces only".to_owned(),
                related: None,
            });
        }
    }
    parsed.faults.sort_by_key(|fault| fault.span.start);
}

/// Finds the tabs that begin a later line of a plain scalar.
fn plain_tabs(root: Node<'_>, text: &str, found: &mut Vec<usize>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if node.form() == NodeForm::Plain {
            leading_tabs(text, node.span().range(), found);
        }
        open.extend(node.items());
        open.extend(node.entries().flat_map(|(key, value)| [key, value]));
    }
}

/// Finds the tabs in the white space that begins a line after the first of a range.
fn leading_tabs(text: &str, range: Range<usize>, found: &mut Vec<usize>) {
    let words = text.get(range.clone()).unwrap_or_default();
    for (at, _) in words.match_indices('\n') {
        let line = &words[at + 1..];
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_empty = line[blank..].starts_with(['\n', '\r', '#']) || line[blank..].is_empty();
        if let Some(tab) = line[..blank].find('\t').filter(|_| !is_empty) {
            found.push(range.start + at + 1 + tab);
        }
    }
}
