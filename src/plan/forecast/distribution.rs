//! How long work takes, as a distribution: from a share between 0 and 1 to a length.
//!
//! Everything is drawn by inverting the share, so that one uniform number a trial serves: the same number means the same
//! luck in every scenario, and correlation joins the numbers of several items. Only `libm` and the square root decide a
//! value, so that it has the same bits on every platform.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::forecast::normal;
use crate::plan::forecast::pert::Pert;

/// The 90 % quantile of a standard normal: what joins p50, p90 and sigma of a lognormal.
const Z90: f64 = 1.281_551_565_544_600_4;

/// A distribution of lengths, none of them negative.
#[derive(Clone, Debug)]
pub(crate) enum Distribution {
    /// Always the same.
    Fixed(f64),
    /// Triangular.
    Triangular {
        /// The least.
        low: f64,
        /// The most likely.
        likely: f64,
        /// The most.
        high: f64,
    },
    /// As likely everywhere.
    Uniform {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// Beta-PERT with lambda 4.
    Pert {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
        /// The shape between 0 and 1.
        shape: Arc<Pert>,
    },
    /// Lognormal.
    Lognormal {
        /// Half lies below.
        p50: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Normal, cut off at zero: what lies below is left out and the rest scaled up.
    Normal {
        /// The mean before the cut.
        mean: f64,
        /// The standard deviation before the cut.
        sd: f64,
        /// The share that is cut off.
        cut: f64,
    },
    /// Exponential.
    Exponential {
        /// The mean.
        mean: f64,
    },
    /// What is left of work that has run for a while and is not finished.
    Left {
        /// The whole work.
        whole: Box<Distribution>,
        /// How long it has run.
        spent: f64,
        /// The share of such work that would be finished by then.
        share: f64,
    },
}

/// Shapes of PERT distributions that were integrated already.
#[derive(Debug, Default)]
pub(crate) struct Shapes(BTreeMap<u64, Arc<Pert>>);

impl Distribution {
    /// Returns a triangular distribution.
    pub(crate) fn triangular(low: f64, likely: f64, high: f64) -> Distribution {
        if low < high { Distribution::Triangular { low, likely, high } } else { Distribution::Fixed(likely) }
    }

    /// Returns the triangular distribution of which a tenth lies below `low` and a tenth above `high`.
    ///
    /// With u = likely − a, v = b − likely and s = u + v, the ends a and b hold (u − L)² = s u / 10 and (v − R)² = s v / 10 for
    /// L = likely − low and R = high − likely; s is the fixed point of u(s) + v(s), to which repetition leads.
    pub(crate) fn percentiles(low: f64, likely: f64, high: f64) -> Distribution {
        if low >= high {
            return Distribution::Fixed(likely);
        }
        let side = |s: f64, at: f64| at + 0.05 * s + (0.1 * s * at + 0.0025 * s * s).sqrt();
        let (left, right) = (likely - low, high - likely);
        let mut s = high - low;
        for _ in 0..200 {
            s = side(s, left) + side(s, right);
        }
        Distribution::Triangular { low: likely - side(s, left), likely, high: likely + side(s, right) }
    }

    /// Returns a uniform distribution.
    pub(crate) fn uniform(low: f64, high: f64) -> Distribution {
        if low < high { Distribution::Uniform { low, high } } else { Distribution::Fixed(low) }
    }

    /// Returns a beta-PERT distribution.
    pub(crate) fn pert(low: f64, likely: f64, high: f64, shapes: &mut Shapes) -> Distribution {
        if low >= high {
            return Distribution::Fixed(likely);
        }
        let mode = (likely - low) / (high - low);
        let shape = shapes.0.entry(mode.to_bits()).or_insert_with(|| Arc::new(Pert::new(mode)));
        Distribution::Pert { low, high, shape: shape.clone() }
    }

    /// Returns the lognormal distribution through its median and its 90 % quantile.
    pub(crate) fn lognormal(p50: f64, p90: f64) -> Distribution {
        if p50 > 0.0 && p90 > p50 {
            Distribution::Lognormal { p50, sigma: libm::log(p90 / p50) / Z90 }
        } else {
            Distribution::Fixed(p50)
        }
    }

    /// Returns a normal distribution, cut off at zero.
    pub(crate) fn normal(mean: f64, sd: f64) -> Distribution {
        if sd > 0.0 {
            Distribution::Normal { mean, sd, cut: normal::cdf(-mean / sd) }
        } else {
            Distribution::Fixed(mean)
        }
    }

    /// Returns an exponential distribution.
    pub(crate) fn exponential(mean: f64) -> Distribution {
        if mean > 0.0 { Distribution::Exponential { mean } } else { Distribution::Fixed(0.0) }
    }

    /// Returns what is left after a while; `None` when all such work would be finished by then.
    pub(crate) fn left_after(self, spent: f64) -> Option<Distribution> {
        if spent <= 0.0 {
            return Some(self);
        }
        let share = self.cdf(spent);
        let is_used_up = share >= 1.0 - 1e-9;
        (!is_used_up).then(|| Distribution::Left { whole: Box::new(self), spent, share })
    }

    /// Returns the same distribution with every length multiplied.
    #[must_use]
    pub(crate) fn scaled(self, by: f64) -> Distribution {
        match self {
            Distribution::Fixed(value) => Distribution::Fixed(value * by),
            Distribution::Triangular { low, likely, high } => {
                Distribution::Triangular { low: low * by, likely: likely * by, high: high * by }
            }
            Distribution::Uniform { low, high } => Distribution::Uniform { low: low * by, high: high * by },
            Distribution::Pert { low, high, shape } => {
                Distribution::Pert { low: low * by, high: high * by, shape }
            }
            Distribution::Lognormal { p50, sigma } => Distribution::Lognormal { p50: p50 * by, sigma },
            Distribution::Normal { mean, sd, cut } => {
                Distribution::Normal { mean: mean * by, sd: sd * by, cut }
            }
            Distribution::Exponential { mean } => Distribution::Exponential { mean: mean * by },
            Distribution::Left { whole, spent, share } => {
                Distribution::Left { whole: Box::new(whole.scaled(by)), spent: spent * by, share }
            }
        }
    }

    /// Tells whether every draw is the same.
    pub(crate) fn is_fixed(&self) -> bool {
        matches!(self, Distribution::Fixed(_))
    }

    /// Returns the length below which a share lies.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        match self {
            Distribution::Fixed(value) => *value,
            Distribution::Triangular { low, likely, high } => triangular(*low, *likely, *high, share),
            Distribution::Uniform { low, high } => low + share * (high - low),
            Distribution::Pert { low, high, shape } => low + shape.quantile(share) * (high - low),
            Distribution::Lognormal { p50, sigma } => p50 * libm::exp(sigma * normal::quantile(share)),
            Distribution::Normal { mean, sd, cut } => {
                (mean + sd * normal::quantile(cut + share * (1.0 - cut))).max(0.0)
            }
            Distribution::Exponential { mean } => -mean * libm::log(1.0 - share),
            Distribution::Left { whole, spent, share: gone } => {
                let share = (gone + share * (1.0 - gone)).min(1.0 - f64::EPSILON / 2.0);
                (whole.quantile(share) - spent).max(0.0)
            }
        }
    }

