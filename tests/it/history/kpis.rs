//! KPIs on scripted repositories. What is expected follows from the definitions and was written down before the code.

use serde_json::Value;

use crate::support::binary::epm;
use crate::support::repo::Commit;
use crate::support::repo::Files;
use crate::support::repo::Repo;
use crate::support::repo::files;

const CHARTER: &str = "---\nid: demo\ntitle: Demo\nowner: maria\nstart: 2026-01-05\n---\n";

/// Builds a repository from moments and what the program's files say from then on; a file given as empty is gone.
fn history(steps: &[(&str, &[(&str, &str)])]) -> Repo {
    let repo = Repo::new();
    let mut all: Files = files(&[("epm.yaml", "version: 1\ntimezone: UTC\n"), ("demo/charter.md", CHARTER)]);
    for (moment, changed) in steps {
        for (path, text) in *changed {
            let path = if *path == "epm.yaml" { (*path).to_owned() } else { format!("demo/{path}") };
            match text.is_empty() {
                true => all.remove(&path),
                false => all.insert(path, text.as_bytes().to_vec()),
            };
        }
        repo.commit(&all, Commit::at(moment));
    }
    repo.check_out(&all);
    repo
}

/// Returns a KPI as `epm kpi --format json` tells it.
fn kpi(repo: &Repo, as_of: &str, id: &str) -> Value {
    let output = epm(repo.path(), &["kpi", id, "--as-of", as_of, "--format", "json"]);
    let view: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{id}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!((&view["version"], &view["as_of"]), (&1.into(), &as_of.into()));
    view["kpis"][0].clone()
}

fn near(value: &Value, expected: f64) -> bool {
    value.as_f64().is_some_and(|value| (value - expected).abs() < 1e-6)
}

/// Returns the items of a list of entries that have an outcome, or all of them.
fn items(kpi: &Value, list: &str, outcome: Option<&str>) -> Vec<String> {
    let entries = kpi[list].as_array().unwrap().iter();
    let mut out: Vec<String> = entries
        .filter(|entry| outcome.is_none_or(|outcome| entry["outcome"] == outcome))
        .map(|entry| entry["item"].as_str().unwrap().to_owned())
        .collect();
    out.sort();
    out
}

fn reason<'v>(kpi: &'v Value, list: &str, item: &str) -> &'v str {
    let entry = kpi[list].as_array().unwrap().iter().find(|entry| entry["item"] == item);
    entry.unwrap_or_else(|| panic!("{item} in {list}: {kpi:#}"))["reason"].as_str().unwrap()
}

fn beside<'v>(kpi: &'v Value, id: &str) -> &'v Value {
    let all = kpi["beside"].as_array().unwrap();
    all.iter().find(|b| b["id"] == id).unwrap_or_else(|| panic!("{id}: {all:#?}"))
}

const PLAN: &str = "milestones:
  - {id: hit, title: Hit, committed: 2026-05-01}
  - {id: agreed, title: Agreed, committed: 2026-05-01}
  - {id: rescued, title: Rescued, committed: 2026-05-10}
  - {id: removed, title: Removed, committed: 2026-05-20}
  - {id: dropped, title: Dropped, committed: 2026-05-15}
  - {id: open, title: Open, committed: 2026-06-15}
  - {id: late, title: Late, committed: 2026-06-01}
  - {id: loose, title: Loose}
  - {id: old, title: Old, committed: 2026-03-01}
  - {id: released, title: Released, committed: 2026-06-20}
  - {id: later, title: Later, committed: 2026-09-01}
";

fn change(id: &str, item: &str, kind: &str) -> String {
    format!(
        "  - id: {id}\n    title: Change {id}\n    status: approved\n    kind: {kind}\n    affects: [{item}]\n    \
         impact: {{schedule: two weeks, scope: none, cost: none, risk: none}}\n    \
         approvals: [{{role: sponsor, by: eva, at: 2026-04-20}}]\n"
    )
}

