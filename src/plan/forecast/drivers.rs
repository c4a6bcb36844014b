//! What moves the ends of programs most: the same trials, played without a risk, or with one item as planned.
//!
//! Only what lies after the item is played again, with the same luck for everything else, so that the difference is the
//! driver's own.

use rayon::prelude::*;

use crate::model::Workspace;
use crate::plan::axis::End;
use crate::plan::forecast::chunk::Chunk;
use crate::plan::forecast::chunk::Model;
use crate::plan::forecast::chunk::Without;
use crate::plan::forecast::quantiles::Ranks;
use crate::plan::forecast::result::DriverEffect;
use crate::plan::forecast::result::DriverKind;
use crate::plan::forecast::result::Drivers;
use crate::plan::forecast::result::Forecast;
use crate::plan::forecast::setup::Setup;
use crate::plan::forecast::simulate::Cut;
use crate::plan::forecast::tally::Sums;
use crate::plan::forecast::told::Ruler;
use crate::plan::result::Plan;

/// The most ranges of items that are measured.
const MOST_RANGES: usize = 16;

/// The most risks that are measured.
const MOST_RISKS: usize = 64;

/// Items times trials that the measurement may cost.
const BUDGET: usize = 30_000_000;

/// The fewest trials that an effect is measured on.
const LEAST_TRIALS: usize = 1_000;

/// Effects below this many working days are none.
const NOTHING: f64 = 1e-9;

/// A driver to measure.
struct Candidate {
    without: Without,
    /// The items that change with it, in order.
    after: Vec<u32>,
}

/// Measures the drivers of a forecast.
pub(super) fn drivers(workspace: &Workspace, plan: &Plan, forecast: &Forecast) -> Option<Drivers> {
    let setup = Setup::new(workspace, plan, &forecast.options)?;
    let (candidates, left_out) = candidates(&setup, forecast);
    let trials = forecast.options.trials as usize;
    let cost: usize = candidates.iter().map(|c| c.after.len()).sum::<usize>() + setup.model.flat.nodes.len();
    let trials = trials.min((BUDGET / cost.max(1)).max(LEAST_TRIALS));
    let programs = setup.model.flat.programs.len();
    let mut base: Vec<Vec<f64>> = vec![Vec::new(); programs];
    let mut others: Vec<Vec<Vec<f64>>> = vec![vec![Vec::new(); programs]; candidates.len()];
    Cut::new(setup.model.flat.nodes.len(), trials).play(&setup.model, |chunks| {
        for chunk in chunks {
            add(&setup.model, &chunk.ends, chunk.len, &mut base);
        }
        others.par_iter_mut().zip(&candidates).for_each(|(ends, candidate)| {
            for chunk in chunks {
                let again = setup.model.play_again(chunk, candidate);
                add(&setup.model, &again, chunk.len, ends);
            }
        });
    });
    let ranks = Ranks::new(trials, forecast.options.level);
    let mut effects = Vec::new();
    for (p, program) in plan.programs.iter().enumerate() {
        let ruler = Ruler::new(&setup, setup.model.flat.programs[p].calendar, program.start);
        let level = |ends: &[f64]| ranks.of(ends).level;
        let mean = |ends: &[f64]| Sums::of(ends.iter().copied()).mean();
        let (base_level, base_mean) = (level(&base[p]), mean(&base[p]));
        for (candidate, ends) in candidates.iter().zip(&others) {
            let level_effect = ruler.length(base_level - level(&ends[p]));
            let mean_effect = ruler.length(base_mean - mean(&ends[p]));
            if level_effect.abs().max(mean_effect.abs()) > NOTHING {
                effects.push(effect(&setup, plan, p, candidate.without, (level_effect, mean_effect)));
            }
        }
    }
    effects.sort_by(|a, b| {
        let order = b.level_effect.total_cmp(&a.level_effect).then(b.mean_effect.total_cmp(&a.mean_effect));
        a.program.cmp(&b.program).then(order).then_with(|| a.key.cmp(&b.key))
    });
    Some(Drivers { effects, trials: trials as u32, left_out })
}

/// Adds the ends of programs, in minutes of work of their calendars.
fn add(model: &Model<'_>, ends: &[f64], len: usize, all: &mut [Vec<f64>]) {
    for ((all, ends), of) in all.iter_mut().zip(ends.chunks(len)).zip(&model.flat.programs) {
        all.extend(ends.iter().map(|at| model.convert(*at, of.scale, of.calendar, End::Finish)));
    }
}

