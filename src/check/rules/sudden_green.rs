//! A program that went from red to green, and nobody says how.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Colour;
use crate::model::Kind;
use crate::trend::health;

rule! {
    /// Finds a status that went from red to green between two notes without a reason.
    ///
    /// ## What it does
    /// Compares `overall:` of each status note with the note before. Reports green right after red when the
    /// green one has no `reason:`.
    ///
    /// ## Why it matters
    /// Programs recover step by step. One that recovers overnight has either done something worth telling, or
    /// changed its paint.
    ///
    /// ## Example
    /// ```yaml
    /// # status/2026-W46.md
    /// overall: {colour: red, reason: No certificate}
    /// # status/2026-W47.md
    /// overall: {colour: green}
    /// ```
    ///
    /// ## Fix it
    /// Add `reason:` to the green status: what happened.
    pub(crate) static META = 718, "sudden-green", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in items::programs(facts) {
        let dated = program.statuses.iter().enumerate();
        let mut notes: Vec<_> = dated
            .filter_map(|(n, note)| Some((health::note_day(note)?, n, note.overall.as_ref()?)))
            .collect();
        notes.sort_by_key(|(day, n, _)| (*day, *n));
        for pair in notes.windows(2) {
            let [(before, m, old), (after, n, new)] = pair else { continue };
            if old.colour != Colour::Red || new.colour != Colour::Green || new.reason.is_some() {
                continue;
            }
            let place = |n: usize| Place::field(program.subject(Kind::Status, n), "overall.colour");
            let message =
                format!("`{}` was red on {before} and is green on {after}, without a reason", program.id);
            let finding = Finding::new(&META, place(*n), message).related(place(*m), "red here");
            out.push(finding.help("add `reason:` with what happened"));
        }
    }
}
