//! How a plan moved over the weeks: each point is what the files said then, computed for that day.

use crate::history::signals::story;
use crate::support::binary::epm;

const PLAN: &str = "demo/milestones.yaml";
const RAID: &str = "demo/raid.yaml";

/// Work of some days from Tuesday 2026-12-01 on.
fn plan(id: &str, days: u32, more: &str) -> String {
    format!(
        "milestones:\n  - {{id: {id}, title: Build, duration: {days}d, constraint: {{start_no_earlier_than: 2026-12-01}}{more}}}\n"
    )
}

fn json(dir: &std::path::Path, args: &[&str]) -> serde_json::Value {
    let output = epm(dir, &[args, &["--as-of", "2026-11-20", "--format", "json"]].concat());
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn each_week_says_what_was_planned_then() {
    // Ten days from 1 December end on the 14th, fifteen on the 21st. The item is renamed in between.
    let repo = story(&[
        ("2026-10-25", &[(PLAN, &plan("make", 10, ", committed: 2026-12-18"))]),
        ("2026-11-05", &[(PLAN, &plan("build", 15, ", committed: 2026-12-18, aliases: [make]"))]),
        ("2026-11-16", &[(RAID, "risks:\n  - {id: R-1, title: Late, probability: high, impact: high}\n")]),
    ]);
    let view = json(repo.path(), &["trend", "build", "--weeks", "4"]);
    assert_eq!((view["version"].as_u64(), view["as_of"].as_str()), (Some(1), Some("2026-11-20")));
    let points = view["series"][0]["points"].as_array().unwrap();
    let line = |p: &serde_json::Value| {
        format!("{} {} {}", p["day"].as_str().unwrap(), p["finish"].as_str().unwrap(), p["variance"])
    };
    let lines: Vec<String> = points.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "2026-10-30 2026-12-14 -4.0",
            "2026-11-06 2026-12-21 1.0",
            "2026-11-13 2026-12-21 1.0",
            "2026-11-20 2026-12-21 1.0"
        ]
    );
    assert_eq!(view["series"][0]["moved"]["finish"], 5.0);
    let program = json(repo.path(), &["trend", "--weeks", "1"]);
    let points = program["series"][0]["points"].as_array().unwrap();
    let risks: Vec<_> = points.iter().map(|p| (p["open_risks"].as_u64(), p["scope_days"].as_f64())).collect();
    assert_eq!(risks, [(Some(0), Some(15.0)), (Some(1), Some(15.0))]);
}

#[test]
fn an_item_that_is_not_there_is_said_with_what_may_be_meant() {
    let repo = story(&[("2026-10-25", &[(PLAN, &plan("build", 10, ""))])]);
    let output = epm(repo.path(), &["trend", "biuld", "--as-of", "2026-11-20"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `build`?"));
}
