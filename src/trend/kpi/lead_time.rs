//! KPI 10: how long critical work takes from its beginning to its end.

use crate::model::Date;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Good;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Rhythm;
use crate::trend::kpi::Rule;
use crate::trend::kpi::Unit;
use crate::trend::kpi::Window;
use crate::trend::kpi::ground::Track;
use crate::trend::kpi::measure::count;
use crate::trend::statistics;

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "lead_time",
    title: "Lead time of critical items",
    about: "The P85 of the calendar days from the first beginning to the last end of critical milestones that ended in the \
            quarter. Critical is what is committed to, or was on a critical path when it began or ended. The days are \
            `started` and `finished`, else those of the commits that first said in progress and last said done; without \
            either there is nothing to measure. Beside it: the median, the quarter before, and work in progress by age.",
    target: "P85 below that of the quarter before",
    good: Good::Down,
    unit: Unit::Days,
    window: "the quarter of the day",
    rhythm: Rhythm::Quarterly,
    rules: &[Rule::Parts],
    needs_history: true,
    measure,
};

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::quarter(ground.as_of);
    let last = window.from.plus_days(-1);
    let before = Window { from: Window::quarter(last).from, to: last };
    let (mut now, mut then) = (Vec::new(), Vec::new());
    let (mut evidence, mut excluded) = (Vec::new(), Vec::new());
    let mut ages: Vec<f64> = Vec::new();
    for track in ground.all::<Milestone>() {
        let item = track.last();
        let began = began(&track);
        if is_being_worked_on(item) && track.removed().is_none() && !ground.is_point {
            if let Some(began) = began.filter(|_| is_critical(ground, &track, ground.as_of)) {
                let age = ground.as_of.days_since(began);
                ages.push(f64::from(age));
                let words = format!("in progress since {began}: {age} days old");
                excluded.push(track.entry(words).on(began).by(track.changed()).with("age", age));
            }
            continue;
        }
        let Some(ended) = ended(&track).filter(|day| window.holds(*day) || before.holds(*day)) else {
            continue;
        };
        let Some(began) = began.filter(|began| *began <= ended) else {
            if window.holds(ended) {
                excluded.push(track.entry("nothing says when it began").on(ended).by(track.changed()));
            }
            continue;
        };
        if !is_critical(ground, &track, began) && !is_critical(ground, &track, ended) {
            if window.holds(ended) {
                excluded.push(track.entry("not critical").on(ended).by(track.changed()));
            }
            continue;
        }
        let days = ended.days_since(began);
        if window.holds(ended) {
            now.push(f64::from(days));
            let words = format!("{began} to {ended}: {days} days");
            evidence.push(track.entry(words).counted().on(ended).by(track.changed()).with("days", days));
        } else {
            then.push(f64::from(days));
        }
    }
    let p85 = |days: &[f64]| statistics::quantile(days, 0.85);
    let nothing = "no critical milestone that was in progress ended in the quarter";
    let mut measure = Measure::number(window, p85(&now), now.len(), nothing).without(excluded);
    measure.evidence = evidence;
    if let (Some(is), Some(was)) = (p85(&now), p85(&then)) {
        measure.parts.push(super::judge::against(is, was, "the P85 against the quarter before"));
    }
    let number = |id: &str, title: &str, value, unit| Beside::number(id, title, value, unit);
    measure.beside = vec![
        number("median", "median", statistics::median(&now), Unit::Days),
        number("previous_p85", "P85 of the quarter before", p85(&then), Unit::Days),
        number("wip", "critical items in progress", Some(count(ages.len())), Unit::Count),
        number("wip_age_p85", "P85 of their age", p85(&ages), Unit::Days),
    ];
    measure
}

fn is_being_worked_on(milestone: &Milestone) -> bool {
    matches!(milestone.status(), MilestoneStatus::InProgress | MilestoneStatus::Blocked)
}

/// Returns when work began: as the file says, else with the first commit that said so.
fn began(track: &Track<'_, Milestone>) -> Option<Date> {
    let seen = track.versions.iter().find(|seen| seen.item.is_some_and(is_being_worked_on));
    track.last().started.or(seen.map(|seen| seen.commit.day))
}

/// Returns when it ended last: as the file says, else with the commit since which it is done.
fn ended(track: &Track<'_, Milestone>) -> Option<Date> {
    let last = track.last();
    let is_done = |m: &Milestone| m.status() == MilestoneStatus::Done;
    is_done(last).then(|| last.finished.or_else(|| track.since(is_done).map(|commit| commit.day))).flatten()
}

/// Tells whether a milestone was committed to, or on a critical path as the plan was known on a day.
fn is_critical(ground: &Ground<'_>, track: &Track<'_, Milestone>, day: Date) -> bool {
    if track.last().committed.is_some() {
        return true;
    }
    let Some(item) = track.on(day) else { return false };
    let known = ground.past.known_on(day);
    known.is_some_and(|known| known.plan.find(track.program, &item.id).is_some_and(|node| node.is_critical))
}
