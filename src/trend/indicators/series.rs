//! A metric as a pace: what every period moved it towards its target.

use std::collections::BTreeSet;

use crate::model::Date;
use crate::model::Direction;
use crate::model::Id;
use crate::model::Metric;
use crate::model::Observation;
use crate::trend::indicators::throughput::HORIZON;
use crate::trend::indicators::throughput::History;
use crate::trend::indicators::throughput::NoForecast;
use crate::trend::indicators::throughput::When;

/// The shortest period, in days.
const WEEK: i32 = 7;

/// Values that come so often, in days, are taken by the week.
const ABOUT_A_WEEK: i32 = 10;

/// A period from here on is a month or more: its length is the average one.
const MONTH: i32 = 28;

/// The most periods that are learned from, the latest ones: five years of weeks.
pub const MOST: usize = 260;

/// Steps are kept within this, so that sums of them stay numbers.
const LARGEST: f64 = 1e15;

/// A metric on its way to a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// The first and the last day with a value, as of the day asked for.
    pub days: (Date, Date),
    /// How many values count: the last of each day, without those that were corrected.
    pub values: usize,
    /// The last value.
    pub latest: f64,
    /// What every period moved it towards the target, oldest first; without movement zero, steps back negative.
    pub steps: Vec<f64>,
    /// Periods that have no value of their own and count as zero.
    pub gaps: usize,
    /// The length of a period: so many days are so many periods.
    length: (i64, i64),
    /// What is to be reached, if anything is.
    pub goal: Option<Goal>,
}

/// What is to be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What is left; nothing when it is reached.
    pub remaining: f64,
    /// The first day from which on it has been reached.
    pub reached: Option<Date>,
    /// Done of a whole, where the whole is recorded too.
    pub burn_up: Option<BurnUp>,
    /// Less is better.
    pub is_down: bool,
}

/// Done of a whole that may grow.
#[derive(Clone, Debug, PartialEq)]
pub struct BurnUp {
    /// What is done.
    pub done: f64,
    /// The whole, now.
    pub total: f64,
    /// The whole at the first value.
    pub first_total: f64,
    /// What every period added to the whole.
    pub growth: Vec<f64>,
}

impl Pace {
    /// Reads the observations of a metric up to a day; `None` without any.
    pub fn new(metric: &Metric, as_of: Date) -> Option<Pace> {
        let known = in_force(&metric.observations, as_of);
        let (first, last) = (*known.first()?, *known.last()?);
        let burns = is_burn_up(&known, metric.target);
        let value = |o: &Observation| if burns { o.numerator.unwrap_or(o.value) } else { o.value };
        let whole = |o: &Observation| o.denominator.unwrap_or(0.0);
        let target = if burns { Some(whole(last)) } else { metric.target };
        let begun = metric.baseline.unwrap_or(first.value);
        let is_down = !burns
            && match metric.direction {
                Some(direction) => direction == Direction::Down,
                None => metric.target.is_some_and(|target| target < begun),
            };
        let sign = if is_down { -1.0 } else { 1.0 };

        let (ends, gaps, length) = periods(&known);
        let stepped = |of: &dyn Fn(&Observation) -> f64| -> Vec<f64> {
            ends.iter().map(|(from, to)| from.map_or(0.0, |from| bounded(of(to) - of(from)))).collect()
        };
        let steps: Vec<f64> = stepped(&|o| value(o) * sign);
        let goal = target.map(|target| {
            let is_there =
                |o: &&&Observation| value(o) * sign >= if burns { whole(o) } else { target * sign };
            let burn_up = burns.then(|| BurnUp {
                done: value(last),
                total: whole(last),
                first_total: whole(first),
                growth: stepped(&whole),
            });
            Goal {
                remaining: bounded((target - value(last)) * sign).max(0.0),
                reached: known.iter().rev().take_while(is_there).last().map(|o| o.date),
                burn_up,
                is_down,
            }
        });
        let days = (first.date, last.date);
        Some(Pace { days, values: known.len(), latest: last.value, steps, gaps, length, goal })
    }

