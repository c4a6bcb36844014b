//! A colour that somebody set, and whose last day has passed.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::trend::health;

rule! {
    /// Finds an override of a colour whose last day has passed.
    ///
    /// ## What it does
    /// Reports `overrides:` of the latest status note with an `until:` before the day of the check. They do
    /// not count any more: the computed colour is shown.
    ///
    /// ## Why it matters
    /// Pages change their colour from one day to the next, and whoever set it should say before what has
    /// become of the reason.
    ///
    /// ## Example
    /// ```yaml
    /// overrides:
    ///   - {item: idp-ga, colour: amber, reason: An interim certificate is offered, by: tomas, until: 2026-11-13}
    /// ```
    ///
    /// ## Fix it
    /// Write a new note: without the override, or with a reason that is true today and a new `until:`.
    pub(crate) static META = 722, "expired-override", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in items::programs(facts) {
        let Some((note, status)) = health::latest_status(program, facts.as_of) else { continue };
        for (n, value) in status.overrides.iter().enumerate().filter(|(_, o)| health::is_complete(o)) {
            let Some(until) = value.until.filter(|until| *until < facts.as_of) else { continue };
            let late = wording::count(i64::from(facts.as_of.days_since(until)), "day");
            let what =
                value.item.as_ref().map_or_else(|| "the program".to_owned(), |item| format!("`{item}`"));
            let message =
                format!("the colour {} set for {what} held until {until}, {late} ago", value.colour);
            let path = Path::from("overrides").index(n).key("until");
            let finding =
                Finding::new(&META, Place::field(program.subject(Kind::Status, note), path), message);
            out.push(finding.help("write a new note, without it or with a reason that is true today"));
        }
    }
}
