//! Arbitrary text comes back intact, once for each place, and the page's structure does not depend on it.
//!
//! A written page is read with a CommonMark parser and compared, token by token, with the page of a harmless text in
//! which that text is replaced. Guards (zero-width characters that the writers add) are left out on both sides.

use proptest::prelude::*;
use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use serde_json::json;

use crate::render::Page;
use crate::render::TARGETS;
use crate::render::Target;
use crate::render::Templates;
use crate::render::document::Document;
use crate::render::engine;
use crate::render::targets;
use crate::render::tests::demo;
use crate::render::text;

pub(super) const HARMLESS: &str = "Zebra";

/// The targets that write Markdown; the others are read in `markup.rs`.
pub(super) fn markdown() -> impl Iterator<Item = &'static Target> {
    TARGETS.iter().filter(|target| target.extension() == "md")
}

/// Tells how the demo page with `words` differs from what it must be; nothing when it does not.
pub(super) fn differs(words: &str, target: &str) -> Option<String> {
    let shown = unguarded(&readable(&text::one_line(words)));
    if shown.trim().is_empty() {
        return None;
    }
    let prose = "Plain.";
    let found = tokens(&demo::render("T", &demo::view(words, prose), target).unwrap());
    let wanted = tokens(&demo::render("T", &demo::view(HARMLESS, prose), target).unwrap());
    let wanted: Vec<String> = wanted.iter().map(|t| t.replace(HARMLESS, &shown)).collect();
    let at = found.iter().zip(&wanted).position(|(a, b)| a != b);
    match at {
        Some(at) => Some(format!("token {at} is {:?}, not {:?}", found[at], wanted[at])),
        None if found.len() != wanted.len() => Some(format!("{} tokens, not {}", found.len(), wanted.len())),
        None => None,
    }
}

/// Reads a page as tokens: structure, and text with what belongs to it joined.
fn tokens(page: &str) -> Vec<String> {
    let page = readable(page);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut out: Vec<String> = Vec::new();
    let mut diagram = false;
    let mut push = |token: String| match out.last_mut() {
        Some(last) if last.starts_with("text:") && token.starts_with("text:") => last.push_str(&token[5..]),
        _ => out.push(token),
    };
    for event in Parser::new_ext(&page, options) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "mermaid" => {
                diagram = true
            }
            Event::End(TagEnd::CodeBlock) if diagram => diagram = false,
            _ if diagram => {}
            Event::Text(t) => push(format!("text:{}", unguarded(&t))),
            Event::Code(t) => {
                push("<code>".to_owned());
                push(format!("text:{}", unguarded(&t)));
                push("</code>".to_owned());
            }
            Event::Html(t) | Event::InlineHtml(t) => push(unguarded(&decoded(&t))),
            Event::Start(Tag::Strong) => push("<strong>".to_owned()),
            Event::End(TagEnd::Strong) => push("</strong>".to_owned()),
            Event::Start(Tag::Emphasis) => push("<em>".to_owned()),
            Event::End(TagEnd::Emphasis) => push("</em>".to_owned()),
            Event::Start(Tag::Strikethrough) => push("<del>".to_owned()),
            Event::End(TagEnd::Strikethrough) => push("</del>".to_owned()),
            other => push(format!("{other:?}")),
        }
    }
    out.iter().map(|token| readable(token)).collect()
}

/// A colon makes no tag name in CommonMark; the publishers read one, so the test lets the parser do so.
fn readable(page: &str) -> String {
    page.replace("<ac:", "<ac-").replace("</ac:", "</ac-").replace("<ri:", "<ri-")
}

fn unguarded(text: &str) -> String {
    text.replace(['\u{200b}', '\u{2060}'], "")
}

/// Reads entities in raw HTML, which the Markdown parser leaves alone.
fn decoded(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end + 1);
        let code = rest[at..end]
            .trim_start_matches("&#")
            .trim_end_matches(';')
            .parse()
            .ok()
            .and_then(char::from_u32);
        match (&rest[at..end], code) {
            ("&amp;", _) => out.push('&'),
            ("&lt;", _) => out.push('<'),
            ("&gt;", _) => out.push('>'),
            ("&quot;", _) => out.push('"'),
            (_, Some(c)) => out.push(c),
            (other, None) => out.push_str(other),
        }
        rest = &rest[end..];
    }
    out + rest
}

pub(super) fn any_text() -> impl Strategy<Value = String> {
    let signs = "[-!-/:-@\\[-`{-~]{1,3}";
    prop_oneof![
        any::<String>(),
        "[ -~]{1,24}",
        "\\PC{1,12}",
        prop::collection::vec(prop_oneof![signs.prop_map(|s| s), "[a-z0-9 ]{1,3}".prop_map(|s| s)], 1..10)
            .prop_map(|parts| parts.concat()),
        prop::collection::vec(prop::sample::select(super::hostile::HOSTILE), 1..3)
            .prop_map(|parts| parts.concat()),
    ]
}

