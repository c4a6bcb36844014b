//! Readiness gates: a checklist with evidence, waivers and the recorded decision.

use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::OneOrMore;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// Where an item of a checklist stands.
    pub enum ReadinessStatus {
        /// Not answered.
        Open = "open",
        /// Met, with evidence.
        Pass = "pass" | "passed" | "done",
        /// Not met.
        Fail = "fail" | "failed",
        /// Does not apply, with a reason.
        NotApplicable = "n/a" | "na" | "not_applicable",
        /// Not met, and somebody who may lets it pass for a while.
        Waived = "waived",
    }

    /// What was decided at a gate.
    pub enum GateVerdict {
        /// Go.
        Go = "go",
        /// Do not go.
        NoGo = "no_go" | "no-go",
        /// Go under conditions.
        Conditional = "conditional",
    }
}

record! {
    /// A gate: a checklist that must pass before a milestone can be reached.
    pub struct Readiness = "readiness" {
        /// The gate's id: `ga-gate`.
        id: Id,
        /// What is decided at it, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// The milestones that it holds back: they finish only when the gate is passed.
        gates: Vec<ItemRef>,
        /// The release it is for.
        release: Option<ItemRef>,
        /// How strict: `A`, `B`, `C`, or a tier.
        level: Option<Text>,
        /// The person who runs the gate.
        owner: Option<Person>,
        /// When the gate is held.
        date: Option<Date>,
        /// What was decided; it stands beside the verdict and does not change it.
        decision: Option<GateDecision>,
        /// The checklist.
        items: Vec<ReadinessItem>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// The decision at a gate.
    pub struct GateDecision = "gate_decision" {
        /// `go`, `no_go` or `conditional`.
        verdict: GateVerdict,
        /// Who decided.
        by: Option<Person>,
        /// When.
        date: Option<Date>,
        /// Who was there.
        attendees: Vec<Person>,
        /// Under which conditions, or why.
        notes: Option<Prose>,
    }

    /// An item of a checklist.
    pub struct ReadinessItem = "readiness_item" {
        /// The item's id, unique in the program.
        id: Id,
        /// The area: `security`, `capacity`, `on-call`.
        area: Option<Text>,
        /// What must be true, in one line.
        title: Text,
        /// Must be met for a GO; `true` unless given.
        required: Option<bool>,
        /// Where it stands; `open` unless given.
        status: Option<ReadinessStatus>,
        /// The person who sees to it.
        owner: Option<Person>,
        /// What proves it: a file in the repository or an https address.
        evidence: OneOrMore,
        /// The SHA-256 of each of those files as it was looked at; evidence that has changed since proves nothing.
        evidence_sha256: OneOrMore,
        /// By when.
        due: Option<Date>,
        /// Who looked at the evidence.
        reviewer: Option<Person>,
        /// Why it does not apply, or why it failed.
        reason: Option<Text>,
        /// Who lets it pass, until when.
        waiver: Option<Waiver>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// That somebody who may lets an item pass for a while.
    pub struct Waiver = "waiver" {
        /// Why.
        reason: Option<Text>,
        /// Who allows it.
        approver: Option<Person>,
        /// When it was allowed; without a date it is asked for, not given.
        approved: Option<Date>,
        /// Until when it holds.
        expires: Option<Date>,
        /// What limits the harm meanwhile.
        compensating: Option<Text>,
    }
}

impl ReadinessItem {
    /// Returns the status in force.
    pub fn status(&self) -> ReadinessStatus {
        self.status.unwrap_or(ReadinessStatus::Open)
    }

    /// Tells whether a GO needs it.
    pub fn is_required(&self) -> bool {
        self.required.unwrap_or(true)
    }
}
