//! What customers and support meet: changes with their days, messages, known issues, whom to call.

use serde::Serialize;

use crate::model::Date;
use crate::model::Release;
use crate::model::ReleaseOutcome;
use crate::report::MilestoneRow;
use crate::report::scene::Scene;
use crate::trend::verdict;

/// Something that customers notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImpactRow {
    /// The milestone's id.
    pub id: String,
    /// The milestone.
    pub title: String,
    /// What customers notice.
    pub impact: String,
    /// The expected day.
    pub expected: Option<Date>,
    /// The agreed day.
    pub committed: Option<Date>,
    /// It has happened.
    pub done: bool,
}

/// A message of the communication plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageRow {
    /// What it says.
    pub title: String,
    /// To whom.
    pub audience: Option<String>,
    /// Where.
    pub channel: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// Who sends it.
    pub owner: Option<String>,
    /// `draft`, `approved` or `sent`.
    pub status: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// The text, in Markdown.
    pub text: Option<String>,
}

/// A step of the escalation path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EscalationRow {
    /// Who is called.
    pub who: String,
    /// When.
    pub when: Option<String>,
    /// How.
    pub channel: Option<String>,
}

/// An item of a gate that support is waiting for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreparationRow {
    /// What must be true.
    pub title: String,
    /// `met`, or why it is not.
    pub state: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleaseRow {
    /// The id.
    pub id: String,
    /// What is released.
    pub title: String,
    /// When it is planned.
    pub planned: Option<Date>,
    /// When it was deployed.
    pub deployed: Option<Date>,
    /// `deployed`, `failed` or `planned`.
    pub state: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
}

/// A gate of the program, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GateRow {
    /// The id.
    pub id: String,
    /// What is decided at it.
    pub title: String,
    /// `GO`, `CONDITIONAL` or `NO-GO`.
    pub verdict: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// How many required items are not met.
    pub missing: usize,
    /// How many items are required.
    pub required: usize,
    /// When it is held.
    pub date: Option<Date>,
}

/// Areas of a gate that support and its readers wait for.
const SUPPORT_AREAS: [&str; 8] =
    ["support", "docs", "documentation", "training", "comms", "communication", "customer", "customers"];

/// Returns what customers notice, by day.
pub(super) fn impacts(rows: &[MilestoneRow]) -> Vec<ImpactRow> {
    let row = |row: &MilestoneRow| {
        Some(ImpactRow {
            id: row.id.clone(),
            title: row.title.clone(),
            impact: row.customer_impact.clone()?,
            expected: row.expected,
            committed: row.committed,
            done: row.done,
        })
    };
    rows.iter().filter_map(row).collect()
}

/// Returns the messages of the communication plan, by day.
pub(super) fn messages(scene: &Scene<'_>) -> Vec<MessageRow> {
    let mut rows = Vec::new();
    for plan in &scene.program.comms {
        for message in &plan.messages {
            let audience = message.audience.as_ref().map(|id| {
                let known = plan.audiences.iter().find(|a| a.id == *id);
                known.map_or_else(|| id.to_string(), |audience| audience.title.to_string())
            });
            let sent = message.sent.is_some();
            let status = message.status.map_or(if sent { "sent" } else { "draft" }, |status| status.as_str());
            let expected = message.milestone.as_ref().and_then(|m| scene.node_of(m)).map(|n| n.early_finish);
            rows.push(MessageRow {
                title: message.title.to_string(),
                audience,
                channel: message.channel.as_ref().map(ToString::to_string),
                on: message.sent.or(message.on).or(expected),
                owner: scene.person(message.owner.as_ref()),
                status,
                colour: match status {
                    "sent" => "green",
                    "approved" => "blue",
                    _ => "grey",
                },
                text: message.text.as_ref().map(ToString::to_string),
            });
        }
    }
    rows.sort_by_key(|row| (row.on.is_none(), row.on));
    rows
}

/// Returns whom to call, in order.
pub(super) fn escalation(scene: &Scene<'_>) -> Vec<EscalationRow> {
    let steps = scene.program.comms.iter().flat_map(|plan| &plan.escalation);
    let row = |step: &crate::model::EscalationStep| EscalationRow {
        who: scene.person(Some(&step.who)).unwrap_or_default(),
        when: step.when.as_ref().map(ToString::to_string),
        channel: step.channel.as_ref().map(ToString::to_string),
    };
    steps.map(row).collect()
}

/// Returns the items of the gates that support is waiting for.
pub(super) fn preparation(scene: &Scene<'_>) -> Vec<PreparationRow> {
    let mut rows = Vec::new();
    for gate in &scene.program.readiness {
        let report = verdict::gate(gate, scene.as_of());
        for (n, item) in gate.items.iter().enumerate() {
            let area = item.area.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
            if !SUPPORT_AREAS.contains(&area.as_str()) {
                continue;
            }
            let blocking = report.blocking.iter().find(|b| b.index == n);
            let (state, colour) = match blocking {
                Some(blocking) => (
                    crate::report::colour::plain(&blocking.why),
                    if scene.is_past(item.due) { "red" } else { "grey" },
                ),
                None => (item.status().as_str().to_owned(), "green"),
            };
            rows.push(PreparationRow {
                title: item.title.to_string(),
                state,
                colour,
                owner: scene.person(item.owner.as_ref()),
                due: item.due,
            });
        }
    }
    rows
}

/// Returns the releases, by day.
pub(super) fn releases(scene: &Scene<'_>) -> Vec<ReleaseRow> {
    let row = |release: &Release| {
        let (state, colour) = match (release.deployed, release.outcome) {
            (Some(_), Some(ReleaseOutcome::Failed)) => ("failed", "red"),
            (Some(_), _) => ("deployed", "green"),
            (None, _) => ("planned", "grey"),
        };
        ReleaseRow {
            id: release.id.to_string(),
            title: release.title.as_ref().map_or_else(|| release.id.to_string(), ToString::to_string),
            planned: release.planned,
            deployed: release.deployed,
            state,
            colour,
        }
    };
    let mut rows: Vec<ReleaseRow> = scene.program.releases.iter().map(row).collect();
    rows.sort_by_key(|row| (row.deployed.or(row.planned).is_none(), row.deployed.or(row.planned)));
    rows
}

/// Returns the gates in one line each.
pub(super) fn gates(scene: &Scene<'_>) -> Vec<GateRow> {
    let row = |gate: &crate::model::Readiness| {
        let report = verdict::gate(gate, scene.as_of());
        GateRow {
            id: gate.id.to_string(),
            title: gate.title.to_string(),
            verdict: verdict::label(report.verdict),
            colour: crate::report::readiness::colour(report.verdict),
            missing: report.blocking.len(),
            required: report.required,
            date: gate.date,
        }
    };
    scene.program.readiness.iter().map(row).collect()
}
