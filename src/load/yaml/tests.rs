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

/// Prints what was read: `line:column Kind` a fault, then the tree.
fn told(text: &str) -> (Vec<String>, String) {
    let parsed = read_all(text);
    let index = LineIndex::new(text);
    let faults = parsed.faults.iter().map(|fault| {
        let (line, column) = index.line_column(text, fault.span.start);
        format!("{line}:{column} {:?}", fault.kind)
    });
    (faults.collect(), print(parsed.tree.root(text)))
}

/// A mistake people make, the only fault it gives, words its message holds, and what is still read.
struct Mistake(&'static str, &'static str, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    Mistake("a: b: c\nd: e\n", "1:4 NeedsQuotes", "write `a: \"b: c\"`", "{d: e}"),
    Mistake("- Foo: bar: baz\n- x\n", "1:8 NeedsQuotes", "write `Foo: \"bar: baz\"`", "[x]"),
    Mistake("a: say \"hi\": you\nd: e\n", "1:4 NeedsQuotes", "write `a: 'say \"hi\": you'`", "{d: e}"),
    Mistake("a: 1\nb:2\nc: 3\n", "2:1 MissingSpace", "write `b: 2`", "{a: 1, c: 3}"),
    Mistake("b:2\nc: 3\n", "1:1 MissingSpace", "write `b: 2`", "{c: 3}"),
    Mistake(
        "m:\n  - id: a\n    t:foo\n    x: y\n  - id: b\n",
        "3:5 MissingSpace",
        "write `t: foo`",
        "{m: [{id: b}]}",
    ),
    Mistake("m:\n  - id: a\n  -id: b\n", "3:3 MissingSpace", "write `- id: b`", "{m: [{id: a}]}"),
    Mistake("m:\n  -a\n  -b\n", "2:3 MissingSpace", "write `- a`", "{m: -a -b}"),
    Mistake("a: \"x\"#y\nb: c\n", "1:7 MissingSpace", "before the `#`", "{b: c}"),
    Mistake("owner: @maria\nb: c\n", "1:8 NeedsQuotes", "write `owner: \"@maria\"`", "{b: c}"),
    Mistake("owner: `m`\nb: c\n", "1:8 NeedsQuotes", "a backtick needs quotes", "{b: c}"),
    Mistake("a: %x\nb: c\n", "1:4 NeedsQuotes", "write `a: \"%x\"`", "{b: c}"),
    Mistake("a: *so* it\nb: c\n", "1:4 NeedsQuotes", "write `a: \"*so* it\"`", "{b: c}"),
    Mistake("a: & b\nc: d\n", "1:4 NeedsQuotes", "write `a: \"& b\"`", "{c: d}"),
    Mistake("a: > 5 days\nb: c\n", "1:4 NeedsQuotes", "write `a: \"> 5 days\"`", "{b: c}"),
    Mistake("a: {{ x }}\nb: c\n", "1:5 ComplexKey", "`{{` needs quotes", "{a: {}, b: c}"),
    Mistake("a: {% if %}\nb: c\n", "1:4 NeedsQuotes", "`{%` needs quotes", "{b: c}"),
    Mistake("a: #general\nb: c\n", "1:4 HashValue", "write `a: \"#general\"`", "{a: ~, b: c}"),
    Mistake("a: , b\nc: d\n", "1:4 NeedsQuotes", "write `a: \", b\"`", "{c: d}"),
    Mistake("a: ? b\nc: d\n", "1:4 NeedsQuotes", "write `a: \"? b\"`", "{c: d}"),
    Mistake("a: 'don't do'\nb: c\n", "1:4 NeedsQuotes", "apostrophe twice", "{b: c}"),
    Mistake("a: \"x\" y\nb: c\n", "1:4 NeedsQuotes", "write `a: '\"x\" y'`", "{b: c}"),
    Mistake("\"a\" b: c\nd: e\n", "1:1 NeedsQuotes", "put all of it in quotes", "{d: e}"),
    Mistake("a: \"C:\\path\"\nb: c\n", "1:4 Syntax", "single quotes", "{b: c}"),
    Mistake("a: 'x\nb: c\n", "1:4 UnclosedQuote", "closing `'`", "{b: c}"),
    Mistake(
        "m:\n  - id: a\n    t: \"x\n  - id: b\n    t: \"y\"\n",
        "3:8 UnclosedQuote",
        "closing `\"`",
        "{m: [{id: b, t: \"y\"}]}",
    ),
    Mistake("m:\n  - t: \"a\nb\"\n    x: y\nn: o\n", "2:8 UnclosedQuote", "closing `\"`", "{m: ~, n: o}"),
    Mistake("a: |\n  text\nb: \"x\nc: d\n", "3:4 UnclosedQuote", "closing", "{a: \"text\\n\", c: d}"),
    Mistake("a: [x, y\nb: c\n", "1:4 UnclosedBracket", "write `]`", "{b: c}"),
    Mistake("- {id: a, t: b\n- {id: c}\n", "1:3 UnclosedBracket", "write `}`", "[{id: c}]"),
    Mistake("a: [x, y}\nb: c\n", "1:4 UnclosedBracket", "closed by `}`; write `]`", "{b: c}"),
    Mistake("a: }\nb: c\n", "1:4 UnclosedBracket", "write `a: \"}\"`", "{b: c}"),
    Mistake("a: [x]]\nb: c\n", "1:7 UnclosedBracket", "`]` closes nothing", "{b: c}"),
    Mistake("a: [ \"x\" \"y\" ]\nb: c\n", "1:9 Syntax", "write one after", "{b: c}"),
    Mistake("a: {b: c d: e}\nb: c\n", "1:11 Syntax", "a comma is missing", "{b: c}"),
    Mistake("a: {id: x, lag 2d}\n", "1:12 MissingColon", "write `lag: 2d`", "{a: {id: x, lag 2d: ~}}"),
    Mistake("a: {lag:2d}\n", "1:5 MissingColon", "write `lag: 2d`", "{a: {lag:2d: ~}}"),
    Mistake("a:\n\tb: c\nd: e\n", "2:1 TabIndent", "spaces only", "{a: ~, d: e}"),
    Mistake("- a: 1\n\tb: 2\n- c: d\n", "2:1 TabIndent", "spaces only", "[{c: d}]"),
    Mistake("- id: a\n   t: b\n- id: c\n", "2:4 Indentation", "begin it in column 3", "[{id: c}]"),
    Mistake("- id: a\n      t: b\n- id: c\n", "2:7 Indentation", "begin it in column 3", "[{id: c}]"),
    Mistake("a:\n    b: 1\n  c: 2\nd: 3\n", "3:3 Indentation", "in column 5; align", "{a: {b: 1}, d: 3}"),
    Mistake("m:\n  - id: a\n  t: b\n  - id: c\n", "3:3 Indentation", "in column 5; align", "{m: [{id: c}]}"),
    Mistake("m:\n  a: b\n  - c\n", "3:3 Indentation", "among fields", "{m: {a: b}}"),
    Mistake("a: |\n   x\n y\nb: c\n", "3:2 Indentation", "column 2", "{b: c}"),
    Mistake("a: - b\nc: d\n", "1:4 Syntax", "next line", "{c: d}"),
    Mistake("a: b\n  - c\n", "2:3 Syntax", "leave nothing after the `:`", "{a: b - c}"),
    Mistake("- id: a\n  t foo\n  x: y\n- id: b\n", "2:3 MissingColon", "write `t: foo`", "[{id: b}]"),
    Mistake("m\n  - id: a\nr:\n  - id: b\n", "1:1 MissingColon", "write `m:`", "{r: [{id: b}]}"),
    Mistake("a: b\nfoo\nc: d\n", "2:1 MissingColon", "a `:` is missing", "{a: b, c: d}"),
    Mistake(": foo\nb: c\n", "1:1 ComplexKey", "nothing stands before", "{b: c}"),
    Mistake("? [a, b]\n: c\nd: e\n", "1:3 ComplexKey", "cannot be a key", "{d: e}"),
    Mistake("a: b\u{0}c\nd: e\n", "1:5 ControlCharacter", "U+0000", "{a: b c, d: e}"),
    Mistake("a: b\n\u{feff}c: d\n", "2:1 ControlCharacter", "U+FEFF", "{a: b}"),
    Mistake("%YAML 1.2\n---\na: b\n", "1:1 Directive", "delete it", "{a: b}"),
    Mistake("a: b\n---\nc: d\n", "2:1 SecondDocument", "only the first is read", "{a: b}"),
    Mistake("a: b\n...\nc: d\n", "3:1 SecondDocument", "only the first is read", "{a: b}"),
    Mistake("s: red\nt: x\ns: green\n", "3:1 DuplicateKey", "`s` stands twice", "{s: red, t: x}"),
    Mistake("a: &x 1\n", "1:4 Anchor", "`&x` names a value", "{a: 1}"),
    Mistake("a: *x\nb: c\n", "1:4 Alias", "write the value itself", "{a: ~, b: c}"),
    Mistake("a: !important it\n", "1:4 Tag", "`!important` is a YAML type tag", "{a: it}"),
    Mistake("a: !!python/object/apply:os.system ['id']\n", "1:4 Tag", "tag", "{a: [\"id\"]}"),
    Mistake(
        "a: {x: 1}\nb:\n  <<: {y: 2}\n  z: 3\n",
        "3:3 MergeKey",
        "write its fields out",
        "{a: {x: 1}, b: {z: 3}}",
    ),
];

