//! Scenarios: overlays for what-if. They never change the plan.

use crate::model::Confidence;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::Id;
use crate::model::Impact;
use crate::model::ItemRef;
use crate::model::Lag;
use crate::model::Likelihood;
use crate::model::LinkType;
use crate::model::Percent;
use crate::model::Prose;
use crate::model::Team;
use crate::model::Text;
use crate::model::Visibility;
use crate::model::choices;
use crate::model::record;

choices! {
    /// What an operation of a scenario does.
    pub enum ScenarioOp {
        /// Takes an item out.
        Remove = "remove",
        /// Changes the length, effort, skills or team of an item.
        Set = "set",
        /// Moves a committed date.
        Shift = "shift",
        /// Adds people to a team.
        AddCapacity = "add_capacity",
        /// Changes the probability or impact of a risk.
        Risk = "risk",
        /// Adds a link.
        Link = "link",
    }
}

record! {
    /// A scenario: the differences from the plan.
    pub struct Scenario = "scenario" {
        /// The scenario's id: `cut-sso`.
        id: Id,
        /// What it tries, in one line.
        title: Text,
        /// More about it, in Markdown.
        description: Option<Prose>,
        /// The revision it starts from; else the plan as it is.
        base: Option<Text>,
        /// What is different.
        ops: Vec<Operation>,
        /// What must be met.
        target: Option<ScenarioTarget>,
        /// What a week of delay costs.
        cost_of_delay: Option<CostOfDelay>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }

    /// One difference from the plan.
    pub struct Operation = "operation" {
        /// What it does.
        op: ScenarioOp,
        /// The item.
        item: Option<ItemRef>,
        /// A new estimate (`set`).
        estimate: Option<Estimate>,
        /// A new duration (`set`); it replaces an estimate, and an estimate replaces it.
        duration: Option<Duration>,
        /// A new effort in person-days (`set`).
        effort: Option<Duration>,
        /// What is left of work in progress (`set`).
        remaining: Option<Duration>,
        /// How sure the estimate is (`set`).
        confidence: Option<Confidence>,
        /// How far a committed date moves (`shift`), in working days of the item's team.
        by: Option<Lag>,
        /// The team (`set`, `add_capacity`).
        team: Option<Team>,
        /// People added, in full-time equivalents (`add_capacity`).
        fte: Option<f64>,
        /// From when (`add_capacity`).
        from: Option<Date>,
        /// How long they need to get going (`add_capacity`).
        ramp: Option<Duration>,
        /// The last day (`add_capacity`).
        to: Option<Date>,
        /// The share of a colleague that helping each of them costs meanwhile (`add_capacity`).
        mentor_cost: Option<Percent>,
        /// The skills they bring (`add_capacity`), or that the item needs (`set`).
        skills: Vec<Text>,
        /// What a week of one full-time person costs (`add_capacity`), in the currency of `cost_of_delay`.
        cost_per_week: Option<f64>,
        /// A new probability (`risk`): `20%`, or a band.
        probability: Option<Likelihood>,
        /// A new impact (`risk`).
        impact: Option<Impact>,
        /// The predecessor (`link`).
        pred: Option<ItemRef>,
        /// The successor (`link`).
        succ: Option<ItemRef>,
        /// How they are linked (`link`).
        ("type") link: Option<LinkType>,
        /// Time between them (`link`).
        lag: Option<Lag>,
        /// Why.
        reason: Option<Text>,
    }

    /// What a scenario must meet.
    pub struct ScenarioTarget = "scenario_target" {
        /// The milestone.
        milestone: ItemRef,
        /// By when.
        date: Date,
    }

    /// What a week of delay costs.
    pub struct CostOfDelay = "cost_of_delay" {
        /// The amount.
        per_week: f64,
        /// The currency.
        currency: Option<Text>,
    }
}
