//! Capacity: what the people of a team can do, against what the plan asks of them.
//!
//! `supply.rs` counts the person-days of every team by day, `demand.rs` the person-days of every item, `cadence.rs` divides
//! time into iterations, `load.rs` holds one against the other, `flow.rs` asks whether the skills suffice, `remedy.rs`
//! what would help cheapest. Nothing here moves a date.

mod cadence;
mod demand;
mod flow;
mod load;
mod pools;
mod remedy;
mod supply;
#[cfg(test)]
mod tests;

pub use cadence::Cadence;
pub use cadence::CadenceSource;
pub use cadence::Iteration;
pub use demand::Basis;
pub use demand::Demand;
pub use demand::demands;
pub(crate) use demand::milestone_of;
pub use load::Capacity;
pub use load::Cell;
pub use load::Horizon;
pub use load::Share;
pub use load::State;
pub use load::TeamLoad;
pub use load::capacity;
pub use pools::Shortfall;
pub use pools::SkillNeed;
pub use remedy::Remedy;
pub use supply::MemberSupply;
pub use supply::Supply;
pub use supply::TeamSupply;

/// Less than this, in person-days, is no difference: a quarter of a minute of an eight-hour day.
pub const TOLERANCE: f64 = 0.0005;
