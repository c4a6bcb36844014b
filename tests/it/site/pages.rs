//! Every page of every example: well-formed, one first heading, a policy, and links that lead somewhere.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use epm::pipeline::Session;

use crate::reports::world;
use crate::reports::world::Lines;
use crate::site::files;
use crate::site::pages;
use crate::site::parsed;
use crate::support;

const EXAMPLES: [&str; 4] = ["minimal", "identity-migration", "kubernetes-1.36", "cutover-night"];

fn workspaces() -> Vec<(String, Session)> {
    let example =
        |name: &str| (name.to_owned(), support::open_folder(&support::root(&format!("examples/{name}"))));
    let mut out: Vec<(String, Session)> = EXAMPLES.into_iter().map(example).collect();
    out.push(("rich".to_owned(), world::rich(Lines::Open)));
    out.push(("empty".to_owned(), world::empty()));
    out.push(("nothing".to_owned(), support::open_files(&[("epm.yaml", "version: 1\n")])));
    out
}

#[test]
fn every_page_is_well_formed_and_begins_with_its_name() {
    for (name, session) in workspaces() {
        for (path, text) in pages(&session) {
            let page = parsed(&path, &text);
            let all = |tag: &str| page.descendants().filter(|n| n.has_tag_name(tag)).count();
            assert_eq!(all("h1"), 1, "{name}/{path}");
            assert_eq!(all("main"), 1, "{name}/{path}");
            assert!(!text.contains(" style=\"") && !text.contains(" onclick"), "{name}/{path}");
            let is_inline = |n: &roxmltree::Node<'_, '_>| n.has_tag_name("script") && n.text().is_some();
            assert!(!page.descendants().any(|n| is_inline(&n)), "{name}/{path} has a script in it");
            let policy = page.descendants().find(|n| n.has_attribute("http-equiv")).unwrap();
            let policy = policy.attribute("content").unwrap();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        }
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_place_of_the_site() {
    for (name, session) in workspaces() {
        let files = files(&session);
        let mut places: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = parsed(path, text);
            let mut ids = BTreeSet::new();
            for id in page.descendants().filter_map(|n| n.attribute("id")) {
                assert!(ids.insert(id.to_owned()), "{name}/{path} has `{id}` twice");
            }
            places.insert(path, ids);
        }
        for path in places.keys() {
            for node in parsed(path, &files[*path]).descendants() {
                let Some(to) = node.attribute("href").or_else(|| node.attribute("src")) else { continue };
                if to.starts_with("data:") || to.contains("://") || to.starts_with("mailto:") {
                    continue;
                }
                let (file, place) = to.split_once('#').unwrap_or((to, ""));
                let full = if file.is_empty() { (*path).to_owned() } else { joined(path, file) };
                assert!(files.contains_key(&full), "{name}/{path}: `{to}` leads nowhere");
                assert!(
                    place.is_empty() || places[full.as_str()].contains(place),
                    "{name}/{path}: `{to}` has no such place"
                );
            }
        }
    }
}

/// Returns where a link of a page leads.
fn joined(path: &str, to: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        if part == ".." {
            parts.pop().unwrap();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn every_item_that_the_search_finds_has_its_place() {
    for (name, session) in workspaces() {
        let files = files(&session);
        let list = |path: &str, before: &str, after: &str| -> serde_json::Value {
            let text = files[path].strip_prefix(before).and_then(|text| text.strip_suffix(after));
            serde_json::from_str(text.unwrap()).unwrap()
        };
        let index = list("assets/index.js", "window.epmIndex = ", ";\n");
        if !files.contains_key("assets/index-1.js") {
            continue;
        }
        for item in list("assets/index-1.js", "window.epmIndex.items.push(...", ");\n").as_array().unwrap() {
            let folder = &index["programs"][usize::try_from(item[3].as_u64().unwrap()).unwrap()][1];
            let page = format!("p/{}/{}.html", folder.as_str().unwrap(), item[4].as_str().unwrap());
            let place = format!(" id=\"{}\"", item[5].as_str().unwrap());
            assert!(files[&page].contains(&place), "{name}: {item} has no place on {page}");
        }
    }
}

#[test]
fn the_start_page_of_a_hundred_programs_is_light_and_more_go_over_pages() {
    let workspace = |count: usize| {
        let mut all = vec![("epm.yaml".to_owned(), "version: 1\nas_of: 2026-11-20\n".to_owned())];
        for n in 0..count {
            let charter = format!("---\nid: program-{n}\ntitle: A program with the number {n}\n---\n");
            let milestones = format!(
                "milestones:\n  - {{id: m{n}, title: First service of number {n} in production, duration: 9d, committed: 2026-11-24}}\n"
            );
            let risks = format!("risks:\n  - {{id: R-{n}, title: Late}}\n");
            all.push((format!("programs/p{n}/charter.md"), charter));
            all.push((format!("programs/p{n}/milestones.yaml"), milestones));
            all.push((format!("programs/p{n}/raid.yaml"), risks));
        }
        let files: Vec<(&str, &str)> =
            all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        files_of(&files)
    };
    let hundred = workspace(100);
    let weight: usize = ["index.html", "assets/site.css", "assets/site.js", "assets/theme.js"]
        .iter()
        .map(|path| hundred[*path].len())
        .sum();
    assert!(weight < 200_000, "{weight} bytes");
    assert!(!hundred.contains_key("index-2.html"));

    let more = workspace(250);
    let rows = |path: &str| more[path].matches("data-label=\"Status\"").count();
    assert_eq!((rows("index.html"), rows("index-2.html"), rows("index-3.html")), (100, 100, 50));
    assert!(more["index.html"].contains("Programs 1 to 100 of 250"));
}

fn files_of(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    files(&support::open_files(list))
}

#[test]
fn a_row_of_the_timeline_names_what_drives_it() {
    let milestones = "milestones:\n  - {id: a, title: A, duration: 5d}\n  - {id: b, title: B, duration: 1d}\n  \
                      - {id: c, title: C, duration: 2d, depends_on: [a, b]}\n";
    let list = [
        ("epm.yaml", "version: 1\nas_of: 2026-11-20\nprogram: {id: p, title: P}\n"),
        ("milestones.yaml", milestones),
    ];
    let text = &files_of(&list)["p/p/plan.html"];
    let page = parsed("plan", text);
    let row = |id: &str| page.descendants().find(|n| n.attribute("id") == Some(id)).unwrap();
    let number = |id: &str| row(id).attribute("data-n").unwrap().to_owned();
    assert_eq!(row("i-c").attribute("data-driver"), Some(number("i-a").as_str()));
    let before = row("i-c").attribute("data-before").unwrap();
    let mut before: Vec<String> = before.split(' ').map(str::to_owned).collect();
    before.sort();
    let mut both = vec![number("i-a"), number("i-b")];
    both.sort();
    assert_eq!(before, both);
    assert_eq!(row("i-a").attribute("data-driver"), None);
}
