//! What the forecast promises beside its numbers: it agrees with the plan, repeats itself, and leaves other luck alone.

use serde_json::Value as Json;
use serde_json::json;

use crate::plan::build::tests::day;
use crate::plan::forecast::Basis;
use crate::plan::forecast::DriverKind;
use crate::plan::forecast::Forecast;
use crate::plan::forecast::Options;
use crate::plan::forecast::Outlook;
use crate::plan::forecast::Risks;
use crate::plan::forecast::drivers;
use crate::plan::forecast::forecast;
use crate::plan::forecast::tests::OPTIONS;
use crate::plan::forecast::tests::drawn;
use crate::plan::forecast::tests::item;
use crate::plan::forecast::tests::planned;

/// Teams in two countries, calendar time, leads, lags, gates, facts and constraints; no uncertainty.
fn odd(range: bool) -> Json {
    let work = |days: u32| {
        if range {
            json!({"low": format!("{days}d"), "likely": format!("{}d", days + 2), "high": format!("{}d", days * 3)})
        } else {
            json!({"low": format!("{days}d"), "likely": format!("{days}d"), "high": format!("{days}d")})
        }
    };
    json!({
        "settings": {"calendar": "de"},
        "org": {
            "teams": [
                {"id": "us", "name": "US", "calendar": "us"},
                {"id": "sat", "name": "Weekend", "calendar": "sat"},
            ],
            "calendars": [
                {"id": "de", "holidays": [{"from": "2026-04-03"}, {"from": "2026-04-06"}]},
                {"id": "us", "holidays": [{"from": "2026-03-17"}], "exceptions": [{"date": "2026-03-18", "hours": 4}]},
                {"id": "sat", "days": ["thu", "fri", "sat"], "hours": 6},
            ],
        },
        "programs": {"p": {
            "milestones": [
                {"id": "done", "title": "Done", "finished": "2026-02-20", "estimate": work(3)},
                {"id": "run", "title": "Run", "started": "2026-02-25", "remaining": "4d", "estimate": work(6), "depends_on": ["done"]},
                {"id": "us-a", "title": "A", "team": "us", "estimate": work(7), "depends_on": ["run"]},
                {"id": "sat-b", "title": "B", "team": "sat", "estimate": work(5), "depends_on": [{"id": "us-a", "lag": "1d"}]},
                {"id": "post", "title": "Post", "elapsed": true, "duration": "9d", "depends_on": ["sat-b"]},
                {"id": "de-c", "title": "C", "estimate": work(4), "depends_on": [{"id": "us-a", "type": "SS", "lag": "2d"}, {"id": "post", "lag": "2d", "elapsed": true}]},
                {"id": "ff", "title": "FF", "team": "us", "estimate": work(3), "depends_on": [{"id": "de-c", "type": "FF", "lag": "-1d"}]},
                {"id": "point", "title": "Point", "depends_on": ["sat-b", "ff"]},
                {"id": "late", "title": "Late", "estimate": work(2), "constraint": {"finish_no_earlier_than": "2026-05-16"}},
                {"id": "sunday", "title": "Sunday", "committed": "2026-03-15"},
                {"id": "end", "title": "End", "depends_on": ["point", "late", "DEP-1"]},
            ],
            "dependencies": [{"id": "DEP-1", "title": "Vendor", "promised": "2026-03-21", "consumers": ["de-c"]}],
        }},
    })
}

fn odd_forecast(range: bool, options: Options) -> (crate::plan::Plan, Forecast) {
    let (workspace, plan) = planned(&odd(range));
    let forecast = forecast(&workspace, &plan, options).unwrap();
    (plan, forecast)
}

#[test]
fn without_uncertainty_every_trial_is_the_plan() {
    let (plan, forecast) = odd_forecast(false, Options { trials: 7, ..OPTIONS });
    for (node, item) in plan.nodes.iter().zip(&forecast.items) {
        let finish = &item.finish;
        assert_eq!(finish.dates.p50, node.early_finish, "{}", node.key);
        assert_eq!(
            (finish.days.p10, finish.days.p90, finish.sd),
            (finish.planned, finish.planned, 0.0),
            "{}",
            node.key
        );
        assert!((finish.mean - finish.planned).abs() < 1e-9);
    }
    let program = &forecast.programs[0];
    assert_eq!(
        (program.finish.dates.p80, program.finish.days.p80),
        (plan.programs[0].finish, program.finish.planned)
    );
    for node in plan.nodes.iter().filter(|node| node.is_critical) {
        assert_eq!(item(&forecast, node.key.id.as_str()).criticality, 1.0, "{}", node.key);
    }
}

