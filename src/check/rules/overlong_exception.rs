//! A waiver or an acceptance that holds for longer than the policy allows.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Date;
use crate::model::ReadinessStatus;

rule! {
    /// Finds a waiver or a risk acceptance that holds for longer than `policy.yaml` allows.
    ///
    /// ## What it does
    /// Counts the days from `approved:` to `expires:` of the waivers at open gates, against
    /// `waivers.max_days` of the policy, and from `at:` to `expires:` of the acceptances of open risks,
    /// against `decisions.risk_acceptance.max_days`. Without a policy nothing is reported.
    ///
    /// ## Why it matters
    /// An exception for a year is a new rule that nobody agreed to.
    ///
    /// ## Example
    /// ```yaml
    /// waiver: {approver: victor, approved: 2026-11-02, expires: 2027-02-28}
    /// ```
    ///
    /// ## Fix it
    /// Shorten it, and ask again when it ends; or change the policy, with the approval that needs.
    ///
    /// ## Settings
    /// `waivers.max_days` and `decisions.risk_acceptance.max_days` in `policy.yaml`.
    pub(crate) static META = 638, "overlong-exception", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(policy) = &facts.workspace.policy else { return };
    let of_risk = policy.decisions.get("risk_acceptance").and_then(|right| right.max_days);
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., risk)| risk.is_open()) {
        let Some(acceptance) = &risk.acceptance else { continue };
        let Some(days) = excess(acceptance.at, acceptance.expires, of_risk) else { continue };
        let what = format!("the acceptance of risk `{}` holds for", risk.id);
        out.push(finding(Place::field(at, "acceptance.expires"), &what, days));
    }
    let of_waiver = policy.waivers.as_ref().and_then(|waivers| waivers.max_days);
    for (_, at, gate) in items::each(facts, |p| &p.readiness).filter(|(.., gate)| gate.decision.is_none()) {
        for (n, item) in gate.items.iter().enumerate() {
            let waived = item.waiver.as_ref().filter(|_| item.status() == ReadinessStatus::Waived);
            let Some(waiver) = waived else { continue };
            let Some(days) = excess(waiver.approved, waiver.expires, of_waiver) else { continue };
            let place = Place::field(at, Path::from("items").index(n).key("waiver").key("expires"));
            out.push(finding(place, &format!("the waiver of `{}` holds for", item.id), days));
        }
    }
}

/// Returns the days and the limit, when it holds for longer.
fn excess(from: Option<Date>, to: Option<Date>, limit: Option<u32>) -> Option<(i64, i64)> {
    let (days, limit) = (i64::from(to?.days_since(from?)), i64::from(limit?));
    (days > limit).then_some((days, limit))
}

fn finding(place: Place, what: &str, (days, limit): (i64, i64)) -> Finding {
    let message = format!("{what} {}, and the policy allows {limit}", wording::count(days, "day"));
    Finding::new(&META, place, message).help("let it end earlier, and ask again then")
}
