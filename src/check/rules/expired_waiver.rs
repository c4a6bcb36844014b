//! A waiver that has run out, or will within two weeks.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::ReadinessStatus;
use crate::trend::verdict;
use crate::trend::verdict::WaiverFault;

rule! {
    /// Finds a waiver at a gate that has expired, or that expires within 14 days.
    ///
    /// ## What it does
    /// Reports waived items whose waiver's `expires:` lies before the day of the check. Within 14 days before
    /// it, a note says so. At a gate that has been decided nothing is reported.
    ///
    /// ## Why it matters
    /// From the day after its expiry a waiver does not count, and the gate turns to NO-GO without anybody
    /// having changed a file.
    ///
    /// ## Example
    /// ```yaml
    /// waiver: {approver: victor, approved: 2026-10-02, expires: 2026-11-13}
    /// ```
    ///
    /// ## Fix it
    /// Meet the requirement and set `status: pass` with evidence, or ask for a new waiver.
    pub(crate) static META = 619, "expired-waiver", Warning, since "0.1.0";
}

/// How many days before its end a waiver is mentioned.
const SOON: i32 = 14;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, gate) in items::each(facts, |p| &p.readiness).filter(|(.., g)| g.decision.is_none()) {
        for (n, item) in gate.items.iter().enumerate() {
            let expires = item.waiver.as_ref().and_then(|waiver| waiver.expires);
            let Some(expires) = expires.filter(|_| item.status() == ReadinessStatus::Waived) else {
                continue;
            };
            let place = Place::field(at, Path::from("items").index(n).key("waiver").key("expires"));
            let finding = match verdict::waiver_fault(item.waiver.as_ref(), facts.as_of) {
                Some(WaiverFault::Expired(day)) => {
                    let late = wording::count(i64::from(facts.as_of.days_since(day)), "day");
                    let message = format!("the waiver of `{}` expired on {day}, {late} ago", item.id);
                    Finding::new(&META, place, message)
                }
                None if expires.days_since(facts.as_of) <= SOON => {
                    let left = wording::count(i64::from(expires.days_since(facts.as_of)), "day");
                    let message =
                        format!("the waiver of `{}` holds for another {left}, until {expires}", item.id);
                    Finding::new(&META, place, message).severity(Severity::Note)
                }
                _ => continue,
            };
            out.push(finding.help("meet it and set `status: pass` with evidence, or ask for a new waiver"));
        }
    }
}
