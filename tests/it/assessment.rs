//! The schedule assessment, from files to the numbers of every check: the published examples with their exact values,
//! the limits to the last digit, and what the command prints.

use std::fmt::Write;

use epm::model::Date;
use epm::plan::forecast::Outlook;
use epm::report::assessment;
use epm::report::assessment::CheckRow;
use epm::report::assessment::ProgramAssessment;
use epm::trend::assess::Population;
use serde_json::Value as Json;

use crate::support;
use crate::support::binary;

/// A Monday: day 0 begins on its morning, day 1 ends on its evening.
const START: &str = "2027-01-04";

/// Returns the working day on whose evening so many working days have passed.
fn day(number: i64) -> Date {
    let number = i32::try_from(number - 1).unwrap();
    let start = Date::parse(START).unwrap();
    start.plus_days(number.div_euclid(5) * 7 + number.rem_euclid(5))
}

/// A program with milestones as lines of YAML, computed for a day.
fn files(as_of: &str, charter: &str, milestones: &str) -> [(String, String); 3] {
    [
        ("epm.yaml".to_owned(), format!("as_of: {as_of}\n")),
        ("charter.md".to_owned(), format!("---\nid: p\ntitle: P\nstart: {START}\n{charter}---\n")),
        ("milestones.yaml".to_owned(), format!("milestones:\n{milestones}")),
    ]
}

fn assess(files: &[(String, String)], population: Population) -> ProgramAssessment {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let session = support::open_files(&files);
    let workspace = &session.loaded.workspace;
    let outlook = Outlook::new(workspace, &session.plan);
    let view = assessment::build(workspace, &session.plan, &outlook, population, |_| true);
    view.programs.into_iter().next().expect("a program")
}

fn row<'a>(program: &'a ProgramAssessment, code: &str) -> &'a CheckRow {
    let mut rows = program.checks.iter().chain(&program.practices);
    rows.find(|row| row.code == code).unwrap_or_else(|| panic!("no {code}"))
}

/// Returns numerator, denominator and verdict.
fn counts(program: &ProgramAssessment, code: &str) -> (f64, f64, &'static str) {
    let row = row(program, code);
    (row.numerator.unwrap_or(f64::NAN), row.denominator.unwrap_or(f64::NAN), row.verdict)
}

/// Returns the milestones of a network as the known-answer cases write it.
fn network(tasks: &[Json], links: &[Json]) -> String {
    let mut out = String::new();
    for task in tasks {
        let id = task["id"].as_str().unwrap();
        let length = match task["duration"].as_i64().unwrap() {
            0 => String::new(),
            days => format!(", duration: {days}d"),
        };
        let constraint = task.get("constraint").map_or(String::new(), |constraint| {
            let key = match constraint["type"].as_str().unwrap() {
                "FNLT" => "finish_no_later_than",
                "SNLT" => "start_no_later_than",
                "MFO" => "must_finish_on",
                "MSO" => "must_start_on",
                "FNET" => "finish_no_earlier_than",
                "SNET" => "start_no_earlier_than",
                other => panic!("constraint {other}"),
            };
            format!(", constraint: {{{key}: {}}}", day(constraint["day"].as_i64().unwrap()))
        });
        let before = links.iter().filter(|link| link["succ"] == task["id"]);
        let before: Vec<String> = before
            .map(|l| format!("{{id: {}, type: {}, lag: {}d}}", l["pred"], l["type"], l["lag"]))
            .collect();
        writeln!(
            out,
            "  - {{id: {id}, title: {id}{length}{constraint}, depends_on: [{}]}}",
            before.join(", ")
        )
        .unwrap();
    }
    out
}

/// The network of DCMA-STRUCT-1.
fn eleven_nodes() -> String {
    let text = include_str!("../fixtures/assessment/eleven-nodes.json");
    let case: Json = serde_json::from_str(text).unwrap();
    network(case["tasks"].as_array().unwrap(), case["links"].as_array().unwrap())
}

