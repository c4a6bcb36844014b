//! What a risk weighs: how likely, how bad, how long the delay, and what is done about it, each in the short and the
//! long spelling.

use serde::Serialize;

use crate::model::Band;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Estimate;
use crate::model::Fault;
use crate::model::Form;
use crate::model::ImpactRecord;
use crate::model::Input;
use crate::model::MitigationRecord;
use crate::model::Percent;
use crate::model::Shape;
use crate::model::Text;
use crate::model::Trail;
use crate::model::Value;
use crate::model::Visitor;

/// How likely a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Likelihood {
    /// A probability.
    Percent(Percent),
    /// A band from 1 to 5.
    Band(Band),
}

impl Likelihood {
    /// Returns the band: percentages up to 10, 30, 50, 70 and 100 are bands 1 to 5.
    pub fn band(self) -> Band {
        let level = match self {
            Likelihood::Band(band) => return band,
            Likelihood::Percent(p) if p.share() <= 0.1 => 1,
            Likelihood::Percent(p) if p.share() <= 0.3 => 2,
            Likelihood::Percent(p) if p.share() <= 0.5 => 3,
            Likelihood::Percent(p) if p.share() <= 0.7 => 4,
            Likelihood::Percent(_) => 5,
        };
        Band::new(level).expect("the levels above are 1 to 5")
    }

    /// Returns the probability from 0 to 1; bands stand for their middle: 5, 20, 40, 60 and 85 percent.
    pub fn share(self) -> f64 {
        match self {
            Likelihood::Percent(p) => p.share(),
            Likelihood::Band(band) => [0.05, 0.2, 0.4, 0.6, 0.85][usize::from(band.level()) - 1],
        }
    }
}

impl std::fmt::Display for Likelihood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Likelihood::Percent(p) => p.fmt(f),
            Likelihood::Band(b) => b.fmt(f),
        }
    }
}

impl Value for Likelihood {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Percent::shape(), Band::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        if input.form() == Form::Scalar && input.text().contains('%') {
            return Percent::decode(input).map(Likelihood::Percent);
        }
        if input.form() == Form::Scalar && Band::from_word(&input.text()).is_none() {
            let reason =
                Some("write a percentage, or a band from 1 to 5 or `very_low` to `very_high`".to_owned());
            input.fault(Fault::Value { expected: "a probability such as `30%`".into(), reason });
            return None;
        }
        Band::decode(input).map(Likelihood::Band)
    }
}

/// A delay: one duration, or an estimate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Delay {
    /// One duration.
    Fixed(Duration),
    /// A range.
    Range(Box<Estimate>),
}

impl Value for Delay {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Duration::shape(), Estimate::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Map => Estimate::decode(input).map(|e| Delay::Range(Box::new(e))),
            _ => Duration::decode(input).map(Delay::Fixed),
        }
    }
}

/// How bad a risk would be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Impact {
    /// A band from 1 to 5.
    Band(Band),
    /// A delay.
    Delay(Duration),
    /// In numbers.
    Record(Box<ImpactRecord>),
}

impl Impact {
    /// Returns the band, if one is given, or what the delay says: up to 2, 5, 10, 20 and more working days.
    pub fn band(&self) -> Option<Band> {
        let by_days = |d: &Duration| {
            let days = d.minutes(8.0, 5.0) / 480;
            Band::new(match days {
                ..=2 => 1,
                3..=5 => 2,
                6..=10 => 3,
                11..=20 => 4,
                _ => 5,
            })
        };
        match self {
            Impact::Band(band) => Some(*band),
            Impact::Delay(delay) => by_days(delay),
            Impact::Record(record) => record.band.or_else(|| match record.delay.as_ref()? {
                Delay::Fixed(d) => by_days(d),
                Delay::Range(e) => e.likely.or(e.p50).or(e.mean).or(e.high).as_ref().and_then(by_days),
            }),
        }
    }
}

impl Value for Impact {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Band::shape(), Duration::shape(), ImpactRecord::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        if input.form() == Form::Map {
            return ImpactRecord::decode(input).map(|r| Impact::Record(Box::new(r)));
        }
        if input.form() == Form::Scalar {
            let text = input.text().into_owned();
            if let Some(band) = Band::from_word(&text) {
                return Some(Impact::Band(band));
            }
            if let Ok(delay) = Duration::parse(&text) {
                return Some(Impact::Delay(delay));
            }
        }
        let reason = "write a band from 1 to 5 or `very_low` to `very_high`, or a delay such as `10d`";
        let expected = "an impact such as `high` or `10d`".into();
        input.fault(Fault::Value { expected, reason: Some(reason.to_owned()) });
        None
    }
}

/// A mitigation: one line, or a record with owner, due date and actions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Mitigation {
    /// The plan in one line.
    Plan(Text),
    /// With owner, due date and actions.
    Record(Box<MitigationRecord>),
}

impl Mitigation {
    /// Returns the plan in one line, or its first action.
    pub fn plan(&self) -> Option<&str> {
        match self {
            Mitigation::Plan(text) => Some(text),
            Mitigation::Record(r) => r.plan.as_deref().or_else(|| r.actions.first().map(|a| &*a.text)),
        }
    }

    /// Returns when it is due: its own date, else the latest open action's.
    pub fn due(&self) -> Option<Date> {
        match self {
            Mitigation::Plan(_) => None,
            Mitigation::Record(r) => r.due.or_else(|| r.actions.iter().filter_map(|a| a.due).max()),
        }
    }
}

impl Value for Mitigation {
    fn shape() -> Shape {
        Shape::AnyOf(vec![Shape::Text, MitigationRecord::shape()])
    }

    fn decode(input: &mut dyn Input) -> Option<Self> {
        match input.form() {
            Form::Map => MitigationRecord::decode(input).map(|r| Mitigation::Record(Box::new(r))),
            _ => Text::decode(input).map(Mitigation::Plan),
        }
    }

    fn visit(&self, at: &mut Trail, visitor: &mut dyn Visitor) {
        match self {
            Mitigation::Plan(text) => visitor.text(at, text),
            Mitigation::Record(record) => record.visit(at, visitor),
        }
    }

    fn redact(&mut self, redactor: &dyn crate::model::Redactor) {
        match self {
            Mitigation::Plan(text) => text.redact(redactor),
            Mitigation::Record(record) => record.redact(redactor),
        }
    }
}