    /// Turns shares into lengths, in place.
    pub(crate) fn draw(&self, shares: &mut [f64]) {
        match self {
            Distribution::Fixed(value) => shares.fill(*value),
            // The common case in a loop of its own, without a branch on the kind.
            Distribution::Triangular { low, likely, high } => {
                for share in shares {
                    *share = triangular(*low, *likely, *high, *share);
                }
            }
            _ => {
                for share in shares {
                    *share = self.quantile(*share);
                }
            }
        }
    }

    /// Returns the share that lies below a length.
    pub(crate) fn cdf(&self, x: f64) -> f64 {
        match self {
            Distribution::Fixed(value) => f64::from(u8::from(x >= *value)),
            Distribution::Triangular { low, likely, high } => {
                let x = x.clamp(*low, *high);
                if x <= *likely && likely > low {
                    (x - low) * (x - low) / ((high - low) * (likely - low))
                } else if high > likely {
                    1.0 - (high - x) * (high - x) / ((high - low) * (high - likely))
                } else {
                    1.0
                }
            }
            Distribution::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Distribution::Pert { low, high, shape } => shape.cdf((x - low) / (high - low)),
            Distribution::Lognormal { p50, sigma } => {
                if x > 0.0 {
                    normal::cdf(libm::log(x / p50) / sigma)
                } else {
                    0.0
                }
            }
            Distribution::Normal { mean, sd, cut } => {
                ((normal::cdf((x - mean) / sd) - cut) / (1.0 - cut)).max(0.0)
            }
            Distribution::Exponential { mean } => 1.0 - libm::exp(-x.max(0.0) / mean),
            Distribution::Left { whole, spent, share } => {
                ((whole.cdf(x.max(0.0) + spent) - share) / (1.0 - share)).max(0.0)
            }
        }
    }

