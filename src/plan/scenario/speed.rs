//! What added people do to durations: Brooks' law in numbers.
//!
//! Only open work of the receiving team with `effort` changes: work that only has a duration says nothing of how many do
//! it, and calendar time passes as it does. The team's people are taken to divide themselves among its items as planned, so an item's rate grows and shrinks
//! with the team:
//!
//! duration = planned duration · (what was there) / (what is there), over the days on which the item is planned.
//!
//! - Added people first fill an overload: while the plan asks more than the team could do, *what was there* is what the plan
//!   asks. Only what is beyond it shortens work.
//! - While they ramp up, the colleagues who help them have less time. That is taken from slack first, and only what the plan
//!   asks beyond it lengthens work.
//! - Nothing becomes shorter than 75 % of its planned duration: no project in the data of Boehm, *Software Engineering
//!   Economics* (1981), chapter 27, was compressed further, whoever was added.
//!
//! Longer ranges shrink in proportion. Dates and durations depend on each other, so this is repeated until they agree, at
//! most four times.

use crate::model::Date;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::Milestone;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::build;
use crate::plan::capacity::Basis;
use crate::plan::capacity::Demand;
use crate::plan::capacity::Supply;
use crate::plan::capacity::TeamSupply;
use crate::plan::capacity::demands;
use crate::plan::result::NodeKey;
use crate::plan::scenario::overlay::Added;

/// Nothing becomes shorter than this share of its planned duration.
pub const MOST_COMPRESSED: f64 = 0.75;

/// Nor longer than this many times.
const MOST_STRETCHED: f64 = 4.0;

/// How often dates and durations are brought to agree.
const ROUNDS: usize = 4;

/// Work whose duration changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Paced {
    /// The item.
    pub key: NodeKey,
    /// The new duration as a share of the planned one.
    pub factor: f64,
}

/// Changes the durations of the work of teams that people were added to.
pub(super) fn pace(base: &Workspace, changed: &mut Workspace, added: &[Added], as_of: Date) -> Vec<Paced> {
    if added.is_empty() {
        return Vec::new();
    }
    let (before, after) = (Supply::new(base), Supply::new(changed));
    let planned = changed.clone();
    let mut teams: Vec<&Team> = added.iter().map(|added| &added.team).collect();
    teams.sort_unstable();
    teams.dedup();
    let mut paced: Vec<Paced> = Vec::new();
    for _ in 0..ROUNDS {
        let plan = build(changed, as_of);
        let asked = demands(changed, &plan);
        let mut next = planned.clone();
        let mut found = Vec::new();
        for team in &teams {
            let (Some(old), Some(new)) = (before.team(team), after.team(team)) else { continue };
            let own: Vec<&Demand> = asked.iter().filter(|d| is_of(d, team) && d.person_days > 0.0).collect();
            // What is asked at the planned pace: what is done faster asks more a day than was planned.
            let planned_pace = |demand: &Demand| {
                let key = &plan.nodes[demand.node].key;
                paced.iter().find(|item| item.key == *key).map_or(1.0, |item| item.factor)
            };
            let own: Vec<(&Demand, f64)> = own.into_iter().map(|d| (d, planned_pace(d))).collect();
            for (demand, _) in own.iter().filter(|(d, _)| d.basis == Basis::Effort) {
                let factor = factor(old, new, &own, demand);
                if (factor - 1.0).abs() < 0.005 {
                    continue;
                }
                let node = &plan.nodes[demand.node];
                let program = &mut next.programs[node.subject.program as usize];
                let milestone = program.milestones.get_mut(node.subject.index as usize);
                // Calendar time passes as it does, whoever waits.
                if let Some(milestone) = milestone.filter(|m| m.elapsed != Some(true)) {
                    scale(milestone, factor);
                    found.push(Paced { key: node.key.clone(), factor });
                }
            }
        }
        *changed = next;
        let is_same = found == paced;
        paced = found;
        if is_same {
            break;
        }
    }
    paced.sort_by(|a, b| a.key.cmp(&b.key));
    paced
}

fn is_of(demand: &Demand, team: &Team) -> bool {
    demand.team.as_ref().is_some_and(|own| own.as_str().eq_ignore_ascii_case(team.as_str()))
}

/// Returns the new duration of an item as a share of the planned one. Each demand comes with its present pace: duration as a
/// share of the planned one.
fn factor(old: &TeamSupply, new: &TeamSupply, asked: &[(&Demand, f64)], demand: &Demand) -> f64 {
    let (first, last) = demand.days;
    let was: f64 = old.between(first, last).iter().sum();
    let is: f64 = new.between(first, last).iter().sum();
    if was <= 0.0 || is <= 0.0 {
        return 1.0;
    }
    let needed: f64 =
        asked.iter().map(|(demand, pace)| demand.between(&old.calendar, first, last) * pace).sum();
    let rate = if is >= was { (is / was.max(needed)).max(1.0) } else { (is / was.min(needed)).min(1.0) };
    (1.0 / rate).clamp(MOST_COMPRESSED, MOST_STRETCHED)
}

/// Scales what a milestone takes, and what is left of it.
fn scale(milestone: &mut Milestone, factor: f64) {
    let by = |duration: &mut Option<Duration>| {
        if let Some(duration) = duration {
            *duration = scaled(*duration, factor);
        }
    };
    by(&mut milestone.duration);
    by(&mut milestone.remaining);
    if let Some(Estimate { low, likely, high, p50, p90, mean, sd, .. }) = &mut milestone.estimate {
        [low, likely, high, p50, p90, mean, sd].into_iter().for_each(by);
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // thousandths of at most ten thousand days
fn scaled(duration: Duration, factor: f64) -> Duration {
    Duration { thousandths: (duration.thousandths as f64 * factor).round() as i64, unit: duration.unit }
}
