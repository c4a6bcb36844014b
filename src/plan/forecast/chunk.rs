//! Some trials at once: draw, pass forward, mark what is tight, pass back.
//!
//! Item by item, and for each all trials of the chunk, so that the loops are plain sums and maxima over arrays. Whether a
//! link decides is kept as a bit a trial: the way back is then a matter of words of bits.

use crate::plan::axis::End;
use crate::plan::forecast::correlation::Groups;
use crate::plan::forecast::distribution::Distribution;
use crate::plan::forecast::events::Event;
use crate::plan::forecast::events::Happened;
use crate::plan::forecast::flat::CIVIL;
use crate::plan::forecast::flat::Flat;
use crate::plan::forecast::flat::FlatLink;
use crate::plan::forecast::flat::FlatNode;
use crate::plan::forecast::flat::Way;
use crate::plan::forecast::streams::Stream;

/// Bounds closer than this many minutes count as equal: far below what anybody plans with, far above rounding.
const TIE: f64 = 1e-6;

/// What every trial is drawn from.
pub(crate) struct Model<'a> {
    /// The network.
    pub(crate) flat: Flat<'a>,
    /// How long each item takes, in the order of the flat network.
    pub(crate) lengths: Vec<Distribution>,
    /// Where its luck comes from; `None` for one that always takes as long.
    pub(crate) streams: Vec<Option<Stream>>,
    /// The risks.
    pub(crate) events: Vec<Event>,
    /// The hits of events on each item: (event, hit).
    pub(crate) hits: Vec<Vec<(u32, u32)>>,
    /// Items whose luck goes together.
    pub(crate) groups: Groups,
}

/// What is taken away to see what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Without {
    /// An event.
    Event(u32),
    /// The range of an item, by its place: it takes the minutes that the plan says.
    Range(u32, f64),
}

/// Some trials.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// The first trial.
    pub(crate) first: usize,
    /// How many.
    pub(crate) len: usize,
    /// When each item finishes, item by item, on its own scale.
    pub(crate) finish: Vec<f64>,
    /// How long each item takes.
    pub(crate) span: Vec<f64>,
    /// When each program ends, on its scale.
    pub(crate) ends: Vec<f64>,
    /// A bit for every item and trial: it is on a path that determines an end.
    pub(crate) critical: Vec<u64>,
    /// What happens.
    pub(crate) happened: Vec<Vec<Happened>>,
}

