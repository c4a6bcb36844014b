//! The history of the shipped example: the same on every machine, and ending where the example stands.

use std::path::Path;

use epm::pipeline;
use epm::pipeline::history;
use epm::source::git::Repository;

use crate::support;
use crate::support::binary::epm;
use crate::support::repo;

fn tip(folder: &Path) -> String {
    git2::Repository::open(folder).unwrap().head().unwrap().target().unwrap().to_string()
}

#[test]
fn the_story_is_the_same_each_time_and_ends_with_the_example() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    repo::build_story(one.path());
    repo::build_story(two.path());
    assert_eq!(tip(one.path()), tip(two.path()));
    // The commits have the same names on every machine, so that documents may show them.
    let mut log = format!("{}\n", tip(one.path()));
    let repository = Repository::discover(one.path()).unwrap();
    let tip = repository.resolve("HEAD").unwrap();
    let found = history::load(&repository, tip, "", &|_, _| {}).unwrap();
    for commit in &repository.log(tip).unwrap().commits {
        log.push_str(&format!("{} {}\n", pipeline::day_of(commit.at, "UTC"), commit.subject));
    }
    support::compare_or_bless(&support::root("tests/golden/history-of-the-example.txt"), &log);
    assert!(found.snapshots.len() > 20 && !found.is_shallow && found.skews.is_empty());
    // What the history holds of its newest commit is what the loader reads from the folder.
    let example = support::open_folder(&support::root("examples/identity-migration"));
    assert_eq!(found.last().unwrap().workspace(), example.loaded.workspace);
    // People are known by their addresses.
    assert_eq!(found.snapshots[1].commit.who(), "maria");
}

#[test]
fn every_revision_of_the_story_is_free_of_faults_of_files() {
    let folder = tempfile::tempdir().unwrap();
    repo::build_story(folder.path());
    for revision in ["q4", "q4-step-up", "HEAD~10", "HEAD"] {
        let output = epm(folder.path(), &["check", "--at", revision, "--format", "json"]);
        let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = view["findings"].as_array().unwrap();
        let code = |f: &serde_json::Value| f["code"].as_str().unwrap_or_default().to_owned();
        let faults: Vec<_> = findings.iter().filter(|f| code(f).starts_with("EPM1")).collect();
        assert!(faults.is_empty(), "{revision}: {faults:#?}");
    }
}

#[test]
fn snapshots_hold_what_the_loader_reads() {
    for example in ["minimal", "kubernetes-1.36", "identity-migration"] {
        let mut files = repo::Files::new();
        let root = support::root("examples").join(example);
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                    files.insert(format!("plans/{name}"), std::fs::read(path).unwrap());
                }
            }
        }
        let repo = repo::Repo::new();
        repo.commit(&files, repo::Commit::at("2026-11-20 09:00"));
        let repository = Repository::discover(repo.path()).unwrap();
        let tip = repository.resolve("HEAD").unwrap();
        let found = history::load(&repository, tip, "plans", &|_, _| {}).unwrap();
        let session = support::open_folder(&root);
        assert_eq!(found.last().unwrap().workspace(), session.loaded.workspace, "{example}");
    }
}
