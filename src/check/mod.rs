//! The rules: what a careful reviewer of plans would say.
//!
//! Each rule is one file in `rules/` and one line in [`RULES`]; its doc comment is its manual page. A rule reads
//! [`Facts`] and pushes findings; it never loads, plans, prints or sorts. Faults of files and shapes are the loader's
//! (`load::faults`); their pages stand in [`all_rules`] too.
#![warn(clippy::disallowed_methods)]

mod actions;
mod duties;
mod edges;
mod estimates;
mod facts;
mod hiding;
mod items;
mod links;
mod moments;
mod people;
mod planned;
mod rules;
mod secrets;
pub mod since;
mod statements;
mod steps;
pub mod suppress;
mod texts;
mod warnings;
mod weekdays;
mod workdays;

pub use facts::Facts;
pub use facts::SourceText;
pub use hiding::hide_secrets;
pub use rules::RULES;

use rayon::prelude::*;

use crate::diag::Code;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::Sink;

/// A rule: its declaration and its check.
#[derive(Debug)]
pub struct Rule {
    /// Code, name, severity and manual page.
    pub meta: &'static RuleMeta,
    /// Looks at the facts and reports what it finds.
    pub check: fn(&Facts<'_>, &mut Sink),
}

/// Returns the declaration of every rule, the loader's included, by code.
pub fn all_rules() -> Vec<&'static RuleMeta> {
    let mut all: Vec<&'static RuleMeta> = RULES.iter().map(|rule| rule.meta).collect();
    all.extend(crate::load::faults::FAULTS);
    all.extend(suppress::METAS);
    all.sort_by_key(|meta| meta.code);
    all
}

/// Finds a rule by code (`EPM203`) or name (`dangling-reference`).
pub fn rule_named(word: &str) -> Option<&'static RuleMeta> {
    let code = Code::parse(word);
    all_rules().into_iter().find(|meta| Some(meta.code) == code || meta.name == word)
}

/// Runs all rules, side by side; their findings come in the order of the table. A finding about a field that the loader
/// already faulted is dropped: the field is not missing.
pub fn run(facts: &Facts<'_>) -> Sink {
    let found: Vec<Sink> = RULES.par_iter().map(|rule| run_one(rule, facts)).collect();
    let mut out = Sink::new();
    for sink in found {
        out.append(sink);
    }
    out
}

fn run_one(rule: &Rule, facts: &Facts<'_>) -> Sink {
    let mut sink = Sink::new();
    (rule.check)(facts, &mut sink);
    let mut out = Sink::new();
    for mut finding in sink.into_findings() {
        if let Place::Field(subject, path, _) = &finding.place {
            let is_broken = |field: &str| facts.broken.contains(&(*subject, field.to_owned()));
            // Deeper places are values that were read: another fault beside them does not hide theirs.
            if path.0.len() == 1 && path.field().is_some_and(is_broken) {
                continue;
            }
            facts.name(*subject, &mut finding);
        }
        out.push(finding);
    }
    out
}
