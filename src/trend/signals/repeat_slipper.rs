//! EW-02: a finish that moves later again and again.

use crate::diag::wording;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Raised;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::fold::fold;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-02",
    name: "repeat_slipper",
    title: "Repeat slipper",
    about: "Commits moved the planned finish of an open milestone later on `moves` or more days within `weeks` weeks. What is \
            taken back on the same day is no move, and neither is what moves only because days pass. What moves with \
            something before it, by the same commits, is named with that.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("moves", Unit::Count, 3.0, (1.0, 50.0)),
        Limit::new("weeks", Unit::Count, 8.0, (1.0, 52.0)),
    ],
    needs_history: true,
    told_by: &[803],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let (most, weeks) = (scene.limits.count(&SIGNAL, "moves"), scene.limits.count(&SIGNAL, "weeks"));
    let within = wording::count(i64::try_from(weeks).unwrap_or(i64::MAX), "week");
    for open in scene.open() {
        let item = scene.name(open);
        let by_day = scene.shifts().by_day(&open.node.key);
        let later: Vec<_> = by_day.into_iter().filter(|(_, days)| *days > 0.0).collect();
        let times = match later.len() {
            0 => format!("no commit moved it later in {within}"),
            n => format!("it moved later {} in {within}", times(n)),
        };
        if later.len() < most {
            look.quiet(&open.program.id, item, times);
            continue;
        }
        let moves = scene.shifts().of(&open.node.key).iter();
        let moves = moves.filter(|m| m.days > 0.0 && later.iter().any(|(day, _)| *day == m.day));
        let commits =
            moves.map(|m| scene.cite(m.version, format!("+{}", wording::working_days(m.days)))).collect();
        let sum: f64 = later.iter().map(|(_, days)| days).sum();
        let text = format!(
            "`{}` moved later {} in {within}, by {} in all, and is expected on {}",
            open.milestone.id,
            self::times(later.len()),
            wording::working_days(sum),
            open.node.early_finish
        );
        #[allow(clippy::cast_precision_loss)] // at most the days of a year
        let (value, limit) = (later.len() as f64, most as f64);
        let help = format!(
            "plan what is left anew, with a range (`epm why {} --since …` says what moved it)",
            open.milestone.id
        );
        let raised = look.raised("estimate", help).measured(value, limit, "moves");
        let raised = raised.by(Scene::newest(commits)).severity(scene.weight(open.node, SIGNAL.severity));
        look.raise(&open.program.id, item, text, raised);
    }
    let is_same = |own: &Raised, other: &Raised| {
        own.commits.iter().all(|c| other.commits.iter().any(|o| o.commit == c.commit))
    };
    fold(scene, look, is_same);
}

fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