/// Pieces of a person's Markdown, well and badly formed.
const MARKDOWN: &[&str] = &[
    "# H",
    "## **b** h",
    "- item\n  - nested\n  - two",
    "1. one\n   1. sub\n2. two",
    "- [ ] t\n- [x] u",
    "- [x] a\n- b",
    "> q\n> > deep",
    "> [!NOTE]\n> x\n>\n> - l",
    "> [!TIP]\n> | a | b |\n> |---|---|\n> | 1 | 2 |",
    "| a | b |\n|---|:-:|\n| 1 `x\\|y` | **2** *3* |\n| [l](http://e.com) `c` | |",
    "```rust\nfn x() {}\n\n  y `z`\n```",
    "~~~\n```\n]]>\n~~~",
    "    indented\n\n    code",
    "text **a** *b* ~~c~~ `d` [e](http://x.y)",
    "***both*** **a*b*c** _x_ a*b*c a**b**c a~~b~~c **(x)**y **a,**b",
    "a\\\nb  \nc",
    "---",
    "<div>html</div>",
    "a <b>x</b> <br> c",
    "![i](http://x/y.png)",
    "http://bare.example/a_b?c=d&e=f.",
    "- a\n\n      code\n\n  para\n- b",
    "- > q\n- ```\n  c\n  ```\n- | a |\n  |---|\n  | b |",
    "10. ten\n11. eleven",
    "[l **b** `c`](mailto:a@b.c) <http://auto.link>",
    "&amp; &copy; &#42; &nbsp;",
    "[x]: http://r\n[x]",
    "- - - a\n-\n- x",
    "- # h in list",
    "```mermaid\nflowchart LR\n a-->b\n```",
    "-   [ ] x\n\n    para",
    "$x$ ==m== ^s^ ~t~ :tada: {#id} @org #1",
];

pub(super) fn any_prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(MARKDOWN).prop_map(str::to_owned),
        1 => any_text(),
    ];
    prop::collection::vec((piece, prop::sample::select(vec!["\n", "\n\n", " "])), 1..8)
        .prop_map(|parts| parts.into_iter().map(|(piece, end)| piece + end).collect())
}

/// Parses a person's Markdown as a page of its own.
fn read(markdown: &str) -> Document {
    let page = Page::default();
    engine::document("t", &json!({"p": markdown}), &page, &templates("{{ p | prose }}")).unwrap()
}

fn templates(template: &str) -> Templates {
    Templates::new([("t".to_owned(), template.to_owned())].into())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_intact(words in any_text()) {
        for target in markdown() {
            if let Some(difference) = differs(&words, target.name) {
                prop_assert!(false, "{}: {}", target.name, difference);
            }
        }
    }

    #[test]
    fn any_prose_gives_a_page(prose in any_prose()) {
        for target in markdown() {
            let page = demo::render("T", &demo::view("x", &prose), target.name).unwrap();
            let titles = tokens(&page).iter().filter(|t| t.contains("Heading { level: H1")).count();
            prop_assert_eq!(titles, 1);
            prop_assert!(page.ends_with('\n') && !page.ends_with("\n\n"));
            prop_assert!(!page.chars().any(text::is_private), "a mark was left in the page");
        }
    }

    #[test]
    fn a_written_page_reads_as_the_document_it_was_written_from(prose in any_prose()) {
        let document = read(&unguarded(&prose));
        let page = targets::gfm::write(&document, &Page::default());
        // where Markdown's marks would not open, tags do, and prose may have none
        prop_assume!(!["<strong>", "<em>", "<del>", "<code>"].iter().any(|tag| page.contains(tag)));
        let again = read(&unguarded(&page.replace("&#8203;", "")));
        prop_assert_eq!(format!("{again:#?}"), format!("{document:#?}"), "{}", page);
    }

    #[test]
    fn a_title_comes_back_intact(words in any_text()) {
        for target in markdown() {
            let page = demo::render(&words, &demo::view("x", ""), target.name).unwrap();
            let mut events = tokens(&page).into_iter().skip_while(|t| !t.contains("Heading { level: H1"));
            if demo::page(&words).heading().is_empty() {
                prop_assert!(events.next().is_none());
            } else {
                let shown = events.nth(1).unwrap_or_default();
                let wanted = format!("text:{}", unguarded(&readable(&demo::page(&words).heading())));
                prop_assert_eq!(shown.trim_end(), wanted.trim_end());
            }
        }
    }
}
