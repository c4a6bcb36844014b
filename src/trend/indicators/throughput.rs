//! Throughput: when so much is done, and how much is done by then, if the periods to come are like those that were.
//!
//! A bootstrap of the periods, each as likely as the others, those in which nothing was done among them. It is not sampled
//! but computed by dynamic programming over what is done so far: the same on every machine, without a seed. Amounts that
//! have a common unit (whole items, hundredths of a percent) are exact; others are counted in small steps, with their
//! mean kept.

use std::collections::BTreeMap;

/// Below so many periods a forecast is a guess, and says so.
pub const FEW: usize = 5;

/// The longest time that is looked at, in periods: ten years of weeks.
pub const HORIZON: usize = 520;

/// The places of the lattice times the different moves on it, at most: what a period may cost to compute.
const WORK: usize = 200_000;

/// A share of the probability that is arithmetic, not chance.
const DUST: f64 = 1e-9;

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForecast {
    /// There is no period to learn from.
    NoHistory,
    /// Nothing moved towards the target in any period: it would never end.
    NoThroughput,
}

impl NoForecast {
    /// Returns the word for it, for machines: `no-history`, `no-throughput`.
    pub fn code(self) -> &'static str {
        match self {
            NoForecast::NoHistory => "no-history",
            NoForecast::NoThroughput => "no-throughput",
        }
    }

    /// Returns why, in words.
    pub fn words(self) -> &'static str {
        match self {
            NoForecast::NoHistory => "no forecast: there is no finished period to learn from",
            NoForecast::NoThroughput => {
                "no forecast: nothing moved towards the target in any period, so it would never end"
            }
        }
    }
}

/// What every period did, in equal periods, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    periods: Vec<f64>,
}

/// When an amount is done, in periods from the last one that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// The probability that it is done within 0, 1, 2, … periods.
    pub done_within: Vec<f64>,
}

/// How much is done in some periods.
#[derive(Clone, Debug, PartialEq)]
pub struct HowMuch {
    unit: Unit,
    /// The steps of the first share.
    least: i64,
    /// The probability of each number of steps.
    shares: Vec<f64>,
}

/// What a step of the lattice is: so much of a whole one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    above: f64,
    below: f64,
    is_exact: bool,
}

impl Unit {
    fn steps(self, amount: f64) -> f64 {
        amount * self.below / self.above
    }

    #[allow(clippy::cast_precision_loss)] // far below 2^53
    fn amount(self, steps: i64) -> f64 {
        steps as f64 * self.above / self.below
    }

    /// Finds the largest unit of which all amounts are whole multiples.
    fn common(amounts: &[f64]) -> Option<Unit> {
        [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6].into_iter().find_map(|scale| {
            let mut unit: u64 = 0;
            for amount in amounts {
                let scaled = (amount * scale).abs();
                if scaled > 1e12 || (scaled - scaled.round()).abs() > 1e-6 {
                    return None;
                }
                unit = gcd(unit, whole(scaled).unsigned_abs());
            }
            #[allow(clippy::cast_precision_loss)] // at most 1e12
            (unit > 0).then_some(Unit { above: unit as f64, below: scale, is_exact: true })
        })
    }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[allow(clippy::cast_possible_truncation)] // saturates
fn whole(number: f64) -> i64 {
    number.round() as i64
}

#[allow(clippy::cast_precision_loss)] // a count
fn real(count: usize) -> f64 {
    count as f64
}

impl History {
    /// Takes what every period did; steps back are negative.
    pub fn new(periods: &[f64]) -> Result<History, NoForecast> {
        let periods: Vec<f64> = periods.iter().copied().filter(|amount| amount.is_finite()).collect();
        if periods.is_empty() {
            return Err(NoForecast::NoHistory);
        }
        if periods.iter().all(|amount| *amount <= 0.0) {
            return Err(NoForecast::NoThroughput);
        }
        Ok(History { periods })
    }

    /// Tells whether there are too few periods to rely on.
    pub fn is_thin(&self) -> bool {
        self.periods.len() < FEW
    }

    /// Returns what a period does on average.
    pub fn mean(&self) -> f64 {
        self.periods.iter().sum::<f64>() / real(self.periods.len())
    }

    /// Returns the unit to count in, for a distance that has to fit on the lattice.
    fn unit(&self, distance: f64) -> Unit {
        let mut different = self.periods.clone();
        different.sort_by(f64::total_cmp);
        different.dedup();
        let fits = |unit: &Unit, moves: usize| unit.steps(distance) * real(moves) <= real(WORK);
        Unit::common(&different).filter(|unit| fits(unit, different.len())).unwrap_or_else(|| {
            let steps = real(WORK) / real(different.len() * 2);
            Unit { above: distance.max(f64::MIN_POSITIVE) / steps, below: 1.0, is_exact: false }
        })
    }