fn effect(setup: &Setup<'_>, plan: &Plan, p: usize, without: Without, by: (f64, f64)) -> DriverEffect {
    let program = plan.programs[p].id.clone();
    let (level_effect, mean_effect) = by;
    match without {
        Without::Event(e) => {
            let event = &setup.model.events[e as usize];
            DriverEffect {
                program,
                kind: DriverKind::Risk,
                key: event.key.clone(),
                subject: Some(event.subject),
                probability: Some(event.probability),
                level_effect,
                mean_effect,
                affects: event.targets.iter().map(|hit| plan.nodes[hit.node as usize].key.clone()).collect(),
            }
        }
        Without::Range(place, _) => DriverEffect {
            program,
            kind: DriverKind::Range,
            key: plan.nodes[setup.number(place as usize)].key.clone(),
            subject: None,
            probability: None,
            level_effect,
            mean_effect,
            affects: Vec::new(),
        },
    }
}

/// Returns what is measured, and how much more there would be: every risk, and the ranges that go with the end.
fn candidates(setup: &Setup<'_>, forecast: &Forecast) -> (Vec<Candidate>, usize) {
    let model = &setup.model;
    let length = |node: u32| model.lengths[model.flat.places[node as usize] as usize].middle();
    let mut risks: Vec<(f64, u32)> =
        (0..).zip(&model.events).map(|(n, event)| (event.weight(length), n)).collect();
    risks.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut ranges: Vec<(f64, u32)> = (0..model.flat.nodes.len())
        .filter(|place| model.streams[*place].is_some())
        .map(|place| (forecast.items[setup.number(place)].ssi, place as u32))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    ranges.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let left_out = risks.len().saturating_sub(MOST_RISKS) + ranges.len().saturating_sub(MOST_RANGES);
    let mut candidates = Vec::new();
    for (_, n) in risks.into_iter().take(MOST_RISKS) {
        let hit = model.events[n as usize].targets.iter().map(|hit| model.flat.places[hit.node as usize]);
        candidates.push(candidate(model, Without::Event(n), hit.collect()));
    }
    for (_, place) in ranges.into_iter().take(MOST_RANGES) {
        let planned = setup.engine.network.activities[setup.number(place as usize)].span as f64;
        candidates.push(candidate(model, Without::Range(place, planned), vec![place]));
    }
    (candidates, left_out)
}

/// Finds what lies after some items.
fn candidate(model: &Model<'_>, without: Without, places: Vec<u32>) -> Candidate {
    let mut is_after = vec![false; model.flat.nodes.len()];
    for place in places {
        is_after[place as usize] = true;
    }
    for link in &model.flat.links {
        is_after[link.to as usize] |= is_after[link.from as usize];
    }
    let after = (0_u32..).zip(&is_after).filter(|(_, is)| **is).map(|(place, _)| place).collect();
    Candidate { without, after }
}

impl Model<'_> {
    /// Plays a chunk again without a driver, and returns when each program ends then.
    fn play_again(&self, chunk: &Chunk, candidate: &Candidate) -> Vec<f64> {
        let len = chunk.len;
        let mut finish = chunk.finish.clone();
        let mut span = chunk.span.clone();
        let joint = self.groups.draw(chunk.first, len, &self.streams);
        let (mut start, mut bound) = (vec![0.0; len], vec![0.0; len]);
        for place in &candidate.after {
            let n = *place as usize;
            let node = &self.flat.nodes[n];
            let (done_spans, own) = span.split_at_mut(n * len);
            let own = &mut own[..len];
            if self.is_uncertain(n) {
                self.draw(n, chunk.first, joint.get(n, len), &chunk.happened, Some(candidate.without), own);
            }
            let (done, rest) = finish.split_at_mut(n * len);
            self.least(node, own, &mut start);
            for link in &self.flat.links[node.links.0 as usize..node.links.1 as usize] {
                let from = link.from as usize * len;
                let before = (&done[from..from + len], &done_spans[from..from + len]);
                self.bound(link, node, before, own, &mut bound);
                start.iter_mut().zip(&bound).for_each(|(start, bound)| *start = start.max(*bound));
            }
            for ((finish, start), span) in rest[..len].iter_mut().zip(&start).zip(&*own) {
                *finish = start + span;
            }
        }
        let mut ends = vec![0.0; self.flat.programs.len() * len];
        self.end(&finish, len, &mut ends);
        ends
    }
}
