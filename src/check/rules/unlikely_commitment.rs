//! A commitment that the plan keeps and the forecast does not believe.

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Percent;

rule! {
    /// Finds a commitment that the plan meets only if everything goes well.
    ///
    /// ## What it does
    /// Looks at open milestones that the plan expects in time, and warns where the forecast gives the commitment less
    /// than `thresholds.red_below` (50% unless given). What the plan already shows as late is `late-milestone`.
    ///
    /// ## Why it matters
    /// A plan of likely times is a plan without bad luck. Where several paths meet, the date it shows is one that
    /// hardly ever comes true, and nobody sees it until it is too late to act.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   estimate: {low: 8d, likely: 10d, high: 30d}
    ///   committed: 2026-12-03
    /// ```
    ///
    /// ## Fix it
    /// `epm forecast` shows what moves the date most: take a risk out, shorten what is critical most often, or agree on a
    /// date with a better chance.
    pub(crate) static META = 440, "unlikely-commitment", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(forecast) = facts.plan.outlook.forecast() else { return };
    let thresholds = facts.settings().thresholds.as_ref();
    let least = thresholds.and_then(|t| t.red_below).map_or(0.5, Percent::share);
    for (_, node, _, milestone) in planned::open_milestones(facts) {
        let Some(committed) = node.committed.filter(|day| *day >= facts.as_of) else { continue };
        let Some(finish) = forecast.item(&node.key).map(|item| &item.finish) else { continue };
        let chance = finish.p_committed.filter(|p| *p < least && finish.is_uncertain());
        let Some(chance) = chance.filter(|_| node.early_finish <= committed) else { continue };
        let message = format!(
            "`{}` is planned for {}, but its commitment {committed} is {} likely; P80 is {}",
            milestone.id,
            node.early_finish,
            wording::chance(chance),
            finish.dates.p80
        );
        let help = format!("`epm forecast {}` shows the ranges and risks that lead to it", milestone.id);
        out.push(Finding::new(&META, Place::field(node.subject, "committed"), message).help(help));
    }
}