    /// Returns what every period did, to learn from.
    pub fn history(&self) -> Result<History, NoForecast> {
        History::new(&self.steps)
    }

    /// Computes when a goal is reached. What the whole grows by is to be done too: periods are drawn with both, as they were.
    pub fn when(&self, goal: &Goal) -> When {
        self.when_until(goal, HORIZON)
    }

    /// Returns how likely a goal is reached within some periods; none where that cannot be told.
    pub fn chance_within(&self, goal: &Goal, periods: usize) -> Option<f64> {
        match periods <= HORIZON {
            true => Some(self.when_until(goal, periods).within(periods)),
            false => self.when(goal).within_known(periods),
        }
    }

    fn when_until(&self, goal: &Goal, most: usize) -> When {
        let growth = goal.burn_up.as_ref().map_or(&[][..], |burn| &burn.growth);
        let net = self.steps.iter().enumerate().map(|(n, step)| step - growth.get(n).unwrap_or(&0.0));
        match History::new(&net.collect::<Vec<f64>>()) {
            Ok(history) => history.when_until(goal.remaining, most),
            Err(_) => When { done_within: vec![0.0] },
        }
    }

    /// Returns how many periods went back.
    pub fn steps_back(&self) -> usize {
        self.steps.iter().filter(|step| **step < 0.0).count()
    }

    /// Returns the days of a period, on average.
    #[allow(clippy::cast_precision_loss)] // days of at most some thousand years
    pub fn period_days(&self) -> f64 {
        self.length.0 as f64 / self.length.1 as f64
    }

    /// Returns how many years are looked at.
    #[allow(clippy::cast_precision_loss)] // some hundreds
    pub fn horizon_years(&self) -> f64 {
        (self.period_days() * HORIZON as f64 / 365.25).round()
    }

    /// Returns the whole periods from the last value to a day; none for a day before it.
    pub fn periods_until(&self, day: Date) -> Option<usize> {
        let days = i64::from(day.days_since(self.days.1));
        usize::try_from((days * self.length.1).div_euclid(self.length.0)).ok()
    }

    /// Returns the day by which so many periods have passed since the last value.
    pub fn day_after(&self, periods: usize) -> Date {
        let (days, per) = self.length;
        let days =
            i64::try_from(periods).unwrap_or(i64::MAX).saturating_mul(days).saturating_add(per - 1) / per;
        self.days.1.plus_days(i32::try_from(days).unwrap_or(i32::MAX))
    }
}

/// Keeps a difference of values a number, without the dust of the subtraction.
fn bounded(step: f64) -> f64 {
    match step {
        step if step.is_nan() => 0.0,
        step if step.abs() < 1e6 => (step * 1e9).round() / 1e9,
        step => step.clamp(-LARGEST, LARGEST),
    }
}

/// Returns the observations that count on a day, oldest first; of several on one day the last one written.
pub(crate) fn in_force(all: &[Observation], as_of: Date) -> Vec<&Observation> {
    let replaced: BTreeSet<&Id> = all.iter().filter_map(|o| o.supersedes.as_ref()).collect();
    let is_replaced = |o: &Observation| o.id.as_ref().is_some_and(|id| replaced.contains(id));
    let mut known: Vec<&Observation> =
        all.iter().filter(|o| o.date <= as_of && o.value.is_finite() && !is_replaced(o)).collect();
    known.sort_by_key(|o| o.date);
    known.dedup_by(|later, earlier| {
        let is_same = later.date == earlier.date;
        if is_same {
            *earlier = *later;
        }
        is_same
    });
    known
}

