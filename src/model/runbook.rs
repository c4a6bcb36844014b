//! Runbooks: cutover steps with owners, durations, verification, rollback and the point of no return.

use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::Duration;
use crate::model::Id;
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
    /// The part of a cutover that a step belongs to.
    pub enum Phase {
        /// Before the window.
        Prepare = "prepare" | "pre",
        /// In the window.
        Cutover = "cutover",
        /// Checking that it works.
        Verify = "verify",
        /// After the window.
        Post = "post",
    }

    /// Where a step stands.
    pub enum StepStatus {
        /// Not begun.
        Open = "open",
        /// Running.
        InProgress = "in_progress",
        /// Finished.
        Done = "done",
        /// Went wrong.
        Failed = "failed",
        /// Left out.
        Skipped = "skipped",
    }
}

record! {
    /// A runbook for a cutover, migration or rollback.
    pub struct Runbook = "runbook" {
        /// The id: `cutover-eu`.
        id: Id,
        /// What is carried out, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// The change it carries out.
        change: Option<ItemRef>,
        /// The milestone it serves.
        milestone: Option<ItemRef>,
        /// When it may run.
        window: Option<Window>,
        /// Who does what: `{cutover_lead: maria, rollback_approver: omar}`.
        roles: BTreeMap<String, Person>,
        /// The meeting or channel where everybody is.
        bridge: Option<Text>,
        /// What is done, in order.
        steps: Vec<RunbookStep>,
        /// Where somebody decides whether to go on.
        checkpoints: Vec<Checkpoint>,
        /// The step after which there is no way back.
        point_of_no_return: Option<Id>,
        /// How to go back.
        rollback: Option<RollbackPlan>,
        /// When it was rehearsed, and how long that took.
        rehearsals: Vec<Rehearsal>,
        /// Who is told what at which step.
        comms: Vec<Text>,
        /// The watch after the cutover.
        hypercare: Option<Hypercare>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Former ids that still count.
        aliases: Vec<Id>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// From when to when a runbook may run.
    pub struct Window = "window" {
        /// When it begins.
        start: Moment,
        /// When it ends.
        end: Moment,
    }

    /// A step of a runbook.
    pub struct RunbookStep = "step" {
        /// The step's id: `freeze-writes`.
        id: Id,
        /// What is done, in one line.
        title: Text,
        /// How it is done, in Markdown.
        action: Option<Prose>,
        /// The part it belongs to.
        phase: Option<Phase>,
        /// Who does it.
        owner: Option<Person>,
        /// Who does it if the owner cannot.
        backup: Option<Person>,
        /// The steps before it; without any, it follows the step above.
        after: Vec<Id>,
        /// How long it takes: `15m`.
        duration: Option<Duration>,
        /// How to see that it worked.
        verify: Option<Text>,
        /// How it is undone, while that is possible.
        rollback: Option<Text>,
        /// How long undoing it takes.
        rollback_duration: Option<Duration>,
        /// What is done instead of a rollback after the point of no return.
        fix_forward: Option<Text>,
        /// Where it stands.
        status: Option<StepStatus>,
        /// When it really began.
        started: Option<Moment>,
        /// When it really ended.
        finished: Option<Moment>,
    }

    /// A point in a runbook where somebody decides whether to go on.
    pub struct Checkpoint = "checkpoint" {
        /// After which step.
        after: Id,
        /// What must be true.
        criteria: Vec<Text>,
        /// Who decides.
        decider: Option<Person>,
    }

    /// How to go back.
    pub struct RollbackPlan = "rollback" {
        /// What makes us go back.
        triggers: Vec<Text>,
        /// Who decides.
        decider: Option<Person>,
        /// How long it takes.
        duration: Option<Duration>,
        /// What is done.
        steps: Vec<Text>,
        /// When it was tried.
        tested_on: Option<Date>,
    }

    /// A rehearsal of a runbook.
    pub struct Rehearsal = "rehearsal" {
        /// When.
        date: Date,
        /// How long it took.
        duration: Option<Duration>,
        /// What came out.
        outcome: Option<Text>,
    }

    /// The watch after a cutover.
    pub struct Hypercare = "hypercare" {
        /// Until when.
        until: Option<Date>,
        /// Who leads it.
        owner: Option<Person>,
        /// When it ends: what must be true.
        exit: Option<Text>,
        /// How support reaches us.
        escalation: OneOrMore,
    }
}
