//! Why a node is when it is, in words, when no predecessor says so: one wording for findings and for `epm why`.

use crate::model::Date;
use crate::plan::Driver;
use crate::plan::NodeKind;
use crate::plan::PlanNode;

/// Returns what fixes a node, to follow "driven by"; `None` when a predecessor does.
pub fn reason(node: &PlanNode, as_of: Date) -> Option<String> {
    Some(match &node.driver {
        Driver::Predecessor(_) => return None,
        Driver::ProgramStart => "the program's start".to_owned(),
        Driver::AsOf | Driver::Actual if node.is_started && !node.is_done => {
            format!("the work that is left, from {as_of} on")
        }
        Driver::AsOf if node.is_undated => {
            format!("nothing: it is open and has no date, so it counts as {as_of}")
        }
        Driver::AsOf => format!("the day of the plan, {as_of}: it has not begun and cannot begin earlier"),
        Driver::Constraint(key) => format!("its `{key}`"),
        Driver::Commitment => "nothing but its commitment".to_owned(),
        Driver::Promise => match node.kind {
            NodeKind::Gate => "the day the gate is held",
            NodeKind::Decision => "the day the decision is needed",
            NodeKind::Issue => "the day the issue is to be solved",
            _ => "the date that is promised for it",
        }
        .to_owned(),
        Driver::Actual => "what has happened".to_owned(),
    })
}
