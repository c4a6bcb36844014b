//! Levelled plans by hand, and random workspaces against a check that knows nothing of how they were levelled.

use serde_json::Value as Json;
use serde_json::json;

use crate::model::LinkType;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::build;
use crate::plan::build::tests::day;
use crate::plan::build::tests::workspace;
use crate::plan::calendars::Calendars;
use crate::plan::calendars::number;
use crate::plan::capacity::Supply;
use crate::plan::days::date;
use crate::plan::instant::Instant;
use crate::plan::level::Levelled;
use crate::plan::level::Wait;
use crate::plan::level::level;
use crate::plan::level::random::Random;

const MONDAY: &str = "2026-03-02";

pub(crate) fn planned(org: &Json, milestones: &Json) -> (Workspace, Plan) {
    let workspace = workspace(&json!({"org": org, "programs": {"p": {"milestones": milestones}}}));
    let plan = build(&workspace, day(MONDAY));
    (workspace, plan)
}

fn levelled(org: Json, milestones: Json) -> (Plan, Levelled) {
    let (workspace, plan) = planned(&org, &milestones);
    let levelled = level(&workspace, &plan, 100, 1).unwrap();
    (plan, levelled)
}

/// One person who plans all of the time.
pub(crate) fn one() -> Json {
    json!({"teams": [{"id": "t", "focus": "100%", "members": [{"id": "ada"}]}]})
}

fn span(plan: &Plan, levelled: &Levelled, id: &str) -> (String, String) {
    let node = &levelled.nodes[plan.index_of("p", id).unwrap()];
    (node.start.to_string(), node.finish.to_string())
}

fn dates(start: &str, finish: &str) -> (String, String) {
    (start.to_owned(), finish.to_owned())
}

#[test]
fn one_person_does_one_thing_after_the_other() {
    let (plan, levelled) = levelled(
        one(),
        json!([
            {"id": "a", "title": "A", "team": "t", "duration": "3d"},
            {"id": "b", "title": "B", "team": "t", "duration": "2d"},
            {"id": "end", "title": "End", "depends_on": ["a", "b"]},
        ]),
    );
    let program = levelled.programs[0];
    assert_eq!((program.before, program.finish), (day("2026-03-04"), day("2026-03-06")));
    assert_eq!(program.lower_bound, program.finish);
    let late = ["a", "b"].map(|id| &levelled.nodes[plan.index_of("p", id).unwrap()]);
    let [waiting] = late.iter().filter(|node| node.delay > 0.0).collect::<Vec<_>>()[..] else {
        panic!("one waits")
    };
    let Some(Wait::Team { team, busy_with }) = &waiting.waits_for else { panic!("for a team") };
    assert_eq!((team.as_str(), busy_with.len()), ("t", 1));
    let end = &levelled.nodes[plan.index_of("p", "end").unwrap()];
    assert!(matches!(end.waits_for, Some(Wait::Item(_))));
}

#[test]
fn half_a_day_is_shared() {
    let (plan, levelled) = levelled(
        one(),
        json!([
            {"id": "a", "title": "A", "team": "t", "duration": "4h"},
            {"id": "b", "title": "B", "team": "t", "duration": "4h"},
        ]),
    );
    assert_eq!(span(&plan, &levelled, "a"), dates(MONDAY, MONDAY));
    assert_eq!(span(&plan, &levelled, "b"), dates(MONDAY, MONDAY));
}

#[test]
fn work_in_progress_goes_on_and_leave_is_waited_for() {
    let org = json!({"teams": [{"id": "t", "focus": "100%", "members": [{"id": "ada"}],
        "leave": [{"who": "ada", "from": "2026-03-05", "to": "2026-03-06"}]}]});
    let (plan, levelled) = levelled(
        org,
        json!([
            {"id": "a", "title": "A", "team": "t", "duration": "3d"},
            {"id": "b", "title": "B", "team": "t", "duration": "5d", "started": "2026-02-26", "remaining": "2d"},
        ]),
    );
    assert_eq!(span(&plan, &levelled, "b"), dates("2026-02-26", "2026-03-03"));
    assert_eq!(span(&plan, &levelled, "a"), dates("2026-03-09", "2026-03-11"));
}

#[test]
fn an_item_needs_people_of_several_teams_at_once() {
    let org = json!({"teams": [
        {"id": "t", "focus": "100%", "members": [{"id": "ada"}]},
        {"id": "u", "focus": "50%", "members": [{"id": "bob"}, {"id": "cleo"}]},
    ]});
    let both = json!([{"team": "t", "people": 1}, {"team": "u", "people": 2}]);
    let (plan, levelled) = levelled(
        org,
        json!([
            {"id": "a", "title": "A", "team": "t", "duration": "2d", "needs": both},
            {"id": "b", "title": "B", "team": "u", "duration": "2d"},
            {"id": "c", "title": "C", "team": "u", "duration": "2d"},
        ]),
    );
    let (a, b, c) = (span(&plan, &levelled, "a"), span(&plan, &levelled, "b"), span(&plan, &levelled, "c"));
    assert_eq!(b, c);
    assert_ne!(a, b);
    assert_eq!(levelled.programs[0].finish, day("2026-03-05"));
}

