//! KPI 6: whether changes of baseline and scope were agreed on before they reached the plan, and how much grew without.

use std::collections::BTreeMap;

use crate::model::Change;
use crate::model::ChangeKind;
use crate::model::ChangeStatus;
use crate::model::Charter;
use crate::model::Colour;
use crate::model::Date;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::trend::history::Commit;
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
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::ground::same;
use crate::trend::kpi::judge;
use crate::trend::kpi::measure::Part;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "change_control",
    title: "Change control",
    about: "Events that change the baseline or the scope (a committed date moved, a milestone added, removed or cancelled, \
            an effort, the charter's scope or target) which an approved change covers, of all such events of the month. A \
            change covers an event when it names the item, says its impact on schedule, scope, cost and risk, has every \
            approval it asks for, and was approved no later than the event. The first date of an item is no change, and \
            nothing is one before the first commitment of the program. Beside it: growth, the size added by unplanned or \
            uncovered events, of the size of the last approved baseline.",
    target: "100% covered; growth below 10%, amber below 15%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the month of the day",
    rhythm: Rhythm::Monthly,
    rules: &[Rule::Value(Bound { green: 1.0, amber: None, is_strict: false })],
    needs_history: true,
    measure,
};

/// How much may grow without being planned.
const GROWTH: Bound = Bound { green: 0.10, amber: Some(0.15), is_strict: true };

/// Something that changed the baseline or the scope.
struct Event<'a> {
    snapshot: usize,
    commit: &'a Commit,
    /// What changed, in words.
    what: Vec<String>,
    /// The committed date that it brought, if it moved one.
    moved_to: Option<Option<Date>>,
    /// The size that it added; negative when it took some away.
    added: Size,
}

/// A size in both units.
#[derive(Clone, Copy, Default)]
struct Size {
    items: f64,
    days: f64,
}

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::month(ground.as_of);
    let mut evidence: Vec<Entry> = Vec::new();
    let mut growth: BTreeMap<&str, Growth> = BTreeMap::new();
    let tracks = ground.all::<Milestone>();
    let begins = |program: &Id| {
        let of = tracks.iter().filter(|track| same(track.program.as_str(), program.as_str()));
        let committed = of.filter_map(|track| {
            track.versions.iter().find(|seen| seen.item.is_some_and(|m| m.committed.is_some()))
        });
        committed.map(|seen| seen.snapshot).min()
    };
    let mut begun: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for track in &tracks {
        let first =
            *begun.entry(track.program.as_str().to_lowercase()).or_insert_with(|| begins(track.program));
        let Some(first) = first else { continue };
        let names = due::names(track, |m| &m.aliases);
        let changes = ground.changes(track.program);
        let of = growth.entry(track.program.as_str()).or_default();
        of.baseline(track.at(first));
        for event in events(track, first) {
            let cover = cover(&event, &names, track.program, &changes);
            of.event(&event, &cover, window);
            if window.holds(event.commit.day) {
                evidence.push(entry(track.entry(""), &event, &cover));
            }
        }
    }
    for track in ground.all::<Charter>() {
        let Some(Some(first)) = begun.get(&track.program.as_str().to_lowercase()) else { continue };
        let names = [track.program.clone(), Id::new("charter")];
        let changes = ground.changes(track.program);
        for event in charter_events(&track, *first).into_iter().filter(|event| window.holds(event.commit.day))
        {
            let cover = cover(&event, &names, track.program, &changes);
            evidence.push(entry(track.entry(""), &event, &cover));
        }
    }
    evidence.sort_by(|a, b| (a.day, &a.program, &a.item).cmp(&(b.day, &b.program, &b.item)));
    let mut measure = Measure::share(window, evidence, "neither baseline nor scope changed in the month");
    if !ground.is_point {
        add_growth(growth, &mut measure);
    }
    measure
}

/// Whether an event was agreed on, and by what.
struct Cover {
    is_covered: bool,
    is_unplanned: bool,
    words: String,
}

fn entry(base: Entry, event: &Event<'_>, cover: &Cover) -> Entry {
    let mut entry = base.hit(cover.is_covered).on(event.commit.day).by(event.commit);
    entry.reason = format!("{}: {}", event.what.join(", "), cover.words);
    entry
}

