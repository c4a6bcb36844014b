//! A release whose day has passed.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;

rule! {
    /// Finds a release that was planned for a day that has passed, and is not deployed.
    ///
    /// ## What it does
    /// Reports releases of running programs whose `planned` day lies before the day of the check and that have neither
    /// `deployed` nor an outcome.
    ///
    /// ## Why it matters
    /// Support, operations and customers plan around the day of a release. Lead time and failure rate are counted from it.
    ///
    /// ## Example
    /// ```yaml
    /// id: REL-1
    /// title: Pilot release
    /// planned: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Record `deployed` and the outcome, or give the release its new day.
    pub(crate) static META = 315, "overdue-release", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in facts.workspace.programs.iter().filter(|p| is_active(p)) {
        for (n, release) in program.releases.iter().enumerate() {
            let is_open = release.deployed.is_none() && release.outcome.is_none();
            let Some(planned) = release.planned.filter(|day| is_open && *day < facts.as_of) else { continue };
            let ago = wording::count(i64::from(facts.as_of.days_since(planned)), "day");
            let message =
                format!("release `{}` was planned for {planned}, {ago} ago, and is not deployed", release.id);
            let place = Place::field(program.subject(Kind::Release, n), "planned");
            out.push(Finding::new(&META, place, message).help("record `deployed`, or give it its new day"));
        }
    }
}