/// KPI-01: a late re-baseline, a silent removal, a cancellation after the date, one without a commitment, one out of the
/// window; besides an agreed re-baseline, an agreed cancellation in time, one that is open and one that came late.
fn kpi_01() -> Repo {
    let swap = |plan: &str, from: &str, to: &str| {
        assert!(plan.contains(from), "{from}");
        plan.replace(from, to)
    };
    let old =
        swap(PLAN, "committed: 2026-03-01}", "committed: 2026-03-01, status: done, finished: 2026-02-25}");
    let agreed = swap(&old, "Agreed, committed: 2026-05-01}", "Agreed, committed: 2026-06-01}");
    let agreed = swap(
        &agreed,
        "Released, committed: 2026-06-20}",
        "Released, committed: 2026-06-20, status: cancelled}",
    );
    let first = format!(
        "changes:\n{}{}",
        change("CHG-1", "agreed", "schedule"),
        change("CHG-2", "released", "scope")
    );
    let hit = swap(
        &agreed,
        "Hit, committed: 2026-05-01}",
        "Hit, committed: 2026-05-01, status: done, finished: 2026-04-28}",
    );
    let rescued = swap(&hit, "committed: 2026-05-10}", "committed: 2026-06-10}");
    let second =
        format!("{first}{}{}", change("CHG-3", "rescued", "schedule"), change("CHG-4", "dropped", "scope"));
    let gone = swap(&rescued, "  - {id: removed, title: Removed, committed: 2026-05-20}\n", "");
    let dropped = swap(&gone, "committed: 2026-05-15}", "committed: 2026-05-15, status: cancelled}");
    let done = swap(
        &dropped,
        "committed: 2026-06-10}",
        "committed: 2026-06-10, status: done, finished: 2026-06-05}",
    );
    let done = swap(
        &done,
        "Agreed, committed: 2026-06-01}",
        "Agreed, committed: 2026-06-01, status: done, finished: 2026-05-28}",
    );
    let done = swap(
        &done,
        "Late, committed: 2026-06-01}",
        "Late, committed: 2026-06-01, status: done, finished: 2026-06-10}",
    );
    history(&[
        ("2026-01-05 09:00", &[("milestones.yaml", PLAN)]),
        ("2026-02-25 09:00", &[("milestones.yaml", &old)]),
        ("2026-04-21 09:00", &[("milestones.yaml", &agreed), ("changes.yaml", &first)]),
        ("2026-04-28 09:00", &[("milestones.yaml", &hit)]),
        ("2026-05-15 09:00", &[("milestones.yaml", &rescued), ("changes.yaml", &second)]),
        ("2026-05-18 09:00", &[("milestones.yaml", &gone)]),
        ("2026-05-25 09:00", &[("milestones.yaml", &dropped)]),
        ("2026-06-10 09:00", &[("milestones.yaml", &done)]),
    ])
}

#[test]
fn milestones_are_judged_by_the_date_in_force() {
    let repo = kpi_01();
    let found = kpi(&repo, "2026-07-01", "milestone_on_time");
    assert!(near(&found["value"], 2.0 / 7.0), "{found:#}");
    assert_eq!(
        (&found["numerator"], &found["denominator"], &found["n"]),
        (&2.0.into(), &7.0.into(), &7.into())
    );
    assert!(near(&found["original"]["value"], 1.0 / 7.0), "{found:#}");
    assert_eq!((&found["status"], &found["rag"]), (&"ok".into(), &"red".into()));
    assert_eq!(items(&found, "evidence", Some("hit")), ["agreed", "hit"]);
    assert_eq!(items(&found, "evidence", Some("miss")), ["dropped", "late", "open", "removed", "rescued"]);
    assert_eq!(items(&found, "excluded", None), ["later", "loose", "old", "released"]);
    assert_eq!(found["window"]["from"], "2026-04-03");
    // Wilson for two of seven.
    assert!((found["interval"]["low"].as_f64().unwrap() - 0.082_220).abs() < 1e-5, "{}", found["interval"]);
    assert!((found["interval"]["high"].as_f64().unwrap() - 0.641_120).abs() < 1e-3, "{}", found["interval"]);
    assert!(reason(&found, "evidence", "rescued").contains("2026-06-10 was not approved before 2026-05-10"));
    assert!(reason(&found, "evidence", "removed").contains("removed in "));
    assert!(reason(&found, "excluded", "released").contains("as `CHG-2` agreed"));
    // Since the beginning: the old one is a hit too.
    assert!(near(&beside(&found, "to_date:demo")["value"], 3.0 / 8.0));
    // Five are finished; eight were due and one has no date.
    assert_eq!(
        (&beside(&found, "bei")["numerator"], &beside(&found, "bei")["denominator"]),
        (&5.0.into(), &9.0.into())
    );
}

#[test]
fn an_early_finish_counts_once_in_the_window_of_its_due_date() {
    let plan = "milestones:\n  - {id: early, title: Early, committed: 2026-06-10, status: done, finished: 2026-02-02}\n";
    let repo = history(&[("2026-01-05 09:00", &[("milestones.yaml", plan)])]);
    let found = |day| kpi(&repo, day, "milestone_on_time");
    assert_eq!(found("2026-02-10")["value"], Value::Null);
    assert_eq!(found("2026-02-10")["status"], "no-data");
    let due = found("2026-06-10");
    assert_eq!(
        (&due["value"], &due["status"], &due["rag"]),
        (&1.0.into(), &"insufficient".into(), &Value::Null)
    );
    assert_eq!(found("2026-09-07")["n"], 1);
    assert_eq!(found("2026-09-08")["n"], 0);
}

