//! The tables say what is true: codes, names, pages.

use std::collections::BTreeSet;

use epm::check::RULES;
use epm::check::all_rules;

#[test]
fn codes_and_names_of_rules_are_unique_and_in_order() {
    let all = all_rules();
    let codes: BTreeSet<_> = all.iter().map(|m| m.code).collect();
    let names: BTreeSet<_> = all.iter().map(|m| m.name).collect();
    assert_eq!(codes.len(), all.len(), "a code is used twice");
    assert_eq!(names.len(), all.len(), "a name is used twice");
    let order: Vec<_> = RULES.iter().map(|r| r.meta.code).collect();
    assert!(order.is_sorted(), "RULES stands in the order of codes: {order:?}");
    for meta in all {
        let is_kebab = meta
            .name
            .split('-')
            .all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        assert!(is_kebab, "{}", meta.name);
    }
}

#[test]
fn every_rule_has_a_manual_page_with_all_headings() {
    for meta in all_rules() {
        let page = meta.page();
        for heading in ["## What it does", "## Why it matters", "## Example", "## Fix it"] {
            assert!(page.contains(heading), "{} {} lacks `{heading}`", meta.code, meta.name);
        }
        assert!(
            page.lines().next().is_some_and(|l| l.starts_with("Finds ") && l.ends_with('.')),
            "{}",
            meta.name
        );
        assert!(page.contains("```"), "{} has no example", meta.name);
    }
}

#[test]
fn every_rule_has_a_file_of_its_own_name() {
    for rule in RULES {
        let stem = rule.meta.name.replace('-', "_");
        assert!(rule.meta.file.ends_with(&format!("check/rules/{stem}.rs")), "{}", rule.meta.file);
    }
}
