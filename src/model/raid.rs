//! Risks, assumptions, issues and dependencies.

use std::collections::BTreeMap;

use crate::model::Action;
use crate::model::Band;
use crate::model::ConfidenceRange;
use crate::model::Date;
use crate::model::Delay;
use crate::model::Id;
use crate::model::Impact;
use crate::model::ItemRef;
use crate::model::Lag;
use crate::model::Likelihood;
use crate::model::LinkType;
use crate::model::Mitigation;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Team;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// Where a risk stands.
    pub enum RiskStatus {
        /// Known, not yet worked on.
        Open = "open",
        /// The response is under way.
        Mitigating = "mitigating",
        /// Taken as it is, by somebody who may.
        Accepted = "accepted",
        /// Gone.
        Closed = "closed",
        /// It has happened; an issue tells the rest.
        Realised = "realised" | "realized",
    }

    /// What is done about a risk.
    pub enum RiskResponse {
        /// Change the plan so that it cannot happen.
        Avoid = "avoid",
        /// Make it less likely or less harmful.
        Mitigate = "mitigate",
        /// Give it to somebody who can carry it better.
        Transfer = "transfer",
        /// Take it as it is.
        Accept = "accept",
        /// Hand it to a higher level.
        Escalate = "escalate",
    }

    /// How heavy a risk is where probability and impact are not in numbers.
    pub enum RiskSeverity {
        /// Moves a commitment.
        High = "high",
        /// Costs effort.
        Medium = "medium",
        /// A nuisance.
        Low = "low",
    }

    /// How bad an issue is.
    pub enum IssueSeverity {
        /// Stops the program.
        Critical = "critical",
        /// Moves a commitment.
        High = "high",
        /// Costs effort.
        Medium = "medium",
        /// A nuisance.
        Low = "low",
    }

    /// Where an issue stands.
    pub enum IssueStatus {
        /// Known.
        Open = "open",
        /// Being worked on.
        InProgress = "in_progress",
        /// With a higher level.
        Escalated = "escalated",
        /// Solved.
        Resolved = "resolved" | "closed",
    }

    /// Where an assumption stands.
    pub enum AssumptionStatus {
        /// Not yet checked.
        Open = "open",
        /// It holds.
        Validated = "validated",
        /// It does not hold.
        Invalidated = "invalidated",
    }

    /// Where a dependency stands.
    pub enum DependencyStatus {
        /// Will come as promised.
        OnTrack = "on_track",
        /// May come late.
        AtRisk = "at_risk",
        /// Will not come without help.
        Blocked = "blocked",
        /// Promised and overdue.
        Late = "late",
        /// Delivered.
        Done = "done" | "resolved",
        /// No longer needed.
        Cancelled = "cancelled",
    }

    /// Who the other side of a dependency is.
    pub enum DependencyKind {
        /// Another team of the company.
        Internal = "internal",
        /// Another organisation.
        External = "external",
        /// A vendor.
        Vendor = "vendor",
    }
}

