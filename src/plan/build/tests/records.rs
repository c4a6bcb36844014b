//! Dependencies, decisions, issues and gates as instants.

use serde_json::json;

use super::dates;
use super::*;

/// Plans `work` (5 days) that a record holds back; the record is the only one in its list.
fn held_by(kind: &str, record: serde_json::Value) -> Plan {
    let mut program = json!({"milestones": [{"id": "work", "title": "", "duration": "5d"}]});
    program[kind] = json!([record]);
    plan(&json!({"programs": {"p": program}}))
}

#[test]
fn a_dependency_lies_on_its_promise_or_its_need_or_as_of() {
    let with = |dates: serde_json::Value| {
        let mut record = json!({"id": "dep", "title": "", "consumers": ["work"]});
        record.as_object_mut().unwrap().extend(dates.as_object().unwrap().clone());
        held_by("dependencies", record)
    };
    let promised = with(json!({"promised": "2026-03-12", "needed_by": "2026-03-05"}));
    assert_eq!((dates(&promised, "dep"), driver(&promised, "dep")), ("03-12 03-12".into(), "Promise".into()));
    assert_eq!((dates(&promised, "work"), driver(&promised, "work")), ("03-13 03-19".into(), "dep".into()));
    let needed = with(json!({"needed_by": "2026-03-05"}));
    assert_eq!(dates(&needed, "work"), "03-06 03-12");
    let overdue = with(json!({"promised": "2026-02-12"}));
    assert_eq!((dates(&overdue, "dep"), driver(&overdue, "dep")), ("03-02 03-02".into(), "AsOf".into()));
    assert_eq!(dates(&overdue, "work"), "03-03 03-09", "if it comes today, work begins tomorrow");
    assert!(!node(&overdue, "dep").is_undated);
    let undated = with(json!({}));
    assert!(node(&undated, "dep").is_undated);
    assert_eq!(dates(&undated, "dep"), "03-02 03-02");
    let resolved = with(json!({"promised": "2026-03-12", "resolved": "2026-02-20"}));
    assert_eq!((dates(&resolved, "dep"), driver(&resolved, "work")), ("02-20 02-20".into(), "AsOf".into()));
    assert_eq!(dates(&resolved, "work"), "03-02 03-06");
    let lagging = with(json!({"promised": "2026-03-12", "type": "FF", "lag": "2d"}));
    assert_eq!(dates(&lagging, "work"), "03-10 03-16");
    let cancelled = with(json!({"promised": "2026-03-12", "status": "cancelled"}));
    assert_eq!(dates(&cancelled, "work"), "03-02 03-06");
    assert!(cancelled.node(&key("dep")).is_none() && cancelled.left_out.is_empty());
}

#[test]
fn a_dependency_waits_for_its_provider() {
    let plan = plan(&json!({"programs": {
        "q": {"milestones": [{"id": "api", "title": "", "duration": "8d"}]},
        "p": {
            "milestones": [{"id": "work", "title": "", "duration": "5d"}],
            "dependencies": [{"id": "dep", "title": "", "provider": "q/api", "consumers": ["work"], "promised": "2026-03-05"}],
        },
    }}));
    assert_eq!((dates(&plan, "dep"), driver(&plan, "dep")), ("03-11 03-11".into(), "q/api".into()));
    assert_eq!(dates(&plan, "work"), "03-12 03-18");
    assert_eq!(names(&plan.program(&Id::new("p")).unwrap().critical_path), "api dep work");
    assert!(node(&plan, "q/api").is_critical);
    assert_eq!(plan.program(&Id::new("q")).unwrap().finish, day("2026-03-11"));
}

#[test]
fn decisions_and_issues_hold_back_what_they_block() {
    let decision = |record| held_by("decisions", record);
    let open = decision(json!({"id": "dec", "title": "", "blocks": ["work"], "needed_by": "2026-03-04"}));
    assert_eq!((dates(&open, "work"), driver(&open, "work")), ("03-05 03-11".into(), "dec".into()));
    assert_eq!(node(&open, "dec").kind.as_str(), "decision");
    let decided = decision(
        json!({"id": "dec", "title": "", "blocks": ["work"], "status": "accepted", "date": "2026-02-27"}),
    );
    assert_eq!(dates(&decided, "work"), "03-02 03-06");
    assert!(node(&decided, "dec").is_done);
    let undated = decision(json!({"id": "dec", "title": "", "blocks": ["work"], "status": "accepted"}));
    assert_eq!(dates(&undated, "work"), "03-02 03-06");
    assert!(node(&undated, "dec").is_undated);
    let issue =
        held_by("issues", json!({"id": "iss", "title": "", "blocks": ["work"], "target": "2026-03-06"}));
    assert_eq!(dates(&issue, "work"), "03-09 03-13");
    let solved =
        held_by("issues", json!({"id": "iss", "title": "", "blocks": ["work"], "resolved": "2026-02-06"}));
    assert_eq!(dates(&solved, "work"), "03-02 03-06");
}

