//! Views: what a reader sees, as plain versioned data, built from redacted programs, plan and findings.
//!
//! A view holds display-ready facts (numbers and their text) and no reference into the model. `render` turns views into
//! text; it sees nothing else.
#![warn(clippy::disallowed_methods)]

pub mod findings;
mod view;

pub use view::Cell;
pub use view::Table;
pub use view::View;
