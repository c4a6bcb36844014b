//! The published critical path cases through files: what `epm plan --format json` says of each.
//!
//! The cases lie beside the checkout (`../shared/data`) and not in it.

use epm::model::Date;
use epm::pipeline::Session;
use epm::report::View;
use epm::report::plan;
use serde_json::Value;
use serde_json::json;

use crate::support;

const START: &str = "2026-03-02";

fn cases(kind: &str) -> Vec<Value> {
    let path = support::root("../shared/data/forecast/known-answers.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: the known answers are not at {}", path.display());
        return Vec::new();
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let cases: Vec<Value> =
        file["cases"].as_array().unwrap().iter().filter(|c| c["kind"] == kind).cloned().collect();
    assert!(!cases.is_empty(), "no case of kind {kind}");
    cases
}

/// The day that a number of working days after the start begins, Monday to Friday.
fn day(number: i64) -> String {
    let start = Date::parse(START).unwrap();
    let days = number.div_euclid(5) * 7 + number.rem_euclid(5);
    start.plus_days(i32::try_from(days).unwrap()).to_string()
}

fn open(case: &Value) -> Session {
    let tasks = case["tasks"].as_array().unwrap().iter().map(|task| {
        let links = case["links"].as_array().unwrap().iter().filter(|l| l["succ"] == task["id"]);
        let links =
            links.map(|l| json!({"id": l["pred"], "type": l["type"], "lag": format!("{}d", l["lag"])}));
        let mut milestone =
            json!({"id": task["id"], "title": task["id"], "depends_on": links.collect::<Vec<_>>()});
        if task["duration"] != 0 {
            milestone["duration"] = format!("{}d", task["duration"]).into();
        }
        if let Some(last) = task["finish_no_later_than"].as_i64().or(task["constraint"]["day"].as_i64()) {
            milestone["constraint"] = json!({"finish_no_later_than": day(last - 1)});
        }
        milestone
    });
    let program = json!({"id": "p", "title": "P", "start": START, "milestones": tasks.collect::<Vec<_>>()});
    let settings = json!({"version": 1, "as_of": START, "calendar": "days", "program": program}).to_string();
    let calendar = &case["calendar"];
    let days = calendar["workdays"]
        .as_array()
        .cloned()
        .unwrap_or_else(|| ["mon", "tue", "wed", "thu", "fri"].into_iter().map(Value::from).collect());
    let holidays = calendar["holidays"].as_array().cloned().unwrap_or_default();
    let org = json!({"calendars": [{"id": "days", "days": days, "holidays": holidays}]}).to_string();
    support::open_files(&[("epm.yaml", &settings), ("org.yaml", &org)])
}

fn program(session: &Session) -> Value {
    plan::build(&session.plan, |_| true).value()["programs"][0].clone()
}

fn item<'v>(program: &'v Value, id: &Value) -> &'v Value {
    program["items"].as_array().unwrap().iter().find(|item| item["id"] == *id).unwrap()
}

#[test]
fn the_published_networks_come_out_as_published() {
    for case in cases("cpm") {
        let id = &case["id"];
        let expected = &case["expected"];
        let program = program(&open(&case));
        assert_eq!(program["finish"], day(expected["finish"].as_i64().unwrap() - 1), "{id}");
        for task in case["tasks"].as_array().unwrap() {
            let name = task["id"].as_str().unwrap();
            let item = item(&program, &task["id"]);
            let number = |what: &str| expected[what][name].as_i64().unwrap();
            assert_eq!(item["total_float"].as_f64(), expected["total_float"][name].as_f64(), "{id} {name}");
            assert_eq!(item["free_float"].as_f64(), expected["free_float"][name].as_f64(), "{id} {name}");
            let is_critical = expected["critical"].as_array().unwrap().contains(&task["id"]);
            assert_eq!(item["critical"], is_critical, "{id} {name}");
            if task["duration"] != 0 {
                assert_eq!(item["early_start"], day(number("ES")), "{id} {name}");
                assert_eq!(item["early_finish"], day(number("EF") - 1), "{id} {name}");
                assert_eq!(item["late_start"], day(number("LS")), "{id} {name}");
                assert_eq!(item["late_finish"], day(number("LF") - 1), "{id} {name}");
            }
        }
    }
}

#[test]
fn a_holiday_moves_the_work_after_it() {
    for case in cases("cpm-calendar") {
        let program = program(&open(&case));
        for (name, dates) in case["expected"].as_object().unwrap() {
            let item = item(&program, &json!(name));
            let (first, last) = match dates.as_array() {
                Some(pair) => (&pair[0], &pair[1]),
                None => (dates, dates),
            };
            assert_eq!((&item["early_start"], &item["early_finish"]), (first, last), "{} {name}", case["id"]);
        }
    }
}

#[test]
fn a_cycle_is_a_finding_that_names_its_members() {
    for case in cases("cpm-error") {
        let session = open(&case);
        let cycle: Vec<_> =
            session.findings.iter().filter(|f| f.finding.rule.name == "dependency-cycle").collect();
        assert_eq!(cycle.len(), 1, "{}", case["id"]);
        for member in case["expected"]["members"].as_array().unwrap() {
            assert!(
                cycle[0].finding.message.contains(member.as_str().unwrap()),
                "{}",
                cycle[0].finding.message
            );
        }
        assert_eq!(program(&session)["items"].as_array().unwrap().len(), 3, "the plan goes on");
    }
}
