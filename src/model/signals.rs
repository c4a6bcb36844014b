//! When early warnings are raised: the thresholds of each signal in `epm.yaml`.
//!
//! What a threshold is unless given stands in the table of signals (`trend::signals`), and in the text here; a test holds
//! the two together.

use crate::model::Duration;
use crate::model::Percent;
use crate::model::Text;
use crate::model::record;

record! {
    /// When early warnings are raised.
    pub struct SignalSettings = "signals" {
        /// Signals that are not looked for, by id or name: `[EW-07, overload]`.
        off: Vec<Text>,
        /// EW-01: reported green while the numbers say otherwise.
        watermelon: Option<WatermelonLimits>,
        /// EW-02: the expected finish moves later again and again.
        repeat_slipper: Option<RepeatSlipperLimits>,
        /// EW-03: the work that is left does not get less.
        day_for_day: Option<DayForDayLimits>,
        /// EW-04: on time until shortly before, then late at once.
        cliff: Option<CliffLimits>,
        /// EW-05: due soon, and nothing is said of it.
        stale: Option<StaleLimits>,
        /// EW-06: nearly done for weeks.
        nearly_done: Option<NearlyDoneLimits>,
        /// EW-07: more is due than has ever been finished in that time.
        bow_wave: Option<BowWaveLimits>,
        /// EW-08: the range of the forecast stays as wide although the end comes nearer.
        spread: Option<SpreadLimits>,
        /// EW-09: less confidence, and no status note says so.
        confidence_drop: Option<ConfidenceDropLimits>,
        /// EW-10: a risk that gets older and not smaller.
        risk_ageing: Option<RiskAgeingLimits>,
        /// EW-12: a decision that is overdue, or soon needed on the critical path.
        decision_due: Option<DecisionDueLimits>,
        /// EW-13: a dependency that is promised too late, or not at all.
        dependency_gap: Option<DependencyGapLimits>,
        /// EW-14: a date that is agreed anew again and again.
        baseline_churn: Option<BaselineChurnLimits>,
        /// EW-15: the plan grows.
        scope_creep: Option<ScopeCreepLimits>,
        /// EW-16: what was finished is written down late.
        late_actuals: Option<LateActualsLimits>,
        /// EW-17: no room left to the end, by the indices of schedulers.
        indices: Option<IndicesLimits>,
        /// EW-18: a team has more to do than it can.
        overload: Option<OverloadLimits>,
        /// EW-19: an acceptance or a waiver ends soon.
        expiry_near: Option<ExpiryNearLimits>,
        /// EW-20: a value of a metric that is unlike those before.
        metric_anomaly: Option<MetricAnomalyLimits>,
    }

    /// Thresholds of EW-01.
    pub struct WatermelonLimits = "watermelon" {
        /// Working days after the committed date, more than which green is not believed; `5d` unless given.
        late: Option<Duration>,
        /// The probability of meeting the commitment below which green is not believed; 50% unless given.
        chance: Option<Percent>,
        /// Working days of slip over `weeks` from which on green is not believed; `5d` unless given.
        slip: Option<Duration>,
        /// How many weekly snapshots are looked back; 4 unless given.
        weeks: Option<u32>,
    }

    /// Thresholds of EW-02.
    pub struct RepeatSlipperLimits = "repeat_slipper" {
        /// How many moves to a later day are too many; 3 unless given.
        moves: Option<u32>,
        /// Within how many weeks; 8 unless given.
        weeks: Option<u32>,
    }

    /// Thresholds of EW-03.
    pub struct DayForDayLimits = "day_for_day" {
        /// The work that is left must have become less by this share of the time that passed; 25% unless given.
        share: Option<Percent>,
        /// Over how many weekly snapshots, that of today included; 3 unless given.
        snapshots: Option<u32>,
    }

    /// Thresholds of EW-04.
    pub struct CliffLimits = "cliff" {
        /// Working days before the due day, within which the first move comes too late; `5d` unless given.
        notice: Option<Duration>,
        /// Working days of delay from which on it counts; `5d` unless given.
        slip: Option<Duration>,
        /// How many weeks are looked back; 26 unless given.
        weeks: Option<u32>,
    }

