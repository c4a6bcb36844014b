//! What the forecast says of a scenario.

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::result::NodeKey;
use crate::plan::scenario::outcome::Target;

/// How a forecast is drawn: the same for all scenarios that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// Trials.
    pub trials: u32,
    /// What the random numbers follow from.
    pub seed: u64,
}

impl Play {
    /// Returns the trials and the seed asked for, else those of every forecast of the workspace.
    pub fn new(_workspace: &Workspace, _plan: &Plan, trials: Option<u32>, seed: Option<u64>) -> Play {
        Play { trials: trials.unwrap_or(10_000), seed: seed.unwrap_or(1) }
    }
}

/// What the forecast says.
#[derive(Clone, Debug, PartialEq)]
pub struct Luck {
    /// Half of the trials end by this day.
    pub p50: Date,
    /// Four in five trials end by this day.
    pub p80: Date,
    /// The same in working days from the start of the program.
    pub p50_days: f64,
    /// The same in working days from the start of the program.
    pub p80_days: f64,
    /// The mean, in working days from the start of the program.
    pub mean_days: f64,
    /// The probability of meeting the target.
    pub p_target: Option<f64>,
    /// The mean of the working days by which the target is missed; a trial that meets it counts as nothing.
    pub late_days: Option<f64>,
    /// The items that determine the end most often, each with the share of trials, most first.
    pub drivers: Vec<(NodeKey, f64)>,
}

/// Forecasts a scenario.
pub(super) fn luck(
    _workspace: &Workspace,
    _plan: &Plan,
    _program: u32,
    _target: Option<&Target>,
    _play: Play,
) -> Result<Luck, String> {
    Err("not forecast".to_owned())
}
