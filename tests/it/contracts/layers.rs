//! Each layer imports only layers below it.

use std::fs;
use std::path::Path;

use crate::support;

/// Module → what it may import, besides itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("source", &["diag"]),
    ("model", &["diag"]),
    ("schema", &["model", "diag"]),
    ("load", &["source", "model", "diag"]),
    ("plan", &["model", "diag"]),
    ("trend", &["plan", "model", "diag"]),
    ("check", &["trend", "plan", "load", "model", "diag"]),
    ("report", &["check", "trend", "plan", "schema", "model", "diag"]),
    ("render", &["report", "diag"]),
    (
        "pipeline",
        &["render", "report", "check", "trend", "plan", "load", "schema", "source", "model", "diag"],
    ),
    (
        "cli",
        &[
            "pipeline", "render", "report", "check", "trend", "plan", "load", "schema", "source", "model",
            "diag",
        ],
    ),
];

fn scan(path: &Path, layer: &str, allowed: &[&str], faults: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            scan(&entry.unwrap().path(), layer, allowed, faults);
        }
        return;
    }
    if path.extension().is_none_or(|e| e != "rs") {
        return;
    }
    for (n, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") {
            continue;
        }
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_layer = ARROWS.iter().any(|(layer, _)| *layer == name);
            if is_layer && name != layer && !allowed.contains(&name.as_str()) {
                faults.push(format!("{}:{}: `{layer}` imports `{name}`", path.display(), n + 1));
            }
            if rest.starts_with('{') {
                faults.push(format!("{}:{}: one path per `use`", path.display(), n + 1));
            }
        }
        if code.contains("super::super") {
            faults.push(format!("{}:{}: `super::super` hides an arrow", path.display(), n + 1));
        }
    }
}

#[test]
fn every_layer_imports_only_layers_below_it() {
    let mut faults = Vec::new();
    let mut known = vec!["main".to_owned(), "lib".to_owned()];
    for (layer, allowed) in ARROWS {
        known.push((*layer).to_owned());
        for path in [format!("src/{layer}"), format!("src/{layer}.rs")] {
            let path = support::root(&path);
            if path.exists() {
                scan(&path, layer, allowed, &mut faults);
            }
        }
    }
    for entry in fs::read_dir(support::root("src")).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(known.contains(&name), "src/{name} is no layer: give it a line in ARROWS");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
