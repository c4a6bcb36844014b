//! Go or no-go: what the checklist of a gate says on a day.
//!
//! GO when every required item passes or does not apply with a reason; CONDITIONAL when only approved, unexpired waivers
//! remain; else NO-GO, also without any required item. The recorded decision stands beside the verdict and does not
//! change it.

use crate::diag::wording;
use crate::model::Date;
use crate::model::GateDecision;
use crate::model::GateVerdict;
use crate::model::Id;
use crate::model::Person;
use crate::model::Readiness;
use crate::model::ReadinessItem;
use crate::model::ReadinessStatus;
use crate::model::Waiver;

/// Why a waiver does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaiverFault {
    /// The item is waived, and nobody wrote down by whom.
    Missing,
    /// These fields are missing.
    Incomplete(Vec<&'static str>),
    /// It is allowed only from a later day on.
    NotYet(Date),
    /// It held until this day.
    Expired(Date),
}

impl std::fmt::Display for WaiverFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WaiverFault::Missing => f.write_str("waived without a waiver"),
            WaiverFault::Incomplete(fields) => {
                write!(f, "waiver without {}", wording::list(fields.iter().map(|field| format!("`{field}`"))))
            }
            WaiverFault::NotYet(day) => write!(f, "waiver approved only on {day}"),
            WaiverFault::Expired(day) => write!(f, "waiver expired on {day}"),
        }
    }
}

/// Says why a waiver does not count on a day, or that it does: it needs an approver, the day of approval and an expiry.
pub fn waiver_fault(waiver: Option<&Waiver>, as_of: Date) -> Option<WaiverFault> {
    let Some(waiver) = waiver else { return Some(WaiverFault::Missing) };
    let (Some(_), Some(approved), Some(expires)) = (&waiver.approver, waiver.approved, waiver.expires) else {
        let fields = [
            ("approver", waiver.approver.is_none()),
            ("approved", waiver.approved.is_none()),
            ("expires", waiver.expires.is_none()),
        ];
        return Some(WaiverFault::Incomplete(fields.iter().filter(|f| f.1).map(|f| f.0).collect()));
    };
    if approved > as_of {
        return Some(WaiverFault::NotYet(approved));
    }
    (expires < as_of).then_some(WaiverFault::Expired(expires))
}

/// A required item that stands in the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocking {
    /// Its index among the items of the gate.
    pub index: usize,
    /// Its id.
    pub id: Id,
    /// What must be true.
    pub title: String,
    /// Why it stands in the way, in a few words.
    pub why: String,
    /// Who sees to it.
    pub owner: Option<Person>,
    /// By when.
    pub due: Option<Date>,
}

/// A required item that somebody lets pass for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct WaivedItem {
    /// Its index among the items of the gate.
    pub index: usize,
    /// Its id.
    pub id: Id,
    /// What must be true, and is not.
    pub title: String,
    /// Who sees to it.
    pub owner: Option<Person>,
    /// Who allows it.
    pub approver: Person,
    /// When it was allowed.
    pub approved: Date,
    /// The last day that it holds.
    pub expires: Date,
    /// Why.
    pub reason: Option<String>,
    /// What limits the harm meanwhile.
    pub compensating: Option<String>,
}

/// What a gate's checklist says on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct GateReport {
    /// The day.
    pub as_of: Date,
    /// The verdict.
    pub verdict: GateVerdict,
    /// How many items are required.
    pub required: usize,
    /// How many required items pass.
    pub passed: usize,
    /// How many required items pass without any evidence.
    pub unproven: usize,
    /// How many required items a waiver lets pass.
    pub waived: usize,
    /// How many required items do not apply, with a reason.
    pub not_applicable: usize,
    /// The required items that stand in the way, in the order of the checklist.
    pub blocking: Vec<Blocking>,
    /// The waivers that let the verdict be no worse than CONDITIONAL.
    pub waivers: Vec<WaivedItem>,
    /// What was decided at the gate.
    pub decision: Option<GateDecision>,
}

impl GateReport {
    /// Tells whether the release may go, if under conditions.
    pub fn is_passing(&self) -> bool {
        self.verdict != GateVerdict::NoGo
    }

