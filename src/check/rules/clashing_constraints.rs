//! Constraints that cannot both hold.

use crate::check::Facts;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Constraint;
use crate::model::Date;

rule! {
    /// Finds two constraints of a milestone that cannot both hold.
    ///
    /// ## What it does
    /// Compares the dates of `constraint` with each other: what may not begin or end before a day, and what may not
    /// begin or end after an earlier one. It also reports `as_late_as_possible` beside `as_soon_as_possible`.
    ///
    /// ## Why it matters
    /// No order of work can meet both, so the milestone has negative float for ever.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   constraint: {start_no_earlier_than: 2026-12-14, finish_no_later_than: 2026-12-11}
    /// ```
    ///
    /// ## Fix it
    /// Delete the one that no longer holds.
    pub(crate) static META = 407, "clashing-constraints", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in milestones(facts) {
        if let Some(finding) = milestone.constraint.as_ref().and_then(|c| clash(subject, c)) {
            out.push(finding);
        }
    }
}

fn clash(subject: Subject, c: &Constraint) -> Option<Finding> {
    let place = |key: &str| Place::field(subject, format!("constraint.{key}").as_str());
    if c.as_late_as_possible == Some(true) && c.as_soon_as_possible == Some(true) {
        let message = "`as_late_as_possible` and `as_soon_as_possible` exclude each other";
        return Some(
            Finding::new(&META, place("as_late_as_possible"), message)
                .help("keep one of the two")
                .related(place("as_soon_as_possible"), "the other stands here"),
        );
    }
    let start_from = [("start_no_earlier_than", c.start_no_earlier_than), ("must_start_on", c.must_start_on)];
    let start_until = [("start_no_later_than", c.start_no_later_than), ("must_start_on", c.must_start_on)];
    let finish_from =
        [("finish_no_earlier_than", c.finish_no_earlier_than), ("must_finish_on", c.must_finish_on)];
    let finish_until =
        [("finish_no_later_than", c.finish_no_later_than), ("must_finish_on", c.must_finish_on)];
    // What begins after a day does not end by it.
    let against = [(start_from, start_until), (start_from, finish_until), (finish_from, finish_until)];
    let dated = |(key, day): (&'static str, Option<Date>)| Some((key, day?));
    for (lower, upper) in against {
        for (late, from) in lower.into_iter().filter_map(dated) {
            for (early, until) in upper.into_iter().filter_map(dated) {
                if from > until {
                    let message = format!("`{late}` {from} and `{early}` {until} cannot both hold");
                    return Some(
                        Finding::new(&META, place(late), message)
                            .help("delete the one that no longer holds")
                            .related(place(early), "the other stands here"),
                    );
                }
            }
        }
    }
    None
}