#[test]
fn the_structural_checks_of_eleven_nodes_are_exact() {
    let program = assess(&files(START, "", &eleven_nodes()), Population::Dcma);
    assert_eq!((program.nodes, program.links), (9, 8));
    for (code, numerator, denominator, verdict) in [
        ("DCMA-01", 2.0, 9.0, "flag"),
        ("DCMA-01b", 1.0, 9.0, "flag"),
        ("DCMA-02", 1.0, 8.0, "flag"),
        ("DCMA-03", 1.0, 8.0, "flag"),
        ("DCMA-04", 6.0, 8.0, "flag"),
        ("DCMA-05", 1.0, 9.0, "flag"),
        ("DCMA-06", 5.0, 9.0, "flag"),
        ("DCMA-07", 0.0, 9.0, "pass"),
        ("DCMA-08", 1.0, 9.0, "flag"),
        ("DCMA-12", 600.0, 600.0, "pass"),
    ] {
        assert_eq!(counts(&program, code), (numerator, denominator, verdict), "{code}");
    }
    for (code, items) in [
        ("DCMA-01", &["H", "I"][..]),
        ("DCMA-01b", &["G"]),
        ("DCMA-02", &["C → E"]),
        ("DCMA-03", &["A → C"]),
        ("DCMA-04", &["A → C", "D → G"]),
        ("DCMA-05", &["F"]),
        ("DCMA-06", &["C", "E", "F", "H", "I"]),
        ("DCMA-08", &["D"]),
        ("DCMA-12", &["A"]),
    ] {
        assert_eq!(row(&program, code).items, items, "{code}");
    }
    assert!((row(&program, "DCMA-06").value.unwrap() - 55.5556).abs() < 1e-4);
    for code in ["DCMA-10", "DCMA-11", "DCMA-13", "DCMA-14"] {
        assert_eq!(row(&program, code).verdict, "n/a", "{code}");
        assert!(row(&program, code).reason.is_some(), "{code}");
    }
}

#[test]
fn the_population_of_nodes_counts_milestones_too() {
    let program = assess(&files(START, "", &eleven_nodes()), Population::Nodes);
    assert_eq!((program.nodes, program.links), (11, 11));
    assert_eq!(row(&program, "DCMA-01").items, ["H", "I"], "the start and the finish are exempt");
    assert_eq!(counts(&program, "DCMA-04"), (9.0, 11.0, "flag"));
    assert_eq!(row(&program, "DCMA-12").items, ["A"], "work goes before milestones");
}

#[test]
fn a_plan_of_dates_only_has_nothing_that_the_standard_counts() {
    let dates = "  - {id: a, title: A, committed: 2027-02-01}\n  - {id: b, title: B, committed: 2027-03-01, depends_on: [a]}\n";
    let program = assess(&files(START, "", dates), Population::Dcma);
    assert_eq!(program.nodes, 0);
    for code in ["DCMA-01", "DCMA-02", "DCMA-06", "DCMA-08", "DCMA-12"] {
        assert_eq!(row(&program, code).verdict, "n/a", "{code}");
    }
    let program = assess(&files(START, "", dates), Population::Nodes);
    assert_eq!(counts(&program, "DCMA-01"), (0.0, 2.0, "pass"));
}

#[test]
fn what_pins_the_end_is_taken_away_for_the_critical_path_test() {
    // The end is pinned by a constraint of its own: taken away for the test.
    let pinned = "  - {id: a, title: A, duration: 10d}\n  - {id: end, title: End, depends_on: [a], constraint: {must_finish_on: 2027-06-01}}\n";
    let program = assess(&files(START, "", pinned), Population::Nodes);
    assert_eq!(counts(&program, "DCMA-12"), (600.0, 600.0, "pass"));
    // A constraint in the middle begins the critical path: `a` has room, and is not what is delayed.
    let gap = "  - {id: a, title: A, duration: 10d, constraint: {start_no_earlier_than: 2027-01-04}}
  - {id: b, title: B, duration: 400d, constraint: {start_no_earlier_than: 2027-06-07}}
  - {id: end, title: End, depends_on: [a, b]}\n";
    let program = assess(&files(START, "finish_milestone: end\n", gap), Population::Nodes);
    assert_eq!(row(&program, "DCMA-12").items, ["b"]);
    assert_eq!(counts(&program, "DCMA-12"), (600.0, 600.0, "pass"));
}

