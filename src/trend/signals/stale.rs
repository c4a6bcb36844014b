//! EW-05: due soon, and nobody says anything.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Milestone;
use crate::plan::NodeKind;
use crate::trend::signals::Limit;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::scene::Open;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-05",
    name: "stale",
    title: "Stale",
    about: "An open milestone is due within `due_within`, or overdue, and for more than `after` nothing that bears on its \
            status or forecast has changed: status, colour, dates, remaining work, progress, estimate, confidence, links; \
            and no commit moved its planned finish. Of a pure milestone, what is done before it counts too.",
    severity: Severity::Medium,
    limits: &[
        Limit::new("due_within", Unit::Days, 60.0, (1.0, 730.0)),
        Limit::new("after", Unit::Days, 14.0, (1.0, 365.0)),
    ],
    needs_history: true,
    told_by: &[806],
    look,
};

fn look(scene: &Scene<'_>, look: &mut Look) {
    let (within, after) = (scene.limits.days(&SIGNAL, "due_within"), scene.limits.days(&SIGNAL, "after"));
    for open in scene.open() {
        let (item, program) = (scene.name(open), &open.program.id);
        let Some(due) = scene.in_force(open.program, open.milestone).map(|found| found.date) else {
            look.quiet(program, item, "it has no committed date");
            continue;
        };
        let left = due.days_since(scene.as_of);
        if left > within {
            look.quiet(
                program,
                item,
                format!("it is due on {due}, in {}", wording::count(i64::from(left), "day")),
            );
            continue;
        }
        let Some((version, day)) = last_word(scene, open) else {
            look.unknown(program, item, "its history is unknown");
            continue;
        };
        let days = scene.as_of.days_since(day);
        let silent = wording::count(i64::from(days), "day");
        if days <= after {
            look.quiet(program, item, format!("the last word on it is of {day}, {silent} ago"));
            continue;
        }
        if version == 0 && scene.is_shallow() {
            look.unknown(
                program,
                item,
                format!("the clone is shallow: what was said before {day} is unknown"),
            );
            continue;
        }
        let when = match left {
            n if n < 0 => format!("was due on {due}"),
            _ => format!("is due on {due}"),
        };
        let text =
            format!("`{}` {when}, and nothing was said of it since {day}, for {silent}", open.milestone.id);
        let help = "ask its owner what is left, and write it down: `remaining`, `progress`, `status` or a new estimate";
        let raised = look.raised("committed", help).measured(f64::from(days), f64::from(after), "days");
        let raised = raised.by(vec![scene.cite(version, "the last word on it")]);
        let raised = raised.severity(scene.weight(open.node, SIGNAL.severity));
        look.raise(program, item, text, raised);
    }
}

/// Returns the version and the day of the last change that bears on status or forecast.
fn last_word(scene: &Scene<'_>, open: Open<'_>) -> Option<(usize, Date)> {
    let mut last = own_word(scene, open)?;
    if open.node.kind == NodeKind::Milestone {
        let mut waiting = vec![scene.plan.index_of(open.program.id.as_str(), open.milestone.id.as_str())?];
        let mut seen = waiting.clone();
        while let Some(n) = waiting.pop() {
            for edge in
                scene.plan.predecessors(n).filter(|edge| !seen.contains(&edge.from)).collect::<Vec<_>>()
            {
                seen.push(edge.from);
                waiting.push(edge.from);
                let node = &scene.plan.nodes[edge.from];
                let program = scene.workspace.program(&node.key.program);
                let found = program.and_then(|program| {
                    let milestone = program.milestones.iter().find(|m| m.id == node.key.id)?;
                    own_word(scene, Open { program, milestone, node })
                });
                last = found.map_or(last, |found| last.max(found));
            }
        }
    }
    Some((last, scene.day(last)))
}

fn own_word(scene: &Scene<'_>, open: Open<'_>) -> Option<usize> {
    let trace = scene.trace(open.program, Kind::Milestone, open.milestone.id.as_str())?;
    let told = trace.changes(|item| match item {
        AnyItem::Milestone(milestone) => Some(words(milestone)),
        _ => None,
    });
    let said = told.last().map_or(trace.first(), |(version, ..)| *version);
    let moved = scene.shifts().of(&open.node.key).last().map(|found| found.version);
    Some(moved.map_or(said, |moved| moved.max(said)))
}

/// Returns what bears on the status or the forecast of a milestone, however it is written.
fn words(milestone: &Milestone) -> Milestone {
    let mut said = milestone.clone();
    said.title = "".into();
    said.aliases.clear();
    said.id = crate::model::Id::new("");
    said.depends_on.sort_by_key(|link| link.id.to_string());
    said.description = None;
    said.owner = None;
    said.workstream = None;
    said.visibility = None;
    said.acceptance.clear();
    said.nfr.clear();
    said.skills.clear();
    said.deliverable = None;
    said.customer_impact = None;
    said.tags.clear();
    said.links.clear();
    said.needs.clear();
    said.extra.clear();
    said
}
