//! Capacity by hand arithmetic. Weeks begin on Monday 2026-03-02, the day of the plan.

use proptest::prelude::*;
use serde_json::Value as Json;
use serde_json::json;

use crate::model::Team;
use crate::plan::build;
use crate::plan::build::tests::day;
use crate::plan::build::tests::workspace;
use crate::plan::capacity::Basis;
use crate::plan::capacity::Capacity;
use crate::plan::capacity::Cell;
use crate::plan::capacity::Horizon;
use crate::plan::capacity::Remedy;
use crate::plan::capacity::State;
use crate::plan::capacity::Supply;
use crate::plan::capacity::capacity;

/// The capacity of a workspace of one program, `p`.
fn of(org: Json, milestones: Json) -> Capacity {
    of_horizon(org, milestones, Horizon::default())
}

fn of_horizon(org: Json, milestones: Json, horizon: Horizon) -> Capacity {
    let workspace = workspace(&json!({"org": org, "programs": {"p": {"milestones": milestones}}}));
    let plan = build(&workspace, day("2026-03-02"));
    capacity(&workspace, &plan, horizon)
}

fn cells<'a>(capacity: &'a Capacity, team: &str) -> &'a [Cell] {
    &capacity.team(&Team::new(team)).unwrap().cells
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

fn item(id: &str, team: &str, duration: &str, effort: &str) -> Json {
    json!({"id": id, "title": id, "team": team, "duration": duration, "effort": effort})
}

/// CAP-01: four people, ten working days, a holiday, three days of leave, focus 0.8, six person-weeks asked.
#[test]
fn capacity_of_a_team_in_an_iteration() {
    let org = json!({
        "calendars": [{"id": "de", "holidays": ["2026-03-11"]}],
        "teams": [{
            "id": "t", "calendar": "de", "focus": "80%",
            "members": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
            "leave": [{"who": "b", "from": "2026-03-04", "to": "2026-03-06"}],
        }],
    });
    let found = of(org, json!([item("x", "t", "9d", "6w")]));
    let [cell] = cells(&found, "t") else { panic!("one iteration") };
    assert_eq!((cell.iteration.start, cell.iteration.end), (day("2026-03-02"), day("2026-03-15")));
    close(cell.capacity.unwrap(), 26.4);
    close(cell.demand, 30.0);
    close(cell.utilisation().unwrap() * 100.0, 113.636_363_636_363_64);
    close(cell.working_days, 9.0);
    assert_eq!(cell.state, State::Over);
}

/// Three members of CAP-02: db at full time, db and api at half, api at full time.
fn pool(last: &[&str]) -> Json {
    json!({"teams": [{"id": "t", "focus": "100%", "members": [
        {"id": "p1", "skills": ["db"]},
        {"id": "p2", "fte": 0.5, "skills": ["DB", "api"]},
        {"id": "p3", "skills": last},
    ]}]})
}

fn skilled(id: &str, effort: &str, skills: &[&str]) -> Json {
    json!({"id": id, "title": id, "team": "t", "duration": "10d", "effort": effort, "skills": skills})
}

#[test]
fn skills_that_suffice() {
    let found = of(pool(&["api"]), json!([skilled("x", "12d", &["db"]), skilled("second", "12d", &["api"])]));
    let [cell] = cells(&found, "t") else { panic!("one iteration") };
    close(cell.capacity.unwrap(), 25.0);
    let bounds: Vec<(&str, f64, f64)> =
        cell.skills.iter().map(|s| (s.skill.as_str(), s.demand, s.upper_bound)).collect();
    assert_eq!(bounds, [("api", 12.0, 15.0), ("db", 12.0, 15.0)]);
    assert_eq!(cell.shortfalls, []);
    assert_eq!(cell.state, State::Within);
}

/// CAP-03: each skill fits alone, both together do not, although the team as a whole has days to spare.
#[test]
fn skills_that_fit_one_by_one_and_not_together() {
    let org = json!({"teams": [{"id": "t", "focus": "100%", "members": [
        {"id": "p1", "skills": ["ui"]},
        {"id": "p2", "skills": ["db", "api"]},
        {"id": "p3", "skills": ["ui"]},
    ]}]});
    let found = of(org, json!([skilled("x", "8d", &["db"]), skilled("second", "7d", &["api"])]));
    let [cell] = cells(&found, "t") else { panic!("one iteration") };
    assert_eq!(cell.state, State::Within);
    assert!(cell.skills.iter().all(|skill| skill.demand <= skill.upper_bound));
    let [short] = cell.shortfalls.as_slice() else { panic!("one shortfall") };
    assert_eq!(short.skills, ["api", "db"]);
    close(short.person_days, 5.0);
    close(short.demand, 15.0);
    close(short.capacity, 10.0);
}