#[test]
fn missed_tasks_and_bei_follow_the_standard_on_one_fixture() {
    let rows: [(i64, Option<i64>, Option<i64>); 10] = [
        (10, Some(10), None),
        (20, Some(22), None),
        (30, Some(30), None),
        (40, Some(45), None),
        (45, None, Some(52)),
        (50, Some(50), None),
        (60, Some(48), None),
        (70, None, Some(70)),
        (0, Some(49), None),
        (0, None, Some(80)),
    ];
    let mut text = String::new();
    for (n, (baseline, actual, forecast)) in rows.into_iter().enumerate() {
        let committed = if baseline > 0 { format!(", committed: {}", day(baseline)) } else { String::new() };
        let finished = actual.map(|d| format!(", finished: {}", day(d))).unwrap_or_default();
        let expected = forecast.map(|d| format!(", constraint: {{finish_no_earlier_than: {}}}", day(d)));
        let expected = expected.unwrap_or_default();
        writeln!(text, "  - {{id: t{}, title: T, duration: 1d{committed}{finished}{expected}}}", n + 1)
            .unwrap();
    }
    let as_of = day(50).to_string();
    for population in [Population::Dcma, Population::Nodes] {
        let program = assess(&files(&as_of, "", &text), population);
        assert_eq!(counts(&program, "DCMA-11"), (3.0, 6.0, "flag"));
        assert_eq!(row(&program, "DCMA-11").items, ["t2", "t4", "t5"]);
        assert_eq!(counts(&program, "DCMA-14"), (7.0, 8.0, "flag"));
        assert!((row(&program, "DCMA-14").value.unwrap() - 0.875).abs() < 1e-12);
        assert!(row(&program, "DCMA-14").source.contains("DAU"));
    }
}

#[test]
fn the_published_example_of_bei_is_exact() {
    let mut text = String::new();
    for n in 0..1955 {
        let state = if n < 1516 { "2027-01-05" } else { "null" };
        writeln!(text, "  - {{id: t{n}, title: T, duration: 1d, committed: 2027-01-05, finished: {state}}}")
            .unwrap();
    }
    let program = assess(&files("2027-01-06", "", &text), Population::Dcma);
    assert_eq!(counts(&program, "DCMA-14"), (1516.0, 1955.0, "flag"));
    assert!((row(&program, "DCMA-14").value.unwrap() - 0.775_448).abs() < 1e-6);
}

#[test]
fn cpli_is_compared_before_rounding() {
    for (length, float, value, verdict) in [
        (250, -10, 0.96, "pass"),
        (250, -20, 0.92, "flag"),
        (100, -5, 0.95, "pass"),
        (100, -6, 0.94, "flag"),
        (90, 9, 1.1, "pass"),
        (15, -3, 0.8, "flag"),
        (10_000 / 21, 0, 1.0, "pass"),
    ] {
        let text =
            format!("  - {{id: a, title: A, duration: {length}d, committed: {}}}\n", day(length + float));
        let program = assess(&files(START, "", &text), Population::Dcma);
        let found = row(&program, "DCMA-13");
        assert!((found.value.unwrap() - value).abs() < 1e-9, "{length} {float}: {found:?}");
        assert_eq!(found.verdict, verdict, "{length} {float}");
    }
    // One minute below the limit is below it: 100 days and 5 days late, and a minute.
    let text = format!("  - {{id: a, title: A, duration: 48001m, committed: {}}}\n", day(95));
    let program = assess(&files(START, "", &text), Population::Dcma);
    let found = row(&program, "DCMA-13");
    assert_eq!((found.verdict, found.value_text().as_str()), ("flag", "0.949"));
}

#[test]
fn an_end_on_the_day_of_the_plan_has_no_cpli() {
    let text = format!("  - {{id: a, title: A, committed: {START}}}\n");
    let program = assess(&files(START, "", &text), Population::Nodes);
    assert_eq!(row(&program, "DCMA-13").verdict, "n/a");
    assert_eq!(row(&program, "DCMA-13").value, None);
    let constraint = format!(
        "  - {{id: c, title: C, duration: 15d, constraint: {{finish_no_later_than: {}}}}}\n",
        day(12)
    );
    let program = assess(&files(START, "", &constraint), Population::Nodes);
    assert!(
        (row(&program, "DCMA-13").value.unwrap() - 0.8).abs() < 1e-12,
        "a hard constraint requires a finish"
    );
}

