//! Check 4: how many links are finish to start.

use crate::model::LinkType;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::LINKS;

static META: Meta = Meta {
    code: "DCMA-04",
    title: "Finish-to-start links",
    limit: Limit::AtLeastPercent(90),
    source: "DCMA-EA PAM 200.1 (2012) 4.4",
};

/// Counts finish-to-start links; the items are the others.
pub(super) fn check(scope: &Scope<'_>) -> Check {
    let others = scope.links.iter().filter(|edge| edge.link != LinkType::FinishToStart);
    let items: Vec<_> = others.map(|edge| scope.link(edge, edge.link.as_str())).collect();
    let counted = scope.links.len() - items.len();
    Check::share(&META, items, counted, scope.links.len(), LINKS)
}
