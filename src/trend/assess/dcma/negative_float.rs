//! Check 7: open items that are too late for something behind them.

use crate::diag::wording;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;

static META: Meta = Meta {
    code: "DCMA-07",
    title: "Negative float",
    limit: Limit::AtMostPercent(0),
    source: "DCMA-EA PAM 200.1 (2012) 4.7",
};

/// Counts open items with negative total float, each with what it is too late for.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let mut items = Vec::new();
    for (n, node) in scope.open().filter(|(_, node)| node.total_float < 0.0) {
        let cause = cause(scope, n).map(|cause| format!(" for {cause}")).unwrap_or_default();
        let words = format!("{} too late{cause}", wording::working_days(node.total_float));
        items.push(scope.item(node, words));
    }
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}

/// Finds what bounds a node: along successors with the same float (at most the length of the plan), the first one that
/// has a date of its own to keep.
fn cause(scope: &Scope<'_>, from: usize) -> Option<String> {
    let mut at = from;
    for _ in 0..scope.plan.nodes.len() {
        let node = scope.node(at);
        let constraint = scope.milestone(node).and_then(|milestone| milestone.constraint.as_ref());
        let bound = constraint.and_then(|c| {
            let bounds = [
                ("must_start_on", c.must_start_on),
                ("start_no_later_than", c.start_no_later_than),
                ("must_finish_on", c.must_finish_on),
                ("finish_no_later_than", c.finish_no_later_than),
            ];
            bounds.into_iter().find_map(|(key, day)| Some(format!("`{key}` {}", day?)))
        });
        let commitment = || {
            let committed = node.committed.filter(|_| node.variance.is_some_and(|late| late > 0.0))?;
            Some(format!("its commitment {committed}"))
        };
        // The least float along a path is that of what bounds it: go on while a successor has no more.
        let next = scope.plan.successors(at).map(|edge| edge.to);
        let next = next.filter(|n| !scope.node(*n).is_done && scope.node(*n).total_float <= node.total_float);
        match (bound.or_else(commitment), next.min()) {
            (Some(words), _) if at == from => return Some(words),
            (Some(words), _) => {
                return Some(format!("{words} of `{}`", scope.name(&node.key)).replace("its ", "the "));
            }
            (None, Some(next)) => at = next,
            (None, None) => return None,
        }
    }
    None
}
