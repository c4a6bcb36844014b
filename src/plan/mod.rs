//! Calendar, graph and critical path: what the dates of a plan are. Pure: no disk, clock or environment.
#![warn(clippy::disallowed_methods)]

mod axis;
mod build;
mod calendar;
mod calendars;
pub mod capacity;
mod critical;
mod days;
mod drivers;
mod early;
mod ends;
mod engine;
pub mod forecast;
mod groups;
mod instant;
mod late;
pub mod level;
mod network;
mod order;
mod probe;
mod query;
mod redact;
mod result;
pub mod runbook;
pub mod scenario;
mod schedule;
mod slip;
#[cfg(test)]
mod tests;

pub use build::build;
pub use calendar::Calendar;
pub use calendar::CalendarError;
pub use calendar::Hours;
pub use calendars::Calendars;
pub use instant::Instant;
pub use network::ConstraintKind;
pub use probe::DelayTest;
pub use probe::WorkLength;
pub use result::Cycle;
pub use result::Driver;
pub use result::LeftOut;
pub use result::NodeKey;
pub use result::NodeKind;
pub use result::Plan;
pub use result::PlanEdge;
pub use result::PlanNode;
pub use result::ProgramPlan;
pub use slip::Moved;
pub use slip::PathChange;
pub use slip::ProgramSlip;
pub use slip::SlipEffect;
