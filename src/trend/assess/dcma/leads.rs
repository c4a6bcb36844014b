//! Check 2: links with a negative lag.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::LINKS;

static META: Meta = Meta {
    code: "DCMA-02",
    title: "Leads",
    limit: Limit::AtMostPercent(0),
    source: "DCMA-EA PAM 200.1 (2012) 4.2",
};

pub(super) fn check(scope: &Scope<'_>) -> Check {
    let leads = scope.links.iter().filter_map(|edge| {
        let lag = edge.lag.filter(|lag| lag.0.thousandths < 0)?;
        Some(scope.link(edge, format!("{} {lag}", edge.link.as_str())))
    });
    let items: Vec<_> = leads.collect();
    let counted = items.len();
    Check::share(&META, items, counted, scope.links.len(), LINKS)
}
