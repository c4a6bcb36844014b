//! The fast path against the full parser: equal trees, or handed over; never a text that the parser refuses.

use proptest::prelude::*;

use crate::load::tree::Node;
use crate::load::tree::SpannedTree;
use crate::load::yaml::compose::compose;
use crate::load::yaml::fast;
use crate::load::yaml::granit::Granit;

/// Lists every node with its form, bytes and text.
fn nodes(tree: &SpannedTree, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Vec<Node<'_>> = tree.root(text).into_iter().collect();
    while let Some(node) = open.pop() {
        out.push(format!("{:?} {:?} {:?}", node.form(), node.span().range(), node.scalar()));
        let pairs = node.entries().flat_map(|(key, value)| [key, value]);
        let mut children: Vec<Node<'_>> = node.items().chain(pairs).collect();
        children.reverse();
        open.append(&mut children);
    }
    out
}

/// Holds the fast path to the full parser; tells whether it took the text.
fn compare(text: &str) -> Result<bool, String> {
    let Some(fast) = fast::read(text, 0) else { return Ok(false) };
    let Ok((full, faults)) = compose(text, text, 0, &mut Granit::new(text)) else {
        return Err(format!("taken although the parser refuses it:\n{text}"));
    };
    let faults = faults.finish();
    if !faults.is_empty() {
        return Err(format!("taken although it has faults:\n{text}\n{faults:?}"));
    }
    let (fast, full) = (nodes(&fast, text), nodes(&full, text));
    if fast != full {
        return Err(format!("read differently:\n{text}\nfast {fast:#?}\nfull {full:#?}"));
    }
    Ok(true)
}

/// Everyday texts, which the fast path must take.
const EVERYDAY: &[&str] = &[
    "a: b\n",
    "a: b",
    "a:\n",
    "a:",
    "",
    "# c\n\n",
    "--- # c\na: b\n",
    "- a\n-\n- \n- b: c\n  d: e\n",
    "- - a\n  - b\n-\n  - c\n",
    "m:\n- a\n- b: c\nn:\n  - d\n",
    "- a:\n  - x\n  b: y\n",
    "a: b # c\nd: e#f\n# g\n  # h\ni: 'it''s' # j\n",
    "a: \"x # y: z\"\nb: \"\"\nc: ''\nd: \"q\\\"\\n\\\\\"\n",
    "a: [b, c d, 'e', \"f\"]\ng: {h: i, j-k: [l, {m: n}]}\no: []\np: {}\nq: [ r ]  # s\n",
    "a: |\n  b\n    c\n\n  d  \n\n\ne: |-\n   f\n",
    "a: >\n  b\n  c\n\n  d\n\n\n  e\nf: >-\n  g\n  h\n",
    "- |\n a\n- b: |\n   c\n  d: e\n",
    "a: |\n\n  b\n",
    "a: |\n  # no comment\n# comment\nb: c\n",
    "a: b\r\nc:\r\n  - d\r\n  - |\r\n    e\r\n    f\r\n",
    "a: 2026-11-22\nb: 40%\nc: ~\nd: -2d\ne: https://x.org/a?b=c#d\nf: <5\ng: 1:30\n",
    "é: ü\nnaïve key with blanks: a, b\n",
    "  a: b\n  c: d\n",
    "a:\n    b:\n      c: d\n    e: f\ng: h\n",
];