    /// Returns how likely each number of steps is in a period. What lies between two steps is divided so that the mean stays.
    fn moves(&self, unit: Unit, most: i64) -> BTreeMap<i64, f64> {
        let share = 1.0 / real(self.periods.len());
        let mut out = BTreeMap::new();
        for amount in &self.periods {
            let steps = unit.steps(*amount).clamp(-1e15, 1e15);
            let (below, part) = match unit.is_exact {
                true => (whole(steps), 0.0),
                false => (whole(steps.floor()), steps - steps.floor()),
            };
            for (steps, part) in [(below, 1.0 - part), (below.saturating_add(1), part)] {
                if part > 0.0 {
                    *out.entry(steps.clamp(-most, most)).or_insert(0.0) += share * part;
                }
            }
        }
        out
    }

    /// Computes when a remaining amount is reached for the first time.
    pub fn when(&self, remaining: f64) -> When {
        self.when_until(remaining, HORIZON)
    }

    /// Computes the same for no more than some periods: what comes later stays unknown.
    pub(crate) fn when_until(&self, remaining: f64, most: usize) -> When {
        if remaining <= 0.0 {
            return When { done_within: vec![1.0] };
        }
        let back = self.periods.iter().copied().fold(0.0, f64::min).abs();
        // Whoever falls back by more than twice the way does not come within the horizon, or hardly.
        let depth = (back * real(HORIZON)).min(2.0 * remaining + back);
        let unit = self.unit(remaining + depth);
        // A billionth of a step is a matter of arithmetic, not of work.
        let goal = whole((unit.steps(remaining) - DUST).ceil()).max(1);
        let floor = whole(unit.steps(depth).ceil());
        let moves = self.moves(unit, goal.saturating_add(floor));
        let index = |steps: i64| usize::try_from(steps + floor).unwrap_or(0);
        let mut places = vec![0.0; index(goal)];
        places[index(0)] = 1.0;
        let mut done = 0.0;
        let mut done_within = Vec::new();
        for _ in 0..=most.min(HORIZON) {
            done_within.push(f64::min(done, 1.0));
            if done > 1.0 - DUST {
                break;
            }
            let mut next = vec![0.0; places.len()];
            for (by, share) in &moves {
                let shift = usize::try_from(by.unsigned_abs()).map_or(places.len(), |n| n.min(places.len()));
                // Who passes the goal is done; who falls below the floor stays on it.
                let (from, to) = if *by >= 0 {
                    let (stay, pass) = places.split_at(places.len() - shift);
                    done += share * pass.iter().sum::<f64>();
                    (stay, &mut next[shift..])
                } else {
                    let (fall, stay) = places.split_at(shift);
                    next[0] += share * fall.iter().sum::<f64>();
                    (stay, &mut next[..])
                };
                to.iter_mut().zip(from).for_each(|(to, probability)| *to += *probability * *share);
            }
            places = next;
        }
        When { done_within }
    }

    /// Computes how much is done in some periods.
    pub fn how_much(&self, periods: usize) -> HowMuch {
        let periods = periods.min(HORIZON);
        let most = self.periods.iter().copied().fold(0.0, f64::max);
        let least = self.periods.iter().copied().fold(0.0, f64::min);
        let unit = self.unit((most - least) * real(periods.max(1)));
        let moves = self.moves(unit, i64::MAX / 4096);
        let lowest = moves.keys().next().copied().unwrap_or(0);
        let highest = moves.keys().next_back().copied().unwrap_or(0);
        let width = usize::try_from(highest - lowest).unwrap_or(0);
        let mut shares = vec![1.0];
        for _ in 0..periods {
            let mut next = vec![0.0; shares.len() + width];
            for (at, probability) in shares.iter().enumerate().filter(|(_, p)| **p > 0.0) {
                for (by, share) in &moves {
                    next[at + usize::try_from(by - lowest).unwrap_or(0)] += probability * share;
                }
            }
            shares = next;
        }
        HowMuch { unit, least: lowest * i64::try_from(periods).unwrap_or(0), shares }
    }
}

impl When {
    /// Returns the first period within which it is done with a probability; none within the horizon.
    pub fn quantile(&self, probability: f64) -> Option<usize> {
        self.done_within.iter().position(|done| *done >= probability - DUST)
    }

    /// Returns the mean number of periods; none when it may take longer than the horizon.
    pub fn mean(&self) -> Option<f64> {
        let is_sure = self.done_within.last().is_some_and(|done| *done > 1.0 - 1e-6);
        is_sure.then(|| self.done_within.iter().map(|done| 1.0 - done).sum())
    }

    /// Returns the probability that it is done within some periods.
    pub fn within(&self, periods: usize) -> f64 {
        self.done_within.get(periods).or(self.done_within.last()).copied().unwrap_or(0.0)
    }