#[test]
fn one_thread_and_many_say_the_same_and_counting_says_what_keeping_says() {
    let options = Options { trials: 3_000, ..OPTIONS };
    let (_, here) = odd_forecast(true, options);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let three = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    assert_eq!(one.install(|| odd_forecast(true, options).1), here);
    assert_eq!(three.install(|| odd_forecast(true, options).1), here);
    assert_ne!(odd_forecast(true, Options { seed: 2, ..options }).1.programs, here.programs);
    assert!(here.programs[0].finish.sd > 1.0);
    for item in &here.items {
        let days = item.finish.days;
        assert!(days.p10 <= days.p50 && days.p50 <= days.p80 && days.p80 <= days.p90, "{}", item.key);
        assert!(item.finish.dates.p10 >= day("2026-02-20"));
    }
}

fn diamond() -> Json {
    json!({"milestones": [
        {"id": "s", "title": "S", "estimate": {"low": "5d", "likely": "8d", "high": "14d"}},
        {"id": "a", "title": "A", "estimate": {"low": "10d", "likely": "15d", "high": "30d"}, "depends_on": ["s"]},
        {"id": "b", "title": "B", "estimate": {"low": "12d", "likely": "16d", "high": "22d"}, "depends_on": ["s"]},
        {"id": "c", "title": "C", "estimate": {"low": "3d", "likely": "4d", "high": "9d"}, "depends_on": ["a", "b"]},
    ]})
}

/// SCN-02: the same scenario has the same result, and what is taken out takes only its own luck along.
#[test]
fn taking_an_item_out_leaves_the_luck_of_the_others() {
    let options = Options { trials: 2_000, seed: 7, ..OPTIONS };
    let base = drawn(&diamond(), options);
    assert_eq!(drawn(&diamond(), options), base);
    let mut less = diamond();
    less["milestones"].as_array_mut().unwrap().remove(1);
    less["milestones"][2]["depends_on"] = json!(["b"]);
    let less = drawn(&less, options);
    assert_eq!(item(&less, "b").finish, item(&base, "b").finish);
    let mut other = diamond();
    other["milestones"][1]["estimate"]["high"] = json!("60d");
    let other = drawn(&other, options);
    assert_eq!(item(&other, "b").finish, item(&base, "b").finish);
    assert!(item(&other, "a").finish.mean > item(&base, "a").finish.mean);
}

#[test]
fn a_risk_hits_all_that_it_affects_at_once_and_its_removal_shows_what_it_costs() {
    // MC-19: one risk (30 %, +10) on two parallel tasks of 20.
    let program = json!({
        "milestones": [
            {"id": "a", "title": "A", "duration": "20d"},
            {"id": "b", "title": "B", "duration": "20d"},
            {"id": "end", "title": "End", "depends_on": ["a", "b"]},
        ],
        "risks": [
            {"id": "R", "title": "R", "probability": "30%", "impact": "10d", "affects": ["a", "b", "a"],
             "residual": {"probability": "10%"}},
            {"id": "words", "title": "W", "probability": "high", "impact": "high", "affects": ["a"]},
            {"id": "gone", "title": "G", "status": "closed", "probability": "90%", "impact": "10d", "affects": ["a"]},
            {"id": "lost", "title": "L", "probability": "90%", "impact": "10d", "affects": []},
        ],
    });
    let (workspace, plan) = planned(&json!({"programs": {"p": program}}));
    let with = |risks: Risks| forecast(&workspace, &plan, Options { risks, ..OPTIONS }).unwrap();
    let now = with(Risks::Current);
    assert_eq!(now.risks.len(), 1);
    assert!((now.programs[0].finish.mean - 23.0).abs() < 0.1);
    assert!((with(Risks::Residual).programs[0].finish.mean - 21.0).abs() < 0.1);
    assert_eq!(with(Risks::Off).programs[0].finish.mean, 20.0);
    let drivers = drivers(&workspace, &plan, &now);
    assert_eq!(drivers.effects.len(), 1);
    let effect = &drivers.effects[0];
    assert_eq!((effect.kind, effect.level_effect, effect.affects.len()), (DriverKind::Risk, 10.0, 2));
    assert!((effect.mean_effect - (now.programs[0].finish.mean - 20.0)).abs() < 1e-9);
}

