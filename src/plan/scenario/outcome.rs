//! What a scenario comes to: its plan, its capacity, its forecast and what lateness costs.

use crate::model::Date;
use crate::model::Delay;
use crate::model::Impact;
use crate::model::Program;
use crate::model::Risk;
use crate::model::Settings;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::build;
use crate::plan::calendars::Calendars;
use crate::plan::calendars::number;
use crate::plan::capacity::Capacity;
use crate::plan::capacity::Horizon;
use crate::plan::capacity::capacity;
use crate::plan::result::NodeKey;
use crate::plan::result::PlanNode;
use crate::plan::scenario::luck;
use crate::plan::scenario::luck::Luck;
use crate::plan::scenario::luck::Play;
use crate::plan::scenario::overlay::Applied;
use crate::plan::scenario::speed::Paced;
use crate::plan::scenario::speed::pace;

/// What must be met.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The milestone.
    pub key: NodeKey,
    /// By when.
    pub date: Date,
}

/// The open risks of a program.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// How many are open.
    pub open: usize,
    /// The sum of probability times delay, in working days, of those that name both.
    pub days: f64,
    /// The sum of probability times cost of those that name both.
    pub cost: f64,
    /// How many name no probability, or neither delay nor cost.
    pub unweighed: usize,
}

/// What a scenario, or the base, comes to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The workspace as it would be.
    pub workspace: Workspace,
    /// Its plan.
    pub plan: Plan,
    /// Its capacity.
    pub capacity: Capacity,
    /// What was done.
    pub applied: Applied,
    /// Work whose duration changed with the people.
    pub paced: Vec<Paced>,
    /// What must be met.
    pub target: Option<Target>,
    /// Working days that the target milestone finishes after its target; negative is early.
    pub late: Option<f64>,
    /// The forecast, or why there is none.
    pub luck: Result<Luck, String>,
    /// The open risks.
    pub exposure: Exposure,
}

/// Computes what a workspace comes to for the program with index `program`. `base` is the plan that people were added to.
pub fn outcome(
    base: &Workspace,
    (mut workspace, applied): (Workspace, Applied),
    program: u32,
    target: Option<Target>,
    as_of: Date,
    play: Play,
) -> Outcome {
    let paced = pace(base, &mut workspace, &applied.added, as_of);
    let plan = build(&workspace, as_of);
    let capacity = capacity(&workspace, &plan, Horizon::default());
    let node = target.as_ref().and_then(|target| plan.node(&target.key));
    let late = node.zip(target.as_ref()).map(|(node, target)| days_after(&workspace, node, target.date));
    let luck = luck::luck(&workspace, &plan, program, target.as_ref(), play);
    let exposure = exposure(workspace.settings(), &workspace.programs[program as usize]);
    Outcome { workspace, plan, capacity, applied, paced, target, late, luck, exposure }
}

/// Returns the working days from a date to the finish of a node, in its calendar.
fn days_after(workspace: &Workspace, node: &PlanNode, date: Date) -> f64 {
    let calendars = Calendars::new(workspace);
    let calendar = calendars.of_team(node.team.as_ref());
    let finish = calendar.closing(number(node.early_finish)).min(node.finish_at);
    calendar.days(calendar.work_between(calendar.closing(number(date)), finish))
}

/// Weighs the open risks of a program.
fn exposure(settings: &Settings, program: &Program) -> Exposure {
    let mut sum = Exposure::default();
    for risk in program.risks.iter().filter(|risk| risk.is_open()) {
        sum.open += 1;
        let (days, cost) = weight(settings, risk);
        match risk.probability.map(|p| p.share()) {
            Some(share) if days.is_some() || cost.is_some() => {
                sum.days += share * days.unwrap_or(0.0);
                sum.cost += share * cost.unwrap_or(0.0);
            }
            _ => sum.unweighed += 1,
        }
    }
    sum
}

/// Returns the delay in working days and the cost that a risk would cause; a range counts with its mean.
fn weight(settings: &Settings, risk: &Risk) -> (Option<f64>, Option<f64>) {
    let days = |d: &crate::model::Duration| settings.days(*d);
    match &risk.impact {
        Some(Impact::Delay(delay)) => (Some(days(delay)), None),
        Some(Impact::Record(record)) => {
            let delay = record.delay.as_ref().and_then(|delay| match delay {
                Delay::Fixed(delay) => Some(days(delay)),
                Delay::Range(range) => match (range.low, range.likely, range.high) {
                    // The mean of the triangle.
                    (Some(low), Some(likely), Some(high)) => {
                        Some((days(&low) + days(&likely) + days(&high)) / 3.0)
                    }
                    _ => range.likely.or(range.p50).or(range.mean).or(range.high).as_ref().map(days),
                },
            });
            (delay, record.cost)
        }
        Some(Impact::Band(_)) | None => (None, None),
    }
}

impl Outcome {
    /// Returns the last day of a program, as the plan has it.
    pub fn finish(&self, program: u32) -> Date {
        self.plan.programs.get(program as usize).map_or(self.plan.as_of, |p| p.finish)
    }

    /// Returns what the people added cost until the end of a program, where a rate is given: shares of weeks count.
    pub fn added_cost(&self, program: u32) -> Option<f64> {
        let end = self.finish(program);
        let costs = self.applied.added.iter().filter_map(|added| {
            let from = added.from.unwrap_or(self.plan.as_of);
            let to = added.to.map_or(end, |to| to.min(end));
            let weeks = f64::from((to.days_since(from) + 1).max(0)) / 7.0;
            Some(added.cost_per_week? * added.fte * weeks)
        });
        costs.reduce(|a, b| a + b)
    }

    /// Returns the expected weeks by which the target is missed, E[max(0, T − target)]: by the forecast, else by the plan.
    pub fn expected_delay_weeks(&self, per_week: f64) -> Option<f64> {
        let days = match &self.luck {
            Ok(luck) => luck.late_days,
            Err(_) => self.late.map(|late| late.max(0.0)),
        };
        days.map(|days| days / per_week)
    }
}
