//! `epm diff` and `check --since`: what changed, in program terms.

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::repo;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;

const CHARTER: &str = "---\nid: demo\ntitle: Demo\nstart: 2026-11-02\nfinish_milestone: launch\n---\n";

fn plan(milestones: &str) -> Files {
    files(&[
        ("epm.yaml", "version: 1\nas_of: 2026-11-02\n"),
        ("demo/charter.md", CHARTER),
        ("demo/milestones.yaml", milestones),
    ])
}

const BEFORE: &str = "milestones:
  - {id: design, title: Design, duration: 5d, owner: maria}
  - {id: build, title: Build, duration: 10d, depends_on: [design]}
  - {id: docs, title: Docs, duration: 3d}
  - {id: launch, title: Launch, depends_on: [build, docs], committed: 2026-11-20}
";

const AFTER: &str = "milestones:
  - {id: design, title: Design, duration: 7d, owner: jonas, rag: {colour: red, reason: Late}}
  - {id: build, title: Build, duration: 10d, depends_on: [design]}
  - {id: launch, title: Launch, depends_on: [build], committed: 2026-11-27}
  - {id: pilot, title: \"Pilot @org/team fixes #1\", duration: 2d}
";

fn diff(repo: &Repo, args: &[&str]) -> serde_json::Value {
    let output = epm(repo.path(), &[&["diff", "--format", "json"], args].concat());
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn rows(view: &serde_json::Value) -> Vec<String> {
    let mut out = Vec::new();
    for section in view["programs"][0]["sections"].as_array().into_iter().flatten() {
        for row in section["rows"].as_array().into_iter().flatten() {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            out.push(format!(
                "{} {} {}: {}",
                section["name"].as_str().unwrap(),
                text("what"),
                text("id"),
                text("text")
            ));
        }
    }
    out
}

#[test]
fn a_change_is_told_in_program_terms_with_what_it_does_to_the_dates() {
    let repo = Repo::new();
    repo.commit(&plan(BEFORE), Commit::at("2026-11-02 09:00"));
    repo.check_out(&plan(AFTER));
    let view = diff(&repo, &[]);
    let program = &view["programs"][0];
    assert_eq!(
        (&program["finish"]["before"], &program["finish"]["after"]),
        (&"2026-11-20".into(), &"2026-11-24".into())
    );
    assert_eq!(program["finish"]["days"], 2.0);
    let because = program["finish"]["because"].as_array().unwrap();
    assert_eq!(because.len(), 1, "{because:?}");
    assert_eq!((&because[0]["id"], &because[0]["days"]), (&"design".into(), &2.0.into()));
    assert_eq!(
        rows(&view),
        [
            "commitments moved launch: 2026-11-20 → 2026-11-27, without an approved change",
            "scope removed docs: removed without being cancelled",
            "scope added pilot: new, 2d",
            "estimates changed design: 5d → 7d",
            "links changed launch: depends on − docs",
            "owners changed design: owner maria → jonas",
            "colours changed design: none → red: Late",
        ]
    );
    let moved: Vec<_> = program["moved"].as_array().unwrap().iter().map(|m| (&m["id"], &m["days"])).collect();
    assert_eq!(moved.len(), 3, "{moved:?}");
    // A comment pings nobody and closes nothing, and a bot finds it again.
    let comment = stdout(&epm(repo.path(), &["diff", "--format", "markdown"]));
    assert!(comment.starts_with("<!-- epm:diff -->\n"), "{comment}");
    assert!(!comment.contains("@org/team") && !comment.contains("fixes #1"), "{comment}");
    // Narrow terminals get no line that is wider, but for words that cannot be broken.
    let output =
        crate::support::binary::command(repo.path(), &["diff"]).env("COLUMNS", "60").output().unwrap();
    let text = stdout(&output);
    assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
}

#[test]
fn risks_decisions_and_gates_are_told_by_what_happened_to_them() {
    let repo = Repo::new();
    let mut before = plan(BEFORE);
    let mut add = |path: &str, text: &str| before.insert(format!("demo/{path}"), text.as_bytes().to_vec());
    add("raid/risks/R-1.yaml", "id: R-1\ntitle: One\nprobability: low\nimpact: low\nowner: maria\n");
    add("raid/risks/R-2.yaml", "id: R-2\ntitle: Two\nprobability: low\nowner: maria\n");
    add("decisions/D-1.md", "---\nid: D-1\nstatus: proposed\nneeded_by: 2026-11-10\n---\n# Which store\n");
    add(
        "changes/C-1.yaml",
        "id: C-1\ntitle: Later\nstatus: proposed\nmoves: [{item: launch, from: 2026-11-20, to: 2026-11-27}]\n",
    );
    add(
        "readiness/gate.yaml",
        "id: gate\ntitle: Gate\ngates: [launch]\nitems: [{id: RDY-1, title: Tested}]\n",
    );
    let mut after = before.clone();
    let mut set = |path: &str, text: &str| after.insert(format!("demo/{path}"), text.as_bytes().to_vec());
    set("raid/risks/R-1.yaml", "id: R-1\ntitle: One\nprobability: high\nimpact: low\nowner: maria\n");
    set(
        "raid/risks/R-2.yaml",
        "id: R-2\ntitle: Two\nprobability: low\nowner: maria\nstatus: closed\nclosed: 2026-11-02\n",
    );
    set("raid/risks/R-3.yaml", "id: R-3\ntitle: Three\nowner: maria\n");
    set(
        "decisions/D-1.md",
        "---\nid: D-1\nstatus: accepted\ndate: 2026-11-02\nneeded_by: 2026-11-10\noutcome: One store\n---\n# Which store\n",
    );
    set(
        "changes/C-1.yaml",
        "id: C-1\ntitle: Later\nstatus: approved\nmoves: [{item: launch, from: 2026-11-20, to: 2026-11-27}]\n",
    );
    set(
        "readiness/gate.yaml",
        "id: gate\ntitle: Gate\ngates: [launch]\nitems: [{id: RDY-1, title: Tested, status: pass}]\n",
    );
    set("milestones.yaml", &BEFORE.replace("committed: 2026-11-20", "committed: 2026-11-27"));
    repo.commit(&before, Commit::at("2026-11-02 09:00"));
    repo.commit(&after, Commit::at("2026-11-02 10:00"));
    assert_eq!(
        rows(&diff(&repo, &["HEAD~1..HEAD"])),
        [
            "commitments moved launch: 2026-11-20 → 2026-11-27, by approved change C-1",
            "risks escalated R-1: probability low → high",
            "risks closed R-2: closed",
            "risks raised R-3: raised, owner maria",
            "decisions decided D-1: accepted: One store",
            "changes decided C-1: approved",
            "readiness changed gate: RDY-1 open → pass",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_not_taken_for_removed() {
    let repo = Repo::new();
    repo.commit(&plan(BEFORE), Commit::at("2026-11-02 09:00"));
    repo.check_out(&plan(
        "milestones:\n  - {id: design, title: Design, duration: 5x}\n  - {id: launch, title: [}\n",
    ));
    let view = diff(&repo, &[]);
    let told = rows(&view);
    assert!(told.iter().any(|row| row.starts_with("unread unread launch")), "{told:?}");
    assert!(!told.iter().any(|row| row.contains("removed launch")), "{told:?}");
}

#[test]
fn a_former_id_is_the_same_item_and_a_plan_that_begins_is_all_new() {
    let repo = Repo::new();
    repo.commit(&files(&[("README.md", "nothing yet")]), Commit::at("2026-11-01 09:00"));
    repo.commit(&plan(BEFORE), Commit::at("2026-11-02 09:00"));
    let renamed = BEFORE.replace("id: build, title: Build", "id: build-it, aliases: [build], title: Build");
    let renamed = renamed.replace("[build, docs]", "[build-it, docs]");
    repo.commit(&plan(&renamed), Commit::at("2026-11-02 10:00"));
    let told = rows(&diff(&repo, &["HEAD~1..HEAD"]));
    assert!(told.contains(&"other renamed build-it: called build before".to_owned()), "{told:?}");
    assert!(!told.iter().any(|row| row.starts_with("scope")), "{told:?}");
    let begun = diff(&repo, &["HEAD~2..HEAD~1"]);
    assert_eq!(begun["programs"][0]["what"], "added");
    assert_eq!(rows(&begun).iter().filter(|row| row.starts_with("scope added")).count(), 4);
}

#[test]
fn three_dots_ask_what_a_branch_changes() {
    let repo = Repo::new();
    let base = repo.commit(&plan(BEFORE), Commit::at("2026-11-02 09:00"));
    let longer = BEFORE.replace("duration: 3d", "duration: 4d");
    let branch = repo::write_commit(&repo.git, &plan(&longer), &Commit::at("2026-11-03 09:00"), &[base]);
    repo.git.reference("refs/heads/topic", branch, true, "").unwrap();
    let other = BEFORE.replace("duration: 10d", "duration: 11d");
    repo.commit(&plan(&other), Commit::at("2026-11-04 09:00"));
    assert_eq!(rows(&diff(&repo, &["main...topic"])), ["estimates changed docs: 3d → 4d"]);
    let two = rows(&diff(&repo, &["main..topic"]));
    assert_eq!(two, ["estimates changed build: 11d → 10d", "estimates changed docs: 3d → 4d"]);
}

#[test]
fn a_long_comment_is_cut_and_says_so() {
    let repo = Repo::new();
    repo.commit(&plan("milestones: []\n"), Commit::at("2026-11-02 09:00"));
    let many: String = (0..3000)
        .map(|n| format!("  - {{id: m{n}, title: A title that is long enough {n}, duration: 5d}}\n"))
        .collect();
    repo.check_out(&plan(&format!("milestones:\n{many}")));
    let comment = stdout(&epm(repo.path(), &["diff", "--format", "markdown"]));
    assert!(comment.len() < 65_536, "{}", comment.len());
    assert!(comment.contains(" more"), "{comment}");
}

#[test]
fn only_new_findings_count_since_a_revision() {
    let repo = Repo::new();
    let old = "milestones:\n  - {id: a, title: A, depends_on: [nowhere]}\n";
    repo.commit(&plan(old), Commit::at("2026-11-02 09:00"));
    // The same finding on another line, and a new one.
    let now = "# a comment\nmilestones:\n  - {id: b, title: B, duration: 1d}\n  - {id: a, title: A, depends_on: [b, nowhere]}\n";
    repo.check_out(&plan(now));
    let check = |args: &[&str]| epm(repo.path(), &[&["check", "--format", "json"], args].concat());
    let codes = |output: &std::process::Output| -> Vec<String> {
        let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = view["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .filter(|f| f["severity"] == "error")
            .map(|f| f["message"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(check(&[]).status.code(), Some(1));
    let since = check(&["--since", "HEAD"]);
    assert_eq!((since.status.code(), codes(&since)), (Some(0), vec![]));
    repo.check_out(&plan(&now.replace("[b, nowhere]", "[b, nowhere, elsewhere]")));
    let since = check(&["--since", "HEAD"]);
    assert_eq!(since.status.code(), Some(1));
    assert_eq!(codes(&since).len(), 1, "{:?}", codes(&since));
    assert_eq!(check(&["--since", "nope"]).status.code(), Some(2));
}
