//! `epm forecast`: the known answers from files to JSON, and what happens to those who ask for too much.

use std::path::Path;

use serde_json::Value as Json;
use serde_json::json;

use crate::support::binary;

const TRIALS: f64 = 50_000.0;

/// Writes a case as a workspace that starts on Monday 2026-03-02.
fn write(dir: &Path, case: &Json) {
    let mut program = json!({"id": "p", "title": "A program", "milestones": case["milestones"]});
    if let Some(correlation) = case.get("correlation") {
        program["correlation"] = correlation.clone();
    }
    let workspace = json!({"version": 1, "as_of": "2026-03-02", "program": program});
    let text = serde_yaml::to_string(&workspace).unwrap();
    binary::write(dir, &[("epm.yaml", &text)]);
    if let Some(risks) = case.get("risks") {
        let text = serde_yaml::to_string(&json!({"risks": risks})).unwrap();
        binary::write(dir, &[("raid.yaml", &text)]);
    }
}

fn forecast(dir: &Path, more: &[&str]) -> Json {
    let mut args = vec!["forecast", "--format", "json"];
    args.extend(more);
    let output = binary::epm(dir, &args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&binary::stdout(&output)).unwrap()
}

#[test]
fn the_known_answers_come_out_of_files() {
    let cases = include_str!("../fixtures/forecast/known-answers.json");
    let cases: Json = serde_json::from_str(cases).unwrap();
    for (id, case) in cases.as_object().unwrap() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), case);
        let found = forecast(dir.path(), &["--trials", "50000", "--seed", "11"]);
        let program = &found["programs"][0];
        let reference = case["error"]["reference"].as_f64().unwrap();
        let near = |what: &str, found: &Json, expected: &Json, error: f64| {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            let most = 4.0 * error / TRIALS.sqrt() + reference + 1e-6;
            assert!((found - expected).abs() <= most, "{id} {what}: {found}, not {expected} within {most}");
        };
        near("mean", &program["mean"], &case["expected"]["mean"], case["error"]["mean"].as_f64().unwrap());
        for (name, value) in case["expected"]["quantiles"].as_object().unwrap() {
            if name != "P95" {
                let error = case["error"]["quantiles"][name].as_f64().unwrap_or(0.0);
                near(name, &program[name.to_lowercase()], value, error);
            }
        }
        for (name, value) in case["expected"]["criticality"].as_object().into_iter().flatten() {
            let items = found["items"].as_array().unwrap();
            let item = items.iter().find(|item| item["id"] == name.as_str()).unwrap();
            let p = value.as_f64().unwrap();
            near(name, &item["criticality"], value, (p * (1.0 - p)).sqrt());
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_thread_and_on_many() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/identity-migration");
    let run = |threads: &str, seed: &str| {
        let args = ["forecast", "--format", "json", "--trials", "3000", "--seed", seed];
        let output = binary::command(&dir, &args).env("RAYON_NUM_THREADS", threads).output().unwrap();
        binary::stdout(&output)
    };
    let one = run("1", "5");
    assert_eq!(run("3", "5"), one);
    assert_ne!(run("1", "6"), one);
    assert!(!one.contains("null,\"p50\"") && !one.contains("NaN"));
}

#[test]
fn whoever_asks_for_too_much_is_told_how_much_there_is() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal");
    for (args, told) in [
        (["--trials", "1000000000000"], "1..=1000000"),
        (["--trials", "0"], "1..=1000000"),
        (["--level", "100%"], "from 1% to 99%"),
        (["--level", "nan"], "from 1% to 99%"),
    ] {
        let output = binary::epm(&dir, &["forecast", args[0], args[1]]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(told), "{said}");
    }
    let output = binary::epm(&dir, &["forecast", "no-such-item"]);
    assert_eq!(output.status.code(), Some(2));
    let dir = tempfile::tempdir().unwrap();
    let text = "forecast:\n  trials: 1000000000000\nprogram:\n  id: p\n  title: P\n  milestones:\n    - {id: a, title: A, estimate: {low: 1d, likely: 2d, high: 5d}}\n";
    binary::write(dir.path(), &[("epm.yaml", text)]);
    assert_eq!(binary::epm(dir.path(), &["check"]).status.code(), Some(2));
    assert_eq!(forecast(dir.path(), &[])["trials"], 10_000);
}

/// A hidden item and a hidden risk move dates, and are neither named nor counted.
#[test]
fn an_audience_sees_no_hidden_item_or_risk() {
    let session = crate::support::open_folder(&crate::support::root("examples/identity-migration"));
    let outlook = session.plan.outlook.clone();
    let whole = outlook.forecast().unwrap();
    let gone = &whole.risks[0];
    let kept = outlook.redacted(|key| key != gone && key.id.as_str() != "partner-sso");
    let kept = kept.forecast().unwrap();
    assert!(!kept.risks.contains(gone));
    assert!(kept.items.iter().all(|item| item.key.id.as_str() != "partner-sso"));
    assert_eq!(kept.items.len() + 1, whole.items.len());
}
