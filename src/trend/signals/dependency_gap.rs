//! EW-13: a dependency that is promised too late, or not at all.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Dependency;
use crate::model::Kind;
use crate::model::Program;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-13",
    name: "dependency_gap",
    title: "Dependency gap",
    about: "An open dependency is promised for later than it is needed; or a critical one (marked so, or on the critical \
            path) is needed within `promise_before`, and nobody has promised it. One with a `provider` gets its date from the \
            plan.",
    severity: Severity::High,
    limits: &[Limit::new("promise_before", Unit::Days, 30.0, (1.0, 365.0))],
    needs_history: false,
    told_by: &[608, 609, 610, 814],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let before = scene.limits.days(&SIGNAL, "promise_before");
    for program in scene.programs() {
        for dependency in program.dependencies.iter().filter(|dependency| dependency.is_open()) {
            let item = scene.named(program, Kind::Dependency, &dependency.id, &dependency.title);
            let Some(needed) = dependency.needed_by else {
                look.quiet(&program.id, item, "nothing says when it is needed");
                continue;
            };
            match dependency.promised {
                Some(promised) if promised > needed => {
                    late(scene, program, dependency, (needed, promised), look);
                }
                Some(promised) => {
                    look.quiet(
                        &program.id,
                        item,
                        format!("it is promised for {promised} and needed by {needed}"),
                    );
                }
                None if dependency.provider.is_some() => {
                    look.quiet(&program.id, item, "its provider gives it a date");
                }
                None => unpromised(scene, program, dependency, needed, before, look),
            }
        }
    }
}

fn late(
    scene: &Scene<'_>,
    program: &Program,
    dependency: &Dependency,
    (needed, promised): (Date, Date),
    look: &mut Look,
) {
    let days = scene.days(dependency.to.as_ref(), needed, promised);
    let is_so = |item: &AnyItem| matches!(item, AnyItem::Dependency(d) if d.promised == Some(promised) && d.needed_by == Some(needed));
    let trace = scene.trace(program, Kind::Dependency, dependency.id.as_str());
    let commits =
        scene.cite_since(trace.and_then(|trace| trace.since(is_so)), "promised for later than needed");
    let text = format!(
        "dependency `{}` is promised for {promised}, {} after it is needed",
        dependency.id,
        wording::working_days(days)
    );
    let help = match &dependency.fallback {
        Some(fallback) => format!("agree on an earlier date, or use the fallback: {fallback}"),
        None => "agree on an earlier date, or move what waits for it".to_owned(),
    };
    let rule = if promised < scene.as_of { 610 } else { 608 };
    let raised =
        look.raised("promised", help).measured(days, 0.0, "working days").by(commits).told_by(&[rule]);
    let item = scene.named(program, Kind::Dependency, &dependency.id, &dependency.title);
    look.raise(&program.id, item, text, raised);
}

fn unpromised(
    scene: &Scene<'_>,
    program: &Program,
    dependency: &Dependency,
    needed: Date,
    before: i32,
    look: &mut Look,
) {
    let item = scene.named(program, Kind::Dependency, &dependency.id, &dependency.title);
    let is_marked = dependency.critical == Some(true);
    let on_path = scene.plan.find(&program.id, &dependency.id).is_some_and(|node| node.is_critical);
    let left = needed.days_since(scene.as_of);
    if !is_marked && !on_path {
        look.quiet(&program.id, item, "nobody has promised it, and it is not critical");
        return;
    }
    if left > before {
        look.quiet(&program.id, item, format!("nobody has promised it, and it is needed only on {needed}"));
        return;
    }
    let is_so = |item: &AnyItem| matches!(item, AnyItem::Dependency(d) if d.promised.is_none() && d.needed_by == Some(needed));
    let trace = scene.trace(program, Kind::Dependency, dependency.id.as_str());
    let commits =
        scene.cite_since(trace.and_then(|trace| trace.since(is_so)), "needed by then, without a promise");
    let when = match left {
        n if n < 0 => format!("was needed on {needed}"),
        0 => "is needed today".to_owned(),
        n => format!("is needed in {}", wording::count(i64::from(n), "day")),
    };
    let text = format!("critical dependency `{}` {when}, and nobody has promised it", dependency.id);
    let rule = match (left < 0, is_marked) {
        (true, _) => 610,
        (false, true) => 609,
        (false, false) => 814,
    };
    let help = "get a date from the other side and write it as `promised:`";
    let raised = look.raised("needed_by", help).measured(f64::from(left), f64::from(before), "days");
    look.raise(&program.id, item, text, raised.by(commits).told_by(&[rule]));
}
