//! A commitment that has passed.

use crate::check::Facts;
use crate::check::items::open_milestones;
use crate::check::rules::implausible_date::is_implausible;
use crate::check::weekdays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::MilestoneStatus;

rule! {
    /// Finds a committed date that has passed while the milestone is still open.
    ///
    /// ## What it does
    /// Reports open milestones of running programs whose `committed` date lies before the day of the check, with the
    /// date that the plan expects now. Late milestones whose date is still to come are the matter of `late-milestone`.
    ///
    /// ## Why it matters
    /// Either the work is done and nobody recorded it, or a promise is broken and whoever relies on it should hear so
    /// from you first.
    ///
    /// ## Example
    /// ```yaml
    /// - id: vendor-certificate
    ///   title: Certificate from the vendor
    ///   status: in_progress
    ///   committed: 2026-11-06
    /// ```
    ///
    /// ## Fix it
    /// Record `finished`, or agree on a new date by a change and move `committed`.
    pub(crate) static META = 303, "overdue-commitment", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, milestone) in open_milestones(facts) {
        let is_passed = |day: &Date| *day < facts.as_of && !is_implausible(*day, facts.as_of);
        let Some(committed) = milestone.committed.filter(is_passed) else { continue };
        let status = match milestone.status() {
            MilestoneStatus::InProgress => "in progress",
            MilestoneStatus::Blocked => "blocked",
            _ => "planned",
        };
        let ago = wording::count(i64::from(facts.as_of.days_since(committed)), "day");
        let message =
            format!("`{}` was committed for {committed}, {ago} ago, and is still {status}", milestone.id);
        let finding = Finding::new(&META, Place::field(subject, "committed"), message)
            .help("record `finished`, or agree on a new date by a change and move `committed`");
        let expected = facts.plan.find(&program.id, &milestone.id).filter(|node| !node.is_undriven);
        out.push(match expected {
            Some(node) => finding.label(format!("expected {}", weekdays::named_day(node.early_finish))),
            None => finding,
        });
    }
}
