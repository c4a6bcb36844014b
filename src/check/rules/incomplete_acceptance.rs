//! A risk that is accepted, without a name, a date or an end.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Acceptance;
use crate::model::RiskStatus;
use crate::model::Tier;

rule! {
    /// Finds an accepted risk without who accepted it, when, until when, or why.
    ///
    /// ## What it does
    /// In programs with a tier, reports risks with `status: accepted` that have no `acceptance:`, or one
    /// without `at:`, `expires:` or `reason:`.
    ///
    /// ## Why it matters
    /// "Accepted" without a name is another word for "ignored". An acceptance without an end outlives the
    /// reasons for it.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-2x6b
    ///   title: Because one key is shared by all data centres, a copy of it could forge sessions
    ///   status: accepted
    /// ```
    ///
    /// ## Fix it
    /// Add `acceptance: {by: …, at: …, expires: …, reason: …}`, from somebody who may take such a risk.
    pub(crate) static META = 637, "incomplete-acceptance", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, risk) in items::each(facts, |p| &p.risks) {
        if risk.status() != RiskStatus::Accepted || !items::is_asked(program, Tier::Three) {
            continue;
        }
        let (field, message) = match &risk.acceptance {
            None => ("status", format!("risk `{}` is accepted, and nobody wrote down by whom", risk.id)),
            Some(acceptance) => {
                let missing = missing(acceptance);
                if missing.is_empty() {
                    continue;
                }
                let fields = wording::names(missing);
                ("acceptance", format!("the acceptance of risk `{}` lacks {fields}", risk.id))
            }
        };
        let finding = Finding::new(&META, Place::key(at, field), message);
        out.push(finding.help("write `acceptance: {by: …, at: …, expires: …, reason: …}`"));
    }
}

fn missing(acceptance: &Acceptance) -> Vec<&'static str> {
    let fields = [
        ("at", acceptance.at.is_none()),
        ("expires", acceptance.expires.is_none()),
        ("reason", acceptance.reason.is_none()),
    ];
    fields.iter().filter(|(_, is_missing)| *is_missing).map(|(field, _)| *field).collect()
}
