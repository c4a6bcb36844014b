//! Known answers: closed forms, exact convolutions and published networks (`tests/fixtures/forecast`).
//!
//! With n trials, an estimate may lie four standard errors from the answer; atoms must match exactly.

use serde_json::Value as Json;
use serde_json::json;

use crate::plan::forecast::Forecast;
use crate::plan::forecast::Options;
use crate::plan::forecast::tests::OPTIONS;
use crate::plan::forecast::tests::drawn;
use crate::plan::forecast::tests::item;

const CASES: &str = include_str!("../../../../tests/fixtures/forecast/known-answers.json");

fn program(case: &Json) -> Json {
    let mut program = case.clone();
    if case.get("correlation").is_some() {
        program["charter"] = json!({"correlation": case["correlation"]});
    }
    program
}

#[test]
fn every_known_answer_comes_out() {
    let cases: Json = serde_json::from_str(CASES).unwrap();
    for (id, case) in cases.as_object().unwrap() {
        let forecast = drawn(&program(case), OPTIONS);
        let trials = f64::from(OPTIONS.trials);
        let reference = case["error"]["reference"].as_f64().unwrap();
        let near = |what: &str, found: f64, expected: f64, error: f64| {
            let most = 4.0 * error / trials.sqrt() + reference + 1e-6;
            assert!((found - expected).abs() <= most, "{id} {what}: {found}, not {expected} within {most}");
        };
        let finish = &forecast.programs[0].finish;
        let expected = &case["expected"];
        let number = |key: &str| expected[key].as_f64();
        near("mean", finish.mean, number("mean").unwrap(), case["error"]["mean"].as_f64().unwrap());
        if let Some(sd) = number("sd") {
            assert!((finish.sd - sd).abs() <= 0.03 * sd + 1e-9, "{id} sd: {}, not {sd}", finish.sd);
        }
        if let Some(planned) = number("planned") {
            assert_eq!(finish.planned, planned, "{id}");
        }
        for (name, value) in expected["quantiles"].as_object().unwrap() {
            let found = match name.as_str() {
                "P10" => finish.days.p10,
                "P50" => finish.days.p50,
                "P80" => finish.days.p80,
                "P90" => finish.days.p90,
                "P95" => {
                    drawn(&program(case), Options { level: 0.95, ..OPTIONS }).programs[0].finish.days.level
                }
                _ => panic!("{name}"),
            };
            match case["error"]["quantiles"][name].as_f64() {
                Some(error) => near(name, found, value.as_f64().unwrap(), error),
                None => assert_eq!(found, value.as_f64().unwrap(), "{id} {name}"),
            }
        }
        let share = |p: f64| (p * (1.0 - p)).sqrt();
        for (name, value) in expected["criticality"].as_object().into_iter().flatten() {
            let p = value.as_f64().unwrap();
            near(name, item(&forecast, name).criticality, p, share(p));
        }
        for (what, of) in [("pearson", 0), ("variance_share", 1), ("ssi", 2)] {
            for (name, value) in expected[what].as_object().into_iter().flatten() {
                let item = item(&forecast, name);
                let found = [item.correlation, item.correlation * item.correlation, item.ssi][of];
                near(what, found, value.as_f64().unwrap(), 1.5);
            }
        }
        for point in expected["cdf"].as_array().into_iter().flatten() {
            let p = point["p"].as_f64().unwrap();
            near("cdf", met(case, point["x"].as_u64().unwrap(), &forecast), p, share(p));
        }
    }
}

/// Returns the probability that the program is done after so many working days: with its last item committed then.
fn met(case: &Json, days: u64, forecast: &Forecast) -> f64 {
    let mut program = program(case);
    // Monday 2026-03-02 is the first working day.
    let last = (days - 1) / 5 * 7 + (days - 1) % 5;
    let committed = crate::plan::build::tests::day("2026-03-02").plus_days(i32::try_from(last).unwrap());
    let end = program["milestones"].as_array_mut().unwrap().last_mut().unwrap();
    end["committed"] = json!(committed.to_string());
    let again = drawn(&program, OPTIONS);
    assert_eq!(again.programs[0].finish.mean, forecast.programs[0].finish.mean);
    again.programs[0].finish.p_committed.unwrap()
}

/// MC-23: Tri(2, 5, 12) that has run for six days has two left on the average.
#[test]
fn running_work_is_not_over_because_its_likely_time_is() {
    let running = |more: Json| {
        let mut milestone = json!({
            "id": "a", "title": "A", "started": "2026-02-20",
            "estimate": {"low": "2d", "likely": "5d", "high": "12d"},
        });
        milestone.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let forecast = drawn(&json!({"milestones": [milestone]}), OPTIONS);
        let finish = item(&forecast, "a").finish.clone();
        // Days are counted from the program's start, the day the work began; six working days have gone.
        (finish.mean - 6.0, finish.days)
    };
    let (mean, days) = running(json!({}));
    assert!((mean - 2.0).abs() < 0.03, "{mean}");
    assert!(days.p10 > 6.0 && days.p90 < 12.0);
    // An explicit remainder scales the range.
    let (mean, days) = running(json!({"remaining": "2.5d"}));
    assert!((mean - 19.0 / 6.0).abs() < 0.03, "{mean}");
    assert!(days.p10 > 7.0 && days.p90 < 12.0);
    let (mean, _) = running(json!({"progress": "80%"}));
    assert!((mean - 19.0 / 15.0).abs() < 0.03, "{mean}");
}
