//! KPI 2: how near forecasts came to what happened.

use crate::model::Date;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::plan::PlanNode;
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
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::measure::count;
use crate::trend::statistics;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "forecast_accuracy",
    title: "Forecast accuracy",
    about: "Milestones finished in the window whose forecast of 28 days before was off by no more than 15% of the working \
            days that it looked ahead. The forecast is the P50 of the plan as it was known then, computed for that day; \
            where the plan is too large to be forecast unasked, it is the planned finish. Beside it: the median error, the \
            bias (positive is later than forecast), how often the P80 held, the same 42 days before, and with milestones \
            that are open although their forecast has passed.",
    target: "at least 80% within ±15%; amber from 60%",
    good: Good::Up,
    unit: Unit::Share,
    window: "the last 90 days",
    rhythm: Rhythm::Weekly,
    rules: &[Rule::Value(Bound { green: 0.80, amber: Some(0.60), is_strict: false })],
    needs_history: true,
    measure,
};

const WINDOW: i32 = 90;

/// How long before the finish the forecast of the headline was made, in days.
const HORIZON: i32 = 28;

/// The same, for the value beside it.
const FAR: i32 = 42;

/// A forecast that is off by no more than this is accurate, in percent.
const NEAR: f64 = 15.0;

/// So many snapshots are looked at for whether a forecast ever moved.
const LOOKS: usize = 60;

/// A forecast against what happened.
struct Scored {
    entry: Entry,
    /// Signed, in working days: positive is later than forecast.
    error: f64,
    pct: f64,
    /// It came by the P80 of then; none without one.
    is_in_p80: Option<bool>,
}

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let tracks = ground.all::<Milestone>();
    let (scored, excluded) = score(ground, &tracks, window, HORIZON);
    let entries: Vec<Entry> = scored.iter().map(|s| s.entry.clone()).collect();
    let nothing = "no milestone that finished in the window had a forecast 28 days before";
    let mut measure = Measure::share(window, entries, nothing).without(excluded);
    if ground.is_point {
        return measure;
    }
    let sizes: Vec<f64> = scored.iter().map(|s| s.pct.abs() / 100.0).collect();
    let errors: Vec<f64> = scored.iter().map(|s| s.error).collect();
    let covered: Vec<bool> = scored.iter().filter_map(|s| s.is_in_p80).collect();
    let in_p80 = covered.iter().filter(|is| **is).count();
    let number = |id: &str, title: &str, value, unit| Beside::number(id, title, value, unit);
    measure.beside = vec![
        number(
            "median_abs_pct",
            "median size of the error, of the lead",
            statistics::median(&sizes),
            Unit::Share,
        ),
        number(
            "bias",
            "mean error: positive is later than forecast",
            statistics::mean(&errors),
            Unit::WorkingDays,
        ),
        Beside::share(
            "p80_coverage",
            "came by the P80 of then",
            Ratio::of(count(in_p80), count(covered.len())),
        ),
    ];
    let (far, _) = score(ground, &tracks, window, FAR);
    let far_hits = far.iter().filter(|s| s.entry.is_hit()).count();
    let title = "the same, 42 days before";
    measure.beside.push(Beside::share("horizon_42", title, Ratio::of(count(far_hits), count(far.len()))));
    let open = open(ground, &tracks);
    let hits = scored.iter().filter(|s| s.entry.is_hit()).count();
    let hits = hits + open.iter().filter(|entry| entry.is_hit()).count();
    let all = Ratio::of(count(hits), count(scored.len() + open.len()));
    let title = "with milestones that are open although their forecast has passed";
    measure.beside.push(Beside::share("including_open", title, all));
    measure.excluded.extend(open.into_iter().map(|mut entry| {
        entry.outcome = None;
        entry
    }));
    measure
}

