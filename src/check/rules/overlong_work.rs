//! Work that is not divided.

use crate::check::Facts;
use crate::check::estimates;
use crate::check::items::is_asked;
use crate::check::items::open_milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Tier;

rule! {
    /// Finds undivided work of more than 44 working days.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, reports open work that takes more than 44 working days, two months, in one piece
    /// (check 8 of the DCMA assessment). Work with `planning_package: true` is to be planned later and does not count,
    /// nor does calendar time (`elapsed`).
    ///
    /// ## Why it matters
    /// Nobody can see in the first seven weeks whether such work is late.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   duration: 60d
    /// ```
    ///
    /// ## Fix it
    /// Divide it where something can be shown, or say that it will be planned later: `planning_package: true`.
    pub(crate) static META = 418, "overlong-work", Note, since "0.1.0";
}

/// Two months of working days, as in DCMA-EA PAM 200.1.
const LONG: f64 = 44.0;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let settings = facts.settings();
    for (program, subject, milestone) in open_milestones(facts) {
        let is_exempt = milestone.planning_package == Some(true) || milestone.elapsed == Some(true);
        if is_exempt || !is_asked(program, Tier::Two) {
            continue;
        }
        let given = milestone.duration.map(|d| ("duration", settings.minutes(d)));
        let estimated = || estimates::central(milestone.estimate.as_ref()?, settings, false);
        let Some((key, minutes)) = given.or_else(|| estimated().map(|(_, m)| ("estimate", m))) else {
            continue;
        };
        #[allow(clippy::cast_precision_loss)] // at most ten thousand weeks in minutes
        let days = minutes as f64 / (60.0 * settings.hours_per_day());
        if days > LONG {
            let length = wording::working_days(days);
            let message = format!("`{}` takes {length} in one piece", milestone.id);
            out.push(Finding::new(&META, Place::field(subject, key), message).help(
                "divide it where something can be shown, or write `planning_package: true` if it is planned later",
            ));
        }
    }
}
