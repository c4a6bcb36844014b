//! What a slip does, in words: the finish, the commitments that break, the gates, the critical path.

use crate::diag::wording;
use crate::model::Workspace;
use crate::plan::Moved;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::plan::SlipEffect;
use crate::report::plan::name;
use crate::report::why::Slip;
use crate::report::why::day;

/// The most names in a list.
const SHOWN: usize = 6;

/// Says what a slip of a node does; without one, of the first day that matters.
pub(super) fn slips(workspace: &Workspace, plan: &Plan, node: &PlanNode, slip: Option<Slip>) -> String {
    let (days, by) = match slip {
        Some(Slip::Working(slip)) => {
            let days = workspace.settings().days(slip);
            (days, format!("by {}", wording::working_days(days)))
        }
        Some(Slip::Elapsed(slip)) => {
            #[allow(clippy::cast_precision_loss)] // far below 2^52
            let elapsed = slip.elapsed_minutes() as f64 / (24.0 * 60.0);
            let days = plan.working_days_of(&node.key, elapsed).unwrap_or(0.0);
            (days, format!("by {slip} of calendar time, {}", wording::working_days(days)))
        }
        None => {
            let days = node.total_float.max(node.free_float).max(0.0).floor() + 1.0;
            (days, format!("by {}", wording::working_days(days)))
        }
    };
    let Some(effect) = plan.slip(&node.key, days) else {
        return format!("{by}: it has happened, so nothing moves");
    };
    let words = told(&effect, node);
    if words.is_empty() { format!("{by}: nothing else moves") } else { format!("{by}: {}", words.join("; ")) }
}

fn told(effect: &SlipEffect, node: &PlanNode) -> Vec<String> {
    let here = node.key.program.as_str();
    let mut words = Vec::new();
    for program in &effect.programs {
        words.push(format!("{} moves from {} to {}", program.id, day(program.before), day(program.after)));
    }
    let mut missed = Vec::new();
    if effect.is_missed {
        missed.push("its own".to_owned());
    }
    let broken = effect.moved.iter().filter(|m| m.is_missed);
    missed.extend(broken.map(|m| format!("{} (then {})", name(&m.key, here), day(m.after))));
    if !missed.is_empty() {
        let what = if missed.len() == 1 { "this commitment breaks" } else { "these commitments break" };
        words.push(format!("{what}: {}", some(missed)));
    }
    let is_gate = |m: &&Moved| m.kind == NodeKind::Gate && !m.is_missed;
    let gates: Vec<String> = effect
        .moved
        .iter()
        .filter(is_gate)
        .map(|m| format!("{} to {}", name(&m.key, here), day(m.after)))
        .collect();
    if !gates.is_empty() {
        words.push(format!(
            "{} held later: {}",
            if gates.len() == 1 { "this gate is" } else { "these gates are" },
            some(gates)
        ));
    }
    let others = effect.moved.iter().filter(|m| !m.is_missed && m.kind != NodeKind::Gate);
    let others: Vec<String> = others.map(|m| name(&m.key, here)).collect();
    if !others.is_empty() {
        let verb = if others.len() == 1 { "moves" } else { "move" };
        words.push(format!("{} {verb} with it", some(others)));
    }
    for change in &effect.paths {
        let arrow = change.after.iter().map(|key| name(key, here)).collect::<Vec<_>>().join(" → ");
        words.push(format!("the critical path of {} becomes {arrow}", change.id));
    }
    words
}

/// Lists at most a few names: `a, b and 3 more`.
fn some(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") }
}