    /// Returns the same; beyond the horizon nothing is known, unless all is done before.
    pub fn within_known(&self, periods: usize) -> Option<f64> {
        (periods <= HORIZON || self.mean().is_some()).then(|| self.within(periods))
    }
}

impl HowMuch {
    /// Returns the amount that is reached with a probability: at 85 % the low number, which 85 of 100 futures reach.
    pub fn at_least(&self, probability: f64) -> f64 {
        let mut reached = 1.0;
        let mut best = 0;
        for (n, share) in self.shares.iter().enumerate() {
            if reached < probability - DUST {
                break;
            }
            if *share > 0.0 {
                best = n;
            }
            reached -= share;
        }
        self.unit.amount(self.least.saturating_add(i64::try_from(best).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    fn history(periods: &[f64]) -> History {
        History::new(periods).unwrap()
    }

    /// THR-01.
    #[test]
    fn weeks_to_finish_thirty_items_are_exact() {
        let when = history(&[2.0, 3.0, 4.0, 5.0, 6.0]).when(30.0);
        assert!(close(when.mean().unwrap(), 7.937_491), "{:?}", when.mean());
        let quantiles = [0.5, 0.8, 0.85, 0.95].map(|p| when.quantile(p));
        assert_eq!(quantiles, [Some(8), Some(9), Some(9), Some(10)]);
        let expected =
            [(5, 0.000_32), (6, 0.056_448), (7, 0.347_136), (8, 0.730_816), (9, 0.936_883), (10, 0.991_566)];
        for (weeks, p) in expected.into_iter().chain([(11, 0.999_366), (12, 0.999_975)]) {
            assert!(close(when.within(weeks), p), "{weeks}");
        }
    }

    /// THR-03, and a sum of geometric times with mean 2 a piece.
    #[test]
    fn one_pace_has_one_answer_and_zero_weeks_count() {
        let when = history(&[5.0]).when(23.0);
        assert_eq!((when.quantile(0.5), when.quantile(0.95), when.mean()), (Some(5), Some(5), Some(5.0)));
        let when = history(&[0.0, 1.0]).when(3.0);
        assert!(close(when.mean().unwrap(), 6.0));
        assert!(close(when.within(3), 0.125));
        assert_eq!(history(&[0.0, 1.0]).when(0.0).quantile(0.95), Some(0));
    }

    /// THR-04: 20, not 28.
    #[test]
    fn how_many_at_85_percent_is_the_low_number() {
        let much = history(&[2.0, 3.0, 4.0, 5.0, 6.0]).how_much(6);
        assert!(close(much.at_least(0.85), 20.0));
        assert!(close(much.at_least(0.15), 28.0));
        assert!(close(much.at_least(0.5), 24.0));
    }

    /// THR-05 and THR-06.
    #[test]
    fn a_history_that_says_nothing_has_no_forecast_and_a_short_one_is_thin() {
        assert_eq!(History::new(&[0.0, 0.0, 0.0]), Err(NoForecast::NoThroughput));
        assert_eq!(History::new(&[]), Err(NoForecast::NoHistory));
        assert_eq!(History::new(&[-1.0, f64::NAN]), Err(NoForecast::NoThroughput));
        assert!(history(&[3.0, 4.0]).is_thin());
        assert!(!history(&[3.0; 5]).is_thin());
    }

    /// One step on or one back: reached within three steps of 1 by + (1/2), or - + + (1/8).
    #[test]
    fn steps_back_make_it_later() {
        let when = history(&[1.0, -1.0]).when(1.0);
        assert!(close(when.within(1), 0.5) && close(when.within(2), 0.5) && close(when.within(3), 0.625));
        let much = history(&[2.0, -1.0]).how_much(2);
        assert!(close(much.at_least(0.75), 1.0) && close(much.at_least(0.9), -2.0));
        // A pace that goes back on average may never arrive.
        let slow = history(&[-29.0, 6.0, 4.0, 3.0]).when(118.0);
        assert_eq!((slow.quantile(0.5), slow.mean()), (None, None));
    }

    #[test]
    fn large_fine_and_broken_amounts_stay_small_to_compute() {
        let when = history(&[1e12, 2e12]).when(1e13);
        assert_eq!((when.quantile(0.5), when.quantile(0.0)), (Some(7), Some(0)));
        assert_eq!(history(&[0.2, 0.4]).when(3.0).quantile(0.5), Some(10));
        assert_eq!(history(&[0.1; 5]).when(3.0).quantile(0.8), Some(30));
        assert!(history(&[1e15, 0.5]).how_much(usize::MAX).at_least(0.5).is_finite());
        assert_eq!(history(&[0.0, 0.01]).when(1000.0).quantile(0.5), None);
        // No common unit: the mean stays.
        let odd = [std::f64::consts::PI, std::f64::consts::E, std::f64::consts::SQRT_2];
        let mean = history(&odd).mean();
        let much = history(&odd).how_much(100).at_least(0.5);
        assert!((much / (100.0 * mean) - 1.0).abs() < 0.01, "{much}");
    }
}
