//! Verdicts, health and comparisons: what a plan means, from whatever is known of it.
//!
//! Pure. One module derives each answer, and rules, commands and reports all ask it: `verdict.rs` says GO or NO-GO,
//! `health.rs` derives colours and names what they rest on.
#![warn(clippy::disallowed_methods)]

pub mod health;
pub mod verdict;