#[test]
fn shortfalls_of_skills_that_share_nobody_stand_apart() {
    let found =
        of(pool(&["api"]), json!([skilled("x", "17d", &["db"]), skilled("second", "3d", &["cobol"])]));
    let shortfalls: Vec<_> =
        cells(&found, "t")[0].shortfalls.iter().map(|s| (s.skills.clone(), s.person_days)).collect();
    assert_eq!(shortfalls, [(vec!["cobol".to_owned()], 3.0), (vec!["db".to_owned()], 2.0)]);
}

#[test]
fn needs_ask_every_team_that_they_name_and_effort_is_that_of_the_own_team() {
    let org = json!({"teams": [
        {"id": "t", "focus": "100%", "members": [{"id": "a"}, {"id": "b"}]},
        {"id": "u", "focus": "100%", "members": [{"id": "c"}]},
    ]});
    let needs = json!([{"team": "t", "people": 2}, {"team": "U", "people": 0.5}]);
    let item = |effort: Json| {
        let mut item = json!({"id": "x", "title": "X", "team": "t", "duration": "4d", "needs": needs});
        if effort != Json::Null {
            item["effort"] = effort;
        }
        json!([item])
    };
    let asked = |found: &Capacity, team: &str| cells(found, team)[0].demand;
    let found = of(org.clone(), item(Json::Null));
    close(asked(&found, "t"), 8.0);
    close(asked(&found, "u"), 2.0);
    assert!(found.demands.iter().all(|demand| demand.basis == Basis::Needs));
    let found = of(org, item(json!("5d")));
    close(asked(&found, "t"), 5.0);
    close(asked(&found, "u"), 2.0);
}

#[test]
fn an_item_with_two_skills_asks_half_of_each() {
    let found = of(pool(&["api"]), json!([skilled("x", "12d", &["db", "api"])]));
    let needs: Vec<_> = cells(&found, "t")[0].skills.iter().map(|s| (s.skill.as_str(), s.demand)).collect();
    assert_eq!(needs, [("api", 6.0), ("db", 6.0)]);
}

#[test]
fn reserves_part_time_and_a_calendar_of_ones_own() {
    let org = json!({
        "calendars": [{"id": "three", "days": ["mon", "tue", "wed"]}],
        "teams": [{
            "id": "t", "focus": "80%", "reserve": {"oncall": "10%", "unplanned": "15%"},
            "members": [{"id": "p1"}, {"id": "p2", "fte": 0.5}, {"id": "p3", "calendar": "three"}],
            "leave": [{"from": "2026-03-02", "to": "2026-03-02"}],
        }],
    });
    let found = of(org, json!([item("x", "t", "4d", "1d")]));
    // Nine days are left of ten: 9 + 4.5 + 5 (six days of the short week, less the team's day off), times 0.8 · 0.75.
    close(cells(&found, "t")[0].capacity.unwrap(), 18.5 * 0.6);
}

#[test]
fn a_newcomer_ramps_up_and_costs_a_colleague() {
    let org = json!({"teams": [{"id": "t", "focus": "100%", "members": [
        {"id": "p1"},
        {"id": "p2", "from": "2026-03-09", "ramp": "2w", "mentor_cost": "20%"},
    ]}]});
    let found = of(org, json!([item("x", "t", "20d", "1d")]));
    let [first, second, ..] = cells(&found, "t") else { panic!("two iterations") };
    // One week alone; then days 1 to 5 of 14 at 0.5/14 … 4.5/14, and a fifth of the colleague is gone.
    close(first.capacity.unwrap(), 5.0 + 12.5 / 14.0 + 4.0);
    // Days 8 to 12 of 14 at 7.5/14 … 11.5/14 with help, then five full days of two.
    close(second.capacity.unwrap(), 47.5 / 14.0 + 4.0 + 10.0);
}

#[test]
fn nobody_helps_where_nobody_is() {
    let org = json!({"teams": [{"id": "t", "focus": "100%", "members": [
        {"id": "p1", "from": "2026-03-02", "ramp": "1w", "mentor_cost": "50%"},
    ]}]});
    let found = of(org, json!([item("x", "t", "5d", "1d")]));
    close(cells(&found, "t")[0].capacity.unwrap(), 12.5 / 7.0 + 5.0);
}

