//! Calendar, graph and critical path: what the dates of a plan are. Pure: no disk, clock or environment.
#![warn(clippy::disallowed_methods)]
#![allow(dead_code, reason = "the graph of a workspace is the caller to come")]

mod axis;
mod calendar;
mod critical;
mod drivers;
mod early;
mod instant;
mod late;
mod network;
mod order;
mod redact;
mod result;
mod schedule;
#[cfg(test)]
mod tests;

pub use calendar::Calendar;
pub use calendar::CalendarError;
pub use instant::Instant;
pub use network::ConstraintKind;
pub use result::Cycle;
pub use result::Driver;
pub use result::LeftOut;
pub use result::NodeKey;
pub use result::NodeKind;
pub use result::Plan;
pub use result::PlanEdge;
pub use result::PlanNode;
pub use result::ProgramPlan;

use crate::model::Date;
use crate::model::Workspace;

/// Builds the plan of a workspace for a day.
pub fn build(_workspace: &Workspace, as_of: Date) -> Plan {
    // Replaced by the engine (calendar, graph, cpm) as it lands.
    Plan {
        as_of,
        nodes: Vec::new(),
        edges: Vec::new(),
        programs: Vec::new(),
        cycles: Vec::new(),
        left_out: Vec::new(),
    }
}
