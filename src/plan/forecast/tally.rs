//! What is kept of an item's trials: sums, a count, and as many values as quantiles need.

use crate::plan::axis::End;
use crate::plan::forecast::chunk::Chunk;
use crate::plan::forecast::chunk::Model;
use crate::plan::forecast::quantiles::Bins;
use crate::plan::forecast::quantiles::Quantiles;
use crate::plan::forecast::quantiles::Ranks;

/// Minutes by which a commitment may be missed and still counts as met: rounding.
const GRACE: f64 = 1e-6;

/// By how much of their width bins lie further than the trials they are laid by.
const FURTHER: f64 = 0.5;

/// What is kept of an item.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// Its place in the flat network.
    place: usize,
    /// Its program, whose end it is compared with.
    program: usize,
    /// The scale that its days are counted on.
    calendar: u32,
    /// Sums of the finish, in minutes of work of its calendar.
    pub(crate) finish: Sums,
    /// Sums of its length.
    pub(crate) length: Sums,
    /// Sums of its program's end.
    pub(crate) end: Sums,
    /// Sum of products of length and end.
    product: f64,
    /// Trials in which it meets its commitment.
    pub(crate) met: usize,
    /// Sum of the minutes of work by which it misses its commitment.
    pub(crate) late: f64,
    /// Trials in which it determines an end.
    pub(crate) critical: usize,
    /// Its finishes, by trial, or a count of them.
    kept: Kept,
}

/// Values, or a count of them.
#[derive(Clone, Debug)]
enum Kept {
    All(Vec<f64>),
    Counted(Option<Bins>),
}

/// Sums about a first value, which keeps the digits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    count: usize,
    about: f64,
    sum: f64,
    squares: f64,
    low: f64,
    high: f64,
}

impl Sums {
    /// Adds a value, and returns what it differs by from the first.
    fn add(&mut self, value: f64) -> f64 {
        if self.count == 0 {
            *self = Sums { about: value, low: value, high: value, ..Sums::default() };
        }
        self.count += 1;
        let from = value - self.about;
        self.sum += from;
        self.squares += from * from;
        self.low = self.low.min(value);
        self.high = self.high.max(value);
        from
    }

    /// Adds all of some values.
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Sums {
        let mut sums = Sums::default();
        values.for_each(|value| {
            sums.add(value);
        });
        sums
    }

    /// Returns the mean.
    pub(crate) fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.about + self.sum / self.count as f64 }
    }

    /// Returns the standard deviation.
    pub(crate) fn sd(&self) -> f64 {
        if self.count < 2 || self.low >= self.high {
            return 0.0;
        }
        let count = self.count as f64;
        ((self.squares - self.sum * self.sum / count) / (count - 1.0)).max(0.0).sqrt()
    }
}

impl Tally {
    /// Begins the tally of an item. `keeps` says that all values are kept.
    pub(crate) fn new(place: usize, program: usize, calendar: u32, keeps: Option<usize>) -> Tally {
        Tally {
            place,
            program,
            calendar,
            finish: Sums::default(),
            length: Sums::default(),
            end: Sums::default(),
            product: 0.0,
            met: 0,
            late: 0.0,
            critical: 0,
            kept: match keeps {
                Some(trials) => Kept::All(Vec::with_capacity(trials)),
                None => Kept::Counted(None),
            },
        }
    }

    /// Adds some chunks, in order.
    pub(crate) fn add(&mut self, model: &Model<'_>, chunks: &[Chunk]) {
        let node = &model.flat.nodes[self.place];
        for chunk in chunks {
            let (finish, span, ends, critical) = self.of(chunk);
            if node.scale == self.calendar {
                for value in finish {
                    self.finish.add(*value);
                }
            } else {
                for value in finish {
                    self.finish.add(model.convert(*value, node.scale, self.calendar, End::Finish));
                }
            }
            if let Some(last) = node.deadline {
                self.met += finish.iter().filter(|at| **at <= last + GRACE).count();
                let work = |at: f64| model.convert(at, node.scale, self.calendar, End::Finish);
                let due = work(last);
                for at in finish.iter().filter(|at| **at > last + GRACE) {
                    self.late += work(*at) - due;
                }
            }
            self.critical += critical.iter().map(|word| word.count_ones() as usize).sum::<usize>();
            if model.is_uncertain(self.place) {
                for (length, end) in span.iter().zip(ends) {
                    self.product += self.length.add(*length) * self.end.add(*end);
                }
            }
        }
        match &mut self.kept {
            Kept::All(values) => {
                for chunk in chunks {
                    values.extend_from_slice(slice(&chunk.finish, self.place, chunk.len));
                }
            }
            Kept::Counted(bins) => {
                let own = |chunk: &Chunk| slice(&chunk.finish, self.place, chunk.len).to_vec();
                let bins = bins.get_or_insert_with(|| {
                    let first: Vec<f64> = chunks.iter().flat_map(own).collect();
                    Bins::around(&first, FURTHER)
                });
                for chunk in chunks {
                    bins.count(slice(&chunk.finish, self.place, chunk.len));
                }
            }
        }
    }

    fn of<'c>(&self, chunk: &'c Chunk) -> (&'c [f64], &'c [f64], &'c [f64], &'c [u64]) {
        let words = chunk.len.div_ceil(64);
        (
            slice(&chunk.finish, self.place, chunk.len),
            slice(&chunk.span, self.place, chunk.len),
            slice(&chunk.ends, self.program, chunk.len),
            &chunk.critical[self.place * words..(self.place + 1) * words],
        )
    }

    /// Tells whether the trials must be played once more for its quantiles.
    pub(crate) fn is_counted(&self) -> bool {
        matches!(self.kept, Kept::Counted(_)) && self.finish.low < self.finish.high
    }

    /// Finds the bins that hold the ranks.
    pub(crate) fn want(&mut self, ranks: &Ranks) {
        if let Kept::Counted(Some(bins)) = &mut self.kept {
            bins.want(ranks);
        }
    }

    /// Collects from chunks that are played once more.
    pub(crate) fn collect(&mut self, chunks: &[Chunk]) {
        if !self.is_counted() {
            return;
        }
        if let Kept::Counted(Some(bins)) = &mut self.kept {
            for chunk in chunks {
                bins.collect(slice(&chunk.finish, self.place, chunk.len));
            }
        }
    }

    /// Returns the quantiles of the finish, on the item's own scale. `sure` is the finish that never varies.
    pub(crate) fn quantiles(&mut self, ranks: &Ranks, sure: f64) -> Quantiles {
        let is_sure = !self.is_counted();
        match &mut self.kept {
            Kept::All(values) => ranks.of(values),
            Kept::Counted(Some(bins)) if !is_sure => bins.quantiles(ranks),
            Kept::Counted(_) => Quantiles::<f64>::default().map(|_| sure),
        }
    }

    /// Returns the correlation of the item's length with the end of its program.
    pub(crate) fn correlation(&self) -> f64 {
        let (sd_length, sd_end) = (self.length.sd(), self.end.sd());
        if sd_length <= 0.0 || sd_end <= 0.0 {
            return 0.0;
        }
        let count = self.length.count as f64;
        let covariance = (self.product - self.length.sum * self.end.sum / count) / (count - 1.0);
        (covariance / (sd_length * sd_end)).clamp(-1.0, 1.0)
    }
}

/// Returns the values of one item of a chunk.
fn slice(values: &[f64], n: usize, len: usize) -> &[f64] {
    &values[n * len..(n + 1) * len]
}
