//! Practice 9: the plan is kept up to date.

use crate::diag::wording;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;
use crate::trend::assess::gao;
use crate::trend::health;

static META: Meta = Meta {
    code: "GAO-09",
    title: "Updating with progress and logic",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 9, by DCMA 9",
};

/// The days after which a status is old.
const FRESH: i32 = 7;

pub(super) fn check(scope: &Scope<'_>, checks: &[Check]) -> Check {
    let mut parts = vec![status(scope)];
    parts.extend(gao::parts(checks, &["DCMA-09"]));
    let open: Vec<_> = scope.open().filter(|(_, node)| node.is_started).collect();
    let early = open.iter().filter(|(_, node)| node.is_out_of_sequence);
    let early = early.map(|(_, node)| scope.item(node, "began before its predecessors allowed it")).collect();
    parts.push(Part::none_of("work begun out of sequence", early, open.len(), "items in progress"));
    Check::of_parts(&META, parts)
}

fn status(scope: &Scope<'_>) -> Part {
    let title = "status at most 7 days old";
    let as_of = scope.plan.as_of;
    let latest = health::latest_status(scope.program, as_of).and_then(|(_, note)| health::note_day(note));
    let Some(day) = latest else { return Part::unknown(title, "no status note") };
    let age = as_of.days_since(day);
    let days = wording::count(i64::from(age), "day");
    Part::holds(title, age <= FRESH, format!("the latest note is of {day}, {days} before {as_of}"))
}
