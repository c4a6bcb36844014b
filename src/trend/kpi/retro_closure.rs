//! KPI 15: actions of reviews that were closed in eight weeks.

use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Date;
use crate::model::Review;
use crate::trend::history::Commit;
use crate::trend::kpi::Bound;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::Window;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::ground::same;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "retro_closure",
    title: "Retro action closure",
    about: "Actions of reviews that were closed within 56 days of being raised, of all whose 56 days ended in the month. An \
            action without `raised` counts from its review's date, else from its first commit. What was cancelled counts as \
            open unless a change or decision that names it agreed in time; what was removed counts as open.",
    target: "more than 70%; amber above 50%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the month of the day, by deadline",
    rhythm: Rhythm::Monthly,
    rules: &[Rule::Value(Bound { green: 0.70, amber: Some(0.50), is_strict: true })],
    needs_history: true,
    measure,
};

/// An action is closed within so many days.
const LIMIT: i32 = 56;

/// An action of a review through time.
struct Followed<'a> {
    action: &'a Action,
    first: &'a Commit,
    /// The commit since which it is done, or cancelled.
    done: Option<&'a Commit>,
    cancelled: Option<&'a Commit>,
    removed: Option<&'a Commit>,
}

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::month(ground.as_of);
    let (mut evidence, mut excluded) = (Vec::new(), Vec::new());
    for track in ground.all::<Review>() {
        for found in follow(&track) {
            let raised = found.action.raised.or(track.last().date).unwrap_or(found.first.day);
            let deadline = raised.plus_days(LIMIT);
            if !window.holds(deadline) {
                let words = if deadline > window.to { "not due yet" } else { "due before the month" };
                excluded.push(entry(&track, &found, deadline, words.to_owned()));
                continue;
            }
            match judge(ground, &track, &found, deadline) {
                Ok((is_hit, words)) => evidence.push(entry(&track, &found, deadline, words).hit(is_hit)),
                Err(words) => excluded.push(entry(&track, &found, deadline, words)),
            }
        }
    }
    Measure::share(window, evidence, "no action of a review was due in the month").without(excluded)
}

fn entry(track: &Track<'_, Review>, found: &Followed<'_>, deadline: Date, words: String) -> Entry {
    let id = found.action.id.as_ref().map_or_else(|| track.id.to_owned(), ToString::to_string);
    let commit = found.removed.or(found.done).unwrap_or(found.first);
    Entry::new(track.program.as_str(), &id, &found.action.text, words).on(deadline).by(commit)
}

fn judge(
    ground: &Ground<'_>,
    track: &Track<'_, Review>,
    found: &Followed<'_>,
    deadline: Date,
) -> Result<(bool, String), String> {
    if let Some(commit) = found.cancelled {
        let names: Vec<&str> = found.action.id.iter().map(crate::model::Id::as_str).collect();
        let agreed =
            (commit.day < deadline).then(|| ground.release_of(track.program, &names, deadline)).flatten();
        return match agreed {
            Some(by) => Err(format!("cancelled on {}, as `{by}` agreed", commit.day)),
            None => {
                Ok((false, format!("due {deadline}, cancelled on {} without an approved change", commit.day)))
            }
        };
    }
    let closed = found.action.closed.or(found.done.map(|commit| commit.day));
    let closed = closed.filter(|day| *day <= ground.as_of);
    if let (None, Some(removed)) = (closed, found.removed) {
        return Ok((false, format!("due {deadline}, removed in {} on {}", removed.short, removed.day)));
    }
    Ok(match closed {
        Some(day) if day <= deadline => (true, format!("due {deadline}, closed {day}")),
        Some(day) => (false, format!("due {deadline}, closed {day}: late")),
        None => (false, format!("due {deadline}, open")),
    })
}

/// Follows the actions of a review: by id, else by text. An action without an id whose text changed is not removed.
fn follow<'a>(track: &Track<'a, Review>) -> Vec<Followed<'a>> {
    let mut out: Vec<Followed<'a>> = Vec::new();
    let mut before = 0;
    for seen in &track.versions {
        let actions: &'a [Action] = seen.item.map(|review| review.actions.as_slice()).unwrap_or_default();
        let is_fewer = actions.len() < before;
        let mut there = vec![false; out.len()];
        for action in actions {
            let known = out.iter().position(|found| is_same(found.action, action));
            let (done, cancelled) =
                (action.status == Some(ActionStatus::Done), action.status == Some(ActionStatus::Cancelled));
            let is_done = done || action.closed.is_some() && !cancelled;
            let commit = seen.commit;
            if let Some(n) = known {
                if let Some(there) = there.get_mut(n) {
                    *there = true;
                }
                let found = &mut out[n];
                found.action = action;
                found.done = is_done.then(|| found.done.unwrap_or(commit));
                found.cancelled = cancelled.then(|| found.cancelled.unwrap_or(commit));
                found.removed = None;
            } else {
                out.push(Followed {
                    action,
                    first: commit,
                    done: is_done.then_some(commit),
                    cancelled: cancelled.then_some(commit),
                    removed: None,
                });
            }
        }
        // What has no id and other words now is the same action told anew, unless there are fewer than before.
        let gone: Vec<usize> =
            there.iter().enumerate().filter(|(_, there)| !**there).map(|(n, _)| n).collect();
        for n in gone.into_iter().rev() {
            if out[n].removed.is_some() {
                continue;
            }
            if is_fewer || out[n].action.id.is_some() || seen.item.is_none() {
                out[n].removed = Some(seen.commit);
            } else {
                out.remove(n);
            }
        }
        before = actions.len();
    }
    out
}

fn is_same(a: &Action, b: &Action) -> bool {
    match (&a.id, &b.id) {
        (Some(a), Some(b)) => same(a.as_str(), b.as_str()),
        _ => a.text == b.text,
    }
}
