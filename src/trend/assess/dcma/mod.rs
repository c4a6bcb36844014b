//! The DCMA 14-point assessment (DCMA-EA PAM 200.1, October 2012, section 4), one file a check.

mod baseline_execution_index;
mod critical_path_length_index;
mod critical_path_test;
mod dangling;
mod hard_constraints;
mod high_duration;
mod high_float;
mod invalid_dates;
mod lags;
mod leads;
mod logic;
mod missed_tasks;
mod negative_float;
mod relationship_types;
mod resources;

pub(crate) use critical_path_length_index::check as critical_path_length_index;
pub(crate) use high_duration::length;

use crate::trend::assess::Check;
use crate::trend::assess::Scope;

/// The checks, in the order of the standard.
pub static CHECKS: &[fn(&Scope<'_>) -> Check] = &[
    logic::check,
    dangling::check,
    leads::check,
    lags::check,
    relationship_types::check,
    hard_constraints::check,
    high_float::check,
    negative_float::check,
    high_duration::check,
    invalid_dates::check,
    resources::check,
    missed_tasks::check,
    critical_path_test::check,
    critical_path_length_index::check,
    baseline_execution_index::check,
];

/// Two months of working days: what counts as much float, or as long work.
const TWO_MONTHS: f64 = 44.0;

/// What the shares are of.
const OPEN: &str = "open items in the population";

/// What the shares of links are of.
const LINKS: &str = "links in the population";

/// Finds a check by its code.
pub(crate) fn find<'a>(checks: &'a [Check], code: &str) -> Option<&'a Check> {
    checks.iter().find(|check| check.meta.code == code)
}
