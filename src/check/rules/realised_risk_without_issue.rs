//! A risk that has happened, with no issue that tells the rest.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::RiskStatus;
use crate::model::Target;

rule! {
    /// Finds a risk that has happened and has no issue.
    ///
    /// ## What it does
    /// Reports risks with `status: realised` that name no `issue:`, when no issue names them with
    /// `from_risk:` either.
    ///
    /// ## Why it matters
    /// What has happened needs an owner, a date and a solution. A realised risk has none of them: it drops
    /// out of the list of risks and appears in no other.
    ///
    /// ## Example
    /// ```yaml
    /// risks:
    ///   - id: RSK-8d4h
    ///     title: Because the module firmware is a year old, it fails under our load
    ///     status: realised
    /// ```
    ///
    /// ## Fix it
    /// Record the issue, with `from_risk: RSK-8d4h`, or name it in the risk with `issue:`.
    pub(crate) static META = 605, "realised-risk-without-issue", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut told: BTreeSet<Subject> = BTreeSet::new();
    for program in &facts.workspace.programs {
        let from = program.issues.iter().filter_map(|issue| issue.from_risk.as_ref());
        told.extend(from.filter_map(|reference| match facts.index.find(program.index, reference) {
            Target::Item(named) => Some(named.subject),
            _ => None,
        }));
    }
    for (_, at, risk) in items::each(facts, |p| &p.risks) {
        if risk.status() != RiskStatus::Realised || risk.issue.is_some() || told.contains(&at) {
            continue;
        }
        let message = format!("risk `{}` has happened, and no issue tells the rest", risk.id);
        let finding = Finding::new(&META, Place::field(at, "status"), message);
        out.push(
            finding.help(format!("record the issue with `from_risk: {}`, or name it with `issue:`", risk.id)),
        );
    }
}
