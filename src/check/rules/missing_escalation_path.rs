//! A communication plan that does not say who is called.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds a communication plan of a program of tier 1 without an escalation path.
    ///
    /// ## What it does
    /// Reports `comms.yaml` without `escalation:` in programs with `tier: 1`.
    ///
    /// ## Why it matters
    /// When something is stuck, the order in which people are called should not be invented on that day.
    ///
    /// ## Example
    /// ```yaml
    /// audiences:
    ///   - {id: executives, title: Executive staff, cadence: weekly}
    /// ```
    ///
    /// ## Fix it
    /// Add `escalation:` with who is called, when and how, in order.
    pub(crate) static META = 721, "missing-escalation-path", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, comms) in items::each(facts, |p| &p.comms) {
        if !comms.escalation.is_empty() || !items::is_asked(program, Tier::One) {
            continue;
        }
        let message =
            format!("the communication plan of `{}` does not say who is called when it is stuck", program.id);
        let finding = Finding::new(&META, Place::field(at, "escalation"), message);
        out.push(finding.help("add `escalation:` with who, when and how, in order"));
    }
}
