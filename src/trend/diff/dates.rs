//! What a difference does to the dates: what moved, by how much, and what became critical.

use std::collections::BTreeSet;

use crate::model::Date;
use crate::model::Id;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::plan::Plan;
use crate::plan::PlanNode;

/// The finish of an item before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct DateChange {
    /// The item, as it is called after.
    pub key: NodeKey,
    /// What it is.
    pub kind: NodeKind,
    /// Its title.
    pub title: String,
    /// Its finish before.
    pub before: Date,
    /// Its finish after.
    pub after: Date,
    /// Working days between, of its calendar after; positive is later.
    pub days: f64,
    /// It is on a longest path after.
    pub is_critical: bool,
    /// It was on a longest path before.
    pub was_critical: bool,
    /// It has a committed date, which it meets before and not after.
    pub is_missed: bool,
    /// It has a committed date, which it meets after and not before.
    pub is_met_again: bool,
}

/// A program's end before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramDates {
    /// The program.
    pub id: Id,
    /// Its finish before; none when it was not there.
    pub before: Option<Date>,
    /// Its finish after; none when it is gone.
    pub after: Option<Date>,
    /// Working days between, of the calendar of what ends it after; positive is later.
    pub days: f64,
    /// What ends it after.
    pub end: Option<NodeKey>,
    /// What is on its longest path after and was on none before.
    pub newly_critical: Vec<NodeKey>,
    /// What was on its longest path before and is on none after.
    pub no_longer_critical: Vec<NodeKey>,
    /// The longest path before.
    pub path_before: Vec<NodeKey>,
    /// The longest path after.
    pub path_after: Vec<NodeKey>,
}

/// The dates of two plans, compared.
#[derive(Clone, Debug, Default)]
pub struct DatesDiff {
    /// The programs.
    pub programs: Vec<ProgramDates>,
    /// Items whose finish moved, by program and the finish after.
    pub moved: Vec<DateChange>,
}

impl DatesDiff {
    /// Compares two plans. Working days are those of the later workspace, so that they can be added up.
    pub fn new(before: &Plan, after: &Plan, workspace: &Workspace) -> DatesDiff {
        let calendars = Calendars::new(workspace);
        let mut diff = DatesDiff::default();
        for program in &after.programs {
            let old = before.program(&program.id);
            let newly = |all: &Plan, key: &NodeKey, other: &Plan| {
                let here = all.node(key).is_some_and(|n| n.is_critical && !n.is_done);
                here && !other.node(key).is_some_and(|n| n.is_critical)
            };
            let mine = |node: &&PlanNode| node.key.program == program.id;
            let newly_critical = after.nodes.iter().filter(mine).map(|n| &n.key);
            let no_longer = before.nodes.iter().filter(mine).map(|n| &n.key);
            let end = program.finish_node.clone();
            diff.programs.push(ProgramDates {
                id: program.id.clone(),
                before: old.map(|p| p.finish),
                after: Some(program.finish),
                days: end
                    .as_ref()
                    .zip(old)
                    .and_then(|(end, old)| {
                        let last = before.node(old.finish_node.as_ref()?)?;
                        let now = after.node(end)?;
                        Some(days_between(&calendars, now, last.finish_at, now.finish_at))
                    })
                    .unwrap_or(0.0),
                end,
                newly_critical: newly_critical.filter(|key| newly(after, key, before)).cloned().collect(),
                no_longer_critical: no_longer
                    .filter(|key| newly(before, key, after) && after.node(key).is_some_and(|n| !n.is_done))
                    .cloned()
                    .collect(),
                path_before: old.map(|p| p.critical_path.clone()).unwrap_or_default(),
                path_after: program.critical_path.clone(),
            });
        }
        for program in before.programs.iter().filter(|p| after.program(&p.id).is_none()) {
            diff.programs.push(ProgramDates {
                id: program.id.clone(),
                before: Some(program.finish),
                after: None,
                days: 0.0,
                end: None,
                newly_critical: Vec::new(),
                no_longer_critical: Vec::new(),
                path_before: program.critical_path.clone(),
                path_after: Vec::new(),
            });
        }
        diff.moved = moved(before, after, &calendars);
        diff
    }
}

/// Returns working days between two instants in the calendar of a node's team.
pub(crate) fn days_between(calendars: &Calendars, node: &PlanNode, from: Instant, to: Instant) -> f64 {
    let calendar = calendars.of_team(node.team.as_ref());
    calendar.days(calendar.work_between(from, to))
}

fn moved(before: &Plan, after: &Plan, calendars: &Calendars) -> Vec<DateChange> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for node in &before.nodes {
        // An id that is former by now leads to the node of today.
        let Some(now) = after.node(&node.key).or_else(|| by_former_id(before, after, node)) else { continue };
        if !seen.insert(&now.key) || now.early_finish == node.early_finish {
            continue;
        }
        let is_late = |n: &PlanNode| n.variance.is_some_and(|v| v > 0.0);
        out.push(DateChange {
            key: now.key.clone(),
            kind: now.kind,
            title: now.title.clone(),
            before: node.early_finish,
            after: now.early_finish,
            days: days_between(calendars, now, node.finish_at, now.finish_at),
            is_critical: now.is_critical,
            was_critical: node.is_critical,
            is_missed: is_late(now) && node.committed.is_some() && !is_late(node),
            is_met_again: now.committed.is_some() && !is_late(now) && is_late(node),
        });
    }
    out.sort_by(|a, b| (&a.key.program, a.after, &a.key).cmp(&(&b.key.program, b.after, &b.key)));
    out
}

/// Returns the node that a name of the earlier plan leads to when ids were swapped for their aliases the other way.
fn by_former_id<'p>(before: &Plan, after: &'p Plan, node: &PlanNode) -> Option<&'p PlanNode> {
    after.nodes.iter().find(|now| {
        now.key.program == node.key.program && before.node(&now.key).is_some_and(|old| old.key == node.key)
    })
}
