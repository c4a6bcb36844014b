//! `epm indicators`, from a series to known answers.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value as Json;

use crate::support::binary::epm;
use crate::support::binary::stdout;
use crate::support::binary::write;

fn json(dir: &Path) -> Json {
    let output = epm(dir, &["indicators", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = stdout(&output);
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    serde_json::from_str(&text).unwrap()
}

fn close(found: &Json, expected: f64) {
    let found = found.as_f64().unwrap_or(f64::NAN);
    assert!((found - expected).abs() < 1e-5, "{found} is not {expected}");
}

/// Writes a program with a metric of that series, its rows written as `date,value`; returns the row of the metric.
fn metric(fields: &str, series: &str) -> (Json, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let plan = "\
as_of: 2026-03-09
program:
  id: p
  title: P
  milestones:
    - {id: move, title: Move, duration: 60d, committed: 2026-04-24}
";
    let metrics = format!("metrics:\n  - {{id: moved, title: Moved, {fields}}}\n");
    write(dir.path(), &[("epm.yaml", plan), ("metrics.yaml", &metrics), ("metrics/moved.csv", series)]);
    let found = json(dir.path());
    (found["metrics"][0].clone(), dir)
}

fn weekly(values: &[f64]) -> String {
    let first = jiff::civil::date(2026, 3, 6);
    let mut out = String::from("date,value\n");
    for (n, value) in values.iter().enumerate() {
        let back = i32::try_from(values.len() - 1 - n).unwrap() * 7;
        writeln!(out, "{},{value}", first - jiff::Span::new().days(back)).unwrap();
    }
    out
}

/// THR-01 and THR-04: 30 items left after weeks of 2, 3, 4, 5 and 6; six weeks until the date.
#[test]
fn a_weekly_series_has_the_exact_answers() {
    let series = weekly(&[0.0, 2.0, 5.0, 9.0, 14.0, 20.0]);
    let (row, dir) = metric("target: 50, by: 2026-04-17, milestone: move", &series);
    close(&row["remaining"], 30.0);
    close(&row["mean_periods"], 7.937_491);
    for (level, weeks) in [("p50", 8), ("p80", 9), ("p85", 9), ("p95", 10)] {
        assert_eq!(row["periods"][level], weeks, "{level}");
    }
    for (weeks, p) in [(5, 0.000_32), (6, 0.056_448), (7, 0.347_136), (8, 0.730_816), (12, 0.999_975)] {
        close(&row["cdf"][weeks], p);
    }
    assert_eq!((&row["dates"]["p50"], &row["dates"]["p80"]), (&"2026-05-01".into(), &"2026-05-08".into()));
    close(&row["p_by"], 0.056_448);
    close(&row["how_much"]["p85"], 20.0);
    close(&row["how_much"]["value_p85"], 40.0);
    close(&row["needed_per_period"], 5.0);
    // The commitment is seven weeks away.
    close(&row["milestone"]["p_committed"], 0.347_136);
    assert_eq!(row["warnings"], Json::Array(Vec::new()));
    let csv = stdout(&epm(dir.path(), &["indicators", "moved", "--format", "csv"]));
    assert!(csv.contains(",forecast,,2026-05-01,2026-05-08,0.056"), "{csv}");
}

/// THR-05 and THR-06, one value, no value, no target.
#[test]
fn thin_data_is_refused_or_doubted_in_words() {
    let (row, dir) = metric("target: 5", &weekly(&[0.0, 0.0, 0.0, 0.0]));
    assert_eq!((&row["state"], &row["error"]), (&"no-forecast".into(), &"no-throughput".into()));
    assert!(row["answer"].as_str().unwrap().contains("No forecast: nothing moved"), "{row}");
    let text = stdout(&epm(dir.path(), &["indicators"]));
    assert!(text.contains("no forecast"), "{text}");
    let (row, _dir) = metric("target: 12", &weekly(&[0.0, 3.0, 7.0]));
    assert_eq!(
        (&row["state"], &row["warnings"][0]["code"]),
        (&"forecast".into(), &"insufficient-history".into())
    );
    assert_eq!(row["periods"]["p50"], 2);
    let (row, _dir) = metric("target: 12", &weekly(&[3.0]));
    assert_eq!(row["error"], "no-history");
    let (row, dir) = metric("target: 12", "date,value\n");
    assert_eq!(row, Json::Null);
    assert_eq!(json(dir.path())["without_values"][0], "p/moved");
    let (row, _dir) = metric("unit: items", &weekly(&[0.0, 3.0, 7.0]));
    assert_eq!(row["error"], "no-target");
    let (row, _dir) = metric("target: 7", &weekly(&[0.0, 3.0, 7.0]));
    assert_eq!((&row["state"], &row["reached"]), (&"reached".into(), &"2026-03-06".into()));
}

/// The whole grows by 2 a week: 20 done a week leaves 18.
#[test]
fn scope_that_grows_is_in_the_date() {
    let mut series = String::from("date,numerator,denominator\n");
    for (week, day) in ["2026-02-13", "2026-02-20", "2026-02-27", "2026-03-06"].iter().enumerate() {
        writeln!(series, "{day},{},{}", 20 * week, 200 + 2 * week).unwrap();
    }
    let (row, _dir) = metric("target: 1", &series);
    close(&row["scope"]["growth_per_period"], 2.0);
    close(&row["remaining"], 146.0);
    assert_eq!(row["periods"]["p80"], 9, "146 / 18 = 8.1");
    assert_eq!(row["scope"]["dates_without_growth"]["p80"], "2026-05-01", "146 / 20 = 7.3");
}

#[test]
fn steps_back_are_told_and_old_values_too() {
    let series = "date,value\n2025-11-07,10\n2025-11-14,14\n2025-11-21,12\n2025-12-05,20\n";
    let (row, _dir) = metric("target: 22, by: 2026-01-09", series);
    let codes: Vec<&str> =
        row["warnings"].as_array().unwrap().iter().filter_map(|w| w["code"].as_str()).collect();
    assert_eq!(codes, ["insufficient-history", "went-back", "missing-values", "stale", "overdue"]);
    assert_eq!(row["history"].to_string(), "[4.0,-2.0,0.0,8.0]");
    // What should have come since is not said to come before today.
    assert_eq!(row["dates"]["p50"], "2026-03-09");
}

/// A tenth in four months: 520 months are 43 years, not ten.
#[test]
fn months_have_a_horizon_of_their_own() {
    let series = "date,value\n2025-10-31,0\n2025-11-30,0\n2025-12-31,0.1\n2026-01-31,0.1\n2026-02-28,0.1\n";
    let (row, _dir) = metric("target: 100", series);
    assert_eq!((&row["dates"]["p50"], &row["horizon_years"]), (&Json::Null, &43.0.into()));
    assert!(row["answer"].as_str().unwrap().contains("not there within 43 years"), "{row}");
}

/// A hundred thousand values: the latest five years count, and the answer comes in seconds.
#[test]
fn a_very_long_series_stays_small_to_compute() {
    let mut series = String::from("date,value\n");
    let mut day = jiff::civil::date(1752, 5, 20);
    for n in 0..100_000_u32 {
        writeln!(series, "{day},{}", f64::from(n) * 1.003_7 + f64::from(n % 97) / 13.0).unwrap();
        day = day.tomorrow().unwrap();
    }
    let (row, _dir) = metric("target: 200000, by: 2099-12-31", &series);
    assert_eq!(row["state"], "forecast", "{}", row["answer"]);
    assert!(row["history"].as_array().unwrap().len() <= 260);
    // The date is beyond the horizon: nothing is said of it, rather than something that is too low.
    assert_eq!((&row["p_by"], &row["how_much"]), (&Json::Null, &Json::Null));
}

/// Two of four weeks' work is done, three should be: ES = 2, AT = 3.
#[test]
fn milestones_count_by_their_days_and_nothing_by_nothing_is_null() {
    let dir = tempfile::tempdir().unwrap();
    let plan = |done: &str| {
        format!(
            "as_of: 2026-03-22\nprogram:\n  id: p\n  title: P\n  start: 2026-03-02\n  milestones:\n    - {{id: a, title: A, duration: 5d, committed: \
             2026-03-06{done}}}\n    - {{id: b, title: B, duration: 5d, committed: 2026-03-13{}}}\n    - {{id: c, title: C, duration: \
             5d, committed: 2026-03-20}}\n    - {{id: d, title: D, duration: 5d, committed: 2026-03-27}}\n    - {{id: e, title: E}}\n",
            done.replace("03-02", "03-09").replace("03-06", "03-13"),
        )
    };
    let done = ", status: done, started: 2026-03-02, finished: 2026-03-06";
    write(dir.path(), &[("epm.yaml", &plan(done))]);
    let row = json(dir.path())["programs"][0].clone();
    assert_eq!(row["label"], "milestone-weighted, not EVM");
    let progress = &row["progress"];
    close(&progress["earned_schedule"], 2.0);
    close(&progress["sv_t"], -1.0);
    close(&progress["spi_t"], 2.0 / 3.0);
    close(&progress["ieac_t"], 6.0);
    close(&progress["done_days"], 10.0);
    close(&progress["total_days"], 20.0);
    assert_eq!(progress["without_commitment"], 1);
    assert_eq!(progress["ieac_date"], "2026-04-12");
    write(dir.path(), &[("epm.yaml", &plan("").replace("as_of: 2026-03-22", "as_of: 2026-03-03"))]);
    let progress = json(dir.path())["programs"][0]["progress"].clone();
    assert_eq!((&progress["earned_schedule"], &progress["spi_t"]), (&Json::Null, &Json::Null), "{progress}");
}
