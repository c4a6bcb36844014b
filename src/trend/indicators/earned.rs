//! Earned value and earned schedule, from planned, earned and spent amounts by period.
//!
//! Formulas: PMI Practice Standard for Earned Value Management; earned schedule after Lipke (2003). Amounts may be money, or
//! weights of milestones; the caller says which. A ratio without a denominator is none, never 1.

/// What was planned, earned and spent.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs<'a> {
    /// Planned value at the end of each period, summed up.
    pub planned: &'a [f64],
    /// Periods that have passed.
    pub actual_time: f64,
    /// Earned value so far.
    pub earned: f64,
    /// Actual cost so far, where costs are known.
    pub cost: Option<f64>,
    /// The whole budget.
    pub budget: f64,
    /// Periods that the whole was planned to take.
    pub planned_duration: f64,
}

/// What follows. What cannot be computed is none.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Earned {
    /// Planned value by now.
    pub planned: f64,
    /// SV = EV - PV.
    pub schedule_variance: f64,
    /// SPI = EV / PV.
    pub spi: Option<f64>,
    /// CV = EV - AC.
    pub cost_variance: Option<f64>,
    /// CPI = EV / AC.
    pub cpi: Option<f64>,
    /// EAC = BAC / CPI.
    pub eac_by_cpi: Option<f64>,
    /// EAC = AC + (BAC - EV) / (CPI · SPI).
    pub eac_by_both: Option<f64>,
    /// TCPI = (BAC - EV) / (BAC - AC).
    pub tcpi: Option<f64>,
    /// ES: the time at which so much was planned as is earned now; none while nothing is planned and nothing earned.
    pub earned_schedule: Option<f64>,
    /// SV(t) = ES - AT.
    pub time_variance: Option<f64>,
    /// SPI(t) = ES / AT.
    pub spi_t: Option<f64>,
    /// IEAC(t) = PD / SPI(t).
    pub duration_at_completion: Option<f64>,
    /// TSPI = (PD - ES) / (PD - AT).
    pub to_complete_t: Option<f64>,
}

/// Computes earned value and earned schedule.
pub fn earned(inputs: &Inputs<'_>) -> Earned {
    let Inputs { planned, actual_time, earned, cost, budget, planned_duration } = *inputs;
    let by_now = planned_at(planned, actual_time);
    let spi = ratio(earned, by_now);
    let cpi = cost.and_then(|cost| ratio(earned, cost));
    let is_begun = earned > 0.0 || by_now > 0.0;
    let es = is_begun.then(|| earned_schedule(planned, earned, actual_time));
    let spi_t = es.and_then(|es| ratio(es, actual_time));
    Earned {
        planned: by_now,
        schedule_variance: earned - by_now,
        spi,
        cost_variance: cost.map(|cost| earned - cost),
        cpi,
        eac_by_cpi: cpi.and_then(|cpi| ratio(budget, cpi)),
        eac_by_both: cost.and_then(|cost| Some(cost + ratio(budget - earned, cpi? * spi?)?)),
        tcpi: cost.and_then(|cost| ratio(budget - earned, budget - cost)),
        earned_schedule: es,
        time_variance: es.map(|es| es - actual_time),
        spi_t,
        duration_at_completion: spi_t.and_then(|spi_t| ratio(planned_duration, spi_t)),
        to_complete_t: es.and_then(|es| ratio(planned_duration - es, planned_duration - actual_time)),
    }
}

fn ratio(above: f64, below: f64) -> Option<f64> {
    (below != 0.0).then(|| above / below).filter(|ratio| ratio.is_finite())
}

