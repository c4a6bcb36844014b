//! A major decision that nobody is known to have taken.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::DecisionClass;
use crate::model::DecisionStatus;
use crate::model::Tier;

rule! {
    /// Finds an accepted major decision that does not say who decided.
    ///
    /// ## What it does
    /// In programs of tier 1, reports decisions with `class: major` and the status accepted that name neither
    /// an `approver:` nor `decision-makers:`.
    ///
    /// ## Why it matters
    /// When it is questioned, and major decisions are, the first question is whose it was.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// id: DEC-1a6r
    /// status: accepted
    /// class: major
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Add `approver:` with the person who decided, or `decision-makers:` with all of them.
    pub(crate) static META = 614, "unapproved-decision", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, decision) in items::each(facts, |p| &p.decisions) {
        let is_settled = decision.status() == DecisionStatus::Accepted;
        let is_major = decision.class == Some(DecisionClass::Major);
        let is_signed = decision.approver.is_some() || !decision.makers().is_empty();
        if !is_settled || !is_major || is_signed || !items::is_asked(program, Tier::One) {
            continue;
        }
        let id = decision.id.as_ref().map_or("", |id| id.as_str());
        let message = format!("major decision `{id}` is accepted and does not say who decided");
        let finding = Finding::new(&META, Place::field(at, "approver"), message);
        out.push(finding.help("add `approver:` or `decision-makers:`"));
    }
}