/// KPI-02.
#[test]
fn a_forecast_is_scored_against_the_day_28_days_before_the_finish() {
    let plan = |day: &str, rest: &str| {
        format!(
            "milestones:\n  - {{id: M1, title: M1, constraint: {{finish_no_earlier_than: {day}}}{rest}}}\n"
        )
    };
    let (a, b, c) = (plan("2026-03-02", ""), plan("2026-03-09", ""), plan("2026-03-16", ""));
    let done = plan("2026-03-16", ", status: done, finished: 2026-03-18");
    let repo = history(&[
        ("2026-01-05 09:00", &[("milestones.yaml", &a)]),
        ("2026-02-02 09:00", &[("milestones.yaml", &b)]),
        ("2026-02-23 09:00", &[("milestones.yaml", &c)]),
        ("2026-03-18 09:00", &[("milestones.yaml", &done)]),
    ]);
    let found = kpi(&repo, "2026-03-20", "forecast_accuracy");
    let entry = &found["evidence"][0];
    assert_eq!(
        (&entry["as_of"], &entry["forecast_used"]),
        (&"2026-02-18".into(), &"2026-03-09".into()),
        "{found:#}"
    );
    assert_eq!((&entry["error_workdays"], &entry["lead_workdays"]), (&7.0.into(), &13.0.into()));
    assert!(near(&entry["pct"], 53.846_153_846), "{entry}");
    assert_eq!((&entry["within_15pct"], &found["value"]), (&false.into(), &0.0.into()));
    assert_eq!(
        (&found["n"], &found["status"], &found["rag"]),
        (&1.into(), &"insufficient".into(), &Value::Null)
    );
    assert_eq!(beside(&found, "bias")["value"], 7.0);
    // The same, 42 days before: the forecast of 4 February was 9 March too.
    assert_eq!(beside(&found, "horizon_42")["denominator"], 1.0);
}

#[test]
fn a_forecast_that_was_due_already_is_no_live_one_and_a_young_milestone_is_left_out() {
    let before = "milestones:
  - {id: overdue, title: Overdue, committed: 2026-03-02}
  - {id: steady, title: Steady, committed: 2026-04-10}
  - {id: slow, title: Slow, committed: 2026-03-20}
";
    let after = "milestones:
  - {id: overdue, title: Overdue, committed: 2026-03-02, status: done, finished: 2026-04-10}
  - {id: steady, title: Steady, committed: 2026-04-10, status: done, finished: 2026-04-10}
  - {id: slow, title: Slow, committed: 2026-03-20}
  - {id: young, title: Young, committed: 2026-04-14, status: done, finished: 2026-04-14}
";
    let repo = history(&[
        ("2026-01-05 09:00", &[("milestones.yaml", before)]),
        ("2026-04-14 09:00", &[("milestones.yaml", after)]),
    ]);
    let found = kpi(&repo, "2026-04-16", "forecast_accuracy");
    // Overdue: lead of one working day at least, and off by 20 of them. Steady is on the day, and never left its commitment.
    let overdue = found["evidence"].as_array().unwrap().iter().find(|e| e["item"] == "overdue").unwrap();
    assert_eq!(
        (&overdue["lead_workdays"], &overdue["within_15pct"]),
        (&1.0.into(), &false.into()),
        "{overdue}"
    );
    assert!(reason(&found, "evidence", "overdue").contains("no live forecast"));
    assert!(reason(&found, "evidence", "steady").contains("a plan, not a forecast"));
    assert!(near(&found["value"], 0.5), "{found:#}");
    assert!(reason(&found, "excluded", "young").contains("younger than the horizon"));
    // Slow is open; on 19 March it was forecast for the 20th: at least 19 working days late.
    assert!(reason(&found, "excluded", "slow").contains("at least 19 working days late"), "{found:#}");
    assert!(near(&beside(&found, "including_open")["value"], 1.0 / 3.0));
}

#[test]
fn a_dependency_is_judged_by_its_promise_when_it_is_suddenly_needed_earlier() {
    let list = |pulled: &str, other: &str| {
        format!(
            "dependencies:
  - {{id: pulled, title: Pulled, critical: true, needed_by: {pulled}}}
  - {{id: late, title: Late, critical: true, kind: vendor, vendor: Acme, needed_by: 2026-05-04, promised: 2026-05-04{other}}}
  - {{id: plain, title: Plain, needed_by: 2026-05-04}}
  - {{id: dateless, title: Dateless, critical: true}}
"
        )
    };
    let (a, b) = (list("2026-05-20, promised: 2026-05-18", ""), list("2026-05-01, promised: 2026-05-18", ""));
    let c = list("2026-05-01, promised: 2026-05-18, resolved: 2026-05-15", ", resolved: 2026-05-06");
    let repo = history(&[
        ("2026-03-02 09:00", &[("raid.yaml", &a)]),
        ("2026-04-20 09:00", &[("raid.yaml", &b)]),
        ("2026-05-15 09:00", &[("raid.yaml", &c)]),
    ]);
    let found = kpi(&repo, "2026-06-01", "dependency_closure");
    assert_eq!((&found["numerator"], &found["denominator"]), (&1.0.into(), &2.0.into()), "{found:#}");
    assert_eq!(items(&found, "evidence", Some("hit")), ["pulled"]);
    assert!(reason(&found, "evidence", "pulled").contains("due 2026-05-18, came 2026-05-15"));
    assert_eq!(items(&found, "evidence", Some("miss")), ["late"]);
    assert_eq!(items(&found, "excluded", None), ["dateless", "plain"]);
}

