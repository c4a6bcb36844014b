//! An operation of a scenario that cannot be carried out.

use crate::check::Facts;
use crate::check::rules::idle_operation::report;
use crate::diag::Sink;
use crate::diag::rule;
use crate::plan::scenario::FaultKind;

rule! {
    /// Finds operations of a scenario that cannot be carried out.
    ///
    /// ## What it does
    /// Reports the removal of a program's `finish_milestone` or of the scenario's own target, an item that would wait for
    /// itself, a successor that cannot be made to wait, and people added to a team in which nobody is known to be.
    ///
    /// ## Why it matters
    /// The scenario cannot be compared, and nobody notices until the meeting.
    ///
    /// ## Example
    /// ```yaml
    /// ops:
    ///   - {op: remove, item: idp-ga}      # the charter's finish_milestone
    /// target: {milestone: idp-ga, date: 2027-02-26}
    /// ```
    ///
    /// ## Fix it
    /// Take out what leads to the end and keep the end; list the members of the team first.
    pub(crate) static META = 741, "impossible-operation", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    report(facts, &META, FaultKind::Impossible, out);
}