record! {
    /// A risk: something uncertain that would hurt. Title as cause, event, effect.
    pub struct Risk = "risk" {
        /// The id: `RSK-7k3f`.
        id: Id,
        /// Cause, event and effect in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// Where it stands; `open` unless given.
        status: Option<RiskStatus>,
        /// How likely: `30%`, or a band from 1 to 5 or `very_low` to `very_high`.
        probability: Option<Likelihood>,
        /// How bad: a band, a delay such as `10d`, or `{delay: {low: 5d, likely: 10d, high: 20d}}`.
        impact: Option<Impact>,
        /// How heavy it is: `high`, `medium` or `low`. Counts only without probability and impact, which say it better.
        severity: Option<RiskSeverity>,
        /// Why the severity is lower than before although probability and impact are as they were.
        severity_note: Option<Text>,
        /// The one person who answers for it.
        owner: Option<Person>,
        /// When it was raised.
        raised: Option<Date>,
        /// What is done about it.
        response: Option<RiskResponse>,
        /// What kind of risk: `security`, `vendor`, `schedule`.
        category: Option<Text>,
        /// What would show that it is happening.
        trigger: Option<Text>,
        /// When it could happen.
        proximity: Option<Date>,
        /// What makes it less likely or less harmful.
        mitigation: Option<Mitigation>,
        /// What is done if it happens.
        contingency: Option<Text>,
        /// What is left after the mitigation.
        residual: Option<Residual>,
        /// The items it would hit.
        affects: Vec<ItemRef>,
        /// The issue it has become.
        issue: Option<ItemRef>,
        /// Who takes it when the owner cannot.
        escalate_to: Option<Person>,
        /// Who accepted it, until when.
        acceptance: Option<Acceptance>,
        /// When it is looked at next.
        review_by: Option<Date>,
        /// When it was looked at last.
        last_reviewed: Option<Date>,
        /// When it was closed.
        closed: Option<Date>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// What makes a risk less likely or less harmful.
    pub struct MitigationRecord = "mitigation" {
        /// The plan in one line.
        plan: Option<Text>,
        /// Who carries it out.
        owner: Option<Person>,
        /// By when.
        due: Option<Date>,
        /// Its actions.
        actions: Vec<Action>,
    }

    /// What is left of a risk after its mitigation.
    pub struct Residual = "residual" {
        /// How likely.
        probability: Option<Likelihood>,
        /// How bad.
        impact: Option<Impact>,
    }

    /// That somebody who may takes a risk as it is.
    pub struct Acceptance = "acceptance" {
        /// Who accepted it.
        by: Person,
        /// When.
        at: Option<Date>,
        /// Until when it holds.
        expires: Option<Date>,
        /// Why.
        reason: Option<Text>,
        /// What limits the harm meanwhile.
        compensating: Option<Text>,
    }

    /// An impact in numbers.
    pub struct ImpactRecord = "impact" {
        /// The delay it would cause.
        delay: Option<Delay>,
        /// What it would multiply the work of every affected item by: `{low: 0.9, likely: 1, high: 1.4}`. With a
        /// probability of 100% it is a driver that the items share.
        factor: Option<ConfidenceRange>,
        /// A band from 1 to 5.
        band: Option<Band>,
        /// The cost it would cause, in the program's currency.
        cost: Option<f64>,
    }

