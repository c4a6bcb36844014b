//! EW-01: green outside, red inside.

use crate::diag::wording;
use crate::model::AnyItem;
use crate::model::Colour;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::trend::health;
use crate::trend::health::Slips;
use crate::trend::past::Past;
use crate::trend::signals::Cited;
use crate::trend::signals::Limit;
use crate::trend::signals::Limits;
use crate::trend::signals::Look;
use crate::trend::signals::Scene;
use crate::trend::signals::Severity;
use crate::trend::signals::Signal;
use crate::trend::signals::Unit;
use crate::trend::signals::scene::Open;
use crate::trend::signals::scene::former;
use crate::trend::signals::scene::tenths;

pub(super) static SIGNAL: Signal = Signal {
    id: "EW-01",
    name: "watermelon",
    title: "Watermelon",
    about: "An open milestone is reported green, while its P50 is more than `late` after the date in force, or the \
            probability of meeting it is below `chance`, or it slipped by `slip` or more over the last `weeks` weekly \
            snapshots and was reported green in all of them. Without a forecast the planned finish counts as P50. An override \
            with reason, name and end date answers it as long as it holds.",
    severity: Severity::High,
    limits: &[
        Limit::new("late", Unit::WorkingDays, 5.0, (0.0, 260.0)),
        Limit::new("chance", Unit::Share, 0.5, (0.01, 1.0)),
        Limit::new("slip", Unit::WorkingDays, 5.0, (0.5, 260.0)),
        Limit::new("weeks", Unit::Count, 4.0, (1.0, 52.0)),
    ],
    needs_history: false,
    told_by: &[412],
    look,
};

/// Something that speaks against green.
struct Against {
    words: String,
    value: f64,
    limit: f64,
    unit: &'static str,
    commits: Vec<Cited>,
}

fn look(scene: &Scene<'_>, look: &mut Look) {
    for open in scene.open() {
        let item = scene.name(open);
        let program = &open.program.id;
        let Some(rag) = &open.milestone.rag else {
            look.quiet(program, item, "no colour is reported");
            continue;
        };
        if rag.colour != Colour::Green {
            look.quiet(program, item, format!("it is reported {}", rag.colour));
            continue;
        }
        let Some(against) = against(scene, open) else {
            look.quiet(program, item, "it is reported green, and nothing speaks against it");
            continue;
        };
        if let Some(set) = health::override_for(open.program, Some(&open.milestone.id), scene.as_of) {
            let by = set.value.by.as_ref().map_or("", |by| by.as_str());
            let until = set.value.until.map_or_else(String::new, |day| format!(" until {day}"));
            look.quiet(
                program,
                item,
                format!("`{by}` answers for its colour{until}, although {}", against.words),
            );
            continue;
        }
        let trace = scene.trace(open.program, Kind::Milestone, open.milestone.id.as_str());
        let mut commits = scene.cite_since(trace.and_then(|t| t.since(is_green)), "reported green");
        commits.extend(against.commits);
        let help = "report what the numbers say, with a reason and a path to green; or set an override with `reason`, \
                    `by` and `until` in the status note";
        let raised = look.raised("rag", help).measured(against.value, against.limit, against.unit);
        let text = format!("`{}` is reported green, but {}", open.milestone.id, against.words);
        let raised = raised.by(Scene::newest(commits));
        look.raise(program, item, text, raised);
    }
}

fn is_green(item: &AnyItem) -> bool {
    matches!(item, AnyItem::Milestone(m) if m.rag.as_ref().is_some_and(|rag| rag.colour == Colour::Green))
}

/// Returns the first thing that speaks against green.
fn against(scene: &Scene<'_>, open: Open<'_>) -> Option<Against> {
    late(scene, open).or_else(|| unlikely(scene, open)).or_else(|| slipped(scene, open))
}