/// Texts at the edge: whatever is taken must be right.
const TRICKY: &[&str] = &[
    "a: b\n  c\n",
    "a: b: c\n",
    "a:b\n",
    "a: b\n c: d\n",
    "- a\n b\n",
    "- a\n  b: c\n",
    "a: [b\n]\n",
    "a: [b, ]\n",
    "a: {b}\n",
    "a: {b:c}\n",
    "a: {b: }\n",
    "a: [b: c]\n",
    "a: {b: c}: d\n",
    "a: \"b\nc\"\n",
    "a: \"b\" c\n",
    "a: 'b'#c\n",
    "a: #b\n",
    "a: #b\n  - c\n",
    "a: # b\n",
    "a: &x b\n",
    "a: *x\n",
    "a: !t b\n",
    "<<: a\n",
    "a: b\na: c\n",
    "a: b\n\"a\": c\n",
    "a: |\n b\n  c\nd: e\n",
    "a: |\n   b\n  c\nd: e\n",
    "a: |\n  b\n # c\nd: e\n",
    "a: >\n  b\n   c\n",
    "a: |2\n  b\n",
    "a: |+\n  b\n\n",
    "a: |\n",
    "a: |",
    "a: |\nb: c\n",
    "a: | # c\n  b\n",
    "a: |\n  b\n  ",
    "a: |\n  b\n   ",
    "a: |\n  b",
    "a: |\n  \n  b\n",
    "a: |\n   \n  b\n",
    "a: >\n  b \n  c\n",
    "a: >\n  b\n  \n  c\n",
    "a: >\n\n  b\n",
    "a: >\n  b\n\n",
    "a: |-\n  b\n\n\nc: d\n",
    "- |\na\n",
    "- >\n  a\n b\n",
    "a: -\n",
    "a: - b\n",
    "a: -b\n",
    "a: --- b\n",
    "---\n",
    "---",
    "--- a: b\n",
    "---\n---\n",
    "a: b\n---\n",
    "a: b\n...\n",
    "... a: b\n",
    "%a: b\n",
    "? a\n: b\n",
    "? a: b\n",
    ": a\n",
    "a : b\n",
    "a:  b\n",
    "a: b \n",
    "a: b\\\n",
    "a: \"\\q\"\n",
    "a: \"\\x41\"\n",
    "a:\tb\n",
    "\ta: b\n",
    "a: b\tc\n",
    "a: b\rc: d\n",
    "a: b\r",
    "a: b\r\r\n",
    "# a\rb: c\n",
    "a: \u{feff}b\n",
    "\u{feff}a: b\n",
    "a: \u{a0}\n",
    "a: b\u{a0}\nc: |\n  d\u{a0}\n",
    "\u{85}a: b\n",
    "a: b\u{2028}c\n",
    "a: ＠\n",
    "m:\n  - a\n - b\n",
    "m:\n - a\n  - b\n",
    "- a\nb: c\n",
    "a: b\n- c\n",
    "a:\n- b\n c: d\n",
    "a:\n  - b\n  c: d\n",
    "-a: b\n",
    "-\n  a\n",
    "-\n- - \n",
    "- -\n",
    "- - - a\n",
    "-  a: b\n   c: d\n",
    "-  a: b\n  c: d\n",
    "- a: b\n   c: d\n",
    "a:\n  b\n",
    "a:\n  \"b\"\n",
    "a:\n  [b]\n",
    "a\n",
    "\"a\": b\n",
    "'a': b\n",
    "[a]: b\n",
    "{a: b}: c\n",
    "{a: b}\n",
    "[a, b]\n",
    "\"a\"\n",
    "a: {a: b, a: c}\n",
    "a: {x: 1}\nb: {x: 1}\n",
    "a: [a,b]\n",
    "a: [a , b]\n",
    "a: [-1, -a, - b]\n",
    "a: [a#b, c #d]\n",
    "a: [[a], {b: [c]}]\n",
    "a: [a]b\n",
    "a: [a}\n",
    "a: {b: c]\n",
    "a: [<x, =y, ~]\n",
    "a: ?b\n",
    "a: :b\n",
    "a: ,b\n",
    "a: b,\n",
    "a: %b\n",
    "a: @b\n",
    "a: `b\n",
    "a: ]\n",
    "a: b]\n",
    "a: {b: c, d}\n",
    "a b c: d\n",
    "a #b: c\n",
    "a# b: c\n",
    "a': b\n",
    "a\": b\n",
    "a: 'b\n",
    "a: \"b\n",
    "a: '\n",
    "a: \"\n",
    "a: \"b\\",
    "a: [",
    "a: {b",
    "a: {b: ",
    "=: a\n",
    "a: =\n",
    "a: <<\n",
    "- <<: a\n",
    "a: {<<: b}\n",
    "- ! a\n",
    "a: >-\n  b\n\n\n  c\n\n",
    "a: |\n  b\n\n   \nc: d\n",
];

#[test]
fn everyday_texts_are_taken_and_read_as_the_parser_reads_them() {
    for text in EVERYDAY {
        assert_eq!(compare(text), Ok(true), "{text}");
    }
}

#[test]
fn tricky_texts_are_handed_over_or_read_as_the_parser_reads_them() {
    let compared: Vec<_> = TRICKY.iter().map(|text| compare(text)).collect();
    let wrong: Vec<&String> = compared.iter().filter_map(|c| c.as_ref().err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let taken = compared.iter().filter(|c| **c == Ok(true)).count();
    assert!(taken > 20, "only {taken} are taken");
}

#[test]
fn keys_and_nesting_are_bounded_as_in_the_full_parser() {
    for length in [999, 1000, 1001, 1024, 1025, 3000] {
        let key = "k".repeat(length);
        assert!(compare(&format!("{key}: a\n")).is_ok());
        assert!(compare(&format!("a: {key}\nb: [{key}, {{c: {key}}}]\n- {key}\n")).is_ok());
        assert!(compare(&format!("- {key}\n- [{key}]\n- \"{key}\"\n")).is_ok());
    }
    for depth in [62, 63, 64, 65, 66] {
        assert!(compare(&format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth))).is_ok());
        assert!(compare(&format!("{}a\n", "- ".repeat(depth))).is_ok());
        let deep: String = (0..depth).map(|n| " ".repeat(n) + "a:\n").collect();
        assert!(compare(&deep).is_ok());
    }
    for count in [20, 24, 25, 26, 27, 100] {
        let keys: String = (0..count).map(|n| format!("k{}: v\n", n % (count - 1))).collect();
        assert_eq!(compare(&keys), Ok(false), "a key twice among {count}");
        assert_eq!(compare(&keys[..keys.rfind('k').unwrap()]), Ok(true));
    }
}

