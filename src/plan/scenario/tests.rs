//! Scenarios by hand arithmetic. Everything starts on Monday 2026-03-02, the day of the plan.

use proptest::prelude::*;
use serde_json::Value as Json;
use serde_json::json;

use crate::model::Index;
use crate::model::LinkType;
use crate::model::Scenario;
use crate::model::Workspace;
use crate::plan::build;
use crate::plan::build::tests::day;
use crate::plan::build::tests::read;
use crate::plan::build::tests::workspace;
use crate::plan::scenario::Applied;
use crate::plan::scenario::FaultKind;
use crate::plan::scenario::Outcome;
use crate::plan::scenario::Play;
use crate::plan::scenario::Target;
use crate::plan::scenario::apply;
use crate::plan::scenario::check;
use crate::plan::scenario::outcome;

const AS_OF: &str = "2026-03-02";

fn scenario(ops: Json) -> Scenario {
    read(&json!({"id": "what-if", "title": "What if", "ops": ops}))
}

fn base(org: Json, program: Json) -> Workspace {
    workspace(&json!({"org": org, "programs": {"p": program}}))
}

fn work(id: &str, duration: &str, after: Json) -> Json {
    json!({"id": id, "title": id, "duration": duration, "depends_on": after})
}

fn applied(base: &Workspace, ops: Json) -> (Workspace, Applied) {
    apply(base, &Index::new(base), 0, &scenario(ops), day(AS_OF)).unwrap()
}

fn faults(base: &Workspace, ops: Json) -> Vec<(FaultKind, String, String)> {
    let scenario = scenario(ops);
    let found = apply(base, &Index::new(base), 0, &scenario, day(AS_OF)).unwrap_err();
    assert_eq!(check(base, &Index::new(base), 0, &scenario, day(AS_OF)), found, "check says the same");
    found.into_iter().map(|fault| (fault.kind, fault.path(), fault.message)).collect()
}

fn come_to(base: &Workspace, changed: (Workspace, Applied)) -> Outcome {
    let play = Play { trials: 200, seed: 7 };
    outcome(base, changed, 0, None, day(AS_OF), play)
}

fn finish(workspace: &Workspace, id: &str) -> String {
    let plan = build(workspace, day(AS_OF));
    plan.nodes[plan.index_of("p", id).unwrap()].early_finish.to_string()
}

fn chain() -> Workspace {
    base(
        Json::Null,
        json!({"milestones": [
            work("a", "5d", json!([])),
            work("x", "10d", json!([{"id": "a", "lag": "2d"}])),
            work("c", "3d", json!([{"id": "x", "lag": "1d"}])),
        ]}),
    )
}

#[test]
fn an_empty_overlay_is_the_base() {
    let base = chain();
    let changed = applied(&base, json!([]));
    assert_eq!(changed.0, base);
    assert_eq!(changed.1, Applied::default());
    let same = come_to(&base, (base.clone(), Applied::default()));
    let empty = come_to(&base, changed);
    assert_eq!(format!("{:?}", same.plan.nodes), format!("{:?}", empty.plan.nodes));
    assert_eq!(format!("{:?}", same.luck), format!("{:?}", empty.luck));
}

#[test]
fn what_waited_for_an_item_waits_for_what_it_waited_for() {
    let base = chain();
    assert_eq!(finish(&base, "c"), "2026-03-30");
    let (changed, applied) = applied(&base, json!([{"op": "remove", "item": "x"}]));
    // Five days, three of lag, three of work: eleven working days from 2 March.
    assert_eq!(finish(&changed, "c"), "2026-03-16");
    let [bridge] = applied.bridges.as_slice() else { panic!("one bridge") };
    assert_eq!((bridge.from.id.as_str(), bridge.to.id.as_str()), ("a", "c"));
    assert_eq!(bridge.lag.unwrap().to_string(), "3d");
    assert!(build(&changed, day(AS_OF)).left_out.is_empty());
    assert_eq!(base, chain(), "the base stays");
}

