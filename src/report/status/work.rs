//! What engineering steers by: blocked work, hand-overs between programs, change requests, cutover windows.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Change;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::ItemRef;
use crate::model::Moment;
use crate::model::Runbook;
use crate::report::MilestoneRow;
use crate::report::Named;
use crate::report::phrase;
use crate::report::runbook::CutoverTimes;
use crate::report::scene::Scene;

/// A milestone that cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BlockedRow {
    /// The milestone's id.
    pub id: String,
    /// The milestone.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What stops it.
    pub reasons: Vec<String>,
}

/// Something that one program hands to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandOver {
    /// What is handed over.
    pub what: Named,
    /// When it is expected.
    pub expected: Date,
    /// What waits for it.
    pub receiver: Named,
    /// When that is to start.
    pub starts: Date,
}

/// A change request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// The id.
    pub id: String,
    /// What changes.
    pub title: String,
    /// `PROPOSED`, `APPROVED`, …
    pub status: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// `scope`, `schedule`, …
    pub kind: Option<&'static str>,
    /// What it does, in words.
    pub impact: Vec<String>,
    /// The dates that it moves, in words.
    pub moves: Vec<String>,
    /// By when it must be decided.
    pub needed_by: Option<Date>,
    /// When it was decided.
    pub decided: Option<Date>,
    /// It is still to be decided.
    pub open: bool,
}

/// A cutover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CutoverRow {
    /// What is done.
    pub title: String,
    /// From when to when.
    pub window: String,
    /// Who leads it.
    pub lead: Option<String>,
    /// When it begins and ends, and the latest point of no return, in words.
    pub times: Option<String>,
}

/// Returns the open milestones that something stops.
pub(super) fn blocked(scene: &Scene<'_>, rows: &[MilestoneRow]) -> Vec<BlockedRow> {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |blocked: &[ItemRef], reason: &str| {
        for reference in blocked.iter().filter(|r| r.program.is_none()) {
            reasons.entry(reference.id.as_str().to_ascii_lowercase()).or_default().push(reason.to_owned());
        }
    };
    let day = |day: Option<Date>, words: &str| {
        day.map_or_else(String::new, |day| format!(", {words} {}", phrase::date(day)))
    };
    for issue in scene.program.issues.iter().filter(|issue| issue.is_open()) {
        add(&issue.blocks, &format!("Issue: {}{}", issue.title, day(issue.target, "to be solved by")));
    }
    for decision in scene.program.decisions.iter().filter(|decision| decision.is_open()) {
        let needed = day(decision.needed_by, "needed by");
        add(&decision.blocks, &format!("Decision: {}{needed}", decision.title()));
    }
    let row = |row: &MilestoneRow| {
        let mut reasons = reasons.remove(&row.id.to_ascii_lowercase()).unwrap_or_default();
        if reasons.is_empty() && row.status == "blocked" {
            let said = row.colour.reported.as_ref().and_then(|reported| reported.reason.clone());
            reasons.push(said.unwrap_or_else(|| "Blocked, no reason given".to_owned()));
        }
        let (id, title, owner) = (row.id.clone(), row.title.clone(), row.owner.clone());
        (!reasons.is_empty()).then_some(BlockedRow { id, title, owner, reasons })
    };
    rows.iter().filter(|row| !row.done).filter_map(row).collect()
}

/// Returns what this program gives to others, or gets from them, and is not there yet.
pub(super) fn hand_overs(scene: &Scene<'_>, gives: bool) -> Vec<HandOver> {
    let plan = scene.inputs.plan;
    let own = |n: usize| plan.nodes[n].key.program == scene.program.id;
    let crosses = plan
        .edges
        .iter()
        .filter(|e| if gives { own(e.from) && !own(e.to) } else { !own(e.from) && own(e.to) });
    let hand_over = |edge: &crate::plan::PlanEdge| {
        let (from, to) = (&plan.nodes[edge.from], &plan.nodes[edge.to]);
        if from.is_done {
            return None;
        }
        Some(HandOver {
            what: scene.named_node(&from.key)?,
            expected: from.early_finish,
            receiver: scene.named_node(&to.key)?,
            starts: to.early_start,
        })
    };
    let mut rows: Vec<HandOver> = crosses.filter_map(hand_over).collect();
    rows.sort_by(|a, b| (a.expected, &a.what.id).cmp(&(b.expected, &b.what.id)));
    rows.dedup();
    rows
}

