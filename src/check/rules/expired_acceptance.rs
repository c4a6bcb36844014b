//! A risk whose acceptance has run out.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds an open risk whose acceptance has expired.
    ///
    /// ## What it does
    /// Reports open risks with an `acceptance:` whose `expires:` lies before the day of the check.
    ///
    /// ## Why it matters
    /// Somebody took the risk for a while, not for good. After the last day nobody answers for it, and
    /// auditors ask exactly here.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-2x6b
    ///   title: Because one key is shared by all data centres, a copy of it could forge sessions
    ///   status: accepted
    ///   acceptance: {by: victor, at: 2026-05-05, expires: 2026-11-05}
    /// ```
    ///
    /// ## Fix it
    /// Ask again: a new acceptance with a new date, a mitigation, or `status: closed` if the risk is gone.
    pub(crate) static META = 629, "expired-acceptance", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., risk)| risk.is_open()) {
        let Some(acceptance) = &risk.acceptance else { continue };
        let Some(expires) = acceptance.expires.filter(|day| *day < facts.as_of) else { continue };
        let late = wording::count(i64::from(facts.as_of.days_since(expires)), "day");
        let message = format!(
            "the acceptance of risk `{}` by `{}` expired on {expires}, {late} ago",
            risk.id, acceptance.by
        );
        let finding = Finding::new(&META, Place::field(at, "acceptance.expires"), message);
        out.push(finding.help("ask for a new acceptance, mitigate the risk, or close it"));
    }
}
