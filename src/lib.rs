//! epm: Git-native, plain-text planning for engineering programs.
//!
//! The layers, top to bottom; each imports only layers below it (`ARCHITECTURE.md`).

pub mod check;
pub mod cli;
pub mod diag;
pub mod load;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod render;
pub mod report;
pub mod schema;
pub mod source;
pub mod trend;
