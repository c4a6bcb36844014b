//! From outcomes to the view of scenarios side by side.

use std::collections::BTreeMap;

use crate::diag::wording;
use crate::model::Scenario;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::capacity::State;
use crate::plan::scenario::Bridge;
use crate::plan::scenario::MOST_COMPRESSED;
use crate::plan::scenario::Outcome;
use crate::report::plan::name;
use crate::report::scenario::CompareView;
use crate::report::scenario::DriverRow;
use crate::report::scenario::ForecastRow;
use crate::report::scenario::MovedRow;
use crate::report::scenario::OverloadRow;
use crate::report::scenario::RemovedRow;
use crate::report::scenario::ScenarioRow;
use crate::report::scenario::SkillRow;
use crate::report::scenario::TargetRow;
use crate::report::scenario::words;

/// How many drivers are named.
const DRIVERS: usize = 5;

/// What is compared.
#[derive(Debug)]
pub struct Compared<'a> {
    /// The index of the program.
    pub program: u32,
    /// The revision that the scenarios start from, when it is not the work tree.
    pub base_revision: Option<String>,
    /// Trials and seed.
    pub play: (u32, u64),
    /// The base as it is.
    pub workspace: &'a Workspace,
    /// What the base comes to.
    pub base: Outcome,
    /// The scenarios, each with what it comes to.
    pub scenarios: Vec<(&'a Scenario, Outcome)>,
}

/// Builds the view.
pub fn build(compared: &Compared<'_>) -> CompareView {
    let settings = compared.workspace.settings();
    let cost = compared.scenarios.iter().find_map(|(scenario, _)| scenario.cost_of_delay.as_ref());
    let mut rows = vec![row(compared, None, &compared.base, cost)];
    for (scenario, outcome) in &compared.scenarios {
        rows.push(row(compared, Some(scenario), outcome, scenario.cost_of_delay.as_ref()));
    }
    let is_forecast = compared.base.luck.is_ok() || compared.scenarios.iter().any(|(_, o)| o.luck.is_ok());
    CompareView {
        version: 1,
        as_of: compared.base.plan.as_of.to_string(),
        program: compared.workspace.programs[compared.program as usize].id.to_string(),
        base: compared.base_revision.clone(),
        trials: is_forecast.then_some(compared.play.0),
        seed: is_forecast.then_some(compared.play.1),
        assumptions: assumptions(compared, is_forecast, settings),
        scenarios: rows,
    }
}

fn row(
    compared: &Compared<'_>,
    scenario: Option<&Scenario>,
    outcome: &Outcome,
    cost: Option<&crate::model::CostOfDelay>,
) -> ScenarioRow {
    let settings = compared.workspace.settings();
    let own = compared.workspace.programs[compared.program as usize].id.as_str();
    let is_base = scenario.is_none();
    let luck = outcome.luck.as_ref().ok();
    let against = compared.base.luck.as_ref().ok();
    let change = |own: f64, base: f64| (!is_base).then(|| rounded(own - base));
    let forecast = luck.map(|luck| ForecastRow {
        p50: luck.p50.to_string(),
        p80: luck.p80.to_string(),
        p50_days: rounded(luck.p50_days),
        p80_days: rounded(luck.p80_days),
        mean_days: rounded(luck.mean_days),
        p80_change_days: against.and_then(|base| change(luck.p80_days, base.p80_days)),
        mean_change_days: against.and_then(|base| change(luck.mean_days, base.mean_days)),
    });
    let delay = outcome.expected_delay_weeks(settings.days_per_week());
    let per_week = cost.map(|cost| cost.per_week);
    ScenarioRow {
        id: scenario.map_or_else(|| "base".to_owned(), |s| s.id.to_string()),
        title: scenario.map_or_else(|| "The plan as it is".to_owned(), |s| s.title.to_string()),
        finish: outcome.finish(compared.program).to_string(),
        finish_change_days: (!is_base).then(|| rounded(finish_change(compared, outcome))),
        forecast,
        not_forecast: outcome.luck.as_ref().err().cloned(),
        target: outcome.target.as_ref().map(|target| TargetRow {
            milestone: name(&target.key, own),
            date: target.date.to_string(),
            late_days: outcome.late.map(rounded),
            probability: luck.and_then(|luck| luck.p_target),
        }),
        drivers: drivers(compared, outcome),
        overloads: overloads(outcome),
        unknown_teams: unknown(outcome),
        skill_shortfall_person_weeks: rounded(
            outcome.capacity.teams.iter().map(|t| t.skill_shortfall()).sum::<f64>()
                / settings.days_per_week(),
        ),
        skill_shortfalls: skills(settings, outcome),
        removed: outcome
            .applied
            .removed
            .iter()
            .map(|r| RemovedRow { id: name(&r.key, own), kind: r.kind.key(), title: r.title.clone() })
            .collect(),
        moved: outcome
            .applied
            .moved
            .iter()
            .map(|m| MovedRow { id: name(&m.key, own), from: m.from.to_string(), to: m.to.to_string() })
            .collect(),
        changes: changes(outcome, own),
        open_risks: outcome.exposure.open,
        exposure_days: rounded(outcome.exposure.days),
        exposure_cost: rounded(outcome.exposure.cost),
        cost_of_delay_per_week: per_week,
        currency: cost.and_then(|cost| cost.currency.as_deref()).map(str::to_owned),
        expected_delay_weeks: delay.map(rounded),
        expected_cost_of_delay: per_week.zip(delay).map(|(cost, weeks)| rounded(cost * weeks)),
        added_cost: outcome.added_cost(compared.program).map(rounded),
    }
}