#[test]
fn links_of_all_types_meet_at_an_instant() {
    let base = base(
        Json::Null,
        json!({"milestones": [
            work("a", "5d", json!([])),
            work("x", "10d", json!([{"id": "a", "type": "SS", "lag": "1d"}])),
            work("c", "3d", json!([{"id": "x", "type": "FF", "lag": "1w", "elapsed": true}])),
        ]}),
    );
    let (_, applied) = applied(&base, json!([{"op": "remove", "item": "x"}]));
    let [bridge] = applied.bridges.as_slice() else { panic!("one bridge") };
    assert_eq!(bridge.link, LinkType::StartToFinish);
    // A week of calendar time is five working days.
    assert_eq!(bridge.lag.unwrap().to_string(), format!("{}m", 6 * 480));
    assert!(bridge.is_converted);
}

#[test]
fn dependencies_decisions_and_gates_are_taken_out_and_bridged_too() {
    let base = base(
        Json::Null,
        json!({
            "milestones": [
                work("a", "5d", json!([])),
                work("x", "5d", json!(["a"])),
                work("c", "5d", json!(["DEP-1"])),
                work("e", "5d", json!([])),
            ],
            "dependencies": [{"id": "DEP-1", "title": "d", "provider": "x", "consumers": ["e"], "promised": "2026-05-01"}],
            "decisions": [{"id": "DEC-1", "title": "d", "status": "proposed", "needed_by": "2026-06-01", "blocks": ["e"]}],
        }),
    );
    assert_eq!(finish(&base, "c"), "2026-05-08");
    let (without, applied_) = applied(&base, json!([{"op": "remove", "item": "DEP-1"}]));
    assert_eq!(finish(&without, "c"), "2026-03-20");
    assert_eq!(applied_.bridges.len(), 2);
    let (without, _) =
        applied(&base, json!([{"op": "remove", "item": "DEP-1"}, {"op": "remove", "item": "DEC-1"}]));
    assert_eq!(finish(&without, "e"), "2026-03-20");
    // The dependency waits for what its provider waited for.
    let (without, _) = applied(&base, json!([{"op": "remove", "item": "x"}]));
    assert_eq!(without.programs[0].dependencies[0].provider.as_ref().unwrap().to_string(), "p/a");
}

#[test]
fn dates_lengths_risks_and_links_change() {
    let base = base(
        Json::Null,
        json!({
            "milestones": [
                {"id": "a", "title": "a", "estimate": {"low": "4d", "likely": "5d", "high": "9d"}},
                {"id": "c", "title": "c", "duration": "3d", "committed": "2026-03-20"},
            ],
            "risks": [{"id": "R-1", "title": "r", "probability": "40%", "impact": "10d"}],
        }),
    );
    let ops = json!([
        {"op": "set", "item": "a", "duration": "8d"},
        {"op": "shift", "item": "c", "by": "10d"},
        {"op": "risk", "item": "R-1", "probability": "10%"},
        {"op": "link", "pred": "a", "succ": "c", "lag": "-1d"},
    ]);
    let changed = applied(&base, ops);
    assert_eq!(finish(&changed.0, "a"), "2026-03-11");
    assert_eq!(finish(&changed.0, "c"), "2026-03-13");
    assert_eq!(changed.1.moved[0].to, day("2026-04-03"));
    let outcome = come_to(&base, changed);
    assert!((outcome.exposure.days - 1.0).abs() < 1e-9);
}

