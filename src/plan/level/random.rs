//! The random numbers of the search: `SplitMix64`, whose whole state is one number, so that a seed means the same
//! schedule on every machine and with every version of every library.

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Begins the stream of a seed.
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// Returns 64 random bits. Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 to a limit, exclusive; 0 when the limit is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // The high bits of a product: no division, and a bias below 2^-32 for limits that fit memory.
        ((u128::from(self.bits()) * limit as u128) >> 64) as usize
    }
}
