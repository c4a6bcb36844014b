//! The human part of reports: status notes, reviews, the communication plan, releases and metrics.

use std::collections::BTreeMap;

use crate::model::Action;
use crate::model::Cadence;
use crate::model::Colour;
use crate::model::Date;
use crate::model::Id;
use crate::model::IssueSeverity;
use crate::model::ItemRef;
use crate::model::Moment;
use crate::model::OneOrMore;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// Where a planned message stands.
    pub enum MessageStatus {
        /// Being written.
        Draft = "draft",
        /// Agreed.
        Approved = "approved",
        /// Out.
        Sent = "sent",
    }

    /// How a release ended.
    pub enum ReleaseOutcome {
        /// As intended.
        Success = "success",
        /// With an incident, a rollback or a hotfix.
        Failed = "failed",
        /// Not known yet.
        Unknown = "unknown",
    }

    /// Which way a metric should go.
    pub enum Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }

    /// What is done after a review.
    pub enum ReviewVerdict {
        /// Keep it as it is.
        Keep = "keep",
        /// Improve it.
        Iterate = "iterate",
        /// Take it back.
        RollBack = "roll_back",
    }
}

record! {
    /// The human part of a period's status pack. The file's name is the period: `status/2026-W47.md`. The body is the
    /// narrative.
    pub struct Status = "status" {
        /// The period; else the file's stem.
        period: Option<Text>,
        /// The day that the pack speaks of.
        as_of: Option<Date>,
        /// The period's first day.
        from: Option<Date>,
        /// The period's last day.
        to: Option<Date>,
        /// The one sentence to remember.
        headline: Option<Text>,
        /// The overall colour that a person reports, with the reason and the way back.
        overall: Option<crate::model::Rag>,
        /// What went well.
        highlights: Vec<Text>,
        /// What did not.
        lowlights: Vec<Text>,
        /// What is asked of whom, by when, and what lateness costs. An empty list says that nothing is asked.
        asks: Option<Vec<Ask>>,
        /// What is done next; the `- [ ]` items of the body are added.
        next_steps: Vec<Action>,
        /// Colours that a person sets against the computed ones.
        overrides: Vec<Override>,
        /// What customers and support should know.
        customer_notes: Vec<Text>,
        /// The story of the period, in Markdown; else the body.
        narrative: Option<Prose>,
        /// Who wrote it.
        author: Option<Person>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// Something that a program asks of somebody.
    pub struct Ask = "ask" {
        /// What is asked, in one line.
        text: Text,
        /// Of whom.
        of: Option<Person>,
        /// By when.
        by: Option<Date>,
        /// What it costs when it comes late.
        cost_of_delay: Option<Text>,
        /// The decision that would answer it.
        decision: Option<ItemRef>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// A colour that a person sets against the computed one, for a while.
    pub struct Override = "override" {
        /// The item; without one, the program as a whole.
        item: Option<ItemRef>,
        /// The colour.
        colour: Colour,
        /// Why.
        reason: Option<Text>,
        /// Who says so.
        by: Option<Person>,
        /// Until when it holds.
        until: Option<Date>,
    }

    /// A post-launch review, a retrospective, or the notes of a meeting.
    pub struct Review = "review" {
        /// The id; else the file's stem.
        id: Option<Id>,
        /// What was reviewed; else the heading.
        title: Option<Text>,
        /// When the review was held.
        date: Option<Date>,
        /// When the launch was.
        launched: Option<Date>,
        /// Who led it.
        facilitator: Option<Person>,
        /// Who was there.
        participants: Vec<Person>,
        /// What came out, in Markdown; else the body.
        summary: Option<Prose>,
        /// What was promised and what came.
        metrics: Vec<ReviewMetric>,
        /// What went well.
        went_well: Vec<Text>,
        /// What did not, with the root cause.
        went_wrong: Vec<Text>,
        /// What is done about it; the `- [ ]` items of the body are added.
        actions: Vec<Action>,
        /// What others should do differently.
        recommendations: Vec<Text>,
        /// `keep`, `iterate` or `roll_back`.
        verdict: Option<ReviewVerdict>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// What was promised and what came.
    pub struct ReviewMetric = "review_metric" {
        /// What is measured.
        name: Text,
        /// The value before.
        baseline: Option<Text>,
        /// The value promised.
        target: Option<Text>,
        /// The value that came.
        actual: Option<Text>,
        /// Whether that is good.
        verdict: Option<Text>,
    }

    /// The communication plan: who is told what, when and how.
    pub struct Comms = "comms" {
        /// The audiences.
        audiences: Vec<Audience>,
        /// The messages.
        messages: Vec<Message>,
        /// Who is called, in order, when something is stuck.
        escalation: Vec<EscalationStep>,
    }

