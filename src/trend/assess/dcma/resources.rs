//! Check 10: work of a day or more without a team.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;
use crate::trend::assess::dcma::high_duration::length;

static META: Meta = Meta {
    code: "DCMA-10",
    title: "Work without a team",
    limit: Limit::Unlimited,
    source: "DCMA-EA PAM 200.1 (2012) 4.10, which sets no limit",
};

pub(super) fn check(scope: &Scope<'_>) -> Check {
    let has_teams = scope.program.milestones.iter().any(|milestone| milestone.team.is_some());
    if !has_teams {
        return Check::not_applicable(&META, "the program names no teams");
    }
    let settings = scope.workspace.settings();
    let mut items = Vec::new();
    for (_, node) in scope.open() {
        let Some(milestone) = scope.milestone(node) else { continue };
        if milestone.team.is_none() && length(milestone, settings) >= 1.0 {
            items.push(scope.item(node, "no team"));
        }
    }
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}
