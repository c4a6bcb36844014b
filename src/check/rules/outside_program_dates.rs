//! A commitment outside the program's own dates.

use crate::check::Facts;
use crate::check::items::open_milestones;
use crate::check::rules::implausible_date::is_implausible;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;

rule! {
    /// Finds a committed date before the program starts or after its target.
    ///
    /// ## What it does
    /// Compares the `committed` dates of open milestones with `start` and `target` of the charter.
    ///
    /// ## Why it matters
    /// A program that is done in March has promised nothing for May: either the charter or the plan is not what was
    /// agreed.
    ///
    /// ## Example
    /// ```yaml
    /// program:
    ///   id: identity
    ///   title: Identity
    ///   target: 2027-02-26
    ///   milestones:
    ///     - id: old-login-off
    ///       title: Old login switched off
    ///       committed: 2027-03-12
    /// ```
    ///
    /// ## Fix it
    /// Move the commitment, or the charter's date, whichever was not agreed. What goes on after the target, such as
    /// a review, belongs to the program that takes over.
    pub(crate) static META = 308, "outside-program-dates", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, subject, milestone) in open_milestones(facts) {
        let (Some(committed), Some(charter)) = (milestone.committed, &program.charter) else { continue };
        let is_slip = is_implausible(committed, facts.as_of);
        let is_reversed = charter.start.zip(charter.target).is_some_and(|(start, target)| target < start);
        let (key, day, words) = match (charter.start, charter.target) {
            _ if is_reversed || is_slip => continue,
            (Some(start), _) if committed < start => (
                "start",
                start,
                format!(
                    "{} before the program starts on",
                    wording::count(i64::from(start.days_since(committed)), "day")
                ),
            ),
            (_, Some(target)) if committed > target => (
                "target",
                target,
                format!(
                    "{} after the program's target",
                    wording::count(i64::from(committed.days_since(target)), "day")
                ),
            ),
            _ => continue,
        };
        let message = format!("`{}` is committed for {committed}, {words} {day}", milestone.id);
        out.push(
            Finding::new(&META, Place::field(subject, "committed"), message)
                .help("move the commitment or the charter's date, whichever was not agreed")
                .related(
                    Place::field(program.subject(Kind::Charter, 0), key),
                    format!("the program's `{key}` is {day}"),
                ),
        );
    }
}