#[test]
fn work_spreads_over_its_days_and_what_is_over_is_named_with_the_cheapest_way_out() {
    let org = json!({"teams": [{"id": "t", "focus": "100%", "members": [{"id": "p1"}, {"id": "p2"}]}]});
    let milestones = json!([
        item("long", "t", "15d", "24d"),
        item("short", "t", "5d", "6d"),
        {"id": "end", "title": "end", "depends_on": ["long", "short"]},
    ]);
    let found = of(org, milestones);
    let [first, second] = cells(&found, "t") else { panic!("two iterations") };
    close(first.demand, 16.0 + 6.0);
    close(second.demand, 8.0);
    assert_eq!((first.state, second.state), (State::Over, State::Within));
    close(first.excess(), 2.0);
    // Two days of `short` have to leave the first fortnight (1.2 a day): it waits seven days and has room for ten.
    let Some(Remedy::Wait { days, float, is_free, after, .. }) = first.remedy else { panic!("it can wait") };
    assert_eq!((days, float, is_free), (7, 10.0, true));
    close(after.unwrap(), (16.0 + 3.6) / 20.0);
}

#[test]
fn where_nothing_can_wait_somebody_decides() {
    let org = json!({"teams": [{"id": "t", "focus": "80%", "members": [{"id": "p1"}]}]});
    let found = of(org, json!([item("x", "t", "10d", "12d")]));
    let Some(Remedy::Decide { person_days, people }) = cells(&found, "t")[0].remedy else { panic!("decide") };
    close(person_days, 4.0);
    close(people.unwrap(), 0.5);
}

#[test]
fn unknown_is_not_zero() {
    let org = json!({"people": [{"id": "solo"}, {"id": "gone", "left": "2026-01-01"}, {"id": "bot", "type": "bot"}],
        "teams": [{"id": "empty"}, {"id": "away", "members": [{"id": "p1"}],
            "leave": [{"who": "p1", "from": "2026-03-02", "to": "2026-03-15"}]}]});
    let milestones = json!([
        item("x", "empty", "5d", "5d"),
        item("second", "elsewhere", "5d", "5d"),
        item("z", "away", "5d", "5d"),
        {"id": "w", "title": "w", "duration": "3d"},
    ]);
    let found = of(org, milestones);
    for team in ["empty", "elsewhere"] {
        let cell = &cells(&found, team)[0];
        assert_eq!((cell.state, cell.capacity, cell.utilisation()), (State::Unknown, None, None), "{team}");
    }
    let away = &cells(&found, "away")[0];
    assert_eq!((away.state, away.capacity, away.utilisation()), (State::Over, Some(0.0), None));
    assert_eq!(found.teamless.iter().map(|p| p.as_str()).collect::<Vec<_>>(), ["solo"]);
    let unassigned: Vec<_> = found.unassigned().map(|d| (d.person_days, d.basis)).collect();
    assert_eq!(unassigned, [(3.0, Basis::OnePerson)]);
}

#[test]
fn home_teams_stand_in_for_members() {
    let org = json!({"people": [{"id": "a", "team": "t"}, {"id": "b", "team": "T", "left": "2026-03-06"}],
        "teams": [{"id": "t", "focus": "100%"}]});
    let found = of(org, json!([item("x", "t", "5d", "5d")]));
    close(cells(&found, "t")[0].capacity.unwrap(), 15.0);
    assert!(found.team(&Team::new("t")).unwrap().supply.as_ref().unwrap().is_assumed);
}

#[test]
fn what_is_done_is_not_asked_again() {
    let org = json!({"teams": [{"id": "t", "focus": "100%", "members": [{"id": "p1"}]}]});
    let milestones = json!([
        {"id": "half", "title": "h", "team": "t", "duration": "10d", "effort": "8d", "started": "2026-02-16", "progress": "50%"},
        {"id": "left", "title": "l", "team": "t", "duration": "10d", "effort": "8d", "started": "2026-02-16", "remaining": "3d"},
        {"id": "done", "title": "d", "team": "t", "duration": "10d", "effort": "8d", "started": "2026-02-16", "finished": "2026-02-27"},
        {"id": "waits", "title": "w", "team": "t", "duration": "10d", "elapsed": true},
        {"id": "point", "title": "p", "team": "t", "effort": "2d"},
    ]);
    let found = of(org, milestones);
    let asked: Vec<_> = found.demands.iter().map(|d| (d.basis, d.person_days)).collect();
    let expected = [(Basis::Effort, 4.0), (Basis::Effort, 2.4), (Basis::OneDay, 2.0), (Basis::Waiting, 0.0)];
    assert_eq!(asked.len(), expected.len());
    for ((basis, days), (expected, wanted)) in asked.into_iter().zip(expected) {
        assert_eq!(basis, expected);
        close(days, wanted);
    }
    close(cells(&found, "t")[0].demand, 8.4);
}

