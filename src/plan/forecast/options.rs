//! How a forecast is drawn: trials, seed, level, and which case of the risks.

use crate::model::Percent;
use crate::model::Settings;

/// The most trials of a forecast: by then the standard error is a thousandth of a working day.
pub const MAX_TRIALS: u32 = 1_000_000;

/// Trials of a forecast unless something else is said.
pub const TRIALS: u32 = 10_000;

/// The fewest trials by default.
pub(crate) const LEAST_TRIALS: u32 = 2_000;

/// Items times trials that a forecast may cost when nobody asks for it: about a tenth of a second.
const BUDGET: usize = 10_000_000;

/// The largest plan that is forecast unasked: checking a larger one stays as quick as its critical path.
pub const LARGEST: usize = BUDGET / LEAST_TRIALS as usize;

/// Which case of the risks counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risks {
    /// As they stand today.
    #[default]
    Current,
    /// What is left of them after their mitigation.
    Residual,
    /// None.
    Off,
}

/// How a forecast is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How many times the plan is played through.
    pub trials: u32,
    /// What the random numbers follow from.
    pub seed: u64,
    /// The level of external commitments, from 0 to 1.
    pub level: f64,
    /// Which case of the risks counts.
    pub risks: Risks,
}

impl Options {
    /// Returns what `epm.yaml` says, for a plan of so many open items.
    pub fn new(settings: &Settings, items: usize) -> Options {
        let forecast = settings.forecast.as_ref();
        let of_thresholds = settings.thresholds.as_ref().and_then(|t| t.level);
        Options {
            trials: trials(settings, items),
            seed: forecast.and_then(|f| f.seed).map_or(1, u64::from),
            level: forecast.and_then(|f| f.level).or(of_thresholds).map_or(0.8, Percent::share),
            risks: Risks::Current,
        }
    }
}

/// Returns the trials for a plan of so many open items: what `epm.yaml` says, else 10,000, and for a plan of more than
/// 1,000 items so many that all commands stay quick, but never fewer than 2,000.
fn trials(settings: &Settings, items: usize) -> u32 {
    let given = settings.forecast.as_ref().and_then(|f| f.trials).filter(|n| (1..=MAX_TRIALS).contains(n));
    given.unwrap_or_else(|| {
        let affordable = u32::try_from(BUDGET / items.max(1)).unwrap_or(TRIALS);
        affordable.clamp(LEAST_TRIALS, TRIALS)
    })
}
