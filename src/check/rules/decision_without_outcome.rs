//! An accepted decision that does not say what was decided.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::DecisionStatus;
use crate::model::Tier;

rule! {
    /// Finds an accepted decision that does not say what was decided.
    ///
    /// ## What it does
    /// Reports decisions with the status accepted that have neither an `outcome:` nor a section "Decision
    /// Outcome", "Decision" or "Outcome" with text. In programs without a tier, such as the records of an
    /// existing repository, this is a note.
    ///
    /// ## Why it matters
    /// In a year, the record is all that is left of the meeting. A title and a status do not say what to do.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// id: DEC-6b1n
    /// status: accepted
    /// ---
    /// # When do we ask for a second factor?
    /// ```
    ///
    /// ## Fix it
    /// Write the section "Decision Outcome": the option that was chosen, and because of what.
    pub(crate) static META = 612, "decision-without-outcome", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, decision) in items::each(facts, |p| &p.decisions) {
        if decision.status() != DecisionStatus::Accepted || decision.outcome.is_some() {
            continue;
        }
        let id = decision.id.as_ref().map_or("", |id| id.as_str());
        let message = format!("decision `{id}` is accepted and does not say what was decided");
        let finding = Finding::new(&META, Place::field(at, "outcome"), message)
            .help("write a section `Decision Outcome`, or `outcome:` in the front matter");
        let is_ours = items::is_asked(program, Tier::Three);
        out.push(if is_ours { finding } else { finding.severity(Severity::Note) });
    }
}
