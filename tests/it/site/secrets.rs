//! What an audience may not see is in no file of the site: no id, title, number or trace of it.

use epm::pipeline::site;
use epm::render::site::Showing;
use epm::report::Audience;

use crate::reports::world;
use crate::reports::world::Lines;
use crate::site::files;

#[test]
fn nothing_secret_is_in_any_file() {
    for lines in [Lines::Secret, Lines::Mentioned] {
        for (path, text) in files(&world::rich(lines)) {
            let lower = text.to_lowercase();
            for secret in ["zqx", "7773"] {
                let at = lower.find(secret).map(|at| lower[..at].chars().rev().take(90).collect::<String>());
                let before: Option<String> = at.map(|text| text.chars().rev().collect());
                assert_eq!(before, None, "{lines:?}: {path} gives `{secret}` away");
            }
        }
    }
}

#[test]
fn the_site_is_the_same_with_and_without_secrets() {
    let (with, without) = (files(&world::rich(Lines::Secret)), files(&world::rich(Lines::Open)));
    assert_eq!(with.keys().collect::<Vec<_>>(), without.keys().collect::<Vec<_>>());
    for (path, text) in &with {
        assert_eq!(text, &without[path], "{path}");
    }
}

#[test]
fn those_who_are_cleared_find_it() {
    let session = world::rich(Lines::Secret);
    let cleared = Audience { clearance: epm::model::Visibility::Restricted, ..Audience::everybody() };
    let files = site::build(&session, Some(&cleared), &[], Showing::default());
    let index = files.iter().find(|file| file.path == "assets/index-1.js").unwrap();
    for id in ["MS-ZQX1", "RSK-ZQX2", "DEC-ZQX6"] {
        assert!(index.text.to_uppercase().contains(id), "nobody finds {id}");
    }
}
