//! What the numbers foretell: every metric that is on its way to a target, as `epm indicators` says it.

use serde::Serialize;

use crate::report::indicators;
use crate::report::scene::Scene;

/// A metric and what it foretells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForetoldRow {
    /// The metric.
    pub id: String,
    /// What is measured.
    pub title: String,
    /// `forecast`, or `no-forecast` with the reason in the text.
    pub state: &'static str,
    /// What it comes to, in sentences.
    pub text: String,
    /// What a reader should know before believing it.
    pub warnings: Vec<String>,
}

/// Returns the metrics that have a target and are not there yet.
pub(super) fn foretold(scene: &Scene<'_>) -> Vec<ForetoldRow> {
    let own = scene.program.id.as_str();
    let all = |_: &crate::model::Program, _: &crate::model::Metric| true;
    let view = indicators::build(scene.inputs.workspace, scene.inputs.plan, |id| id == own, Some(&all));
    let open = view.metrics.into_iter().filter(|row| row.target.is_some() && row.state != "reached");
    open.map(|row| ForetoldRow {
        id: row.id,
        title: row.title,
        state: row.state,
        text: row.answer.replace('`', ""),
        warnings: row.warnings.into_iter().map(|warning| warning.text).collect(),
    })
    .collect()
}