#[test]
fn a_record_that_blocks_nothing_takes_part_only_when_something_depends_on_it() {
    let json = |depends_on: serde_json::Value| {
        json!({"programs": {"p": {
            "milestones": [{"id": "work", "title": "", "duration": "5d", "depends_on": depends_on}],
            "decisions": [{"id": "dec", "title": "", "aliases": ["old"], "needed_by": "2026-05-04"}],
            "dependencies": [{"id": "dep", "title": "", "promised": "2026-06-04"}],
        }}})
    };
    let plan_without = plan(&json(json!([])));
    assert_eq!(plan_without.nodes.len(), 1);
    assert_eq!(plan_without.programs[0].finish, day("2026-03-06"));
    let plan_with = plan(&json(json!(["OLD"])));
    assert_eq!(dates(&plan_with, "work"), "05-05 05-11");
    assert_eq!(plan_with.find(&Id::new("P"), &Id::new("Old")).unwrap().key, key("dec"));
}

#[test]
fn a_gate_holds_back_the_finish_of_its_milestones() {
    let gate = |record| held_by("readiness", record);
    let items = json!([
        {"id": "i1", "title": "", "due": "2026-03-10"},
        {"id": "i2", "title": "", "due": "2026-04-10", "required": false},
        {"id": "i3", "title": "", "due": "2026-03-12"},
    ]);
    let by_items = gate(json!({"id": "gate", "title": "", "gates": ["work"], "items": items}));
    assert_eq!(dates(&by_items, "gate"), "03-12 03-12");
    assert_eq!(dates(&by_items, "work"), "03-06 03-12");
    let by_date =
        gate(json!({"id": "gate", "title": "", "gates": ["work"], "date": "2026-03-13", "items": items}));
    assert_eq!(dates(&by_date, "work"), "03-09 03-13");
    let passed = json!({"verdict": "conditional", "date": "2026-02-26"});
    let passed =
        gate(json!({"id": "gate", "title": "", "gates": ["work"], "date": "2026-03-13", "decision": passed}));
    assert_eq!(dates(&passed, "work"), "03-02 03-06");
    let refused = json!({"verdict": "no_go", "date": "2026-02-26"});
    let refused = gate(
        json!({"id": "gate", "title": "", "gates": ["work"], "date": "2026-03-13", "decision": refused}),
    );
    assert_eq!(dates(&refused, "work"), "03-09 03-13");
}

#[test]
fn a_gate_of_a_release_holds_back_what_the_release_delivers() {
    let plan = plan(&json!({"programs": {"p": {
        "milestones": [{"id": "ga", "title": "", "committed": "2026-03-06"}],
        "readiness": [
            {"id": "g1", "title": "", "release": "rel", "date": "2026-03-13"},
            {"id": "g2", "title": "", "release": "rel", "gates": ["ga"], "date": "2026-03-12"},
        ],
        "releases": [{"id": "rel", "milestone": "ga"}],
    }}}));
    assert_eq!((dates(&plan, "ga"), driver(&plan, "ga")), ("03-13 03-13".into(), "g1".into()));
    let places: Vec<_> = plan.edges.iter().map(|edge| edge.place.1.to_string()).collect();
    assert_eq!(places, ["release", "gates[0]"], "stated twice in one record is one edge");
    assert!(!node(&plan, "ga").is_undriven, "a gate drives it now");
}

#[test]
fn a_blocker_never_pulls_a_committed_milestone_forward() {
    let plan = plan(&json!({"programs": {"p": {
        "milestones": [{"id": "ga", "title": "", "committed": "2026-03-18"}],
        "readiness": [{"id": "gate", "title": "", "gates": ["ga"]}],
        "decisions": [{"id": "dec", "title": "", "blocks": ["ga"], "needed_by": "2026-03-11"}],
    }}}));
    assert_eq!((dates(&plan, "ga"), driver(&plan, "ga")), ("03-18 03-18".into(), "Commitment".into()));
    assert!(node(&plan, "ga").is_undriven);
    assert!(node(&plan, "gate").is_undated && !node(&plan, "dec").is_undated);
    assert_eq!(node(&plan, "dec").total_float, 5.0);
}
