//! From a plan to what trials are drawn from.

use crate::model::Workspace;
use crate::plan::engine::Engine;
use crate::plan::forecast::chunk::Model;
use crate::plan::forecast::correlation::CorrelationFault;
use crate::plan::forecast::correlation::Groups;
use crate::plan::forecast::distribution::Distribution;
use crate::plan::forecast::distribution::Shapes;
use crate::plan::forecast::events;
use crate::plan::forecast::flat::Flatten;
use crate::plan::forecast::inputs;
use crate::plan::forecast::inputs::Basis;
use crate::plan::forecast::options::Options;
use crate::plan::forecast::streams::Purpose;
use crate::plan::forecast::streams::Stream;
use crate::plan::result::Plan;

/// What trials are drawn from, with what it was made of.
pub(crate) struct Setup<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) model: Model<'a>,
    /// What each item's length rests on, in the network's order.
    pub(crate) basis: Vec<Basis>,
    pub(crate) faults: Vec<CorrelationFault>,
}

impl<'a> Setup<'a> {
    /// Reads what is uncertain in a plan. `None` for a plan that was never computed.
    pub(crate) fn new(workspace: &Workspace, plan: &'a Plan, options: &Options) -> Option<Setup<'a>> {
        let engine = plan.workings.engine.as_deref()?;
        let network = &engine.network;
        let mut shapes = Shapes::default();
        let works = inputs::works(workspace, plan, network, &mut shapes);
        let case = (options.seed, options.risks);
        let events = events::events(workspace, plan, network, case, &mut shapes);
        let mut is_hit = vec![false; works.len()];
        for hit in events.iter().flat_map(|event| &event.targets) {
            is_hit[hit.node as usize] = true;
        }
        let takes_time = |n: usize| is_hit[n] || !works[n].length.is_fixed();
        let flat = Flatten::new(engine, &takes_time).build();
        let mut hits = vec![Vec::new(); flat.nodes.len()];
        for (e, event) in (0_u32..).zip(&events) {
            for (h, hit) in (0_u32..).zip(&event.targets) {
                hits[flat.places[hit.node as usize] as usize].push((e, h));
            }
        }
        let number = |place: usize| flat.nodes[place].number as usize;
        let lengths: Vec<Distribution> =
            (0..flat.nodes.len()).map(|place| works[number(place)].length.clone()).collect();
        let streams = lengths.iter().enumerate().map(|(place, length)| {
            let key = &plan.nodes[number(place)].key;
            let stream = || Stream::new(options.seed, key.program.as_str(), key.id.as_str(), Purpose::Work);
            (!length.is_fixed()).then(stream)
        });
        let streams: Vec<Option<Stream>> = streams.collect();
        let place = |n: usize| {
            let place = flat.places[n];
            (place != u32::MAX && streams[place as usize].is_some()).then_some(place)
        };
        let (groups, faults) = Groups::new(workspace, plan, place);
        let basis = works.iter().map(|work| work.basis).collect();
        Some(Setup { engine, model: Model { flat, lengths, streams, events, hits, groups }, basis, faults })
    }

    /// Returns the number of the network that an item at a place has.
    pub(crate) fn number(&self, place: usize) -> usize {
        self.model.flat.nodes[place].number as usize
    }
}

impl Model<'_> {
    /// Tells whether an item's length varies.
    pub(crate) fn is_uncertain(&self, place: usize) -> bool {
        self.streams[place].is_some() || !self.hits[place].is_empty()
    }
}
