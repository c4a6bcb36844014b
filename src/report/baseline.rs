//! Baselines: those that are named, and what one of them said.

use serde::Serialize;

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::report::diff::Side;
use crate::report::plan::PlanView;

/// The baselines of a repository.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaselinesView {
    /// The version of this shape.
    pub version: u32,
    /// The baselines by name.
    pub baselines: Vec<BaselineRow>,
}

/// A named baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BaselineRow {
    /// Its name.
    pub name: String,
    /// The commit, in full.
    pub commit: String,
    /// The day of the commit.
    pub day: String,
    /// The day on which it was named; unknown for a tag without a note.
    pub named: Option<String>,
    /// Who named it.
    pub by: Option<String>,
    /// Why.
    pub why: String,
}

/// What a baseline said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaselineView {
    /// The version of this shape.
    pub version: u32,
    /// The baseline.
    pub baseline: BaselineRow,
    /// What its programs were.
    pub programs: Vec<BaselineProgram>,
}

/// A program of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BaselineProgram {
    /// The program.
    pub id: String,
    /// Its expected finish then.
    pub finish: String,
    /// What was committed, by date.
    pub commitments: Vec<Commitment>,
}

/// A commitment of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// The item.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The committed date.
    pub committed: String,
    /// The expected finish then.
    pub finish: String,
}

/// Builds what a baseline said of the programs that are asked for.
pub fn build(baseline: BaselineRow, plan: &Plan, wants: impl Fn(&str) -> bool) -> BaselineView {
    let programs = plan.programs.iter().filter(|p| wants(p.id.as_str())).map(|program| {
        let mine = plan.nodes.iter().filter(|node| node.key.program == program.id);
        let mut committed: Vec<(Date, &PlanNode)> = mine.filter_map(|n| Some((n.committed?, n))).collect();
        committed.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
        let row = |(date, node): (Date, &PlanNode)| Commitment {
            id: node.key.id.to_string(),
            title: node.title.clone(),
            committed: date.to_string(),
            finish: node.early_finish.to_string(),
        };
        BaselineProgram {
            id: program.id.to_string(),
            finish: program.finish.to_string(),
            commitments: committed.into_iter().map(row).collect(),
        }
    });
    BaselineView { version: 1, baseline, programs: programs.collect() }
}

/// Sets a baseline's dates beside those of a plan. Working days are those of the plan's own calendars.
pub fn beside(view: &mut PlanView, side: Side, then: &Plan, now: &Plan, workspace: &Workspace) {
    let calendars = Calendars::new(workspace);
    for program in &mut view.programs {
        let id = crate::model::Id::new(program.id.as_str());
        let old = then.program(&id);
        program.baseline_finish = old.map(|p| p.finish.to_string());
        let end = |plan: &Plan| {
            let key = plan.program(&id)?.finish_node.clone()?;
            plan.node(&key).cloned()
        };
        program.baseline_variance = end(then).zip(end(now)).map(|(a, b)| {
            let calendar = calendars.of_team(b.team.as_ref());
            calendar.days(calendar.work_between(a.finish_at, b.finish_at))
        });
        for item in &mut program.items {
            let node = crate::model::Id::new(item.id.as_str());
            let Some(node) = now.find(&id, &node) else { continue };
            let Some(old) = earlier(workspace, then, node) else { continue };
            let calendar = calendars.of_team(node.team.as_ref());
            item.baseline_finish = Some(old.early_finish.to_string());
            item.baseline_committed = old.committed.map(|d| d.to_string());
            item.baseline_variance =
                Some(calendar.days(calendar.work_between(old.finish_at, node.finish_at)));
        }
    }
    view.baseline = Some(side);
}

/// Finds what a node was in an earlier plan: by its id, or by a former one.
fn earlier<'p>(workspace: &Workspace, then: &'p Plan, node: &PlanNode) -> Option<&'p PlanNode> {
    let program = workspace.program(&node.key.program)?;
    let former = program.item(node.subject).map(|item| item.aliases()).unwrap_or_default();
    std::iter::once(&node.key.id).chain(former).find_map(|id| then.find(&node.key.program, id))
}