#[test]
fn operations_that_name_nothing_or_change_nothing_are_faults() {
    let base = base(
        json!({"teams": [{"id": "core", "members": [{"id": "m"}]}, {"id": "empty"}]}),
        json!({
            "charter": {"finish_milestone": "end"},
            "milestones": [
                work("alpha", "5d", json!([])),
                {"id": "done", "title": "d", "finished": "2026-02-27"},
                {"id": "half", "title": "h", "duration": "5d", "started": "2026-02-27", "remaining": "2d"},
                {"id": "end", "title": "e", "depends_on": ["alpha"]},
            ],
            "risks": [{"id": "R-1", "title": "r", "probability": "40%"}],
        }),
    );
    let kinds =
        |ops: Json| faults(&base, ops).into_iter().map(|(kind, path, _)| (kind, path)).collect::<Vec<_>>();
    let one = |kind, path: &str| vec![(kind, path.to_owned())];
    assert_eq!(kinds(json!([{"op": "remove", "item": "alpho"}])), one(FaultKind::Unknown, "ops[0].item"));
    assert_eq!(kinds(json!([{"op": "remove", "item": "end"}])), one(FaultKind::Impossible, "ops[0].item"));
    assert_eq!(kinds(json!([{"op": "remove", "item": "done"}])), one(FaultKind::NoEffect, "ops[0].item"));
    let twice = json!([{"op": "remove", "item": "alpha"}, {"op": "set", "item": "alpha", "duration": "1d"}]);
    assert_eq!(kinds(twice), one(FaultKind::NoEffect, "ops[1].item"));
    assert_eq!(
        kinds(json!([{"op": "set", "item": "alpha", "duration": "5d"}])),
        one(FaultKind::NoEffect, "ops[0].item")
    );
    assert_eq!(
        kinds(json!([{"op": "set", "item": "half", "duration": "9d"}])),
        one(FaultKind::NoEffect, "ops[0].item")
    );
    assert_eq!(
        kinds(json!([{"op": "shift", "item": "alpha", "by": "1d"}])),
        one(FaultKind::NoEffect, "ops[0].item")
    );
    assert_eq!(
        kinds(json!([{"op": "risk", "item": "R-1", "probability": "40%"}])),
        one(FaultKind::NoEffect, "ops[0].item")
    );
    assert_eq!(
        kinds(json!([{"op": "link", "pred": "alpha", "succ": "end"}])),
        one(FaultKind::NoEffect, "ops[0].succ")
    );
    assert_eq!(
        kinds(json!([{"op": "link", "pred": "end", "succ": "end"}])),
        one(FaultKind::Impossible, "ops[0].succ")
    );
    let add = |team: &str, fte: f64| json!([{"op": "add_capacity", "team": team, "fte": fte}]);
    assert_eq!(kinds(add("cor", 1.0)), one(FaultKind::Unknown, "ops[0].team"));
    assert_eq!(kinds(add("empty", 1.0)), one(FaultKind::Impossible, "ops[0].team"));
    assert_eq!(kinds(add("core", 0.0)), one(FaultKind::NoEffect, "ops[0].fte"));
    assert_eq!(
        kinds(json!([{"op": "add_capacity", "team": "core", "fte": 1_000_000_000}])),
        one(FaultKind::NoEffect, "ops[0].fte")
    );
    let found = faults(&base, json!([{"op": "remove", "item": "alpho"}]));
    assert_eq!(found[0].2, "there is no item `alpho`");
}

fn staffed(effort: &str, more: Json) -> (Workspace, Vec<f64>, String) {
    let base = base(
        json!({"teams": [{"id": "core", "focus": "100%", "members": [{"id": "m"}]}]}),
        json!({"milestones": [
            {"id": "a", "title": "a", "team": "core", "duration": "10d", "effort": effort},
            {"id": "b", "title": "b", "duration": "10d"},
        ]}),
    );
    let mut op = json!({"op": "add_capacity", "team": "core"});
    op.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let changed = applied(&base, json!([op]));
    let outcome = come_to(&base, changed);
    let factors = outcome.paced.iter().map(|paced| paced.factor).collect();
    let finish = finish(&outcome.workspace, "a");
    (base, factors, finish)
}

#[test]
fn added_people_shorten_work_in_proportion_and_not_below_three_quarters() {
    // A quarter more people: ten days become eight.
    let (_, factors, finish) = staffed("10d", json!({"fte": 0.25}));
    assert_eq!((factors.len(), finish.as_str()), (1, "2026-03-11"));
    assert!((factors[0] - 0.8).abs() < 1e-9);
    // Nine more: seven and a half days, and no less.
    let (_, factors, finish) = staffed("10d", json!({"fte": 9}));
    assert_eq!((factors, finish.as_str()), (vec![0.75], "2026-03-11"));
}

