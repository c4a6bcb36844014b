//! What epm says about a plan: findings, the places they point at, their codes and severities.
//!
//! Imports nothing of ours. A finding names its place *symbolically* (item and field); `load` keeps the table
//! that turns such a place into a span, and `pipeline` resolves findings before a report sees them. Findings are
//! not errors: an error means that epm could not do its job, a finding is something it found while doing it.

mod code;
mod finding;
mod place;
mod rule;
mod severity;
mod sink;
mod suggest;
pub mod wording;

pub use code::Code;
pub use finding::{Finding, Resolved, ResolvedPlace};
pub use place::{Part, Path, Place, Segment, SourceId, Span, Subject};
pub use rule::RuleMeta;
pub(crate) use rule::rule;
pub use severity::{Level, Severity};
pub use sink::Sink;
pub use suggest::did_you_mean;
pub use suggest::nearest;
