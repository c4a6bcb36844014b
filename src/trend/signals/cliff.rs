//! EW-04: on time until shortly before, then late at once.

use crate::diag::wording;
use crate::model::Date;
use crate::trend::past::Known;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::fold::fold;
use crate::trend::signals::scene::Open;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-04",
    name: "cliff",
    title: "Cliff",
    about: "An open milestone was planned on or before its commitment at every weekly snapshot, until `notice` or less before \
            that date, and is planned `slip` or more after it now. The commitment is the one that was written before the \
            move, agreed on anew or not; `weeks` are looked back, and two snapshots in time are needed.",
    severity: Severity::High,
    limits: &[
        Limit::new("notice", Unit::WorkingDays, 5.0, (0.0, 60.0)),
        Limit::new("slip", Unit::WorkingDays, 5.0, (0.5, 260.0)),
        Limit::new("weeks", Unit::Count, 26.0, (2.0, 52.0)),
    ],
    needs_history: true,
    told_by: &[805],
    look,
};

/// How many snapshots must have been in time.
const IN_TIME: usize = 2;

/// What a snapshot says of an item.
#[derive(Clone, Copy)]
struct Said {
    day: Date,
    finish: Date,
    committed: Option<Date>,
    version: usize,
}

fn look(scene: &Scene<'_>, look: &mut Look) {
    let weeks = scene.limits.count(&SIGNAL, "weeks");
    let known: Vec<_> = (1..=weeks).rev().filter_map(|back| scene.week(back)).collect();
    for open in scene.open() {
        let (item, program, team) = (scene.name(open), &open.program.id, open.node.team.as_ref());
        let mut said: Vec<Said> = known.iter().filter_map(|known| of(scene, open, known)).collect();
        said.push(Said {
            day: scene.as_of,
            finish: open.node.early_finish,
            committed: open.milestone.committed,
            version: scene.last(),
        });
        let Some((before, first, due)) = first_late(&said) else {
            let text = match open.milestone.committed {
                None => "it has no committed date",
                Some(_) => "it was never planned after its commitment",
            };
            look.quiet(program, item, text);
            continue;
        };
        if before < IN_TIME {
            look.quiet(
                program,
                item,
                format!("it was planned after its commitment ({due}) from the beginning"),
            );
            continue;
        }
        let first = exact(scene, open, (&said[before - 1], &said[first]), due);
        let notice = scene.days(team, first.day, due);
        let slip = scene.days(team, due, open.node.early_finish);
        let (least, most) = (scene.limits.of(&SIGNAL, "slip"), scene.limits.of(&SIGNAL, "notice"));
        let text = format!(
            "it was in time until {} and moved beyond {due} {}; it is expected {} after that",
            said[before - 1].day,
            told(notice),
            wording::working_days(slip.max(0.0)),
        );
        if notice > most || slip < least {
            look.quiet(program, item, text);
            continue;
        }
        let moves = scene.shifts().of(&open.node.key).iter();
        let moves: Vec<_> = moves.filter(|m| m.day > said[before - 1].day && m.days > 0.0).collect();
        let what = |days: f64| format!("+{}", wording::working_days(days));
        let mut commits: Vec<_> = moves.iter().map(|m| scene.cite(m.version, what(m.days))).collect();
        if commits.is_empty() {
            commits.push(scene.cite(first.version, format!("planned on {}", first.finish)));
        }
        let help = "find out what was known when, and ask for the other late dates of the same people";
        let raised = look.raised("committed", help).measured(slip, least, "working days");
        let text = format!("`{}`: {text}", open.milestone.id);
        look.raise(program, item, text, raised.by(Scene::newest(commits)));
    }
    fold(scene, look, |own, other| {
        own.commits.iter().all(|c| other.commits.iter().any(|o| o.commit == c.commit))
    });
}

fn told(notice: f64) -> String {
    match notice {
        n if n > 0.0 => format!("{} before it", wording::working_days(n)),
        n if n < 0.0 => format!("{} after it", wording::working_days(n)),
        _ => "on that day".to_owned(),
    }
}

fn of(scene: &Scene<'_>, open: Open<'_>, known: &Known) -> Option<Said> {
    let node = known.plan.node(&open.node.key).or_else(|| scene.former(open.node, &known.plan))?;
    Some(Said {
        day: known.day,
        finish: node.early_finish,
        committed: node.committed,
        version: known.snapshot,
    })
}

/// Returns how many snapshots were in time, the first one that is late, and the commitment that it misses; none when all
/// are in time.
fn first_late(said: &[Said]) -> Option<(usize, usize, Date)> {
    let mut in_time = 0;
    let mut due = None;
    for (n, at) in said.iter().enumerate() {
        // A date that moves with the plan is missed all the same.
        let judged = due.or(at.committed);
        match judged {
            Some(date) if at.finish > date => return Some((n.min(in_time), n, date)),
            Some(_) => in_time = n + 1,
            None => {}
        }
        due = at.committed;
    }
    None
}

/// Finds the day within a week on which the plan first said that it is late.
fn exact(scene: &Scene<'_>, open: Open<'_>, (before, first): (&Said, &Said), due: Date) -> Said {
    let Some(past) = scene.past else { return *first };
    let snapshots = &past.history().snapshots;
    let from = snapshots.partition_point(|s| s.commit.day <= before.day);
    let to = snapshots.partition_point(|s| s.commit.day <= first.day);
    let mut days: Vec<Date> = snapshots[from..to].iter().map(|s| s.commit.day).collect();
    days.dedup();
    let said = days.into_iter().filter_map(|day| of(scene, open, &*past.known_on(day)?));
    said.into_iter().find(|said| said.finish > due).unwrap_or(*first)
}