fn score(
    ground: &Ground<'_>,
    tracks: &[Track<'_, Milestone>],
    window: Window,
    horizon: i32,
) -> (Vec<Scored>, Vec<Entry>) {
    let (mut scored, mut excluded) = (Vec::new(), Vec::new());
    for track in tracks {
        let Some(actual) = finished(track).filter(|day| window.holds(*day)) else { continue };
        match against(ground, track, actual, horizon) {
            Ok(found) => scored.push(found),
            Err(reason) => excluded.push(track.entry(reason).on(actual).by(track.changed())),
        }
    }
    (scored, excluded)
}

fn finished(track: &Track<'_, Milestone>) -> Option<Date> {
    let last = track.last();
    let is_done = |m: &Milestone| m.status() == MilestoneStatus::Done;
    is_done(last).then(|| last.finished.or_else(|| track.since(is_done).map(|commit| commit.day))).flatten()
}

/// What the plan of a day says of a milestone: P50, P80 where there is one, and the commit.
fn forecast(
    ground: &Ground<'_>,
    track: &Track<'_, Milestone>,
    day: Date,
) -> Result<(Date, Option<Date>, String), String> {
    let young = || format!("the plan did not hold it yet on {day}: younger than the horizon");
    let then = track.versions.iter().rev().find(|seen| seen.commit.day <= day).and_then(|seen| seen.item);
    let then = then.ok_or_else(young)?;
    if !then.is_open() {
        return Err(format!("it was {} already on {day}", then.status()));
    }
    let known = ground.past.known_on(day).ok_or_else(young)?;
    let is_dated = |node: &&PlanNode| !node.is_undated && (!node.is_undriven || node.committed.is_some());
    let node = known.plan.find(track.program, &then.id).filter(is_dated);
    let node = node.ok_or_else(|| format!("the plan of {day} has no date for it"))?;
    let drawn = known.outlook().forecast().and_then(|forecast| forecast.item(&node.key));
    let (p50, p80) =
        drawn.map_or((node.early_finish, None), |item| (item.finish.dates.p50, Some(item.finish.dates.p80)));
    Ok((p50, p80, known.commit.short.clone()))
}

/// Scores the forecast of so many days before the finish.
fn against(
    ground: &Ground<'_>,
    track: &Track<'_, Milestone>,
    actual: Date,
    horizon: i32,
) -> Result<Scored, String> {
    let as_of = actual.plus_days(-horizon);
    let (used, p80, commit) = forecast(ground, track, as_of)?;
    let error = ground.working_days(used, actual);
    let (lead, pct) = size(ground, as_of, used, error);
    let is_near = pct.abs() <= NEAR;
    let mut words = format!("forecast {used} on {as_of}, came {actual}: {}", off(error, pct));
    let is_live = used > as_of;
    if !is_live {
        words.push_str("; no live forecast: it was due already");
    }
    let is_plan = is_never_updated(ground, track, used, actual);
    if is_plan {
        words.push_str("; the forecast never left the commitment: a plan, not a forecast");
    }
    let entry = track.entry(words).hit(is_near).on(actual).with("as_of", as_of.to_string());
    let mut entry = entry
        .with("forecast_used", used.to_string())
        .with("actual", actual.to_string())
        .with("error_workdays", error)
        .with("lead_workdays", lead)
        .with("pct", pct)
        .with("within_15pct", is_near)
        .with("never_updated", is_plan);
    entry.commit = Some(commit);
    Ok(Scored { entry, error, pct, is_in_p80: p80.map(|p80| actual <= p80) })
}

/// Returns the lead, at least a working day, and the error as percent of it.
fn size(ground: &Ground<'_>, as_of: Date, used: Date, error: f64) -> (f64, f64) {
    let lead = ground.working_days(as_of, used).max(1.0);
    (lead, error / lead * 100.0)
}

fn off(error: f64, pct: f64) -> String {
    match error {
        0.0 => "as forecast".to_owned(),
        e if e > 0.0 => format!("{e} working days later, {pct:.1}% of the lead"),
        e => format!("{} working days earlier, {:.1}% of the lead", -e, -pct),
    }
}

/// Tells whether the planned date was the committed one in every snapshot before the finish.
fn is_never_updated(ground: &Ground<'_>, track: &Track<'_, Milestone>, used: Date, actual: Date) -> bool {
    if ground.is_point || track.last().committed != Some(used) {
        return false;
    }
    let snapshots = &ground.ledger.history().snapshots;
    let days = snapshots.iter().map(|snapshot| snapshot.commit.day).filter(|day| *day < actual);
    let mut days: Vec<Date> = days.filter(|day| track.on(*day).is_some_and(Milestone::is_open)).collect();
    days.dedup();
    let step = days.len().div_ceil(LOOKS).max(1);
    days.into_iter().step_by(step).all(|day| {
        let known = ground.past.known_on(day);
        let node = known.as_ref().and_then(|k| k.plan.find(track.program, &track.last().id));
        node.is_none_or(|node| Some(node.early_finish) == node.committed)
    })
}

/// Returns the milestones that are open although the forecast of 28 days ago has passed: the error is what it is at least.
fn open(ground: &Ground<'_>, tracks: &[Track<'_, Milestone>]) -> Vec<Entry> {
    let as_of = ground.as_of.plus_days(-HORIZON);
    let mut out = Vec::new();
    for track in tracks.iter().filter(|track| track.last().is_open()) {
        let Ok((used, ..)) = forecast(ground, track, as_of) else { continue };
        if used >= ground.as_of {
            continue;
        }
        let error = ground.working_days(used, ground.as_of);
        let (lead, pct) = size(ground, as_of, used, error);
        let words = format!(
            "open; forecast {used} on {as_of}, at least {error} working days late: counts only beside"
        );
        let entry = track.entry(words).hit(pct.abs() <= NEAR).on(used).with("as_of", as_of.to_string());
        let entry = entry.with("forecast_used", used.to_string()).with("error_workdays", error);
        out.push(entry.with("lead_workdays", lead).with("pct", pct));
    }
    out
}