#[test]
fn risks_burn_down_only_when_they_are_gone_for_good() {
    let risk = |id: &str, rest: &str| format!("  - {{id: {id}, title: Risk {id}, owner: maria, {rest}}}\n");
    let high = "probability: 60%, impact: 4";
    let plan = "mitigation: {plan: Ask weekly, owner: maria, due: 2026-06-30}";
    let first = format!(
        "risks:\n{}{}{}{}{}",
        risk("R-1", high),
        risk("R-2", &format!("{high}, {plan}")),
        risk("R-3", "severity: high"),
        risk("R-4", high),
        risk("R-5", "probability: 1, impact: 1"),
    );
    let second = format!(
        "risks:\n{}{}{}{}{}",
        risk("R-1", &format!("{high}, {plan}")),
        risk("R-2", &format!("{high}, {plan}, status: closed")),
        risk("R-3", "severity: low"),
        risk("R-5", "probability: 1, impact: 1"),
        risk(
            "R-6",
            &format!(
                "{high}, status: accepted, acceptance: {{by: eva, at: 2026-05-01, expires: 2026-05-10}}"
            )
        ),
    );
    let repo = history(&[
        ("2026-04-01 09:00", &[("raid.yaml", &first)]),
        // Eight working days later.
        ("2026-04-13 09:00", &[("raid.yaml", &second)]),
    ]);
    let found = kpi(&repo, "2026-05-06", "risk_burndown");
    // R-2 is closed and R-6 accepted; R-3 was lowered by hand without a word, and R-4 was removed without being closed.
    assert_eq!(found["value"], 3.0, "{found:#}");
    assert!(reason(&found, "evidence", "R-3").contains("it stays"));
    assert!(reason(&found, "evidence", "R-4").contains("removed in"));
    assert!(reason(&found, "excluded", "R-6").contains("accepted until 2026-05-10"));
    assert_eq!(kpi(&repo, "2026-05-11", "risk_burndown")["value"], 4.0, "the acceptance has expired");
    // High since 1 April: R-1 had a plan only after 8 working days, R-2 at once, R-3 and R-4 never. R-6 came with the second
    // commit, and has none.
    let planned = beside(&found, "planned_in_time");
    assert_eq!((&planned["numerator"], &planned["denominator"]), (&1.0.into(), &5.0.into()), "{found:#}");
    // Younger than five working days is not judged.
    assert_eq!(beside(&kpi(&repo, "2026-04-06", "risk_burndown"), "planned_in_time")["denominator"], 1.0);
    let points = found["trend"]["points"].as_array().unwrap();
    assert_eq!(
        (points.len(), &points[0]["day"], &points[0]["value"]),
        (6, &"2026-04-01".into(), &4.0.into())
    );
    assert_eq!((&found["trend"]["course"], &found["n"]), (&"improving".into(), &6.into()));
}

