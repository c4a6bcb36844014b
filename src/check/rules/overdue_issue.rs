//! An issue that should be solved by today, and is not.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds an open issue whose target day has passed.
    ///
    /// ## What it does
    /// Reports issues that are not resolved after their `target:`.
    ///
    /// ## Why it matters
    /// An issue past its date either blocks something that nobody has replanned, or was never as urgent as it
    /// says. Both are worth a sentence.
    ///
    /// ## Example
    /// ```yaml
    /// - id: ISS-4d8w
    ///   title: The security module drops connections under load
    ///   target: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Solve it and set `status: resolved`; or escalate it (`escalated_to:`) and set the `target:` that is
    /// now agreed.
    pub(crate) static META = 616, "overdue-issue", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, issue) in items::each(facts, |p| &p.issues) {
        let target = issue.target.filter(|target| issue.is_open() && *target < facts.as_of);
        let Some(target) = target else { continue };
        let late = wording::count(i64::from(facts.as_of.days_since(target)), "day");
        let message = format!(
            "issue `{}` was to be solved by {target}, {late} ago, and is `{}`",
            issue.id,
            issue.status()
        );
        let finding = Finding::new(&META, Place::field(at, "target"), message);
        let finding = match issue.blocks.as_slice() {
            [] => finding,
            blocked => finding.label(format!("it blocks {}", wording::names(blocked))),
        };
        out.push(finding.help("solve it, or escalate it and agree on a new `target:`"));
    }
}
