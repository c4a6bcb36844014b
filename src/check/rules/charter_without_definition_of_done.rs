//! A charter of tier 1 that does not say when it is done.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds a charter of tier 1 without a definition of done.
    ///
    /// ## What it does
    /// Reports charters with `tier: 1` that have neither `definition_of_done:` nor a section "Definition of
    /// done" or "Exit criteria".
    ///
    /// ## Why it matters
    /// The end of a program is a negotiation, unless it was written down at its beginning.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// id: identity-migration
    /// title: Central identity for every sign-in
    /// tier: 1
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Add a section "Definition of done" with what must be true, so that two people would answer alike.
    pub(crate) static META = 717, "charter-without-definition-of-done", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        if charter.definition_of_done.is_some() || !items::is_asked(program, Tier::One) {
            continue;
        }
        let message = format!("the charter of `{}` does not say when it is done", program.id);
        let finding = Finding::new(&META, Place::field(at, "definition_of_done"), message);
        out.push(finding.help("add `definition_of_done:`, or a section `Definition of done`"));
    }
}
