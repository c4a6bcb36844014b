//! KPI 4: whether high and medium risks become fewer.

use crate::model::Date;
use crate::model::Delay;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::Impact;
use crate::model::Mitigation;
use crate::model::Risk;
use crate::model::RiskSeverity;
use crate::model::RiskStatus;
use crate::trend::kpi::Beside;
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
use crate::trend::kpi::ground::Seen;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::judge::Bound;
use crate::trend::kpi::measure::Part;
use crate::trend::kpi::measure::count;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "risk_burndown",
    title: "Risk burndown",
    about: "Open high and medium risks at the end of each of twelve weeks, and whether they become fewer. How heavy a risk \
            is follows from probability times impact; a severity set by hand counts only without them, and one that was \
            lowered by hand without a note stays as it was. Accepted risks leave only while an acceptance holds; a risk \
            that was removed stays. Beside it: high risks that had a plan, an owner and a due date within five working days \
            of first being high, and the exposure, probability times delay, of all open risks.",
    target: "fewer every week; high risks with plan, owner and date within 5 working days: 100%, amber from 90%",
    good: Good::Down,
    unit: Unit::Count,
    window: "twelve weeks",
    rhythm: Rhythm::Weekly,
    rules: &[Rule::Improves],
    needs_history: true,
    measure,
};

/// The days of twelve weeks.
const WINDOW: i32 = 84;

/// A high risk has a plan within so many working days.
const TO_PLAN: f64 = 5.0;

/// How many high risks had a plan in time.
const PLANNED: Bound = Bound { green: 1.0, amber: Some(0.90), is_strict: false };

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let tracks = ground.all::<Risk>();
    let (mut evidence, mut excluded) = (Vec::new(), Vec::new());
    for track in &tracks {
        let (level, downgrade) = level(track);
        match stays(track, level, ground.as_of) {
            Ok(words) => {
                let mut entry = track.entry(words).counted().by(track.changed());
                if let Some(words) = downgrade {
                    entry.remark(&words);
                }
                evidence.push(entry.with("level", level.map(|l| l.as_str())));
            }
            Err(words) => excluded.push(track.entry(words).by(track.changed())),
        }
    }
    let n = evidence.len();
    let weeks = ground.begins().map_or(1, |begins| 1 + ground.as_of.days_since(begins) / 7).clamp(1, 12);
    let value = (!tracks.is_empty()).then(|| count(n));
    let weeks = usize::try_from(weeks).unwrap_or(1);
    let mut measure =
        Measure::number(window, value, weeks, "no risk was ever written down").without(excluded);
    if tracks.is_empty() {
        measure.n = 0;
    }
    measure.evidence = evidence;
    if ground.is_point {
        return measure;
    }
    let high =
        measure.evidence.iter().filter(|e| e.details.get("level").is_some_and(|l| l == "high")).count();
    measure = measure.beside(Beside::number("high", "open high risks", Some(count(high)), Unit::Count));
    planned(ground, &tracks, window, &mut measure);
    exposure(&tracks, ground.as_of, &mut measure);
    measure.notes.push("n is the number of week ends that are known".to_owned());
    measure
}

/// Returns how heavy a risk is, and what is to be said of a severity that was lowered by hand.
fn level(track: &Track<'_, Risk>) -> (Option<RiskSeverity>, Option<String>) {
    let mut level: Option<RiskSeverity> = None;
    let mut words = None;
    let mut last: Option<&Risk> = None;
    for (commit, risk) in track.versions.iter().filter_map(|seen| Some((seen.commit, seen.item?))) {
        let is_by_hand = risk.score().is_none();
        let is_same = last.is_some_and(|l| l.probability == risk.probability && l.impact == risk.impact);
        // Heavier comes first in the order of declaration.
        let is_lower = risk.level() > level && level.is_some() || risk.level().is_none() && level.is_some();
        let has_note =
            risk.severity_note.is_some() && last.is_none_or(|l| l.severity_note != risk.severity_note);
        if is_by_hand && is_same && is_lower && !has_note {
            let from = level.map_or("", RiskSeverity::as_str);
            words = Some(format!(
                "severity lowered from {from} on {} without a note and without another probability or impact: it stays",
                commit.day
            ));
        } else {
            level = risk.level();
            words = None;
        }
        last = Some(risk);
    }
    (level, words)
}

/// Tells whether a risk counts as open, high or medium, on a day, and why or why not.
fn stays(track: &Track<'_, Risk>, level: Option<RiskSeverity>, day: Date) -> Result<String, String> {
    let risk = track.last();
    let level = match level {
        Some(level @ (RiskSeverity::High | RiskSeverity::Medium)) => level,
        Some(RiskSeverity::Low) => return Err("low".to_owned()),
        None => return Err("neither probability and impact nor a severity is given".to_owned()),
    };
    let score = risk.score().map_or(String::new(), |score| format!(" (score {score})"));
    let words = format!("{level}{score}");
    match risk.status() {
        RiskStatus::Closed => Err(format!("{words}, closed")),
        RiskStatus::Realised => Err(format!("{words}, realised: an issue by now")),
        RiskStatus::Accepted => match risk.acceptance.as_ref().map(|a| a.expires) {
            Some(Some(expires)) if expires >= day => Err(format!("{words}, accepted until {expires}")),
            Some(Some(expires)) => Ok(format!("{words}, its acceptance expired on {expires}")),
            Some(None) => Ok(format!("{words}, accepted without an end: it stays")),
            None => Ok(format!("{words}, accepted by nobody: it stays")),
        },
        RiskStatus::Open | RiskStatus::Mitigating => match track.removed() {
            Some(removed) => Ok(format!(
                "{words}, removed in {} on {} without being closed: it stays",
                removed.short, removed.day
            )),
            None => Ok(format!("{words}, {}", risk.status())),
        },
    }
}

