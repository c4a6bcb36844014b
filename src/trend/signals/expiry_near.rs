//! EW-19: an acceptance or a waiver ends soon.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Program;
use crate::model::ReadinessStatus;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Named;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::traces::Since;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-19",
    name: "expiry_near",
    title: "Expiry near",
    about: "The acceptance of an open risk, or the waiver of an item at a gate that is not decided, ends within `within`, or \
            has ended.",
    severity: Severity::Medium,
    limits: &[Limit::new("within", Unit::Days, 14.0, (0.0, 365.0))],
    needs_history: false,
    told_by: &[619, 629, 818],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    for program in scene.programs() {
        for risk in program.risks.iter().filter(|risk| risk.is_open()) {
            let Some(expires) = risk.acceptance.as_ref().and_then(|a| a.expires) else { continue };
            let item = scene.named(program, Kind::Risk, &risk.id, &risk.title);
            let is_so = |item: &AnyItem| matches!(item, AnyItem::Risk(r) if r.acceptance.as_ref().is_some_and(|a| a.expires == Some(expires)));
            let since =
                scene.trace(program, Kind::Risk, risk.id.as_str()).and_then(|trace| trace.since(is_so));
            let what = format!("the acceptance of risk `{}`", risk.id);
            let rule = if expires < scene.as_of { 629 } else { 818 };
            let at = At { program, item, expires, since, what, field: "acceptance.expires", rule };
            judge(scene, at, look);
        }
        for gate in program.readiness.iter().filter(|gate| gate.decision.is_none()) {
            for (n, entry) in gate.items.iter().enumerate() {
                let expires = entry.waiver.as_ref().and_then(|waiver| waiver.expires);
                let Some(expires) = expires.filter(|_| entry.status() == ReadinessStatus::Waived) else {
                    continue;
                };
                let is_so = |item: &AnyItem| {
                    let AnyItem::Readiness(gate) = item else { return false };
                    let entry = gate.items.iter().find(|other| other.id == entry.id);
                    entry.is_some_and(|e| e.waiver.as_ref().is_some_and(|w| w.expires == Some(expires)))
                };
                let trace = scene.trace(program, Kind::Readiness, gate.id.as_str());
                let since = trace.and_then(|trace| trace.since(is_so));
                let what = format!("the waiver of `{}` at gate `{}`", gate.items[n].id, gate.id);
                let item = scene.named(program, Kind::Readiness, &gate.id, &gate.title);
                judge(scene, At { program, item, expires, since, what, field: "items", rule: 619 }, look);
            }
        }
    }
}

/// Something that ends.
struct At<'a> {
    program: &'a Program,
    item: Named,
    expires: Date,
    since: Option<Since>,
    what: String,
    field: &'static str,
    rule: u16,
}

fn judge(scene: &Scene<'_>, at: At<'_>, look: &mut Look) {
    let within = scene.limits.days(&SIGNAL, "within");
    let left = at.expires.days_since(scene.as_of);
    let days = wording::count(i64::from(left.abs()), "day");
    let text = match left {
        n if n < 0 => format!("{} ended on {}, {days} ago", at.what, at.expires),
        0 => format!("{} ends today", at.what),
        _ => format!("{} ends on {}, in {days}", at.what, at.expires),
    };
    if left > within {
        look.quiet(&at.program.id, at.item, text);
        return;
    }
    let help = "ask for a new one with a new date, or bring what makes it needless";
    let raised = look.raised(at.field, help).measured(f64::from(left), f64::from(within), "days");
    let raised = raised.by(scene.cite_since(at.since, "this end was set")).told_by(&[at.rule]);
    let raised = raised.severity(if left < 0 { Severity::High } else { SIGNAL.severity });
    look.raise(&at.program.id, at.item, text, raised);
}
