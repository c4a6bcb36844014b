//! `epm capacity` and `epm scenario`, from files to JSON: known answers by hand, and what is never written.

use std::path::Path;

use serde_json::Value as Json;

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

fn json(dir: &Path, args: &[&str]) -> Json {
    let output = epm(dir, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn close(found: &Json, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-5, "{found} is not {expected}");
}

/// CAP-01: (4 · (10 − 1) − 3) · 0.8 = 26.4 person-days against six person-weeks.
#[test]
fn a_team_in_an_iteration_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    let org = "\
calendars: [{id: de, holidays: [2026-03-11]}]
people: [{id: p1}, {id: p2}, {id: p3}, {id: p4}]
teams:
  - id: core
    calendar: de
    focus: 80%
    members: [{id: p1}, {id: p2}, {id: p3}, {id: p4}]
    leave: [{who: p1, from: 2026-03-03, to: 2026-03-05}]
";
    let plan = "\
as_of: 2026-03-02
program:
  id: p
  title: P
  milestones:
    - {id: build-it, title: Build it, team: core, duration: 9d, effort: 6w}
";
    write(dir.path(), &[("epm.yaml", plan), ("org.yaml", org)]);
    let found = json(dir.path(), &["capacity", "--format", "json"]);
    let cell = &found["teams"][0]["iterations"][0];
    close(&cell["capacity_person_days"], 26.4);
    close(&cell["capacity_person_weeks"], 5.28);
    close(&cell["demand_person_weeks"], 6.0);
    close(&cell["utilisation_pct"], 113.636_364);
    assert_eq!((&cell["overloaded"], &cell["state"]), (&Json::from(true), &Json::from("over")));
    let csv = stdout(&epm(dir.path(), &["capacity", "--format", "csv"]));
    assert!(csv.contains("core,2026-03-02,2026-03-15,2026-03-02,9,26.4,30,113.636364,over,0,"), "{csv}");
    let findings = json(dir.path(), &["check", "--format", "json"]);
    let codes: Vec<&str> =
        findings["findings"].as_array().unwrap().iter().filter_map(|f| f["code"].as_str()).collect();
    assert!(codes.contains(&"EPM530"), "{codes:?}");
}

/// CAP-02 and a shortfall that no single skill shows.
#[test]
fn skills_as_a_flow_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    let org = |third: &str| {
        format!(
            "people: [{{id: p1}}, {{id: p2}}, {{id: p3}}]\nteams:\n  - id: core\n    focus: 100%\n    members:\n      \
             - {{id: p1, skills: [db]}}\n      - {{id: p2, fte: 0.5, skills: [db, api]}}\n      - {{id: p3, skills: [{third}]}}\n"
        )
    };
    let plan = "\
as_of: 2026-03-02
program:
  id: p
  title: P
  milestones:
    - {id: tables, title: Tables, team: core, duration: 10d, effort: 12d, skills: [db]}
    - {id: service, title: Service, team: core, duration: 10d, effort: 12d, skills: [api]}
";
    write(dir.path(), &[("epm.yaml", plan), ("org.yaml", &org("api"))]);
    let found = json(dir.path(), &["capacity", "--format", "json"]);
    let cell = &found["teams"][0]["iterations"][0];
    close(&cell["capacity_person_days"], 25.0);
    assert_eq!(cell["feasible"], Json::from(true));
    for skill in cell["skills"].as_array().unwrap() {
        close(&skill["upper_bound_person_days"], 15.0);
    }
    write(dir.path(), &[("org.yaml", &org("ui"))]);
    let found = json(dir.path(), &["capacity", "--format", "json"]);
    let cell = &found["teams"][0]["iterations"][0];
    assert_eq!((&cell["feasible"], &cell["overloaded"]), (&Json::from(false), &Json::from(false)));
    let short = &cell["shortfalls"][0];
    assert_eq!(short["skills"], serde_json::json!(["api", "db"]));
    close(&short["person_days"], 9.0);
    close(&short["person_weeks"], 1.8);
}

/// The diamond of MC-15, with scenarios that change nothing, one end, and everything that is asked of the forecast.
fn diamond(dir: &Path) {
    let plan = "\
as_of: 2026-03-02
program:
  id: p
  title: P
  start: 2026-03-02
  milestones:
    - {id: first, title: S, estimate: {low: 5d, likely: 8d, high: 14d}}
    - {id: left, title: A, depends_on: [first], estimate: {low: 10d, likely: 15d, high: 30d}}
    - {id: right, title: B, depends_on: [first], estimate: {low: 12d, likely: 16d, high: 22d}}
    - {id: last, title: C, depends_on: [left, right], estimate: {low: 3d, likely: 4d, high: 9d}}
";
    let tail =
        "target: {milestone: last, date: 2026-04-15}\ncost_of_delay: {per_week: 50000, currency: USD}\n";
    let same = format!("id: same\ntitle: Nothing changes\nops: []\n{tail}");
    let short = format!("id: short\ntitle: No right branch\nops:\n  - {{op: remove, item: right}}\n{tail}");
    write(dir, &[("epm.yaml", plan), ("scenarios/same.yaml", &same), ("scenarios/short.yaml", &short)]);
}

