//! The pages of a program.

use serde::Serialize;

use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::report::Inputs;
use crate::report::MilestoneRow;
use crate::report::Named;
use crate::report::Pack;
use crate::report::changes;
use crate::report::changes::ChangesView;
use crate::report::decisions;
use crate::report::decisions::DecisionsView;
use crate::report::kpis;
use crate::report::kpis::KpiPage;
use crate::report::raid;
use crate::report::raid::RaidView;
use crate::report::readiness;
use crate::report::readiness::ReadinessView;
use crate::report::scene::Scene;
use crate::report::site::HistoryView;
use crate::report::site::TimelineView;
use crate::report::status;
use crate::report::status::StatusView;

/// The most programs whose KPIs are measured: each looks at the history of all.
const MEASURED: usize = 50;

/// Everything that the pages of a program show.
#[derive(Debug, Serialize)]
pub struct ProgramView {
    /// The version of this shape.
    pub version: u32,
    /// The program's own page.
    pub status: StatusView,
    /// The plan over time.
    pub timeline: TimelineView,
    /// The milestones, by expected finish.
    pub milestones: Vec<MilestoneRow>,
    /// The milestones that are cancelled: they take no part in the plan.
    pub cancelled: Vec<Named>,
    /// The RAID log.
    pub raid: RaidView,
    /// The decisions.
    pub decisions: DecisionsView,
    /// The changes of scope.
    pub changes: ChangesView,
    /// The gates.
    pub gates: Vec<ReadinessView>,
    /// The KPIs with their evidence; none where there are too many programs to measure each.
    pub kpis: Option<KpiPage>,
    /// The plan as of each week.
    pub history: HistoryView,
}

/// Builds the pages of the programs that are asked for, and hands each to `take`.
pub fn programs<T>(inputs: &Inputs<'_>, mut take: impl FnMut(ProgramView) -> Vec<T>) -> Vec<T> {
    Scene::each(inputs, |scene| take(view(scene)))
}

fn view(scene: &Scene<'_>) -> ProgramView {
    let milestones = MilestoneRow::all(scene);
    ProgramView {
        version: super::VERSION,
        status: status::view(scene, Pack::Executive),
        timeline: TimelineView::new(scene, &milestones),
        raid: raid::view(scene),
        decisions: decisions::view(scene),
        changes: changes::view(scene),
        gates: scene.program.readiness.iter().map(|gate| readiness::view(scene, gate)).collect(),
        cancelled: cancelled(scene),
        kpis: (scene.inputs.workspace.programs.len() <= MEASURED).then(|| kpis::view(scene)),
        history: HistoryView::new(scene),
        milestones,
    }
}

fn cancelled(scene: &Scene<'_>) -> Vec<Named> {
    let is_it = |m: &&Milestone| m.status() == MilestoneStatus::Cancelled;
    let named = |m: &Milestone| Named { id: m.id.to_string(), title: m.title.to_string() };
    scene.program.milestones.iter().filter(is_it).map(named).collect()
}
