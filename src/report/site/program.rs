//! The pages of a program.

use serde::Serialize;

use crate::report::Inputs;
use crate::report::MilestoneRow;
use crate::report::Pack;
use crate::report::changes;
use crate::report::changes::ChangesView;
use crate::report::decisions;
use crate::report::decisions::DecisionsView;
use crate::report::raid;
use crate::report::raid::RaidView;
use crate::report::readiness;
use crate::report::readiness::ReadinessView;
use crate::report::scene::Scene;
use crate::report::site::TimelineView;
use crate::report::status;
use crate::report::status::StatusView;

/// Everything that the pages of a program show.
#[derive(Clone, Debug, Serialize)]
pub struct ProgramView {
    /// The version of this shape.
    pub version: u32,
    /// The program's own page.
    pub status: StatusView,
    /// The plan over time.
    pub timeline: TimelineView,
    /// The milestones, by expected finish.
    pub milestones: Vec<MilestoneRow>,
    /// The RAID log.
    pub raid: RaidView,
    /// The decisions.
    pub decisions: DecisionsView,
    /// The changes of scope.
    pub changes: ChangesView,
    /// The gates.
    pub gates: Vec<ReadinessView>,
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
        milestones,
    }
}
