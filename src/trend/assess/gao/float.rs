//! Practice 7: float is reasonable.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;

static META: Meta = Meta {
    code: "GAO-07",
    title: "Reasonable total float",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 7, by DCMA 6 and 7",
};

pub(super) fn check(_: &Scope<'_>, checks: &[Check]) -> Check {
    Check::of_parts(&META, gao::parts(checks, &["DCMA-06", "DCMA-07"]))
}
