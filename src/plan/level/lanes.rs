//! Demands and capacities packed into machine words, so that one subtraction compares all resources.
//!
//! A word holds two or four lanes; the top bit of each lane is a guard that is always set in what is free. Subtracting a
//! demand clears the guard of exactly those lanes in which it does not fit. (Subword parallelism, Lamport 1975.)

use crate::plan::level::problem::Task;

/// How demands are packed, and the packed demands and capacities.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    /// Words for one time unit.
    pub(crate) stride: usize,
    /// The guard bits of a word.
    pub(crate) guard: u64,
    /// The demands of every activity, `stride` words each.
    pub(crate) demands: Vec<u64>,
    /// What is free when nothing is scheduled, guards set.
    pub(crate) free: Vec<u64>,
}

impl Lanes {
    /// Packs; lanes are as narrow as the largest capacity allows.
    pub(crate) fn of(tasks: &[Task], capacities: &[u32]) -> Lanes {
        let largest = capacities.iter().copied().max().unwrap_or(0);
        let width = if largest < 1 << 15 { 16 } else { 32 + u32::from(largest >= 1 << 31) * 32 };
        let per_word = (64 / width) as usize;
        let stride = capacities.len().div_ceil(per_word).max(1);
        let guard = (0..per_word).map(|lane| 1_u64 << (width as usize * (lane + 1) - 1)).sum();
        let pack = |values: &[u32]| {
            let mut words = vec![0_u64; stride];
            for (k, value) in values.iter().enumerate() {
                words[k / per_word] |= u64::from(*value) << (width as usize * (k % per_word));
            }
            words
        };
        // What takes no time occupies nothing.
        let nothing = vec![0; capacities.len()];
        let demands = tasks.iter().flat_map(|t| pack(if t.duration > 0 { &t.demands } else { &nothing }));
        let free = pack(capacities).into_iter().map(|word| word | guard).collect();
        Lanes { stride, guard, demands: demands.collect(), free }
    }
}
