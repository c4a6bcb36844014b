//! Practice 8: the plan was put to the test of its uncertainty.

use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;

static META: Meta = Meta {
    code: "GAO-08",
    title: "Schedule risk analysis",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 8",
};

pub(super) fn check(_: &Scope<'_>, _: &[Check]) -> Check {
    Check::not_applicable(&META, "not forecast")
}
