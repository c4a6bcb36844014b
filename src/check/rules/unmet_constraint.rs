//! A constraint that the plan cannot meet.

use crate::check::Facts;
use crate::check::planned;
use crate::check::weekdays;
use crate::check::workdays::WorkDays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a constraint that the logic of the plan does not let hold.
    ///
    /// ## What it does
    /// Compares the dates that the plan computes with `start_no_later_than`, `must_start_on`, `finish_no_later_than`
    /// and `must_finish_on` of open milestones. Logic keeps the dates: the constraint shows as negative float. A
    /// constraint whose day has passed is the matter of `passed-constraint`.
    ///
    /// ## Why it matters
    /// A constraint is written for a reason outside the plan: a freeze, a contract, a launch. It will not wait.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   duration: 10d
    ///   constraint: {finish_no_later_than: 2026-11-27}
    /// ```
    ///
    /// ## Fix it
    /// Shorten the path that drives the milestone, or agree on another day with those who set it.
    pub(crate) static META = 406, "unmet-constraint", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let calendars = WorkDays::new(facts);
    for (_, node, program, milestone) in planned::open_milestones(facts) {
        let Some(constraint) = &milestone.constraint else { continue };
        let days = calendars.of_work(milestone.team.as_ref(), milestone.owner.as_ref());
        // Work that is to start on a day off starts on the next working day.
        let opening = |day| if days.day_off(day).is_some() { days.after(day).unwrap_or(day) } else { day };
        let may_start = |day| node.is_started || node.early_start <= opening(day);
        let may_finish = |day| node.early_finish <= day;
        let is_unmet = [
            ("start_no_later_than", constraint.start_no_later_than.filter(|day| !may_start(*day)), "begin"),
            ("must_start_on", constraint.must_start_on.filter(|day| !may_start(*day)), "begin"),
            (
                "finish_no_later_than",
                constraint.finish_no_later_than.filter(|day| !may_finish(*day)),
                "finish",
            ),
            ("must_finish_on", constraint.must_finish_on.filter(|day| !may_finish(*day)), "finish"),
        ];
        for (key, day, verb) in is_unmet {
            let Some(day) = day.filter(|day| *day >= facts.as_of) else { continue };
            let earliest = if verb == "begin" { node.early_start } else { node.early_finish };
            let message = format!(
                "`{key}` {day} cannot hold: `{}` can {verb} on {} at the earliest",
                milestone.id,
                weekdays::named_day(earliest)
            );
            let place = Place::field(node.subject, format!("constraint.{key}").as_str());
            let finding = Finding::new(&META, place, message)
                .help("shorten the path that drives it, or agree on another day");
            out.push(planned::with_driver(finding, facts, node, program));
        }
    }
}
