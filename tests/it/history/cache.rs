//! What is kept of a history is what would be read anew, whatever happens to it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use epm::pipeline::history;
use epm::source::git::Repository;
use epm::trend::history::History;

use crate::support::binary::epm;
use crate::support::repo;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;

const CHARTER: &str = "---\nid: demo\ntitle: Demo\nstart: 2026-01-05\n---\n";

/// The plan after so many changes.
fn plan(n: usize) -> Files {
    let milestones = format!(
        "milestones:\n  - {{id: a, title: A, duration: {}d}}\n  - {{id: b, title: B {n}, depends_on: [a]}}\n",
        n % 9 + 1
    );
    repo::files(&[
        ("epm.yaml", "version: 1\nprograms: [demo]\n"),
        ("demo/charter.md", CHARTER),
        ("demo/milestones.yaml", &milestones),
    ])
}

/// A repository with so many changes of a plan.
fn repository(count: usize) -> Repo {
    let repo = Repo::new();
    for n in 0..count {
        let day = format!("2026-{:02}-{:02} 09:00", n / 28 + 1, n % 28 + 1);
        repo.commit(&plan(n), Commit::at(&day));
    }
    repo
}

fn folder(repo: &Repo) -> PathBuf {
    repo.path().join(".git/epm-cache")
}

fn read(repository: &Repository) -> History {
    let tip = repository.resolve("HEAD").unwrap();
    history::load(repository, tip, "", &|_, _| {}).unwrap()
}

/// Loads as a command does.
fn load(path: &Path) -> History {
    read(&Repository::discover(path).unwrap())
}

fn assert_same(found: &History, wanted: &History) {
    assert_eq!(found.snapshots.len(), wanted.snapshots.len());
    for (one, other) in found.snapshots.iter().zip(&wanted.snapshots) {
        assert_eq!((&one.commit, &one.contents), (&other.commit, &other.contents));
    }
    assert_eq!(found.in_force, wanted.in_force);
    assert_eq!((found.is_shallow, &found.skews), (wanted.is_shallow, &wanted.skews));
}

fn assert_sound(repo: &Repo) {
    let anew = read(&Repository::discover(repo.path()).unwrap().without_cache());
    assert_same(&load(repo.path()), &anew);
    assert_same(&load(repo.path()), &anew);
}

#[test]
fn what_is_kept_is_what_is_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    repo::build_story(folder.path());
    let anew = read(&Repository::discover(folder.path()).unwrap().without_cache());
    assert!(!folder.path().join(".git/epm-cache").exists());
    assert_same(&load(folder.path()), &anew);
    let kept: Vec<_> = fs::read_dir(folder.path().join(".git/epm-cache")).unwrap().flatten().collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_same(&load(folder.path()), &anew);
}

#[test]
fn history_that_goes_on_or_is_changed_is_read_as_it_is() {
    let repo = repository(40);
    assert_sound(&repo);
    // It goes on, with and without changes of the plan.
    repo.commit(&plan(99), Commit::at("2026-06-01 09:00"));
    let mut other = plan(99);
    other.insert("code.rs".to_owned(), Vec::new());
    repo.commit(&other, Commit::at("2026-06-02 09:00"));
    assert_sound(&repo);
    // Commits are taken back and others made in their place.
    let head = repo.git.head().unwrap().peel_to_commit().unwrap();
    let mut back = head.clone();
    for _ in 0..20 {
        back = back.parent(0).unwrap();
    }
    repo.git.reference("refs/heads/main", back.id(), true, "").unwrap();
    assert_sound(&repo);
    for n in 0..30 {
        repo.commit(&plan(200 + n), Commit::at("2026-07-01 09:00").message("another way"));
    }
    assert_sound(&repo);
    repo.git.reference("refs/heads/main", head.id(), true, "").unwrap();
    assert_sound(&repo);
    // The same tree under another commit.
    repo.commit(&plan(99), Commit::at("2026-05-01 09:00"));
    assert_sound(&repo);
}

