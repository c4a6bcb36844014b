//! A constraint whose day has passed.

use crate::check::Facts;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds a constraint that can no longer be met because its day has passed.
    ///
    /// ## What it does
    /// Reports `start_no_later_than` and `must_start_on` of work that has not begun, and `finish_no_later_than` and
    /// `must_finish_on` of work that is not finished, when their day lies before the day of the check.
    ///
    /// ## Why it matters
    /// The plan shows negative float that no work can win back, and hides behind it what could be.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   duration: 3d
    ///   constraint: {must_start_on: 2026-11-09}
    /// ```
    ///
    /// ## Fix it
    /// Record that the work began, or give the constraint its new day, or delete it.
    pub(crate) static META = 314, "passed-constraint", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in open_milestones(facts) {
        let Some(constraint) = &milestone.constraint else { continue };
        let has_begun = milestone.started.is_some();
        let days = [
            ("start_no_later_than", constraint.start_no_later_than.filter(|_| !has_begun), "has not begun"),
            ("must_start_on", constraint.must_start_on.filter(|_| !has_begun), "has not begun"),
            ("finish_no_later_than", constraint.finish_no_later_than, "is not finished"),
            ("must_finish_on", constraint.must_finish_on, "is not finished"),
        ];
        for (key, day, state) in days {
            let Some(day) = day.filter(|day| *day < facts.as_of) else { continue };
            let ago = wording::count(i64::from(facts.as_of.days_since(day)), "day");
            let message = format!("`{key}` {day} passed {ago} ago and `{}` {state}", milestone.id);
            let place = Place::field(subject, format!("constraint.{key}").as_str());
            out.push(
                Finding::new(&META, place, message)
                    .help("record what happened, or give the constraint a new day, or delete it"),
            );
        }
    }
}