/// A value of a document.
#[derive(Clone, Debug)]
enum Tree {
    Scalar(String),
    Flow(String),
    Text(Vec<String>, &'static str),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn write(tree: &Tree, column: usize, is_inline: bool, out: &mut String) {
    let pad = " ".repeat(column);
    let begin = |out: &mut String, first: bool| {
        if !(first && is_inline) {
            out.push_str(&pad);
        }
    };
    match tree {
        Tree::Scalar(text) | Tree::Flow(text) => *out += &format!("{text}\n"),
        Tree::Text(lines, header) => {
            *out += &format!("{header}\n");
            for line in lines {
                *out += &if line.is_empty() { "\n".to_owned() } else { format!("{pad}{line}\n") };
            }
        }
        Tree::List(items) => {
            for (n, item) in items.iter().enumerate() {
                begin(out, n == 0);
                out.push_str("- ");
                write(item, column + 2, true, out);
            }
        }
        Tree::Map(entries) => {
            for (n, (key, value)) in entries.iter().enumerate() {
                begin(out, n == 0);
                *out += &format!("{key}:");
                if matches!(value, Tree::List(_) | Tree::Map(_)) {
                    out.push('\n');
                    write(value, column + 2, false, out);
                } else {
                    out.push(' ');
                    write(value, column + 2, true, out);
                }
            }
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let scalar = prop_oneof![
        "[A-Za-z0-9_./<~-][A-Za-z0-9 _.,:/#'\"()é%-]{0,12}",
        "'[a-z :#\"]{0,8}'",
        "\"[a-z :#'é]{0,8}\"",
        Just(String::new()),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}( # [a-z]{1,5})?",
    ]
    .prop_map(Tree::Scalar);
    let flow = prop_oneof![
        "\\[[a-z0-9]{1,4}(, [a-z -]{1,6}){0,4}\\]",
        "\\{[a-c]: [a-z0-9]{1,4}(, [d-z]: \\[[a-z]\\]){0,2}\\}"
    ]
    .prop_map(Tree::Flow);
    let header = prop_oneof![Just("|"), Just("|-"), Just(">"), Just(">-"), Just("|+"), Just("| # c")];
    let text = (proptest::collection::vec("( {0,2}[a-z#:-][a-z: #-]{0,10})?", 1..5), header)
        .prop_map(|(lines, header)| Tree::Text(lines, header));
    let leaf = prop_oneof![4 => scalar, 1 => flow, 1 => text];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let entry = ("[a-z]{1,3}|[a-z]{1,4} [a-z]{1,3}|é[a-z]", inner.clone());
        prop_oneof![
            proptest::collection::vec(inner, 1..5).prop_map(Tree::List),
            proptest::collection::vec(entry, 1..5).prop_map(Tree::Map),
        ]
    })
}

fn documents() -> impl Strategy<Value = String> {
    trees().prop_map(|tree| {
        let mut text = String::new();
        write(&tree, 0, true, &mut text);
        text
    })
}

/// A change of a text: at which of 1000 parts, how many characters go, and what comes instead.
fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let piece = prop_oneof![
        "[ \\-:#\\[\\]{},'\"|>&*!%@`?~a\\n\\t\\r]{0,3}",
        prop_oneof![
            Just("- "),
            Just(": "),
            Just(":\n"),
            Just("\n  "),
            Just("\n- "),
            Just(" #"),
            Just("---\n"),
            Just("...\n"),
            Just("|\n"),
            Just("<<: "),
            Just("a: b\n"),
            Just("\r\n"),
            Just("\u{feff}"),
            Just("\u{a0}"),
            Just("\\"),
            Just("  "),
            Just("\n\n"),
        ]
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec((0..1000usize, 0..3usize, piece), 0..4)
}

fn edit(text: &str, edits: &[(usize, usize, String)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (part, gone, piece) in edits {
        let at = chars.len() * part / 1000;
        let end = (at + gone).min(chars.len());
        chars.splice(at..end, piece.chars());
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_documents_are_handed_over_or_read_as_the_parser_reads_them(text in documents(), edits in edits()) {
        let text = edit(&text, &edits);
        let compared = compare(&text);
        prop_assert!(compared.is_ok(), "{}", compared.unwrap_err());
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in documents(), edits in edits(), noise in "\\PC{0,12}") {
        let text = edit(&text, &edits) + &noise;
        let parsed = crate::load::yaml::read(&text, 0..text.len());
        prop_assert!(parsed.faults.iter().all(|f| text.get(f.span.range()).is_some()));
        prop_assert!(parsed.lost.iter().all(|l| text.get(l.span.range()).is_some()));
        for node in nodes(&parsed.tree, &text) {
            prop_assert!(!node.is_empty());
        }
    }
}
