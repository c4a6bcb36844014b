//! The independent check of a levelled plan: links and capacity from the instants alone, not from how they were found.

use thiserror::Error;

use crate::model::LinkType;
use crate::model::Workspace;
use crate::plan::instant::DAY;
use crate::plan::instant::Instant;
use crate::plan::level::levelled::Ground;
use crate::plan::level::levelled::Levelled;
use crate::plan::level::pools::Need;
use crate::plan::network::Network;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;

/// What is wrong with a levelled plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Breach {
    /// Nothing can be checked: something is withheld.
    #[error("the plan is not whole")]
    Withheld,
    /// An item begins before its early date.
    #[error("`{0}` is before its early dates")]
    TooEarly(NodeKey),
    /// A link does not hold.
    #[error("`{1}` does not wait for `{0}`")]
    Link(NodeKey, NodeKey),
    /// A pool is asked for more than there is.
    #[error("team or person {0} is asked for more than there is on day {1}")]
    Capacity(usize, i64),
}

/// Checks a levelled plan.
pub fn check(workspace: &Workspace, plan: &Plan, levelled: &Levelled) -> Result<(), Breach> {
    let ground = Ground::new(workspace, plan).ok_or(Breach::Withheld)?;
    let network = &ground.engine.network;
    for (n, (node, early)) in levelled.nodes.iter().zip(&plan.nodes).enumerate() {
        if node.finish_at < early.finish_at
            || (network.activities[n].started.is_none() && node.start_at < early.start_at)
        {
            return Err(Breach::TooEarly(early.key.clone()));
        }
    }
    links(network, plan, levelled)?;
    capacity(&ground, levelled)
}

fn links(network: &Network, plan: &Plan, levelled: &Levelled) -> Result<(), Breach> {
    for number in (0..plan.nodes.len()).flat_map(|n| network.order.incoming(n)) {
        let link = &network.links[*number as usize];
        let (from, to) = (link.from as usize, link.to as usize);
        if plan.nodes[to].is_done || plan.nodes[to].is_started {
            continue;
        }
        let (source, target) = (&levelled.nodes[from], &levelled.nodes[to]);
        let (a, b) = match link.kind {
            LinkType::FinishToStart => (source.finish_at, target.start_at),
            LinkType::StartToStart => (source.start_at, target.start_at),
            LinkType::FinishToFinish => (source.finish_at, target.finish_at),
            LinkType::StartToFinish => (source.start_at, target.finish_at),
        };
        let between = if link.is_elapsed { b.0 - a.0 } else { network.calendar(to).work_between(a, b) };
        let is_kept = between >= link.lag || b >= a + link.lag;
        if !is_kept {
            return Err(Breach::Link(plan.nodes[from].key.clone(), plan.nodes[to].key.clone()));
        }
    }
    Ok(())
}

/// Sums for every pool and day what the items take that were placed; work in progress alone may ask for too much.
fn capacity(ground: &Ground<'_>, levelled: &Levelled) -> Result<(), Breach> {
    let network = &ground.engine.network;
    let site = ground.site();
    for (k, pool) in ground.pools.list.iter().enumerate() {
        let mut used = vec![0_i64; pool.there.len()];
        let mut is_placed = vec![false; pool.there.len()];
        for (n, node) in levelled.nodes.iter().enumerate() {
            let activity = &network.activities[n];
            let people: i64 =
                ground.needs[n].iter().filter(|need| need.pool == k).map(|need: &Need| need.people).sum();
            if people == 0 || activity.finished.is_some() {
                continue;
            }
            let calendar = network.calendar(n);
            let rest = if activity.started.is_some() {
                calendar.sub_work(node.finish_at, activity.span)
            } else {
                node.start_at
            };
            for day in rest.day()..=node.finish_at.0.div_euclid(DAY) {
                let (from, to) =
                    (rest.max(Instant::midnight(day)), node.finish_at.min(Instant::midnight(day + 1)));
                let minutes = if from < to { calendar.work_between(from, to) } else { 0 };
                let Some(at) = usize::try_from(day - ground.first).ok().filter(|at| *at < used.len()) else {
                    continue;
                };
                if minutes > 0 {
                    used[at] += (people * minutes).min(pool.there[at]);
                    is_placed[at] |= !site.is_fixed[n];
                }
            }
        }
        let over = (0..used.len()).find(|at| is_placed[*at] && used[*at] > pool.there[*at]);
        if let Some(at) = over {
            return Err(Breach::Capacity(k, ground.first + at as i64));
        }
    }
    Ok(())
}
