//! Open milestones as the plan sees them, and in words what drives their dates.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::items::is_dated;
use crate::check::items::milestone_at;
use crate::check::weekdays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::model::Link;
use crate::model::Milestone;
use crate::model::Program;
use crate::model::Target;
use crate::plan::Driver;
use crate::plan::NodeKey;
use crate::plan::PlanNode;
use crate::trend::reason;

/// Returns the open milestones of running programs, each with its node of the plan and the node's number.
pub(crate) fn open_milestones<'a>(
    facts: &Facts<'a>,
) -> impl Iterator<Item = (usize, &'a PlanNode, &'a Program, &'a Milestone)> {
    let open = |(n, node): (usize, &'a PlanNode)| {
        let (program, milestone) = milestone_at(facts, node.subject)?;
        let is_open = milestone.is_open() && is_active(program) && is_dated(facts.broken, node.subject);
        is_open.then_some((n, node, program, milestone))
    };
    facts.plan.nodes.iter().enumerate().filter_map(open)
}

/// Returns the programs of whose links some lead nowhere or could not be read: what seems to be an end there may be none.
pub(crate) fn frayed(facts: &Facts<'_>) -> BTreeSet<u32> {
    let mut out: BTreeSet<u32> =
        facts.broken.iter().filter(|(_, field)| field == "depends_on").map(|(at, _)| at.program).collect();
    for program in &facts.workspace.programs {
        let is_loose = |link: &Link| !matches!(facts.index.find(program.index, &link.id), Target::Item(_));
        let links = program.milestones.iter().flat_map(|milestone| &milestone.depends_on);
        if !program.lost.is_empty() || links.into_iter().any(is_loose) {
            out.insert(program.index);
        }
    }
    out
}

/// Returns the name of a node as it is written in a program: with the other program's id, if it is of another one.
pub(crate) fn name(key: &NodeKey, program: &Program) -> String {
    if key.program == program.id { key.id.to_string() } else { key.to_string() }
}

/// Writes at a finding what drives the date of a node, and points at the driving predecessor.
pub(crate) fn with_driver(
    finding: Finding,
    facts: &Facts<'_>,
    node: &PlanNode,
    program: &Program,
) -> Finding {
    if let Driver::Predecessor(key) = &node.driver {
        let id = name(key, program);
        let finding = finding.label(format!("driven by `{id}`"));
        return match facts.plan.node(key) {
            Some(driver) => {
                let day = weekdays::named_day(driver.early_finish);
                let verb = if driver.is_done { "was reached" } else { "is expected" };
                finding.related(Place::item(driver.subject), format!("`{id}` {verb} {day}"))
            }
            None => finding,
        };
    }
    match reason::reason(node, facts.plan.as_of) {
        Some(words) => finding.label(format!("driven by {words}")),
        None => finding,
    }
}
