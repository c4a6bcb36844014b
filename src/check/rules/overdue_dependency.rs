//! A delivery that should have come, and has not.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds an open dependency whose promised day has passed.
    ///
    /// ## What it does
    /// Reports dependencies that are neither done nor cancelled after their `promised:` day; without a
    /// promise, after `needed_by:`.
    ///
    /// ## Why it matters
    /// A promise that passes in silence is the commonest way in which a date slips. The plan moves the
    /// consumers to today and further every day; a call moves them back.
    ///
    /// ## Example
    /// ```yaml
    /// - id: DEP-9x2a
    ///   title: Production signing certificate
    ///   promised: 2026-11-12
    /// ```
    ///
    /// ## Fix it
    /// Call the other side. Then set `resolved:` with the day it came, or the new `promised:` date.
    pub(crate) static META = 610, "overdue-dependency", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., d)| d.is_open()) {
        let (field, verb, day) = match (dependency.promised, dependency.needed_by) {
            (Some(day), _) => ("promised", "was promised for", day),
            (None, Some(day)) => ("needed_by", "was needed by", day),
            (None, None) => continue,
        };
        if day >= facts.as_of {
            continue;
        }
        let late = wording::count(i64::from(facts.as_of.days_since(day)), "day");
        let message = format!("dependency `{}` {verb} {day}, {late} ago, and has not come", dependency.id);
        let finding = Finding::new(&META, Place::field(at, field), message);
        let finding = match dependency.consumers.as_slice() {
            [] => finding,
            consumers => finding.label(format!("waiting for it: {}", wording::names(consumers))),
        };
        out.push(finding.help("set `resolved:` if it has come, else agree on a new `promised:` date"));
    }
}