/// SCN-02: common random numbers. SCN-01: the cost is that of the mean delay, not of the delay of the mean.
#[test]
fn scenarios_have_the_same_luck_and_lateness_costs_its_mean() {
    let dir = tempfile::tempdir().unwrap();
    diamond(dir.path());
    let args = ["scenario", "compare", "base", "same", "short", "--trials", "20000", "--seed", "7"];
    let found = json(dir.path(), &[&args[..], &["--format", "json"]].concat());
    let [base, same, short] = found["scenarios"].as_array().unwrap().as_slice() else { panic!("three") };
    assert_eq!(same["forecast"]["p80_change_days"], Json::from(0.0));
    assert_eq!(same["forecast"]["mean_change_days"], Json::from(0.0));
    assert_eq!(same["expected_cost_of_delay"], base["expected_cost_of_delay"]);
    assert_eq!(short["removed"][0]["id"], Json::from("right"));
    assert!(short["forecast"]["mean_change_days"].as_f64().unwrap() < 0.0);
    // The mean of MC-15 is 33.82 days; the target closes day 33. What is later than that has its weight.
    let delay = base["expected_delay_weeks"].as_f64().unwrap();
    let of_mean = (base["forecast"]["mean_days"].as_f64().unwrap() - 33.0) / 5.0;
    assert!(delay > of_mean + 0.1, "{delay} is the delay of the mean, {of_mean}");
    assert!((base["expected_cost_of_delay"].as_f64().unwrap() - delay * 50_000.0).abs() < 0.1);
    let again = epm(dir.path(), &[&args[..], &["--format", "json"]].concat());
    assert_eq!(serde_json::from_str::<Json>(&stdout(&again)).unwrap(), found, "same seed, same numbers");
}

/// SCN-01 by hand: thirty days, and with 30 % ten more; five days of lateness against the 35th day are 1.5 days on average,
/// although the mean, 33 days, is in time.
#[test]
fn lateness_costs_its_mean_and_not_that_of_the_mean_date() {
    let dir = tempfile::tempdir().unwrap();
    let plan = "\
as_of: 2026-03-02
program:
  id: p
  title: P
  start: 2026-03-02
  milestones:
    - {id: work, title: Work, duration: 30d}
";
    let raid =
        "risks:\n  - {id: R-1, title: Vendor, probability: 30%, impact: {delay: 10d}, affects: [work]}\n";
    let late = "id: late\ntitle: As it is\nops: []\ntarget: {milestone: work, date: 2026-04-17}\ncost_of_delay: {per_week: 50000}\n";
    write(dir.path(), &[("epm.yaml", plan), ("raid.yaml", raid), ("scenarios/late.yaml", late)]);
    let args = ["scenario", "compare", "late", "--trials", "50000", "--seed", "3", "--format", "json"];
    let found = json(dir.path(), &args);
    let row = found["scenarios"].as_array().unwrap().last().unwrap();
    // Four standard errors of 50000 trials: 4 · 5 d · √0.21 / √50000 = 0.041 d, a day is 10000.
    let cost = row["expected_cost_of_delay"].as_f64().unwrap();
    assert!((cost - 15_000.0).abs() < 410.0, "{cost}");
    let probability = row["target"]["probability"].as_f64().unwrap();
    assert!((probability - 0.7).abs() < 0.0083, "{probability}");
}

#[test]
fn a_drafted_change_is_sound_and_never_written_over() {
    let dir = tempfile::tempdir().unwrap();
    diamond(dir.path());
    let run = |args: &[&str]| epm(dir.path(), args);
    let before = std::fs::read(dir.path().join("epm.yaml")).unwrap();
    let first = run(&["scenario", "draft-change", "short"]);
    let path = stdout(&first).trim().to_owned();
    assert!(path.starts_with("changes/CHG-"), "{path} {}", String::from_utf8_lossy(&first.stderr));
    let text = std::fs::read_to_string(dir.path().join(&path)).unwrap();
    assert!(text.contains("kind: scope") && text.contains("affects:"), "{text}");
    assert_eq!(run(&["check"]).status.code(), Some(0), "{}", stdout(&run(&["check"])));
    let second = run(&["scenario", "draft-change", "short"]);
    assert_eq!(second.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(dir.path().join(&path)).unwrap(), text);
    assert_eq!(std::fs::read(dir.path().join("epm.yaml")).unwrap(), before, "the base stays");
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    diamond(dir.path());
    let bad = "id: bad\ntitle: Bad\nops:\n  - {op: remove, item: lefd}\n";
    let cycle = "id: ring\ntitle: Ring\nops:\n  - {op: link, pred: last, succ: first}\n";
    write(dir.path(), &[("scenarios/bad.yaml", bad), ("scenarios/ring.yaml", cycle)]);
    for (id, words) in
        [("bad", "did you mean `left`?"), ("ring", "make a cycle"), ("shrt", "did you mean `short`?")]
    {
        let output = epm(dir.path(), &["scenario", "compare", id]);
        assert_eq!(output.status.code(), Some(2), "{id}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(words), "{id}: {said}");
    }
}
