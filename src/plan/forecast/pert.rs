//! The beta-PERT distribution on the unit interval, as a table of its shares.
//!
//! `Beta(1 + 4m, 1 + 4(1 − m))` for a most likely value `m` (lambda 4). Its quantile has no closed form: the density is
//! integrated once by Simpson's rule over equal cells, and looked up. Within a cell the density counts as even, which
//! moves a quantile by less than a hundred-thousandth of the range.

/// Cells of a table.
const CELLS: usize = 256;

/// What a PERT distribution of one shape draws from.
#[derive(Debug)]
pub(crate) struct Pert {
    /// The share below each edge of the cells; the last is 1.
    share: [f64; CELLS + 1],
    /// The first cell that may hold each 256th of the shares.
    first: [u16; CELLS + 1],
}

impl Pert {
    /// Integrates the density for a most likely value from 0 to 1.
    pub(crate) fn new(mode: f64) -> Pert {
        let (a, b) = (4.0 * mode, 4.0 * (1.0 - mode));
        let density = |x: f64| libm::pow(x, a) * libm::pow(1.0 - x, b);
        let edge = |n: usize| n as f64 / CELLS as f64;
        let mut share = [0.0; CELLS + 1];
        let mut left = density(0.0);
        for n in 0..CELLS {
            let right = density(edge(n + 1));
            let middle = density((edge(n) + edge(n + 1)) / 2.0);
            share[n + 1] = share[n] + left + 4.0 * middle + right;
            left = right;
        }
        let whole = share[CELLS];
        for value in &mut share {
            *value /= whole;
        }
        let mut first = [0; CELLS + 1];
        let mut cell = 0;
        for (n, guide) in first.iter_mut().enumerate() {
            while cell + 1 < CELLS && share[cell + 1] < edge(n) {
                cell += 1;
            }
            *guide = cell as u16;
        }
        Pert { share, first }
    }

    /// Returns the value below which a share lies.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let mut cell = usize::from(self.first[((share * CELLS as f64) as usize).min(CELLS)]);
        while cell + 1 < CELLS && self.share[cell + 1] < share {
            cell += 1;
        }
        let (from, to) = (self.share[cell], self.share[cell + 1]);
        let part = if to > from { (share - from) / (to - from) } else { 0.0 };
        (cell as f64 + part) / CELLS as f64
    }

    /// Returns the share below a value.
    pub(crate) fn cdf(&self, x: f64) -> f64 {
        let x = x.clamp(0.0, 1.0) * CELLS as f64;
        let cell = (x as usize).min(CELLS - 1);
        self.share[cell] + (self.share[cell + 1] - self.share[cell]) * (x - cell as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_the_incomplete_beta_function() {
        // MC-02: beta-PERT(2, 5, 12), alpha 2.2 and beta 3.8.
        let pert = Pert::new(0.3);
        for (share, value) in [(0.1, 3.362), (0.5, 5.509_995), (0.8, 7.289_371), (0.9, 8.207_545)] {
            assert!((2.0 + 10.0 * pert.quantile(share) - value).abs() < 1e-4, "{share}");
        }
        assert!((pert.cdf(0.3) - 0.398_028).abs() < 1e-5);
    }

    #[test]
    fn extremes_stay_in_the_range() {
        for mode in [0.0, 1e-9, 0.5, 1.0] {
            let pert = Pert::new(mode);
            for share in [0.0, 1e-16, 0.5, 1.0 - 1e-16, 1.0] {
                assert!((0.0..=1.0).contains(&pert.quantile(share)), "{mode} {share}");
            }
        }
    }
}
