//! From the capacity to its view.

use crate::model::Id;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::capacity::Capacity;
use crate::plan::capacity::Cell;
use crate::plan::capacity::Share;
use crate::plan::capacity::State;
use crate::plan::capacity::TeamLoad;
use crate::report::capacity::CapacityView;
use crate::report::capacity::DemandRow;
use crate::report::capacity::IterationRow;
use crate::report::capacity::ShortfallRow;
use crate::report::capacity::SkillRow;
use crate::report::capacity::TeamRow;
use crate::report::capacity::notes;

/// Builds the view. `wants_team` and `wants_program` say what is asked for: a team that no wanted program asks is left out,
/// but what other programs ask of a team that is shown counts.
pub fn build(
    workspace: &Workspace,
    plan: &Plan,
    capacity: &Capacity,
    wants_team: impl Fn(&str) -> bool,
    wants_program: impl Fn(&str) -> bool,
) -> CapacityView {
    let is_all = plan.programs.iter().all(|program| wants_program(program.id.as_str()));
    let is_asked = |load: &&TeamLoad| {
        let mut items = load.cells.iter().flat_map(|cell| &cell.items);
        is_all || items.any(|item| wants_program(plan.nodes[item.node].key.program.as_str()))
    };
    let shown: Vec<&TeamLoad> =
        capacity.teams.iter().filter(|load| wants_team(load.team.as_str())).filter(is_asked).collect();
    let unassigned = capacity.unassigned().filter(|d| wants_program(plan.nodes[d.node].key.program.as_str()));
    let unassigned = unassigned.map(|demand| {
        item(plan, &Share { node: demand.node, person_days: demand.person_days, basis: demand.basis })
    });
    CapacityView {
        version: 1,
        as_of: capacity.as_of.to_string(),
        teams: shown.iter().map(|load| team(workspace, plan, load)).collect(),
        unassigned: unassigned.collect(),
        people_without_team: capacity.teamless.iter().map(ToString::to_string).collect(),
        assumptions: notes::assumptions(workspace, plan, capacity, &shown),
    }
}

fn team(workspace: &Workspace, plan: &Plan, load: &TeamLoad) -> TeamRow {
    let supply = load.supply.as_ref();
    let known = supply.filter(|supply| supply.is_known());
    let why_unknown = match (supply, known) {
        (_, Some(_)) => None,
        (Some(_), None) => Some("the team has no members in `org.yaml`".to_owned()),
        (None, None) => Some("`org.yaml` lists no such team".to_owned()),
    };
    TeamRow {
        team: load.team.to_string(),
        name: workspace.team_name(&load.team).to_owned(),
        known: known.is_some(),
        why_unknown,
        people: known.map(|team| rounded(team.headcount(plan.as_of))),
        focus_pct: supply.map(|team| rounded(team.focus * 100.0)),
        reserve_pct: supply.map(|team| rounded(team.reserve * 100.0)),
        iteration_days: load.cadence.days,
        iterations: load.cells.iter().map(|cell| iteration(workspace.settings(), plan, cell)).collect(),
        later_person_days: rounded(load.later),
    }
}

fn iteration(settings: &Settings, plan: &Plan, cell: &Cell) -> IterationRow {
    let weeks = |days: f64| rounded(days / settings.days_per_week());
    let is_known = cell.state != State::Unknown;
    let skills = cell.skills.iter().map(|need| SkillRow {
        skill: need.skill.clone(),
        demand_person_days: rounded(need.demand),
        upper_bound_person_days: rounded(need.upper_bound),
    });
    let shortfalls = cell.shortfalls.iter().map(|short| ShortfallRow {
        skills: short.skills.clone(),
        person_days: rounded(short.person_days),
        person_weeks: weeks(short.person_days),
    });
    IterationRow {
        start: cell.iteration.start.to_string(),
        end: cell.iteration.end.to_string(),
        from: cell.iteration.from.to_string(),
        working_days: rounded(cell.working_days),
        capacity_person_days: cell.capacity.map(rounded),
        capacity_person_weeks: cell.capacity.map(weeks),
        demand_person_days: rounded(cell.demand),
        demand_person_weeks: weeks(cell.demand),
        utilisation_pct: cell.utilisation().map(|share| rounded(share * 100.0)),
        state: cell.state.as_str(),
        overloaded: is_known.then_some(cell.state == State::Over),
        remedy: cell.remedy.as_ref().map(|remedy| remedy.sentence(plan)),
        items: cell.items.iter().map(|share| item(plan, share)).collect(),
        skills: skills.collect(),
        feasible: (is_known && !cell.skills.is_empty()).then_some(cell.shortfalls.is_empty()),
        shortfalls: shortfalls.collect(),
    }
}

fn item(plan: &Plan, share: &Share) -> DemandRow {
    let node = &plan.nodes[share.node];
    let id: &Id = &node.key.id;
    DemandRow {
        program: node.key.program.to_string(),
        id: id.to_string(),
        title: node.title.clone(),
        person_days: rounded(share.person_days),
        basis: share.basis.as_str(),
    }
}

/// Rounds to six digits after the point: what floating point adds to hand arithmetic goes.
pub(super) fn rounded(number: f64) -> f64 {
    let rounded = (number * 1e6).round() / 1e6;
    // Minus zero is zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}
