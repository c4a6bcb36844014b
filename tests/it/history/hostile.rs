//! Repositories that want to harm: nothing of them runs, nothing leads out of them, nothing forges the past.

use std::fs;

use crate::support::binary::command;
use crate::support::binary::epm;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;
use crate::support::repo::write_commit;

fn plan(title: &str) -> Files {
    let milestones = format!("milestones:\n  - {{id: launch, title: {title}, committed: 2026-12-01}}\n");
    files(&[
        ("epm.yaml", "version: 1\nprograms: [{id: demo, path: demo}]\n"),
        ("demo/milestones.yaml", &milestones),
    ])
}

fn title(repo: &Repo, args: &[&str]) -> String {
    let output = epm(repo.path(), &[&["plan", "--format", "json"], args].concat());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    json["programs"][0]["items"][0]["title"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn nothing_that_the_configuration_names_is_run() {
    let repo = Repo::new();
    let mut plan = plan("First");
    plan.insert(".gitattributes".to_owned(), b"* filter=canary diff=canary textconv=canary\n".to_vec());
    repo.commit(&plan, Commit::at("2026-11-02 09:00"));
    repo.commit(&plan, Commit::at("2026-11-03 09:00"));
    repo.check_out(&plan);
    let canary = repo.path().join("canary.sh");
    let ran = repo.path().join("ran");
    fs::write(&canary, format!("#!/bin/sh\necho ran >> {}\ncat\n", ran.display())).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&canary, fs::Permissions::from_mode(0o755)).unwrap();
        for hook in ["post-checkout", "reference-transaction", "pre-commit", "post-index-change"] {
            let hook = repo.path().join(".git/hooks").join(hook);
            fs::create_dir_all(hook.parent().unwrap()).unwrap();
            fs::copy(&canary, hook).unwrap();
        }
    }
    let program = canary.display();
    let config = format!(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tfsmonitor = {program}\n\thooksPath = {0}\n\tsshCommand = {program}\n\
         \teditor = {program}\n\tpager = {program}\n\talternateRefsCommand = {program}\n[filter \"canary\"]\n\tsmudge = {program}\n\
         \tclean = {program}\n\tprocess = {program}\n\trequired = true\n[diff]\n\texternal = {program}\n\
         [diff \"canary\"]\n\ttextconv = {program}\n\tcommand = {program}\n[gpg]\n\tprogram = {program}\n[credential]\n\thelper = {program}\n",
        repo.path().join(".git/hooks").display()
    );
    fs::write(repo.path().join(".git/config"), config).unwrap();
    for args in [vec!["plan"], vec!["check"], vec!["plan", "--at", "HEAD~1"], vec!["check", "--at", "HEAD"]] {
        assert_ne!(epm(repo.path(), &args).status.code(), Some(2), "{args:?}");
    }
    assert!(!ran.exists(), "something of the repository was run");
}

#[test]
fn replaced_objects_grafts_and_the_environment_play_no_part() {
    let repo = Repo::new();
    let first = repo.commit(&plan("First"), Commit::at("2026-11-02 09:00"));
    let second = repo.commit(&plan("Second"), Commit::at("2026-11-03 09:00"));
    let forged = write_commit(&repo.git, &plan("Forged"), &Commit::at("2026-11-02 09:00"), &[]);
    repo.git.reference(&format!("refs/replace/{first}"), forged, true, "").unwrap();
    fs::create_dir_all(repo.path().join(".git/info")).unwrap();
    fs::write(repo.path().join(".git/info/grafts"), format!("{second} {forged}\n")).unwrap();
    repo.check_out(&plan("Second"));
    assert_eq!(title(&repo, &["--at", "HEAD~1"]), "First");
    assert_eq!(title(&repo, &["--at", &first.to_string()]), "First");
    let other = Repo::new();
    other.commit(&plan("Other"), Commit::at("2026-11-02 09:00"));
    let output = command(repo.path(), &["plan", "--format", "json", "--at", "HEAD"])
        .env("GIT_DIR", other.path().join(".git"))
        .env("GIT_OBJECT_DIRECTORY", other.path().join(".git/objects"))
        .env("GIT_WORK_TREE", other.path())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("Second"));
}

#[test]
fn links_submodules_and_pointers_in_a_revision_are_told_and_never_followed() {
    let repo = Repo::new();
    let mut plan = plan("First");
    plan.insert("demo/charter.md@link".to_owned(), b"/etc/passwd".to_vec());
    plan.insert("demo/raid@module".to_owned(), Vec::new());
    plan.insert("demo/decisions@link".to_owned(), b"../../other".to_vec());
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    plan.insert("demo/raid.yaml".to_owned(), pointer.as_bytes().to_vec());
    repo.commit(&plan, Commit::at("2026-11-02 09:00"));
    let output = epm(repo.path(), &["check", "--at", "HEAD", "--format", "json"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for wanted in [
        "`demo/charter.md` is a symbolic link, which epm does not follow",
        "`demo/decisions` is a symbolic link, which epm does not follow",
        "`demo/raid` cannot be read: it is a submodule, whose files stand elsewhere",
        "`demo/raid.yaml` cannot be read: it is a Git LFS pointer, whose file stands elsewhere",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains("root:"), "{text}");
}

#[test]
fn a_bare_repository_inside_a_work_tree_is_not_taken_for_the_repository() {
    let repo = Repo::new();
    repo.commit(&plan("Outer"), Commit::at("2026-11-02 09:00"));
    repo.check_out(&plan("Outer"));
    let inner = git2::Repository::init_bare(repo.path().join("demo")).unwrap();
    let forged = write_commit(&inner, &plan("Forged"), &Commit::at("2026-11-02 09:00"), &[]);
    inner.reference("refs/heads/main", forged, true, "").unwrap();
    assert_eq!(title(&repo, &["-C", "demo", "--at", "HEAD"]), "Outer");
}

#[test]
fn objects_from_elsewhere_are_said() {
    let repo = Repo::new();
    repo.commit(&plan("First"), Commit::at("2026-11-02 09:00"));
    let other = Repo::new();
    let place = other.path().join(".git/objects");
    fs::create_dir_all(repo.path().join(".git/objects/info")).unwrap();
    fs::write(repo.path().join(".git/objects/info/alternates"), format!("{}\n", place.display())).unwrap();
    let output = epm(repo.path(), &["plan", "--at", "HEAD"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("takes objects also from"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_repository_of_another_user_is_refused() {
    let repo = Repo::new();
    repo.commit(&plan("First"), Commit::at("2026-11-02 09:00"));
    // Only a privileged user can give files away; elsewhere there is nothing to test.
    let git = repo.path().join(".git");
    if std::os::unix::fs::chown(&git, Some(4242), Some(4242)).is_err()
        || std::os::unix::fs::chown(repo.path(), Some(4242), Some(4242)).is_err()
    {
        eprintln!("skipped: this user cannot give files away");
        return;
    }
    let output = epm(repo.path(), &["plan", "--at", "HEAD"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("belongs to another user"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}
