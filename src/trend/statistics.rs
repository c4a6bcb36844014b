//! Statistics that say how sure a number is: intervals, medians, slopes.
//!
//! Arithmetic goes through `libm` where platforms differ, so that every machine gives the same bytes.

/// The two-sided 95 % point of the normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Returns the Wilson 95 % interval of a share: hits among so many cases (Wilson 1927). None without a case.
pub fn wilson(hits: f64, cases: f64) -> Option<(f64, f64)> {
    if cases <= 0.0 {
        return None;
    }
    let (share, z2) = (hits / cases, Z95 * Z95);
    let middle = share + z2 / (2.0 * cases);
    let spread = Z95 * libm::sqrt(share * (1.0 - share) / cases + z2 / (4.0 * cases * cases));
    let whole = 1.0 + z2 / cases;
    Some((((middle - spread) / whole).clamp(0.0, 1.0), ((middle + spread) / whole).clamp(0.0, 1.0)))
}

/// Returns a quantile of values by linear interpolation between them (type 7). None without a value.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    #[allow(clippy::cast_precision_loss)] // a count of values
    let at = share.clamp(0.0, 1.0) * last as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
    let below = at.floor() as usize;
    let above = sorted[(below + 1).min(last)];
    Some(sorted[below] + (above - sorted[below]) * at.fract())
}

/// Returns the median. None without a value.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// Returns the mean. None without a value.
#[allow(clippy::cast_precision_loss)] // a count of values
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Returns the 95 % interval of the mean of values (Student's t). None with fewer than two values.
#[allow(clippy::cast_precision_loss)] // a count of values
pub fn mean_interval(values: &[f64]) -> Option<(f64, f64)> {
    let (n, middle) = (values.len() as f64, mean(values)?);
    if values.len() < 2 {
        return None;
    }
    let variance = values.iter().map(|v| (v - middle) * (v - middle)).sum::<f64>() / (n - 1.0);
    let spread = student95(n - 1.0) * libm::sqrt(variance / n);
    Some((middle - spread, middle + spread))
}

/// Returns the two-sided 95 % point of Student's t distribution (Abramowitz & Stegun 26.7.5; exact for one and two degrees).
fn student95(degrees: f64) -> f64 {
    let (z, v) = (Z95, degrees);
    if v <= 1.0 {
        return 12.706_204_736;
    }
    if v <= 2.0 {
        return 4.302_652_730;
    }
    let (z3, z5) = (z * z * z, z * z * z * z * z);
    let (z7, z9) = (z5 * z * z, z5 * z3 * z);
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v * v * v)
        + (79.0 * z9 + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / (92160.0 * v * v * v * v)
}

/// Returns the Theil–Sen slope of points: the median of the slopes between all pairs, so that one outlier decides nothing.
/// None with fewer than two points at different places.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let mut slopes = Vec::new();
    for (n, (x, y)) in points.iter().enumerate() {
        for (other_x, other_y) in &points[n + 1..] {
            if other_x != x {
                slopes.push((other_y - y) / (other_x - x));
            }
        }
    }
    median(&slopes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-6
    }

    /// CAL-03.
    #[test]
    fn wilson_intervals_are_the_published_ones() {
        for (hits, cases, low, high) in [
            (6.0, 10.0, 0.312_674, 0.831_820),
            (8.0, 10.0, 0.490_162, 0.943_318),
            (0.0, 5.0, 0.0, 0.434_482),
            (17.0, 20.0, 0.639_581, 0.947_631),
            (45.0, 60.0, 0.627_679, 0.842_235),
        ] {
            let found = wilson(hits, cases).unwrap();
            assert!(near(found.0, low) && near(found.1, high), "{hits}/{cases}: {found:?}");
        }
        assert_eq!(wilson(0.0, 0.0), None);
    }

    #[test]
    fn quantiles_lie_between_the_values() {
        assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[10.0, 20.0, 30.0, 40.0, 50.0], 0.85), Some(44.0));
        assert_eq!((quantile(&[7.0], 0.85), median(&[])), (Some(7.0), None));
    }

    #[test]
    fn one_outlier_does_not_turn_a_slope() {
        let points: Vec<(f64, f64)> = (0..8).map(|n| (f64::from(n), -2.0 * f64::from(n))).collect();
        let mut bent = points.clone();
        bent[3].1 = 400.0;
        assert_eq!(theil_sen(&points), Some(-2.0));
        assert_eq!(theil_sen(&bent), Some(-2.0));
        assert_eq!(theil_sen(&points[..1]), None);
    }

    #[test]
    fn the_interval_of_a_mean_is_students() {
        let (low, high) = mean_interval(&[4.0, 5.0, 3.0, 4.0, 4.0]).unwrap();
        // 4 ± 2.776445 · 0.707107 / √5
        assert!((low - 3.122_011).abs() < 1e-3 && (high - 4.877_989).abs() < 1e-3, "{low} {high}");
        assert_eq!(mean_interval(&[4.0]), None);
    }
}
