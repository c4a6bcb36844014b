//! A delivery that is promised for later than it is needed.

use crate::check::Facts;
use crate::check::items;
use crate::check::workdays::WorkDays;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::load::words::quoted;

rule! {
    /// Finds an open dependency that is promised for later than it is needed.
    ///
    /// ## What it does
    /// Compares `promised:` with `needed_by:` of dependencies that are neither done nor cancelled, in working
    /// days of the team that needs it (`to:`).
    ///
    /// ## Why it matters
    /// Both dates stand in one record, so both sides have agreed to be late. This is the earliest moment at
    /// which the date can still be won back.
    ///
    /// ## Example
    /// ```yaml
    /// - id: DEP-9x2a
    ///   title: Production signing certificate
    ///   needed_by: 2027-01-12
    ///   promised: 2027-01-18
    /// ```
    ///
    /// ## Fix it
    /// Agree on an earlier date, use the `fallback:`, or move what waits for it and, with it, `needed_by:`.
    pub(crate) static META = 608, "late-promise", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let calendars = WorkDays::new(facts);
    for (_, at, dependency) in items::each(facts, |p| &p.dependencies).filter(|(.., d)| d.is_open()) {
        let (Some(needed), Some(promised)) = (dependency.needed_by, dependency.promised) else { continue };
        // A promise whose day has passed is overdue, which is worse.
        if promised <= needed || promised < facts.as_of {
            continue;
        }
        let days = calendars.of_team(dependency.to.as_ref()).between(needed, promised);
        let late = match days.filter(|days| *days > 0) {
            Some(days) => wording::count(days, "working day"),
            // All of them days off, or more than a year of them.
            None => wording::count(i64::from(promised.days_since(needed)), "day"),
        };
        let message =
            format!("dependency `{}` is promised for {promised}, {late} after it is needed", dependency.id);
        let finding = Finding::new(&META, Place::field(at, "promised"), message);
        let finding = finding.related(Place::field(at, "needed_by"), "needed by then");
        let finding = match dependency.consumers.as_slice() {
            [] => finding,
            consumers => finding.label(format!("waiting for it: {}", wording::names(consumers))),
        };
        out.push(match &dependency.fallback {
            Some(fallback) => {
                finding.help(format!("agree on an earlier date, or use the fallback: {}", quoted(fallback)))
            }
            None => finding.help("agree on an earlier date, or move what waits for it"),
        });
    }
}
