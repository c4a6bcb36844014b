//! A commitment that the plan does not keep.

use crate::check::Facts;
use crate::check::planned;
use crate::check::rules::committed_before_start::is_impossible;
use crate::check::weekdays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds a milestone that the plan expects after its committed date.
    ///
    /// ## What it does
    /// Compares the finish that the plan computes for open milestones with `committed`, in working days of the team's
    /// calendar, and names what drives the date.
    ///
    /// ## Why it matters
    /// Today the date can still be saved, or given up in time for others to change their plans.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 10d
    ///   committed: 2026-11-27
    /// ```
    ///
    /// ## Fix it
    /// `epm why token-service` shows the path that drives it: shorten that, or agree on another date by a change.
    pub(crate) static META = 401, "late-milestone", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, node, program, milestone) in planned::open_milestones(facts) {
        // What has passed, or cannot even begin in time, is reported as such.
        let Some(committed) = node.committed.filter(|day| *day >= facts.as_of) else { continue };
        if node.early_finish <= committed || is_impossible(facts, node) {
            continue;
        }
        let late = match node.variance.filter(|days| *days >= 0.05) {
            Some(days) => wording::working_days(days),
            None => wording::count(i64::from(node.early_finish.days_since(committed)), "day"),
        };
        let expected = weekdays::named_day(node.early_finish);
        let message =
            format!("`{}` is expected on {expected}, {late} after its commitment {committed}", milestone.id);
        let finding = Finding::new(&META, Place::field(node.subject, "committed"), message).help(format!(
            "shorten the path that drives it (`epm why {}`), or agree on another date by a change",
            milestone.id
        ));
        out.push(planned::with_driver(finding, facts, node, program));
    }
}
