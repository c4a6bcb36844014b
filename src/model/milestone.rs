//! Milestones and their work: the integrated plan.

use std::collections::BTreeMap;

use crate::model::Confidence;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::Id;
use crate::model::Link;
use crate::model::NfrArea;
use crate::model::Percent;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Rag;
use crate::model::Team;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// Where a milestone stands.
    pub enum MilestoneStatus {
        /// Not begun.
        Planned = "planned",
        /// Being worked on.
        InProgress = "in_progress",
        /// Begun or ready, and something stops it.
        Blocked = "blocked",
        /// Finished.
        Done = "done",
        /// No longer part of the plan.
        Cancelled = "cancelled",
    }
}

record! {
    /// A milestone, or a piece of work in the integrated plan. Only `id` and `title` are required; without `duration`
    /// and `estimate` it is a pure milestone: an instant.
    pub struct Milestone = "milestone" {
        /// The id, unique in the program: a slug such as `token-service-staging`.
        id: Id,
        /// What is true when it is reached, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// The person who answers for it.
        owner: Option<Person>,
        /// The team that does the work; its calendar counts.
        team: Option<Team>,
        /// The workstream it belongs to.
        workstream: Option<Text>,
        /// How long the work takes, as a range.
        estimate: Option<Estimate>,
        /// How long the work takes: `12d`.
        duration: Option<Duration>,
        /// The duration counts calendar time, not working time.
        elapsed: Option<bool>,
        /// The work in person-days, for capacity.
        effort: Option<Duration>,
        /// Who is needed all the time it takes, for levelling: `[{team: identity, people: 2}]`. Without it, `team` with the
        /// people that `effort` over the duration makes, or one person.
        needs: Vec<Need>,
        /// The people who do it themselves, for levelling: `[{person: maria, share: 50%}]`. They are not planned for two things
        /// at once, and not on days when they are away.
        assigned: Vec<Assignment>,
        /// What must come first: ids of milestones, dependencies, decisions, issues or gates, also `program/id`.
        depends_on: Vec<Link>,
        /// A date that binds the schedule.
        constraint: Option<Constraint>,
        /// The agreed date. Moving it needs an approved change.
        committed: Option<Date>,
        /// How sure the estimate is.
        confidence: Option<Confidence>,
        /// Where it stands; `planned` unless given.
        status: Option<MilestoneStatus>,
        /// The day the work began.
        started: Option<Date>,
        /// The day it was reached.
        finished: Option<Date>,
        /// The work that is left.
        remaining: Option<Duration>,
        /// The share of the work that is done (`remaining` wins over it).
        progress: Option<Percent>,
        /// The colour a person reports; epm derives one too.
        rag: Option<Rag>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// How to tell that it is reached.
        acceptance: Vec<Text>,
        /// The non-functional areas it delivers.
        nfr: Vec<NfrArea>,
        /// The skills it needs.
        skills: Vec<Text>,
        /// A deliverable that another team or the customer waits for.
        deliverable: Option<Text>,
        /// Rolling wave: planned in detail later.
        planning_package: Option<bool>,
        /// What customers and support should know when it is reached.
        customer_impact: Option<Text>,
        /// Why it was cancelled.
        cancelled_reason: Option<Text>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands: `{jira: AUTH-123}`.
        links: BTreeMap<String, Text>,
    }

    /// People of a team that work needs for as long as it takes.
    pub struct Need = "need" {
        /// The team.
        team: Team,
        /// How many people: `2`, or a part of one: `0.5`.
        people: f64,
    }

    /// A person who does the work themselves.
    pub struct Assignment = "assignment" {
        /// Who.
        person: Person,
        /// The share of their time that they give to it: `50%`; all of it unless given.
        share: Option<Percent>,
    }

    /// A date that binds the schedule. Logic keeps the dates; a constraint that cannot hold shows as negative float.
    pub struct Constraint = "constraint" {
        /// Not to start before this day.
        start_no_earlier_than: Option<Date>,
        /// Not to start after this day.
        start_no_later_than: Option<Date>,
        /// Not to finish before this day.
        finish_no_earlier_than: Option<Date>,
        /// Not to finish after this day.
        finish_no_later_than: Option<Date>,
        /// To start on this day.
        must_start_on: Option<Date>,
        /// To finish on this day.
        must_finish_on: Option<Date>,
        /// As late as the successors allow.
        as_late_as_possible: Option<bool>,
        /// As soon as the predecessors allow; the default.
        as_soon_as_possible: Option<bool>,
    }
}

impl Milestone {
    /// Returns the status in force: the one given, else what the actual dates say.
    pub fn status(&self) -> MilestoneStatus {
        match (self.status, self.finished, self.started) {
            (Some(status), _, _) => status,
            (None, Some(_), _) => MilestoneStatus::Done,
            (None, None, Some(_)) => MilestoneStatus::InProgress,
            (None, None, None) => MilestoneStatus::Planned,
        }
    }

    /// Tells whether it is neither done nor cancelled.
    pub fn is_open(&self) -> bool {
        !matches!(self.status(), MilestoneStatus::Done | MilestoneStatus::Cancelled)
    }

    /// Tells whether it has no duration of its own.
    pub fn is_pure(&self) -> bool {
        self.duration.is_none() && self.estimate.is_none()
    }
}
