//! Storage, HTML, Slack and Teams: what is written can be read by a parser, holds only what the writer means it to hold,
//! and shows any text as it is.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value as Json;

use crate::render::tests::demo;
use crate::render::tests::hostile::HOSTILE;
use crate::render::tests::properties::HARMLESS;
use crate::render::tests::properties::any_prose;
use crate::render::tests::properties::any_text;
use crate::render::text;

/// Reads XML as tokens: elements with their attributes, and the text between them.
fn xml(text: &str) -> Vec<String> {
    let text = text.strip_prefix("<!DOCTYPE html>").unwrap_or(text);
    let whole = format!("<root xmlns:ac=\"ac\" xmlns:ri=\"ri\">{text}</root>");
    let read = roxmltree::Document::parse(&whole).unwrap_or_else(|fault| panic!("{fault} in\n{text}"));
    let mut out = Vec::new();
    let is_drawn = |node: &roxmltree::Node<'_, '_>| {
        node.ancestors().skip(1).any(|above| above.tag_name().name() == "svg")
    };
    // Pictures break and cut their labels; `pictures_hold_text_and_shapes_only` looks at them.
    for node in read.descendants().filter(|node| !is_drawn(node)) {
        if node.is_element() {
            let name = node.tag_name();
            let mut line = format!("{}:{}", name.namespace().unwrap_or_default(), name.name());
            let is_picture = name.name() == "svg";
            for attribute in node.attributes().filter(|_| !is_picture) {
                line.push_str(&format!(" {}={}", attribute.name(), attribute.value()));
            }
            out.push(line);
        } else if let Some(words) = node.text().filter(|words| !words.trim().is_empty()) {
            out.push(format!("text:{}", plain(words)));
        }
    }
    out
}

/// Reads JSON as tokens: where, and what.
fn json(text: &str) -> Vec<String> {
    fn walk(at: &str, value: &Json, out: &mut Vec<String>) {
        match value {
            Json::Object(fields) => {
                fields.iter().for_each(|(key, value)| walk(&format!("{at}.{key}"), value, out))
            }
            Json::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| walk(&format!("{at}[{n}]"), item, out))
            }
            Json::String(words) => out.push(format!("{at}: {}", plain(words))),
            other => out.push(format!("{at}: {other}")),
        }
    }
    let mut out = Vec::new();
    walk("", &serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault} in\n{text}")), &mut out);
    out
}

