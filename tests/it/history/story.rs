//! The history of the shipped example: the same on every machine, and ending where the example stands.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use epm::diag::Severity;
use epm::model::Date;
use epm::pipeline;
use epm::pipeline::Options;
use epm::pipeline::history;
use epm::source::git;
use epm::source::git::Repository;
use epm::source::git::RevisionTree;

use crate::support;
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
fn every_revision_of_the_story_is_a_truthful_plan_of_its_day() {
    let folder = tempfile::tempdir().unwrap();
    repo::build_story(folder.path());
    let repository = Arc::new(Repository::discover(folder.path()).unwrap());
    let tip = repository.resolve("HEAD").unwrap();
    let commits = repository.log(tip).unwrap().commits;
    let errors = |commit: &git::Commit| {
        let tree = RevisionTree::open(&repository, commit.id, "", "HEAD").unwrap();
        let today = |_: &str| Date::from_day_number(0);
        let options = Options { as_of: None, revision_at: Some(commit.at), origin: None, today };
        let session = pipeline::open(&tree, &options, &|_, _| {}).unwrap();
        let found = session.findings.into_iter().filter(|f| f.finding.severity == Severity::Error);
        let lines = support::lines(&found.collect::<Vec<_>>());
        lines.into_iter().map(|line| format!("{}: {line}", commit.subject)).collect::<Vec<_>>()
    };
    let faults: Vec<String> = commits.par_iter().flat_map_iter(errors).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(commits.len() > 100);
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