#[test]
fn drivers_are_measured_with_the_same_luck() {
    let (workspace, plan) = planned(&json!({"programs": {"p": diamond()}}));
    let options = Options { trials: 4_000, ..OPTIONS };
    let base = forecast(&workspace, &plan, options).unwrap();
    let found = drivers(&workspace, &plan, &base);
    assert_eq!(found.effects.len(), 4);
    let a = found.effects.iter().find(|e| e.key.id.as_str() == "a").unwrap();
    // Playing A as planned is a plan of its own: the same by another way.
    let mut fixed = diamond();
    fixed["milestones"][1] = json!({"id": "a", "title": "A", "duration": "15d", "depends_on": ["s"]});
    let fixed = drawn(&fixed, options);
    let by = base.programs[0].finish.days.p80 - fixed.programs[0].finish.days.p80;
    assert!((a.level_effect - by).abs() < 1e-9, "{} {by}", a.level_effect);
}

#[test]
fn words_of_confidence_are_default_ranges_and_ranges_beat_them() {
    let program = json!({"milestones": [
        {"id": "word", "title": "W", "duration": "10d", "confidence": "low"},
        {"id": "range", "title": "R", "estimate": {"low": "9d", "likely": "10d", "high": "11d"}, "confidence": "low"},
        {"id": "bare", "title": "B", "duration": "10d"},
        {"id": "point", "title": "P", "confidence": "low"},
    ]});
    let forecast = drawn(&program, OPTIONS);
    let word = &item(&forecast, "word").finish;
    // Facts 3.2: mean 1.433, P50 1.371, P80 1.786 of the duration.
    assert!((word.mean - 14.33).abs() < 0.06 && (word.days.p50 - 13.71).abs() < 0.08);
    assert!((word.days.p80 - 17.86).abs() < 0.1);
    assert!(item(&forecast, "range").finish.days.p90 < 11.0);
    assert_eq!(item(&forecast, "bare").basis, Basis::Fixed);
    assert_eq!(item(&forecast, "point").basis, Basis::Instant);
}

#[test]
fn what_cannot_be_drawn_counts_with_one_number_and_the_rest_is_forecast() {
    let program = json!({
        "charter": {"correlation": [
            {"between": ["a", "b"], "rho": 0.9},
            {"between": ["b", "c"], "rho": 0.9},
            {"between": ["a", "c"], "rho": -0.9},
            {"between": ["s", "a"], "rho": 3},
        ]},
        "milestones": [
            {"id": "s", "title": "S", "estimate": {"low": "9d", "likely": "5d", "high": "1d"}},
            {"id": "a", "title": "A", "estimate": {"low": "1d", "likely": "5d", "high": "9d"}, "depends_on": ["s", "c"]},
            {"id": "b", "title": "B", "estimate": {"low": "1d", "likely": "5d", "high": "9d"}, "depends_on": ["b"]},
            {"id": "c", "title": "C", "estimate": {"low": "1d", "likely": "5d", "high": "9d"}, "depends_on": ["a"]},
        ],
    });
    let forecast = drawn(&program, Options { trials: 500, ..OPTIONS });
    assert_eq!(item(&forecast, "s").basis, Basis::Broken);
    assert!(item(&forecast, "b").finish.is_uncertain());
    assert_eq!(forecast.faults.len(), 2);
    assert_eq!(forecast.faults[1].entries.len(), 3);
    for item in &forecast.items {
        let finish = &item.finish;
        assert!(
            [finish.mean, finish.sd, item.ssi, item.correlation, finish.p80_error]
                .iter()
                .all(|v| v.is_finite())
        );
    }
}

#[test]
fn nothing_uncertain_is_not_forecast_and_a_used_up_range_says_so() {
    let (workspace, plan) =
        planned(&json!({"programs": {"p": {"milestones": [{"id": "a", "title": "A", "duration": "3d"}]}}}));
    let outlook = Outlook::new(&workspace, &plan);
    assert_eq!(outlook, Outlook::None("no estimate has a range, and no risk has numbers".to_owned()));
    let used_up = json!({"milestones": [
        {"id": "a", "title": "A", "started": "2026-01-05", "estimate": {"low": "2d", "likely": "5d", "high": "12d"}},
    ]});
    let forecast = drawn(&used_up, OPTIONS);
    assert_eq!(item(&forecast, "a").basis, Basis::UsedUp);
    assert!(item(&forecast, "a").finish.dates.p10 >= day("2026-03-02"));
}
