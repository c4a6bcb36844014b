//! Change records: scope and change control.

use std::collections::BTreeMap;

use crate::model::Approval;
use crate::model::Date;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::Moment;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// Where a change stands.
    pub enum ChangeStatus {
        /// Written down.
        Draft = "draft",
        /// Asked for.
        Proposed = "proposed" | "requested",
        /// Agreed.
        Approved = "approved",
        /// Refused.
        Rejected = "rejected" | "denied",
        /// Carried out.
        Implemented = "implemented" | "done",
        /// Taken back.
        Withdrawn = "withdrawn" | "cancelled",
    }

    /// What kind of change it is.
    pub enum ChangeKind {
        /// Scope added or removed.
        Scope = "scope",
        /// A committed date moved.
        Schedule = "schedule",
        /// Money.
        Cost = "cost",
        /// Work that nobody planned.
        Unplanned = "unplanned",
        /// Readiness criteria, policy or structure.
        Governance = "governance",
        /// A change to production.
        Operational = "operational",
    }

    /// How a change is handled.
    pub enum ChangeType {
        /// Pre-approved, repeatable.
        Standard = "standard",
        /// Assessed and approved first.
        Normal = "normal",
        /// Carried out first, approved within hours.
        Emergency = "emergency",
    }
}

record! {
    /// A change to scope, dates or cost that somebody has to agree to.
    pub struct Change = "change" {
        /// The id: `CHG-1k8p`.
        id: Id,
        /// What changes, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// Where it stands; `proposed` unless given.
        status: Option<ChangeStatus>,
        /// What kind of change it is.
        kind: Option<ChangeKind>,
        /// `standard`, `normal` or `emergency`.
        ("type") handling: Option<ChangeType>,
        /// It moves a commitment, scope or cost noticeably.
        material: Option<bool>,
        /// Who asks for it.
        requested_by: Option<Person>,
        /// Who answers for it.
        owner: Option<Person>,
        /// When it was raised.
        raised: Option<Date>,
        /// By when it must be decided.
        needed_by: Option<Date>,
        /// When it was decided.
        decided: Option<Date>,
        /// Why it is needed.
        justification: Option<Prose>,
        /// What it does to schedule, scope, cost and risk.
        impact: Option<ChangeImpact>,
        /// The items it changes.
        affects: Vec<ItemRef>,
        /// The dates it moves.
        moves: Vec<ChangeMove>,
        /// Who has agreed, and who still must.
        approvals: Vec<Approval>,
        /// How it is carried out.
        implementation: Option<Prose>,
        /// How it is undone.
        backout: Option<Prose>,
        /// How it is tested.
        test: Option<Prose>,
        /// When it is carried out: from.
        planned_start: Option<Moment>,
        /// When it is carried out: to.
        planned_end: Option<Moment>,
        /// How it ended.
        close_notes: Option<Prose>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// What a change does, in words.
    pub struct ChangeImpact = "change_impact" {
        /// To the dates.
        schedule: Option<Text>,
        /// To the scope.
        scope: Option<Text>,
        /// To the cost.
        cost: Option<Text>,
        /// To the risk.
        risk: Option<Text>,
    }

    /// A committed date that a change moves.
    pub struct ChangeMove = "move" {
        /// The milestone.
        item: ItemRef,
        /// The date so far.
        from: Option<Date>,
        /// The date asked for.
        to: Option<Date>,
    }
}

impl Change {
    /// Returns the status in force.
    pub fn status(&self) -> ChangeStatus {
        self.status.unwrap_or(ChangeStatus::Proposed)
    }

    /// Tells whether it is still to be decided.
    pub fn is_open(&self) -> bool {
        matches!(self.status(), ChangeStatus::Draft | ChangeStatus::Proposed)
    }
}
