//! `epm forecast --calibration` on a scripted repository whose scores are worked out by hand.

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::repo::Commit;
use crate::support::repo::Repo;
use crate::support::repo::files;

const CHARTER: &str = "---\nid: vault\ntitle: Vault\nowner: maria\nstart: 2026-01-05\n---\n\nKeep keys.\n";

/// On Monday 2026-01-05: 11 to 20 working days, P50 in the 16th (2026-01-26), P80 in the 19th (2026-01-29).
/// On Tuesday 2026-01-06: 21 to 30 working days, P50 in the 26th (2026-02-10), P80 in the 29th (2026-02-13).
fn milestones(base: &str, late: &str) -> String {
    format!(
        "milestones:
  - {{id: base, title: Base, team: keys, owner: maria, committed: 2026-02-06, estimate: {{shape: uniform, low: 11d, high: 20d}}{base}}}
  - {{id: late, title: Late, team: keys, owner: maria, committed: 2026-01-30, estimate: {{shape: uniform, low: 21d, high: 30d}}{late}}}
"
    )
}

fn world() -> Repo {
    let repo = Repo::new();
    let done =
        |started: &str, finished: &str| format!(", status: done, started: {started}, finished: {finished}");
    let (base, late) = (done("2026-01-05", "2026-02-02"), done("2026-01-06", "2026-02-03"));
    for (text, at, message) in [
        (milestones("", ""), "2026-01-05 08:00", "plan"),
        (milestones(&base, &late), "2026-02-04 08:00", "both are done"),
    ] {
        let all = files(&[("epm.yaml", "version: 1\n"), ("charter.md", CHARTER), ("milestones.yaml", &text)]);
        repo.commit(&all, Commit::at(at).message(message));
        repo.check_out(&all);
    }
    repo
}

#[test]
fn past_forecasts_are_scored_as_worked_out_by_hand() {
    let repo = world();
    let args = ["forecast", "--calibration", "--format", "json", "--as-of", "2026-02-10"];
    let output = epm(repo.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(stdout(&epm(repo.path(), &args)), stdout(&output), "twice the same");
    let view: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let records: Vec<String> = view["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let day = |key: &str| r[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {} {} {}", day("id"), r["horizon"], day("p50"), day("p80"), r["error_p50"])
        })
        .collect();
    assert_eq!(records, ["base 28 2026-01-26 2026-01-29 5.0", "late 28 2026-02-10 2026-02-13 -5.0"]);
    let scores = view["scores"].as_array().unwrap();
    let near = |value: &serde_json::Value, expected: f64| {
        let found = value.as_f64().unwrap();
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    };
    for all in [&scores[0], &scores[3]] {
        assert_eq!((all["n"].as_u64(), all["covered"].as_u64()), (Some(2), Some(1)));
        near(&all["bias"], 0.0);
        near(&all["pinball_p50"], 2.5);
        // 0.8 × 2 days late and 0.2 × 8 days early.
        near(&all["pinball_p80"], 1.6);
        near(&all["brier"], 0.0);
        near(&all["base_rate"], 0.5);
        near(&all["skill"], 1.0);
        assert!(all["rag"].is_null(), "two records prove nothing");
    }
    near(&scores[0]["p_value"], 0.36);
    assert!(scores[3]["p_value"].is_null(), "records of one milestone depend on each other");
    assert_eq!(scores[1]["n"].as_u64(), Some(0));
    assert!(scores[1]["coverage"].is_null() && scores[1]["bias"].is_null(), "null, not zero");
    let excluded = view["excluded"].as_array().unwrap();
    assert_eq!(excluded.len(), 4);
    assert_eq!(excluded[0]["reason"], "there was no plan on 2025-12-08");
    let class = &view["classes"][0];
    assert_eq!((class["n"].as_u64(), class["from"].as_str()), (Some(2), Some("2026-02-02")));
    near(&class["work"][0]["ratio"], 21.0 / 15.5);
    near(&class["work"][1]["ratio"], 21.0 / 25.5);
    assert_eq!(view["classes"].as_array().unwrap().len(), 1, "a team with two pieces of work is no class");
}

#[test]
fn without_a_history_there_is_nothing_to_learn_from() {
    let folder = tempfile::tempdir().unwrap();
    crate::support::binary::write(
        folder.path(),
        &[("charter.md", CHARTER), ("milestones.yaml", &milestones("", ""))],
    );
    let output = epm(folder.path(), &["forecast", "--calibration"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Git repository"), "{output:?}");
    let repo = world();
    let human = stdout(&epm(repo.path(), &["forecast", "--calibration", "--as-of", "2026-02-10"]));
    assert!(
        human.starts_with(
            "2 forecasts of 2 milestones: 1 of 2 reached by the P80, chance may explain the rest"
        ),
        "{human}"
    );
}
