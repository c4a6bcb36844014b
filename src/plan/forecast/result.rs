//! What a forecast says, in working days and dates.

use serde::Serialize;

use crate::diag::Subject;
use crate::model::Date;
use crate::model::Id;
use crate::plan::forecast::correlation::CorrelationFault;
use crate::plan::forecast::inputs::Basis;
use crate::plan::forecast::options::Options;
use crate::plan::result::NodeKey;

/// Values at the usual quantiles, and at the level asked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread<T> {
    /// One in ten trials is no later.
    pub p10: T,
    /// Half of the trials are no later.
    pub p50: T,
    /// Four in five trials are no later.
    pub p80: T,
    /// Nine in ten trials are no later.
    pub p90: T,
    /// At the level of the forecast.
    pub level: T,
}

/// When something finishes: working days from the start of its program, and dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Finish {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub sd: f64,
    /// Quantiles, in fractional working days.
    pub days: Spread<f64>,
    /// The last working days of those.
    pub dates: Spread<Date>,
    /// The standard error of the P80, in working days.
    pub p80_error: f64,
    /// The finish without any uncertainty, as the plan computes it.
    pub planned: f64,
    /// The agreed date.
    pub committed: Option<Date>,
    /// The probability of meeting it; none for what only its commitment dates.
    pub p_committed: Option<f64>,
    /// The mean of the working days after it, E[max(0, T − date)]: trials that meet it count as none.
    pub late_mean: Option<f64>,
}

impl Finish {
    /// Tells whether the trials differ.
    pub fn is_uncertain(&self) -> bool {
        self.sd > 0.0
    }

    /// Returns the working days between the plan's finish and the level.
    pub fn contingency(&self) -> f64 {
        self.days.level - self.planned
    }
}

/// The forecast of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemForecast {
    /// The item.
    pub key: NodeKey,
    /// Its finish.
    pub finish: Finish,
    /// The share of trials in which it determines the end of a program.
    pub criticality: f64,
    /// The mean of its length, in working days (of calendar time: in days).
    pub length_mean: f64,
    /// The standard deviation of that.
    pub length_sd: f64,
    /// The correlation of its length with the end of its program.
    pub correlation: f64,
    /// Schedule sensitivity: criticality times its standard deviation over that of the end.
    pub ssi: f64,
    /// What its length rests on.
    pub basis: Basis,
}

/// The forecast of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramForecast {
    /// The program.
    pub id: Id,
    /// Its first day, from which days are counted.
    pub start: Date,
    /// The end.
    pub finish: Finish,
    /// The days at 41 equal shares of the trials: the first when the first ended, the last when all had.
    pub curve: Vec<Date>,
    /// The item that ends it, if one is named.
    pub end: Option<NodeKey>,
}

/// What a driver of dates is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    /// A risk that may happen.
    Risk,
    /// The range of an item.
    Range,
}

/// What takes a program's end away from its plan, measured by playing the same trials without it.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverEffect {
    /// The program whose end is meant.
    pub program: Id,
    /// What it is.
    pub kind: DriverKind,
    /// The risk, or the item.
    pub key: NodeKey,
    /// The risk's place.
    pub subject: Option<Subject>,
    /// How likely the risk is.
    pub probability: Option<f64>,
    /// Working days by which the level comes earlier without it.
    pub level_effect: f64,
    /// Working days by which the mean comes earlier without it.
    pub mean_effect: f64,
    /// The items that the risk hits.
    pub affects: Vec<NodeKey>,
}

/// What drives the ends of programs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drivers {
    /// The effects, greatest first.
    pub effects: Vec<DriverEffect>,
    /// How many trials they were measured on.
    pub trials: u32,
    /// How many more ranges and risks were not measured.
    pub left_out: usize,
}

/// A forecast of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The day.
    pub as_of: Date,
    /// How it was drawn.
    pub options: Options,
    /// The items of the plan, sorted by key.
    pub items: Vec<ItemForecast>,
    /// The programs, in the workspace's order.
    pub programs: Vec<ProgramForecast>,
    /// Risks that count.
    pub risks: Vec<NodeKey>,
    /// Entries of `correlation:` that do not.
    pub faults: Vec<CorrelationFault>,
}

impl Forecast {
    /// Returns the forecast of an item.
    pub fn item(&self, key: &NodeKey) -> Option<&ItemForecast> {
        let n = self.items.binary_search_by(|item| item.key.cmp(key)).ok()?;
        Some(&self.items[n])
    }

    /// Returns the forecast of a program.
    pub fn program(&self, id: &Id) -> Option<&ProgramForecast> {
        self.programs.iter().find(|p| p.id.as_str().eq_ignore_ascii_case(id.as_str()))
    }

    /// Returns the forecast with only what `keep` wants: no item, risk, end or count of another one. Numbers stay as they
    /// are: they are computed from everything.
    #[must_use]
    pub fn redacted(mut self, keep: impl Fn(&NodeKey) -> bool) -> Forecast {
        self.items.retain(|item| keep(&item.key));
        self.risks.retain(&keep);
        let seen: std::collections::BTreeSet<&Id> = self.items.iter().map(|i| &i.key.program).collect();
        self.programs.retain(|program| {
            // The day of a hidden end is a hidden item's.
            program.end.as_ref().is_none_or(&keep)
                && keep(&NodeKey { program: program.id.clone(), id: program.id.clone() })
                && seen.contains(&program.id)
        });
        self.faults.clear();
        self
    }
}

impl Drivers {
    /// Returns the drivers with only what `keep` wants.
    #[must_use]
    pub fn redacted(mut self, keep: impl Fn(&NodeKey) -> bool) -> Drivers {
        let before = self.effects.len();
        self.effects.retain(|effect| keep(&effect.key));
        for effect in &mut self.effects {
            effect.affects.retain(&keep);
        }
        // A count would tell of what is hidden.
        self.left_out = if self.effects.len() == before { self.left_out } else { 0 };
        self
    }
}
