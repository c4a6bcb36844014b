//! Check 14: how much was finished of what should have been: BEI.

use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;

static META: Meta = Meta {
    code: "DCMA-14",
    title: "Baseline execution index (BEI)",
    limit: Limit::AtLeastHundredths(95),
    source: "DCMA-EA PAM 200.1 (2012) 4.14 and DAU: finished / (baselined to finish by now + without baseline)",
};

/// BEI by PAM and DAU: everything that is finished, divided by what has a baseline finish on or before the day of the plan
/// and what has none. May exceed 1. The items are what is due and open.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let (mut finished, mut due, mut unbaselined) = (0_i64, 0_i64, 0_i64);
    let mut items: Vec<Item> = Vec::new();
    let mut has_baseline = false;
    for (node, milestone) in scope.milestones() {
        finished += i64::from(node.is_done);
        has_baseline |= milestone.committed.is_some();
        match milestone.committed {
            None => unbaselined += 1,
            Some(baseline) if baseline <= scope.plan.as_of => {
                due += 1;
                if !node.is_done {
                    items.push(scope.item(node, format!("due {baseline}, open")));
                }
            }
            Some(_) => {}
        }
    }
    if !has_baseline {
        return Check::not_applicable(&META, "no item has a baseline (`committed`)");
    }
    if due + unbaselined == 0 {
        return Check::not_applicable(&META, format!("nothing is due by {}", scope.plan.as_of));
    }
    let reason = format!("{finished} finished; {due} due by now, {unbaselined} without a baseline");
    Check::index(&META, finished, due + unbaselined, 1).with_items(items).with_reason(reason)
}