#[test]
fn mistakes_are_told_at_their_place_with_a_remedy() {
    for Mistake(text, place, words, rest) in MISTAKES {
        let parsed = read_all(text);
        let (faults, tree) = told(text);
        assert_eq!(faults, [*place], "{text}\n{:?}", parsed.faults);
        let said = format!("{}; {}", parsed.faults[0].detail, parsed.faults[0].help);
        assert!(said.contains(words), "{text}\n{said}");
        assert!(!said.contains(". ") && !said.ends_with('.'), "{said}");
        assert_eq!(tree, *rest, "{text}");
    }
}

#[test]
fn no_parser_jargon_reaches_a_person() {
    let jargon =
        ["block end", "scalar", "token", "simple key", "flow", "sequence", "node", "parser", "indicator"];
    for Mistake(text, ..) in MISTAKES {
        for fault in read_all(text).faults {
            let said = format!("{} {}", fault.detail, fault.help);
            let found = jargon.iter().find(|word| said.contains(**word));
            assert_eq!(found, None, "{said}");
        }
    }
}

#[test]
fn a_duplicate_key_names_the_first() {
    let text = "status: red\n\"status\": green\n";
    let fault = &read_all(text).faults[0];
    assert_eq!(&text[fault.span.range()], "\"status\"");
    assert_eq!(fault.related.as_ref().map(|(span, _)| span.range()), Some(0..6));
}