#[test]
fn iterations_follow_the_team_then_the_settings_then_the_program() {
    let starts = |settings: Json, team: Json| {
        let org = json!({"teams": [{"id": "t", "members": [{"id": "a"}], "iterations": team}]});
        let workspace = workspace(&json!({"settings": settings, "org": org, "programs": {"p": {
            "charter": {"start": "2026-02-18"}, "milestones": [item("x", "t", "10d", "1d")]}}}));
        let plan = build(&workspace, day("2026-03-02"));
        let found = capacity(&workspace, &plan, Horizon { iterations: Some(2), ..Horizon::default() });
        let of =
            |cell: &Cell| format!("{} {} {}", cell.iteration.start, cell.iteration.from, cell.iteration.end);
        cells(&found, "t").iter().map(of).collect::<Vec<_>>()
    };
    let none = Json::Null;
    assert_eq!(
        starts(json!({}), none.clone()),
        ["2026-02-18 2026-03-02 2026-03-03", "2026-03-04 2026-03-04 2026-03-17"]
    );
    let shared = json!({"iterations": {"start": "2026-03-09", "length": "1w"}});
    assert_eq!(
        starts(shared.clone(), none),
        ["2026-03-02 2026-03-02 2026-03-08", "2026-03-09 2026-03-09 2026-03-15"]
    );
    assert_eq!(
        starts(shared, json!({"length": "3w"})),
        ["2026-02-16 2026-03-02 2026-03-08", "2026-03-09 2026-03-09 2026-03-29"]
    );
}

#[test]
fn absurd_numbers_stay_numbers() {
    let org = json!({"teams": [{"id": "t", "reserve": {"a": "90%", "b": "90%"},
        "members": [{"id": "a", "fte": 1_000_000_000}, {"id": "b", "fte": -3}]}]});
    let found = of(org, json!([item("x", "t", "10000d", "10000d"), item("second", "t", "1d", "1d")]));
    assert!(cells(&found, "t").len() <= 260);
    assert!(cells(&found, "t").iter().all(|cell| cell.capacity == Some(0.0) && cell.demand.is_finite()));
}

proptest! {
    /// Nobody is worse off after the ramp: adding people never takes capacity away from then on.
    #[test]
    fn added_people_never_take_capacity_away_after_the_ramp(
        tenths in 1_u32..30, ramp in 0_i64..8, mentor in 0_u32..100, people in 1_usize..6, offset in 0_i32..30,
    ) {
        let members: Vec<Json> = (0..people).map(|n| json!({"id": format!("p{n}"), "fte": 0.5})).collect();
        let mut more = members.clone();
        let from = day("2026-03-02").plus_days(offset);
        more.push(json!({"id": "new", "fte": f64::from(tenths) / 10.0, "from": from, "ramp": format!("{ramp}w"), "mentor_cost": format!("{mentor}%")}));
        let supply = |members: &[Json]| {
            let org = json!({"teams": [{"id": "t", "members": members}]});
            Supply::new(&workspace(&json!({"org": org, "programs": {}})))
        };
        let (before, after) = (supply(&members), supply(&more));
        let team = Team::new("t");
        for n in 0..120 {
            let date = day("2026-03-02").plus_days(n);
            let old = before.team(&team).unwrap().on(date).unwrap();
            let new = after.team(&team).unwrap().on(date).unwrap();
            prop_assert!(new >= 0.0);
            if i64::from(n) < i64::from(offset) {
                prop_assert!((new - old).abs() < 1e-12);
            } else if i64::from(n) >= i64::from(offset) + ramp * 7 {
                prop_assert!(new >= old);
            }
        }
    }

    /// What the iterations ask adds up to what the items ask.
    #[test]
    fn demand_is_divided_and_never_lost(lengths in prop::collection::vec((1_u32..60, 1_u32..90), 1..8)) {
        let milestones: Vec<Json> = lengths.iter().enumerate()
            .map(|(n, (duration, effort))| item(&format!("x{n}"), "t", &format!("{duration}d"), &format!("{effort}d")))
            .collect();
        let org = json!({"teams": [{"id": "t", "members": [{"id": "a"}]}]});
        let found = of(org, Json::from(milestones));
        let asked: f64 = lengths.iter().map(|(_, effort)| f64::from(*effort)).sum();
        let divided: f64 = cells(&found, "t").iter().map(|cell| cell.demand).sum();
        prop_assert!((asked - divided).abs() < 1e-6, "{} {}", asked, divided);
    }
}
