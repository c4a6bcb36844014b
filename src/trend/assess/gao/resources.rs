//! Practice 3: the work has people.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;

static META: Meta = Meta {
    code: "GAO-03",
    title: "Assigning resources",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 3",
};

/// Asks whether all open work has a team and an effort. Whether the teams can carry it is not judged here.
pub(super) fn check(scope: &Scope<'_>, _: &[Check]) -> Check {
    let whole = scope.work().count();
    let teamless = scope.work().filter(|(_, milestone)| milestone.team.is_none());
    let teamless = teamless.map(|(node, _)| scope.item(node, "no team")).collect();
    let effortless = scope.work().filter(|(_, milestone)| milestone.effort.is_none());
    let effortless = effortless.map(|(node, _)| scope.item(node, "no effort")).collect();
    let parts = vec![
        Part::none_of("work without a team", teamless, whole, gao::WORK),
        Part::none_of("work without effort", effortless, whole, gao::WORK),
    ];
    Check::of_parts(&META, parts)
}
