//! What the numbers of capacity rest on, in words.

use crate::diag::wording;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::capacity::Basis;
use crate::plan::capacity::Cadence;
use crate::plan::capacity::CadenceSource;
use crate::plan::capacity::Capacity;
use crate::plan::capacity::Demand;
use crate::plan::capacity::TeamLoad;

/// Lists what was assumed.
pub(super) fn assumptions(
    workspace: &Workspace,
    plan: &Plan,
    capacity: &Capacity,
    shown: &[&TeamLoad],
) -> Vec<String> {
    let is_shown = |demand: &&Demand| {
        let same = |team: &crate::model::Team| {
            shown.iter().any(|load| load.team.as_str().eq_ignore_ascii_case(team.as_str()))
        };
        demand.team.as_ref().is_none_or(same)
    };
    let demands: Vec<&Demand> = capacity.demands.iter().filter(is_shown).collect();
    let mut out = vec![iterations(plan, shown)];
    let unfocused =
        shown.iter().filter(|load| load.supply.as_ref().is_some_and(|s| s.is_known() && s.is_focus_assumed));
    let unfocused: Vec<_> = unfocused.map(|load| &load.team).collect();
    if !unfocused.is_empty() {
        out.push(format!("a focus of 80% for {}, which name none", wording::names(unfocused)));
    }
    let assumed =
        shown.iter().filter(|load| load.supply.as_ref().is_some_and(|s| s.is_known() && s.is_assumed));
    let assumed: Vec<_> = assumed.map(|load| &load.team).collect();
    if !assumed.is_empty() {
        out.push(format!(
            "{} list no members: people whose home team it is count full time",
            wording::names(assumed)
        ));
    }
    let mut by_basis = |basis: Basis, words: &str| {
        let of = demands.iter().filter(|demand| demand.basis == basis);
        let ids: Vec<_> = of.map(|demand| &plan.nodes[demand.node].key.id).collect();
        if !ids.is_empty() {
            out.push(format!("{}: {words}", wording::names(ids)));
        }
    };
    by_basis(Basis::OnePerson, "no `effort`, so one person for as long as it takes");
    by_basis(Basis::OneDay, "`effort` without a duration, so all of it on the day of the milestone");
    by_basis(Basis::Waiting, "calendar time without `effort`, so nobody works on it");
    if demands.iter().any(|demand| demand.skills.len() > 1) {
        out.push("an item that needs several skills asks the same of each".to_owned());
    }
    if workspace.org.is_none() && !shown.is_empty() {
        out.push("there is no `org.yaml`, so nobody is known to be in a team".to_owned());
    }
    out
}

/// Says where the iterations come from.
fn iterations(plan: &Plan, shown: &[&TeamLoad]) -> String {
    let cadence = |load: &&TeamLoad| load.cadence;
    let first = shown.first().map(cadence);
    let Some(Cadence { start, days, source }) = first else {
        return format!("counted from {}", plan.as_of);
    };
    let length = match days % 7 {
        0 => wording::count(days / 7, "week"),
        _ => wording::count(days, "day"),
    };
    let is_same = shown.iter().all(|load| Some(load.cadence) == first);
    let from = match source {
        _ if !is_same => {
            return format!("iterations as teams and `epm.yaml` say; counted from {}", plan.as_of);
        }
        CadenceSource::ProgramStart => {
            "where the earliest program begins (`iterations:` in `epm.yaml` says otherwise)"
        }
        CadenceSource::Settings => "as `epm.yaml` says",
        CadenceSource::Team => "as the team says",
    };
    format!("iterations of {length} from {start}, {from}; counted from {}", plan.as_of)
}