/// Adds the share of high risks that had a plan, an owner and a due date in time.
fn planned(ground: &Ground<'_>, tracks: &[Track<'_, Risk>], window: Window, measure: &mut Measure) {
    let mut entries: Vec<Entry> = Vec::new();
    for track in tracks {
        let Some(first) = track.versions.iter().find(|seen| is_high(seen)).map(|seen| seen.commit) else {
            continue;
        };
        if !window.holds(first.day) {
            continue;
        }
        let planned =
            track.versions.iter().find(|seen| seen.commit.at >= first.at && seen.item.is_some_and(has_plan));
        let after = planned.map(|seen| ground.working_days(first.day, seen.commit.day));
        let is_young = ground.working_days(first.day, ground.as_of) < TO_PLAN;
        let is_hit = after.is_some_and(|days| days <= TO_PLAN);
        let words = match after {
            Some(days) => format!("high since {}, plan, owner and date after {days} working days", first.day),
            None if is_young => {
                format!("high since {}: younger than 5 working days, not judged yet", first.day)
            }
            None => format!("high since {}, without plan, owner and date", first.day),
        };
        let entry = track.entry(words).by(first).on(first.day);
        if is_young && !is_hit {
            measure.excluded.push(entry.with("part", "planned_in_time"));
        } else {
            entries.push(entry.hit(is_hit).with("part", "planned_in_time"));
        }
    }
    let ratio = Ratio::of_hits(&entries);
    if let Some(share) = ratio.value {
        let colour = super::judge::colour(share, PLANNED, Good::Up);
        measure
            .parts
            .push(Part { colour, reason: "high risks with plan, owner and date in time".to_owned() });
    }
    let title = "high risks with plan, owner and date within 5 working days of first being high";
    measure.beside.push(Beside::share("planned_in_time", title, ratio));
    measure.evidence.extend(entries);
}

fn is_high(seen: &Seen<'_, Risk>) -> bool {
    seen.item.is_some_and(|risk| risk.is_open() && risk.level() == Some(RiskSeverity::High))
}

fn has_plan(risk: &Risk) -> bool {
    let Some(mitigation) = &risk.mitigation else { return false };
    let owner = match mitigation {
        Mitigation::Record(record) => record.owner.as_ref().or(risk.owner.as_ref()),
        Mitigation::Plan(_) => risk.owner.as_ref(),
    };
    mitigation.plan().is_some() && owner.is_some() && mitigation.due().is_some()
}

/// Adds the exposure: probability times delay, of all open risks that say both.
fn exposure(tracks: &[Track<'_, Risk>], day: Date, measure: &mut Measure) {
    let is_open = |track: &&Track<'_, Risk>| {
        let risk = track.last();
        let is_accepted = risk.status() == RiskStatus::Accepted
            && risk.acceptance.as_ref().and_then(|a| a.expires).is_some_and(|expires| expires >= day);
        risk.is_open() && !is_accepted
    };
    let (mut sum, mut without) = (0.0, 0);
    for track in tracks.iter().filter(is_open) {
        let risk = track.last();
        match risk.probability.map(crate::model::Likelihood::share).zip(risk.impact.as_ref().and_then(delay))
        {
            Some((share, days)) => sum += share * days,
            None => without += 1,
        }
    }
    let title = "exposure: probability times delay, summed over open risks";
    measure.beside.push(Beside::number("exposure", title, Some(sum), Unit::WorkingDays));
    if without > 0 {
        let risks = crate::diag::wording::count(without, "open risk");
        measure.notes.push(format!("{risks} without probability or delay in numbers: not in the exposure"));
    }
}

/// Returns the working days that a risk would cost.
fn delay(impact: &Impact) -> Option<f64> {
    match impact {
        Impact::Delay(delay) => Some(days(*delay)),
        Impact::Record(record) => match record.delay.as_ref()? {
            Delay::Fixed(delay) => Some(days(*delay)),
            Delay::Range(range) => expected(range),
        },
        Impact::Band(_) => None,
    }
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn days(duration: Duration) -> f64 {
    duration.minutes(8.0, 5.0) as f64 / 480.0
}

/// Returns the mean of a range, as its shape says; of other shapes the middle that is given.
fn expected(range: &Estimate) -> Option<f64> {
    if let (Some(low), Some(likely), Some(high)) = (range.low, range.likely, range.high) {
        return Some((days(low) + days(likely) + days(high)) / 3.0);
    }
    if let (Some(low), Some(high)) = (range.low, range.high) {
        return Some(f64::midpoint(days(low), days(high)));
    }
    range.mean.or(range.likely).or(range.p50).map(days)
}
