//! How a plan is written does not matter: the same history, rewritten with noise, has the same events.
//!
//! Noise is all that Git and editors do to files and that no planner means: other quotes, order and indentation, comments,
//! lists split into files, files renamed, unrelated commits, merges, shuffled author dates.

use std::collections::BTreeMap;

use epm::model::Date;
use epm::pipeline::history;
use epm::source::git::Repository;
use epm::trend::diff;
use epm::trend::history::History;

use crate::support::binary::epm;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;
use crate::support::repo::write_commit;

/// An item: its id and the rest of its fields, as YAML values.
type Item = (&'static str, BTreeMap<&'static str, String>);

fn item(id: &'static str, fields: &[(&'static str, &str)]) -> Item {
    (id, fields.iter().map(|(key, value)| (*key, (*value).to_owned())).collect())
}

/// The states of the plan: milestones, and risks.
fn states() -> Vec<(Vec<Item>, Vec<Item>)> {
    let mut milestones = vec![
        item("design", &[("title", "Design"), ("duration", "5d"), ("owner", "maria")]),
        item(
            "build",
            &[("title", "Build"), ("duration", "10d"), ("depends_on", "[design]"), ("tags", "[core, web]")],
        ),
        item("launch", &[("title", "Launch"), ("depends_on", "[build]"), ("committed", "2026-12-04")]),
    ];
    let mut risks =
        vec![item("R-1", &[("title", "The vendor is late"), ("owner", "maria"), ("probability", "low")])];
    let mut out = vec![(milestones.clone(), risks.clone())];
    milestones[0].1.insert("duration", "7d".to_owned());
    out.push((milestones.clone(), risks.clone()));
    milestones.insert(1, item("docs", &[("title", "Docs"), ("duration", "3d")]));
    milestones[3].1.insert("depends_on", "[build, docs]".to_owned());
    out.push((milestones.clone(), risks.clone()));
    milestones[0].1.insert("started", "2026-11-03".to_owned());
    risks[0].1.insert("probability", "high".to_owned());
    risks.push(item("R-2", &[("title", "The pilot is small"), ("owner", "jonas")]));
    out.push((milestones.clone(), risks.clone()));
    milestones[3].1.insert("committed", "2026-12-11".to_owned());
    milestones.remove(1);
    milestones[2].1.insert("depends_on", "[build]".to_owned());
    risks[1].1.insert("status", "closed".to_owned());
    out.push((milestones, risks));
    out
}

const CHARTER: &str = "---\nid: demo\ntitle: Demo\nstart: 2026-11-02\n---\n";

fn plain(state: &(Vec<Item>, Vec<Item>)) -> Files {
    let list = |items: &[Item]| -> String {
        let one = |(id, fields): &Item| {
            let rest: String = fields.iter().map(|(key, value)| format!("    {key}: {value}\n")).collect();
            format!("  - id: {id}\n{rest}")
        };
        items.iter().map(one).collect()
    };
    files(&[
        ("epm.yaml", "version: 1\ntimezone: UTC\n"),
        ("demo/charter.md", CHARTER),
        ("demo/milestones.yaml", &format!("milestones:\n{}", list(&state.0))),
        ("demo/raid.yaml", &format!("risks:\n{}", list(&state.1))),
    ])
}

/// The same, written otherwise: one file an item, keys the other way round, texts quoted and broken, names changed.
fn noisy(state: &(Vec<Item>, Vec<Item>), round: usize) -> Files {
    let mut out = files(&[
        ("epm.yaml", "# settings\ntimezone: \"UTC\"\n\nversion: 1\n"),
        ("demo/charter.md", "---\nstart: 2026-11-02\n# a comment\ntitle: >-\n  Demo\nid: demo\n---\n\n"),
        ("src/main.rs", &format!("// round {round}\n")),
        ("demo/evidence/note.md", &format!("Note {round}\n")),
    ]);
    let write = |(id, fields): &Item| {
        let value = |key: &str, value: &str| match key {
            "title" => format!("\"{}\"", value.replace(' ', " \\\n    ")),
            "tags" => "\n  - web # the order of labels says nothing\n  - core".to_owned(),
            _ => value.to_owned(),
        };
        let rest: String =
            fields.iter().rev().map(|(key, v)| format!("{key}:   {}\n", value(key, v))).collect();
        format!("# item {round}\n{rest}id: '{id}'\n")
    };
    for (n, found) in state.0.iter().rev().enumerate() {
        out.insert(format!("demo/milestones/{round}-{n}.yaml"), write(found).into_bytes());
    }
    for (n, found) in state.1.iter().enumerate() {
        out.insert(format!("demo/raid/risks/r{round}-{n}.yaml"), write(found).into_bytes());
    }
    out
}

