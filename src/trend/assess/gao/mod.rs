//! The ten best practices of the GAO schedule assessment guide (GAO-16-89G), one file a practice.
//!
//! The guide asks for judgement; here stand the parts of it that files can answer. A practice consists of questions and is
//! flagged when one of them is; its value is how many are.

mod activities;
mod baseline;
mod critical_path;
mod durations;
mod float;
mod resources;
mod risk_analysis;
mod sequence;
mod traceability;
mod updates;

use crate::trend::assess::Check;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma;

/// The practices, in the order of the guide. Each sees the DCMA checks too.
pub static PRACTICES: &[fn(&Scope<'_>, &[Check]) -> Check] = &[
    activities::check,
    sequence::check,
    resources::check,
    durations::check,
    traceability::check,
    critical_path::check,
    float::check,
    risk_analysis::check,
    updates::check,
    baseline::check,
];

/// What some shares are of.
const MILESTONES: &str = "open milestones";

/// What the shares are of.
const WORK: &str = "open work items";

/// Takes DCMA checks as questions of a practice.
fn parts(checks: &[Check], codes: &[&str]) -> Vec<Part> {
    codes.iter().filter_map(|code| Some(dcma::find(checks, code)?.as_part())).collect()
}
