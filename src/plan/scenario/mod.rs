//! Scenarios: what would be if. Overlays on the plan that never change it.
//!
//! `apply.rs` carries out the operations on an [`Overlay`] (`overlay.rs`), which holds a changed copy of only what they
//! touch; `bridge.rs` joins what stood before and behind an item that is taken out; `speed.rs` says what added people do to
//! durations; `outcome.rs` computes plan, capacity and forecast of the result, with the same random numbers for all.

mod apply;
mod bridge;
mod faults;
mod luck;
mod outcome;
mod overlay;
mod speed;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use apply::check;
pub use faults::FaultKind;
pub use faults::OperationFault;
pub use luck::Luck;
pub use luck::Play;
pub use outcome::Exposure;
pub use outcome::Outcome;
pub use outcome::Target;
pub use outcome::outcome;
pub use overlay::Added;
pub use overlay::Applied;
pub use overlay::Bridge;
pub use overlay::Moved;
pub use overlay::Removed;
pub use speed::MOST_COMPRESSED;
pub use speed::Paced;
