//! Levelling: schedules that keep to what there is to do them with.
//!
//! `problem.rs` states the abstract problem, `serial.rs` and `parallel.rs` generate schedules, `search.rs` improves them,
//! `bound.rs` says what none can beat, and `verify.rs` checks all of it independently. `site.rs` is the same problem on a
//! workspace, `levelled.rs` what comes of it.

mod abstracted;
mod bound;
mod check;
mod lanes;
mod levelled;
#[cfg(test)]
mod levelled_tests;
mod list;
mod member;
mod parallel;
mod pools;
mod problem;
mod proof;
#[cfg(feature = "prove")]
mod prove;
mod random;
mod scheme;
mod search;
mod serial;
mod site;
#[cfg(test)]
mod tests;
mod verify;

pub use abstracted::solve;
pub use bound::Path;
pub use bound::critical_path;
pub use bound::lower_bound;
pub use check::Breach;
pub use check::check;
pub use levelled::Levelled;
pub use levelled::LevelledNode;
pub use levelled::LevelledProgram;
pub use levelled::Wait;
pub use levelled::level;
pub use problem::Problem;
pub use problem::ProblemError;
pub use problem::Task;
pub use proof::Proof;
pub use proof::Verdict;
#[cfg(feature = "prove")]
pub use prove::prove;
pub use scheme::Span;
pub use search::Found;
pub use verify::Violation;
pub use verify::verify;
