//! EW-07: more is due than was ever finished in that time.

use crate::diag::wording;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::trend::signals::Cited;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-07",
    name: "bow_wave",
    title: "Bow wave",
    about: "Of a program more than `factor` times as many milestones are due in the next `ahead` as were finished, on \
            average, in each of the last `periods` periods of that length. Due is the date in force, or the planned finish of \
            what has none; what is overdue already does not count again. A program that is younger than those periods is \
            not judged.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("ahead", Unit::Days, 28.0, (7.0, 365.0)),
        Limit::new("periods", Unit::Count, 3.0, (1.0, 26.0)),
        Limit::new("factor", Unit::Number, 1.5, (0.1, 100.0)),
    ],
    needs_history: false,
    told_by: &[808],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let (ahead, periods) = (scene.limits.days(&SIGNAL, "ahead"), scene.limits.count(&SIGNAL, "periods"));
    let factor = scene.limits.of(&SIGNAL, "factor");
    let behind = ahead.saturating_mul(i32::try_from(periods).unwrap_or(i32::MAX));
    for program in scene.programs() {
        let item = scene.program(program);
        let due: Vec<&Milestone> =
            program.milestones.iter().filter(|m| is_due(scene, program, m, ahead)).collect();
        let finished: Vec<&Milestone> = program
            .milestones
            .iter()
            .filter(|m| m.status() == MilestoneStatus::Done)
            .filter(|m| m.finished.is_some_and(|day| (0..behind).contains(&scene.as_of.days_since(day))))
            .collect();
        let begun = begun(scene, program);
        if begun.is_none_or(|day| scene.as_of.days_since(day) < behind) {
            let text = format!("it runs for less than {}", wording::count(i64::from(behind), "day"));
            look.unknown(&program.id, item, text);
            continue;
        }
        #[allow(clippy::cast_precision_loss)] // counts of milestones
        let (coming, usual) = (due.len() as f64, finished.len() as f64 / periods as f64);
        let text = format!(
            "{} due in the next {}, and {} were finished in as much time on average, over {}",
            of_count(due.len()),
            wording::count(i64::from(ahead), "day"),
            (usual * 10.0).round() / 10.0,
            wording::count(i64::from(behind), "day"),
        );
        if coming <= factor * usual {
            look.quiet(&program.id, item, text);
            continue;
        }
        let help = "say which of them will come and move the others, by a change, before they are missed";
        let raised = look.raised("milestones", help).by(Scene::newest(cited(scene, program, &due)));
        let mut raised = match usual > 0.0 {
            true => raised.measured(coming / usual, factor, "times"),
            false => raised,
        };
        raised.with = due.iter().map(|m| scene.named(program, Kind::Milestone, &m.id, &m.title)).collect();
        look.raise(&program.id, item, text, raised);
    }
}

fn of_count(n: usize) -> String {
    let verb = if n == 1 { "is" } else { "are" };
    format!("{} {verb}", wording::count(i64::try_from(n).unwrap_or(i64::MAX), "milestone"))
}

fn is_due(scene: &Scene<'_>, program: &Program, milestone: &Milestone, ahead: i32) -> bool {
    if !milestone.is_open() {
        return false;
    }
    let planned = || scene.plan.find(&program.id, &milestone.id).map(|node| node.early_finish);
    let due = scene.in_force(program, milestone).map(|found| found.date).or_else(planned);
    due.is_some_and(|day| (1..=ahead).contains(&day.days_since(scene.as_of)))
}

/// Returns the day since which a program runs: the first of its actual days, the day its charter says, and its first version.
fn begun(scene: &Scene<'_>, program: &Program) -> Option<Date> {
    let actual = program.milestones.iter().flat_map(|m| [m.started, m.finished]).flatten().min();
    let first = program.milestones.iter().filter_map(|m| {
        let trace = scene.trace(program, Kind::Milestone, m.id.as_str())?;
        Some(scene.day(trace.first()))
    });
    let declared = program.charter.as_ref().and_then(|charter| charter.start);
    [actual, first.min(), declared].into_iter().flatten().min()
}

/// Cites the commits that gave the milestones their dates.
fn cited(scene: &Scene<'_>, program: &Program, due: &[&Milestone]) -> Vec<Cited> {
    let mut by_version: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for milestone in due.iter().filter(|m| m.committed.is_some()) {
        let committed = milestone.committed;
        let trace = scene.trace(program, Kind::Milestone, milestone.id.as_str());
        let is_so = |item: &crate::model::AnyItem| matches!(item, crate::model::AnyItem::Milestone(m) if m.committed == committed);
        if let Some(since) = trace.and_then(|trace| trace.since(is_so)) {
            *by_version.entry(since.version).or_default() += 1;
        }
    }
    let what = |n: usize| format!("{} due then", of_count(n));
    by_version.into_iter().map(|(version, n)| scene.cite(version, what(n))).collect()
}