#[test]
fn every_broken_item_is_told_and_every_sound_one_read() {
    let text = "\
- id: a
  title: \"x
- id: b
  x: [1, 2
- id: c
  y: a: b
- id: d
  z: f
  \tg: 3
- id: e
  n: {a: b
  m: 3
- id: f
- id: g
  t: \"ok\"
   u: 3
-id: h
- id: i
  x: }
- id: j
  no colon
  k: l
- id: m
";
    let (faults, tree) = told(text);
    assert_eq!(
        faults,
        [
            "2:10 UnclosedQuote",
            "4:6 UnclosedBracket",
            "6:6 NeedsQuotes",
            "9:3 TabIndent",
            "11:6 UnclosedBracket",
            "16:4 Indentation",
            "17:1 MissingSpace",
            "19:6 UnclosedBracket",
            "21:3 MissingColon",
        ]
    );
    assert_eq!(tree, "[{id: f}, {id: m}]");
    let lost: Vec<String> = read_all(text).lost.into_iter().flat_map(|lost| lost.ids).collect();
    assert_eq!(lost, ["a", "b", "c", "d", "e", "g", "h", "i", "j"]);
}

#[test]
fn lists_inside_items_and_below_keys_are_mended_where_they_break() {
    let text = "\
program:
  id: x
  milestones:
    - id: a
      t: a: b
    - id: b
      depends_on:
        - \"x
        - y
      z: 3
    - id: c
  owner: @me
";
    let (faults, tree) = told(text);
    assert_eq!(faults, ["5:10 NeedsQuotes", "8:11 UnclosedQuote", "12:10 NeedsQuotes"]);
    assert_eq!(tree, "{program: {id: x, milestones: [{id: b, depends_on: [y], z: 3}, {id: c}]}}");
}

#[test]
fn an_unresolved_merge_keeps_the_first_side() {
    let text = "a: 1\nm:\n  - id: a\n<<<<<<< HEAD\n    t: b\n=======\n    t: c\n>>>>>>> other\n  - id: b\n";
    assert_eq!(
        told(text),
        (vec!["4:1 MergeConflict".to_owned()], "{a: 1, m: [{id: a, t: b}, {id: b}]}".to_owned())
    );
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let text = "\u{feff}---\nid: a\nid: b\n---\n# body\n";
    let parsed = read(text, 7..19);
    assert_eq!(parsed.faults[0].span.range(), 13..15);
    let root = parsed.tree.root(text).unwrap();
    assert_eq!(&text[root.get("id").unwrap().span().range()], "a");
    let bom = "\u{feff}a: b\n";
    assert_eq!(&bom[read_all(bom).tree.root(bom).unwrap().span().range()], "a: b");
}

#[test]
fn spans_reach_over_what_they_name() {
    let text = "a: \"q\"  # c\nb:\n- 1\n-\n- - x\nc: |2-\n   t\n   u\n\nd:\ne: {f: g}  \n\n";
    let root = read_all(text);
    let root = root.tree.root(text).unwrap();
    let slice = |key: &str| &text[root.get(key).unwrap().span().range()];
    assert_eq!(slice("a"), "\"q\"");
    assert_eq!(slice("b"), "- 1\n-\n- - x");
    assert_eq!(slice("c"), "|2-\n   t\n   u");
    assert_eq!(root.get("c").unwrap().scalar(), " t\n u");
    assert_eq!(root.get("d").unwrap().span().range().start, text.find("d:").unwrap() + 2);
    assert_eq!(slice("e"), "{f: g}");
    assert_eq!(root.span().range(), 0..text.trim_end().len());
    let items: Vec<_> = root.get("b").unwrap().items().map(|n| &text[n.span().range()]).collect();
    assert_eq!(items, ["1", "", "- x"]);
}

#[test]
fn alias_bombs_are_told_and_never_expanded() {
    let mut bomb = String::from("a0: &a0 [x]\n");
    for n in 1..30 {
        bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "));
    }
    let parsed = read_all(&bomb);
    assert_eq!(parsed.faults.len(), MAX_FAULTS + 1);
    assert_eq!(parsed.faults[MAX_FAULTS].kind, SyntaxKind::TooManyFaults);
    assert_eq!(parsed.tree.root(&bomb).unwrap().entries().count(), 30);
    assert!(print(parsed.tree.root(&bomb)).len() < 5_000);
}

#[test]
fn more_broken_items_than_are_told_still_leave_the_sound_ones() {
    let text: String =
        (0..200).map(|n| format!("- id: i{n}\n  t: {}\n", if n % 2 == 0 { "a: b" } else { "ab" })).collect();
    let parsed = read_all(&text);
    assert_eq!(parsed.faults.len(), MAX_FAULTS + 1);
    assert_eq!(parsed.tree.root(&text).unwrap().items().count(), 100);
    assert_eq!(parsed.lost.len(), 100);
}

/// Hostile texts, some of `many` equal parts: name, text, and the kind of the first fault (none when the text is sound).
fn hostile(many: usize) -> Vec<(&'static str, String, Option<SyntaxKind>)> {
    let deep_map = (0..2000).fold(String::new(), |text, n| text + &" ".repeat(n) + "a:\n");
    vec![
        ("200,000 [", "[".repeat(200_000), Some(SyntaxKind::TooDeep)),
        ("200,000 {a:", "{a: ".repeat(200_000), Some(SyntaxKind::TooDeep)),
        ("100,000 - ", "- ".repeat(100_000), Some(SyntaxKind::TooDeep)),
        ("100,000 ? ", "? ".repeat(100_000), Some(SyntaxKind::TooDeep)),
        ("mapping 2,000 deep", deep_map, Some(SyntaxKind::TooDeep)),
        ("flow mapping 20,000 deep", "{a: ".repeat(20_000) + &"}".repeat(20_000), Some(SyntaxKind::TooDeep)),
        ("1 MB line", format!("a: {}\n", "x".repeat(1 << 20)), None),
        ("1 MB quote, open", format!("a: \"{}\n", "x".repeat(1 << 20)), Some(SyntaxKind::UnclosedQuote)),
        ("1 MB key", format!("{}: a\n", "x".repeat(1 << 20)), Some(SyntaxKind::KeyTooLong)),
        ("1 MB of quotes", "\"".repeat(1 << 20), Some(SyntaxKind::NeedsQuotes)),
        ("1 MB of colons", ":".repeat(1 << 20), Some(SyntaxKind::KeyTooLong)),
        ("1 MB of tabs", "\t".repeat(1 << 20), None),
        ("1 MB of NUL", "\0".repeat(1 << 20), Some(SyntaxKind::ControlCharacter)),
        ("1 MB of line ends", "\n".repeat(1 << 20), None),
        ("many aliases", "- *a\n".repeat(many), Some(SyntaxKind::Alias)),
        ("many tags", "- !a b\n".repeat(many), Some(SyntaxKind::Tag)),
        ("many documents", "---\na: b\n".repeat(many), Some(SyntaxKind::SecondDocument)),
        ("many directives", "%A b\n".repeat(many), Some(SyntaxKind::Directive)),
        ("many equal keys", "a: b\n".repeat(many), Some(SyntaxKind::DuplicateKey)),
        ("many open quotes", "- a: \"x\n".repeat(many), Some(SyntaxKind::UnclosedQuote)),
        ("many open brackets", "- a: [x\n".repeat(many), Some(SyntaxKind::UnclosedBracket)),
        ("many tab indents", "- a:\n\tb: c\n".repeat(many), Some(SyntaxKind::TabIndent)),
        ("many wrong columns", "- a: b\n   c: d\n".repeat(many), Some(SyntaxKind::Indentation)),
        (
            "20,000 broken fields of one item",
            format!("- id: a\n{}", "  x: y: z\n".repeat(many)),
            Some(SyntaxKind::NeedsQuotes),
        ),
        ("many lines without colon", "a: b\nfoo\n".repeat(many), Some(SyntaxKind::MissingColon)),
        (
            "20,000 merge marks",
            "<<<<<<< a\nx: y\n=======\n>>>>>>> b\n".repeat(many),
            Some(SyntaxKind::MergeConflict),
        ),
    ]
}

#[test]
fn hostile_texts_give_a_clear_fault_and_no_overflow() {
    for (name, text, kind) in hostile(2_000) {
        let parsed = read_all(&text);
        assert_eq!(parsed.faults.first().map(|f| f.kind), kind, "{name}: {:?}", parsed.faults.first());
        assert!(parsed.faults.len() <= MAX_FAULTS + 1, "{name}");
        assert!(parsed.faults.iter().all(|f| f.detail.len() + f.help.len() < 400), "{name}");
    }
}
