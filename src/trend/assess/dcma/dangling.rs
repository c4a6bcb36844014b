//! Check 1b: open items whose start nothing drives, or whose finish drives nothing, though they have links.

use crate::model::LinkType;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;
use crate::trend::assess::population::is_planned;

static META: Meta = Meta {
    code: "DCMA-01b",
    title: "Dangling logic",
    limit: Limit::AtMostPercent(5),
    source: "DCMA-EA PAM 200.1 (2012) 4.1, with the limit of check 1",
};

/// Counts open items with predecessors that only hold back their finish (FF, SF), or with successors that only wait for
/// their start (SS, SF). What has no link on that side is check 1's; milestones have no start apart from their finish.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let mut items = Vec::new();
    for (n, node) in scope.open() {
        if !is_planned(node) || node.kind == crate::plan::NodeKind::Milestone {
            continue;
        }
        let drives_start = |link: LinkType| matches!(link, LinkType::FinishToStart | LinkType::StartToStart);
        let from_finish = |link: LinkType| matches!(link, LinkType::FinishToStart | LinkType::FinishToFinish);
        let mut before = scope.plan.predecessors(n).map(|edge| edge.link).peekable();
        let mut after = scope.plan.successors(n).map(|edge| edge.link).peekable();
        let is_loose_start = before.peek().is_some() && !before.any(drives_start);
        let is_loose_finish = after.peek().is_some() && !after.any(from_finish);
        let words = match (is_loose_start, is_loose_finish) {
            (true, true) => "nothing drives its start, its finish drives nothing",
            (true, false) => "nothing drives its start",
            (false, true) => "its finish drives nothing",
            (false, false) => continue,
        };
        items.push(scope.item(node, words));
    }
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}