const DAYS: [&str; 5] =
    ["2026-11-02 09:00", "2026-11-05 09:00", "2026-11-09 09:00", "2026-11-12 09:00", "2026-11-16 09:00"];

fn plain_history() -> Repo {
    let repo = Repo::new();
    for (state, day) in states().iter().zip(DAYS) {
        repo.commit(&plain(state), Commit::at(day));
    }
    repo
}

fn noisy_history() -> Repo {
    let repo = Repo::new();
    for (n, (state, day)) in states().iter().zip(DAYS).enumerate() {
        let authored = Commit::at(DAYS[DAYS.len() - 1 - n]).at;
        if n % 2 == 0 {
            repo.commit(&noisy(state, n), Commit { authored, ..Commit::at(day) });
        } else {
            // By a merge: the side branch holds the change, its own commits and other dates.
            let first = repo.git.head().unwrap().target().unwrap();
            let early = Commit { at: Commit::at(day).at - 5000, authored, ..Commit::at(day) };
            let side = write_commit(&repo.git, &plain(state), &early, &[first]);
            repo.commit(&noisy(state, n), Commit { parents: vec![first, side], ..Commit::at(day) });
        }
        // What follows changes how it is written, or what is no plan.
        let later = Commit { at: Commit::at(day).at + 60, authored, ..Commit::at(day) };
        repo.commit(&noisy(state, n + 50), later);
        let mut other = noisy(state, n + 50);
        other.insert("src/main.rs".to_owned(), b"fn main() {}".to_vec());
        repo.commit(&other, Commit { at: Commit::at(day).at + 120, ..Commit::at(day) });
    }
    repo
}

fn load(repo: &Repo) -> History {
    let repository = Repository::discover(repo.path()).unwrap();
    let tip = repository.resolve("HEAD").unwrap();
    history::load(&repository, tip, "", &|_, _| {}).unwrap()
}

/// Returns the events of a history: the day, and what changed.
fn events(history: &History) -> Vec<(Date, String)> {
    let mut out = Vec::new();
    for pair in history.snapshots.windows(2) {
        let found = diff::compare(&pair[0].contents, &pair[1].contents);
        for change in &found.items {
            let text = format!("{} {} {:?}", change.kind.key(), change.id, change.fields);
            out.push((pair[1].commit.day, format!("{text} {} {}", change.is_added(), change.is_removed())));
        }
        assert!(found.files.is_empty() && found.unread.is_empty(), "{found:?}");
    }
    out
}

#[test]
fn a_history_rewritten_with_noise_has_the_same_events_on_the_same_days() {
    let (plain, noisy) = (load(&plain_history()), load(&noisy_history()));
    assert!(noisy.snapshots.len() > plain.snapshots.len());
    let wanted = events(&plain);
    assert_eq!(wanted.len(), 9, "{wanted:#?}");
    assert_eq!(events(&noisy), wanted);
}

