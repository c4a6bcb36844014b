//! A decision whose status means nothing known.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::nearest;
use crate::diag::rule;
use crate::load::words::quoted;

rule! {
    /// Finds a decision whose status is none that epm can read.
    ///
    /// ## What it does
    /// Reads the words at the beginning of a status: `proposed`, `accepted`, `rejected`, `deferred`,
    /// `deprecated`, `superseded` and common words for them (`draft`, `approved`, `implemented`, `declined`,
    /// `postponed`, `obsolete`, `replaced`). Reports any other. Such a decision counts as still open.
    ///
    /// ## Why it matters
    /// A typing error in one word keeps a decision open for ever, in every count and in the plan.
    ///
    /// ## Example
    /// ```markdown
    /// ## Status
    ///
    /// Imlpemented
    /// ```
    ///
    /// ## Fix it
    /// Begin the status with one of the words above; what follows it is free.
    pub(crate) static META = 615, "unknown-decision-status", Warning, since "0.1.0";
}

const WORDS: &[&str] = &[
    "proposed",
    "accepted",
    "rejected",
    "deferred",
    "deprecated",
    "superseded",
    "draft",
    "approved",
    "implemented",
    "declined",
    "postponed",
    "obsolete",
    "replaced",
];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, decision) in items::each(facts, |p| &p.decisions) {
        let Some(state) = decision.status.as_ref().filter(|state| state.normal.is_none()) else { continue };
        let message = format!("{} is no status of a decision", quoted(&state.raw));
        let finding = Finding::new(&META, Place::field(at, "status"), message).help(
            "begin it with `proposed`, `accepted`, `rejected`, `deferred`, `deprecated` or `superseded by`",
        );
        let first = state.raw.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        out.push(match first.and_then(|word| nearest(word, WORDS.iter().copied())) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding,
        });
    }
}