#[test]
fn shares_are_compared_as_whole_numbers() {
    // 1 of 20 is exactly 5 %: the limit. 44 days of float are fine.
    let mut text = String::from("  - {id: s, title: S}\n");
    for n in 0..19 {
        let hard = if n == 0 { ", constraint: {finish_no_later_than: 2029-01-01}" } else { "" };
        writeln!(
            text,
            "  - {{id: t{n}, title: T, duration: {}d, depends_on: [s]{hard}}}",
            if n < 18 { 1 } else { 45 }
        )
        .unwrap();
    }
    let all: Vec<String> = (0..19).map(|n| format!("t{n}")).collect();
    writeln!(text, "  - {{id: z, title: Z, duration: 1d, depends_on: [{}]}}", all.join(", ")).unwrap();
    let program = assess(&files(START, "", &text), Population::Dcma);
    assert_eq!(counts(&program, "DCMA-05"), (1.0, 20.0, "pass"));
    assert_eq!(counts(&program, "DCMA-06"), (0.0, 20.0, "pass"));
    assert_eq!(counts(&program, "DCMA-08"), (1.0, 20.0, "pass"));
}

#[test]
fn the_practices_ask_what_files_can_answer() {
    let charter = "tier: 1\nfinish_milestone: z\noutcomes:\n  - {id: fast, metric: Sign-in time, milestones: [z]}\n  - {id: cheap, metric: Cost}\nnfr_not_applicable: [{area: migration, reason: Nothing moves}]\n";
    let text = "  - {id: a, title: A, team: t, duration: 60d, nfr: [security, rollback]}
  - {id: b, title: B, duration: 5d, confidence: low, effort: 3d, depends_on: [a]}
  - {id: z, title: Z, depends_on: [b]}
  - {id: late, title: Late, duration: 5d, depends_on: [z]}\n";
    let mut all = files(START, charter, text).to_vec();
    all.push(("raid.yaml".to_owned(), "dependencies:\n  - {id: DEP-1, title: D, consumers: [b], needed_by: 2027-02-01, promised: 2027-02-03}\n".to_owned()));
    all.push(("changes.yaml".to_owned(), "changes: []\n".to_owned()));
    let program = assess(&all, Population::Nodes);
    let parts = |code: &str| -> Vec<String> {
        let parts = row(&program, code).parts.iter();
        parts.map(|p| format!("{} | {} | {}", p.title, p.verdict, p.text)).collect()
    };
    assert_eq!(
        parts("GAO-01"),
        [
            "outcomes without a milestone | flag | 1 of 2 outcomes",
            "checklist items without a milestone | n/a | there are no checklist items",
            "non-functional areas not planned | flag | 2 of 5 areas"
        ]
    );
    assert_eq!(row(&program, "GAO-01").items, ["cheap", "performance", "operability"]);
    assert_eq!(parts("GAO-03")[0], "work without a team | flag | 2 of 3 open work items");
    assert_eq!(parts("GAO-03")[1], "work without effort | flag | 2 of 3 open work items");
    assert_eq!(row(&program, "GAO-04").items, ["a", "late"]);
    assert_eq!(row(&program, "GAO-05").items, ["DEP-1", "late"]);
    assert_eq!(row(&program, "GAO-06").verdict, "pass");
    assert_eq!(row(&program, "GAO-10").verdict, "flag");
}

#[test]
fn the_risk_analysis_is_the_forecast_and_its_level_against_the_agreed_finish() {
    let work = |committed: &str| {
        let text = format!(
            "  - {{id: a, title: A, estimate: {{low: 5d, likely: 10d, high: 30d}}, committed: {committed}}}\n"
        );
        let program = assess(&files(START, "", &text), Population::Nodes);
        row(&program, "GAO-08").verdict
    };
    assert_eq!((work("2027-01-15"), work("2027-03-01")), ("flag", "pass"), "the plan alone meets both");
    let sure = assess(
        &files(START, "", "  - {id: a, title: A, duration: 10d, committed: 2027-03-01}\n"),
        Population::Nodes,
    );
    assert_eq!(row(&sure, "GAO-08").verdict, "n/a");
    assert!(row(&sure, "GAO-08").reason.as_ref().unwrap().starts_with("not forecast"));
}