#[test]
fn added_people_fill_an_overload_first() {
    let (_, factors, finish) = staffed("20d", json!({"fte": 1}));
    assert_eq!((factors, finish.as_str()), (vec![], "2026-03-13"));
}

#[test]
fn newcomers_slow_a_busy_team_down_and_not_one_with_slack() {
    let late = json!({"fte": 1, "ramp": "8w", "mentor_cost": "60%"});
    let (_, factors, finish) = staffed("10d", late.clone());
    assert!(factors[0] > 1.0 && finish.as_str() > "2026-03-13", "{factors:?} {finish}");
    let (_, factors, finish) = staffed("3d", late);
    assert_eq!((factors, finish.as_str()), (vec![], "2026-03-13"));
}

#[test]
fn added_people_cost_what_their_weeks_cost() {
    let base = chain();
    let mut outcome = come_to(&base, (base.clone(), Applied::default()));
    assert_eq!(outcome.added_cost(0), None);
    outcome.applied.added.push(crate::plan::scenario::Added {
        team: crate::model::Team::new("core"),
        fte: 0.5,
        from: Some(day("2026-03-17")),
        to: None,
        cost_per_week: Some(4000.0),
    });
    // Two weeks until the end on 30 March, half a person.
    assert_eq!(outcome.added_cost(0), Some(4000.0));
}

#[test]
fn lateness_is_counted_against_the_target() {
    let base = chain();
    let key = build(&base, day(AS_OF)).programs[0].finish_node.clone().unwrap();
    let target = Some(Target { key, date: day("2026-03-27") });
    let play = Play { trials: 200, seed: 7 };
    let outcome = outcome(&base, (base.clone(), Applied::default()), 0, target, day(AS_OF), play);
    assert_eq!(outcome.late, Some(1.0));
    assert_eq!(outcome.expected_delay_weeks(5.0), Some(0.2));
}

#[test]
fn a_thousand_scenarios_are_checked_without_a_copy_of_the_plan() {
    let milestones: Vec<Json> = (0..500).map(|n| work(&format!("m{n}"), "5d", json!([]))).collect();
    let base = base(Json::Null, json!({"milestones": milestones}));
    let index = Index::new(&base);
    let one =
        scenario(json!([{"op": "remove", "item": "m7"}, {"op": "set", "item": "m8", "duration": "9d"}]));
    for _ in 0..1000 {
        assert_eq!(check(&base, &index, 0, &one, day(AS_OF)), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is taken out: what waited for it starts no earlier than what it waited for allows, and no later than before.
    #[test]
    fn bridges_keep_the_order(
        edges in prop::collection::vec((0_usize..9, 1_usize..9, 0_i64..4), 1..20),
        gone in 0_usize..10,
    ) {
        let mut links: Vec<Vec<Json>> = vec![Vec::new(); 10];
        for (from, step, lag) in edges {
            let to = (from + step).min(9);
            if to > from {
                links[to].push(json!({"id": format!("m{from}"), "lag": format!("{lag}d")}));
            }
        }
        let milestones: Vec<Json> =
            links.into_iter().enumerate().map(|(n, after)| work(&format!("m{n}"), "3d", Json::from(after))).collect();
        let base = base(Json::Null, json!({"milestones": milestones}));
        let (changed, applied) = applied(&base, json!([{"op": "remove", "item": format!("m{gone}")}]));
        let (before, after) = (build(&base, day(AS_OF)), build(&changed, day(AS_OF)));
        prop_assert!(after.cycles.is_empty());
        for bridge in &applied.bridges {
            let (from, to) = (after.node(&bridge.from).unwrap(), after.node(&bridge.to).unwrap());
            prop_assert!(to.start_at >= from.finish_at);
        }
        for node in &after.nodes {
            prop_assert!(node.finish_at <= before.node(&node.key).unwrap().finish_at);
        }
    }
}
