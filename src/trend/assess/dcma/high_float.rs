//! Check 6: open items with more than 44 working days of total float.

use crate::diag::wording;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::dcma::OPEN;
use crate::trend::assess::dcma::TWO_MONTHS;

static META: Meta = Meta {
    code: "DCMA-06",
    title: "High float",
    limit: Limit::AtMostPercent(5),
    source: "DCMA-EA PAM 200.1 (2012) 4.6",
};

pub(super) fn check(scope: &Scope<'_>) -> Check {
    let high = scope.open().filter(|(_, node)| node.total_float > TWO_MONTHS);
    let words = |float: f64| format!("{} of float", wording::working_days(float));
    let items: Vec<_> = high.map(|(_, node)| scope.item(node, words(node.total_float))).collect();
    let counted = items.len();
    Check::share(&META, items, counted, scope.nodes.len(), OPEN)
}
