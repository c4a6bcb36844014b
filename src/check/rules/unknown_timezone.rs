//! A zone that does not exist.

use jiff::tz::TimeZone;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::load::words::quoted;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds a time zone that does not exist.
    ///
    /// ## What it does
    /// Looks up `timezone` of `epm.yaml` in the time zone database that comes with epm.
    ///
    /// ## Why it matters
    /// The zone says when a day begins. With an unknown one the day begins in UTC, and in the evening or the morning
    /// everything is judged on the wrong day.
    ///
    /// ## Example
    /// ```yaml
    /// timezone: Europe/Berln
    /// ```
    ///
    /// ## Fix it
    /// Write a name of the IANA database, such as `Europe/Berlin`, `America/New_York` or `UTC`.
    pub(crate) static META = 312, "unknown-timezone", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(zone) = facts.settings().timezone.as_deref() else { return };
    if TimeZone::get(zone).is_ok() {
        return;
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let place = Place::field(Workspace::subject(Kind::Settings), "timezone");
    let finding = Finding::new(&META, place, format!("there is no time zone {}", quoted(zone)))
        .help("write a name of the IANA database, such as `Europe/Berlin` or `UTC`");
    out.push(match crate::diag::nearest(zone, known.iter().map(String::as_str)) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding,
    });
}
