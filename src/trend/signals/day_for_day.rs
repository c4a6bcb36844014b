//! EW-03: the end goes away as fast as one walks towards it.

use crate::diag::wording;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::fold::fold;
use crate::trend::signals::scene::tenths;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-03",
    name: "day_for_day",
    title: "Day-for-day slip",
    about: "Over the last `snapshots` weekly snapshots the working days that are left to the planned finish of an open \
            milestone became less by under `share` of the working days that passed. What slips with something before it \
            is named with that.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("share", Unit::Share, 0.25, (0.01, 1.0)),
        Limit::new("snapshots", Unit::Count, 3.0, (2.0, 26.0)),
    ],
    needs_history: true,
    told_by: &[804],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let weeks = scene.limits.count(&SIGNAL, "snapshots") - 1;
    let share = scene.limits.of(&SIGNAL, "share");
    for open in scene.open() {
        let (item, program, team) = (scene.name(open), &open.program.id, open.node.team.as_ref());
        let then = scene.week(weeks);
        let before = then.as_ref().and_then(|known| {
            Some((
                known.day,
                known.plan.node(&open.node.key).or_else(|| scene.former(open.node, &known.plan))?,
            ))
        });
        let Some((day, before)) = before else {
            look.unknown(program, item, scene.too_young(weeks));
            continue;
        };
        let passed = scene.days(team, day, scene.as_of);
        if passed <= 0.0 {
            look.unknown(program, item, format!("nobody worked between {day} and {}", scene.as_of));
            continue;
        }
        let left_then = scene.days(team, day, before.early_finish);
        let left = scene.days(team, scene.as_of, open.node.early_finish);
        let less = tenths(left_then - left);
        let text = format!(
            "{} were left on {day}, and {} are on {}, {} later",
            wording::working_days(left_then),
            days_alone(left),
            scene.as_of,
            wording::working_days(passed),
        );
        if less >= share * passed {
            look.quiet(program, item, text);
            continue;
        }
        let moves = scene.shifts().of(&open.node.key).iter().filter(|m| m.day > day && m.days > 0.0);
        let commits =
            moves.map(|m| scene.cite(m.version, format!("+{}", wording::working_days(m.days)))).collect();
        let help =
            format!("ask what stands in the way, and say what is left (`epm why {}`)", open.milestone.id);
        let raised = look.raised("remaining", help).measured(less, share * passed, "working days");
        let raised = raised.by(Scene::newest(commits)).severity(scene.weight(open.node, SIGNAL.severity));
        look.raise(program, item, format!("`{}` comes no nearer: {text}", open.milestone.id), raised);
    }
    fold(scene, look, |_, _| true);
}

fn days_alone(days: f64) -> String {
    format!("{}", tenths(days))
}
