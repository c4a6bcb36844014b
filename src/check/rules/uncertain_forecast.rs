//! A forecast of too few trials.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds a program whose P80 would be another day with other luck.
    ///
    /// ## What it does
    /// Estimates the standard error of the P80 of each program's end from the trials, and warns where it is more than one
    /// working day and `epm.yaml` says how many trials there are.
    ///
    /// ## Why it matters
    /// With another seed the date would move by days, and people would look for a reason that is not there.
    ///
    /// ## Example
    /// ```yaml
    /// forecast:
    ///   trials: 20
    /// ```
    ///
    /// ## Fix it
    /// Ask for more trials: four times as many halve the error. 10000 is enough for nearly every plan.
    pub(crate) static META = 446, "uncertain-forecast", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(forecast) = facts.plan.outlook.forecast() else { return };
    if facts.settings().forecast.as_ref().is_none_or(|settings| settings.trials.is_none()) {
        return;
    }
    for program in forecast.programs.iter().filter(|program| program.finish.p80_error > 1.0) {
        let message = format!(
            "with {} trials the P80 of `{}` is uncertain by {:.1} working days",
            forecast.options.trials, program.id, program.finish.p80_error
        );
        let place = Place::field(Workspace::subject(Kind::Settings), "forecast.trials");
        out.push(
            Finding::new(&META, place, message).help("ask for more: four times as many halve the error"),
        );
    }
}
