//! The end of a program: the milestone that ends it, when it is expected and what was agreed.

use serde::Serialize;

use crate::model::Date;
use crate::report::Named;
use crate::report::milestone_row::NOT_FORECAST;
use crate::report::phrase;
use crate::report::scene::Scene;
use crate::trend::ending::Ending;

/// When a program ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finish {
    /// The milestone that ends it.
    pub milestone: Option<Named>,
    /// The expected finish by the critical path method.
    pub expected: Option<Date>,
    /// The agreed date: that of the milestone, else the charter's target.
    pub committed: Option<Date>,
    /// Working days late; negative is early.
    pub variance: Option<f64>,
    /// The same in words.
    pub variance_text: String,
    /// The forecast range, or that there is none.
    pub forecast: String,
    /// One sentence of all that.
    pub text: String,
}

/// Says the range of a program's end from P50 to P80.
fn forecast(scene: &Scene<'_>) -> String {
    let forecast = scene.inputs.plan.outlook.forecast().and_then(|f| f.program(&scene.program.id));
    match forecast.map(|program| &program.finish).filter(|finish| finish.is_uncertain()) {
        Some(finish) => phrase::range(finish.dates.p50, finish.dates.p80),
        None => NOT_FORECAST.to_owned(),
    }
}

impl Finish {
    /// Builds the end of a program.
    pub(crate) fn new(scene: &Scene<'_>) -> Finish {
        let ending = Ending::new(scene.inputs.workspace, scene.inputs.plan, scene.program);
        let milestone = match ending.named {
            Some(reference) => Some(scene.named(reference)),
            None => ending.node.and_then(|n| scene.named_node(&n.key)),
        };
        let variance = ending.variance.map(phrase::tenths);
        let mut finish = Finish {
            milestone,
            expected: ending.expected,
            committed: ending.committed,
            variance,
            variance_text: variance.map_or_else(|| "not computed".to_owned(), phrase::variance),
            forecast: forecast(scene),
            text: String::new(),
        };
        finish.text = finish.in_words(ending.is_done);
        finish
    }

    fn in_words(&self, is_done: bool) -> String {
        let what = self.milestone.as_ref().map_or("The program", |m| m.title.as_str());
        let committed = self.committed.map(phrase::date);
        let Some(expected) = self.expected.map(phrase::date) else {
            let committed = committed.map_or_else(String::new, |day| format!(", committed {day}"));
            return format!("{what}: no expected date{committed}");
        };
        let verb = if is_done { "reached on" } else { "expected on" };
        match (self.variance, committed) {
            (Some(variance), Some(committed)) if variance != 0.0 => {
                format!("{what}: {verb} {expected}, {} (committed {committed})", phrase::variance(variance))
            }
            (Some(_), Some(_)) => format!("{what}: {verb} {expected}, as committed"),
            (None, Some(committed)) => format!("{what}: {verb} {expected} (committed {committed})"),
            (_, None) => format!("{what}: {verb} {expected}; nothing is committed"),
        }
    }
}
