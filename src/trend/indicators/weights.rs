//! Progress by weight: every committed milestone counts by the working days it takes, in weeks since the program began.
//! Not earned value: nothing is known of cost.

use std::collections::BTreeMap;

use crate::model::Date;
use crate::model::Id;
use crate::model::Milestone;
use crate::model::Program;
use crate::model::Settings;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::trend::assess::dcma;
use crate::trend::indicators::earned::Earned;
use crate::trend::indicators::earned::Inputs;
use crate::trend::indicators::earned::earned;

/// What it is, wherever it is shown.
pub const LABEL: &str = "milestone-weighted, not EVM";

/// The days of a week.
const WEEK: i32 = 7;

/// The most weeks of a baseline that are looked at.
const MOST: usize = 520;

/// What is due when, its weight, and when it was finished.
type Piece = (Date, f64, Option<Date>);

/// Progress of a program by weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    /// Working days of all that has a commitment.
    pub total: f64,
    /// Working days of that which is done.
    pub done: f64,
    /// Working days of that which is due.
    pub due: f64,
    /// The program's first day.
    pub start: Date,
    /// Weeks since then; to the last finish when all is done.
    pub weeks: f64,
    /// Weeks that it was to take, by the last commitment.
    pub planned_weeks: usize,
    /// The last commitment.
    pub last: Date,
    /// How many items count.
    pub counted: usize,
    /// How many have no commitment.
    pub without: usize,
    /// Earned schedule, without any cost.
    pub result: Earned,
}

/// Weighs the milestones of a program that have a `committed` date: planned when that is due, earned when they are done. One
/// without work of its own counts as a day. `None` without such milestones, or before the program begins.
pub fn weighted(plan: &Plan, program: &Program, settings: &Settings) -> Option<Weighted> {
    let start = plan.program(&program.id)?.start;
    let declared: BTreeMap<&Id, &Milestone> = program.milestones.iter().map(|m| (&m.id, m)).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut without = 0;
    let is_own = |kind: NodeKind| matches!(kind, NodeKind::Work | NodeKind::Milestone);
    for node in plan.nodes.iter().filter(|n| n.key.program == program.id && is_own(n.kind)) {
        match (declared.get(&node.key.id), node.committed) {
            (Some(milestone), Some(due)) => {
                let weight = dcma::length(milestone, settings).max(1.0);
                pieces.push((due, weight, node.is_done.then_some(node.early_finish)));
            }
            (Some(_), None) => without += 1,
            (None, _) => {}
        }
    }
    let last = pieces.iter().map(|(due, ..)| *due).max()?;
    let days_to = |day: Date| day.days_since(start).saturating_add(1).max(0);
    let weeks_to =
        |day: Date| usize::try_from(days_to(day)).map_or(0, |days| days.div_ceil(7)).clamp(1, MOST);
    let planned_weeks = weeks_to(last);
    let mut planned = vec![0.0; planned_weeks];
    for (due, days, _) in &pieces {
        planned[weeks_to(*due) - 1] += days;
    }
    for week in 1..planned.len() {
        planned[week] += planned[week - 1];
    }
    let sum = |of: &dyn Fn(&Piece) -> bool| pieces.iter().filter(|p| of(p)).fold(0.0, |sum, p| sum + p.1);
    let total = sum(&|_| true);
    let done = sum(&|(.., finish)| finish.is_some());
    let ended: Option<Vec<Date>> = pieces.iter().map(|(.., finish)| *finish).collect();
    let now = ended.and_then(|ends| ends.into_iter().max()).unwrap_or(plan.as_of).min(plan.as_of);
    if now < start {
        return None;
    }
    let weeks = f64::from(days_to(now)) / f64::from(WEEK);
    #[allow(clippy::cast_precision_loss)] // at most MOST
    let inputs = Inputs {
        planned: &planned,
        actual_time: weeks,
        earned: done,
        cost: None,
        budget: total,
        planned_duration: planned_weeks as f64,
    };
    let due = sum(&|(due, ..)| *due <= now);
    // Between two weeks earned schedule goes in proportion; where nothing is due there is nothing to hold it against.
    let result = if done + due > 0.0 { earned(&inputs) } else { Earned::default() };
    Some(Weighted {
        total,
        done,
        due,
        start,
        weeks,
        planned_weeks,
        last,
        counted: pieces.len(),
        without,
        result,
    })
}
