//! Verdicts, health and comparisons: what a plan means, from whatever is known of it.
//!
//! Pure. One module derives each answer, and rules, commands and reports all ask it: `verdict.rs` says GO or NO-GO,
//! `health` derives colours and names what they rest on, `assess` judges the schedule itself, `moves.rs` says which
//! approved change speaks last of a commitment, `reason.rs` says why a node is when it is, `indicators` says what metrics
//! and finished milestones foretell. `history.rs` holds a plan through time, `diff` compares two versions of it,
//! `story.rs` says what moved a date, `past.rs` what was known on a day. `calibration` says what past forecasts were worth, `fact` gives the facts that prose refers to by name.
#![warn(clippy::disallowed_methods)]

pub mod actions;
pub mod assess;
pub mod attribution;
pub mod calibration;
pub mod commitment;
pub mod diff;
pub mod ending;
pub mod fact;
pub mod health;
pub mod history;
pub mod indicators;
pub mod kpi;
pub mod moves;
pub mod past;
pub mod reason;
mod seen;
pub mod signals;
pub mod statistics;
pub mod story;
pub mod verdict;
