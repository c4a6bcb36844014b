//! Work that has run for longer than its whole range.

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::plan::forecast::Basis;

rule! {
    /// Finds work in progress that has run for longer than its estimate thought possible.
    ///
    /// ## What it does
    /// Counts the working days since `started`, and compares them with the longest time of the estimate. Work that says
    /// what is left (`remaining`, or `progress`) is not looked at.
    ///
    /// ## Why it matters
    /// The estimate has been proved wrong, so nothing is known of what is left. The plan and the forecast count all of it
    /// as still to do, which is most likely wrong too.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   estimate: {low: 2d, likely: 5d, high: 12d}
    ///   started: 2026-10-01
    /// ```
    ///
    /// ## Fix it
    /// Ask how much is left, and write it down: `remaining: 4d`.
    pub(crate) static META = 444, "used-up-estimate", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(forecast) = facts.plan.outlook.forecast() else { return };
    for (_, node, _, milestone) in planned::open_milestones(facts) {
        if forecast.item(&node.key).is_none_or(|item| item.basis != Basis::UsedUp) {
            continue;
        }
        let Some(started) = milestone.started else { continue };
        let field = if milestone.estimate.is_some() { "estimate" } else { "confidence" };
        let message = format!(
            "`{}` runs since {started}, longer than its whole range, and does not say what is left",
            milestone.id
        );
        let help = "ask how much is left, and write it down: `remaining: 4d`";
        out.push(Finding::new(&META, Place::field(node.subject, field), message).help(help));
    }
}