#[test]
fn damage_of_what_is_kept_is_never_seen() {
    let repo = repository(20);
    assert_sound(&repo);
    let file = fs::read_dir(folder(&repo)).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&file).unwrap();
    for cut in [0, 5, 20, 40, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&file, &bytes[..cut]).unwrap();
        assert_sound(&repo);
    }
    for at in (0..bytes.len()).step_by(bytes.len() / 11) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        fs::write(&file, damaged).unwrap();
        assert_sound(&repo);
    }
    fs::write(&file, [bytes.as_slice(), b"more"].concat()).unwrap();
    assert_sound(&repo);
    // A folder where the file should be, a file where the folder should be.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_sound(&repo);
    fs::remove_dir_all(folder(&repo)).unwrap();
    fs::write(folder(&repo), "no folder").unwrap();
    assert_sound(&repo);
}

#[cfg(unix)]
#[test]
fn a_link_instead_of_the_folder_is_not_followed() {
    let repo = repository(20);
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder(&repo)).unwrap();
    assert_sound(&repo);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn two_at_once_and_one_without_say_the_same() {
    let repo = repository(40);
    repo.check_out(&plan(39));
    let args = ["why", "demo/b", "--since", "HEAD~39", "--as-of", "2026-02-20", "--format", "json"];
    let without = epm(repo.path(), &[&args[..], &["--no-cache"]].concat());
    assert!(without.status.success(), "{}", String::from_utf8_lossy(&without.stderr));
    assert!(!folder(&repo).exists());
    let path = repo.path();
    let outputs: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3).map(|_| scope.spawn(|| epm(path, &args).stdout)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert!(folder(&repo).exists());
    assert!(outputs.iter().all(|output| *output == without.stdout));
    assert_eq!(epm(repo.path(), &args).stdout, without.stdout);
}

#[test]
fn only_what_came_after_the_revision_is_kept_out() {
    // A history that is read in part is not kept as the whole.
    let repo = repository(40);
    repo.check_out(&plan(39));
    let late = ["why", "demo/b", "--since", "HEAD~18", "--as-of", "2026-02-20", "--format", "json"];
    let _ = epm(repo.path(), &late);
    assert_sound(&repo);
}

#[test]
fn a_folder_that_was_moved_keeps_its_history() {
    let repo = Repo::new();
    let below = |folder: &str, n: usize| -> Files {
        let files = plan(n).into_iter().map(|(path, text)| (format!("{folder}/{path}"), text));
        files.chain([("code.rs".to_owned(), Vec::new())]).collect()
    };
    for (n, day) in ["2026-01-05", "2026-01-06", "2026-01-07"].iter().enumerate() {
        repo.commit(&below("plan", n), Commit::at(&format!("{day} 09:00")));
    }
    repo.commit(&below("plans/first", 2), Commit::at("2026-01-08 09:00").message("moved"));
    repo.commit(&below("plans/first", 3), Commit::at("2026-01-09 09:00"));
    repo.check_out(&below("plans/first", 3));
    let repository = Repository::discover(repo.path()).unwrap();
    let tip = repository.resolve("HEAD").unwrap();
    let found = history::load(&repository, tip, "plans/first", &|_, _| {}).unwrap();
    let days: Vec<String> = found.snapshots.iter().map(|s| s.commit.day.to_string()).collect();
    assert_eq!(days, ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-09"]);
    // Commands in the folder of today read it where it was.
    let here = repo.path().join("plans/first");
    let moved = epm(&here, &["diff", "HEAD~2..HEAD~1"]);
    let text = String::from_utf8_lossy(&moved.stdout).into_owned();
    assert!(text.contains("no change in the plan"), "{text}{}", String::from_utf8_lossy(&moved.stderr));
    assert!(epm(&here, &["plan", "--at", "HEAD~4"]).status.success());
    // A copy is a plan of its own: it begins with the copy.
    let mut both = below("plans/first", 3);
    both.extend(below("plans/second", 3));
    repo.commit(&both, Commit::at("2026-01-12 09:00"));
    let tip = repository.resolve("HEAD").unwrap();
    let copy = history::load(&repository, tip, "plans/second", &|_, _| {}).unwrap();
    assert_eq!(copy.snapshots.len(), 1);
}
