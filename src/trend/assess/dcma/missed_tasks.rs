//! Check 11: what finished, or will finish, after its baseline.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;

static META: Meta = Meta {
    code: "DCMA-11",
    title: "Missed tasks",
    limit: Limit::AtMostPercent(5),
    source: "DCMA-EA PAM 200.1 (2012) 4.11",
};

/// Of the items whose baseline finish is on or before the day of the plan, done or not, counts those that finished, or
/// are expected to finish, after it. Without a baseline an item takes no part; one that is done on a day that nobody wrote
/// down is not missed.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let mut due = 0;
    let mut items = Vec::new();
    let mut has_baseline = false;
    for (node, milestone) in scope.milestones() {
        let Some(baseline) = milestone.committed else { continue };
        has_baseline = true;
        if baseline > scope.plan.as_of {
            continue;
        }
        due += 1;
        let (finish, verb) = if node.is_done {
            (milestone.finished, "finished")
        } else {
            (Some(node.early_finish), "expected")
        };
        if let Some(finish) = finish.filter(|finish| *finish > baseline) {
            items.push(scope.item(node, format!("due {baseline}, {verb} {finish}")));
        }
    }
    match due {
        0 if !has_baseline => Check::not_applicable(&META, "no item has a baseline (`committed`)"),
        0 => Check::not_applicable(&META, format!("no baseline finish is due by {}", scope.plan.as_of)),
        _ => {
            let counted = items.len();
            Check::share(&META, items, counted, due, "items that are due")
        }
    }
}