/// Returns the change requests: the open ones first, then the newest.
pub(super) fn changes(scene: &Scene<'_>) -> Vec<ChangeRow> {
    let mut rows: Vec<ChangeRow> = scene.program.changes.iter().map(|change| row(scene, change)).collect();
    rows.sort_by(|a, b| {
        b.open.cmp(&a.open).then_with(|| b.decided.cmp(&a.decided)).then_with(|| a.id.cmp(&b.id))
    });
    rows
}

fn row(scene: &Scene<'_>, change: &Change) -> ChangeRow {
    let impact = change.impact.as_ref();
    let part = |label: &str, text: Option<&crate::model::Text>| text.map(|text| format!("{label}: {text}"));
    let parts = [
        part("Schedule", impact.and_then(|i| i.schedule.as_ref())),
        part("Scope", impact.and_then(|i| i.scope.as_ref())),
        part("Cost", impact.and_then(|i| i.cost.as_ref())),
        part("Risk", impact.and_then(|i| i.risk.as_ref())),
    ];
    let moved = |step: &crate::model::ChangeMove| {
        let day = |day: Option<Date>| day.map_or_else(|| "open".to_owned(), phrase::date);
        format!("{}: {} to {}", scene.named(&step.item).title, day(step.from), day(step.to))
    };
    ChangeRow {
        id: change.id.to_string(),
        title: change.title.to_string(),
        status: change.status().as_str().to_uppercase(),
        colour: match change.status() {
            ChangeStatus::Draft | ChangeStatus::Rejected | ChangeStatus::Withdrawn => "grey",
            ChangeStatus::Proposed if scene.is_past(change.needed_by) => "red",
            ChangeStatus::Proposed => "blue",
            ChangeStatus::Approved | ChangeStatus::Implemented => "green",
        },
        kind: change.kind.map(|kind| kind.as_str()),
        impact: parts.into_iter().flatten().collect(),
        moves: change.moves.iter().map(moved).collect(),
        needed_by: change.needed_by,
        decided: change.decided,
        open: change.is_open(),
    }
}

/// Returns the cutovers that have a window.
pub(super) fn cutovers(scene: &Scene<'_>) -> Vec<CutoverRow> {
    let row = |runbook: &Runbook| {
        let window = runbook.window.as_ref()?;
        let moment = |moment: &Moment| format!("{} {}", phrase::date(moment.date()), clock(moment));
        let window = format!("{} to {}", moment(&window.start), moment(&window.end));
        let lead = runbook.roles.get("cutover_lead").or_else(|| {
            runbook.roles.iter().find(|(role, _)| role.contains("lead")).map(|(_, person)| person)
        });
        let times = CutoverTimes::new(scene.inputs.workspace, scene.program, runbook);
        let no_return = times.no_return_by.map(|by| format!(", no return after {by}")).unwrap_or_default();
        let times = times.starts.zip(times.ends).map(|(from, to)| format!("{from} to {to}{no_return}"));
        Some(CutoverRow { title: runbook.title.to_string(), window, lead: scene.person(lead), times })
    };
    scene.program.runbooks.iter().filter_map(row).collect()
}

/// Returns time of day and zone of a moment: `20:00 UTC+01:00`.
fn clock(moment: &Moment) -> String {
    let text = moment.to_string();
    text.split_once(' ').map(|(_, time)| time.to_owned()).unwrap_or(text)
}
