//! A milestone that nobody answers for.

use crate::check::Facts;
use crate::check::items::is_asked;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds an open milestone without an owner.
    ///
    /// ## What it does
    /// Asks for an `owner` of every open milestone in programs of tier 1 and 2.
    ///
    /// ## Why it matters
    /// Nobody is asked how it goes, and nobody says when it slips.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   team: identity
    /// ```
    ///
    /// ## Fix it
    /// Name one person: `owner: maria`.
    pub(crate) static META = 506, "ownerless-milestone", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, milestone) in open_milestones(facts) {
        if is_asked(program, Tier::Two) && milestone.owner.is_none() {
            let message = format!("nobody answers for `{}`", milestone.id);
            out.push(
                Finding::new(&META, Place::field(subject, "owner"), message)
                    .help("add `owner` with one person"),
            );
        }
    }
}
