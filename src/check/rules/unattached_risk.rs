//! A risk in numbers that hits nothing.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Impact;
use crate::model::Kind;
use crate::model::Target;

rule! {
    /// Finds a risk with a delay in numbers that affects nothing in the plan.
    ///
    /// ## What it does
    /// Looks at open risks whose `impact` is a delay or a factor. `affects` must name at least one item that is still to
    /// come: a milestone, a dependency, a decision, an issue or a gate that takes part in the plan.
    ///
    /// ## Why it matters
    /// The forecast adds the delay to what the risk affects. Without that, somebody has put the risk into numbers and
    /// believes that they count.
    ///
    /// ## Example
    /// ```yaml
    /// id: RSK-7k3f
    /// title: Because the vendor signs by hand, the certificate is late
    /// probability: 40%
    /// impact: 10d
    /// ```
    ///
    /// ## Fix it
    /// Name what it would delay, such as `affects: [token-service]`, or close the risk when that is done.
    pub(crate) static META = 441, "unattached-risk", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in &facts.workspace.programs {
        for (n, risk) in program.risks.iter().enumerate().filter(|(_, risk)| risk.is_open()) {
            let is_in_numbers = match &risk.impact {
                Some(Impact::Delay(_)) => true,
                Some(Impact::Record(record)) => record.delay.is_some() || record.factor.is_some(),
                Some(Impact::Band(_)) | None => false,
            };
            if !is_in_numbers || risk.probability.is_none() {
                continue;
            }
            let subject = program.subject(Kind::Risk, n);
            // A reference that leads nowhere has a finding of its own.
            let is_attached = risk.affects.iter().any(|item| match facts.index.find(program.index, item) {
                Target::Item(named) => {
                    let owner = &facts.workspace.programs[named.subject.program as usize];
                    let id = owner.item(named.subject).and_then(|item| item.id()).unwrap_or(&named.id);
                    facts.plan.find(&owner.id, id).is_some_and(|node| !node.is_done)
                }
                _ => true,
            });
            if is_attached {
                continue;
            }
            let message = if risk.affects.is_empty() {
                format!("`{}` says how long the delay would be, and not of what", risk.id)
            } else {
                format!("`{}` would delay nothing that is still to come", risk.id)
            };
            let field = if risk.affects.is_empty() { "impact" } else { "affects" };
            let help = "name what it would delay: `affects: [id]`; the forecast adds the delay there";
            out.push(Finding::new(&META, Place::field(subject, field), message).help(help));
        }
    }
}
