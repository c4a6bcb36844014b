//! Scenarios beside the plan that they start from: applied, planned, forecast, put side by side.

use crate::model::Date;
use crate::model::Index;
use crate::model::Scenario;
use crate::model::Workspace;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::scenario as overlay;
use crate::plan::scenario::Applied;
use crate::plan::scenario::OperationFault;
use crate::plan::scenario::Outcome;
use crate::plan::scenario::Play;
use crate::plan::scenario::Target;
use crate::report::scenario::Compared;

/// The scenarios asked for, of one program.
#[derive(Debug)]
pub struct Chosen<'a> {
    /// The index of the program.
    pub program: u32,
    /// The scenarios, in the order asked for.
    pub scenarios: Vec<&'a Scenario>,
}

/// What scenarios start from.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// What was loaded.
    pub workspace: &'a Workspace,
    /// The day.
    pub as_of: Date,
    /// Its plan.
    pub plan: &'a Plan,
}

/// Computes the base and the scenarios with the same random numbers, or returns all that keeps the scenarios from being
/// carried out. `revision` names where they start from, when that is not the work tree.
pub fn compare<'a>(
    chosen: &Chosen<'a>,
    (trials, seed): (Option<u32>, Option<u64>),
    base: Base<'a>,
    revision: Option<String>,
) -> Result<Compared<'a>, Vec<String>> {
    let Base { workspace, as_of, plan } = base;
    let index = Index::new(workspace);
    let play = Play::new(workspace, plan, trials, seed);
    let mut faults: Vec<String> = Vec::new();
    let mut applied: Vec<(&Scenario, (Workspace, Applied))> = Vec::new();
    for scenario in &chosen.scenarios {
        match overlay::apply(workspace, &index, chosen.program, scenario, as_of) {
            Ok(result) => applied.push((scenario, result)),
            Err(found) => faults.extend(found.iter().map(|fault| said(scenario, fault))),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let first =
        chosen.scenarios.iter().find_map(|s| target(workspace, &index, chosen.program, plan, Some(s)));
    let shared = first.or_else(|| target(workspace, &index, chosen.program, plan, None));
    let come_to = |changed: (Workspace, Applied), target: Option<Target>| {
        overlay::outcome(workspace, changed, chosen.program, target, as_of, play)
    };
    let same = (workspace.clone(), Applied::default());
    let base_outcome = come_to(same, shared.clone());
    let mut scenarios: Vec<(&Scenario, Outcome)> = Vec::new();
    for (scenario, changed) in applied {
        let own = target(workspace, &index, chosen.program, plan, Some(scenario)).or_else(|| shared.clone());
        let outcome = come_to(changed, own);
        if outcome.plan.cycles.len() > base_outcome.plan.cycles.len() {
            let cycle = outcome.plan.cycles.iter().max_by_key(|cycle| cycle.members.len());
            let members: Vec<String> =
                cycle.iter().flat_map(|c| &c.members).map(|key| key.id.to_string()).collect();
            faults.push(format!("`{}`: its links make a cycle: {}", scenario.id, members.join(" → ")));
        }
        scenarios.push((scenario, outcome));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let play = (play.trials, play.seed);
    let program = chosen.program;
    Ok(Compared { program, base_revision: revision, play, workspace, base: base_outcome, scenarios })
}

/// Returns what a scenario must meet; without one, the committed date of the program's end.
fn target(
    workspace: &Workspace,
    index: &Index,
    program: u32,
    plan: &Plan,
    scenario: Option<&Scenario>,
) -> Option<Target> {
    if let Some(scenario) = scenario {
        let target = scenario.target.as_ref()?;
        let crate::model::Target::Item(named) = index.find(program, &target.milestone) else { return None };
        let owner = &workspace.programs[named.subject.program as usize];
        let id = owner.item(named.subject).and_then(|item| item.id()).unwrap_or(&named.id);
        return Some(Target {
            key: NodeKey { program: owner.id.clone(), id: id.clone() },
            date: target.date,
        });
    }
    let key = plan.programs.get(program as usize)?.finish_node.clone()?;
    let date = plan.node(&key)?.committed?;
    Some(Target { key, date })
}

/// Says why a scenario cannot be carried out.
fn said(scenario: &Scenario, fault: &OperationFault) -> String {
    format!("`{}`, {}: {}; {}", scenario.id, fault.path(), fault.message, fault.help)
}
