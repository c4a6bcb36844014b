//! Check 9: forecast dates in the past, actual dates in the future.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::population::is_planned;

static META: Meta = Meta {
    code: "DCMA-09",
    title: "Invalid dates",
    limit: Limit::NoneAtAll,
    source: "DCMA-EA PAM 200.1 (2012) 4.9",
};

/// Counts open items whose forecast start or finish has passed (9a), and items with an actual date after the day of the
/// plan (9b).
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let as_of = scope.plan.as_of;
    let mut items = Vec::new();
    let (mut forecast, mut actual) = (0, 0);
    for (_, node) in scope.open().filter(|(_, node)| is_planned(node)) {
        let is_past = node.early_finish < as_of || (!node.is_started && node.early_start < as_of);
        if is_past {
            forecast += 1;
            items.push(scope.item(node, format!("9a: open, and forecast for {}", node.early_finish)));
        }
    }
    for (node, milestone) in scope.milestones() {
        let dates = [("started", milestone.started), ("finished", milestone.finished)];
        let future = dates.into_iter().filter_map(|(key, day)| Some((key, day.filter(|day| *day > as_of)?)));
        let future: Vec<String> = future.map(|(key, day)| format!("{key} {day}")).collect();
        if !future.is_empty() {
            actual += 1;
            items.push(scope.item(node, format!("9b: {}, after {as_of}", future.join(", "))));
        }
    }
    Check::count(&META, items).with_reason(format!(
        "9a forecast dates before {as_of}: {forecast}; 9b actual dates after it: {actual}"
    ))
}
