//! The stakeholder communication plan: who hears what, how often and from whom, what is due, and who is called when
//! something is stuck.

use serde::Serialize;

use crate::model::Audience;
use crate::model::Date;
use crate::model::EscalationStep;
use crate::model::Message;
use crate::model::MessageStatus;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "comms",
    title: "Communication plan",
    about: "audiences with cadence and channels, messages with their day and state, the escalation path",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/comms.md.j2"],
    build,
};

/// The communication plan of a program.
#[derive(Clone, Debug, Serialize)]
pub struct CommsView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The audiences.
    pub audiences: Vec<AudienceRow>,
    /// What is still to be sent, by day.
    pub planned: Vec<MessageRow>,
    /// What went out, the newest first.
    pub sent: Vec<MessageRow>,
    /// Who is called, in order.
    pub escalation: Vec<EscalationRow>,
}

/// An audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AudienceRow {
    /// Who they are.
    pub title: String,
    /// People in it.
    pub members: Vec<String>,
    /// How often they hear from us.
    pub cadence: Option<&'static str>,
    /// Where.
    pub channels: Vec<String>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// What they care about.
    pub interest: Option<String>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageRow {
    /// The id.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Who gets it.
    pub audience: Option<String>,
    /// Where.
    pub channel: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// How far that is, while it is not sent.
    pub on_text: Option<String>,
    /// That day has passed and it is not sent.
    pub overdue: bool,
    /// The milestone it goes with.
    pub milestone: Option<Named>,
    /// When that is expected.
    pub expected: Option<Date>,
    /// Who sends it.
    pub owner: Option<String>,
    /// Who agrees to it.
    pub approver: Option<String>,
    /// `DRAFT`, `APPROVED`, `SENT` or `PLANNED`.
    pub status: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// When it went out.
    pub sent: Option<Date>,
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

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "communication plan", Box::new(view(scene)))]
    })
}

fn view(scene: &Scene<'_>) -> CommsView {
    let comms = &scene.program.comms;
    let audiences: Vec<&Audience> = comms.iter().flat_map(|plan| &plan.audiences).collect();
    let rows = comms.iter().flat_map(|plan| &plan.messages).map(|m| message(scene, m, &audiences));
    let (mut sent, mut planned): (Vec<MessageRow>, Vec<MessageRow>) =
        rows.partition(|row| row.status == "SENT");
    planned.sort_by(|a, b| (a.on.is_none(), a.on, &a.id).cmp(&(b.on.is_none(), b.on, &b.id)));
    sent.sort_by(|a, b| b.sent.cmp(&a.sent).then_with(|| a.id.cmp(&b.id)));
    CommsView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        audiences: audiences.iter().map(|found| audience(scene, found)).collect(),
        planned,
        sent,
        escalation: comms
            .iter()
            .flat_map(|plan| &plan.escalation)
            .map(|step| escalation(scene, step))
            .collect(),
    }
}

fn audience(scene: &Scene<'_>, audience: &Audience) -> AudienceRow {
    AudienceRow {
        title: audience.title.to_string(),
        members: audience.members.iter().filter_map(|member| scene.person(Some(member))).collect(),
        cadence: audience.cadence.map(|cadence| cadence.as_str()),
        channels: audience.channels.0.iter().map(ToString::to_string).collect(),
        owner: scene.person(audience.owner.as_ref()),
        interest: audience.interest.as_ref().map(ToString::to_string),
    }
}

fn message(scene: &Scene<'_>, message: &Message, audiences: &[&Audience]) -> MessageRow {
    let is_sent = message.sent.is_some() || message.status == Some(MessageStatus::Sent);
    let overdue = !is_sent && scene.is_past(message.on);
    let (status, colour) = match message.status {
        _ if is_sent => ("SENT", "green"),
        _ if overdue => ("OVERDUE", "red"),
        Some(MessageStatus::Approved) => ("APPROVED", "blue"),
        Some(MessageStatus::Draft) => ("DRAFT", "grey"),
        _ => ("PLANNED", "grey"),
    };
    let named = |id: &crate::model::Id| {
        let known = audiences.iter().find(|a| a.id.as_str().eq_ignore_ascii_case(id.as_str()));
        known.map_or_else(|| id.to_string(), |a| a.title.to_string())
    };
    let node = message.milestone.as_ref().and_then(|reference| scene.node_of(reference));
    let expected = node.map(|node| node.early_finish);
    MessageRow {
        id: message.id.to_string(),
        title: message.title.to_string(),
        audience: message.audience.as_ref().map(named),
        channel: message.channel.as_ref().map(ToString::to_string),
        on: message.on,
        on_text: scene.due(message.on).filter(|_| !is_sent),
        overdue,
        milestone: message.milestone.as_ref().map(|reference| scene.named(reference)),
        expected,
        owner: scene.person(message.owner.as_ref()),
        approver: scene.person(message.approver.as_ref()),
        status,
        colour,
        sent: message.sent,
        text: message.text.as_ref().map(ToString::to_string),
    }
}

fn escalation(scene: &Scene<'_>, step: &EscalationStep) -> EscalationRow {
    EscalationRow {
        who: scene.person(Some(&step.who)).unwrap_or_default(),
        when: step.when.as_ref().map(ToString::to_string),
        channel: step.channel.as_ref().map(ToString::to_string),
    }
}

impl View for CommsView {
    plain_view!("comms");

    fn tables(&self) -> Vec<Table> {
        let columns = ["id", "title", "audience", "channel", "on", "status", "owner", "approver", "sent"];
        let row = |row: &MessageRow| {
            vec![
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::maybe(row.audience.as_deref()),
                Cell::maybe(row.channel.as_deref()),
                Cell::day(row.on),
                Cell::text(&row.status.to_lowercase()),
                Cell::maybe(row.owner.as_deref()),
                Cell::maybe(row.approver.as_deref()),
                Cell::day(row.sent),
            ]
        };
        vec![Table {
            name: "messages".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.planned.iter().chain(&self.sent).map(row).collect(),
        }]
    }
}
