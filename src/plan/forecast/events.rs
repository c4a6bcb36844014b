//! Risks in numbers: what may happen once a trial, and what it does to the work of the items it affects.

use crate::diag::Subject;
use crate::model::ConfidenceRange;
use crate::model::Delay;
use crate::model::Impact;
use crate::model::Kind;
use crate::model::Likelihood;
use crate::model::Risk;
use crate::model::Workspace;
use crate::plan::forecast::distribution::Distribution;
use crate::plan::forecast::distribution::Shapes;
use crate::plan::forecast::inputs::Clock;
use crate::plan::forecast::inputs::is_ordered;
use crate::plan::forecast::inputs::range;
use crate::plan::forecast::options::Risks;
use crate::plan::forecast::streams::Purpose;
use crate::plan::forecast::streams::Stream;
use crate::plan::network::Network;
use crate::plan::result::NodeKey;
use crate::plan::result::Plan;

/// A risk as an event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// The risk.
    pub(crate) key: NodeKey,
    /// The risk's place in the workspace.
    pub(crate) subject: Subject,
    /// How likely, from 0 to 1.
    pub(crate) probability: f64,
    /// What it multiplies the work by.
    pub(crate) factor: Option<Distribution>,
    /// The items it hits, each once.
    pub(crate) targets: Vec<Hit>,
    occurs: Stream,
    delay: Stream,
    by: Stream,
}

/// What an event does to one item.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// The item's number in the network.
    pub(crate) node: u32,
    /// The delay, in minutes of the item's time.
    pub(crate) delay: Option<Distribution>,
}

/// What an event does in one trial.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Happened {
    /// The trial, counted from the first of the chunk.
    pub(crate) trial: u32,
    /// The share at which the delay is drawn, the same for every item.
    pub(crate) delay: f64,
    /// The multiple.
    pub(crate) factor: f64,
}

/// Collects the open risks that have a probability and an impact in numbers, and hit something that is still to come.
pub(crate) fn events(
    workspace: &Workspace,
    plan: &Plan,
    network: &Network,
    (seed, which): (u64, Risks),
    shapes: &mut Shapes,
) -> Vec<Event> {
    let mut events = Vec::new();
    if which == Risks::Off {
        return events;
    }
    for program in &workspace.programs {
        for (index, risk) in program.risks.iter().enumerate().filter(|(_, risk)| risk.is_open()) {
            let Some((probability, numbers)) = numbers(risk, which) else { continue };
            let key = NodeKey { program: program.id.clone(), id: risk.id.clone() };
            let mut nodes: Vec<usize> = Vec::new();
            for item in &risk.affects {
                let owner = item.program.as_ref().unwrap_or(&program.id);
                let found = plan.index_of(owner.as_str(), item.id.as_str());
                let is_open = |n: &usize| network.activities[*n].finished.is_none();
                nodes.extend(found.filter(is_open).filter(|n| !nodes.contains(n)));
            }
            let mut hit = |node: usize| {
                let is_elapsed = network.activities[node].pace == crate::plan::axis::Pace::Elapsed;
                let clock = Clock::new(network.calendar(node), workspace.settings(), is_elapsed);
                let delay = match &numbers.delay {
                    Some(Delay::Fixed(delay)) => Some(Distribution::Fixed(clock.minutes(*delay))),
                    Some(Delay::Range(estimate)) => range(estimate, clock, shapes),
                    None => None,
                };
                Hit { node: node as u32, delay }
            };
            let targets: Vec<Hit> = nodes.into_iter().map(&mut hit).collect();
            let does_something = numbers.factor.is_some() || targets.iter().any(|hit| hit.delay.is_some());
            if targets.is_empty() || !does_something {
                continue;
            }
            let stream = |purpose| Stream::new(seed, program.id.as_str(), risk.id.as_str(), purpose);
            events.push(Event {
                subject: program.subject(Kind::Risk, index),
                probability,
                factor: numbers.factor.map(|f| Distribution::triangular(f.low, f.likely, f.high)),
                targets,
                occurs: stream(Purpose::Occurs),
                delay: stream(Purpose::Delay),
                by: stream(Purpose::Factor),
                key,
            });
        }
    }
    events.sort_by(|a, b| a.key.cmp(&b.key));
    // A second risk of the same id would draw the same luck.
    events.dedup_by(|a, b| a.key == b.key);
    events
}

/// What a risk would do, in numbers.
pub(crate) struct Numbers {
    delay: Option<Delay>,
    factor: Option<ConfidenceRange>,
}

/// Returns probability and impact of a risk, when both are given in numbers: as they stand, or after its mitigation.
pub(crate) fn numbers(risk: &Risk, which: Risks) -> Option<(f64, Numbers)> {
    let residual = risk.residual.as_ref().filter(|_| which == Risks::Residual);
    let probability = residual.and_then(|r| r.probability).or(risk.probability).map(Likelihood::share)?;
    let impact = residual.and_then(|r| r.impact.as_ref()).or(risk.impact.as_ref())?;
    let numbers = match impact {
        Impact::Band(_) => return None,
        Impact::Delay(delay) => Numbers { delay: Some(Delay::Fixed(*delay)), factor: None },
        Impact::Record(record) => {
            Numbers { delay: record.delay.clone(), factor: record.factor.clone().filter(is_ordered) }
        }
    };
    (numbers.delay.is_some() || numbers.factor.is_some()).then_some((probability, numbers))
}

impl Event {
    /// Returns the trials in which it happens, of `count` from `first` on.
    pub(crate) fn happens(&self, first: usize, count: usize) -> Vec<Happened> {
        let mut shares = vec![0.0; count];
        self.occurs.fill(first, &mut shares);
        let mut happened: Vec<Happened> = (0_u32..)
            .zip(&shares)
            .filter(|(_, share)| **share < self.probability)
            .map(|(trial, _)| Happened { trial, delay: 0.5, factor: 1.0 })
            .collect();
        self.delay.fill(first, &mut shares);
        for one in &mut happened {
            one.delay = shares[one.trial as usize];
        }
        if let Some(factor) = &self.factor {
            self.by.fill(first, &mut shares);
            for one in &mut happened {
                one.factor = factor.quantile(shares[one.trial as usize]);
            }
        }
        happened
    }

    /// Returns about the minutes that it costs on the average, over all items: to rank by.
    pub(crate) fn weight(&self, lengths: impl Fn(u32) -> f64) -> f64 {
        let stretch = self.factor.as_ref().map_or(0.0, |factor| factor.middle() - 1.0);
        let cost = |hit: &Hit| {
            hit.delay.as_ref().map_or(0.0, Distribution::middle) + (stretch * lengths(hit.node)).abs()
        };
        self.probability * self.targets.iter().map(cost).fold(0.0, f64::max)
    }
}