/// Tells whether the values are what is done of a whole: every one gives both, what is done never falls, and the target is
/// the whole. A share of something that is counted anew every week is none.
fn is_burn_up(known: &[&Observation], target: Option<f64>) -> bool {
    let pairs: Option<Vec<(f64, f64, f64)>> = known
        .iter()
        .map(|o| Some((o.value, o.numerator?, o.denominator.filter(|whole| *whole > 0.0)?)))
        .collect();
    let Some(pairs) = pairs else { return false };
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-3 * b.abs().max(1e-3);
    let grows = pairs.windows(2).all(|pair| pair[0].1 <= pair[1].1);
    // The value is the count itself, or a share, or a percentage.
    let is_count = pairs.iter().all(|(value, done, _)| near(*value, *done));
    let scale = |scale: f64| pairs.iter().all(|(value, done, whole)| near(*value, done / whole * scale));
    grows
        && match target {
            None => true,
            Some(target) if is_count => pairs.iter().any(|(.., whole)| near(*whole, target)),
            Some(target) => (scale(1.0) && near(target, 1.0)) || (scale(100.0) && near(target, 100.0)),
        }
}

/// A period: the values at its start and its end; no start where it only stands for a missing value.
type Period<'a> = (Option<&'a Observation>, &'a Observation);

