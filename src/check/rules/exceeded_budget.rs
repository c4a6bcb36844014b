//! A program that costs more than was approved.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a charter whose budget is, or will be, exceeded.
    ///
    /// ## What it does
    /// Compares `budget.actual:` and `budget.forecast:` with `budget.approved:`.
    ///
    /// ## Why it matters
    /// Money that is known to be missing can be asked for today, with a choice. When it has run out, there is
    /// none.
    ///
    /// ## Example
    /// ```yaml
    /// budget: {currency: EUR, approved: 640000, actual: 311000, forecast: 668000}
    /// ```
    ///
    /// ## Fix it
    /// Ask for it with a change (`kind: cost`), and set `approved:` when it is; or cut the scope until the
    /// forecast fits.
    pub(crate) static META = 726, "exceeded-budget", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        let Some(budget) = &charter.budget else { continue };
        let Some(approved) = budget.approved else { continue };
        let (field, what, amount) = match (budget.actual, budget.forecast) {
            (Some(actual), _) if actual > approved => ("actual", "has spent", actual),
            (_, Some(forecast)) if forecast > approved => ("forecast", "will need", forecast),
            _ => continue,
        };
        let currency = budget.currency.as_ref().map(|c| format!(" {c}")).unwrap_or_default();
        let message =
            format!("`{}` {what} {amount}{currency}, and {approved}{currency} are approved", program.id);
        let finding = Finding::new(&META, Place::field(at, Path::from("budget").key(field)), message);
        let finding = finding.related(Place::field(at, "budget.approved"), "approved");
        out.push(finding.help("ask for it with a change of `kind: cost`, or cut the scope"));
    }
}
