//! KPI 5: how long decisions take.

use crate::model::Colour;
use crate::model::Date;
use crate::model::Decision;
use crate::model::DecisionClass;
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
use crate::trend::kpi::measure::Part;
use crate::trend::kpi::measure::count;
use crate::trend::statistics;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "decision_cycle",
    title: "Decision cycle time",
    about: "The median of the calendar days from raising a major decision to making it, of those made in the window. A \
            decision without `raised` counts from its first commit, one without a class as major; minor ones stand apart. A \
            decision that was opened again counts from there, with its whole age beside it. Beside it: the P85, and the \
            share decided within 14 days of all that were decided and all that are open for longer than that.",
    target: "median at most 14 days, and at least 80% within 14 days",
    good: Good::Down,
    unit: Unit::Days,
    window: "the last 90 days",
    rhythm: Rhythm::Weekly,
    rules: &[Rule::Value(Bound { green: 14.0, amber: None, is_strict: false })],
    needs_history: true,
    measure,
};

const WINDOW: i32 = 90;

/// A major decision takes no longer than this, in days.
const LIMIT: i32 = 14;

/// So many take no longer.
const RATE: f64 = 0.80;

/// How long a decision took or is open.
struct Cycle {
    entry: Entry,
    days: i32,
    is_major: bool,
    /// When it was decided; none while it is open.
    decided: Option<Date>,
}

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let (mut major, mut minor, mut open): (Vec<Cycle>, Vec<Cycle>, Vec<Cycle>) = Default::default();
    let mut excluded = Vec::new();
    for track in ground.all::<Decision>() {
        match cycle(ground, &track) {
            Err(entry) => excluded.push(*entry),
            Ok(cycle) => match cycle.decided {
                Some(day) if !window.holds(day) => {
                    let mut entry = cycle.entry;
                    entry.outcome = None;
                    entry.remark(if day > window.to { "after the day" } else { "before the window" });
                    excluded.push(entry);
                }
                Some(_) if cycle.is_major => major.push(cycle),
                Some(_) => minor.push(cycle),
                None => open.push(cycle),
            },
        }
    }
    let days = |cycles: &[Cycle]| cycles.iter().map(|c| f64::from(c.days)).collect::<Vec<_>>();
    let taken = days(&major);
    let mut measure = Measure::number(
        window,
        statistics::median(&taken),
        taken.len(),
        "no major decision was made in the window",
    );
    let (late, waiting): (Vec<Cycle>, Vec<Cycle>) =
        open.into_iter().partition(|cycle| cycle.is_major && cycle.days > LIMIT);
    let hits = major.iter().filter(|cycle| cycle.days <= LIMIT).count();
    let rate = Ratio::of(count(hits), count(major.len() + late.len()));
    if let Some(share) = rate.value {
        let colour = if share >= RATE { Colour::Green } else { Colour::Red };
        measure.parts.push(Part { colour, reason: "the share decided within 14 days".to_owned() });
    }
    let number = |id: &str, title: &str, value: Option<f64>| Beside::number(id, title, value, Unit::Days);
    measure.beside = vec![
        number("p85", "P85 of major decisions", statistics::quantile(&taken, 0.85)),
        Beside::share(
            "rate",
            "major decisions made within 14 days, of those made and those open for longer",
            rate,
        ),
        Beside::number(
            "open_late",
            "major decisions open for longer than 14 days",
            Some(count(late.len())),
            Unit::Count,
        ),
        number("minor_median", "median of minor decisions", statistics::median(&days(&minor))),
        Beside::number(
            "minor_n",
            "minor decisions made in the window",
            Some(count(minor.len())),
            Unit::Count,
        ),
    ];
    measure.evidence = major.into_iter().chain(late).map(|cycle| cycle.entry).collect();
    let apart = |mut entry: Entry, words: &str| {
        entry.outcome = None;
        entry.remark(words);
        entry
    };
    excluded.extend(minor.into_iter().map(|cycle| apart(cycle.entry, "minor: stands apart")));
    excluded.extend(waiting.into_iter().map(|cycle| {
        let words = if cycle.is_major { "not late yet" } else { "minor: stands apart" };
        apart(cycle.entry, words)
    }));
    measure.without(excluded)
}

/// Follows a decision: when its clock started last, and when it stopped.
fn cycle(ground: &Ground<'_>, track: &Track<'_, Decision>) -> Result<Cycle, Box<Entry>> {
    let there: Vec<_> = track.versions.iter().filter_map(|seen| Some((seen.commit, seen.item?))).collect();
    let last = track.last();
    let first_raised = there.iter().find_map(|(_, decision)| decision.raised);
    let raised = last.raised.or(first_raised).unwrap_or_else(|| track.first().day);
    let mut flags: Vec<String> = Vec::new();
    if last.raised.is_none() && first_raised.is_none() {
        flags.push("no `raised`: counts from its first commit".to_owned());
    }
    if last.class.is_none() {
        flags.push("no class: counts as major".to_owned());
    }
    let (mut start, mut decided, mut was_open) = (raised, None, true);
    for (n, (commit, decision)) in there.iter().enumerate() {
        let is_open = decision.is_open();
        if n > 0 && is_open && !was_open {
            start = commit.day;
            decided = None;
            flags.retain(|flag| !flag.starts_with("opened again"));
            flags.push(format!("opened again on {}, raised {raised}", commit.day));
        } else if !is_open && (was_open || n == 0) {
            // The day that stands there from before it was opened again is not the day of this decision.
            let is_own = |day: &Date| start == raised || *day >= start;
            decided = Some(decision.date.filter(is_own).unwrap_or(commit.day));
            if decision.date.is_none() {
                flags.push("no `date`: the commit's day counts".to_owned());
            }
        }
        was_open = is_open;
    }
    let is_major = last.class != Some(DecisionClass::Minor);
    // What was decided later than the day is still open on it.
    let decided = decided.filter(|day| *day <= ground.as_of);
    let end = decided.unwrap_or(ground.as_of);
    let days = end.days_since(start);
    let total = end.days_since(raised);
    let mut words = match decided {
        Some(day) => format!("raised {start}, decided {day}: {days} days"),
        None => format!("raised {start}, open for {days} days"),
    };
    if total != days {
        words = format!("{words} ({total} in all)");
    }
    if let Some(removed) = track.removed() {
        words = format!("{words}; removed in {} on {}", removed.short, removed.day);
    }
    for flag in flags {
        words = format!("{words}; {flag}");
    }
    let entry = track.entry(words).by(track.changed()).on(end).with("days", days).with("total_days", total);
    if days < 0 {
        let mut entry = entry;
        entry.remark("decided before it was raised");
        return Err(Box::new(entry));
    }
    Ok(Cycle { entry: entry.hit(decided.is_some() && days <= LIMIT), days, is_major, decided })
}