/// Ada is in both teams with half of her time each; Bob could do more.
fn shared() -> Json {
    json!({"teams": [
        {"id": "t", "focus": "100%", "members": [{"id": "ada", "fte": 0.5}, {"id": "bob"}, {"id": "cleo"}]},
        {"id": "u", "focus": "100%", "members": [{"id": "ada", "fte": 0.5}]},
    ]})
}

#[test]
fn a_person_does_one_thing_after_the_other_whatever_their_team_could_do() {
    let item = |id: &str, people: Json| json!({"id": id, "title": id, "team": "t", "duration": "2d", "assigned": people});
    let ada = json!([{"person": "ada"}]);
    let (plan, levelled) = levelled(
        shared(),
        json!([item("a", ada.clone()), item("b", ada), item("c", json!([{"person": "bob"}]))]),
    );
    let (a, b) = (span(&plan, &levelled, "a"), span(&plan, &levelled, "b"));
    let mut both = [a, b];
    both.sort();
    assert_eq!(both, [dates("2026-03-02", "2026-03-03"), dates("2026-03-04", "2026-03-05")]);
    assert_eq!(span(&plan, &levelled, "c"), dates("2026-03-02", "2026-03-03"));
    let waits = levelled.nodes.iter().filter_map(|node| node.waits_for.as_ref());
    assert!(
        waits.into_iter().all(|wait| matches!(wait, Wait::Person { person, .. } if person.as_str() == "ada"))
    );
}

#[test]
fn two_halves_of_a_person_are_done_at_once_and_leave_is_waited_for() {
    let half = json!([{"person": "bob", "share": "50%"}]);
    let mut org = shared();
    org["teams"][0]["leave"] = json!([{"who": "bob", "from": "2026-03-04", "to": "2026-03-05"}]);
    let item = |id: &str, days: &str| json!({"id": id, "title": id, "team": "t", "duration": days, "assigned": half});
    let (plan, levelled) = levelled(org, json!([item("a", "2d"), item("b", "2d"), item("c", "1d")]));
    assert_eq!(span(&plan, &levelled, "a"), dates("2026-03-02", "2026-03-03"));
    assert_eq!(span(&plan, &levelled, "b"), dates("2026-03-02", "2026-03-03"));
    assert_eq!(span(&plan, &levelled, "c"), dates("2026-03-06", "2026-03-06"));
}

#[test]
fn owners_work_only_where_the_workspace_says_so() {
    let org = shared();
    let item = |id: &str| json!({"id": id, "title": id, "owner": "bob", "team": "t", "duration": "2d"});
    let milestones = json!([item("a"), item("b")]);
    let finish = |settings: Json| {
        let files = json!({"settings": settings, "org": org, "programs": {"p": {"milestones": milestones}}});
        let workspace = workspace(&files);
        let plan = build(&workspace, day(MONDAY));
        level(&workspace, &plan, 50, 1).unwrap().programs[0].finish
    };
    assert_eq!(finish(json!({})), day("2026-03-03"));
    assert_eq!(finish(json!({"levelling": {"owners": true}})), day("2026-03-05"));
}

#[test]
fn without_people_nothing_moves() {
    let (plan, levelled) = levelled(
        json!({"teams": [{"id": "t"}]}),
        json!([{"id": "a", "title": "A", "team": "t", "duration": "3d"},
            {"id": "b", "title": "B", "team": "t", "duration": "3d"}]),
    );
    assert_eq!(levelled.programs[0].finish, plan.programs[0].finish);
    assert!(levelled.nodes.iter().all(|node| node.delay == 0.0 && node.waits_for.is_none()));
}

/// Draws an organisation and milestones.
pub(crate) fn drawn(seed: u64) -> (Json, Vec<Json>) {
    let random = &mut Random::new(seed);
    let away = |random: &mut Random| 3 + random.below(20);
    let teams: Vec<Json> = (0..3)
        .map(|t| {
            let members: Vec<Json> =
                (0..=random.below(3)).map(|m| json!({"id": format!("m{t}{m}"), "fte": ([1.0, 0.5][random.below(2)])})).collect();
            let from = away(random);
            let leave = json!([{"who": format!("m{t}0"), "from": format!("2026-03-{from:02}"), "to": format!("2026-03-{:02}", from + 2)}]);
            let calendar = ["de", "short"][random.below(2)];
            json!({"id": format!("t{t}"), "members": members, "calendar": calendar, "leave": leave,
                "focus": (["100%", "80%"][random.below(2)])})
        })
        .collect();
    let calendars = json!([{"id": "de", "holidays": ["2026-03-11"]}, {"id": "short", "days": ["mon", "tue", "wed", "thu"]}]);
    let count = 4 + random.below(10);
    let milestones = (0..count).map(|n| {
        let mut item = json!({"id": format!("i{n}"), "title": "I", "team": format!("t{}", random.below(3)),
            "duration": format!("{}h", 2 + random.below(60))});
        let mut links = Vec::new();
        for from in 0..n {
            if random.below(100) < 15 {
                let kind = ["FS", "SS", "FF", "SF"][random.below(4)];
                links.push(json!({"id": format!("i{from}"), "type": kind, "lag": (["0d", "1d", "-1d"][random.below(3)])}));
            }
        }
        item["depends_on"] = json!(links);
        match random.below(6) {
            0 => item["needs"] = json!([{"team": "t0", "people": 1}, {"team": "t1", "people": 0.5}]),
            1 => item["effort"] = json!(format!("{}h", 4 + random.below(90))),
            2 => item["started"] = json!("2026-02-25"),
            3 => item["constraint"] = json!({"start_no_earlier_than": "2026-03-10"}),
            _ => {}
        }
        item
    });
    let milestones = milestones.collect();
    (json!({"teams": teams, "calendars": calendars}), milestones)
}

