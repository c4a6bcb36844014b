//! The forecast against known answers, against the plan, and against itself.

mod known;
mod promises;

use serde_json::Value as Json;
use serde_json::json;

use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::build;
use crate::plan::build::tests::day;
use crate::plan::build::tests::workspace;
use crate::plan::forecast::Forecast;
use crate::plan::forecast::ItemForecast;
use crate::plan::forecast::Options;
use crate::plan::forecast::Risks;
use crate::plan::forecast::forecast;

const OPTIONS: Options = Options { trials: 50_000, seed: 1, level: 0.8, risks: Risks::Current };

/// Returns a workspace, and its plan for Monday 2026-03-02.
fn planned(json: &Json) -> (Workspace, Plan) {
    let workspace = workspace(json);
    let plan = build(&workspace, day("2026-03-02"));
    (workspace, plan)
}

/// Forecasts one program `p` for Monday 2026-03-02.
fn drawn(program: &Json, options: Options) -> Forecast {
    let (workspace, plan) = planned(&json!({"programs": {"p": program}}));
    forecast(&workspace, &plan, options).unwrap()
}

fn item<'a>(forecast: &'a Forecast, id: &str) -> &'a ItemForecast {
    forecast.items.iter().find(|item| item.key.id.as_str() == id).unwrap_or_else(|| panic!("no item {id}"))
}