    /// An audience of the communication plan.
    pub struct Audience = "audience" {
        /// The audience's id: `executives`.
        id: Id,
        /// Who they are.
        title: Text,
        /// People in it.
        members: Vec<Person>,
        /// How often they hear from us.
        cadence: Option<Cadence>,
        /// Where: a mailing list, a Slack channel, a Confluence space.
        channels: OneOrMore,
        /// Who sees to it.
        owner: Option<Person>,
        /// What they care about.
        interest: Option<Text>,
    }

    /// A planned message.
    pub struct Message = "message" {
        /// The message's id.
        id: Id,
        /// What it says, in one line.
        title: Text,
        /// Which audience gets it.
        audience: Option<Id>,
        /// Where.
        channel: Option<Text>,
        /// On which day.
        on: Option<Date>,
        /// With which milestone.
        milestone: Option<ItemRef>,
        /// Who sends it.
        owner: Option<Person>,
        /// Who agrees to it.
        approver: Option<Person>,
        /// Where it stands.
        status: Option<MessageStatus>,
        /// When it went out.
        sent: Option<Date>,
        /// The text, in Markdown.
        text: Option<Prose>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// A step of the escalation path.
    pub struct EscalationStep = "escalation_step" {
        /// Who is called.
        who: Person,
        /// When: `blocked for two working days`.
        when: Option<Text>,
        /// How: a channel, a phone.
        channel: Option<Text>,
    }

    /// A release: planned, decided, deployed and how it ended.
    pub struct Release = "release" {
        /// The id: `REL-7`.
        id: Id,
        /// What is released, in one line.
        title: Option<Text>,
        /// The milestone it delivers.
        milestone: Option<ItemRef>,
        /// When it is planned.
        planned: Option<Date>,
        /// When go or no-go was decided.
        go_no_go: Option<Moment>,
        /// When it was deployed.
        deployed: Option<Date>,
        /// How it ended.
        outcome: Option<ReleaseOutcome>,
        /// What failed.
        failure: Option<Failure>,
        /// The person who answers for it.
        owner: Option<Person>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// How a release failed.
    pub struct Failure = "failure" {
        /// `incident`, `rollback` or `hotfix`.
        ("type") kind: Option<Text>,
        /// The incident's number.
        incident: Option<Text>,
        /// When it was noticed.
        detected: Option<Moment>,
        /// When it was over.
        restored: Option<Moment>,
    }

    /// A metric: its meaning, target and observations.
    pub struct Metric = "metric" {
        /// The metric's id: `logins-migrated`.
        id: Id,
        /// What is measured, in one line.
        title: Option<Text>,
        /// The unit.
        unit: Option<Text>,
        /// Which way it should go.
        direction: Option<Direction>,
        /// The value before.
        baseline: Option<f64>,
        /// The value to reach.
        target: Option<f64>,
        /// By when.
        by: Option<Date>,
        /// The milestone it shows the progress of.
        milestone: Option<ItemRef>,
        /// The person who answers for it.
        owner: Option<Person>,
        /// How it is computed.
        definition: Option<Text>,
        /// The values, oldest first; else `metrics/<id>.csv`.
        observations: Vec<Observation>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// A value of a metric on a day.
    pub struct Observation = "observation" {
        /// The record's id, for corrections.
        id: Option<Id>,
        /// The metric that it is a value of, where a series holds several; else the metric that it stands with.
        metric: Option<Id>,
        /// What it speaks of: a release, a team, a survey.
        scope: Option<Text>,
        /// The last day it speaks of.
        date: Date,
        /// The first day it speaks of.
        from: Option<Date>,
        /// The value.
        value: f64,
        /// Above the line, when it is a ratio.
        numerator: Option<f64>,
        /// Below the line, when it is a ratio.
        denominator: Option<f64>,
        /// The unit of this value: `count`, `days`.
        unit: Option<Text>,
        /// How bad what is counted is, of defects.
        severity: Option<IssueSeverity>,
        /// Where it comes from.
        source: Option<Text>,
        /// The query that gives it there.
        source_query: Option<Text>,
        /// A file that proves it.
        evidence: Option<Text>,
        /// The SHA-256 of that file as it was collected.
        evidence_sha256: Option<Text>,
        /// The record that this one corrects.
        supersedes: Option<Id>,
        /// When it was collected.
        collected: Option<Date>,
        /// Who collected it: a person, or a mail address.
        collected_by: Option<Text>,
        /// A remark.
        note: Option<Text>,
    }
}

impl Metric {
    /// Returns a metric of which nothing is known but its values.
    pub fn series(id: Id, observations: Vec<Observation>) -> Metric {
        Metric {
            id,
            title: None,
            unit: None,
            direction: None,
            baseline: None,
            target: None,
            by: None,
            milestone: None,
            owner: None,
            definition: None,
            observations,
            visibility: None,
            extra: crate::model::Extra::new(),
        }
    }
}
