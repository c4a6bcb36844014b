//! Practice 6: the critical path is one, from the day of the plan to the end.

use crate::plan::Driver;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;
use crate::trend::reason;

static META: Meta = Meta {
    code: "GAO-06",
    title: "Valid critical path",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 6, by DCMA 12 and 13",
};

pub(super) fn check(scope: &Scope<'_>, checks: &[Check]) -> Check {
    let mut parts = gao::parts(checks, &["DCMA-12", "DCMA-13"]);
    parts.push(continuous(scope));
    Check::of_parts(&META, parts)
}

/// Asks whether the path begins where work can begin: at the day of the plan, or with the program.
fn continuous(scope: &Scope<'_>) -> Part {
    let title = "path without a gap";
    let first = scope.span.critical_path.first().and_then(|key| scope.plan.node(key));
    let Some(first) = first else {
        return Part::unknown(title, "there is no critical path: nothing is open");
    };
    let name = scope.name(&first.key);
    let is_continuous = match &first.driver {
        Driver::AsOf | Driver::ProgramStart | Driver::Actual => true,
        // A path begins with work in progress, or behind what has happened.
        Driver::Predecessor(key) => scope.plan.node(key).is_none_or(|node| node.is_done || node.is_started),
        Driver::Constraint(_) | Driver::Commitment | Driver::Promise => first.is_started,
    };
    let words = match reason::reason(first, scope.plan.as_of) {
        _ if is_continuous => format!("begins with `{name}` on {}", first.early_start),
        Some(why) => format!("begins only with `{name}` on {}: {why}", first.early_start),
        None => format!("begins only with `{name}` on {}", first.early_start),
    };
    let part = Part::holds(title, is_continuous, words.clone());
    if is_continuous { part } else { Part { items: vec![scope.item(first, words)], ..part } }
}
