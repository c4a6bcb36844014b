//! A charter that no executive stands behind.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds a charter with a tier and without a sponsor.
    ///
    /// ## What it does
    /// Reports charters that declare a `tier:` and name no `sponsor:`.
    ///
    /// ## Why it matters
    /// Somebody must be able to say yes when the date, the scope or the money is in question. Without a
    /// sponsor the program manager collects opinions.
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
    /// Add `sponsor:` with the executive who wants the program.
    pub(crate) static META = 703, "sponsorless-charter", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        if charter.sponsor.is_some() || !items::is_asked(program, Tier::Three) {
            continue;
        }
        let message = format!("the charter of `{}` names no sponsor", program.id);
        let finding = Finding::new(&META, Place::field(at, "sponsor"), message);
        out.push(finding.help("add `sponsor:` with the executive who wants the program"));
    }
}