    /// Tells whether a GO was recorded, with or without conditions, against a NO-GO of the checklist.
    pub fn is_overruled(&self) -> bool {
        !self.is_passing() && self.decision.as_ref().is_some_and(|d| d.verdict != GateVerdict::NoGo)
    }

    /// Returns the first day on which the verdict gets worse by itself: the earliest expiry of a waiver.
    pub fn holds_until(&self) -> Option<Date> {
        self.waivers.iter().map(|w| w.expires).min()
    }
}

/// Returns the verdict as it is shown: `GO`, `CONDITIONAL`, `NO-GO`.
pub fn label(verdict: GateVerdict) -> &'static str {
    match verdict {
        GateVerdict::Go => "GO",
        GateVerdict::Conditional => "CONDITIONAL",
        GateVerdict::NoGo => "NO-GO",
    }
}

/// Derives the verdict of a gate on a day.
pub fn gate(gate: &Readiness, as_of: Date) -> GateReport {
    let mut report = GateReport {
        as_of,
        verdict: GateVerdict::NoGo,
        required: 0,
        passed: 0,
        unproven: 0,
        waived: 0,
        not_applicable: 0,
        blocking: Vec::new(),
        waivers: Vec::new(),
        decision: gate.decision.clone(),
    };
    for (index, item) in gate.items.iter().enumerate().filter(|(_, item)| item.is_required()) {
        report.required += 1;
        judge(index, item, &mut report);
    }
    report.verdict = match (report.required, report.blocking.len(), report.waived) {
        (0, _, _) => GateVerdict::NoGo,
        (_, 0, 0) => GateVerdict::Go,
        (_, 0, _) => GateVerdict::Conditional,
        _ => GateVerdict::NoGo,
    };
    report
}

fn judge(index: usize, item: &ReadinessItem, report: &mut GateReport) {
    let why = match item.status() {
        ReadinessStatus::Pass => {
            report.passed += 1;
            report.unproven += usize::from(item.evidence.0.is_empty());
            return;
        }
        ReadinessStatus::NotApplicable if item.reason.is_some() => {
            report.not_applicable += 1;
            return;
        }
        ReadinessStatus::NotApplicable => "not applicable without a reason".to_owned(),
        ReadinessStatus::Waived => match waiver_fault(item.waiver.as_ref(), report.as_of) {
            Some(fault) => fault.to_string(),
            None => {
                report.waived += 1;
                report.waivers.extend(item.waiver.as_ref().and_then(|w| waived(index, item, w)));
                return;
            }
        },
        ReadinessStatus::Fail => match &item.reason {
            Some(reason) => format!("failed: {reason}"),
            None => "failed".to_owned(),
        },
        ReadinessStatus::Open => match item.due {
            Some(due) if due < report.as_of => {
                let late = i64::from(report.as_of.days_since(due));
                format!("open, {} overdue", wording::count(late, "day"))
            }
            _ => "open".to_owned(),
        },
    };
    report.blocking.push(Blocking {
        index,
        id: item.id.clone(),
        title: item.title.to_string(),
        why,
        owner: item.owner.clone(),
        due: item.due,
    });
}

