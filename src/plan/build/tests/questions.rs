//! Ends, floats, and questions about a plan.

use serde_json::json;

use super::*;

fn two_programs() -> serde_json::Value {
    json!({"programs": {
        "p": {
            "charter": {"finish_milestone": "ga"},
            "milestones": [
                {"id": "design", "title": "", "duration": "5d"},
                {"id": "build", "title": "", "duration": "10d", "depends_on": ["design"]},
                {"id": "docs", "title": "", "duration": "4d", "depends_on": ["design"]},
                {"id": "ga", "title": "", "depends_on": ["build", "docs"], "committed": "2026-03-23"},
                {"id": "review", "title": "", "duration": "5d", "depends_on": ["ga"]},
                {"id": "party", "title": "", "duration": "1d", "depends_on": ["ga"]},
            ],
        },
        "q": {"milestones": [
            {"id": "port", "title": "", "duration": "3d", "depends_on": ["p/docs"]},
            {"id": "own", "title": "", "duration": "30d"},
        ]},
    }})
}

#[test]
fn floats_are_against_the_own_programs_end_capped_by_commitments() {
    let plan = plan(&two_programs());
    let program = plan.program(&Id::new("p")).unwrap();
    assert_eq!((program.finish, program.finish_node.clone()), (day("2026-03-20"), Some(key("ga"))));
    assert_eq!(names(&program.critical_path), "design build ga");
    let floats = |id: &str| (node(&plan, id).total_float, node(&plan, id).free_float);
    assert_eq!(floats("ga"), (0.0, 0.0), "committed later than the end");
    assert_eq!(floats("docs"), (6.0, 0.0), "`q/port` follows at once, `ga` six days later");
    assert_eq!(floats("review"), (0.0, 0.0), "after the end, the last item counts");
    assert_eq!(floats("party"), (4.0, 4.0));
    assert_eq!(floats("q/port"), (18.0, 18.0));
    assert!(!node(&plan, "review").is_critical, "the program ends with `ga`");
    assert!(node(&plan, "party").is_near_critical && !node(&plan, "docs").is_near_critical);
}

#[test]
fn a_node_tells_its_path_and_when_it_becomes_critical() {
    let plan = plan(&two_programs());
    assert_eq!(names(&plan.path_to(&key("q/port"))), "design docs port");
    assert_eq!(names(&plan.path_to(&key("review"))), "design build ga review");
    assert_eq!(plan.paths_to(&key("q/port")), [plan.path_to(&key("q/port"))]);
    assert_eq!(plan.days_until_critical(&key("docs")), Some(6.0));
    assert_eq!(plan.days_until_critical(&key("build")), Some(0.0));
    assert_eq!(plan.days_until_critical(&key("q/port")), Some(22.0 - 4.0));
    assert_eq!(plan.days_until_critical(&key("review")), None, "it can never move `ga`");
    assert_eq!(plan.days_until_critical(&key("nothing")), None);
}

#[test]
fn a_slip_tells_what_moves() {
    let plan = plan(&two_programs());
    let within = plan.slip(&key("docs"), 6.0).unwrap();
    assert!(within.programs.is_empty());
    assert_eq!(names(&within.moved.iter().map(|m| m.key.clone()).collect::<Vec<_>>()), "port");
    let beyond = plan.slip(&key("docs"), 8.0).unwrap();
    let moved: Vec<_> = beyond.moved.iter().map(|m| (m.key.to_string(), m.days, m.is_missed)).collect();
    let expected =
        [("p/ga", 2.0, true), ("p/party", 2.0, false), ("p/review", 2.0, false), ("q/port", 8.0, false)];
    assert_eq!(moved, expected.map(|(key, days, is_missed)| (key.to_owned(), days, is_missed)));
    assert_eq!(beyond.programs.len(), 1);
    let program = &beyond.programs[0];
    assert_eq!((program.before, program.after, program.days), (day("2026-03-20"), day("2026-03-24"), 2.0));
    assert!(plan.slip(&key("nothing"), 1.0).is_none());
}

#[test]
fn what_waits_as_late_as_possible_slips_from_where_it_waits() {
    let plan = plan_of(json!([
        {"id": "long", "title": "", "duration": "10d"},
        {"id": "wait", "title": "", "duration": "2d", "constraint": {"as_late_as_possible": true}},
        {"id": "ga", "title": "", "depends_on": ["long", "wait"]},
    ]));
    assert_eq!(super::dates(&plan, "wait"), "03-12 03-13");
    let slip = plan.slip(&key("wait"), 1.0).unwrap();
    assert_eq!((slip.moved.len(), slip.programs[0].after), (1, day("2026-03-16")));
    assert!(
        plan.slip(&key("long"), 3.0).unwrap().moved.iter().any(|m| m.key == key("wait")),
        "it waits longer"
    );
}

#[test]
fn a_redacted_plan_names_nothing_that_is_hidden() {
    let full = plan(&two_programs());
    let plan = full.redacted(|key| key.id.as_str() != "build" && key.program.as_str() != "q");
    assert!(!format!("{:?}", (&plan.nodes, &plan.edges, &plan.programs, &plan.cycles)).contains("build"));
    assert_eq!(plan.programs.len(), 1, "a program without anything to see is not seen");
    assert_eq!(driver(&plan, "ga"), "design", "what drove what is hidden");
    assert_eq!(names(&plan.programs[0].critical_path), "design ga");
    assert_eq!(names(&plan.path_to(&key("review"))), "design ga review");
    assert_eq!(plan.programs[0].finish, full.programs.iter().find(|p| p.id.as_str() == "p").unwrap().finish);
    assert!(plan.node(&key("build")).is_none() && plan.path_to(&key("q/port")).is_empty());
    let moved = plan.slip(&key("design"), 1.0).unwrap().moved;
    assert_eq!(names(&moved.iter().map(|m| m.key.clone()).collect::<Vec<_>>()), "docs ga party review");
    let ga = plan.index_of("p", "ga").unwrap();
    let before: Vec<_> = plan.predecessors(ga).map(|edge| plan.nodes[edge.from].key.id.to_string()).collect();
    assert_eq!(before, ["docs"]);
    let none = full.redacted(|key| key.program.as_str() != "p" || key.id.as_str() != "p");
    assert!(none.program(&Id::new("p")).is_none(), "a hidden charter hides its program");
}

#[test]
fn a_redacted_plan_takes_titles_and_subjects_from_what_an_audience_sees() {
    let milestones = |first: serde_json::Value| {
        let mut list = vec![json!({"id": "b", "title": "After [withheld]", "duration": "1d"})];
        list.push(json!({"id": "c", "title": "C", "depends_on": ["b"]}));
        list.splice(0..0, first.as_array().unwrap().clone());
        json!({"programs": {"p": {"milestones": list}}})
    };
    let full = workspace(&milestones(json!([{"id": "secret", "title": "", "duration": "5d"}])));
    let seen = workspace(&milestones(json!([])));
    let mut plan = build(&full, day("2026-03-02"));
    plan.nodes[0].title = "After secret".to_owned();
    let plan = plan.redacted(|key| key.id.as_str() != "secret").told_by(&seen);
    assert_eq!(node(&plan, "b").title, "After [withheld]");
    assert_eq!((node(&plan, "b").subject.index, node(&plan, "c").subject.index), (0, 1));
    assert_eq!(plan.edges[0].place.0, node(&plan, "c").subject);
}
