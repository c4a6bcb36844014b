//! Something that others wait for, nobody knows until when.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::plan::NodeKind;

rule! {
    /// Finds something that holds work back and has no date.
    ///
    /// ## What it does
    /// Reports open dependencies, decisions, issues and gates in the plan that have neither a date of their own nor a
    /// predecessor with one. The plan takes the day of the check for them.
    ///
    /// ## Why it matters
    /// The plan must assume that it comes today, and moves by a day with every day that it does not.
    ///
    /// ## Example
    /// ```yaml
    /// dependencies:
    ///   - id: DEP-9x2a
    ///     title: Certificate
    ///     consumers: [pilot]
    /// ```
    ///
    /// ## Fix it
    /// Ask for a date: `promised` of a dependency, `needed_by` of a decision, `target` of an issue, `date` of a gate.
    pub(crate) static META = 414, "undated-blocker", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for node in facts.plan.nodes.iter().filter(|node| node.is_undated && !node.is_done) {
        let program = facts.workspace.programs.get(node.subject.program as usize);
        let field = match node.kind {
            NodeKind::Dependency => "promised",
            NodeKind::Decision => "needed_by",
            NodeKind::Issue => "target",
            NodeKind::Gate => "date",
            NodeKind::Work | NodeKind::Milestone => continue,
        };
        if program.is_some_and(is_active) {
            let message = format!(
                "{} `{}` holds work back, and nothing says until when: the plan takes {}",
                node.kind.as_str(),
                node.key.id,
                facts.plan.as_of
            );
            out.push(
                Finding::new(&META, Place::field(node.subject, field), message)
                    .help(format!("ask for a date and write it down as `{field}`")),
            );
        }
    }
}
