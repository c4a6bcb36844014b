//! A non-functional area that nobody plans for.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::MilestoneStatus;
use crate::model::NfrArea;
use crate::model::Tier;

rule! {
    /// Finds a program in which a non-functional area is neither planned nor declared not applicable.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, asks for five areas: security, performance, operability, migration and
    /// rollback. Each must stand in `nfr:` of a milestone that is not cancelled, or in `nfr_not_applicable:`
    /// of the charter.
    ///
    /// ## Why it matters
    /// What nobody plans for is found the week before the launch, by the people who have to run it.
    ///
    /// ## Example
    /// ```yaml
    /// milestones:
    ///   - id: token-service-staging
    ///     title: Token service live in staging
    ///     nfr: [security, operability]
    /// ```
    ///
    /// ## Fix it
    /// Name the area at the milestone that delivers it, or add it to `nfr_not_applicable:` with the reason.
    pub(crate) static META = 706, "uncovered-nfr", Warning, since "0.1.0";
}

/// The areas that every launch plans for.
const AREAS: &[NfrArea] =
    &[NfrArea::Security, NfrArea::Performance, NfrArea::Operability, NfrArea::Migration, NfrArea::Rollback];

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        // What could not be read may plan for them.
        let is_whole = !program.is_partial && !program.has_nameless && program.lost.is_empty();
        if !items::is_asked(program, Tier::Two) || !is_whole {
            continue;
        }
        let planned = program.milestones.iter().filter(|m| m.status() != MilestoneStatus::Cancelled);
        let mut covered: BTreeSet<NfrArea> = planned.flat_map(|m| m.nfr.iter().copied()).collect();
        covered.extend(charter.nfr_not_applicable.iter().map(|entry| entry.area));
        let missing: Vec<_> = AREAS.iter().filter(|area| !covered.contains(area)).collect();
        if missing.is_empty() {
            continue;
        }
        let message = format!("nobody plans for {} in `{}`", wording::list(missing), program.id);
        let finding = Finding::new(&META, Place::key(at, "nfr_not_applicable"), message);
        out.push(
            finding.help("name each in `nfr:` of a milestone, or in `nfr_not_applicable:` with the reason"),
        );
    }
}