#[test]
fn decisions_are_split_by_class_and_open_ones_count() {
    let record = |status: &str, front: &str| {
        format!(
            "---\nstatus: {status}\n{front}\n---\n\n# Title\n\n## Context\n\nWhy.\n\n## Decision\n\nSo.\n"
        )
    };
    let quick = record("accepted", "class: major\nraised: 2026-05-01\ndate: 2026-05-11");
    let slow = record("accepted", "class: major\nraised: 2026-04-01\ndate: 2026-05-01");
    let minor = record("accepted", "class: minor\nraised: 2026-05-01\ndate: 2026-05-02");
    let waiting = record("proposed", "class: major\nraised: 2026-05-01");
    let fresh = record("proposed", "class: major\nraised: 2026-05-25");
    let bare = (record("proposed", "class: major"), record("accepted", "class: major\ndate: 2026-05-20"));
    let again =
        |status: &str, day: &str| record(status, &format!("class: major\nraised: 2026-03-02\ndate: {day}"));
    let repo = history(&[
        ("2026-03-06 09:00", &[("decisions/D-again.md", &again("accepted", "2026-03-06"))]),
        ("2026-05-04 09:00", &[("decisions/D-again.md", &again("proposed", "2026-03-06"))]),
        (
            "2026-05-08 09:00",
            &[("decisions/D-again.md", &again("accepted", "2026-05-08")), ("decisions/D-bare.md", &bare.0)],
        ),
        (
            "2026-05-26 09:00",
            &[
                ("decisions/D-quick.md", &quick),
                ("decisions/D-slow.md", &slow),
                ("decisions/D-minor.md", &minor),
                ("decisions/D-waiting.md", &waiting),
                ("decisions/D-fresh.md", &fresh),
                ("decisions/D-bare.md", &bare.1),
            ],
        ),
    ]);
    let found = kpi(&repo, "2026-06-01", "decision_cycle");
    // 10, 30, 12 from its first commit, and 4 since it was opened again: the median is 11.
    assert_eq!(
        (&found["value"], &found["n"], &found["status"]),
        (&11.0.into(), &4.into(), &"insufficient".into()),
        "{found:#}"
    );
    assert!(reason(&found, "evidence", "D-bare").contains("counts from its first commit"));
    assert!(
        reason(&found, "evidence", "D-again").contains("4 days (67 in all)"),
        "{}",
        reason(&found, "evidence", "D-again")
    );
    // Three of four within 14 days, and one is open for 31.
    let rate = beside(&found, "rate");
    assert_eq!((&rate["numerator"], &rate["denominator"]), (&3.0.into(), &5.0.into()));
    assert_eq!(beside(&found, "minor_median")["value"], 1.0);
    assert_eq!(beside(&found, "open_late")["value"], 1.0);
    assert!(reason(&found, "excluded", "D-fresh").contains("not late yet"));
}

#[test]
fn changes_of_baseline_and_scope_need_a_change_that_was_approved_in_time() {
    let plan = |moved: &str, late: &str, more: &str| {
        format!(
            "milestones:
  - {{id: moved, title: Moved, committed: {moved}}}
  - {{id: late, title: Late, committed: {late}}}
  - {{id: open, title: Open}}
  - {{id: gone, title: Gone}}
{more}"
        )
    };
    let first = plan("2026-06-01", "2026-06-01", "");
    let agreed = format!("changes:\n{}", change("CHG-1", "moved", "schedule"));
    let second = plan("2026-06-15", "2026-06-20", "  - {id: extra, title: Extra}\n");
    let all = format!(
        "{agreed}{}{}",
        change("CHG-2", "late", "schedule"),
        change("CHG-3", "gone", "scope").replace(", risk: none", "")
    );
    let third = second
        .replace("  - {id: gone, title: Gone}\n", "")
        .replace("title: Open}", "title: Open, committed: 2026-07-01}");
    let repo = history(&[
        ("2026-04-01 09:00", &[("milestones.yaml", &first)]),
        ("2026-05-04 09:00", &[("milestones.yaml", &second), ("changes.yaml", &agreed)]),
        ("2026-05-11 09:00", &[("milestones.yaml", &third), ("changes.yaml", &all)]),
    ]);
    let found = kpi(&repo, "2026-05-31", "change_control");
    // Moved is covered. Late was approved a week after, extra by nobody, gone by a change that does not say its impact on
    // risk. The first date of open is no change.
    assert_eq!((&found["numerator"], &found["denominator"]), (&1.0.into(), &4.0.into()), "{found:#}");
    assert_eq!(items(&found, "evidence", Some("hit")), ["moved"]);
    assert!(reason(&found, "evidence", "late").contains("late, on 2026-05-11"));
    assert!(reason(&found, "evidence", "extra").contains("no change names it"));
    assert!(reason(&found, "evidence", "gone").contains("does not say its impact on risk"));
    // One milestone more, of the four of the baseline.
    let growth = beside(&found, "growth");
    assert_eq!((&growth["numerator"], &growth["denominator"]), (&1.0.into(), &4.0.into()), "{growth}");
    assert_eq!(kpi(&repo, "2026-04-30", "change_control")["status"], "no-data");
}