impl Model<'_> {
    /// Plays some trials through.
    pub(crate) fn play(&self, first: usize, len: usize) -> Chunk {
        let count = self.flat.nodes.len();
        let words = len.div_ceil(64);
        let mut chunk = Chunk {
            first,
            len,
            finish: vec![0.0; count * len],
            span: vec![0.0; count * len],
            ends: vec![0.0; self.flat.programs.len() * len],
            critical: vec![0; count * words],
            happened: self.events.iter().map(|event| event.happens(first, len)).collect(),
        };
        let joint = self.groups.draw(first, len, &self.streams);
        let mut tight = vec![0_u64; self.flat.links.len() * words];
        let mut bounds = Vec::new();
        let mut start = vec![0.0; len];
        for n in 0..count {
            let (done, rest) = chunk.finish.split_at_mut(n * len);
            let (done_spans, rest_spans) = chunk.span.split_at_mut(n * len);
            let span = &mut rest_spans[..len];
            self.draw(n, first, joint.get(n, len), &chunk.happened, None, span);
            let node = &self.flat.nodes[n];
            let links = node.links.0 as usize..node.links.1 as usize;
            bounds.resize(links.len() * len, 0.0);
            self.least(node, span, &mut start);
            for (link, bound) in self.flat.links[links.clone()].iter().zip(bounds.chunks_mut(len)) {
                let from = link.from as usize * len;
                let (ends, spans) = (&done[from..from + len], &done_spans[from..from + len]);
                self.bound(link, node, (ends, spans), span, bound);
                for (start, bound) in start.iter_mut().zip(&*bound) {
                    *start = start.max(*bound);
                }
            }
            for (bits, bound) in tight[links.start * words..].chunks_mut(words).zip(bounds.chunks(len)) {
                mark(bits, bound, &start);
            }
            for ((finish, start), span) in rest[..len].iter_mut().zip(&start).zip(&*span) {
                *finish = start + span;
            }
        }
        self.end(&chunk.finish, len, &mut chunk.ends);
        self.pass_back(&mut chunk, &tight);
        chunk
    }

    /// Draws how long an item takes, with what events do to it.
    pub(crate) fn draw(
        &self,
        n: usize,
        first: usize,
        joint: Option<&[f64]>,
        happened: &[Vec<Happened>],
        without: Option<Without>,
        span: &mut [f64],
    ) {
        match (&self.streams[n], without) {
            (_, Some(Without::Range(place, minutes))) if place as usize == n => span.fill(minutes),
            (None, _) => self.lengths[n].draw(span),
            (Some(stream), _) => {
                match joint {
                    Some(shares) => span.copy_from_slice(shares),
                    None => stream.fill(first, span),
                }
                self.lengths[n].draw(span);
            }
        }
        let hits = || {
            let counted = |(event, _): &&(u32, u32)| without != Some(Without::Event(*event));
            self.hits[n].iter().filter(counted).map(|(e, h)| (*e as usize, *h as usize))
        };
        for (event, _) in hits().filter(|(event, _)| self.events[*event].factor.is_some()) {
            for one in &happened[event] {
                span[one.trial as usize] *= one.factor;
            }
        }
        for (event, hit) in hits() {
            let Some(delay) = &self.events[event].targets[hit].delay else { continue };
            for one in &happened[event] {
                span[one.trial as usize] += delay.quantile(one.delay);
            }
        }
    }

    /// Fills in the least position of an item's start.
    pub(crate) fn least(&self, node: &FlatNode, span: &[f64], start: &mut [f64]) {
        for (start, span) in start.iter_mut().zip(span) {
            *start = node.start.max(node.finish - span);
        }
    }

    /// Fills in the least position of an item's start by one of its links.
    pub(crate) fn bound(
        &self,
        link: &FlatLink,
        node: &FlatNode,
        (finishes, spans): (&[f64], &[f64]),
        span: &[f64],
        bound: &mut [f64],
    ) {
        match link.source {
            End::Finish => bound.copy_from_slice(finishes),
            End::Start => {
                for ((bound, finish), span) in bound.iter_mut().zip(finishes).zip(spans) {
                    *bound = finish - span;
                }
            }
        }
        let from = self.flat.nodes[link.from as usize].scale;
        match link.way {
            Way::Same if link.lag == 0.0 => {}
            Way::Same => bound.iter_mut().for_each(|at| *at += link.lag),
            Way::Over(calendar) => {
                // As in the plan: a lead before a start leads to the start of a stretch of work, any other lag to its end.
                let is_lead = link.source == End::Start && link.lag < 0.0;
                let lands = if is_lead { End::Start } else { End::Finish };
                for at in bound.iter_mut() {
                    let work = self.convert(*at, from, calendar, link.source) + link.lag;
                    *at = self.convert(work, calendar, node.scale, lands);
                }
            }
            Way::Civil => {
                for at in bound.iter_mut() {
                    let civil = self.convert(*at, from, CIVIL, link.source) + link.lag;
                    *at = self.convert(civil, CIVIL, node.scale, link.source);
                }
            }
        }
        if link.target == End::Finish {
            for (bound, span) in bound.iter_mut().zip(span) {
                *bound -= span;
            }
        }
    }

    /// Turns a position of an end into one of another scale.
    pub(crate) fn convert(&self, at: f64, from: u32, to: u32, end: End) -> f64 {
        if from == to {
            return at;
        }
        let scale = |number: u32| self.flat.scales[number as usize].as_ref();
        let civil = match scale_or(from, scale) {
            Some(scale) => scale.civil(at, end),
            None => at,
        };
        match scale_or(to, scale) {
            Some(scale) => scale.work_at(civil),
            None => civil,
        }
    }

    /// Fills in when each program ends.
    pub(crate) fn end(&self, finish: &[f64], len: usize, ends: &mut [f64]) {
        for (end, of) in ends.chunks_mut(len).zip(&self.flat.programs) {
            end.fill(of.fact);
        }
        for (n, node) in self.flat.nodes.iter().enumerate() {
            let Some(program) = node.ends.map(|p| p as usize) else { continue };
            let scale = self.flat.programs[program].scale;
            let own = &finish[n * len..(n + 1) * len];
            let ends = &mut ends[program * len..(program + 1) * len];
            for (end, finish) in ends.iter_mut().zip(own) {
                *end = end.max(self.convert(*finish, node.scale, scale, End::Finish));
            }
        }
    }

    /// Marks what determines an end, from the ends back over tight links.
    fn pass_back(&self, chunk: &mut Chunk, tight: &[u64]) {
        let len = chunk.len;
        let words = len.div_ceil(64);
        let mut at_end = vec![0.0; len];
        for (n, node) in self.flat.nodes.iter().enumerate().rev() {
            if let Some(program) = node.ends.map(|p| p as usize) {
                let scale = self.flat.programs[program].scale;
                let finishes = &chunk.finish[n * len..(n + 1) * len];
                for (at, finish) in at_end.iter_mut().zip(finishes) {
                    *at = self.convert(*finish, node.scale, scale, End::Finish);
                }
                let ends = &chunk.ends[program * len..(program + 1) * len];
                mark(&mut chunk.critical[n * words..(n + 1) * words], &at_end, ends);
            }
            let (before, own) = chunk.critical.split_at_mut(n * words);
            let own = &own[..words];
            if own.iter().all(|word| *word == 0) {
                continue;
            }
            for number in node.links.0 as usize..node.links.1 as usize {
                let from = self.flat.links[number].from as usize * words;
                let tight = &tight[number * words..(number + 1) * words];
                for ((from, own), tight) in before[from..from + words].iter_mut().zip(own).zip(tight) {
                    *from |= own & tight;
                }
            }
        }
    }
}

/// Returns the table of a scale; none for civil minutes.
fn scale_or<T>(number: u32, scale: impl Fn(u32) -> Option<T>) -> Option<T> {
    if number == CIVIL { None } else { scale(number) }
}

/// Sets the bits of the trials in which a bound reaches a limit.
fn mark(bits: &mut [u64], bound: &[f64], limit: &[f64]) {
    for (word, (bound, limit)) in bits.iter_mut().zip(bound.chunks(64).zip(limit.chunks(64))) {
        let mut mask = 0;
        for (n, (bound, limit)) in bound.iter().zip(limit).enumerate() {
            mask |= u64::from(*bound >= limit - TIE) << n;
        }
        *word |= mask;
    }
}
