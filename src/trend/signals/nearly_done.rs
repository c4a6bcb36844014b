//! EW-06: nearly done for weeks.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Settings;
use crate::trend::assess::dcma;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-06",
    name: "nearly_done",
    title: "90% syndrome",
    about: "An open milestone had `share` or more of its work done at the last `snapshots` weekly snapshots in a row, that of \
            today included. What is done is `progress`, or what `remaining` leaves of the duration.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("share", Unit::Share, 0.8, (0.01, 0.999)),
        Limit::new("snapshots", Unit::Count, 3.0, (2.0, 26.0)),
    ],
    needs_history: true,
    told_by: &[807],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let share = scene.limits.of(&SIGNAL, "share");
    let snapshots = scene.limits.count(&SIGNAL, "snapshots");
    for open in scene.open() {
        let (item, program) = (scene.name(open), &open.program.id);
        let Some(done) = done(open.milestone, scene.workspace.settings()) else {
            look.quiet(program, item, "it says neither `progress` nor `remaining`");
            continue;
        };
        if done < share {
            look.quiet(program, item, format!("{} of it are done", percent(done)));
            continue;
        }
        let trace = scene.trace(open.program, Kind::Milestone, open.milestone.id.as_str());
        let is_near = |known: &AnyItem, settings: &Settings| match known {
            AnyItem::Milestone(then) => {
                then.is_open() && self::done(then, settings).is_some_and(|done| done >= share)
            }
            _ => false,
        };
        let near = (1..snapshots).take_while(|back| {
            let then = scene.week(*back).and_then(|known| {
                let item = trace?.at(known.snapshot)?;
                Some(is_near(item, known.workspace.settings()))
            });
            then == Some(true)
        });
        let count = near.count() + 1;
        let weeks = wording::count(i64::try_from(count).unwrap_or(i64::MAX), "weekly snapshot");
        let text =
            format!("{} of it are done, and {} or more were at {weeks}", percent(done), percent(share));
        if count < snapshots {
            look.quiet(program, item, text);
            continue;
        }
        let settings = scene.workspace.settings();
        let since = trace.and_then(|trace| trace.since(|item| is_near(item, settings)));
        let text = format!("`{}` is still open: {text} in a row", open.milestone.id);
        let help = "list what is left, and estimate that instead of the share: `remaining: 3d`";
        let raised = look.raised("progress", help).measured(done * 100.0, share * 100.0, "percent");
        let raised = raised.by(scene.cite_since(since, "nearly done"));
        let raised = raised.severity(scene.weight(open.node, SIGNAL.severity));
        look.raise(program, item, text, raised);
    }
}

/// Returns the share of the work that is done, as it is written.
fn done(milestone: &Milestone, settings: &Settings) -> Option<f64> {
    if let Some(left) = milestone.remaining {
        let whole = dcma::length(&Milestone { remaining: None, ..milestone.clone() }, settings);
        return (whole > 0.0).then(|| (1.0 - settings.days(left) / whole).max(0.0));
    }
    milestone.progress.map(crate::model::Percent::share)
}

fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0).round() / 10.0)
}