#[test]
fn differences_and_causes_are_the_same_too() {
    let (plain, noisy) = (plain_history(), noisy_history());
    let json = |repo: &Repo, args: &[&str]| -> serde_json::Value {
        let output = epm(repo.path(), args);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{args:?}: {}", String::from_utf8_lossy(&output.stderr)))
    };
    for as_of in [None, Some("2026-11-20")] {
        let mut args = vec!["diff", "--format", "json"];
        args.extend(as_of.iter().flat_map(|day| ["--as-of", day]));
        let one = json(&plain, &[&args[..], &["HEAD~4..HEAD"]].concat());
        let two = json(&noisy, &[&args[..], &["HEAD~14..HEAD"]].concat());
        assert_eq!(one["programs"], two["programs"]);
        assert_eq!(one["programs"][0]["what"], "changed");
    }
    let mut args =
        vec!["why", "launch", "--format", "json", "--at", "HEAD", "--as-of", "2026-11-20", "--since"];
    args.push("HEAD~4");
    let one = json(&plain, &args);
    args.pop();
    args.push("HEAD~14");
    let two = json(&noisy, &args);
    let parts = |view: &serde_json::Value| -> Vec<serde_json::Value> {
        let commits = view["commits"].as_array().unwrap();
        commits
            .iter()
            .map(|commit| serde_json::json!([commit["day"], commit["minutes"], commit["parts"]]))
            .collect()
    };
    assert_eq!((&one["minutes"], &one["sorts"]), (&two["minutes"], &two["sorts"]));
    assert_eq!(parts(&one), parts(&two));
    assert!(!parts(&one).is_empty());
    // Noise alone is no change.
    let quiet = json(&noisy, &["diff", "--format", "json", "HEAD~2..HEAD"]);
    assert_eq!(quiet["changed"], false);
    assert_eq!(quiet["summary"], "no change in the plan");
}

/// Takes away what names a commit: the two histories have others.
fn without_commits(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("commit");
            map.values_mut().for_each(without_commits);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(without_commits),
        serde_json::Value::String(text) => {
            let is_commit = |word: &str| word.len() >= 7 && word.chars().all(|c| c.is_ascii_hexdigit());
            let words = text.split(' ').map(|word| if is_commit(word) { "…" } else { word });
            *text = words.collect::<Vec<_>>().join(" ");
        }
        _ => {}
    }
}

#[test]
fn kpis_are_the_same_too() {
    let (plain, noisy) = (plain_history(), noisy_history());
    for as_of in ["2026-11-06", "2026-11-13", "2026-12-11"] {
        let [one, two] = [&plain, &noisy].map(|repo| {
            let output = epm(repo.path(), &["kpi", "--at", "HEAD", "--as-of", as_of, "--format", "json"]);
            let mut view: serde_json::Value = serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
            without_commits(&mut view);
            view
        });
        assert_eq!(one, two, "as of {as_of}");
        // There is something to compare: a milestone was removed, another one's date moved without a change.
        let values = one["kpis"].as_array().unwrap().iter().filter(|kpi| !kpi["value"].is_null()).count();
        assert!(as_of < "2026-12-01" || values >= 2, "{one:#}");
    }
}

#[test]
fn early_warnings_and_trends_are_the_same_too() {
    let (plain_repo, noisy_repo) = (plain_history(), noisy_history());
    let last = states().pop().unwrap();
    for repo in [&plain_repo, &noisy_repo] {
        repo.check_out(&plain(&last));
    }
    let told = |repo: &Repo, day: &str| -> Vec<String> {
        let line = |looked: &epm::trend::signals::Looked| {
            let item = looked.item.as_ref().map(|item| (item.kind, item.id.clone(), item.title.clone()));
            let raised = looked.raised().map(|raised| {
                let days: Vec<_> = raised
                    .commits
                    .iter()
                    .map(|c| (c.commit.as_ref().map(|c| c.day), c.what.clone()))
                    .collect();
                (raised.value, raised.limit, raised.severity, days)
            });
            format!("{} {item:?} {raised:?} {}", looked.signal, looked.text)
        };
        super::signals::watch(repo, day).iter().map(line).collect()
    };
    for day in ["2026-11-13", "2026-11-20", "2026-12-31"] {
        let wanted = told(&plain_repo, day);
        assert!(wanted.len() > 20, "{wanted:#?}");
        assert_eq!(told(&noisy_repo, day), wanted);
    }
    let trend = |repo: &Repo| -> serde_json::Value {
        let output = epm(repo.path(), &["trend", "--as-of", "2026-11-20", "--format", "json"]);
        let mut view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        for point in view["series"][0]["points"].as_array_mut().unwrap() {
            point["commit"].take();
        }
        view
    };
    assert_eq!(trend(&noisy_repo), trend(&plain_repo));
}
