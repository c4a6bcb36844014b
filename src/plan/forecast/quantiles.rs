//! Quantiles: the smallest value that a share of the trials does not exceed. Exact, also where they are not all kept.
//!
//! Values are counted in bins, and only the bins that hold a wanted rank are looked at. When there are too many values to
//! keep, the trials are played twice: once to count, once to collect what lies in those bins. Equal values are collected
//! once, with their number.

/// Bins of a count.
const BINS: usize = 512;

/// The ranks that are wanted of some trials, counted from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranks([usize; 7]);

/// Values at the wanted ranks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Quantiles<T = f64> {
    pub(crate) p10: T,
    pub(crate) p50: T,
    pub(crate) p80: T,
    pub(crate) p90: T,
    /// At the level asked for.
    pub(crate) level: T,
    /// One standard error of the rank below P80, and above it.
    pub(crate) around: (T, T),
}

impl Ranks {
    /// Returns the ranks of P10, P50, P80, P90, a level, and one standard error around the level's rank.
    pub(crate) fn new(trials: usize, level: f64) -> Ranks {
        let count = trials as f64;
        let rank = |share: f64| {
            let rank = (share * count - 1e-9).ceil().clamp(1.0, count);
            rank as usize - 1
        };
        let error = (count * 0.8 * 0.2).sqrt() / count;
        Ranks([rank(0.1), rank(0.5), rank(0.8), rank(0.9), rank(level), rank(0.8 - error), rank(0.8 + error)])
    }

    fn quantiles(values: [f64; 7]) -> Quantiles {
        let [p10, p50, p80, p90, level, below, above] = values;
        Quantiles { p10, p50, p80, p90, level, around: (below, above) }
    }

    /// Picks the values at the ranks from all values.
    pub(crate) fn of(&self, values: &[f64]) -> Quantiles {
        let mut bins = Bins::around(values, 0.0);
        bins.count(values);
        bins.want(self);
        bins.collect(values);
        bins.quantiles(self)
    }
}

impl<T: Copy> Quantiles<T> {
    /// Applies a function that keeps the order.
    pub(crate) fn map<U>(self, to: impl Fn(T) -> U) -> Quantiles<U> {
        Quantiles {
            p10: to(self.p10),
            p50: to(self.p50),
            p80: to(self.p80),
            p90: to(self.p90),
            level: to(self.level),
            around: (to(self.around.0), to(self.around.1)),
        }
    }
}

/// A count of values by size.
#[derive(Clone, Debug)]
pub(crate) struct Bins {
    low: f64,
    per_unit: f64,
    /// Below, the bins, above.
    counts: Vec<u32>,
    /// The bins that hold a wanted rank, with the number of values before them, and what lies in them.
    wanted: Vec<Wanted>,
    /// The number of each bin among those, from 1; 0 for the others.
    slots: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Wanted {
    before: usize,
    values: Vec<(f64, u32)>,
}

impl Bins {
    /// Lays bins from the least to the greatest of some values, and by a share of that further on both sides.
    pub(crate) fn around(values: &[f64], further: f64) -> Bins {
        let (low, high) = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        let room = (high - low) * further;
        let (low, width) = (low - room, high - low + 2.0 * room);
        let per_unit = if width > 0.0 { BINS as f64 / width } else { 0.0 };
        Bins { low, per_unit, counts: vec![0; BINS + 2], wanted: Vec::new(), slots: Vec::new() }
    }

    fn bin(&self, value: f64) -> usize {
        // The conversion cuts what lies outside.
        let n = ((value - self.low) * self.per_unit + 1.0) as usize;
        n.min(BINS + 1)
    }

    /// Counts values.
    pub(crate) fn count(&mut self, values: &[f64]) {
        for value in values {
            let bin = self.bin(*value);
            self.counts[bin] += 1;
        }
    }

    /// Finds the bins that hold the ranks.
    pub(crate) fn want(&mut self, ranks: &Ranks) {
        self.slots = vec![0; BINS + 2];
        for rank in ranks.0 {
            let mut before = 0;
            let holds = self.counts.iter().position(|count| {
                let is_here = rank < before + *count as usize;
                before += if is_here { 0 } else { *count as usize };
                is_here
            });
            let Some(slot) = holds.map(|bin| &mut self.slots[bin]) else { continue };
            if *slot == 0 {
                self.wanted.push(Wanted { before, values: Vec::new() });
                *slot = self.wanted.len() as u8;
            }
        }
        self.counts = Vec::new();
    }

    /// Collects the values in those bins.
    pub(crate) fn collect(&mut self, values: &[f64]) {
        for value in values {
            let slot = usize::from(self.slots[self.bin(*value)]);
            if slot == 0 {
                continue;
            }
            let values = &mut self.wanted[slot - 1].values;
            let recent = values.len().saturating_sub(2);
            match values[recent..].iter_mut().find(|(v, _)| v == value) {
                Some((_, count)) => *count += 1,
                None => values.push((*value, 1)),
            }
        }
    }

    /// Picks the values at the ranks.
    pub(crate) fn quantiles(&mut self, ranks: &Ranks) -> Quantiles {
        for wanted in &mut self.wanted {
            wanted.values.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        let at = |rank: usize| {
            let bin = self.wanted.iter().filter(|w| w.before <= rank).max_by_key(|w| w.before);
            let Some(bin) = bin else { return self.low };
            let mut before = bin.before;
            let found = bin.values.iter().find(|(_, count)| {
                before += *count as usize;
                rank < before
            });
            found.or(bin.values.last()).map_or(self.low, |(value, _)| *value)
        };
        Ranks::quantiles(ranks.0.map(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_smallest_value_that_a_share_does_not_exceed() {
        // MC-18: atoms 20: .45, 25: .15, 30: .30, 35: .10.
        let mut values = vec![20.0; 45];
        values.extend([25.0; 15]);
        values.extend([30.0; 30]);
        values.extend([35.0; 10]);
        let found = Ranks::new(100, 0.95).of(&values);
        assert_eq!((found.p10, found.p50, found.p80, found.p90), (20.0, 25.0, 30.0, 30.0));
        assert_eq!(found.level, 35.0);
        assert_eq!(Ranks::new(100, 0.901).of(&values).level, 35.0);
        assert_eq!(Ranks::new(3, 1.0).of(&[7.0; 3]), Ranks::new(3, 0.0).of(&[7.0; 3]));
    }

    #[test]
    fn counting_and_collecting_agrees_with_sorting() {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(u32::MAX)
        };
        for round in 0..50 {
            let mut values: Vec<f64> =
                (0..777).map(|_| if round % 2 == 0 { next() } else { (next() * 9.0).floor() }).collect();
            if round % 5 == 0 {
                values[0] = 1e9;
            }
            let ranks = Ranks::new(777, 0.33);
            let mut bins = Bins::around(&values[..100], 0.1);
            bins.count(&values);
            bins.want(&ranks);
            bins.collect(&values);
            let found = bins.quantiles(&ranks);
            assert_eq!(found, ranks.of(&values));
            values.sort_by(f64::total_cmp);
            assert_eq!((found.p50, found.p90), (values[388], values[699]));
        }
    }
}
