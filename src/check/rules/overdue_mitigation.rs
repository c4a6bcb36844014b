//! A mitigation that should be in place, and is not known to be.

use crate::check::Facts;
use crate::check::actions;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Mitigation;
use crate::model::RiskStatus;

rule! {
    /// Finds an open risk whose mitigation, or one of its actions, is overdue.
    ///
    /// ## What it does
    /// Reports open actions of a mitigation whose `due:` has passed. A mitigation whose own `due:` has passed
    /// is reported when it has no actions, or when some of them are open without a date of their own.
    /// Accepted and closed risks are left alone.
    ///
    /// ## Why it matters
    /// The score of a risk counts on its mitigation. When the mitigation is late, the risk is bigger than the
    /// matrix shows.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-1v9c
    ///   title: Because the vendor signs by hand, the certificate comes late, and GA slips
    ///   mitigation:
    ///     plan: Take the interim certificate
    ///     due: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// If it is done, lower probability or impact, and give the next `due:` or close the risk; else agree on
    /// a new date.
    pub(crate) static META = 630, "overdue-mitigation", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, risk) in items::each(facts, |p| &p.risks) {
        let is_worked_on = risk.is_open() && risk.status() != RiskStatus::Accepted;
        let Some(Mitigation::Record(record)) = risk.mitigation.as_ref().filter(|_| is_worked_on) else {
            continue;
        };
        let path = Path::from("mitigation");
        let mut is_said = false;
        for (n, action) in actions::overdue(&record.actions, facts.as_of) {
            let place = Place::field(at, path.clone().key("actions").index(n).key("due"));
            out.push(actions::finding(&META, place, action, facts.as_of, &format!("risk `{}`", risk.id)));
            is_said = true;
        }
        let is_over = record.actions.iter().any(actions::is_open) || record.actions.is_empty();
        let Some(due) = record.due.filter(|due| *due < facts.as_of && is_over && !is_said) else { continue };
        let late = wording::count(i64::from(facts.as_of.days_since(due)), "day");
        let message = format!("the mitigation of risk `{}` was due on {due}, {late} ago", risk.id);
        let finding = Finding::new(&META, Place::field(at, path.key("due")), message);
        out.push(finding.help("if it is in place, score the risk anew; else agree on a new date"));
    }
}