fn late(scene: &Scene<'_>, open: Open<'_>) -> Option<Against> {
    let due = scene.in_force(open.program, open.milestone)?.date;
    let forecast = scene.plan.outlook.forecast().and_then(|f| f.item(&open.node.key));
    let (expected, what) = match forecast.filter(|item| item.finish.is_uncertain()) {
        Some(item) => (item.finish.dates.p50, "its P50"),
        None => (open.node.early_finish, "its planned finish"),
    };
    let days = scene.days(open.node.team.as_ref(), due, expected);
    let limit = scene.limits.of(&SIGNAL, "late");
    (days > limit).then(|| Against {
        words: format!("{what} ({expected}) is {} after its commitment ({due})", wording::working_days(days)),
        value: days,
        limit,
        unit: "working days",
        commits: Vec::new(),
    })
}

fn unlikely(scene: &Scene<'_>, open: Open<'_>) -> Option<Against> {
    let forecast = scene.plan.outlook.forecast()?.item(&open.node.key)?;
    let chance = forecast.finish.p_committed.filter(|_| forecast.finish.is_uncertain())?;
    let limit = scene.limits.of(&SIGNAL, "chance");
    (chance < limit).then(|| Against {
        words: format!("it is only {} likely to meet its commitment", wording::chance(chance)),
        value: chance * 100.0,
        limit: limit * 100.0,
        unit: "percent",
        commits: Vec::new(),
    })
}

/// Adds up what an item slipped while it was reported green all the time.
fn slipped(scene: &Scene<'_>, open: Open<'_>) -> Option<Against> {
    let weeks = scene.limits.count(&SIGNAL, "weeks");
    let then = scene.week(weeks)?;
    let trace = scene.trace(open.program, Kind::Milestone, open.milestone.id.as_str())?;
    let since = trace.since(is_green)?;
    if scene.day(since.version) > then.day {
        return None;
    }
    let before = then.plan.node(&open.node.key).or_else(|| scene.former(open.node, &then.plan))?;
    let days = scene.days(open.node.team.as_ref(), before.early_finish, open.node.early_finish);
    let limit = scene.limits.of(&SIGNAL, "slip");
    let moves =
        scene.shifts().of(&open.node.key).iter().filter(|found| found.day > then.day && found.days > 0.0);
    (days >= limit).then(|| Against {
        words: format!("it slipped by {} since {}", wording::working_days(days), then.day),
        value: days,
        limit,
        unit: "working days",
        commits: moves
            .map(|m| scene.cite(m.version, format!("+{}", wording::working_days(m.days))))
            .collect(),
    })
}

/// Returns what slipped too much by this signal's thresholds, for colours: whatever is reported green then is a watermelon.
pub fn slips(workspace: &Workspace, plan: &Plan, past: Option<&Past>) -> Slips {
    let limits = Limits::new(workspace.settings());
    let weeks = i32::try_from(limits.count(&SIGNAL, "weeks")).unwrap_or(i32::MAX);
    let since = plan.as_of.plus_days(weeks.saturating_mul(-7));
    let Some(then) = past.and_then(|past| past.known_on(since)) else { return Slips::default() };
    let limit = limits.of(&SIGNAL, "slip");
    let calendars = Calendars::new(workspace);
    let end = |day: Date| Instant::midnight(i64::from(day.day_number()) + 1);
    let own = |node: &&PlanNode| matches!(node.kind, NodeKind::Work | NodeKind::Milestone) && !node.is_done;
    let slip = |node: &PlanNode| {
        let before = then.plan.node(&node.key).or_else(|| former(workspace, node, &then.plan))?;
        let calendar = calendars.of_team(node.team.as_ref());
        let days = calendar.days(calendar.work_between(end(before.early_finish), end(node.early_finish)));
        (tenths(days) >= limit).then(|| (node.key.clone(), tenths(days)))
    };
    Slips { since: Some(since), days: plan.nodes.iter().filter(own).filter_map(slip).collect() }
}
