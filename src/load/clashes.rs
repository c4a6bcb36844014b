//! Fields of one record that need another one, or that nothing reads: the operations of scenarios, whose fields hang on
//! `op`.

use crate::diag::Finding;
use crate::diag::Part;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::SourceId;
use crate::load::faults;
use crate::load::places;
use crate::load::tree::Node;
use crate::model::AnyItem;
use crate::model::Operation;
use crate::model::ScenarioOp;

/// Finds the clashes of a record that stands at `node`. Fields in `broken` have findings of their own.
pub(crate) fn findings(
    record: &AnyItem,
    node: Node<'_>,
    source: SourceId,
    broken: &[String],
) -> Vec<Finding> {
    let AnyItem::Scenario(scenario) = record else { return Vec::new() };
    if broken.iter().any(|field| field == "ops") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (n, operation) in scenario.ops.iter().enumerate() {
        let at = Path::item().key("ops").index(n);
        for (field, message, help) in complaints(operation) {
            let span =
                places::walk(node, &at.clone().key(field), Part::Key, &[]).unwrap_or_else(|| node.span());
            let place = Place::Text(source, span);
            found.push(Finding::new(&faults::clashing_fields::META, place, message).help(help));
        }
    }
    found
}

/// Says what does not go together in an operation: the field to point at, what is wrong and what to do.
fn complaints(operation: &Operation) -> Vec<(&'static str, String, String)> {
    let op = operation.op;
    let (needed, others) = fields(op);
    let given = given(operation);
    let mut out = Vec::new();
    for name in needed.iter().filter(|name| !given.contains(name)) {
        out.push(("op", format!("the operation `{op}` needs `{name}`"), format!("add `{name}: …`")));
    }
    let is_choice = matches!(op, ScenarioOp::Set | ScenarioOp::Risk);
    if is_choice && !others.iter().any(|name| given.contains(name)) {
        let help = format!("add one of {}", listed(others));
        out.push(("op", format!("the operation `{op}` changes nothing"), help));
    }
    for name in given.into_iter().filter(|name| !needed.contains(name) && !others.contains(name)) {
        let help =
            format!("`{op}` reads {}; delete `{name}`, or change `op`", listed(&[needed, others].concat()));
        out.push((name, format!("`{name}` does nothing in the operation `{op}`"), help));
    }
    out
}

/// Tells whether an operation lacks what it needs, which is told as a clash: what it does is not known.
pub(crate) fn is_incomplete(operation: &Operation) -> bool {
    complaints(operation).iter().any(|(field, ..)| *field == "op")
}

/// The fields that an operation needs, and those that it reads besides.
fn fields(op: ScenarioOp) -> (&'static [&'static str], &'static [&'static str]) {
    match op {
        ScenarioOp::Remove => (&["item"], &[]),
        ScenarioOp::Set => {
            (&["item"], &["estimate", "duration", "effort", "remaining", "confidence", "skills", "team"])
        }
        ScenarioOp::Shift => (&["item", "by"], &[]),
        ScenarioOp::AddCapacity => {
            (&["team", "fte"], &["from", "to", "ramp", "mentor_cost", "skills", "cost_per_week"])
        }
        ScenarioOp::Risk => (&["item"], &["probability", "impact"]),
        ScenarioOp::Link => (&["pred", "succ"], &["type", "lag"]),
    }
}

/// The fields of an operation that are given, without `op` and `reason`.
fn given(operation: &Operation) -> Vec<&'static str> {
    let all = [
        ("item", operation.item.is_some()),
        ("estimate", operation.estimate.is_some()),
        ("duration", operation.duration.is_some()),
        ("effort", operation.effort.is_some()),
        ("remaining", operation.remaining.is_some()),
        ("confidence", operation.confidence.is_some()),
        ("by", operation.by.is_some()),
        ("team", operation.team.is_some()),
        ("fte", operation.fte.is_some()),
        ("from", operation.from.is_some()),
        ("ramp", operation.ramp.is_some()),
        ("to", operation.to.is_some()),
        ("skills", !operation.skills.is_empty()),
        ("cost_per_week", operation.cost_per_week.is_some()),
        ("mentor_cost", operation.mentor_cost.is_some()),
        ("probability", operation.probability.is_some()),
        ("impact", operation.impact.is_some()),
        ("pred", operation.pred.is_some()),
        ("succ", operation.succ.is_some()),
        ("type", operation.link.is_some()),
        ("lag", operation.lag.is_some()),
    ];
    all.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect()
}

/// Returns names as `` `item`, `by` ``.
fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
