//! A critical delivery that is needed soon and that nobody has promised.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds a critical dependency that is needed within 30 days and has no promised date.
    ///
    /// ## What it does
    /// Reports open dependencies with `critical: true` whose `needed_by:` is at most 30 calendar days away
    /// and that have no `promised:` date. A dependency with a `provider:` gets its date from the plan and
    /// needs no promise.
    ///
    /// ## Why it matters
    /// The other side plans with dates too. Without a promise they have not heard you, or they have and do
    /// not agree.
    ///
    /// ## Example
    /// ```yaml
    /// - id: DEP-5t8m
    ///   title: Five testers from 14 December
    ///   critical: true
    ///   needed_by: 2026-12-14
    /// ```
    ///
    /// ## Fix it
    /// Ask for a date and write it as `promised:`; if there is none to be had, record the risk and the
    /// fallback.
    pub(crate) static META = 609, "unpromised-dependency", Warning, since "0.1.0";
}

const SOON: i32 = 30;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, dependency) in items::each(facts, |p| &p.dependencies) {
        let is_unpromised = dependency.is_open()
            && dependency.critical == Some(true)
            && dependency.promised.is_none()
            && dependency.provider.is_none();
        let Some(needed) = dependency.needed_by.filter(|_| is_unpromised) else { continue };
        let left = needed.days_since(facts.as_of);
        if !(0..=SOON).contains(&left) {
            continue;
        }
        let when = match left {
            0 => "today".to_owned(),
            left => format!("in {}", wording::count(i64::from(left), "day")),
        };
        let message =
            format!("critical dependency `{}` is needed {when}, and nobody has promised it", dependency.id);
        let finding = Finding::new(&META, Place::field(at, "needed_by"), message);
        out.push(finding.help("get a date from the other side and write it as `promised:`"));
    }
}