/// Returns the working days between the ends of the base and of a scenario, in the calendar that nobody chose.
fn finish_change(compared: &Compared<'_>, outcome: &Outcome) -> f64 {
    let calendars = Calendars::new(compared.workspace);
    let (base, own) = (compared.base.finish(compared.program), outcome.finish(compared.program));
    calendars.of_team(None).days_from(base, own)
}

fn drivers(compared: &Compared<'_>, outcome: &Outcome) -> Vec<DriverRow> {
    let own = compared.workspace.programs[compared.program as usize].id.as_str();
    match &outcome.luck {
        Ok(luck) => {
            let of = |(key, share): &(crate::plan::NodeKey, f64)| DriverRow {
                id: name(key, own),
                criticality: Some(rounded(*share)),
            };
            luck.drivers.iter().take(DRIVERS).map(of).collect()
        }
        Err(_) => {
            let path =
                outcome.plan.programs.get(compared.program as usize).map(|p| p.critical_path.as_slice());
            // Work and what is promised drives; points in between only pass it on.
            let is_driver = |key: &&crate::plan::NodeKey| {
                outcome
                    .plan
                    .node(key)
                    .is_some_and(|n| !n.is_done && n.kind != crate::plan::NodeKind::Milestone)
            };
            let named = path.unwrap_or_default().iter().filter(is_driver).take(DRIVERS);
            named.map(|key| DriverRow { id: name(key, own), criticality: None }).collect()
        }
    }
}

fn overloads(outcome: &Outcome) -> Vec<OverloadRow> {
    let cells = outcome.capacity.teams.iter().flat_map(|load| load.overloads().map(move |cell| (load, cell)));
    let row = cells.map(|(load, cell)| OverloadRow {
        team: load.team.to_string(),
        from: cell.iteration.from.to_string(),
        end: cell.iteration.end.to_string(),
        utilisation_pct: cell.utilisation().map(|share| rounded(share * 100.0)),
        excess_person_days: rounded(cell.excess()),
    });
    row.collect()
}

fn unknown(outcome: &Outcome) -> Vec<String> {
    let is_unknown = |load: &&crate::plan::capacity::TeamLoad| {
        load.is_asked() && load.cells.iter().any(|cell| cell.state == State::Unknown)
    };
    outcome.capacity.teams.iter().filter(is_unknown).map(|load| load.team.to_string()).collect()
}

fn skills(settings: &Settings, outcome: &Outcome) -> Vec<SkillRow> {
    let mut sums: BTreeMap<(String, Vec<String>), f64> = BTreeMap::new();
    for load in &outcome.capacity.teams {
        for short in load.cells.iter().flat_map(|cell| &cell.shortfalls) {
            *sums.entry((load.team.to_string(), short.skills.clone())).or_default() += short.person_days;
        }
    }
    let weeks = |days: f64| rounded(days / settings.days_per_week());
    sums.into_iter()
        .map(|((team, skills), days)| SkillRow { team, skills, person_weeks: weeks(days) })
        .collect()
}