/// Returns the planned value after so many periods; between two ends in proportion, after the last one all of it.
fn planned_at(planned: &[f64], time: f64) -> f64 {
    let time = time.max(0.0);
    let at = |period: usize| match period {
        0 => 0.0,
        n => planned.get(n - 1).or(planned.last()).copied().unwrap_or(0.0),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative; saturates
    let whole = time.floor() as usize;
    at(whole) + (at(whole.saturating_add(1)) - at(whole)) * time.fract()
}

/// ES = C + (EV - PV of C) / (PV of C+1 - PV of C), with C the whole periods whose planned value is at most the earned one.
///
/// While nothing is due, the planned value stays as it is, and the earned value equals it at many times: the one next to
/// now counts, so that neither waiting nor being done looks early or late. All that was planned is earned at the end of the
/// first period that plans it all.
fn earned_schedule(planned: &[f64], earned: f64, now: f64) -> f64 {
    let all = planned.last().copied().unwrap_or(0.0);
    let reaching = planned.iter().position(|value| *value >= earned.min(all)).unwrap_or(planned.len());
    if earned >= all {
        return as_time(if all > 0.0 { reaching + 1 } else { 0 });
    }
    let before = if reaching == 0 { 0.0 } else { planned[reaching - 1] };
    let first = as_time(reaching) + ratio(earned - before, planned[reaching] - before).unwrap_or(0.0);
    let last = as_time(planned.iter().take_while(|value| **value <= earned).count());
    now.clamp(first, last.max(first))
}

#[allow(clippy::cast_precision_loss)] // a count of periods
fn as_time(periods: usize) -> f64 {
    periods as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-6)
    }

    /// EVM-01.
    #[test]
    fn a_project_a_little_late_has_the_published_values() {
        let inputs = Inputs {
            planned: &[10.0, 25.0, 45.0, 70.0, 90.0, 100.0],
            actual_time: 4.0,
            earned: 55.0,
            cost: Some(60.0),
            budget: 100.0,
            planned_duration: 6.0,
        };
        let found = earned(&inputs);
        assert!(is(Some(found.schedule_variance), -15.0) && is(found.cost_variance, -5.0));
        assert!(is(found.spi, 0.785_714) && is(found.cpi, 0.916_667));
        assert!(is(found.eac_by_cpi, 109.090_909) && is(found.eac_by_both, 122.479_339));
        assert!(is(found.tcpi, 1.125) && is(found.earned_schedule, 3.4));
        assert!(is(found.time_variance, -0.6) && is(found.spi_t, 0.85));
        assert!(is(found.duration_at_completion, 7.058_824) && is(found.to_complete_t, 1.3));
    }

    #[test]
    fn at_the_end_spi_says_that_all_is_well_and_earned_schedule_does_not() {
        let planned = [20.0, 40.0, 60.0, 80.0, 100.0];
        let late = Inputs {
            planned: &planned,
            actual_time: 7.0,
            earned: 100.0,
            cost: None,
            budget: 100.0,
            planned_duration: 5.0,
        };
        let found = earned(&late);
        assert!(is(found.spi, 1.0) && is(found.spi_t, 0.714_286) && is(found.time_variance, -2.0));
        assert_eq!(found.cpi, None);
    }

    /// EVM-03.
    #[test]
    fn nothing_divided_by_nothing_is_no_ratio() {
        let inputs = Inputs {
            planned: &[0.0, 50.0, 100.0],
            actual_time: 1.0,
            earned: 0.0,
            cost: Some(0.0),
            budget: 100.0,
            planned_duration: 3.0,
        };
        let found = earned(&inputs);
        assert_eq!((found.spi, found.cpi, found.eac_by_cpi), (None, None, None));
        assert_eq!((found.earned_schedule, found.spi_t, found.duration_at_completion), (None, None, None));
        assert!(is(Some(earned_schedule(&[], 5.0, 1.0)), 0.0));
    }

    #[test]
    fn while_nothing_is_due_whoever_has_done_all_so_far_is_in_time() {
        let planned = [20.0, 20.0, 20.0, 40.0];
        assert!(is(Some(earned_schedule(&planned, 20.0, 2.5)), 2.5));
        assert!(is(Some(earned_schedule(&planned, 20.0, 0.5)), 1.0));
        assert!(is(Some(earned_schedule(&planned, 20.0, 3.5)), 3.0));
        assert!(is(Some(earned_schedule(&planned, 30.0, 2.0)), 3.5));
    }
}
