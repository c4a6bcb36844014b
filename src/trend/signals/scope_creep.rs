//! EW-15: the plan grows.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::model::ProgramContents;
use crate::model::Settings;
use crate::trend::assess::dcma;
use crate::trend::signals::Cited;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::scene::tenths;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-15",
    name: "scope_creep",
    title: "Scope creep",
    about: "The work of a program has grown by more than `growth` since its baseline: the one that `epm.yaml` names, else the \
            newest of `epm baseline list`, else the first version with a committed date. Work is person-days (`effort`), else \
            the working days of the duration; without any, milestones are counted. What is cancelled is no work.",
    severity: Severity::Medium,
    limits: &[Limit::new("growth", Unit::Share, 0.1, (0.0, 1.0))],
    needs_history: true,
    told_by: &[816],
    look,
};

/// The size of a plan.
struct Size {
    days: f64,
    count: usize,
}

fn look(scene: &Scene<'_>, look: &mut Look) {
    let limit = scene.limits.of(&SIGNAL, "growth");
    for program in scene.programs() {
        let item = scene.program(program);
        let Some((version, day, what)) = baseline(scene, program) else {
            look.unknown(
                &program.id,
                item,
                "it has no baseline and no committed date: `epm baseline set` names one",
            );
            continue;
        };
        let Some(then) = size_at(scene, program, version) else {
            look.unknown(&program.id, item, format!("{what} of {day} does not hold it"));
            continue;
        };
        let settings = scene.workspace.settings();
        let now = measure(program.milestones.iter(), settings);
        let is_counted = then.days <= 0.0;
        #[allow(clippy::cast_precision_loss)] // counts of milestones
        let (was, is) =
            if is_counted { (then.count as f64, now.count as f64) } else { (then.days, now.days) };
        if was <= 0.0 {
            look.unknown(&program.id, item, format!("{what} of {day} holds no work of it"));
            continue;
        }
        let growth = is / was - 1.0;
        let unit = if is_counted { "milestones" } else { "days of work" };
        let text = format!(
            "{} {unit} instead of {} in {what} of {day}: {}{}%",
            tenths(is),
            tenths(was),
            if growth < 0.0 { "" } else { "+" },
            tenths(growth * 100.0)
        );
        // Compared without the dust of the division: exactly 10% is no creep.
        if is - was <= limit * was + 1e-9 {
            look.quiet(&program.id, item, text);
            continue;
        }
        let mut commits = grown(scene, program, version);
        let more = commits.iter().map(|(_, days)| days).sum::<f64>();
        commits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        commits.truncate(5);
        commits.sort_by_key(|(version, _)| *version);
        let cited: Vec<Cited> = commits
            .iter()
            .map(|(version, days)| scene.cite(*version, format!("+{}", unit_of(*days, is_counted))))
            .collect();
        let help = match more > 0.0 {
            true => "cut as much, or agree on the growth by a change with its price in days",
            false => "agree on the growth by a change with its price in days",
        };
        let raised =
            look.raised("milestones", help).measured(growth * 100.0, limit * 100.0, "percent").by(cited);
        look.raise(&program.id, item, format!("`{}` grew: {text}", program.id), raised);
    }
}

fn unit_of(days: f64, is_counted: bool) -> String {
    match is_counted {
        #[allow(clippy::cast_possible_truncation)] // a count
        true => wording::count(days.round() as i64, "milestone"),
        false => wording::person_days(days).replace("person-", ""),
    }
}

/// Returns the version that a program is held against, its day and what it is called.
fn baseline(scene: &Scene<'_>, program: &Program) -> Option<(usize, Date, String)> {
    let history = scene.history()?;
    if let Some(named) = &history.baseline
        && named.snapshot <= scene.last()
    {
        let at = &history.snapshots[named.snapshot];
        return Some((named.snapshot, at.commit.day, format!("the baseline `{}`", named.name)));
    }
    let is_committed = |item: &AnyItem| matches!(item, AnyItem::Milestone(m) if m.committed.is_some());
    let first = history.snapshots[..=scene.last()].iter().position(|snapshot| {
        let program = snapshot.contents.program(program.id.as_str());
        program.is_some_and(|p| p.items.iter().any(|item| is_committed(item)))
    })?;
    Some((first, scene.day(first), "the first commitment".to_owned()))
}

fn size_at(scene: &Scene<'_>, program: &Program, version: usize) -> Option<Size> {
    let contents = &scene.history()?.snapshots[version].contents;
    let then = contents.program(program.id.as_str())?;
    Some(measure(milestones(then), scene.workspace.settings()))
}

fn milestones(program: &ProgramContents) -> impl Iterator<Item = &Milestone> {
    program.items.iter().filter_map(|item| match &**item {
        AnyItem::Milestone(milestone) => Some(&**milestone),
        _ => None,
    })
}

fn measure<'m>(milestones: impl Iterator<Item = &'m Milestone>, settings: &Settings) -> Size {
    let mut size = Size { days: 0.0, count: 0 };
    for milestone in milestones.filter(|m| m.status() != MilestoneStatus::Cancelled) {
        size.count += 1;
        size.days += work(milestone, settings);
    }
    size
}

/// Returns the days of work of milestones as they were planned, without what is cancelled.
pub fn size<'m>(milestones: impl IntoIterator<Item = &'m Milestone>, settings: &Settings) -> f64 {
    measure(milestones.into_iter(), settings).days
}

/// Returns the work of a milestone as it was planned: what is left of it says nothing of that.
fn work(milestone: &Milestone, settings: &Settings) -> f64 {
    let length = || dcma::length(&Milestone { remaining: None, ..milestone.clone() }, settings);
    milestone.effort.map_or_else(length, |effort| settings.days(effort))
}

/// Returns the versions after the baseline that made the plan larger, each with the days, or milestones, that it added.
fn grown(scene: &Scene<'_>, program: &Program, baseline: usize) -> Vec<(usize, f64)> {
    let mut by_version: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
    let settings = scene.workspace.settings();
    for milestone in &program.milestones {
        let Some(trace) = scene.trace(program, Kind::Milestone, milestone.id.as_str()) else { continue };
        let of = |item: &AnyItem| match item {
            AnyItem::Milestone(m) if m.status() != MilestoneStatus::Cancelled => work(m, settings),
            _ => 0.0,
        };
        if trace.first() > baseline
            && let Some(first) = trace.at(trace.first())
        {
            *by_version.entry(trace.first()).or_default() += of(first);
        }
        for (version, before, after) in trace.changes(of) {
            if version > baseline {
                *by_version.entry(version).or_default() += after - before;
            }
        }
    }
    by_version.into_iter().filter(|(_, days)| *days > 0.0).collect()
}
