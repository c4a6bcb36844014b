//! A runbook in time: the schedule's own engine, in minutes on a calendar that never closes.
//!
//! `course.rs` says which step follows which, `clock.rs` turns written moments into minutes and back, `timeline.rs` puts
//! the steps in time as planned and as the facts have it, `rollback.rs` says how long the way back takes at every step,
//! `owners.rs` who is needed twice at once.

mod clock;
mod course;
mod owners;
mod rollback;
#[cfg(test)]
mod tests;
mod timeline;

pub use clock::Clock;
pub use course::Course;
pub use course::phase;
pub use owners::Overlap;
pub use rollback::Basis;
pub use rollback::Return;
pub use rollback::WayBack;
pub use timeline::Span;
pub use timeline::StepTime;
pub use timeline::Timeline;
