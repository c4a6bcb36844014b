//! A status note that does not say whether anything is asked.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Tier;
use crate::trend::health;

rule! {
    /// Finds a status note that does not say what is asked of its readers.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, reports the latest status note when it has no `asks:`. An empty list says
    /// that nothing is asked.
    ///
    /// ## Why it matters
    /// Executives read a status for one thing: what do you need from me? A note that leaves it open makes
    /// them ask, or not.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// as_of: 2026-11-20
    /// headline: The pilot is over and the rollback works
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Add `asks:` with what, of whom, by when and what lateness costs; or `asks: []`.
    pub(crate) static META = 711, "silent-asks", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in items::programs(facts).filter(|p| items::is_asked(p, Tier::Two)) {
        let Some((n, note)) = health::latest_status(program, facts.as_of) else { continue };
        if note.asks.is_some() {
            continue;
        }
        let place = Place::field(program.subject(Kind::Status, n), "asks");
        let message = format!("the latest status of `{}` does not say what is asked of whom", program.id);
        out.push(Finding::new(&META, place, message).help("add `asks:`, or `asks: []` if nothing is asked"));
    }
}