    /// Thresholds of EW-05.
    pub struct StaleLimits = "stale" {
        /// Calendar days before the due day, from which on a word is expected; `60d` unless given.
        due_within: Option<Duration>,
        /// Calendar days without a word, more than which are too many; `14d` unless given.
        after: Option<Duration>,
    }

    /// Thresholds of EW-06.
    pub struct NearlyDoneLimits = "nearly_done" {
        /// The share of the work from which on it is nearly done; 80% unless given.
        share: Option<Percent>,
        /// At how many weekly snapshots in a row, that of today included; 3 unless given.
        snapshots: Option<u32>,
    }

    /// Thresholds of EW-07.
    pub struct BowWaveLimits = "bow_wave" {
        /// Calendar days ahead that are looked at, and the length of the periods behind; `28d` unless given.
        ahead: Option<Duration>,
        /// How many such periods behind are averaged; 3 unless given.
        periods: Option<u32>,
        /// How many times as much as usual is too much; 1.5 unless given.
        factor: Option<f64>,
    }

    /// Thresholds of EW-08.
    pub struct SpreadLimits = "spread" {
        /// How many weeks are looked back; 4 unless given.
        weeks: Option<u32>,
        /// By how much the time that is left must have become less; 20% unless given.
        nearer: Option<Percent>,
    }

    /// Thresholds of EW-09.
    pub struct ConfidenceDropLimits = "confidence_drop" {
        /// Calendar days for which a drop is told; `28d` unless given.
        within: Option<Duration>,
    }

    /// Thresholds of EW-10.
    pub struct RiskAgeingLimits = "risk_ageing" {
        /// Working days that a high risk may be without a plan; `5d` unless given.
        without_plan: Option<Duration>,
        /// Calendar days that a high risk may keep its score; `30d` unless given.
        same_score: Option<Duration>,
    }

    /// Thresholds of EW-12.
    pub struct DecisionDueLimits = "decision_due" {
        /// Working days before an open decision on the critical path is needed; `10d` unless given.
        ahead: Option<Duration>,
    }

    /// Thresholds of EW-13.
    pub struct DependencyGapLimits = "dependency_gap" {
        /// Calendar days before the need, from which on a critical dependency needs a promise; `30d` unless given.
        promise_before: Option<Duration>,
    }

    /// Thresholds of EW-14.
    pub struct BaselineChurnLimits = "baseline_churn" {
        /// How many agreed moves of one date are too many; 2 unless given.
        moves: Option<u32>,
        /// Within how many calendar days; `90d` unless given.
        within: Option<Duration>,
    }

    /// Thresholds of EW-15.
    pub struct ScopeCreepLimits = "scope_creep" {
        /// Growth since the baseline, more than which is too much; 10% unless given.
        growth: Option<Percent>,
    }

    /// Thresholds of EW-16.
    pub struct LateActualsLimits = "late_actuals" {
        /// Working days after which a finish is written down late; `5d` unless given.
        after: Option<Duration>,
        /// Calendar days for which a late entry is told; `90d` unless given.
        within: Option<Duration>,
    }

    /// Thresholds of EW-17.
    pub struct IndicesLimits = "indices" {
        /// The lowest critical path length index (CPLI); 0.95 unless given.
        cpli: Option<f64>,
        /// The lowest baseline execution index (BEI); 0.95 unless given.
        bei: Option<f64>,
    }

    /// Thresholds of EW-18.
    pub struct OverloadLimits = "overload" {
        /// How many iterations ahead are looked at, that of today included; 3 unless given.
        iterations: Option<u32>,
        /// The share of its capacity that a team may be asked for, such as 1 for all of it; 1 unless given.
        share: Option<f64>,
    }

    /// Thresholds of EW-19.
    pub struct ExpiryNearLimits = "expiry_near" {
        /// Calendar days before the end; `14d` unless given.
        within: Option<Duration>,
    }

    /// Thresholds of EW-20.
    pub struct MetricAnomalyLimits = "metric_anomaly" {
        /// How many values before are compared with; 12 unless given.
        values: Option<u32>,
        /// How many of them there must be; 8 unless given.
        least: Option<u32>,
        /// How many times the usual deviation (1.4826 · MAD) is too far; 3 unless given.
        factor: Option<f64>,
    }
}
