//! What an audience may not see is in none of its reports: no id, title, number, count or trace.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use epm::model::Visibility;
use epm::pipeline::Session;
use epm::render;
use epm::report::Audience;
use epm::report::Built;

use crate::reports::pages::all_pages;
use crate::reports::pages::text;
use crate::reports::world;
use crate::reports::world::Lines;
use crate::support;

/// Returns all that a page gives away: its names, its data, its text in every format and target.
fn outputs(built: &Built) -> Vec<(&'static str, String)> {
    let mut out = vec![("names", format!("{} {} {:?}", built.stem, built.title, built.labels))];
    for format in render::FORMATS {
        out.push((format.name, (format.encode)(built.view.as_ref()).expect("an encoding")));
    }
    for target in render::TARGETS {
        out.push((target.name, text(built, target, BTreeSet::new())));
    }
    out
}

fn is_cleared(audience: &Audience) -> bool {
    audience.clearance == Visibility::Restricted
}

/// Returns the outputs of every page for those who are not cleared, by audience, page and form.
fn uncleared(session: &Session) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (audience, built) in all_pages(session).iter().filter(|(audience, _)| !is_cleared(audience)) {
        for (form, text) in outputs(built) {
            out.insert(format!("{} {} {form}", audience.name, built.stem), text);
        }
    }
    out
}

#[test]
fn nothing_secret_is_named_to_those_who_are_not_cleared() {
    for lines in [Lines::Secret, Lines::Mentioned] {
        for (place, text) in uncleared(&world::rich(lines)) {
            let lower = text.to_lowercase();
            for secret in ["zqx", "7773"] {
                if let Some(at) = lower.find(secret) {
                    let around: String = lower[..at].chars().rev().take(80).collect();
                    let around: String = around.chars().rev().collect();
                    panic!("{lines:?}: {place} gives `{secret}` away after `{around}`");
                }
            }
        }
    }
}

#[test]
fn those_who_are_not_cleared_read_the_same_with_and_without_secrets() {
    let (with, without) = (uncleared(&world::rich(Lines::Secret)), uncleared(&world::rich(Lines::Open)));
    let names = |outputs: &BTreeMap<String, String>| outputs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&with), names(&without));
    for (place, text) in &with {
        assert_eq!(text, &without[place], "{place}");
    }
}

#[test]
fn those_who_are_cleared_read_it() {
    let session = world::rich(Lines::Secret);
    let pages = all_pages(&session);
    let cleared: Vec<String> = pages
        .iter()
        .filter(|(audience, _)| is_cleared(audience))
        .flat_map(|(_, built)| outputs(built))
        .map(|(_, text)| text.to_lowercase())
        .collect();
    for id in ["ms-zqx1", "rsk-zqx2", "asm-zqx3", "iss-zqx4", "dep-zqx5", "dec-zqx6", "chg-zqx7", "rdy-zqx8"]
    {
        assert!(cleared.iter().any(|text| text.contains(id)), "nobody reads {id}");
    }
}

#[test]
fn the_day_of_a_hidden_end_is_not_told() {
    let program = "version: 1\nas_of: 2026-11-20\nprogram: {id: p, title: P, milestones: [{id: a, title: A, duration: 3d}, {id: z, title: Z, duration: 30d, visibility: restricted}]}\n";
    let session = support::open_files(&[("epm.yaml", program)]);
    let hidden =
        session.plan.nodes.iter().find(|node| node.key.id.as_str() == "z").expect("a node").early_finish;
    let seen = uncleared(&session);
    assert!(!seen.is_empty());
    for (place, text) in seen {
        // Pages write `6 Jan 2027`, data `2027-01-06`.
        for form in [hidden.to_string(), hidden.civil().strftime("%-d %b %Y").to_string()] {
            assert!(!text.contains(&form), "{place} tells {form}");
        }
    }
}
