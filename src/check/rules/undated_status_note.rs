//! A status note that does not say of which day it speaks.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::load::words::quoted;
use crate::trend::health;

rule! {
    /// Finds a status note without a day.
    ///
    /// ## What it does
    /// Reports notes in `status/` that have neither `as_of:` nor `to:`.
    ///
    /// ## Why it matters
    /// Without a day nobody knows which note is the latest, so epm passes this one over: its colours, asks
    /// and overrides do not count.
    ///
    /// ## Example
    /// ```yaml
    /// ---
    /// period: 2026-W47
    /// headline: The pilot is over
    /// ---
    /// ```
    ///
    /// ## Fix it
    /// Add `as_of:` with the day that the pack speaks of.
    pub(crate) static META = 724, "undated-status-note", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, note) in items::each(facts, |p| &p.statuses).filter(|(.., n)| health::note_day(n).is_none()) {
        let period = note.period.as_ref().map(|period| format!(" {}", quoted(period))).unwrap_or_default();
        let message = format!("status note{period} has no day, so it does not count");
        let finding = Finding::new(&META, Place::field(at, "as_of"), message);
        out.push(finding.help("add `as_of:` with the day that it speaks of"));
    }
}
