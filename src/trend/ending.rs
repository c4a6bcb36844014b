//! The end of a program: the milestone that ends it, when it is expected and what was agreed.

use crate::model::Date;
use crate::model::ItemRef;
use crate::model::Milestone;
use crate::model::Program;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::PlanNode;

/// When a program ends, from its records and its plan.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// The finish milestone that the charter names.
    pub named: Option<&'a ItemRef>,
    /// The node that ends it.
    pub node: Option<&'a PlanNode>,
    /// The finish milestone has been reached.
    pub is_done: bool,
    /// The actual finish, else the expected one by the critical path method.
    pub expected: Option<Date>,
    /// The agreed date: that of the milestone, else the charter's target.
    pub committed: Option<Date>,
    /// Working days late; negative is early.
    pub variance: Option<f64>,
}

impl<'a> Ending<'a> {
    /// Finds the end of a program.
    pub fn new(workspace: &'a Workspace, plan: &'a Plan, program: &'a Program) -> Ending<'a> {
        let charter = program.charter.as_ref();
        let own = plan.program(&program.id);
        let named = charter.and_then(|c| c.finish_milestone.as_ref());
        let node = match named {
            Some(reference) => plan.find(reference.program.as_ref().unwrap_or(&program.id), &reference.id),
            None => own.and_then(|p| p.finish_node.as_ref()).and_then(|key| plan.node(key)),
        };
        let record = named.and_then(|reference| milestone(workspace, program, reference));
        let actual = record.and_then(|m| m.finished);
        let agreed = record.and_then(|m| m.committed).or_else(|| node.and_then(|n| n.committed));
        Ending {
            named,
            node,
            is_done: actual.is_some(),
            expected: actual.or_else(|| node.map(|n| n.early_finish)).or(own.map(|p| p.finish)),
            committed: agreed.or_else(|| charter.and_then(|c| c.target)),
            variance: node.and_then(|n| n.variance),
        }
    }
}

/// Returns the milestone that a reference of a program leads to.
fn milestone<'a>(workspace: &'a Workspace, own: &'a Program, reference: &ItemRef) -> Option<&'a Milestone> {
    let program = match &reference.program {
        Some(other) => workspace.program(other)?,
        None => own,
    };
    program.milestones.iter().find(|m| m.id.as_str().eq_ignore_ascii_case(reference.id.as_str()))
}
