//! EW-11: an issue where nobody had seen a risk.

use std::collections::BTreeSet;

use crate::diag::Subject;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Issue;
use crate::model::ItemRef;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Risk;
use crate::model::Target;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-11",
    name: "surprise",
    title: "Issue without a risk",
    about: "An open issue blocks or touches an item, and no risk that affects the same item, whatever became of it, was there \
            before; neither does `from_risk` name one. What came first, the commits say; what came with the same commit, \
            `raised`.",
    severity: Severity::Low,
    limits: &[],
    needs_history: false,
    told_by: &[812],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    for program in scene.programs() {
        for issue in program.issues.iter().filter(|issue| issue.is_open()) {
            let item = scene.named(program, Kind::Issue, &issue.id, &issue.title);
            let nodes = subjects(scene, program, issue.blocks.iter().chain(&issue.affects));
            if nodes.is_empty() {
                look.quiet(&program.id, item, "it names no item that it blocks or touches");
                continue;
            }
            let is_on = |risk: &&Risk| {
                let is_named = issue
                    .from_risk
                    .as_ref()
                    .is_some_and(|r| r.id.as_str().eq_ignore_ascii_case(risk.id.as_str()));
                is_named || !subjects(scene, program, &risk.affects).is_disjoint(&nodes)
            };
            let risks: Vec<&Risk> = program.risks.iter().filter(is_on).collect();
            let prior = risks.iter().find(|risk| is_before(scene, program, risk, issue));
            if let Some(risk) = prior {
                look.quiet(&program.id, item, format!("risk `{}` was there before", risk.id));
                continue;
            }
            let names = wording::names(issue.blocks.iter().chain(&issue.affects));
            let text = match risks.first() {
                Some(risk) => format!(
                    "issue `{}` hit {names}, and risk `{}` was written down only then",
                    issue.id, risk.id
                ),
                None => format!("issue `{}` hit {names}, and no risk had said so", issue.id),
            };
            let trace = scene.trace(program, Kind::Issue, issue.id.as_str());
            let commits =
                trace.map(|trace| vec![scene.cite(trace.first(), "the issue is there")]).unwrap_or_default();
            let help = "ask what else of that kind could come, and write it down as a risk";
            let raised = look.raised("blocks", help).by(commits);
            look.raise(&program.id, item, text, raised);
        }
    }
}

fn subjects<'r>(
    scene: &Scene<'_>,
    program: &Program,
    references: impl IntoIterator<Item = &'r ItemRef>,
) -> BTreeSet<Subject> {
    let found = |reference: &ItemRef| match scene.index.find(program.index, reference) {
        Target::Item(named) => Some(named.subject),
        _ => None,
    };
    references.into_iter().filter_map(found).collect()
}

/// Tells whether a risk was there before an issue; when nothing says so, it was not.
fn is_before(scene: &Scene<'_>, program: &Program, risk: &Risk, issue: &Issue) -> bool {
    let first = |kind: Kind, id: &str| scene.trace(program, kind, id).map(super::traces::Trace::first);
    let (risk_at, issue_at) = (first(Kind::Risk, risk.id.as_str()), first(Kind::Issue, issue.id.as_str()));
    let raised = |a: Option<Date>, b: Option<Date>| a.zip(b).map(|(a, b)| a < b);
    match (risk_at, issue_at) {
        (Some(risk), Some(issue)) if risk != issue => risk < issue,
        _ => raised(risk.raised, issue.raised).unwrap_or(false),
    }
}