/// Finds what changed of a milestone since the program has a baseline.
fn events<'a>(track: &Track<'a, Milestone>, first: usize) -> Vec<Event<'a>> {
    let mut out = Vec::new();
    let mut last: Option<&Milestone> = None;
    for (n, seen) in track.versions.iter().enumerate() {
        let mut event = Event {
            snapshot: seen.snapshot,
            commit: seen.commit,
            what: Vec::new(),
            moved_to: None,
            added: Size::default(),
        };
        match (last, seen.item) {
            (None, Some(item)) => {
                event.what.push(if n == 0 { "added" } else { "added again" }.to_owned());
                event.added = size(item);
            }
            (Some(was), None) if was.is_open() => {
                event.what.push("removed".to_owned());
                event.added = minus(size(was));
            }
            (Some(was), Some(item)) => compare(was, item, &mut event),
            _ => {}
        }
        if seen.snapshot > first && !event.what.is_empty() {
            out.push(event);
        }
        last = seen.item;
    }
    out
}

fn compare(was: &Milestone, item: &Milestone, event: &mut Event<'_>) {
    if let (Some(from), true) = (was.committed, was.committed != item.committed) {
        let to = item.committed.map_or("nothing".to_owned(), |to| to.to_string());
        event.what.push(format!("committed {from} → {to}"));
        event.moved_to = Some(item.committed);
    }
    let is_cancelled = |m: &Milestone| m.status() == MilestoneStatus::Cancelled;
    if is_cancelled(item) != is_cancelled(was) {
        let is = is_cancelled(item);
        event.what.push(if is { "cancelled" } else { "taken up again" }.to_owned());
        event.added = if is { minus(size(was)) } else { size(item) };
    } else if let (Some(from), Some(to)) = (was.effort, item.effort)
        && from != to
    {
        event.what.push(format!("effort {from} → {to}"));
        event.added = Size { items: 0.0, days: days(to) - days(from) };
    }
}

fn charter_events<'a>(track: &Track<'a, Charter>, first: usize) -> Vec<Event<'a>> {
    let mut out = Vec::new();
    for pair in track.versions.windows(2) {
        let (Some(was), Some(item)) = (pair[0].item, pair[1].item) else { continue };
        let changes = [
            ("target", was.target != item.target && was.target.is_some()),
            ("scope in", was.scope_in != item.scope_in && !was.scope_in.is_empty()),
            ("scope out", was.scope_out != item.scope_out && !was.scope_out.is_empty()),
        ];
        let what: Vec<String> =
            changes.iter().filter(|(_, is)| *is).map(|(name, _)| format!("charter: {name}")).collect();
        if pair[1].snapshot > first && !what.is_empty() {
            let (snapshot, commit) = (pair[1].snapshot, pair[1].commit);
            out.push(Event { snapshot, commit, what, moved_to: None, added: Size::default() });
        }
    }
    out
}

/// Finds the change that covers an event, or why none does.
fn cover(event: &Event<'_>, names: &[Id], program: &Id, changes: &[Track<'_, Change>]) -> Cover {
    let is_it = |reference: &ItemRef| {
        let here = reference.program.as_ref().is_none_or(|p| same(p.as_str(), program.as_str()));
        here && names.iter().any(|name| same(name.as_str(), reference.id.as_str()))
    };
    let lists =
        |change: &Change| change.affects.iter().chain(change.moves.iter().map(|m| &m.item)).any(is_it);
    let is_agreed =
        |change: &Change| matches!(change.status(), ChangeStatus::Approved | ChangeStatus::Implemented);
    let mut why = "no change names it".to_owned();
    for track in changes {
        let Some(change) = track.at(event.snapshot).filter(|change| lists(change)) else {
            let later =
                track.versions.iter().find(|seen| seen.item.is_some_and(|c| lists(c) && is_agreed(c)));
            if let Some(seen) = later.filter(|seen| seen.snapshot > event.snapshot) {
                why = format!("`{}` came late, on {}", track.id, seen.commit.day);
            }
            continue;
        };
        if !is_agreed(change) {
            let later = track.versions.iter().find(|seen| seen.item.is_some_and(is_agreed));
            why = match later.filter(|seen| seen.snapshot > event.snapshot) {
                Some(seen) => format!("`{}` was approved late, on {}", track.id, seen.commit.day),
                None => format!("`{}` is {}", track.id, change.status()),
            };
            continue;
        }
        match lacks(change, event, is_it) {
            None => {
                let is_unplanned = change.kind == Some(ChangeKind::Unplanned);
                return Cover { is_covered: true, is_unplanned, words: format!("covered by `{}`", track.id) };
            }
            Some(lack) => why = format!("`{}` {lack}", track.id),
        }
    }
    Cover { is_covered: false, is_unplanned: true, words: why }
}

