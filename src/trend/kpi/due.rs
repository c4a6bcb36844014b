//! Whether what was due by a date came by it: milestones and dependencies are judged alike.
//!
//! The date is the one in force (G7). Who is cancelled is left out only when that was agreed before the date (G8); who is
//! removed stays in.

use std::collections::BTreeSet;

use crate::model::Date;
use crate::model::Id;
use crate::trend::commitment;
use crate::trend::commitment::InForce;
use crate::trend::commitment::Stated;
use crate::trend::history::Commit;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Ratio;
use crate::trend::kpi::Window;
use crate::trend::kpi::ground::Followed;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::ground::same;
use crate::trend::kpi::measure::count;

/// What became of an item.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate<'a> {
    /// It is there since a day; the day is the commit's where the file names none.
    Came { on: Date, is_seen: bool },
    /// It is cancelled, with this commit.
    Cancelled(&'a Commit),
    /// It is awaited.
    Open,
}

/// An item that is judged.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The date in force.
    pub(super) date: Date,
    /// It came by the date that was committed first.
    pub(super) is_hit_by_original: bool,
    /// What is said of it.
    pub(super) entry: Entry,
}

/// Returns the ids that an item has had.
pub(super) fn names<T: Followed>(track: &Track<'_, T>, aliases: impl Fn(&T) -> &[Id]) -> Vec<Id> {
    let mut out = vec![Id::new(track.id)];
    for item in track.versions.iter().filter_map(|seen| seen.item) {
        for alias in aliases(item) {
            if !out.iter().any(|known| same(known.as_str(), alias.as_str())) {
                out.push(alias.clone());
            }
        }
    }
    out
}

/// Returns what the history says of a date of an item, with the approvals of each moment.
pub(super) fn statements<T: Followed>(
    ground: &Ground<'_>,
    track: &Track<'_, T>,
    names: &[Id],
    date: impl Fn(&T) -> Option<Date>,
) -> Vec<Stated> {
    let is_named = |id: &Id| names.iter().any(|name| same(name.as_str(), id.as_str()));
    let mut changes = ground.changes(track.program);
    changes.retain(|change| {
        let items = change.versions.iter().filter_map(|seen| seen.item);
        items.into_iter().any(|c| {
            c.affects.iter().any(|r| is_named(&r.id)) || c.moves.iter().any(|m| is_named(&m.item.id))
        })
    });
    let mut snapshots: BTreeSet<usize> = track.versions.iter().map(|seen| seen.snapshot).collect();
    snapshots.extend(changes.iter().flat_map(|change| change.versions.iter().map(|seen| seen.snapshot)));
    let stated = |snapshot: usize| {
        let committed = track.at(snapshot).and_then(&date);
        let known = changes.iter().filter_map(|change| change.at(snapshot));
        let approval = commitment::approval_among(known, track.program, names, committed);
        Stated { day: ground.ledger.day(snapshot), committed, is_approved: approval.is_approved() }
    };
    snapshots.into_iter().map(stated).collect()
}

/// Judges an item whose date is in force: in the evidence, or left out with the reason.
pub(super) fn judge<T: Followed>(
    ground: &Ground<'_>,
    track: &Track<'_, T>,
    names: &[Id],
    in_force: InForce,
    fate: Fate<'_>,
) -> Result<Judged, Box<Entry>> {
    let InForce { date, original, disregarded, .. } = in_force;
    let names: Vec<&str> = names.iter().map(Id::as_str).collect();
    let entry = |words: String| track.entry(words).on(date).by(track.changed());
    let mut cancelled = String::new();
    if let Fate::Cancelled(commit) = fate {
        let agreed = (commit.day < date).then(|| ground.release_of(track.program, &names, date)).flatten();
        if let Some(by) = agreed {
            return Err(Box::new(entry(format!(
                "cancelled on {}, before {date}, as `{by}` agreed",
                commit.day
            ))));
        }
        let when = if commit.day < date { "without an approved change" } else { "after it was due" };
        cancelled = format!("cancelled on {} {when}", commit.day);
    }
    if date > ground.as_of {
        return Err(Box::new(entry(format!("due {date}, not yet"))));
    }
    let came = match fate {
        Fate::Came { on, .. } if on <= ground.as_of => Some(on),
        _ => None,
    };
    let is_hit = came.is_some_and(|on| on <= date);
    let mut words = match (came, is_hit) {
        (Some(on), true) => format!("due {date}, came {on}"),
        (Some(on), false) => format!("due {date}, came {on}: late"),
        (None, _) if !cancelled.is_empty() => format!("due {date}, {cancelled}"),
        (None, _) => format!("due {date}, open"),
    };
    if let Some(removed) = track.removed() {
        words = format!("{words}; removed in {} on {}", removed.short, removed.day);
    }
    if let Fate::Came { is_seen: false, .. } = fate {
        words = format!("{words}; the file names no day, the commit's counts");
    }
    if date != original {
        words = format!("{words}; first committed {original}");
    }
    if let Some(other) = disregarded {
        words = format!("{words}; {other} was not approved before {date} and does not count");
    }
    let mut entry = entry(words).hit(is_hit).with("date_in_force", date.to_string());
    entry = entry.with("original", original.to_string()).with("actual", came.map(|on| on.to_string()));
    if let Some(removed) = track.removed() {
        entry = entry.by(removed);
    }
    Ok(Judged { date, is_hit_by_original: came.is_some_and(|on| on <= original), entry })
}

/// What was judged: in the window, before it, and the share against the first dates.
pub(super) struct Split {
    pub(super) evidence: Vec<Entry>,
    pub(super) excluded: Vec<Entry>,
    pub(super) original: Ratio,
    /// All that is due by the day, in the window or before it.
    pub(super) to_date: Vec<Entry>,
}

/// Splits what was judged by the window.
pub(super) fn split(judged: Vec<Judged>, mut excluded: Vec<Entry>, window: Window) -> Split {
    let to_date = judged.iter().map(|judged| judged.entry.clone()).collect();
    let (inside, outside): (Vec<Judged>, Vec<Judged>) =
        judged.into_iter().partition(|judged| window.holds(judged.date));
    let hits = inside.iter().filter(|judged| judged.is_hit_by_original).count();
    let original = Ratio::of(count(hits), count(inside.len()));
    excluded.extend(outside.into_iter().map(|judged| {
        let mut entry = judged.entry;
        entry.outcome = None;
        entry.remark("before the window");
        entry
    }));
    Split { evidence: inside.into_iter().map(|judged| judged.entry).collect(), excluded, original, to_date }
}
