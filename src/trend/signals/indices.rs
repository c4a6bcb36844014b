//! EW-17: no room left to the end, by the indices of schedulers.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Program;
use crate::trend::assess::Check;
use crate::trend::assess::Population;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma;
use crate::trend::signals::Cited;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Named;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-17",
    name: "indices",
    title: "Negative float, CPLI, BEI",
    about: "Open items of a program have negative float; or its critical path length index is below `cpli`; or its baseline \
            execution index is below `bei`. Computed as in `epm assessment`, on all nodes.",
    severity: Severity::High,
    limits: &[
        Limit::new("cpli", Unit::Number, 0.95, (0.1, 1.0)),
        Limit::new("bei", Unit::Number, 0.95, (0.1, 1.0)),
    ],
    needs_history: false,
    told_by: &[303, 401],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    for program in scene.programs() {
        let whole = (&*scene.plan, &scene.plan.outlook, scene.capacity());
        let Some(scope) = Scope::new(&scene.workspace, &scene.index, whole, program, Population::Nodes)
        else {
            continue;
        };
        let checks: Vec<Check> = dcma::CHECKS.iter().map(|check| check(&scope)).collect();
        let of = |code: &str| dcma::find(&checks, code);
        float(scene, program, of("DCMA-07"), look);
        for (check, name, key) in [(of("DCMA-13"), "CPLI", "cpli"), (of("DCMA-14"), "BEI", "bei")] {
            if let Some(check) = check {
                index(scene, program, (check, name, key), look);
            }
        }
    }
}

fn float(scene: &Scene<'_>, program: &Program, check: Option<&Check>, look: &mut Look) {
    let item = scene.program(program);
    let Some(check) = check.filter(|check| !check.items.is_empty()) else {
        look.quiet(&program.id, item, "no open item has negative float");
        return;
    };
    let late: Vec<_> = check
        .items
        .iter()
        .filter_map(|item| scene.plan.find(&program.id, &Id::new(item.id.as_str())))
        .collect();
    let worst = late.iter().map(|node| node.total_float).fold(0.0, f64::min);
    let names = wording::names(check.items.iter().map(|item| &item.id));
    let count = wording::count(i64::try_from(check.items.len()).unwrap_or(i64::MAX), "open item");
    let verb = if check.items.len() == 1 { "has" } else { "have" };
    let text = format!("{count} {verb} negative float, {} at worst: {names}", wording::working_days(worst));
    let moves = late.iter().filter(|n| n.is_critical).flat_map(|node| scene.shifts().of(&node.key));
    let commits =
        cited(scene, moves.filter(|m| m.days > 0.0).map(|m| (m.version, "moved a critical item later")));
    let mut raised =
        look.raised("milestones", "shorten the path (`epm why`), or agree on other dates by a change");
    raised = raised.measured(worst, 0.0, "working days").by(commits);
    raised.with = late
        .iter()
        .filter_map(|node| {
            let milestone = program.milestones.iter().find(|m| m.id == node.key.id)?;
            Some(scene.named(program, Kind::Milestone, &milestone.id, &milestone.title))
        })
        .collect();
    look.raise(&program.id, item, text, raised);
}

fn cited<'w>(scene: &Scene<'_>, versions: impl Iterator<Item = (usize, &'w str)>) -> Vec<Cited> {
    let by_version: std::collections::BTreeMap<usize, &str> = versions.collect();
    Scene::newest(by_version.into_iter().map(|(version, what)| scene.cite(version, what)).collect())
}

fn index(scene: &Scene<'_>, program: &Program, (check, name, key): (&Check, &str, &str), look: &mut Look) {
    let item = scene.program(program);
    let Some(value) = check.value else {
        let why = check.reason.clone().unwrap_or_default();
        look.unknown(&program.id, item, format!("{name}: {why}"));
        return;
    };
    let limit = scene.limits.of(&SIGNAL, key);
    // Compared as a quotient: exactly 0.95 passes.
    let is_low = match (check.numerator, check.denominator) {
        (Some(n), Some(d)) => n < limit * d - 1e-9,
        _ => value < limit,
    };
    let shown = (value * 100.0).round() / 100.0;
    let text = match &check.reason {
        Some(reason) => format!("{name} is {shown}: {reason}"),
        None => format!("{name} is {shown}"),
    };
    // An index of what is not due yet, or was never committed, says nothing of how well the plan is carried out.
    let is_idle = name == "BEI" && check.items.is_empty();
    if !is_low || is_idle {
        look.quiet(&program.id, item, text);
        return;
    }
    let missed = || check.items.iter().filter_map(|item| missed(scene, program, &item.id));
    let help = match name {
        "BEI" => "finish what is overdue first, or agree on dates that can be met",
        _ => "shorten the critical path, or agree on a later finish by a change",
    };
    let commits = cited(scene, missed().map(|(_, version)| (version, "due since then")));
    let mut raised = look.raised("milestones", help).measured(value, limit, "ratio").by(commits);
    raised.severity = if name == "BEI" { Severity::Medium } else { Severity::High };
    raised.with = missed().map(|(named, _)| named).collect();
    look.raise(&program.id, item, text, raised);
}

/// Returns an item that an index counts, with the version that gave it its committed date.
fn missed(scene: &Scene<'_>, program: &Program, id: &str) -> Option<(Named, usize)> {
    let milestone = program.milestones.iter().find(|m| m.id.as_str() == id)?;
    let committed = milestone.committed;
    let trace = scene.trace(program, Kind::Milestone, id)?;
    let since = trace.since(|item| matches!(item, AnyItem::Milestone(m) if m.committed == committed))?;
    Some((scene.named(program, Kind::Milestone, &milestone.id, &milestone.title), since.version))
}
