//! What levelling adds to the plan's view: the dates that people can keep, beside the early ones.

use serde::Serialize;

use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::level::Levelled;
use crate::plan::level::Proof;
use crate::plan::level::Verdict;
use crate::plan::level::Wait;
use crate::report::plan::PlanView;
use crate::report::plan::name;

/// How a plan was levelled.
#[derive(Debug, Serialize)]
pub struct Levelling {
    /// The schedules that were generated.
    pub schedules: u64,
    /// The seed of the search.
    pub seed: u64,
    /// What exact search found out, when it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofRow>,
}

/// What exact search found out.
#[derive(Debug, Serialize)]
pub struct ProofRow {
    /// `optimal` or `undecided`.
    pub verdict: &'static str,
    /// Days by which the programs' ends, summed, became earlier.
    pub gained_days: i64,
    /// Days that they may still become earlier, at most.
    pub open_days: i64,
    /// The steps of the solver.
    pub steps: u64,
    /// The steps that it might take.
    pub most_steps: u64,
}

/// Where a program ends.
#[derive(Debug, Serialize)]
pub struct LevelledEnd {
    /// Its last day.
    pub finish: String,
    /// No schedule ends before this day.
    pub lower_bound: String,
}

/// A node's dates.
#[derive(Debug, Serialize)]
pub struct LevelledRow {
    /// First working day.
    pub start: String,
    /// Last working day.
    pub finish: String,
    /// Working days after the early dates.
    pub delay: f64,
    /// What it waits for, when it is delayed.
    pub waits_for: Option<WaitRow>,
}

/// What a node waits for.
#[derive(Debug, Serialize)]
pub struct WaitRow {
    /// `team`, `person` or `item`.
    pub kind: &'static str,
    /// The team, the person, or the predecessor.
    pub id: String,
    /// What the team or the person is busy with.
    pub busy_with: Vec<String>,
}

/// Adds levelled dates to the view of a plan.
pub fn add(view: &mut PlanView, plan: &Plan, levelled: &Levelled) {
    view.levelling = Some(Levelling { schedules: levelled.schedules, seed: levelled.seed, proof: None });
    for program in &mut view.programs {
        let id = program.id.clone();
        let ended = plan.programs.iter().zip(&levelled.programs).find(|(p, _)| p.id.as_str() == id);
        program.levelled = ended.map(|(_, end)| LevelledEnd {
            finish: end.finish.to_string(),
            lower_bound: end.lower_bound.to_string(),
        });
        for item in &mut program.items {
            let Some(node) = plan.index_of(&id, &item.id).and_then(|n| levelled.nodes.get(n)) else {
                continue;
            };
            item.levelled = Some(LevelledRow {
                start: node.start.to_string(),
                finish: node.finish.to_string(),
                delay: node.delay,
                waits_for: node.waits_for.as_ref().map(|wait| row(wait, &id)),
            });
        }
    }
}

/// Adds what was proved, with the dates of the plan that was.
pub fn add_proof(view: &mut PlanView, plan: &Plan, proof: &Proof, most_steps: u64) {
    add(view, plan, &proof.levelled);
    let verdict = match proof.verdict {
        Verdict::Optimal => "optimal",
        Verdict::Undecided => "undecided",
    };
    let row = ProofRow {
        verdict,
        gained_days: proof.gained,
        open_days: proof.open,
        steps: proof.steps,
        most_steps,
    };
    if let Some(levelling) = &mut view.levelling {
        levelling.proof = Some(row);
    }
}

fn row(wait: &Wait, program: &str) -> WaitRow {
    let here = |key: &NodeKey| name(key, program);
    match wait {
        Wait::Team { team, busy_with } => {
            WaitRow { kind: "team", id: team.to_string(), busy_with: busy_with.iter().map(here).collect() }
        }
        Wait::Person { person, busy_with } => WaitRow {
            kind: "person",
            id: person.to_string(),
            busy_with: busy_with.iter().map(here).collect(),
        },
        Wait::Item(key) => WaitRow { kind: "item", id: here(key), busy_with: Vec::new() },
    }
}
