//! Practice 8: the plan was put to the test of its uncertainty.

use crate::diag::wording;
use crate::plan::forecast::Outlook;
use crate::trend::assess::Check;
use crate::trend::assess::Limit;
use crate::trend::assess::Meta;
use crate::trend::assess::Part;
use crate::trend::assess::Scope;

static META: Meta = Meta {
    code: "GAO-08",
    title: "Schedule risk analysis",
    limit: Limit::NoneAtAll,
    source: "GAO-16-89G best practice 8, by the forecast",
};

/// Asks whether there is a forecast, and whether the agreed finish holds at its level: then the contingency is in the plan.
/// A forecast is drawn anew each time and never old.
pub(super) fn check(scope: &Scope<'_>, _: &[Check]) -> Check {
    let forecast = match scope.outlook {
        Outlook::Forecast(forecast) => forecast,
        Outlook::None(reason) => return Check::not_applicable(&META, format!("not forecast: {reason}")),
    };
    let Some(finish) = forecast.program(&scope.program.id).map(|program| &program.finish) else {
        return Check::not_applicable(&META, "not forecast: the program has no end");
    };
    let dates = format!("P50 {}, P80 {}", finish.dates.p50, finish.dates.p80);
    let ranges = if finish.is_uncertain() { dates } else { format!("nothing open has a range; {dates}") };
    let title = "agreed finish holds at the forecast's level";
    let level = format!("P{:.0} is {}", forecast.options.level * 100.0, finish.dates.level);
    let target = scope.program.charter.as_ref().and_then(|charter| charter.target);
    let agreed = match finish.committed.or(target) {
        None => Part::unknown(title, "no finish is agreed"),
        Some(day) => {
            let share =
                finish.p_committed.map(|p| format!(", {} likely", wording::chance(p))).unwrap_or_default();
            Part::holds(title, finish.dates.level <= day, format!("{level}, agreed {day}{share}"))
        }
    };
    Check::of_parts(&META, vec![Part::holds("forecast with a range", finish.is_uncertain(), ranges), agreed])
}
