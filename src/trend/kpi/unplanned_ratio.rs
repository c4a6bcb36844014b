//! KPI 11: how much of the work nobody had planned.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Change;
use crate::model::ChangeKind;
use crate::model::Date;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
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
use crate::trend::kpi::ground::same;
use crate::trend::kpi::records::Record;
use crate::trend::kpi::records::records;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "unplanned_ratio",
    title: "Unplanned work ratio",
    about: "Capacity that went into unplanned work, of all capacity used in the last four iterations: records of the metric \
            `unplanned_work`, one a team (`scope`) and iteration, with unplanned work as `numerator` and all of it as \
            `denominator`. The whole may also come as records of `capacity_used` with the same scope and day. Without any \
            such record, milestones that a change of kind `unplanned` names are counted instead, of all that were finished \
            in the last eight weeks; that is said.",
    target: "below 15%; amber below 25%",
    good: Good::Down,
    unit: Unit::Share,
    window: "the last four iterations",
    rhythm: Rhythm::ByCase,
    rules: &[Rule::Value(Bound { green: 0.15, amber: Some(0.25), is_strict: true })],
    needs_history: false,
    measure,
};

const UNPLANNED: &[&str] = &["unplanned_work", "unplanned_ratio", "unplanned"];
const USED: &[&str] = &["capacity_used", "total_capacity", "capacity"];

/// How many iterations are looked at.
const ITERATIONS: usize = 4;

/// The days of four iterations of two weeks, where only items can be counted.
const FALLBACK: i32 = 56;

/// How many iterations the trend looks at.
const POINTS: usize = 12;

fn measure(ground: &Ground<'_>) -> Measure {
    let all = records(ground);
    let unplanned: Vec<&Record<'_>> = all.iter().filter(|r| r.is_of(UNPLANNED)).collect();
    if unplanned.is_empty() {
        return by_items(ground);
    }
    let ends: BTreeSet<Date> = unplanned.iter().map(|r| r.row.date).collect();
    let latest: Vec<Date> = ends.iter().rev().take(ITERATIONS).copied().collect();
    let (mut evidence, mut excluded) = (Vec::new(), Vec::new());
    let (mut sums, mut iterations): ((f64, f64), BTreeMap<Date, (f64, f64)>) = ((0.0, 0.0), BTreeMap::new());
    let mut from = ground.as_of;
    let mut is_count = false;
    for record in &unplanned {
        let Some((above, below)) = amounts(record, &all) else {
            excluded.push(record.entry("nothing says how much work there was in all"));
            continue;
        };
        let of = iterations.entry(record.row.date).or_default();
        (of.0, of.1) = (of.0 + above, of.1 + below);
        if !latest.contains(&record.row.date) {
            excluded.push(record.entry("before the last four iterations"));
            continue;
        }
        sums = (sums.0 + above, sums.1 + below);
        from = from.min(record.row.from.unwrap_or(record.row.date));
        is_count |= record.row.unit.as_deref().is_some_and(|unit| matches!(unit, "count" | "items"));
        evidence.push(record.entry(format!("{above} of {below} unplanned")).counted());
    }
    let to = latest.first().copied().unwrap_or(ground.as_of);
    let ratio = Ratio::of(sums.0, sums.1);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // amounts of work; saturates
    let n = sums.1.round() as usize;
    let mut measure = Measure::ratio(Window { from, to }, ratio, n, "no capacity was used").without(excluded);
    measure.evidence = evidence;
    let cases = iterations.into_iter().filter_map(|(day, (a, b))| Some((day, Ratio::of(a, b).value?)));
    let cases: Vec<(Date, f64)> = cases.collect();
    measure.cases = Some(cases[cases.len().saturating_sub(POINTS)..].to_vec());
    measure.notes.push("n is the capacity used, in the unit of the records".to_owned());
    if is_count {
        measure.notes.push("counted in items, not in capacity".to_owned());
    }
    measure
}

/// Returns unplanned work and all work of a record.
fn amounts(record: &Record<'_>, all: &[Record<'_>]) -> Option<(f64, f64)> {
    let row = record.row;
    if let Some(below) = row.denominator {
        return Some((row.numerator.unwrap_or(row.value * below), below));
    }
    let is_whole = |other: &&Record<'_>| {
        other.is_of(USED)
            && same(other.program, record.program)
            && same(other.scope(), record.scope())
            && other.row.date == row.date
    };
    all.iter().find(is_whole).map(|whole| (row.numerator.unwrap_or(row.value), whole.row.value))
}

/// Counts finished milestones that a change of kind `unplanned` names.
fn by_items(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, FALLBACK);
    let nothing = "no record of `unplanned_work`";
    let changes: Vec<_> =
        ground.all::<Change>().into_iter().filter(|c| c.last().kind == Some(ChangeKind::Unplanned)).collect();
    if changes.is_empty() {
        return Measure::none(window, nothing);
    }
    let mut evidence: Vec<Entry> = Vec::new();
    for track in ground.all::<Milestone>() {
        let item = track.last();
        let is_done = item.status() == MilestoneStatus::Done;
        let Some(day) = item.finished.filter(|day| is_done && window.holds(*day)) else { continue };
        let names = |change: &&crate::trend::kpi::ground::Track<'_, Change>| {
            same(change.program.as_str(), track.program.as_str())
                && change.last().affects.iter().any(|r| same(r.id.as_str(), track.id))
        };
        let by = changes.iter().find(names);
        let words = by.map_or("planned".to_owned(), |change| format!("unplanned: `{}`", change.id));
        evidence.push(track.entry(words).hit(by.is_some()).on(day).by(track.changed()));
    }
    let mut measure = Measure::share(window, evidence, nothing);
    for entry in &mut measure.evidence {
        entry.outcome = Some("counted");
    }
    measure
        .notes
        .push("no record of `unplanned_work`: counted in finished milestones, not in capacity".to_owned());
    measure
}
