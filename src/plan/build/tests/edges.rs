//! References, cycles, and that order does not matter.

use serde_json::json;

use super::dates;
use super::*;
use crate::diag::Subject;

#[test]
fn references_are_followed_across_programs_by_any_name_and_without_regard_to_case() {
    let plan = plan(&json!({"programs": {
        "p": {"milestones": [
            {"id": "a", "title": "", "duration": "1d", "depends_on": ["q/Old-B", "Q/c"]},
        ]},
        "q": {"milestones": [
            {"id": "b", "title": "", "duration": "2d", "aliases": ["old-b"]},
            {"id": "C", "title": "", "duration": "3d"},
        ]},
    }}));
    assert!(plan.left_out.is_empty(), "{:?}", plan.left_out);
    assert_eq!((dates(&plan, "a"), driver(&plan, "a")), ("03-05 03-05".into(), "q/C".into()));
    let a = plan.index_of("P", "A").unwrap();
    assert_eq!(plan.predecessors(a).count(), 2);
    assert_eq!(
        plan.successors(plan.index_of("q", "OLD-B").unwrap()).map(|edge| edge.to).collect::<Vec<_>>(),
        [a]
    );
}

#[test]
fn references_that_lead_nowhere_are_listed_with_the_reason() {
    let plan = plan(&json!({"programs": {"p": {
        "milestones": [
            {"id": "a", "title": "", "committed": "2026-03-09", "depends_on": ["typo", "r/x", "risk", "i1"]},
            {"id": "a", "title": "", "duration": "50d"},
        ],
        "risks": [{"id": "risk", "title": ""}],
        "readiness": [{"id": "gate", "title": "", "gates": ["gone"], "items": [{"id": "i1", "title": ""}]}],
    }}}));
    let reasons: Vec<_> = plan.left_out.iter().map(|l| (l.place.1.to_string(), l.reason.as_str())).collect();
    let expected = [
        ("depends_on[0]", "there is no item `typo`"),
        ("depends_on[1]", "there is no item `r/x`"),
        ("depends_on[2]", "`risk` is a risk, which takes no part in the plan"),
        ("depends_on[3]", "`i1` is an item of a checklist; name its gate"),
        ("id", "`a` is the id of another item"),
        ("gates[0]", "there is no item `gone`"),
    ];
    assert_eq!(reasons, expected.map(|(place, reason)| (place.to_owned(), reason)));
    assert_eq!(dates(&plan, "a"), "03-09 03-09");
    assert!(!node(&plan, "a").is_undriven, "its lost predecessor has a finding already");
}

#[test]
fn a_cycle_names_members_edges_and_places_and_the_rest_is_scheduled() {
    let plan = plan(&json!({"programs": {
        "p": {
            "milestones": [
                {"id": "a", "title": "", "duration": "1d", "depends_on": ["q/b"]},
                {"id": "end", "title": "", "duration": "2d", "depends_on": ["a", "own"]},
                {"id": "own", "title": "", "duration": "3d"},
                {"id": "self", "title": "", "depends_on": ["self"]},
            ],
            "decisions": [{"id": "dec", "title": "", "blocks": ["q/b"]}],
        },
        "q": {"milestones": [{"id": "b", "title": "", "duration": "1d"}],
              "dependencies": [{"id": "dep", "title": "", "provider": "p/a", "consumers": ["p/dec"]}]},
    }}));
    assert_eq!(plan.cycles.len(), 2);
    let cycle = &plan.cycles[0];
    let members: Vec<_> = cycle.members.iter().map(ToString::to_string).collect();
    assert_eq!(members, ["p/a", "q/dep", "p/dec", "q/b"], "in the order of the cycle");
    let mut edges: Vec<_> = cycle
        .edges
        .iter()
        .map(|(a, b, (subject, path))| format!("{a} {b} {} {path}", subject.kind))
        .collect();
    edges.sort();
    let expected = [
        "p/a q/dep dependency provider",
        "p/dec q/b decision blocks[0]",
        "q/b p/a milestone depends_on[0]",
        "q/dep p/dec dependency consumers[0]",
    ];
    assert_eq!(edges, expected);
    assert_eq!(names(&plan.cycles[1].members), "self");
    assert_eq!(dates(&plan, "end"), "03-05 03-06");
}

#[test]
fn the_same_edge_twice_stays_visible() {
    let plan = plan_of(json!([
        {"id": "a", "title": "", "duration": "1d"},
        {"id": "b", "title": "", "duration": "1d", "depends_on": ["a", {"id": "a", "type": "SS", "lag": "-1d"}, "p/a"]},
    ]));
    let places: Vec<_> = plan.edges.iter().map(|edge| edge.place.1.to_string()).collect();
    assert_eq!(places, ["depends_on[0]", "depends_on[2]", "depends_on[1]"]);
    assert_eq!(plan.edges[2].lag.unwrap().to_string(), "-1d");
    assert_eq!(plan.edges.iter().map(|edge| edge.is_driving).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn the_order_of_programs_and_items_changes_nothing() {
    let items = json!({
        "milestones": [
            {"id": "x", "title": "X", "duration": "2d", "depends_on": ["b", "a"]},
            {"id": "b", "title": "B", "duration": "3d", "committed": "2026-03-03"},
            {"id": "a", "title": "A", "duration": "3d"},
            {"id": "z", "title": "Z", "duration": "2d", "depends_on": ["a", "b", "dep"]},
        ],
        "dependencies": [
            {"id": "dep", "title": "D", "promised": "2026-03-04", "consumers": ["x"]},
            {"id": "dep2", "title": "D", "promised": "2026-03-04", "consumers": ["x"]},
        ],
        "decisions": [
            {"id": "d1", "title": "", "blocks": ["a"]},
            {"id": "d2", "title": "", "blocks": ["a", "b"]},
        ],
    });
    let mut turned = items.clone();
    for list in turned.as_object_mut().unwrap().values_mut() {
        list.as_array_mut().unwrap().reverse();
    }
    let facts = |items: serde_json::Value| {
        let plan = plan(&json!({"programs": {"p": items}}));
        // Subjects count items in the order of files.
        let subject = Subject { program: 0, kind: "", index: 0 };
        let nodes = plan.nodes.iter().map(|n| format!("{:?}", PlanNode { subject, ..n.clone() }));
        let edges = plan.edges.iter().map(|e| format!("{} {} {:?} {}", e.from, e.to, e.link, e.is_driving));
        let programs = plan.programs.iter().map(|p| format!("{p:?}"));
        nodes.chain(edges).chain(programs).collect::<Vec<_>>()
    };
    assert_eq!(facts(items), facts(turned));
}