/// Says what an approved change lacks to cover an event.
fn lacks(change: &Change, event: &Event<'_>, is_it: impl Fn(&ItemRef) -> bool) -> Option<String> {
    if let Some(to) = event.moved_to {
        let dates: Vec<Option<Date>> = change.moves.iter().filter(|m| is_it(&m.item)).map(|m| m.to).collect();
        if !dates.is_empty() && !dates.iter().any(|date| date.is_none() || *date == to) {
            return Some("agrees to another date".to_owned());
        }
    }
    let impact = change.impact.as_ref();
    let fields = [
        ("schedule", impact.is_some_and(|i| i.schedule.is_some())),
        ("scope", impact.is_some_and(|i| i.scope.is_some())),
        ("cost", impact.is_some_and(|i| i.cost.is_some())),
        ("risk", impact.is_some_and(|i| i.risk.is_some())),
    ];
    let missing: Vec<&str> = fields.iter().filter(|(_, is)| !is).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        return Some(format!("does not say its impact on {}", missing.join(", ")));
    }
    if change.approvals.is_empty() {
        return Some("is approved by nobody".to_owned());
    }
    let pending = change.approvals.iter().find(|approval| approval.at.is_none())?;
    let who = pending
        .by
        .as_ref()
        .map(|by| by.as_str().to_owned())
        .or(pending.role.as_ref().map(ToString::to_string));
    Some(format!("waits for the approval of {}", who.unwrap_or_else(|| "somebody".to_owned())))
}

/// How much a program grew.
#[derive(Default)]
struct Growth {
    baseline: Size,
    added: Size,
    with_effort: usize,
    without_effort: usize,
}

impl Growth {
    fn baseline(&mut self, milestone: Option<&Milestone>) {
        let Some(milestone) = milestone.filter(|m| m.status() != MilestoneStatus::Cancelled) else { return };
        let size = size(milestone);
        self.baseline.items += size.items;
        self.baseline.days += size.days;
        if milestone.effort.is_some() {
            self.with_effort += 1;
        } else if !milestone.is_pure() {
            self.without_effort += 1;
        }
    }

    fn event(&mut self, event: &Event<'_>, cover: &Cover, window: Window) {
        let is_approved = cover.is_covered && !cover.is_unplanned;
        if is_approved && event.commit.day < window.from {
            self.baseline.items += event.added.items;
            self.baseline.days += event.added.days;
        } else if !is_approved && window.holds(event.commit.day) {
            self.added.items += event.added.items.max(0.0);
            self.added.days += event.added.days.max(0.0);
        }
    }
}

fn add_growth(growth: BTreeMap<&str, Growth>, measure: &mut Measure) {
    let (mut added, mut size, mut units) = (0.0, 0.0, Vec::new());
    for (program, of) in growth {
        let is_days = of.with_effort > 0;
        if is_days && of.without_effort > 0 {
            measure.notes.push(format!(
                "no growth of `{program}`: {} milestones have an effort and {} have none, and sizes of two units do not add up",
                of.with_effort, of.without_effort
            ));
            units.push("mixed");
            continue;
        }
        units.push(if is_days { "person-days" } else { "milestones" });
        added += if is_days { of.added.days } else { of.added.items };
        size += if is_days { of.baseline.days } else { of.baseline.items };
    }
    units.dedup();
    let ratio = match units.as_slice() {
        [unit] if *unit != "mixed" => {
            measure.notes.push(format!("growth is counted in {unit}"));
            Ratio::of(added, size)
        }
        _ => Ratio { value: None, numerator: 0.0, denominator: 0.0 },
    };
    if let Some(share) = ratio.value {
        let colour: Colour = judge::colour(share, GROWTH, Good::Down);
        measure.parts.push(Part { colour, reason: "growth that nobody planned".to_owned() });
    }
    let title = "size added by unplanned or uncovered events, of the last approved baseline";
    measure.beside.push(Beside { interval: None, ..Beside::share("growth", title, ratio) });
}

fn size(milestone: &Milestone) -> Size {
    Size { items: 1.0, days: milestone.effort.map_or(0.0, days) }
}

fn minus(size: Size) -> Size {
    Size { items: -size.items, days: -size.days }
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn days(duration: crate::model::Duration) -> f64 {
    duration.minutes(8.0, 5.0) as f64 / 480.0
}
