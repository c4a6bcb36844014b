//! KPI 3: critical dependencies that came by the date in force.

use crate::model::Date;
use crate::model::Dependency;
use crate::model::DependencyStatus;
use crate::trend::commitment;
use crate::trend::commitment::InForce;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Bound;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Ratio;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::Window;
use crate::trend::kpi::due;
use crate::trend::kpi::due::Fate;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::measure::count;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "dependency_closure",
    title: "Critical dependency closure",
    about: "Critical dependencies that came by the date in force, of all whose date in force is in the window. The date is \
            `needed_by`; when the consumer moves it before a promise that stood already, it is the promise. Dependencies on \
            other organisations count like any other; what was removed or cancelled counts as for milestones.",
    target: "more than 85%; amber above 70%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the last 90 days",
    rhythm: Rhythm::Weekly,
    rules: &[Rule::Value(Bound { green: 0.85, amber: Some(0.70), is_strict: true })],
    needs_history: true,
    measure,
};

const WINDOW: i32 = 90;

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let (mut judged, mut excluded): (Vec<_>, Vec<Entry>) = (Vec::new(), Vec::new());
    let (mut came, mut due_by_now) = (0_usize, 0_usize);
    for track in ground.all::<Dependency>() {
        let names = due::names(&track, |d| &d.aliases);
        let stated = due::statements(ground, &track, &names, |d| d.needed_by);
        let in_force = commitment::date_in_force(&stated).map(|found| by_promise(&track, found));
        let Some(in_force) = in_force else {
            excluded.push(track.entry("no `needed_by` was ever given").by(track.changed()));
            continue;
        };
        if !is_critical(&track, in_force.date) {
            excluded.push(track.entry("not critical").by(track.changed()).on(in_force.date));
            continue;
        }
        let fate = fate(&track);
        match due::judge(ground, &track, &names, in_force, fate) {
            Ok(found) => {
                came += usize::from(matches!(fate, Fate::Came { on, .. } if on <= ground.as_of));
                due_by_now += 1;
                judged.push(found);
            }
            Err(entry) => {
                came += usize::from(matches!(fate, Fate::Came { on, .. } if on <= ground.as_of));
                excluded.push(*entry);
            }
        }
    }
    let split = due::split(judged, excluded, window);
    let nothing = "no critical dependency was due in the window";
    let mut measure = Measure::share(window, split.evidence, nothing).without(split.excluded);
    measure.original = Some(split.original);
    if ground.is_point {
        return measure;
    }
    let title = "BEI of critical dependencies: delivered ÷ due by the day, since the beginning";
    measure.beside(Beside::index("bei", title, Ratio::of(count(came), count(due_by_now))))
}

/// Returns the date in force: the promise, when the consumer moved `needed_by` before a promise that stood already.
fn by_promise(track: &Track<'_, Dependency>, in_force: InForce) -> InForce {
    let mut out = in_force;
    let mut last: Option<&Dependency> = None;
    for (commit, item) in track.versions.iter().filter_map(|seen| Some((seen.commit, seen.item?))) {
        if let Some(before) = last
            && let (Some(promise), Some(was), Some(is)) = (before.promised, before.needed_by, item.needed_by)
            && is < was
            && in_force.since <= commit.day
        {
            out = InForce { date: promise, disregarded: Some(is), ..out };
        }
        last = Some(item);
    }
    out
}

/// Tells whether a dependency was critical on its date, or when it was first written down, if that was later.
fn is_critical(track: &Track<'_, Dependency>, date: Date) -> bool {
    let there = track.versions.iter().filter_map(|seen| Some((seen.commit.day, seen.item?)));
    let then = there.take_while(|(day, _)| *day <= date).last().map(|(_, item)| item);
    then.or(track.versions[0].item).is_some_and(|item| item.critical == Some(true))
}

fn fate<'a>(track: &Track<'a, Dependency>) -> Fate<'a> {
    let last = track.last();
    match last.status() {
        DependencyStatus::Done => {
            let seen = track.since(|d| d.status() == DependencyStatus::Done).map(|commit| commit.day);
            let on = last.resolved.or(seen).unwrap_or(track.first().day);
            Fate::Came { on, is_seen: last.resolved.is_some() }
        }
        DependencyStatus::Cancelled => {
            let commit = track.since(|d| d.status() == DependencyStatus::Cancelled);
            Fate::Cancelled(commit.unwrap_or_else(|| track.first()))
        }
        _ => Fate::Open,
    }
}
