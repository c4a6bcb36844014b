//! EW-08: the end comes nearer, and nobody knows it any better.

use crate::diag::wording;
use crate::plan::NodeKey;
use crate::plan::forecast::ItemForecast;
use crate::plan::forecast::Outlook;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::fold::gather;
use crate::trend::signals::scene::tenths;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-08",
    name: "spread",
    title: "Spread not shrinking",
    about: "P80 less P50 of an open milestone is at least as wide as `weeks` weeks ago, although the working days to its P50 \
            became less by `nearer` or more. What this is true of in one program is told together, the widest range first.",
    severity: Severity::Low,
    limits: &[
        Limit::new("weeks", Unit::Count, 4.0, (1.0, 52.0)),
        Limit::new("nearer", Unit::Share, 0.2, (0.01, 0.99)),
    ],
    needs_history: true,
    told_by: &[809],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let weeks = scene.limits.count(&SIGNAL, "weeks");
    let nearer = scene.limits.of(&SIGNAL, "nearer");
    let then = scene.week(weeks);
    for open in scene.open() {
        let (item, program, team) = (scene.name(open), &open.program.id, open.node.team.as_ref());
        let Some(now) = uncertain(&scene.plan.outlook, &open.node.key) else {
            look.quiet(program, item, "its finish has no range");
            continue;
        };
        let before = then.as_ref().and_then(|known| {
            let key =
                known.plan.node(&open.node.key).or_else(|| scene.former(open.node, &known.plan))?.key.clone();
            Some((known, uncertain(known.outlook(), &key)?))
        });
        let Some((known, before)) = before else {
            look.unknown(program, item, "its finish had no range then, or it was not in the plan");
            continue;
        };
        let wide = |item: &ItemForecast| tenths(item.finish.days.p80 - item.finish.days.p50);
        let (was, is) = (wide(before), wide(now));
        let left_then = scene.days(team, known.day, before.finish.dates.p50);
        let left = scene.days(team, scene.as_of, now.finish.dates.p50);
        let text = format!(
            "P80 is {} after P50, and was {} on {}, with {} to go instead of {}",
            wording::working_days(is),
            short(was),
            known.day,
            short(left),
            short(left_then),
        );
        let is_nearer = left_then > 0.0 && left <= (1.0 - nearer) * left_then;
        if is < was || was <= 0.0 || !is_nearer {
            look.quiet(program, item, text);
            continue;
        }
        let moves = scene.shifts().of(&open.node.key).iter().filter(|m| m.day > known.day);
        let signed =
            |days: f64| format!("{}{}", if days > 0.0 { "+" } else { "-" }, wording::working_days(days));
        let commits = moves.map(|m| scene.cite(m.version, signed(m.days))).collect();
        let help = "find out what is still open in it, and estimate what is left anew";
        let raised = look.raised("estimate", help).measured(is, was, "working days");
        let raised = raised.by(Scene::newest(commits)).severity(scene.weight(open.node, SIGNAL.severity));
        look.raise(
            program,
            item,
            format!("`{}` is no better known than before: {text}", open.milestone.id),
            raised,
        );
    }
    gather(look);
}

fn short(days: f64) -> String {
    format!("{}d", tenths(days))
}

fn uncertain<'o>(outlook: &'o Outlook, key: &NodeKey) -> Option<&'o ItemForecast> {
    outlook.forecast()?.item(key).filter(|item| item.finish.is_uncertain())
}
