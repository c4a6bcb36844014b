//! EW-12: a decision that is overdue, or soon needed on the critical path.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Kind;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-12",
    name: "decision_due",
    title: "Decision overdue",
    about: "A decision is open after its `needed_by`; or it is on the critical path and needed within `ahead`, by `needed_by` \
            or, without one, by the plan.",
    severity: Severity::High,
    limits: &[Limit::new("ahead", Unit::WorkingDays, 10.0, (0.0, 260.0))],
    needs_history: false,
    told_by: &[611, 813],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let ahead = scene.limits.of(&SIGNAL, "ahead");
    for program in scene.programs() {
        for decision in program.decisions.iter().filter(|decision| decision.is_open()) {
            let Some(id) = &decision.id else { continue };
            let item = scene.named(program, Kind::Decision, id, decision.title());
            let node = scene.plan.find(&program.id, id);
            let is_critical = node.is_some_and(|node| node.is_critical);
            let needed =
                decision.needed_by.or_else(|| node.filter(|n| n.is_critical).map(|n| n.early_finish));
            let Some(needed) = needed else {
                look.quiet(&program.id, item, "nothing says when it is needed");
                continue;
            };
            let is_overdue = decision.needed_by.is_some_and(|day| day < scene.as_of);
            let left = scene.days(None, scene.as_of, needed);
            let is_near = is_critical && left <= ahead;
            let days = i64::from(scene.as_of.days_since(needed));
            let text = match (is_overdue, is_critical) {
                (true, _) => format!(
                    "was needed by {needed}, {} ago, and is {}",
                    wording::count(days, "day"),
                    decision.status()
                ),
                (false, true) => {
                    format!("is on the critical path, needed by {needed}, in {}", wording::working_days(left))
                }
                (false, false) => format!("is needed by {needed}, and is not on the critical path"),
            };
            if !is_overdue && !is_near {
                look.quiet(&program.id, item, format!("it {text}"));
                continue;
            }
            let trace = scene.trace(program, Kind::Decision, id.as_str());
            let needed_by = decision.needed_by;
            let is_so = |item: &AnyItem| matches!(item, AnyItem::Decision(d) if d.is_open() && d.needed_by == needed_by);
            let what = if needed_by.is_some() { "needed by then" } else { "open" };
            let commits = scene.cite_since(trace.and_then(|trace| trace.since(is_so)), what);
            let maker = decision.approver.as_ref().or(decision.owner.as_ref());
            let help = match maker {
                Some(person) => format!("ask `{person}` to decide, with the cost of another week"),
                None => "name an `approver:` who decides, and ask for it".to_owned(),
            };
            let raised = look.raised("needed_by", help).by(commits);
            #[allow(clippy::cast_precision_loss)] // days of at most some thousand years
            let raised = match is_overdue {
                true => raised.measured(days as f64, 0.0, "days").told_by(&[611]),
                false => {
                    raised.measured(left, ahead, "working days").told_by(&[813]).severity(Severity::Medium)
                }
            };
            look.raise(&program.id, item, format!("decision `{id}` {text}"), raised);
        }
    }
}
