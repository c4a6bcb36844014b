//! EW-14: a date that is agreed anew again and again.

use crate::diag::wording;
use crate::model::Date;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::scene::Open;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-14",
    name: "baseline_churn",
    title: "Baseline churn",
    about: "The committed date of an open milestone was moved `moves` or more times within `within`, each time with an approved \
            change. The first commitment is no move, and a date that nobody approved is none either.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("moves", Unit::Count, 2.0, (1.0, 50.0)),
        Limit::new("within", Unit::Days, 90.0, (1.0, 730.0)),
    ],
    needs_history: true,
    told_by: &[815],
    look,
};

/// A re-baseline: its version, the date before and the date after.
type Move = (usize, Date, Date);

fn look(scene: &Scene<'_>, look: &mut Look) {
    let (most, within) = (scene.limits.count(&SIGNAL, "moves"), scene.limits.days(&SIGNAL, "within"));
    let since = scene.as_of.plus_days(-within);
    for open in scene.open() {
        let (item, program) = (scene.name(open), &open.program.id);
        let moves: Vec<Move> =
            agreed(scene, open).into_iter().filter(|(version, ..)| scene.day(*version) > since).collect();
        let times = match moves.len() {
            0 => "its commitment was not moved".to_owned(),
            1 => "its commitment was moved once".to_owned(),
            n => format!("its commitment was moved {n} times"),
        };
        let days = wording::count(i64::from(within), "day");
        if moves.len() < most {
            look.quiet(program, item, format!("{times} by an approved change in {days}"));
            continue;
        }
        let first = moves.first().map_or(scene.as_of, |(_, from, _)| *from);
        let last = moves.last().map_or(scene.as_of, |(_, _, to)| *to);
        let text = format!(
            "`{}` was committed anew {} times in {days}, from {first} to {last}",
            open.milestone.id,
            moves.len()
        );
        let commits =
            moves.iter().map(|(version, from, to)| scene.cite(*version, format!("{from} to {to}"))).collect();
        #[allow(clippy::cast_precision_loss)] // a handful
        let (value, limit) = (moves.len() as f64, most as f64);
        let help = "ask for a date that holds: a P80 from the forecast, with what it rests on";
        let raised =
            look.raised("committed", help).measured(value, limit, "moves").by(Scene::newest(commits));
        look.raise(program, item, text, raised.severity(scene.weight(open.node, SIGNAL.severity)));
    }
}

/// Returns the moves of the commitment that a change record agreed to, each with the version that has both.
fn agreed(scene: &Scene<'_>, open: Open<'_>) -> Vec<Move> {
    let mut out = Vec::new();
    let mut stands: Option<Date> = None;
    for (version, stated) in scene.statements(open.program, open.milestone) {
        let Some(date) = stated.committed else { continue };
        match stands {
            None => stands = Some(date),
            Some(before) if before != date && stated.is_approved => {
                out.push((version, before, date));
                stands = Some(date);
            }
            Some(_) => {}
        }
    }
    out
}
