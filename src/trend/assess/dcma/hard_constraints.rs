//! Check 5: open items that a hard constraint pins.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;

static META: Meta = Meta {
    code: "DCMA-05",
    title: "Hard constraints",
    limit: Limit::AtMostPercent(5),
    source: "DCMA-EA PAM 200.1 (2012) 4.5",
};

/// Counts open items that must start or finish on a day, or not after one. Not before a day, and as late as possible, are
/// soft; a commitment is measured, it pins nothing.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let mut items = Vec::new();
    for (_, node) in scope.open() {
        let Some(constraint) = scope.milestone(node).and_then(|milestone| milestone.constraint.as_ref())
        else {
            continue;
        };
        let hard = [
            ("must_start_on", constraint.must_start_on),
            ("must_finish_on", constraint.must_finish_on),
            ("start_no_later_than", constraint.start_no_later_than),
            ("finish_no_later_than", constraint.finish_no_later_than),
        ];
        let given = hard.into_iter().filter_map(|(key, day)| Some(format!("{key} {}", day?)));
        let given: Vec<String> = given.collect();
        if !given.is_empty() {
            items.push(scope.item(node, given.join(", ")));
        }
    }
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}
