//! What `epm render site` writes, leaves and removes.

use std::fs;
use std::path::Path;

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

const SETTINGS: &str = "version: 1\nas_of: 2026-11-20\n";

fn program(dir: &Path, id: &str) {
    let charter = format!("---\nid: {id}\ntitle: Program {id}\n---\n");
    let milestones = "milestones:\n  - {id: m, title: M, duration: 3d}\n";
    write(
        dir,
        &[
            (&format!("programs/{id}/charter.md"), &charter),
            (&format!("programs/{id}/milestones.yaml"), milestones),
        ],
    );
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_second_run_writes_nothing_and_check_agrees() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS)]);
    program(dir.path(), "one");
    let first = epm(dir.path(), &["render", "site", "--out", "out"]);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(dir.path().join("out/p/one/plan.html").is_file());
    let again = epm(dir.path(), &["render", "site", "--out", "out"]);
    assert!(said(&again).contains(", 0 written\n"), "{}", said(&again));
    let check = epm(dir.path(), &["render", "site", "--out", "out", "--check"]);
    assert_eq!(check.status.code(), Some(0), "{}", stdout(&check));
    fs::write(dir.path().join("out/index.html"), "old").unwrap();
    let check = epm(dir.path(), &["render", "site", "--out", "out", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(stdout(&check).contains("would change out/index.html"), "{}", stdout(&check));
}

#[test]
fn pages_of_a_program_that_is_gone_go_and_nothing_else_does() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS)]);
    program(dir.path(), "one");
    program(dir.path(), "two");
    epm(dir.path(), &["render", "site", "--out", "out"]);
    let out = dir.path().join("out");
    fs::write(out.join("p/two/mine.html"), "mine").unwrap();
    fs::write(out.join("p/two/raid.html"), "changed by hand").unwrap();
    fs::remove_dir_all(dir.path().join("programs/two")).unwrap();
    let run = epm(dir.path(), &["render", "site", "--out", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(!out.join("p/two/plan.html").exists());
    assert!(out.join("p/two/mine.html").exists(), "a file of somebody else was removed");
    assert!(out.join("p/two/raid.html").exists(), "a page that somebody changed was removed");
    assert!(out.join("p/one/plan.html").exists());
}

#[test]
fn a_list_of_files_that_lies_removes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS), ("victim.html", "x"), ("out/keep.html", "x")]);
    program(dir.path(), "one");
    // The SHA-256 of `x`.
    let x = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let list = format!(
        "{{\"version\":1,\"files\":{{\"../victim.html\":\"{x}\",\"/etc/hosts\":\"{x}\",\"keep.html\":\"0\"}}}}"
    );
    write(dir.path(), &[("out/epm-site.json", &list)]);
    epm(dir.path(), &["render", "site", "--out", "out"]);
    assert!(dir.path().join("victim.html").exists());
    assert!(dir.path().join("out/keep.html").exists());
}

#[test]
fn where_the_site_goes_must_be_said_and_is_no_place_of_the_plan() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("epm.yaml", SETTINGS)]);
    program(dir.path(), "one");
    let run = epm(dir.path(), &["render", "site"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("add `--out DIR`"), "{}", said(&run));
    let run = epm(dir.path(), &["render", "site", "status", "--out", "out"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(!dir.path().join("out").exists());
}
