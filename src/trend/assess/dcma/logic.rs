//! Check 1: open items without predecessor or successor.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;
use crate::trend::assess::population::is_planned;

static META: Meta = Meta {
    code: "DCMA-01",
    title: "Missing logic",
    limit: Limit::AtMostPercent(5),
    source: "DCMA-EA PAM 200.1 (2012) 4.1",
};

/// Counts open items without predecessor or without successor. The node that begins the program and the one that ends it
/// are exempt; a record that blocks something brings its own date and needs no predecessor.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let mut items = Vec::new();
    for (n, node) in scope.open() {
        let needs_before = Some(n) != scope.start && is_planned(node);
        let lacks_before = needs_before && scope.plan.predecessors(n).next().is_none();
        let lacks_after = Some(n) != scope.finish && scope.plan.successors(n).next().is_none();
        let words = match (lacks_before, lacks_after) {
            (true, true) => "neither predecessor nor successor",
            (true, false) => "no predecessor",
            (false, true) => "no successor",
            (false, false) => continue,
        };
        items.push(scope.item(node, words));
    }
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}
