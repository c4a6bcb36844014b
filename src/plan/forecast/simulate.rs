//! Many trials: chunks of them side by side, tallied item by item.
//!
//! Which trials make a chunk, and which chunks a batch, follows from the size of the plan alone, and every item adds its
//! trials up in their order: the result has the same bits on one thread and on many.

use rayon::prelude::*;

use crate::plan::axis::End;
use crate::plan::forecast::chunk::Chunk;
use crate::plan::forecast::chunk::Model;
use crate::plan::forecast::quantiles::Ranks;
use crate::plan::forecast::setup::Setup;
use crate::plan::forecast::tally::Tally;

/// Values of a chunk: small enough to stay near the processor.
const CHUNK_VALUES: usize = 400_000;

/// Values of a batch: what is in memory at a time, twice over.
const BATCH_VALUES: usize = 3_000_000;

/// Values that are kept whole; beyond it they are counted, and played once more.
const KEPT_VALUES: usize = 12_000_000;

/// What came out.
pub(crate) struct Outcome {
    /// By place in the flat network.
    pub(crate) tallies: Vec<Tally>,
    /// The ends of each program, by trial, in minutes of work of its calendar.
    pub(crate) ends: Vec<Vec<f64>>,
}

/// How trials are cut into chunks, and chunks into batches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    trials: usize,
    chunk: usize,
    batch: usize,
}

impl Cut {
    /// Cuts trials of so many items.
    pub(crate) fn new(items: usize, trials: usize) -> Cut {
        let chunk = (CHUNK_VALUES / items.max(1) / 64 * 64).clamp(64, 512);
        let batch = (BATCH_VALUES / (chunk * items.max(1))).clamp(2, 32);
        Cut { trials, chunk, batch }
    }

    /// Plays all trials, a batch at a time.
    pub(crate) fn play(self, model: &Model<'_>, mut with: impl FnMut(&[Chunk])) {
        let firsts: Vec<usize> = (0..self.trials).step_by(self.chunk).collect();
        for batch in firsts.chunks(self.batch) {
            let play = |first: &usize| model.play(*first, self.chunk.min(self.trials - first));
            let chunks: Vec<Chunk> = batch.par_iter().map(play).collect();
            with(&chunks);
        }
    }
}

/// Plays the trials and tallies them.
pub(crate) fn simulate(setup: &Setup<'_>, trials: usize, ranks: &Ranks) -> Outcome {
    let model = &setup.model;
    let items = model.flat.nodes.len();
    let keeps = (items * trials <= KEPT_VALUES).then_some(trials);
    let activity = |place: usize| &setup.engine.network.activities[setup.number(place)];
    let tally = |place: usize| {
        let activity = activity(place);
        Tally::new(place, activity.program as usize, activity.calendar, keeps)
    };
    let mut tallies: Vec<Tally> = (0..items).map(tally).collect();
    let mut ends: Vec<Vec<f64>> = vec![Vec::with_capacity(trials); model.flat.programs.len()];
    let cut = Cut::new(items, trials);
    cut.play(model, |chunks| {
        tallies.par_iter_mut().for_each(|tally| tally.add(model, chunks));
        ends.par_iter_mut().enumerate().for_each(|(p, all)| {
            let of = &model.flat.programs[p];
            for chunk in chunks {
                let own = &chunk.ends[p * chunk.len..(p + 1) * chunk.len];
                all.extend(own.iter().map(|at| model.convert(*at, of.scale, of.calendar, End::Finish)));
            }
        });
    });
    if tallies.iter().any(Tally::is_counted) {
        tallies.par_iter_mut().for_each(|tally| tally.want(ranks));
        cut.play(model, |chunks| tallies.par_iter_mut().for_each(|tally| tally.collect(chunks)));
    }
    Outcome { tallies, ends }
}
