//! A program whose last word is older than it promised.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Cadence;
use crate::model::Kind;
use crate::model::Tier;
use crate::trend::health;

rule! {
    /// Finds a program whose latest status note is older than the charter's cadence.
    ///
    /// ## What it does
    /// Compares the day of the latest status note (`as_of:`, else `to:`) with the `cadence:` of the charter
    /// and a few days of grace: 10 days for weekly, 18 for biweekly, 38 for monthly. In programs of tier 1
    /// and 2, a cadence without any note is reported too.
    ///
    /// ## Why it matters
    /// Silence is read as "all is well", and mostly isn't.
    ///
    /// ## Example
    /// ```yaml
    /// # charter.md
    /// cadence: weekly # and the latest note in status/ speaks of 2026-11-06
    /// ```
    ///
    /// ## Fix it
    /// Write the note, or set the cadence that you can keep.
    pub(crate) static META = 708, "stale-status-note", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        let Some(cadence) = charter.cadence else { continue };
        let (every, limit) = match cadence {
            Cadence::Weekly => ("every week", 10),
            Cadence::Biweekly => ("every two weeks", 18),
            Cadence::Monthly => ("every month", 38),
        };
        let help = "write the next note in `status/`, or set the cadence that you can keep";
        let Some((n, note)) = health::latest_status(program, facts.as_of) else {
            let is_new = charter.start.is_some_and(|start| facts.as_of.days_since(start) <= limit);
            if items::is_asked(program, Tier::Two) && !is_new {
                let message = format!("`{}` promises a status {every} and has none", program.id);
                out.push(Finding::new(&META, Place::field(at, "cadence"), message).help(help));
            }
            continue;
        };
        let day = health::note_day(note).unwrap_or(facts.as_of);
        let age = facts.as_of.days_since(day);
        if age <= limit {
            continue;
        }
        let age = wording::count(i64::from(age), "day");
        let message = format!(
            "the latest status of `{}` is of {day}, {age} ago, and it promises one {every}",
            program.id
        );
        let place = Place::field(program.subject(Kind::Status, n), "as_of");
        let finding = Finding::new(&META, place, message);
        out.push(finding.related(Place::field(at, "cadence"), "the cadence").help(help));
    }
}