    /// Something taken for true without proof yet.
    pub struct Assumption = "assumption" {
        /// The id: `ASM-2m9c`.
        id: Id,
        /// What is assumed, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// The person who finds out.
        owner: Option<Person>,
        /// Where it stands; `open` unless given.
        status: Option<AssumptionStatus>,
        /// What happens if it is wrong.
        impact_if_wrong: Option<Text>,
        /// How it will be checked.
        validation: Option<Text>,
        /// By when it must be known.
        validate_by: Option<Date>,
        /// When it was raised.
        raised: Option<Date>,
        /// When it was settled.
        closed: Option<Date>,
        /// The items that rest on it.
        affects: Vec<ItemRef>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// A problem that is here.
    pub struct Issue = "issue" {
        /// The id: `ISS-4d8w`.
        id: Id,
        /// The problem in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// How bad it is.
        severity: Option<IssueSeverity>,
        /// Where it stands; `open` unless given.
        status: Option<IssueStatus>,
        /// The one person who answers for it.
        owner: Option<Person>,
        /// When it was raised.
        raised: Option<Date>,
        /// By when it must be solved.
        target: Option<Date>,
        /// When it was solved.
        resolved: Option<Date>,
        /// What it does to the program.
        impact: Option<Text>,
        /// How it will be solved.
        resolution: Option<Text>,
        /// What caused it.
        root_cause: Option<Text>,
        /// The risk it comes from.
        from_risk: Option<ItemRef>,
        /// The items that cannot start before it is solved.
        blocks: Vec<ItemRef>,
        /// The items it touches.
        affects: Vec<ItemRef>,
        /// Who has it beyond the owner.
        escalated_to: Option<Person>,
        /// A way around, for support.
        workaround: Option<Text>,
        /// Its actions.
        actions: Vec<Action>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// Something that one side needs from another. In the plan: an instant between provider and consumer.
    pub struct Dependency = "dependency" {
        /// The id: `DEP-9x2a`.
        id: Id,
        /// The deliverable, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// Who delivers: a team.
        from: Option<Team>,
        /// Who delivers, when it is a vendor or another organisation.
        vendor: Option<Text>,
        /// Who needs it: a team.
        to: Option<Team>,
        /// The item that delivers it, also `program/id`.
        provider: Option<ItemRef>,
        /// The items that wait for it.
        consumers: Vec<ItemRef>,
        /// When it is needed.
        needed_by: Option<Date>,
        /// When it is promised.
        promised: Option<Date>,
        /// When it came.
        resolved: Option<Date>,
        /// Where it stands; `on_track` unless given.
        status: Option<DependencyStatus>,
        /// Our person who follows it.
        owner: Option<Person>,
        /// Their person.
        contact: Option<Text>,
        /// Who the other side is.
        kind: Option<DependencyKind>,
        /// A miss moves a commitment.
        critical: Option<bool>,
        /// What happens if it comes late.
        impact_if_late: Option<Text>,
        /// What we do without it.
        fallback: Option<Text>,
        /// How it is linked to its consumers; `FS` unless given.
        ("type") link: Option<LinkType>,
        /// Time between delivery and use.
        lag: Option<Lag>,
        /// When it was raised.
        raised: Option<Date>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Labels.
        tags: Vec<Text>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }
}

impl Risk {
    /// Returns the status in force.
    pub fn status(&self) -> RiskStatus {
        self.status.unwrap_or(RiskStatus::Open)
    }

    /// Tells whether it can still happen: open, in mitigation or accepted.
    pub fn is_open(&self) -> bool {
        matches!(self.status(), RiskStatus::Open | RiskStatus::Mitigating | RiskStatus::Accepted)
    }

    /// Returns probability band times impact band, 1 to 25, when both are given.
    pub fn score(&self) -> Option<u8> {
        Some(self.probability?.band().level() * self.impact.as_ref()?.band()?.level())
    }

    /// Returns how heavy it is: a score of 12 and more is high, of 6 and more medium; without one, as a person says it.
    pub fn level(&self) -> Option<RiskSeverity> {
        match self.score() {
            Some(12..) => Some(RiskSeverity::High),
            Some(6..) => Some(RiskSeverity::Medium),
            Some(_) => Some(RiskSeverity::Low),
            None => self.severity,
        }
    }

    /// Tells whether the score is 12 or more: the red corner of the matrix.
    pub fn is_high(&self) -> bool {
        self.score().is_some_and(|score| score >= 12)
    }
}

impl Issue {
    /// Returns the status in force.
    pub fn status(&self) -> IssueStatus {
        self.status.unwrap_or(IssueStatus::Open)
    }

    /// Tells whether it is not solved yet.
    pub fn is_open(&self) -> bool {
        self.status() != IssueStatus::Resolved
    }
}

impl Assumption {
    /// Returns the status in force.
    pub fn status(&self) -> AssumptionStatus {
        self.status.unwrap_or(AssumptionStatus::Open)
    }

    /// Tells whether it is not settled yet.
    pub fn is_open(&self) -> bool {
        self.status() == AssumptionStatus::Open
    }
}

impl Dependency {
    /// Returns the status in force.
    pub fn status(&self) -> DependencyStatus {
        self.status.unwrap_or(if self.resolved.is_some() {
            DependencyStatus::Done
        } else {
            DependencyStatus::OnTrack
        })
    }

    /// Tells whether it is neither delivered nor cancelled.
    pub fn is_open(&self) -> bool {
        !matches!(self.status(), DependencyStatus::Done | DependencyStatus::Cancelled)
    }
}
