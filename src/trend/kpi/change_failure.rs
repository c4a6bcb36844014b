//! KPI 9: releases that failed (DORA).

use crate::model::Release;
use crate::model::ReleaseOutcome;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Bound;
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

/// The declaration.
pub(super) const KPI: Kpi = Kpi {
    id: "change_failure",
    title: "Change failure rate",
    about: "Releases that failed, of those deployed in the window whose outcome is known. A failure is an incident, a \
            rollback or a hotfix within 7 days of the deployment, counted once a release. An unknown outcome is listed and \
            never taken for success.",
    target: "below 10%; amber below 15%",
    good: Good::Down,
    unit: Unit::Share,
    window: "the last 180 days",
    rhythm: Rhythm::Weekly,
    rules: &[Rule::Value(Bound { green: 0.10, amber: Some(0.15), is_strict: true })],
    needs_history: true,
    measure,
};

const WINDOW: i32 = 180;

/// What shows later than this many days after the deployment is not put down to it.
const SHOWN_WITHIN: i32 = 7;

fn measure(ground: &Ground<'_>) -> Measure {
    let window = Window::trailing(ground.as_of, WINDOW);
    let (mut evidence, mut excluded, mut unknown) = (Vec::new(), Vec::new(), 0_usize);
    for track in ground.all::<Release>() {
        let Some(deployed) = track.last().deployed else {
            excluded.push(track.entry("not deployed").by(track.changed()));
            continue;
        };
        if !window.holds(deployed) {
            let words =
                if deployed > window.to { "deployed after the day" } else { "deployed before the window" };
            excluded.push(track.entry(words).on(deployed).by(track.changed()));
            continue;
        }
        let (failed, words) = outcome(&track);
        let mut entry = track.entry(words).on(deployed).by(track.changed());
        if let Some(removed) = track.removed() {
            entry.remark(&format!("removed in {} on {}", removed.short, removed.day));
        }
        match failed {
            // For a rate of failures, what counts above the line is the failure.
            Some(failed) => evidence.push(entry.hit(failed).with("failed", failed)),
            None => {
                unknown += 1;
                excluded.push(entry);
            }
        }
    }
    let nothing = "no release with a known outcome was deployed in the window";
    let mut measure = Measure::share(window, evidence, nothing).without(excluded);
    for entry in &mut measure.evidence {
        entry.outcome = Some(if entry.is_hit() { "miss" } else { "hit" });
    }
    let title = "releases deployed in the window whose outcome is unknown";
    measure.beside(Beside::number("unknown", title, Some(count(unknown)), Unit::Count))
}

/// Tells whether a release failed, and why; nothing when nobody knows.
fn outcome(track: &Track<'_, Release>) -> (Option<bool>, String) {
    let release = track.last();
    let failure = release.failure.as_ref();
    let outcome = release.outcome.or(failure.map(|_| ReleaseOutcome::Failed));
    match outcome {
        Some(ReleaseOutcome::Success) => (Some(false), "success".to_owned()),
        Some(ReleaseOutcome::Failed) => {
            let kind = failure.and_then(|f| f.kind.as_deref()).unwrap_or("failed").to_owned();
            let shown = failure.and_then(|f| f.detected.as_ref()).map(crate::model::Moment::date);
            let last = release.deployed.map(|day| day.plus_days(SHOWN_WITHIN));
            match (shown, last) {
                (Some(shown), Some(last)) if shown > last => (
                    Some(false),
                    format!("{kind} on {shown}, more than 7 days after the deployment: not put down to it"),
                ),
                (Some(shown), _) => (Some(true), format!("{kind} on {shown}")),
                (None, _) => (Some(true), kind),
            }
        }
        Some(ReleaseOutcome::Unknown) | None => (None, "the outcome is unknown".to_owned()),
    }
}
