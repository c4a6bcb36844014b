//! A running program of tier 1 whose charter nobody approved.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds a running program of tier 1 whose charter has no dated approval.
    ///
    /// ## What it does
    /// Reports charters with `tier: 1` that run (`status: active`, or none given) and whose `approvals:` hold
    /// no day (`at:`).
    ///
    /// ## Why it matters
    /// A charter that nobody signed is a proposal. The difference shows when the first trade-off comes.
    ///
    /// ## Example
    /// ```yaml
    /// tier: 1
    /// status: active
    /// approvals:
    ///   - {role: sponsor, by: ingrid}
    /// ```
    ///
    /// ## Fix it
    /// Ask the sponsor, and write `at:`; or set `status: proposed` until then.
    pub(crate) static META = 727, "unapproved-charter", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        let is_signed = charter.approvals.iter().any(|approval| approval.at.is_some());
        if is_signed || !items::is_asked(program, Tier::One) {
            continue;
        }
        let message = format!("`{}` runs, and no approval of its charter has a day", program.id);
        let finding = Finding::new(&META, Place::key(at, "approvals"), message);
        out.push(finding.help("add `approvals: [{role: sponsor, by: …, at: …}]`, or set `status: proposed`"));
    }
}
