//! Early warnings: signals that follow from the plan and its history, before anybody calls it trouble.
//!
//! Pure. One file a signal and one line in [`SIGNALS`]; each says what it looked at, also where it raises nothing.
//! None of them changes a status. [`Scene`] is what they read: `traces.rs` items through time, `shifts.rs` what commits did
//! to the dates, `limits.rs` the thresholds. `look.rs` is what they answer.

mod baseline_churn;
mod bow_wave;
mod cliff;
mod confidence_drop;
mod day_for_day;
mod decision_due;
mod dependency_gap;
mod expiry_near;
mod fold;
mod indices;
mod late_actuals;
mod limits;
mod look;
mod metric_anomaly;
mod nearly_done;
mod overload;
mod repeat_slipper;
mod risk_ageing;
mod scene;
mod scope_creep;
mod shifts;
mod spread;
mod stale;
mod surprise;
mod traces;
mod watermelon;

pub use limits::Limit;
pub use limits::Limits;
pub use limits::Unit;
pub use look::Cited;
pub use look::Look;
pub use look::Looked;
pub use look::Named;
pub use look::Raised;
pub use look::Verdict;
pub use scene::Scene;
pub use scope_creep::size;
pub use watermelon::slips;

use crate::model::Id;

/// How much a signal matters to those who answer for the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A commitment is in danger, or what is reported is not true.
    High,
    /// Something goes the wrong way, and can still be turned.
    Medium,
    /// Worth a question.
    Low,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Severity; 3] = [Severity::High, Severity::Medium, Severity::Low];

    /// Returns the word for it: `high`, `medium`, `low`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
        }
    }
}

/// A signal, whatever the plan.
#[derive(Debug)]
pub struct Signal {
    /// `EW-01`. Stable.
    pub id: &'static str,
    /// Its name, as in `signals:` of `epm.yaml`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The rule, in sentences.
    pub about: &'static str,
    /// How much it matters where nothing else is said.
    pub severity: Severity,
    /// Its thresholds, in the order of `epm.yaml`.
    pub limits: &'static [Limit],
    /// It reads the past: without a repository it has nothing to say.
    pub needs_history: bool,
    /// The rules of `epm check` that tell the same defect, by code.
    pub told_by: &'static [u16],
    /// Looks, and says what it saw.
    pub look: fn(&Scene<'_>, &mut Look),
}

/// Every signal, by id.
pub static SIGNALS: &[&Signal] = &[
    &watermelon::SIGNAL,
    &repeat_slipper::SIGNAL,
    &day_for_day::SIGNAL,
    &cliff::SIGNAL,
    &stale::SIGNAL,
    &nearly_done::SIGNAL,
    &bow_wave::SIGNAL,
    &spread::SIGNAL,
    &confidence_drop::SIGNAL,
    &risk_ageing::SIGNAL,
    &surprise::SIGNAL,
    &decision_due::SIGNAL,
    &dependency_gap::SIGNAL,
    &baseline_churn::SIGNAL,
    &scope_creep::SIGNAL,
    &late_actuals::SIGNAL,
    &indices::SIGNAL,
    &overload::SIGNAL,
    &expiry_near::SIGNAL,
    &metric_anomaly::SIGNAL,
];

/// Returns the signal with an id (`EW-07`) or a name (`bow_wave`), without regard to case.
pub fn find(word: &str) -> Option<&'static Signal> {
    let is_meant =
        |signal: &&&Signal| signal.id.eq_ignore_ascii_case(word) || signal.name.eq_ignore_ascii_case(word);
    SIGNALS.iter().find(is_meant).copied()
}

/// Looks for every signal that is not switched off, in the order of the table.
pub fn watch(scene: &Scene<'_>) -> Vec<Looked> {
    let on = SIGNALS.iter().filter(|signal| scene.limits.is_on(signal));
    on.flat_map(|signal| one(signal, scene)).collect()
}

/// Looks for one signal, switched off or not.
pub fn one(signal: &'static Signal, scene: &Scene<'_>) -> Vec<Looked> {
    let mut look = Look::new(signal);
    if signal.needs_history && scene.past.is_none() {
        look.unknown_all("there is no history: this is no Git repository, or nothing is committed yet");
        return look.into_found();
    }
    (signal.look)(scene, &mut look);
    let mut found = look.into_found();
    let programs = &scene.workspace.programs;
    found.sort_by_cached_key(|looked| {
        let program = looked.program.as_ref().and_then(|id| programs.iter().position(|p| p.id == *id));
        let item = looked.item.as_ref();
        let node = looked.program.as_ref().zip(item).and_then(|(program, item)| {
            scene.plan.find(program, &Id::new(item.id.as_str())).map(|node| node.early_finish)
        });
        (program, node, item.map(|item| item.id.clone()))
    });
    found
}
