//! Titles that want to break out of their place: shown as they are, and nothing more.

use crate::site::files;
use crate::site::parsed;
use crate::support;

/// What a title may try (threats: markup, attributes, script, templates, macros, tables, mentions, diagrams).
const TITLES: [&str; 9] = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\\\" onmouseover=\\\"alert(1)",
    "{{ 7*7 }}{% for i in range(99999) %}x{% endfor %}",
    "]]><ac:structured-macro ac:name=\\\"html\\\">",
    "a | b # Fake heading",
    "<!channel> [~admin] @org/team",
    "\\\"]; click A \\\"javascript:alert(1)\\\"",
    "--> <svg onload=alert(1)>",
];

fn workspace(title: &str) -> Vec<(&'static str, String)> {
    let quoted = format!("\"{title}\"");
    let day = "2026-11-20";
    vec![
        ("epm.yaml", format!("version: 1\nas_of: {day}\ntitle: {quoted}\n")),
        (
            "portfolio.yaml",
            format!(
                "intake:\n  - {{id: REQ-1, title: {quoted}, requested_by: {quoted}}}\ngroups:\n  - {{id: g, title: {quoted}, programs: [p]}}\n"
            ),
        ),
        (
            "charter.md",
            format!(
                "---\nid: p\ntitle: {quoted}\nowner: {quoted}\nsponsor: {quoted}\noutcomes:\n  - {{metric: {quoted}, target: {quoted}}}\n---\n\n## Purpose\n\n<script>alert(1)</script> [x](javascript:alert(1))\n"
            ),
        ),
        (
            "milestones.yaml",
            format!(
                "milestones:\n  - {{id: m, title: {quoted}, owner: {quoted}, team: {quoted}, workstream: {quoted}, duration: 9d, committed: {day}, rag: {{colour: green, reason: {quoted}}}}}\n"
            ),
        ),
        (
            "raid.yaml",
            format!(
                "risks:\n  - {{id: R-1, title: {quoted}, description: {quoted}, mitigation: {quoted}, contingency: {quoted}, owner: {quoted}, affects: [m]}}\nissues:\n  - {{id: I-1, title: {quoted}, resolution: {quoted}, description: {quoted}}}\ndependencies:\n  - {{id: D-1, title: {quoted}, from: {quoted}, needed_by: {day}}}\nassumptions:\n  - {{id: A-1, title: {quoted}, impact_if_wrong: {quoted}}}\n"
            ),
        ),
        (
            "decisions/DEC-1.md",
            format!(
                "---\nid: DEC-1\ntitle: {quoted}\nneeded_by: {day}\napprover: {quoted}\nimpact_if_late: {quoted}\nblocks: [m]\n---\n\n## Context\n\n{title}\n"
            ),
        ),
        (
            "changes.yaml",
            format!("changes:\n  - {{id: C-1, title: {quoted}, impact: {{scope: {quoted}}}}}\n"),
        ),
        (
            "readiness/g.yaml",
            format!(
                "id: g\ntitle: {quoted}\ngates: [m]\nitems:\n  - {{id: x, title: {quoted}, area: {quoted}, owner: {quoted}, due: {day}}}\n"
            ),
        ),
        (
            "status/w.md",
            format!(
                "---\nas_of: {day}\nheadline: {quoted}\nhighlights: [{quoted}]\nasks:\n  - {{text: {quoted}, of: {quoted}, cost_of_delay: {quoted}}}\n---\n\n{title}\n"
            ),
        ),
    ]
}

#[test]
fn a_title_is_shown_intact_and_adds_no_element_and_no_attribute() {
    let shape = |title: &str| {
        let list = workspace(title);
        let list: Vec<(&str, &str)> = list.iter().map(|(path, text)| (*path, text.as_str())).collect();
        files(&support::open_files(&list))
    };
    let plain = shape("Plain");
    for title in TITLES {
        let shown = title.replace("\\\"", "\"");
        for (path, text) in shape(title) {
            if !path.ends_with(".html") {
                assert!(!text.contains("<script>") && !text.contains("<img src"), "{path}");
                continue;
            }
            let (page, calm) = (parsed(&path, &text), parsed(&path, &plain[&path]));
            // A title of several words in Markdown may become several spans, but never what runs or loads.
            for (tag, name) in [("script", "src"), ("img", "src"), ("iframe", "src"), ("svg", "onload")] {
                let count = |page: &roxmltree::Document<'_>| {
                    page.descendants().filter(|n| n.has_tag_name(tag)).count()
                };
                assert_eq!(count(&page), count(&calm), "{title}: <{tag}> {name} in {path}");
            }
            let handler = |n: &roxmltree::Node<'_, '_>| n.attributes().any(|a| a.name().starts_with("on"));
            assert!(!page.descendants().any(|n| handler(&n)), "{title}: a handler in {path}");
            let scheme = |n: &roxmltree::Node<'_, '_>| {
                n.attribute("href").is_some_and(|to| to.trim_start().to_lowercase().starts_with("javascript"))
            };
            assert!(!page.descendants().any(|n| scheme(&n)), "{title}: a script as a link in {path}");
            if path.ends_with("plan.html") || path == "index.html" || path.ends_with("raid.html") {
                let is_it = |n: &roxmltree::Node<'_, '_>| n.is_text() && n.text().unwrap_or("") == shown;
                assert!(page.descendants().any(|n| is_it(&n)), "{title}: not shown in {path}");
            }
        }
    }
}
