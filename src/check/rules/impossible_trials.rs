//! A forecast of no trials, or of more than anybody needs.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Workspace;
use crate::plan::forecast::MAX_TRIALS;

rule! {
    /// Finds a number of trials that the forecast cannot be drawn with.
    ///
    /// ## What it does
    /// Checks that `forecast.trials` in `epm.yaml` lies between 1 and 1000000. Until it does, the default counts.
    ///
    /// ## Why it matters
    /// With 10000 trials the P80 is exact to a fraction of a day. A thousand times as many take a thousand times as long
    /// and tell nothing more.
    ///
    /// ## Example
    /// ```yaml
    /// forecast:
    ///   trials: 500000000
    /// ```
    ///
    /// ## Fix it
    /// Write a number such as `10000`, or delete the line.
    pub(crate) static META = 442, "impossible-trials", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let trials = facts.settings().forecast.as_ref().and_then(|forecast| forecast.trials);
    let Some(trials) = trials.filter(|n| !(1..=MAX_TRIALS).contains(n)) else { return };
    let place = Place::field(Workspace::subject(Kind::Settings), "forecast.trials");
    let message = format!("{trials} trials: a forecast takes from 1 to {MAX_TRIALS}");
    out.push(Finding::new(&META, place, message).help("write `10000`, or delete the line"));
}
