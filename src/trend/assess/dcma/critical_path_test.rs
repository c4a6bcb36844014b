//! Check 12: whether a long delay of critical work moves the end of the program.

use crate::plan::NodeKind;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Population;
use crate::trend::assess::Scope;
use crate::trend::assess::Verdict;

/// The working days that are added.
const ADDED: u32 = 600;

static META: Meta = Meta {
    code: "DCMA-12",
    title: "Critical path test",
    limit: Limit::AtLeastDays(ADDED),
    source: "DCMA-EA PAM 200.1 (2012) 4.12",
};

/// Adds 600 working days to the earliest critical work on a copy of the plan whose end nothing pins, schedules it again,
/// and measures how far the end moves.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let is_tested =
        |node: &crate::plan::PlanNode| scope.population == Population::Nodes || node.kind == NodeKind::Work;
    let Some(test) = scope.plan.delay_test(&scope.program.id, f64::from(ADDED), is_tested) else {
        return Check::not_applicable(&META, "no critical work is open");
    };
    let name = scope.name(&test.key);
    let finish = scope.span.finish_node.as_ref().map(|end| scope.name(end)).unwrap_or_default();
    let is_passed = test.moved >= test.injected || test.is_carried;
    let moved = format!("{}", (test.moved * 10.0).round() / 10.0);
    let reason = if is_passed {
        format!("{ADDED} working days more on `{name}` move `{finish}` by {moved}")
    } else {
        format!(
            "{ADDED} working days more on `{name}` move `{finish}` by {moved} only: something else holds it"
        )
    };
    let words = format!("delayed by {ADDED} working days");
    Check {
        value: Some(test.moved),
        numerator: Some(test.moved),
        denominator: Some(test.injected),
        verdict: if is_passed { Verdict::Pass } else { Verdict::Flag },
        ..Check::not_applicable(&META, reason)
    }
    .with_items(scope.plan.node(&test.key).map(|node| scope.item(node, words)).into_iter().collect())
}
