//! epm: Git-native, plain-text planning for engineering programs.
//!
//! The layers, top to bottom; each imports only layers below it (`ARCHITECTURE.md`).

pub mod diag;
pub mod load;
pub mod model;
pub mod plan;
pub mod source;
