//! An open risk, assumption, issue or dependency that nobody answers for.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Item;

rule! {
    /// Finds an open risk, assumption, issue or dependency without an owner.
    ///
    /// ## What it does
    /// Reports every open RAID item without `owner:`. Closed, resolved, delivered and cancelled ones are left
    /// alone.
    ///
    /// ## Why it matters
    /// What belongs to everybody is done by nobody. One name turns a remark in a list into somebody who will
    /// call back.
    ///
    /// ## Example
    /// ```yaml
    /// risks:
    ///   - id: RSK-1v9c
    ///     title: Because the vendor signs by hand, the certificate comes late, and GA slips
    /// ```
    ///
    /// ## Fix it
    /// Add `owner:` with the one person who answers for it; a team does not count.
    pub(crate) static META = 601, "ownerless-raid-item", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., i)| i.is_open()) {
        report(at, risk, out);
    }
    for (_, at, assumption) in items::each(facts, |p| &p.assumptions).filter(|(.., i)| i.is_open()) {
        report(at, assumption, out);
    }
    for (_, at, issue) in items::each(facts, |p| &p.issues).filter(|(.., i)| i.is_open()) {
        report(at, issue, out);
    }
    for (_, at, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., i)| i.is_open()) {
        report(at, dependency, out);
    }
}

fn report(at: Subject, item: &dyn Item, out: &mut Sink) {
    let (None, Some(id)) = (item.owner(), item.id()) else { return };
    let message = format!("open {} `{id}` has no owner", item.kind().key());
    let finding = Finding::new(&META, Place::field(at, "owner"), message);
    out.push(finding.help("add `owner:` with the one person who answers for it"));
}