#[test]
fn the_view_is_a_contract() {
    let text = "  - {id: design, title: Design, team: web, duration: 4d, started: 2027-01-04, finished: 2027-01-07, committed: 2027-01-06}
  - {id: build, title: Build, team: web, estimate: {low: 5d, likely: 8d, high: 15d}, effort: 6d, depends_on: [{id: design, lag: 1d}], committed: 2027-01-15}
  - {id: live, title: Live, depends_on: [build], committed: 2027-01-20}\n";
    let all = files("2027-01-11", "", text);
    let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let session = support::open_files(&all);
    let workspace = &session.loaded.workspace;
    let outlook = Outlook::new(workspace, &session.plan);
    let view = assessment::build(workspace, &session.plan, &outlook, Population::Nodes, |_| true);
    insta::assert_snapshot!(serde_json::to_string_pretty(&view).unwrap());
}

#[test]
fn the_command_says_which_population_it_used() {
    let folder = tempfile::tempdir().unwrap();
    let all = files(START, "", &eleven_nodes());
    let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    binary::write(folder.path(), &all);
    for population in ["nodes", "dcma"] {
        let args = ["plan", "--assess", "--population", population, "--format", "json"];
        let out = binary::epm(folder.path(), &args);
        let json: Json = serde_json::from_str(&binary::stdout(&out)).unwrap();
        assert_eq!((&json["version"], &json["population"]), (&Json::from(1), &Json::from(population)));
        assert_eq!(json["programs"][0]["checks"][0]["items"], serde_json::json!(["H", "I"]));
        let out = binary::epm(folder.path(), &["plan", "--assess", "--population", population]);
        assert!(binary::stdout(&out).contains(&format!("Population {population}:")));
    }
    let out = binary::epm(folder.path(), &["plan", "--population", "dcma"]);
    assert_eq!(out.status.code(), Some(2), "a population without an assessment means nothing");
    let out = binary::command(folder.path(), &["plan", "--assess"]).env("COLUMNS", "60").output().unwrap();
    let wide = binary::stdout(&out).lines().map(|line| line.chars().count()).max();
    assert!(wide <= Some(60), "{}", binary::stdout(&out));
}

/// Every structural case that stands beside the checkout, in both populations' common numbers.
#[test]
fn the_known_answers_hold() {
    let path = support::root("../shared/data/forecast/known-answers.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no known answers at {}", path.display());
        return;
    };
    let all: Json = serde_json::from_str(&text).unwrap();
    let cases = all["cases"].as_array().unwrap().iter();
    for case in cases.filter(|case| case["kind"] == "dcma" && case.get("links").is_some()) {
        let text = network(case["tasks"].as_array().unwrap(), case["links"].as_array().unwrap());
        let program = assess(&files(START, "", &text), Population::Dcma);
        let expected = case["expected"].as_object().unwrap();
        for (key, code) in [
            ("c1_missing_logic", "DCMA-01"),
            ("c1b_dangling", "DCMA-01b"),
            ("c2_leads", "DCMA-02"),
            ("c3_lags", "DCMA-03"),
            ("c4_fs", "DCMA-04"),
            ("c5_hard", "DCMA-05"),
            ("c6_high_float", "DCMA-06"),
            ("c7_negative_float", "DCMA-07"),
            ("c8_high_duration", "DCMA-08"),
        ] {
            let Some(expected) = expected.get(key) else { continue };
            let found = row(&program, code);
            assert_eq!(found.numerator, expected["num"].as_f64(), "{} {code}", case["id"]);
            assert_eq!(found.denominator, expected["den"].as_f64(), "{} {code}", case["id"]);
            if let Some(flag) = expected.get("flag") {
                assert_eq!(Json::from(found.verdict == "flag"), *flag, "{} {code}", case["id"]);
            }
            if let Some(items) = expected.get("items") {
                assert_eq!(serde_json::json!(found.items), *items, "{} {code}", case["id"]);
            }
        }
        if let Some(test) = expected.get("c12_cpt") {
            let found = row(&program, "DCMA-12");
            assert_eq!(found.numerator, test["finish_moves"].as_f64(), "{}", case["id"]);
            assert_eq!(Json::from(found.verdict == "pass"), test["passed"], "{}", case["id"]);
        }
    }
}