    /// Returns about the mean: that of 64 quantiles at even shares. Good enough to rank by.
    pub(crate) fn middle(&self) -> f64 {
        (0..64).map(|n| self.quantile((f64::from(n) + 0.5) / 64.0)).sum::<f64>() / 64.0
    }
}

/// Returns the length below which a share of a triangular distribution lies.
#[inline]
fn triangular(low: f64, likely: f64, high: f64, share: f64) -> f64 {
    let rise = (likely - low) * (high - low);
    if share * (high - low) <= likely - low {
        // Where low is a tenth, what lies below it may be less than nothing.
        (low + (share * rise).sqrt()).max(0.0)
    } else {
        high - ((1.0 - share) * (high - low) * (high - likely)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Distribution> {
        let shapes = &mut Shapes::default();
        let mut all = vec![
            Distribution::triangular(2.0, 5.0, 12.0),
            Distribution::triangular(2.0, 2.0, 12.0),
            Distribution::triangular(2.0, 12.0, 12.0),
            Distribution::uniform(0.0, 10.0),
            Distribution::pert(2.0, 5.0, 12.0, shapes),
            Distribution::lognormal(20.0, 30.0),
            Distribution::normal(10.0, 3.0),
            Distribution::normal(1.0, 3.0),
            Distribution::exponential(10.0),
        ];
        let left: Vec<_> = all.iter().filter_map(|d| d.clone().left_after(6.0)).collect();
        all.extend(left);
        all
    }

    #[test]
    fn a_quantile_undoes_its_share_and_grows_with_it() {
        for distribution in all() {
            let mut before = -1.0;
            for n in 1..1000 {
                let share = f64::from(n) / 1000.0;
                let x = distribution.quantile(share);
                assert!(x >= before && x >= 0.0, "{distribution:?} {share}");
                assert!((distribution.cdf(x) - share).abs() < 1e-9, "{distribution:?} {share}");
                assert_eq!(distribution.clone().scaled(2.0).quantile(share), x * 2.0);
                before = x;
            }
            for share in [1e-16, 1.0 - 1e-16] {
                assert!(distribution.quantile(share).is_finite());
            }
        }
    }

    /// MC-23: Tri(2, 5, 12) that has run for 6 has a mean of 2.0 left.
    #[test]
    fn running_work_has_left_what_such_work_has_left() {
        let left = Distribution::triangular(2.0, 5.0, 12.0).left_after(6.0).unwrap();
        let mean = (0..10_000).map(|n| left.quantile((f64::from(n) + 0.5) / 1e4)).sum::<f64>() / 1e4;
        assert!((mean - 2.0).abs() < 1e-3, "{mean}");
        assert!(Distribution::triangular(2.0, 5.0, 12.0).left_after(12.0).is_none());
        // The exponential forgets.
        let left = Distribution::exponential(10.0).left_after(30.0).unwrap();
        assert!((left.quantile(0.5) - 10.0 * std::f64::consts::LN_2).abs() < 1e-9);
    }

    #[test]
    fn a_range_without_width_is_one_value() {
        let shapes = &mut Shapes::default();
        for distribution in [
            Distribution::triangular(7.0, 7.0, 7.0),
            Distribution::pert(7.0, 7.0, 7.0, shapes),
            Distribution::uniform(7.0, 7.0),
            Distribution::lognormal(7.0, 7.0),
            Distribution::normal(7.0, 0.0),
        ] {
            assert!(distribution.is_fixed());
            assert_eq!(distribution.quantile(0.3), 7.0);
        }
    }

    #[test]
    fn a_normal_is_cut_at_zero() {
        let normal = Distribution::normal(1.0, 3.0);
        assert!(normal.quantile(1e-9) >= 0.0 && normal.quantile(1e-9) < 1e-6);
    }
}
