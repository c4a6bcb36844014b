//! The charter: why a program exists, what it shall reach and who stands for it.

use std::collections::BTreeMap;

use crate::model::Approval;
use crate::model::Correlation;
use crate::model::Date;
use crate::model::Id;
use crate::model::ItemRef;
use crate::model::NotApplicable;
use crate::model::Person;
use crate::model::Prose;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// Where a program stands.
    pub enum ProgramStatus {
        /// Being shaped.
        Proposed = "proposed",
        /// Running.
        Active = "active",
        /// Stopped for a while.
        Paused = "paused",
        /// Finished.
        Done = "done",
        /// Stopped for good.
        Cancelled = "cancelled",
    }

    /// How much care a program asks for. Rules about completeness apply from the tier they name.
    pub enum Tier {
        /// Company-critical: everything is asked for.
        One = "1",
        /// Important: outcomes, risks, readiness, cadence.
        Two = "2",
        /// Small: what is wrong, and little else.
        Three = "3",
    }

    /// How often a status pack is published.
    pub enum Cadence {
        /// Every week.
        Weekly = "weekly",
        /// Every two weeks.
        Biweekly = "biweekly",
        /// Every month.
        Monthly = "monthly",
    }
}

record! {
    /// The charter of a program. The body holds purpose, scope (in and out) and the definition of done, by heading.
    pub struct Charter = "charter" {
        /// The program's id: `identity-migration`.
        id: Id,
        /// The program's name.
        title: Text,
        /// Where it stands; `active` unless given.
        status: Option<ProgramStatus>,
        /// The version of the charter.
        version: Option<Text>,
        /// The executive who wants it.
        sponsor: Option<Person>,
        /// The person who runs it.
        owner: Option<Person>,
        /// How much care it asks for: `1` (most), `2`, `3`. Without a tier only what is wrong is reported.
        tier: Option<Tier>,
        /// The day it begins.
        start: Option<Date>,
        /// The day it shall be done.
        target: Option<Date>,
        /// The milestone that ends it.
        finish_milestone: Option<ItemRef>,
        /// How often its status is published.
        cadence: Option<Cadence>,
        /// What it shall change, measurably.
        outcomes: Vec<Outcome>,
        /// Who has a stake in it.
        stakeholders: Vec<Stakeholder>,
        /// Why it exists: the problem and the purpose.
        purpose: Option<Prose>,
        /// What is part of it.
        scope_in: Vec<Text>,
        /// What is not part of it.
        scope_out: Vec<Text>,
        /// When it is done.
        definition_of_done: Option<Prose>,
        /// What it costs not to do it.
        cost_of_inaction: Option<Prose>,
        /// What binds it: dates, money, law.
        constraints: Vec<Text>,
        /// The budget.
        budget: Option<Budget>,
        /// Who has approved it.
        approvals: Vec<Approval>,
        /// Reviews it needs: `security`, `privacy`, `legal`.
        reviews_required: Vec<Text>,
        /// Non-functional areas that do not apply, each with the reason.
        nfr_not_applicable: Vec<NotApplicable>,
        /// Who takes it over when it is done.
        handoff: Option<Handoff>,
        /// Items whose lengths go together: `[{between: [a, b], rho: 0.5}]`.
        correlation: Vec<Correlation>,
        /// Who may see it.
        visibility: Option<Visibility>,
        /// Where more stands.
        links: BTreeMap<String, Text>,
    }

    /// A measurable outcome.
    pub struct Outcome = "outcome" {
        /// An id, when other records refer to it.
        id: Option<Id>,
        /// What is measured, in one line.
        metric: Text,
        /// The value before.
        baseline: Option<Text>,
        /// The value to reach.
        target: Option<Text>,
        /// The value at the last look.
        current: Option<Text>,
        /// By when.
        by: Option<Date>,
        /// Where the value comes from.
        source: Option<Text>,
        /// The milestones that bring it.
        milestones: Vec<ItemRef>,
    }

    /// Somebody with a stake in a program.
    pub struct Stakeholder = "stakeholder" {
        /// Who.
        who: Person,
        /// In which role.
        role: Option<Text>,
        /// What they care about.
        interest: Option<Text>,
    }

    /// The budget of a program, in one currency.
    pub struct Budget = "budget" {
        /// The currency: `EUR`.
        currency: Option<Text>,
        /// Approved.
        approved: Option<f64>,
        /// Spent.
        actual: Option<f64>,
        /// Expected in the end.
        forecast: Option<f64>,
    }

    /// Who takes a program over when it is done.
    pub struct Handoff = "handoff" {
        /// Who.
        owner: Option<Person>,
        /// How it is supported.
        support_model: Option<Text>,
        /// When.
        date: Option<Date>,
    }
}

impl Charter {
    /// Returns a charter of which only id and title are known: that of a program declared in `epm.yaml`.
    pub fn named(id: Id, title: Text) -> Charter {
        Charter {
            id,
            title,
            status: None,
            version: None,
            sponsor: None,
            owner: None,
            tier: None,
            start: None,
            target: None,
            finish_milestone: None,
            cadence: None,
            outcomes: Vec::new(),
            stakeholders: Vec::new(),
            purpose: None,
            scope_in: Vec::new(),
            scope_out: Vec::new(),
            definition_of_done: None,
            cost_of_inaction: None,
            constraints: Vec::new(),
            budget: None,
            approvals: Vec::new(),
            reviews_required: Vec::new(),
            nfr_not_applicable: Vec::new(),
            handoff: None,
            correlation: Vec::new(),
            visibility: None,
            links: BTreeMap::new(),
            extra: crate::model::Extra::new(),
        }
    }

    /// Tells whether the program runs.
    pub fn is_active(&self) -> bool {
        matches!(self.status, None | Some(ProgramStatus::Active))
    }
}