/// Returns a waiver that counts; `None` never happens once [`waiver_fault`] has found nothing.
fn waived(index: usize, item: &ReadinessItem, waiver: &Waiver) -> Option<WaivedItem> {
    Some(WaivedItem {
        index,
        id: item.id.clone(),
        title: item.title.to_string(),
        owner: item.owner.clone(),
        approver: waiver.approver.clone()?,
        approved: waiver.approved?,
        expires: waiver.expires?,
        reason: waiver.reason.as_ref().map(ToString::to_string),
        compensating: waiver.compensating.as_ref().map(ToString::to_string),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Extra;
    use crate::model::OneOrMore;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn item(id: &str, status: Option<ReadinessStatus>) -> ReadinessItem {
        ReadinessItem {
            id: Id::new(id),
            area: None,
            title: id.into(),
            required: None,
            status,
            owner: None,
            evidence: OneOrMore::default(),
            evidence_sha256: OneOrMore::default(),
            due: None,
            reviewer: None,
            reason: None,
            waiver: None,
            visibility: None,
            extra: Extra::new(),
        }
    }

    fn waiver() -> Waiver {
        Waiver {
            reason: None,
            approver: Some(Person::new("victor")),
            approved: Some(day("2026-11-02")),
            expires: Some(day("2026-11-30")),
            compensating: None,
            extra: Extra::new(),
        }
    }

    fn waived_by(waiver: Waiver) -> ReadinessItem {
        ReadinessItem { waiver: Some(waiver), ..item("restore", Some(ReadinessStatus::Waived)) }
    }

    fn verdict_on(items: Vec<ReadinessItem>, as_of: &str) -> GateReport {
        let readiness = Readiness {
            id: Id::new("ga-gate"),
            title: "GA".into(),
            description: None,
            gates: Vec::new(),
            release: None,
            level: None,
            owner: None,
            date: None,
            decision: None,
            items,
            visibility: None,
            aliases: Vec::new(),
            links: std::collections::BTreeMap::new(),
            extra: Extra::new(),
        };
        gate(&readiness, day(as_of))
    }

    fn verdict(items: Vec<ReadinessItem>) -> GateVerdict {
        verdict_on(items, "2026-11-20").verdict
    }

    #[test]
    fn every_required_item_must_pass_or_not_apply_with_a_reason() {
        let pass = || item("load", Some(ReadinessStatus::Pass));
        let excused = ReadinessItem {
            reason: Some("no card data".into()),
            ..item("cards", Some(ReadinessStatus::NotApplicable))
        };
        let unexcused = item("cards", Some(ReadinessStatus::NotApplicable));
        let optional = ReadinessItem { required: Some(false), ..item("old-apps", None) };
        assert_eq!(verdict(vec![pass(), excused, optional.clone()]), GateVerdict::Go);
        assert_eq!(verdict(vec![pass(), unexcused]), GateVerdict::NoGo);
        assert_eq!(verdict(vec![pass(), item("slo", None)]), GateVerdict::NoGo);
        assert_eq!(verdict(vec![pass(), item("slo", Some(ReadinessStatus::Fail))]), GateVerdict::NoGo);
        assert_eq!(verdict(vec![optional]), GateVerdict::NoGo, "nothing required is no GO");
        assert_eq!(verdict(vec![]), GateVerdict::NoGo);
    }

    #[test]
    fn a_waiver_counts_only_when_approved_and_not_expired() {
        let pass = || item("load", Some(ReadinessStatus::Pass));
        let on = |day| verdict_on(vec![pass(), waived_by(waiver())], day);
        assert_eq!(on("2026-11-30").verdict, GateVerdict::Conditional, "it holds on its last day");
        assert_eq!(on("2026-11-30").holds_until(), Some(day("2026-11-30")));
        assert_eq!(on("2026-12-01").verdict, GateVerdict::NoGo);
        assert_eq!(on("2026-12-01").blocking[0].why, "waiver expired on 2026-11-30");
        assert_eq!(on("2026-11-01").blocking[0].why, "waiver approved only on 2026-11-02");
        let asked_for = Waiver { approved: None, approver: None, ..waiver() };
        let report = verdict_on(vec![pass(), waived_by(asked_for)], "2026-11-20");
        assert_eq!(report.verdict, GateVerdict::NoGo);
        assert_eq!(report.blocking[0].why, "waiver without `approver` and `approved`");
        let unwritten = item("restore", Some(ReadinessStatus::Waived));
        assert_eq!(verdict_on(vec![unwritten], "2026-11-20").blocking[0].why, "waived without a waiver");
    }

    #[test]
    fn a_report_says_what_stands_in_the_way_and_counts_the_rest() {
        let open = ReadinessItem { due: Some(day("2026-11-13")), ..item("slo", None) };
        let report = verdict_on(
            vec![item("load", Some(ReadinessStatus::Pass)), open, waived_by(waiver())],
            "2026-11-20",
        );
        assert_eq!((report.required, report.passed, report.unproven, report.waived), (3, 1, 1, 1));
        assert_eq!(report.blocking.len(), 1);
        assert_eq!((report.blocking[0].index, report.blocking[0].why.as_str()), (1, "open, 7 days overdue"));
    }
}
