//! The written pages, put to the tools that readers use: the real md2conf, the real mermaid. They lie beside the
//! checkout and need Python and node; without them a test says so on the terminal and passes.
#![allow(clippy::disallowed_methods, reason = "these tests write files and run other programs")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use crate::render::Page;
use crate::render::tests::demo;
use crate::render::tests::hostile::HOSTILE;

/// Runs a check over a folder; nothing when the check cannot be run here.
fn check(program: &str, script: &str, folder: &Path) -> Option<(bool, String)> {
    let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/checks").join(script);
    let ran =
        if script.is_file() { Command::new(program).arg(&script).arg(folder).output().ok() } else { None };
    // 2: the check could not set itself up (no network for its packages)
    let Some(output) = ran.filter(|output| output.status.code() != Some(2)) else {
        // straight to the terminal: a test's own output is not shown when it passes
        let line = format!("SKIPPED: {program} {} cannot run here\n", script.display());
        let _ = std::io::stderr().write_all(line.as_bytes());
        return None;
    };
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// Writes the demo page twice for each hostile text, as text and in prose, and a few with all of them.
fn pages(target: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: String, page: String| fs::write(folder.path().join(name + ".md"), page).unwrap();
    for page in [demo::page("T"), Page::default()] {
        for (name, bytes) in demo::pictures(&page, target) {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
    }
    for (i, text) in HOSTILE.iter().enumerate() {
        write(
            format!("text-{i}"),
            demo::render(&format!("Text {i}"), &demo::view(text, "x"), target).unwrap(),
        );
        let prose = format!(
            "{text}\n\n# A heading\n\nSome *prose* with {text}\n\n- {text}\n    - {text}\n\n> {text}\n"
        );
        write(
            format!("prose-{i}"),
            demo::render(&format!("Prose {i}"), &demo::view("x", &prose), target).unwrap(),
        );
        // without a space the first heading is the title
        let page = Page { title: format!("{i} {text}"), ..Page::default() };
        write(format!("title-{i}"), demo::render_to(&demo::view("x", ""), &page, target).unwrap());
    }
    write("all-text".to_owned(), demo::render("Text", &demo::view(&HOSTILE.concat(), "x"), target).unwrap());
    let all = HOSTILE.join("\n\n");
    write("all-prose".to_owned(), demo::render("Prose", &demo::view("x", &all), target).unwrap());
    folder
}

#[test]
fn confluence_publishers_lose_nothing() {
    let folder = pages("confluence");
    if let Some((passed, report)) = check("python3", "confluence_check.py", folder.path()) {
        assert!(passed, "{report}");
    }
}

#[test]
fn mermaid_reads_every_diagram() {
    let folder = pages("gfm");
    if let Some((passed, report)) = check("node", "mermaid_check.mjs", folder.path()) {
        assert!(passed, "{report}");
    }
}
