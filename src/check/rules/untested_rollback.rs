//! A cutover within thirty days whose way back was never tried.

use crate::check::Facts;
use crate::check::items;
use crate::check::steps;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Tier;

rule! {
    /// Finds a runbook that runs within 30 days and whose rollback was never tried.
    ///
    /// ## What it does
    /// Reports runbooks whose `window:` begins within 30 days when `rollback:` has no `tested_on:`. In
    /// programs of tier 1 and 2, a runbook without `rollback:` is reported too.
    ///
    /// ## Why it matters
    /// A rollback that was never tried is a hope with steps. The time to find out is before the window, not
    /// in it.
    ///
    /// ## Example
    /// ```yaml
    /// window: {start: "2026-12-05T20:00Z", end: "2026-12-06T03:00Z"}
    /// rollback:
    ///   decider: victor
    ///   steps: [Switch the routes back]
    /// ```
    ///
    /// ## Fix it
    /// Try it, take the time, and write `tested_on:` and `duration:`.
    pub(crate) static META = 627, "untested-rollback", Warning, since "0.1.0";
}

const SOON: i32 = 30;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, runbook) in steps::runbooks(facts) {
        let Some(window) = &runbook.window else { continue };
        let left = window.start.date().days_since(facts.as_of);
        if left > SOON {
            continue;
        }
        let what = match &runbook.rollback {
            Some(plan) if plan.tested_on.is_some() => continue,
            Some(_) => "its rollback was never tried",
            None if items::is_asked(program, Tier::Two) => "it has no rollback",
            None => continue,
        };
        let when = match left {
            ..=0 => "runs now".to_owned(),
            left => format!("runs in {}", wording::count(i64::from(left), "day")),
        };
        let message = format!("runbook `{}` {when}, and {what}", runbook.id);
        let finding = Finding::new(&META, Place::key(at, "rollback"), message);
        out.push(finding.help("try it before the window, and write `tested_on:` and `duration:`"));
    }
}
