//! The table of rules: one file and one line each, by code.

mod dangling_reference;

use crate::check::Rule;

/// All rules that read the typed programs, by code.
pub static RULES: &[Rule] = &[Rule { meta: &dangling_reference::META, check: dangling_reference::check }];