/// Checks links and capacity from the instants alone.
fn check(seed: u64, workspace: &Workspace, plan: &Plan, levelled: &Levelled, milestones: &[Json]) {
    let calendars = Calendars::new(workspace);
    let network = &plan.workings.engine.as_ref().unwrap().network;
    let calendar = |n: usize| calendars.of_team(plan.nodes[n].team.as_ref());
    for link in &network.links {
        let (from, to) = (link.from as usize, link.to as usize);
        if plan.nodes[to].is_started || plan.nodes[to].is_done {
            continue;
        }
        let (source, target) = (&levelled.nodes[from], &levelled.nodes[to]);
        let (a, b) = match link.kind {
            LinkType::FinishToStart => (source.finish_at, target.start_at),
            LinkType::StartToStart => (source.start_at, target.start_at),
            LinkType::FinishToFinish => (source.finish_at, target.finish_at),
            LinkType::StartToFinish => (source.start_at, target.finish_at),
        };
        assert!(calendar(to).work_between(a, b) >= link.lag, "seed {seed}: {from} to {to}");
    }
    let supply = Supply::new(workspace);
    for team in &supply.teams {
        for day in number(plan.as_of)..number(plan.as_of) + 200 {
            let there = team.on(date(day)).unwrap();
            let (mut used, mut moved) = (0.0, false);
            for (n, node) in levelled.nodes.iter().enumerate() {
                let item = milestones.iter().find(|m| m["id"] == plan.nodes[n].key.id.as_str()).unwrap();
                let people = people(item, &team.team, plan, n, team.share());
                // Of work in progress, what is left is done at its end.
                let rest = calendar(n).sub_work(node.finish_at, network.activities[n].span);
                let start = if plan.nodes[n].is_started { rest } else { node.start_at };
                let from = start.max(Instant::midnight(day));
                let to = node.finish_at.min(Instant::midnight(day + 1));
                let minutes = if from < to { calendar(n).work_between(from, to) } else { 0 };
                let share = minutes as f64 / team.calendar.minutes_per_day() as f64;
                used += (people * share).min(there);
                moved |= people * share > 0.0 && !plan.nodes[n].is_started;
            }
            // Work in progress alone may ask for too much.
            assert!(
                !moved || used <= there + 0.01,
                "seed {seed}: {} on {}: {used} of {there}",
                team.team,
                date(day)
            );
        }
    }
}

fn people(item: &Json, team: &Team, plan: &Plan, n: usize, share: f64) -> f64 {
    if let Some(needs) = item["needs"].as_array() {
        let own = needs.iter().filter(|need| need["team"] == team.as_str());
        return own.map(|need| need["people"].as_f64().unwrap() * share).sum();
    }
    if item["team"] != team.as_str() {
        return 0.0;
    }
    match item["effort"].as_str() {
        Some(effort) => effort.trim_end_matches('h').parse::<f64>().unwrap() / 8.0 / plan.nodes[n].duration,
        None => share,
    }
}

#[test]
fn random_workspaces_keep_links_capacity_and_early_dates() {
    for seed in 0..60 {
        let (org, milestones) = drawn(seed);
        let (workspace, plan) = planned(&org, &json!(milestones));
        let levelled = level(&workspace, &plan, 40, seed).unwrap();
        assert!(levelled.schedules <= 41, "seed {seed}");
        check(seed, &workspace, &plan, &levelled, &milestones);
        assert_eq!(crate::plan::level::check(&workspace, &plan, &levelled), Ok(()), "seed {seed}");
        for (node, early) in levelled.nodes.iter().zip(&plan.nodes) {
            assert!(
                node.start_at >= early.start_at && node.finish_at >= early.finish_at,
                "seed {seed}: {}",
                early.key
            );
        }
        for program in &levelled.programs {
            assert!(
                program.before <= program.lower_bound && program.lower_bound <= program.finish,
                "seed {seed}"
            );
        }
        let mut turned = milestones.clone();
        turned.reverse();
        let (workspace, plan) = planned(&org, &json!(turned));
        let again = level(&workspace, &plan, 40, seed).unwrap();
        let instants = |l: &Levelled| l.nodes.iter().map(|n| (n.start_at, n.finish_at)).collect::<Vec<_>>();
        assert_eq!(instants(&levelled), instants(&again), "seed {seed}: the order of the file");
    }
}
