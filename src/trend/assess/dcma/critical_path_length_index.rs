//! Check 13: how much of the critical path's length is room, or lack of it: CPLI.

use crate::model::Date;
use crate::plan::NodeKey;
use crate::plan::NodeKind;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Scope;

static META: Meta = Meta {
    code: "DCMA-13",
    title: "Critical path length index (CPLI)",
    limit: Limit::AtLeastHundredths(95),
    source: "DCMA-EA PAM 200.1 (2012) 4.13: (CPL + TF) / CPL",
};

/// CPLI = (CPL + TF) / CPL. CPL is the working days from the morning of the plan's day to the finish of the critical path,
/// TF the working days from there to the finish that is required; exactly 0.95 passes.
pub(crate) fn check(scope: &Scope<'_>) -> Check {
    let Some(end) = scope.span.finish_node.as_ref() else {
        return Check::not_applicable(&META, "the program has no end");
    };
    let Some(node) = scope.plan.node(end).filter(|node| !node.is_done) else {
        return Check::not_applicable(&META, "the program has ended");
    };
    let Some((required, words)) = required(scope, end) else {
        return Check::not_applicable(&META, format!("no finish is required of `{}`", scope.name(end)));
    };
    let (Some(length), Some(room)) = (scope.plan.work_ahead(end), scope.plan.work_until(end, required))
    else {
        return Check::not_applicable(&META, "the end of the program is not in the plan");
    };
    let is_work =
        |key: &NodeKey| scope.plan.node(key).is_some_and(|n| n.kind == NodeKind::Work && !n.is_done);
    let is_reached = node.early_finish <= scope.plan.as_of && !scope.span.critical_path.iter().any(is_work);
    if length.minutes <= 0 || is_reached {
        return Check::not_applicable(
            &META,
            "the critical path has no length: the end is on the day of the plan",
        );
    }
    let days = |minutes: i64| format!("{}", (to_days(minutes, length.per_day) * 10.0).round() / 10.0);
    Check::index(&META, length.minutes + room.minutes, length.minutes, length.per_day).with_reason(format!(
        "{} working days to `{}` ({}), total float {} to {words} {required}",
        days(length.minutes),
        scope.name(end),
        node.early_finish,
        days(room.minutes),
    ))
}

#[allow(clippy::cast_precision_loss)] // far below 2^52
fn to_days(minutes: i64, per_day: i64) -> f64 {
    minutes as f64 / per_day as f64
}

/// Returns the finish that is required of the end, with what requires it: the earliest of its commitment and its hard
/// constraints, else the charter's target.
fn required(scope: &Scope<'_>, end: &NodeKey) -> Option<(Date, &'static str)> {
    let node = scope.plan.node(end)?;
    let constraint = scope.milestone(node).and_then(|milestone| milestone.constraint.as_ref());
    let of_node = [
        (node.committed, "its commitment"),
        (constraint.and_then(|c| c.finish_no_later_than), "`finish_no_later_than`"),
        (constraint.and_then(|c| c.must_finish_on), "`must_finish_on`"),
    ];
    let earliest = of_node.into_iter().filter_map(|(day, words)| Some((day?, words))).min();
    let target = || Some((scope.program.charter.as_ref()?.target?, "the charter's target"));
    earliest.or_else(target)
}
