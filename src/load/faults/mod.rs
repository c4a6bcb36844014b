//! The rules of the loader: faults of files, syntax and shape. Each file is one rule; its doc comment is its page.

pub(crate) mod clashing_fields;
pub(crate) mod duplicate_key;
pub(crate) mod empty_file;
pub(crate) mod forbidden_yaml;
pub(crate) mod foreign_key;
pub(crate) mod invalid_encoding;
pub(crate) mod invalid_value;
pub(crate) mod malformed_table;
pub(crate) mod missing_field;
pub(crate) mod missing_program;
pub(crate) mod over_limit;
pub(crate) mod symbolic_link;
pub(crate) mod syntax_error;
pub(crate) mod template_leftover;
pub(crate) mod unknown_choice;
pub(crate) mod unknown_file;
pub(crate) mod unknown_key;
pub(crate) mod unreadable_file;
pub(crate) mod wrong_type;

use crate::diag::RuleMeta;

/// All rules of the loader.
pub static FAULTS: &[&RuleMeta] = &[
    &syntax_error::META,
    &unreadable_file::META,
    &invalid_encoding::META,
    &symbolic_link::META,
    &duplicate_key::META,
    &forbidden_yaml::META,
    &over_limit::META,
    &unknown_key::META,
    &wrong_type::META,
    &invalid_value::META,
    &unknown_choice::META,
    &missing_field::META,
    &clashing_fields::META,
    &unknown_file::META,
    &foreign_key::META,
    &malformed_table::META,
    &template_leftover::META,
    &empty_file::META,
    &missing_program::META,
];
