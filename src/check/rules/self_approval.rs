//! Something approved by those who asked for it.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Approval;
use crate::model::ChangeStatus;
use crate::model::DecisionClass;
use crate::model::DecisionStatus;
use crate::model::Person;
use crate::model::ReadinessStatus;

rule! {
    /// Finds a change, waiver, acceptance or major decision that only its own people approved.
    ///
    /// ## What it does
    /// Reports approved changes whose dated approvals all come from `requested_by:` or `owner:`; waivers
    /// whose approver owns the item; risks accepted by their owner; accepted major decisions whose approver
    /// drives them and decided alone; and charters that only their owner approved.
    ///
    /// ## Why it matters
    /// Four eyes see more than two, and an approval by oneself is none.
    ///
    /// ## Example
    /// ```yaml
    /// - id: CHG-1k8p
    ///   title: Add step-up authentication to the first release
    ///   status: approved
    ///   requested_by: ben
    ///   approvals:
    ///     - {role: product, by: ben, at: 2026-11-03}
    /// ```
    ///
    /// ## Fix it
    /// Ask somebody else who may approve it. In a program of one person, set `rules: {self-approval: off}`.
    pub(crate) static META = 712, "self-approval", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, change) in items::each(facts, |p| &p.changes) {
        if matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented) {
            let own = [change.requested_by.as_ref(), change.owner.as_ref()];
            approvals(at, &change.approvals, &own, &format!("change `{}`", change.id), out);
        }
    }
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        let what = format!("the charter of `{}`", program.id);
        approvals(at, &charter.approvals, &[charter.owner.as_ref()], &what, out);
    }
    for (_, at, risk) in items::each(facts, |p| &p.risks).filter(|(.., risk)| risk.is_open()) {
        let Some(by) = risk.acceptance.as_ref().map(|acceptance| &acceptance.by) else { continue };
        if Some(by) == risk.owner.as_ref() {
            let message = format!("risk `{}` is accepted by its owner, `{by}`", risk.id);
            report(Place::field(at, "acceptance.by"), message, out);
        }
    }
    for (_, at, gate) in items::each(facts, |p| &p.readiness) {
        for (n, item) in gate.items.iter().enumerate() {
            let waived = item.waiver.as_ref().filter(|_| item.status() == ReadinessStatus::Waived);
            let Some(by) = waived.and_then(|waiver| waiver.approver.as_ref()) else { continue };
            if Some(by) == item.owner.as_ref() {
                let place = Place::field(at, Path::from("items").index(n).key("waiver").key("approver"));
                report(place, format!("`{}` is waived by its owner, `{by}`", item.id), out);
            }
        }
    }
    for (_, at, decision) in items::each(facts, |p| &p.decisions) {
        let is_major = decision.class == Some(DecisionClass::Major);
        let Some(by) = decision.approver.as_ref().filter(|by| Some(*by) == decision.owner.as_ref()) else {
            continue;
        };
        let is_alone = decision.makers().iter().all(|maker| **maker == *by.as_str());
        if is_major && is_alone && decision.status() == DecisionStatus::Accepted {
            let id = decision.id.as_ref().map_or("", |id| id.as_str());
            let message = format!("major decision `{id}` is approved by `{by}`, who drives it, alone");
            report(Place::field(at, "approver"), message, out);
        }
    }
}

fn approvals(at: Subject, approvals: &[Approval], own: &[Option<&Person>], what: &str, out: &mut Sink) {
    let mut given = approvals.iter().enumerate().filter(|(_, approval)| approval.at.is_some()).peekable();
    let Some(&(n, Approval { by: Some(by), .. })) = given.peek() else { return };
    if given.all(|(_, approval)| approval.by.is_some() && own.contains(&approval.by.as_ref())) {
        let place = Place::field(at, Path::from("approvals").index(n).key("by"));
        report(
            place,
            format!("{what} is approved by `{by}`, who asks for it or owns it, and by nobody else"),
            out,
        );
    }
}

fn report(place: Place, message: String, out: &mut Sink) {
    out.push(Finding::new(&META, place, message).help("ask somebody else who may approve it"));
}