#[test]
fn a_checklist_counts_as_it_was_when_the_release_was_decided_on() {
    let gate = |second: &str, third: &str| {
        format!(
            "id: gate\ntitle: Gate\nrelease: REL-1\nitems:
  - {{id: a, title: A, status: pass, evidence: https://x.example/a}}
  - {{id: b, title: B, {second}}}
  - {{id: c, title: C, {third}}}
  - {{id: d, title: D, status: n/a, reason: No data is moved}}
  - {{id: e, title: E, status: n/a}}
  - {{id: f, title: F, required: false}}
"
        )
    };
    let release = "id: REL-1\ngo_no_go: 2026-05-12T15:00Z\ndeployed: 2026-05-13\n";
    let waiver = "status: waived, waiver: {reason: Rig is down, approver: omar, approved: 2026-05-11, expires: 2026-06-11}";
    let repo = |third: &str| {
        history(&[
            (
                "2026-05-11 09:00",
                &[("readiness/gate.yaml", &gate("status: open", third)), ("releases/REL-1.yaml", release)],
            ),
            // An hour after the decision.
            ("2026-05-12 16:00", &[("readiness/gate.yaml", &gate("status: pass", "status: pass"))]),
        ])
    };
    let found = kpi(&repo(waiver), "2026-06-01", "readiness");
    // Required: a is done, b was open, c is waived and e has no reason; d is left out.
    assert_eq!(
        (&found["numerator"], &found["denominator"], &found["rag"]),
        (&1.0.into(), &4.0.into(), &Value::Null),
        "{found:#}"
    );
    assert_eq!(items(&found, "excluded", None), ["d", "f"]);
    let unapproved = kpi(&repo("status: waived"), "2026-06-01", "readiness");
    assert_eq!((&unapproved["value"], &unapproved["rag"]), (&0.25.into(), &"red".into()), "{unapproved:#}");
    let empty = "id: gate\ntitle: Gate\nrelease: REL-1\nitems:\n  - {id: f, title: F, required: false}\n";
    let none =
        history(&[("2026-05-11 09:00", &[("readiness/gate.yaml", empty), ("releases/REL-1.yaml", release)])]);
    assert_eq!(kpi(&none, "2026-06-01", "readiness")["value"], Value::Null);

    // Compliance: passes need evidence, and a valid waiver stands in.
    let item = kpi(&repo(waiver), "2026-06-01", "governance");
    let items = beside(&item, "items");
    assert_eq!(
        (&items["numerator"], &items["denominator"], &item["value"]),
        (&3.0.into(), &5.0.into(), &0.0.into()),
        "{item:#}"
    );
    assert_eq!(beside(&item, "waived")["value"], 1.0);
}

#[test]
fn releases_fail_once_and_unknown_outcomes_are_no_success() {
    let release = |id: &str, day: &str, rest: &str| {
        (format!("releases/{id}.yaml"), format!("id: {id}\ndeployed: {day}\n{rest}"))
    };
    let all = [
        release("R1", "2026-03-02", "outcome: success\n"),
        release(
            "R2",
            "2026-03-09",
            "outcome: failed\nfailure: {type: rollback, detected: 2026-03-10T10:00Z}\n",
        ),
        release(
            "R3",
            "2026-03-16",
            "outcome: failed\nfailure: {type: incident, detected: 2026-03-30T10:00Z}\n",
        ),
        release("R4", "2026-03-23", "outcome: unknown\n"),
        release("R5", "2026-03-30", ""),
        release("R6", "2025-06-02", "outcome: failed\n"),
    ];
    let files: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let repo = history(&[("2026-04-06 09:00", &files)]);
    let found = kpi(&repo, "2026-05-01", "change_failure");
    assert_eq!((&found["numerator"], &found["denominator"]), (&1.0.into(), &3.0.into()), "{found:#}");
    assert_eq!(items(&found, "excluded", None), ["R4", "R5", "R6"]);
    assert_eq!(beside(&found, "unknown")["value"], 2.0);
    assert_eq!(items(&found, "evidence", Some("miss")), ["R2"]);
}

#[test]
fn escaped_defects_count_for_90_days_and_need_both_metrics() {
    let prod = "id,metric,scope,period_start,period_end,numerator,denominator,value,unit,source,source_query,collected_at,collected_by,evidence,evidence_sha256,supersedes,note
M-1,defects_prod,REL-7,2026-03-01,2026-05-30,3,,,count,jira,project=ABC,2026-06-01,ana@example.com,,,,
M-2,defects_prod,REL-7,2026-03-01,2026-05-30,4,,,count,jira,project=ABC,2026-06-02,ana@example.com,,,M-1,recounted
M-3,defects_prod,REL-7,2026-06-01,2026-06-10,9,,,count,jira,project=ABC,2026-06-11,ana@example.com,,,,
M-4,defects_prod,REL-8,2026-06-01,2026-06-10,2,,,count,jira,project=ABC,2026-06-11,ana@example.com,,,,
";
    let pre = "id,scope,period_end,value\nP-1,REL-7,2026-02-28,36\nP-2,REL-6,2026-01-31,10\n";
    let repo = history(&[(
        "2026-06-12 09:00",
        &[
            ("metrics/defects_prod.csv", prod),
            ("metrics/defects_pre.csv", pre),
            ("releases/REL-7.yaml", "id: REL-7\ndeployed: 2026-03-01\n"),
            ("releases/REL-8.yaml", "id: REL-8\ndeployed: 2026-06-01\n"),
        ],
    )]);
    let found = kpi(&repo, "2026-06-15", "defect_escape");
    assert_eq!(
        (&found["value"], &found["numerator"], &found["n"]),
        (&0.1.into(), &4.0.into(), &40.into()),
        "{found:#}"
    );
    assert_eq!(items(&found, "evidence", None), ["M-2", "P-1"]);
    assert_eq!(items(&found, "excluded", None), ["M-3", "P-2", "REL-8"]);
    assert!(!found["notes"].to_string().contains("provisional"));
    let early = kpi(&repo, "2026-06-12", "defect_escape");
    assert_eq!(early["window"]["to"], "2026-05-30");
}

#[test]
fn lead_times_are_those_of_critical_items_by_quarter() {
    let plan = |rows: &[(&str, &str)]| -> String {
        let row = |(id, rest): &(&str, &str)| {
            format!("  - {{id: {id}, title: {id}, committed: 2026-12-01{rest}}}\n")
        };
        format!("milestones:\n{}", rows.iter().map(row).collect::<String>())
    };
    let open = plan(&[
        ("a", ""),
        ("b", ", status: in_progress"),
        ("c", ""),
        ("old", ""),
        ("wip", ", status: in_progress"),
    ]);
    let done = plan(&[
        ("a", ", status: done, started: 2026-04-01, finished: 2026-04-11"),
        ("b", ", status: done"),
        ("c", ", status: done, finished: 2026-05-04"),
        ("old", ", status: done, started: 2026-02-02, finished: 2026-03-04"),
        ("wip", ", status: in_progress"),
    ]);
    let repo = history(&[
        ("2026-04-20 09:00", &[("milestones.yaml", &open)]),
        ("2026-05-10 09:00", &[("milestones.yaml", &done)]),
    ]);
    let found = kpi(&repo, "2026-05-31", "lead_time");
    // 10 days as the file says, 20 by the commits; the P85 of the two is 18.5.
    assert!(near(&found["value"], 18.5), "{found:#}");
    assert_eq!((&found["n"], &beside(&found, "median")["value"]), (&2.into(), &15.0.into()));
    assert!(reason(&found, "excluded", "c").contains("nothing says when it began"));
    assert!(reason(&found, "excluded", "wip").contains("41 days old"));
    assert_eq!(beside(&found, "previous_p85")["value"], 30.0);
}

#[test]
fn unplanned_work_is_of_the_last_four_iterations() {
    let rows = "scope,period_start,period_end,numerator,denominator\nidentity,2026-03-02,2026-03-13,50,50
identity,2026-03-16,2026-03-27,5,50\nidentity,2026-03-30,2026-04-10,10,50\nidentity,2026-04-13,2026-04-24,5,50\nweb,2026-04-13,2026-04-24,10,40
identity,2026-04-27,2026-05-08,5,60\nidentity,2026-05-11,2026-05-22,60,60\n";
    let repo = history(&[("2026-05-25 09:00", &[("metrics/unplanned_work.csv", rows)])]);
    let found = kpi(&repo, "2026-05-25", "unplanned_ratio");
    // The last four periods: 10/50, 15/90, 5/60 and 60/60.
    assert_eq!((&found["numerator"], &found["denominator"]), (&90.0.into(), &260.0.into()), "{found:#}");
    assert_eq!(
        (&found["window"]["from"], &found["window"]["to"]),
        (&"2026-03-30".into(), &"2026-05-22".into())
    );
    assert_eq!((&found["rag"], found["excluded"].as_array().unwrap().len()), (&"red".into(), 2));
}

#[test]
fn answers_of_fewer_than_five_people_stay_hidden() {
    let rows = |survey: &str, people: usize, scores: &[(&str, &str, i32)]| -> String {
        let mut out = "survey,respondent,role,question,score\n".to_owned();
        for person in 0..people {
            for (role, question, score) in scores {
                let score = if person == 0 { score - 1 } else { *score };
                out.push_str(&format!("{survey},r{person},{role},{question},{score}\n"));
            }
        }
        out
    };
    let asked = [
        ("stakeholder", "clarity", 5),
        ("stakeholder", "nps", 9),
        ("engineering", "support vs overhead", 4),
        ("engineering", "meeting effectiveness", 4),
    ];
    let (q1, q2) = (rows("2026-Q1", 5, &asked), rows("2026-Q2", 4, &asked));
    let invited = "scope,date,value\n2026-Q1,2026-03-31,8\n";
    let repo = history(&[
        (
            "2026-03-31 09:00",
            &[("metrics/surveys/2026-Q1.csv", &q1), ("metrics/survey_invited.csv", invited)],
        ),
        ("2026-06-30 09:00", &[("metrics/surveys/2026-Q2.csv", &q2)]),
    ]);
    let found = kpi(&repo, "2026-04-10", "stakeholder_sat");
    assert!(near(&found["value"], 4.8), "{found:#}");
    assert_eq!(
        (&found["n"], &found["rag"], &found["window"]["to"]),
        (&5.into(), &"green".into(), &"2026-03-31".into())
    );
    assert!(near(&beside(&found, "response_rate")["value"], 0.625));
    // Four promoters and a passive one.
    assert!(near(&beside(&found, "nps")["value"], 0.8));
    assert!(near(&kpi(&repo, "2026-04-10", "partner_sat")["value"], 0.8));
    assert!(near(&kpi(&repo, "2026-04-10", "meeting_effect")["value"], 0.8));
    let hidden = kpi(&repo, "2026-07-01", "stakeholder_sat");
    assert_eq!(
        (&hidden["value"], &hidden["n"], &hidden["status"]),
        (&Value::Null, &4.into(), &"insufficient".into())
    );
    assert!(!hidden.to_string().contains("\"r0\""), "no person shows");
    assert!(beside_ids(&hidden).is_empty(), "{hidden:#}");
}

fn beside_ids(kpi: &Value) -> Vec<&str> {
    kpi["beside"].as_array().unwrap().iter().map(|b| b["id"].as_str().unwrap()).collect()
}

#[test]
fn retro_actions_are_judged_by_their_deadline() {
    let review = |rows: &str| {
        format!("---\nid: REV-1\ntitle: Retro\ndate: 2026-03-10\nactions:\n{rows}---\n\nWell.\n")
    };
    let first = "  - {id: A-1, text: Quick, raised: 2026-03-10}
  - {id: A-2, text: Slow, raised: 2026-03-10}
  - {text: From the review}
  - {id: A-4, text: Removed, raised: 2026-03-12}
  - {id: A-5, text: Later, raised: 2026-05-01}
";
    let second = "  - {id: A-1, text: Quick, raised: 2026-03-10, status: done, closed: 2026-05-05}
  - {id: A-2, text: Slow, raised: 2026-03-10, status: done, closed: 2026-05-06}
  - {text: From the review, status: done}
  - {id: A-5, text: Later, raised: 2026-05-01}
";
    let repo = history(&[
        ("2026-03-10 09:00", &[("reviews/REV-1.md", &review(first))]),
        ("2026-05-04 09:00", &[("reviews/REV-1.md", &review(second))]),
    ]);
    // Fifty-six days from 10 March end on 5 May.
    let found = kpi(&repo, "2026-05-31", "retro_closure");
    assert_eq!((&found["numerator"], &found["denominator"]), (&2.0.into(), &4.0.into()), "{found:#}");
    assert_eq!(items(&found, "evidence", Some("miss")), ["A-2", "A-4"]);
    assert_eq!(items(&found, "excluded", None), ["A-5"]);
}

#[test]
fn escalations_are_classed_by_people_and_by_the_records() {
    let risk = "risks:\n  - {id: R-1, title: Known, owner: maria}\n";
    let rows = "escalations:
  - {id: E-1, title: Known before, raised: 2026-05-11, refs: [R-1], preventable: true, classified_by: [maria, jonas]}
  - {id: E-2, title: Surprise, raised: 2026-05-12, preventable: true, classified_by: maria}
  - {id: E-3, title: Not preventable, raised: 2026-05-12, preventable: false, classified_by: [jonas]}
  - {id: E-4, title: Before, raised: 2026-04-12, preventable: true}
";
    let repo = history(&[
        ("2026-04-13 09:00", &[("raid.yaml", risk)]),
        ("2026-05-13 09:00", &[("escalations.yaml", rows)]),
    ]);
    let found = kpi(&repo, "2026-05-31", "escalations");
    assert_eq!((&found["value"], &found["n"]), (&2.0.into(), &2.into()), "{found:#}");
    assert_eq!(beside(&found, "surprise")["value"], 2.0);
    assert_eq!(beside(&found, "self_classified")["value"], 1.0);
    assert!(reason(&found, "evidence", "E-2").contains("self-classified"));
    assert!(reason(&found, "evidence", "E-1").contains("warned of"));
    let quiet = history(&[("2026-04-13 09:00", &[("raid.yaml", risk)])]);
    assert_eq!(
        kpi(&quiet, "2026-05-31", "escalations")["value"],
        Value::Null,
        "nothing written down is not zero"
    );
}

#[test]
fn every_kpi_is_there_and_says_why_it_has_no_value() {
    let repo =
        history(&[("2026-04-13 09:00", &[("milestones.yaml", "milestones:\n  - {id: a, title: A}\n")])]);
    let output = epm(repo.path(), &["kpi", "--as-of", "2026-05-01", "--format", "json"]);
    let view: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = view["kpis"].as_array().unwrap();
    assert_eq!(all.len(), 17);
    for kpi in all {
        assert_eq!(
            (&kpi["value"], &kpi["rag"], &kpi["status"]),
            (&Value::Null, &Value::Null, &"no-data".into()),
            "{kpi:#}"
        );
        assert!(kpi["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{kpi:#}");
        for field in
            ["numerator", "denominator", "n", "window", "target", "trend", "interval", "excluded", "evidence"]
        {
            assert!(kpi.get(field).is_some(), "{} has no {field}", kpi["id"]);
        }
    }
}