/// Without guards, every white space one space.
fn plain(words: &str) -> String {
    let seen: String = words.chars().filter(|c| !matches!(c, '\u{200B}' | '\u{2060}')).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tokens(target: &str, page: &str) -> Vec<String> {
    match target {
        "storage" | "html" => xml(page),
        _ => json(page),
    }
}

const MARKUP: [&str; 4] = ["storage", "html", "slack", "teams"];

fn differs(words: &str, target: &str) -> Option<String> {
    let shown = plain(&text::one_line(words));
    if shown.is_empty() {
        return None;
    }
    let page =
        |words: &str| tokens(target, &demo::render("T", &demo::view(words, "Plain."), target).unwrap());
    // The diagrams' own language escapes as it must; what is compared is everything else.
    let is_diagram = |token: &String| token.contains("flowchart") || token.contains("gantt");
    let found: Vec<String> = page(words).into_iter().filter(|t| !is_diagram(t)).collect();
    let wanted: Vec<String> = page(HARMLESS).into_iter().filter(|t| !is_diagram(t)).collect();
    // A mrkdwn fallback escapes; its plain form is compared in `slack_text`.
    let pairs = found
        .iter()
        .zip(&wanted)
        .find(|(found, wanted)| plain(found) != plain(&wanted.replace(HARMLESS, &shown)));
    match pairs {
        Some((found, wanted)) => Some(format!("{found:?}, not {wanted:?} with {shown:?}")),
        None if found.len() != wanted.len() => Some(format!("{} tokens, not {}", found.len(), wanted.len())),
        None => None,
    }
}

#[test]
fn hostile_text_reads_as_written_and_changes_no_structure() {
    for words in HOSTILE {
        for target in MARKUP {
            if let Some(difference) = differs(words, target) {
                panic!("{target} with {words:?}: {difference}");
            }
        }
    }
}

#[test]
fn storage_and_html_hold_only_what_their_writers_know() {
    let all = HOSTILE.join("\n\n");
    let mut names = BTreeSet::new();
    for target in ["storage", "html"] {
        for line in xml(&demo::render("T", &demo::view(&HOSTILE.concat(), &all), target).unwrap()) {
            if !line.starts_with("text:") {
                names.insert(line.split(' ').next().unwrap_or_default().to_owned());
                let is_macro = line.starts_with("ac:structured-macro");
                let known =
                    ["anchor", "code", "details", "expand", "info", "note", "status", "tip", "warning"];
                let name = line.split("name=").nth(1).unwrap_or_default();
                assert!(!is_macro || known.contains(&name), "{line}");
                assert!(!line.contains("=on") && !line.contains("javascript:"), "{line}");
            }
        }
    }
    for gone in [":script", ":iframe", ":img", ":b"] {
        assert!(!names.contains(gone), "{gone}: {names:?}");
    }
}

#[test]
fn pictures_hold_text_and_shapes_only() {
    for words in HOSTILE {
        let page = demo::render("T", &demo::view(words, "x"), "html").unwrap();
        let page = page.strip_prefix("<!DOCTYPE html>").unwrap();
        let read = roxmltree::Document::parse(page).unwrap();
        let mut pictures = 0;
        for picture in read.descendants().filter(|node| node.tag_name().name() == "svg") {
            pictures += 1;
            for node in picture.descendants().filter(roxmltree::Node::is_element) {
                let name = node.tag_name().name();
                let known = ["svg", "defs", "marker", "path", "rect", "polygon", "text"];
                assert!(known.contains(&name), "{name} with {words:?}");
                let is_live =
                    |name: &str| name.starts_with("on") || name.ends_with("href") || name == "style";
                assert!(!node.attributes().any(|a| is_live(a.name())), "{name} with {words:?}");
            }
        }
        assert!(pictures >= 2, "the demo has a map and a timeline");
    }
}

#[test]
fn messages_stay_within_the_limits_of_their_chats() {
    let long = "A long sentence that says a lot. ".repeat(40);
    let prose = format!("{long}\n\n").repeat(60);
    let slack: Json =
        serde_json::from_str(&demo::render(&long, &demo::view(&long, &prose), "slack").unwrap()).unwrap();
    let blocks = slack["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50, "{}", blocks.len());
    assert!(blocks[0]["text"]["text"].as_str().unwrap().chars().count() <= 150);
    assert!(slack.to_string().len() < 40_000, "{}", slack.to_string().len());
    let teams = demo::render(&long, &demo::view(&long, &prose), "teams").unwrap();
    assert!(teams.len() < 28 * 1024, "{}", teams.len());
    for message in [slack.to_string(), teams] {
        assert!(
            message.contains("do not fit here") || message.contains("more lines on the page"),
            "{message}"
        );
    }
}

#[test]
fn mrkdwn_calls_nobody_and_formats_nothing_of_a_plan() {
    let words = "<!channel> <@U123> *bold* _em_ `x` @here :tada: a & b";
    let page = demo::page("T");
    let files = demo::render_files(&demo::view(words, words), &page, "slack").unwrap();
    let text = &files[1];
    for call in ["<!", "<@", "*bold*", "_em_", "`x`", "@here", ":tada:"] {
        assert!(!text.contains(call), "{call} in\n{text}");
    }
    assert!(text.contains("&lt;!channel&gt;") && text.contains("a &amp; b"), "{text}");
}

#[test]
fn where_a_page_comes_from_stands_in_it_once() {
    let note = &demo::page("T").note;
    for target in MARKUP {
        for (file, text) in demo::render_files(&demo::view("x", "y"), &demo::page("T"), target)
            .unwrap()
            .iter()
            .enumerate()
            .filter(|(file, _)| target != "storage" || *file == 0)
        {
            assert_eq!(text.matches(note.as_str()).count(), 1, "{target}, file {file}:\n{text}");
        }
    }
}

#[test]
fn ids_of_a_web_page_are_unique() {
    let page = demo::render("T", &demo::view("x", "y"), "html").unwrap();
    let read = roxmltree::Document::parse(page.strip_prefix("<!DOCTYPE html>").unwrap()).unwrap();
    let ids: Vec<&str> = read.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert!(!ids.is_empty() && ids.len() == unique.len(), "{ids:?}");
}

#[test]
fn a_sidecar_names_its_page_and_the_bytes_of_its_body() {
    let files = demo::render_files(&demo::view("x", "y"), &demo::page("Atlas"), "storage").unwrap();
    let sidecar: Json = serde_json::from_str(&files[1]).unwrap();
    assert_eq!(sidecar["title"], "Atlas");
    assert_eq!(sidecar["space"], "PGM");
    assert_eq!(sidecar["parents"][0], "Programs");
    assert_eq!(sidecar["sha256"].as_str().unwrap().len(), 64);
    let other = demo::render_files(&demo::view("x", "z"), &demo::page("Atlas"), "storage").unwrap();
    let other: Json = serde_json::from_str(&other[1]).unwrap();
    assert_ne!(sidecar["sha256"], other["sha256"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_intact(words in any_text()) {
        for target in MARKUP {
            if let Some(difference) = differs(&words, target) {
                prop_assert!(false, "{}: {}", target, difference);
            }
        }
    }

    #[test]
    fn any_prose_gives_a_page_that_can_be_read(prose in any_prose()) {
        for target in MARKUP {
            let page = demo::render("T", &demo::view("x", &prose), target).unwrap();
            prop_assert!(!tokens(target, &page).is_empty());
            prop_assert!(!page.chars().any(text::is_private), "a mark was left in the page");
        }
    }
}
