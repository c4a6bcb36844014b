//! Where random numbers come from: one stream for every item, risk and purpose.
//!
//! A stream follows from the seed and the names alone, and trial `n` takes its `n`-th number. What else is in the plan does
//! not matter: a scenario that removes one item leaves the luck of all others as it was, and threads can begin anywhere.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng as _;

/// What numbers are drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// How long work takes.
    Work,
    /// Whether a risk happens.
    Occurs,
    /// How long the delay of a risk is.
    Delay,
    /// By what a risk multiplies the work.
    Factor,
}

/// A stream of numbers between 0 and 1 (PCG XSL RR 128/64, [`Pcg64`]).
#[derive(Clone, Debug)]
pub(crate) struct Stream(Pcg64);

impl Stream {
    /// Returns the stream of an item for a purpose.
    pub(crate) fn new(seed: u64, program: &str, id: &str, purpose: Purpose) -> Stream {
        let mut name = Vec::with_capacity(program.len() + id.len() + 2);
        name.extend(program.bytes().map(|b| b.to_ascii_lowercase()));
        name.push(b'/');
        name.extend(id.bytes().map(|b| b.to_ascii_lowercase()));
        name.push(match purpose {
            Purpose::Work => 0,
            Purpose::Occurs => 1,
            Purpose::Delay => 2,
            Purpose::Factor => 3,
        });
        let (low, high) = (fnv(&name, 0xcbf2_9ce4_8422_2325), fnv(&name, 0x6c62_272e_07bb_0142));
        let state = (u128::from(mix(seed ^ low)) << 64) | u128::from(mix(seed.wrapping_add(high)));
        Stream(Pcg64::new(state, (u128::from(high) << 64) | u128::from(low)))
    }

    /// Fills in the numbers of the trials from `first` on: above 0 and below 1.
    pub(crate) fn fill(&self, first: usize, shares: &mut [f64]) {
        let mut generator = self.0.clone();
        generator.advance(first as u128);
        for share in shares {
            *share = ((generator.next_u64() >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64);
        }
    }
}

/// Hashes by FNV-1a, 64 bits.
fn fnv(bytes: &[u8], basis: u64) -> u64 {
    bytes.iter().fold(basis, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Spreads a number over all bits (the finaliser of SplitMix64).
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(stream: &Stream, first: usize, count: usize) -> Vec<f64> {
        let mut shares = vec![0.0; count];
        stream.fill(first, &mut shares);
        shares
    }

    /// The first numbers of a stream are part of what "same seed, same bytes" promises.
    #[test]
    fn a_stream_can_be_entered_anywhere_and_never_changes() {
        let stream = Stream::new(1, "p", "a", Purpose::Work);
        let all = numbers(&stream, 0, 1000);
        assert_eq!(numbers(&stream, 700, 300), all[700..]);
        assert!(all.iter().all(|u| *u > 0.0 && *u < 1.0));
        assert_eq!(numbers(&Stream::new(1, "P", "A", Purpose::Work), 0, 3), all[..3]);
        assert_eq!(all[..3], [0.982_570_780_442_416_7, 0.866_732_653_398_619_8, 0.360_473_941_823_094_56]);
    }

    #[test]
    fn streams_are_even_and_apart() {
        let names = ["a", "b", "aa", "ab"];
        let streams: Vec<_> = names.iter().map(|id| Stream::new(7, "p", id, Purpose::Work)).collect();
        let draws: Vec<_> = streams.iter().map(|s| numbers(s, 0, 40_000)).collect();
        for (n, a) in draws.iter().enumerate() {
            let mean = a.iter().sum::<f64>() / 4e4;
            assert!((mean - 0.5).abs() < 0.006, "{mean}");
            for b in &draws[..n] {
                let product = a.iter().zip(b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum::<f64>() / 4e4;
                assert!((product * 12.0).abs() < 0.02, "{product}");
            }
        }
    }
}
