//! A change that does not say what it does to dates, scope, cost and risk.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::ChangeStatus;
use crate::model::Tier;

rule! {
    /// Finds a change that does not say what it does to schedule, scope, cost and risk.
    ///
    /// ## What it does
    /// In programs with a tier, reports proposed and approved changes whose `impact:` lacks `schedule:`,
    /// `scope:`, `cost:` or `risk:`. "None" is an answer.
    ///
    /// ## Why it matters
    /// Who approves a change approves its consequences. What is not written down is found out afterwards, one
    /// by one.
    ///
    /// ## Example
    /// ```yaml
    /// - id: CHG-5r2d
    ///   title: Move general availability from 26 February to 5 March
    ///   impact: {schedule: One week later}
    /// ```
    ///
    /// ## Fix it
    /// Write a line for each of the four; `None` where nothing changes.
    pub(crate) static META = 701, "change-without-impact", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, change) in items::each(facts, |p| &p.changes) {
        let is_weighed = matches!(change.status(), ChangeStatus::Proposed | ChangeStatus::Approved);
        if !is_weighed || !items::is_asked(program, Tier::Three) {
            continue;
        }
        let impact = change.impact.as_ref();
        let words = [
            ("schedule", impact.and_then(|i| i.schedule.as_ref())),
            ("scope", impact.and_then(|i| i.scope.as_ref())),
            ("cost", impact.and_then(|i| i.cost.as_ref())),
            ("risk", impact.and_then(|i| i.risk.as_ref())),
        ];
        let missing: Vec<&str> = words.iter().filter(|(_, w)| w.is_none()).map(|(field, _)| *field).collect();
        if missing.is_empty() {
            continue;
        }
        let message =
            format!("change `{}` does not say what it does to {}", change.id, wording::list(missing));
        let finding = Finding::new(&META, Place::key(at, "impact"), message);
        out.push(finding.help("write a line for each in `impact:`; `None` where nothing changes"));
    }
}