/// Says what a scenario does besides taking out and moving.
fn changes(outcome: &Outcome, own: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    out.extend(outcome.applied.bridges.iter().map(|bridge| bridged(bridge, own)));
    out.extend(outcome.applied.changed.iter().map(|(key, words)| format!("`{}`: {words}", name(key, own))));
    for added in &outcome.applied.added {
        let from = added.from.map(|day| format!(" from {day}")).unwrap_or_default();
        let to = added.to.map(|day| format!(" to {day}")).unwrap_or_default();
        out.push(format!("{} more in `{}`{from}{to}", people(added.fte), added.team));
    }
    let mut paced: Vec<String> = Vec::new();
    for item in &outcome.paced {
        let percent = (item.factor - 1.0) * 100.0;
        let word = if percent < 0.0 { "shorter" } else { "longer" };
        paced.push(format!("`{}` {:.0}% {word}", name(&item.key, own), percent.abs()));
    }
    if !paced.is_empty() {
        out.push(format!("with the people: {}", wording::list(paced)));
    }
    out
}

fn people(fte: f64) -> String {
    let rounded = (fte * 100.0).round() / 100.0;
    if rounded == 1.0 { "1 full-time person".to_owned() } else { format!("{rounded} full-time people") }
}

fn bridged(bridge: &Bridge, own: &str) -> String {
    let lag = bridge.lag.map(|lag| format!(" and {lag}")).unwrap_or_default();
    let converted = if bridge.is_converted { ", calendar time counted as working time" } else { "" };
    format!(
        "`{}` waits for `{}` ({}{lag}{converted}), which `{}` stood for",
        name(&bridge.to, own),
        name(&bridge.from, own),
        bridge.link,
        name(&bridge.over, own)
    )
}

fn assumptions(compared: &Compared<'_>, is_forecast: bool, settings: &Settings) -> Vec<String> {
    let mut out = Vec::new();
    if is_forecast {
        let (trials, seed) = compared.play;
        out.push(format!("every forecast plays {trials} trials with the same random numbers (seed {seed})"));
    }
    let why = compared.base.luck.as_ref().err();
    if let Some(why) = why {
        out.push(format!("not forecast, so the plan's dates are compared: {why}"));
    }
    if compared.scenarios.iter().any(|(scenario, _)| scenario.cost_of_delay.is_some()) {
        let basis = if is_forecast {
            "the mean of the weeks by which the target is missed, a trial that meets it counting as none"
        } else {
            "the weeks by which the plan misses the target"
        };
        out.push(format!(
            "cost of delay: {basis}, times the cost of a week of {} working days",
            settings.days_per_week()
        ));
    }
    let outcomes = || compared.scenarios.iter().map(|(_, outcome)| outcome);
    if outcomes().any(|outcome| !outcome.applied.added.is_empty()) {
        out.push(format!(
            "added people first fill an overload, then shorten their team's work with `effort` in proportion, to no less \
             than {:.0}% of its duration; newcomers ramp up in a straight line and cost a colleague's time meanwhile",
            MOST_COMPRESSED * 100.0
        ));
    }
    if outcomes().any(|outcome| !outcome.applied.bridges.is_empty()) {
        out.push("what is taken out takes no time, and its lags stay".to_owned());
    }
    if compared.base.exposure.unweighed > 0 {
        let n = i64::try_from(compared.base.exposure.unweighed).unwrap_or(i64::MAX);
        out.push(format!("exposure leaves out {} without numbers", wording::count(n, "open risk")));
    }
    if compared.base.capacity.teams.iter().all(|load| !load.is_known()) {
        out.push("no team lists members, so nobody knows who is asked too much".to_owned());
    }
    out
}

/// Rounds to six digits after the point.
fn rounded(number: f64) -> f64 {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Returns an amount in words, for change records.
pub(super) fn amount(cost: f64, currency: Option<&str>) -> String {
    words::money(cost, currency)
}
