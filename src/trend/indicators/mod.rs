//! Leading indicators: what the numbers say of a date before the plan does.
//!
//! Pure. `series.rs` reads a metric as steps of equal periods, `throughput.rs` says from them when and how much,
//! `earned.rs` holds earned value and earned schedule, `weights.rs` applies the latter to milestones, by weight.

pub mod earned;
pub mod series;
pub mod throughput;
pub mod weights;
