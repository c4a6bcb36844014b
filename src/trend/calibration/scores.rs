//! How good forecasts were: Brier score, pinball loss, coverage. Pure arithmetic over what was said and what came.

/// What the Brier score of probabilities says (Brier 1950).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brier {
    /// The mean of (p − o)², o being 1 when it happened and 0 when not: 0 is perfect, 0.25 is what a coin earns.
    pub score: f64,
    /// The share that happened.
    pub base_rate: f64,
    /// The score of somebody who always says the base rate.
    pub climatology: f64,
    /// 1 − score ÷ climatology: above 0 the forecasts know more than the base rate. None when all ended alike.
    pub skill: Option<f64>,
}

/// Scores probabilities against what happened. None without a case.
#[allow(clippy::cast_precision_loss)] // a count of cases
pub fn brier(cases: &[(f64, bool)]) -> Option<Brier> {
    if cases.is_empty() {
        return None;
    }
    let n = cases.len() as f64;
    let outcome = |came: bool| if came { 1.0 } else { 0.0 };
    let score = cases.iter().map(|(p, came)| (p - outcome(*came)) * (p - outcome(*came))).sum::<f64>() / n;
    let base_rate = cases.iter().map(|(_, came)| outcome(*came)).sum::<f64>() / n;
    let climatology = base_rate * (1.0 - base_rate);
    let skill = (climatology > 0.0).then(|| 1.0 - score / climatology);
    Some(Brier { score, base_rate, climatology, skill })
}

/// Returns the pinball loss of a quantile: what an error costs when being late costs `q` and being early `1 − q` a day.
///
/// L = q (y − ŷ) when y ≥ ŷ, else (1 − q)(ŷ − y).
pub fn pinball(q: f64, forecast: f64, actual: f64) -> f64 {
    if actual >= forecast { q * (actual - forecast) } else { (1.0 - q) * (forecast - actual) }
}

/// Returns the probability of at most `hits` of `n` when each comes with probability `p`: the exact binomial P(X ≤ hits).
#[allow(clippy::cast_precision_loss)] // counts of cases
pub fn at_most(hits: usize, n: usize, p: f64) -> f64 {
    let mut total = 0.0;
    for k in 0..=hits.min(n) {
        // C(n, k) p^k (1 − p)^(n − k), factor by factor: no platform's power function decides.
        let mut term = 1.0;
        for i in 0..k {
            term *= (n - i) as f64 / (i + 1) as f64 * p;
        }
        for _ in k..n {
            term *= 1.0 - p;
        }
        total += term;
    }
    total.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    /// CAL-01.
    #[test]
    fn the_brier_score_is_the_known_one() {
        let said = [
            (0.9, true),
            (0.8, true),
            (0.7, false),
            (0.6, true),
            (0.3, false),
            (0.2, false),
            (0.5, true),
            (0.9, false),
        ];
        let found = brier(&said).unwrap();
        near(found.score, 0.23625);
        near(found.base_rate, 0.5);
        near(found.climatology, 0.25);
        near(found.skill.unwrap(), 0.055);
        assert_eq!(brier(&[]), None);
        assert_eq!(
            brier(&[(0.9, true)]).unwrap().skill,
            None,
            "with one outcome only there is nothing to know"
        );
    }

    /// CAL-02.
    #[test]
    fn pinball_losses_are_the_known_ones() {
        let cases =
            [(0.8, 30.0, 35.0), (0.8, 30.0, 25.0), (0.5, 20.0, 26.0), (0.5, 20.0, 18.0), (0.9, 50.0, 50.0)];
        let losses: Vec<f64> =
            cases.iter().map(|(q, forecast, actual)| pinball(*q, *forecast, *actual)).collect();
        for (found, expected) in losses.iter().zip([4.0, 1.0, 3.0, 1.0, 0.0]) {
            near(*found, expected);
        }
        near(losses.iter().sum::<f64>() / 5.0, 1.8);
    }

    /// CAL-05.
    #[test]
    fn six_of_twelve_within_the_p80_is_unlikely_by_chance() {
        assert!((at_most(6, 12, 0.8) - 0.019_405).abs() < 1e-6, "{}", at_most(6, 12, 0.8));
        near(at_most(12, 12, 0.8), 1.0);
        near(at_most(0, 0, 0.8), 1.0);
        assert!(at_most(700, 1000, 0.8) < 1e-9 && at_most(820, 1000, 0.8) > 0.9);
    }
}