/// Divides the values into equal periods, back from the last one: weeks, or the usual distance of values where that is
/// more. A value up to a quarter of a period late or early counts as in time; what happened while values were missing is
/// booked at the end, and the periods before count as zero.
fn periods<'a>(known: &[&'a Observation]) -> (Vec<Period<'a>>, usize, (i64, i64)) {
    let mut gaps: Vec<i32> = known.windows(2).map(|pair| pair[1].date.days_since(pair[0].date)).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len().saturating_sub(1) / 2).copied().unwrap_or(WEEK);
    let length = if usual <= ABOUT_A_WEEK { WEEK } else { usual };
    let mut out: Vec<Period<'a>> = Vec::new();
    let mut missing = 0;
    let Some(mut edge) = known.last().copied() else { return (out, 0, (i64::from(WEEK), 1)) };
    let last = edge.date;
    for value in known.iter().rev() {
        let passed = (edge.date.days_since(value.date).saturating_add(length / 4)) / length;
        if passed <= 0 {
            continue;
        }
        out.push((Some(value), edge));
        for _ in 1..passed {
            if out.len() < MOST {
                out.push((None, edge));
                missing += 1;
            }
        }
        edge = value;
        if out.len() >= MOST {
            break;
        }
    }
    out.reverse();
    let span = last.days_since(edge.date);
    let is_long = length >= MONTH && out.len() < MOST && !out.is_empty();
    let length = if is_long {
        (i64::from(span), i64::try_from(out.len()).unwrap_or(1))
    } else {
        (i64::from(length), 1)
    };
    (out, missing, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn seen(date: &str, value: f64) -> Observation {
        Observation {
            id: None,
            metric: None,
            scope: None,
            date: day(date),
            from: None,
            value,
            numerator: None,
            denominator: None,
            unit: None,
            severity: None,
            source: None,
            source_query: None,
            evidence: None,
            evidence_sha256: None,
            supersedes: None,
            collected: None,
            collected_by: None,
            note: None,
            extra: crate::model::Extra::new(),
        }
    }

    fn metric(target: f64, values: Vec<Observation>) -> Metric {
        Metric { target: Some(target), ..Metric::series(Id::new("m"), values) }
    }

    fn pace(target: f64, values: &[(&str, f64)]) -> Pace {
        let values = values.iter().map(|(date, value)| seen(date, *value)).collect();
        Pace::new(&metric(target, values), day("2027-12-31")).unwrap()
    }

    #[test]
    fn weeks_are_counted_back_from_the_last_value() {
        let found = pace(50.0, &[("2026-11-06", 0.0), ("2026-11-12", 2.0), ("2026-11-20", 5.0)]);
        assert_eq!((found.steps.as_slice(), found.gaps), (&[2.0, 3.0][..], 0));
        assert_eq!(found.goal.as_ref().unwrap().remaining, 45.0);
        assert_eq!(found.day_after(2), day("2026-12-04"));
        assert_eq!(found.periods_until(day("2026-12-03")), Some(1));
        assert_eq!(found.periods_until(day("2026-11-19")), None);
    }

    #[test]
    fn a_missing_week_counts_as_zero_and_days_are_taken_by_the_week() {
        let found =
            pace(9.0, &[("2026-11-06", 0.0), ("2026-11-13", 1.0), ("2026-11-20", 2.0), ("2026-12-04", 6.0)]);
        assert_eq!((found.steps.as_slice(), found.gaps), (&[1.0, 1.0, 0.0, 4.0][..], 1));
        let daily: Vec<Observation> =
            (0..15).map(|n| seen(&day("2026-11-02").plus_days(n).to_string(), f64::from(n))).collect();
        let found = Pace::new(&metric(99.0, daily), day("2027-01-01")).unwrap();
        assert_eq!(found.steps.len(), 2, "{found:?}");
        assert_eq!(found.steps.iter().sum::<f64>(), found.latest - 2.0);
    }

    #[test]
    fn months_are_months() {
        let found = pace(
            9.0,
            &[
                ("2026-06-30", 0.0),
                ("2026-07-31", 1.0),
                ("2026-08-31", 2.0),
                ("2026-09-30", 3.0),
                ("2026-10-31", 4.0),
            ],
        );
        assert_eq!(found.steps, [1.0; 4]);
        assert_eq!(found.day_after(4), day("2027-03-03"));
    }

    #[test]
    fn less_may_be_better_and_a_reached_target_has_a_day() {
        let found = pace(300.0, &[("2026-11-06", 410.0), ("2026-11-13", 420.0), ("2026-11-20", 390.0)]);
        assert_eq!((found.steps.as_slice(), found.steps_back()), (&[-10.0, 30.0][..], 1));
        assert_eq!(found.goal.unwrap().remaining, 90.0);
        let found =
            pace(5.0, &[("2026-11-06", 5.0), ("2026-11-13", 4.0), ("2026-11-20", 5.0), ("2026-11-27", 6.0)]);
        let goal = found.goal.unwrap();
        assert_eq!((goal.remaining, goal.reached), (0.0, Some(day("2026-11-20"))));
    }

    #[test]
    fn corrections_count_and_the_future_does_not() {
        let mut wrong = seen("2026-11-13", 90.0);
        wrong.id = Some(Id::new("M-1"));
        let mut right = seen("2026-11-13", 9.0);
        right.supersedes = Some(Id::new("M-1"));
        let all = vec![seen("2026-11-06", 1.0), right, wrong, seen("2026-12-01", 50.0)];
        let found = Pace::new(&metric(99.0, all), day("2026-11-20")).unwrap();
        assert_eq!((found.latest, found.steps), (9.0, vec![8.0]));
        assert_eq!(Pace::new(&metric(9.0, Vec::new()), day("2026-11-20")), None);
    }

    #[test]
    fn what_is_done_of_a_growing_whole_is_a_burn_up_and_a_rate_is_none() {
        let of = |date: &str, value: f64, done: f64, whole: f64| Observation {
            numerator: Some(done),
            denominator: Some(whole),
            ..seen(date, value)
        };
        let all = vec![of("2026-11-06", 10.0, 10.0, 100.0), of("2026-11-13", 30.0, 30.0, 104.0)];
        let found = Pace::new(&metric(100.0, all), day("2026-11-20")).unwrap();
        let goal = found.goal.unwrap();
        assert_eq!((goal.remaining, found.steps.as_slice()), (74.0, &[20.0][..]));
        assert_eq!(goal.burn_up.unwrap().growth, [4.0]);
        let all = vec![of("2026-11-06", 97.0, 970.0, 1000.0), of("2026-11-13", 96.0, 480.0, 500.0)];
        let found = Pace::new(&metric(98.0, all), day("2026-11-20")).unwrap();
        assert_eq!((found.steps, found.goal.unwrap().burn_up), (vec![-1.0], None));
    }
}
