//! What a KPI means: its colour, from the value, its trend and the parts of its target; thresholds meet unrounded values.

use crate::model::Colour;
use crate::model::KpiSettings;
use crate::trend::kpi::Course;
use crate::trend::kpi::Good;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Measure;
use crate::trend::kpi::Status;
use crate::trend::kpi::Trend;
use crate::trend::kpi::measure::Part;

/// The bounds of a KPI's colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The worst value that is still green.
    pub green: f64,
    /// The worst value that is still amber; without one, what is not green is red.
    pub amber: Option<f64>,
    /// The bounds themselves are not good enough.
    pub is_strict: bool,
}

/// What makes a colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// The value against bounds.
    Value(Bound),
    /// The trend must improve: flat is amber, and none needed of a count that is zero.
    Improves,
    /// The trend must not worsen.
    DoesNotWorsen,
    /// The parts that the measurement itself judges, and nothing else.
    Parts,
}

/// A colour, with its reasons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The colour; none when nothing can be said.
    pub colour: Option<Colour>,
    /// Why, worst first.
    pub reasons: Vec<String>,
}

/// Says what a measurement means. Without enough cases there is no colour, unless something makes it red whatever its value.
pub(super) fn judge(
    kpi: &Kpi,
    measure: &Measure,
    status: Status,
    trend: &Trend,
    settings: &KpiSettings,
) -> Judgement {
    if let Some(reason) = &measure.red {
        return Judgement { colour: Some(Colour::Red), reasons: vec![reason.clone()] };
    }
    let Some(value) = measure.value.filter(|_| status == Status::Ok) else { return Judgement::default() };
    let own = settings.targets.get(kpi.id);
    let mut found: Vec<(Colour, String)> = Vec::new();
    for rule in kpi.rules {
        match rule {
            Rule::Value(bound) => {
                let bound = own.map_or(*bound, |t| Bound { green: t.green, amber: t.amber, ..*bound });
                found.push((colour(value, bound, kpi.good), "the value against the target".to_owned()));
            }
            Rule::Parts => {}
            Rule::Improves | Rule::DoesNotWorsen => found.extend(by_course(*rule, kpi.good, value, trend)),
        }
    }
    let has_value_rule = kpi.rules.iter().any(|rule| matches!(rule, Rule::Value(_)));
    if let Some(target) = own.filter(|_| !has_value_rule) {
        let bound = Bound { green: target.green, amber: target.amber, is_strict: false };
        found.push((colour(value, bound, kpi.good), "the value against the target of epm.yaml".to_owned()));
    }
    found.extend(measure.parts.iter().map(|part| (part.colour, part.reason.clone())));
    let worst = found.iter().map(|(colour, _)| *colour).max();
    let reasons = found.into_iter().filter(|(c, _)| Some(*c) == worst).map(|(_, reason)| reason).collect();
    Judgement { colour: worst, reasons }
}

pub(super) fn colour(value: f64, bound: Bound, good: Good) -> Colour {
    let meets = |limit: f64| match (good, bound.is_strict) {
        (Good::Up, false) => value >= limit,
        (Good::Up, true) => value > limit,
        (Good::Down, false) => value <= limit,
        (Good::Down, true) => value < limit,
    };
    if meets(bound.green) {
        Colour::Green
    } else if bound.amber.is_some_and(meets) {
        Colour::Amber
    } else {
        Colour::Red
    }
}

/// Judges a value against an earlier one: lower is green, about the same (within 5%) amber.
pub(super) fn against(is: f64, was: f64, reason: &str) -> Part {
    let colour = match is - was {
        change if change.abs() < 0.05 * was.abs() || change == 0.0 => Colour::Amber,
        change if change < 0.0 => Colour::Green,
        _ => Colour::Red,
    };
    Part { colour, reason: reason.to_owned() }
}

fn by_course(rule: Rule, good: Good, value: f64, trend: &Trend) -> Option<(Colour, String)> {
    let words = |colour| Some((colour, format!("the trend is {}", trend.course.as_str())));
    match (trend.course, rule) {
        (_, Rule::Improves) if good == Good::Down && value == 0.0 => {
            Some((Colour::Green, "nothing is left".to_owned()))
        }
        (Course::Unknown, _) => None,
        (Course::Improving, _) | (Course::Flat, Rule::DoesNotWorsen) => words(Colour::Green),
        (Course::Flat, _) => words(Colour::Amber),
        (Course::Worsening, _) => words(Colour::Red),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_itself_is_good_enough_unless_the_target_says_more_than() {
        let at_least = Bound { green: 0.75, amber: Some(0.6), is_strict: false };
        let found = [0.75, 0.7499, 0.6, 0.59].map(|value| colour(value, at_least, Good::Up));
        assert_eq!(found, [Colour::Green, Colour::Amber, Colour::Amber, Colour::Red]);
        let less_than = Bound { green: 0.10, amber: Some(0.15), is_strict: true };
        let found = [0.0999, 0.10, 0.15].map(|value| colour(value, less_than, Good::Down));
        assert_eq!(found, [Colour::Green, Colour::Amber, Colour::Red]);
        let only = Bound { green: 1.0, amber: None, is_strict: false };
        assert_eq!(colour(0.99, only, Good::Up), Colour::Red);
    }
}
