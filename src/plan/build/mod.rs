//! From a workspace to its plan: one network for all programs, scheduled for a day.
//!
//! `nodes.rs` says what takes part and where its dates come from, `edges.rs` what waits for what, `shown.rs` turns the
//! schedule back into dates.

mod edges;
mod milestone;
mod names;
mod nodes;
mod record;
mod shown;
mod start;

#[cfg(test)]
pub(in crate::plan) mod tests;

use std::cmp::Ordering;
use std::sync::Arc;

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::build::edges::Edge;
pub(crate) use names::name;

use crate::plan::build::names::Names;
use crate::plan::build::nodes::Draft;
use crate::plan::build::start::ProgramStart;
use crate::plan::calendars::Calendars;
use crate::plan::calendars::number;
use crate::plan::engine::Engine;
use crate::plan::network::Cause;
use crate::plan::network::Floor;
use crate::plan::network::Link;
use crate::plan::network::Network;
use crate::plan::network::Side;
use crate::plan::result::LeftOut;
use crate::plan::result::NodeKind;
use crate::plan::result::Plan;

/// What is built up for the plan.
struct Builder<'a> {
    workspace: &'a Workspace,
    as_of: Date,
    calendars: Calendars,
    starts: Vec<ProgramStart>,
    left_out: Vec<LeftOut>,
}

/// Builds the plan of a workspace for a day.
///
/// The plan does not depend on the order of files and items: nodes are sorted by program and id, edges by their nodes.
pub fn build(workspace: &Workspace, as_of: Date) -> Plan {
    let mut builder = Builder {
        workspace,
        as_of,
        calendars: Calendars::new(workspace),
        starts: start::starts(workspace, as_of),
        left_out: Vec::new(),
    };
    let mut drafts = builder.drafts();
    let names = Names::new(workspace, &drafts);
    let edges = builder.edges(&mut drafts, &names);
    builder.let_commitments_drive(&mut drafts, &edges);
    let ends = builder.ends(&names);
    builder.left_out.sort_by(|a, b| (&a.place, &a.reason).cmp(&(&b.place, &b.reason)));
    let Builder { starts, left_out, calendars, .. } = builder;

    let links = edges.iter().map(|edge| edge.link).collect();
    let activities = drafts.iter().map(|draft| draft.activity.clone()).collect();
    let network = Network::new(calendars.into_list(), activities, links, ends);
    let schedule = network.schedule();
    let engine = Engine { network, schedule };
    let names = names.into_map();
    let mut plan = shown::Shown { workspace, as_of, engine: &engine, starts: &starts }.plan(drafts, edges);
    plan.left_out = left_out;
    let all = |count: usize| (0..).take(count).collect();
    plan.keep(Some(Arc::new(engine)), all(plan.nodes.len()), all(plan.programs.len()), names);
    plan
}

impl Builder<'_> {
    /// Puts pure milestones that nothing drives on their committed dates.
    ///
    /// Decisions, issues and gates hold a milestone back, and never pull it forward: a launch that is committed for the
    /// 18th does not move to today because of a gate without a date.
    fn let_commitments_drive(&self, drafts: &mut [Draft], edges: &[Edge]) {
        let mut has_predecessor = vec![false; drafts.len()];
        for edge in edges {
            has_predecessor[edge.link.to as usize] = true;
        }
        for (draft, has_predecessor) in drafts.iter_mut().zip(has_predecessor) {
            draft.is_undated &= draft.activity.finished.is_some() || !has_predecessor;
        }
        let mut is_driven = vec![false; drafts.len()];
        for Edge { link, .. } in edges {
            let from = &drafts[link.from as usize];
            is_driven[link.to as usize] |= match from.kind {
                NodeKind::Work | NodeKind::Milestone => true,
                NodeKind::Dependency => !from.is_undated,
                NodeKind::Decision | NodeKind::Issue | NodeKind::Gate => false,
            };
        }
        for (draft, is_driven) in drafts.iter_mut().zip(is_driven) {
            let activity = &mut draft.activity;
            let is_free = draft.is_pure && !is_driven && activity.constraints.is_empty();
            if !is_free || activity.finished.is_some() {
                continue;
            }
            if let Some(committed) = draft.committed {
                let day = number(committed.max(self.as_of));
                let at = self.calendars.get(activity.calendar).closing(day);
                activity.floor = Floor { at, side: Side::Close, cause: Cause::Commitment };
            }
            // What waits for something that is not there has a finding already.
            draft.is_undriven = activity.floor.cause != Cause::ProgramStart && !draft.has_lost_predecessor;
        }
    }

    /// Finds the node that each program's charter names as its end.
    fn ends(&self, names: &Names) -> Vec<Option<u32>> {
        let named = self.workspace.programs.iter().map(|program| {
            let end = program.charter.as_ref()?.finish_milestone.as_ref()?;
            names.find(program.index, end)
        });
        named.collect()
    }
}

impl Edge {
    /// Orders edges by what they join, so that the order of files does not matter.
    fn order(&self, other: &Edge) -> Ordering {
        let joins = |edge: &Edge| {
            let Link { from, to, kind, lag, is_elapsed } = edge.link;
            (to, from, kind, lag, is_elapsed)
        };
        joins(self).cmp(&joins(other)).then_with(|| self.place.cmp(&other.place))
    }
}
