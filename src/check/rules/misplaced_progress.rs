//! Progress where none can be.

use crate::check::Facts;
use crate::check::estimates;
use crate::check::items::is_dated;
use crate::check::items::milestones;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Severity;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Settings;

rule! {
    /// Finds progress on work that has not begun, and work left on what is done.
    ///
    /// ## What it does
    /// Compares `progress` and `remaining` with the status in force. Work that is not begun has no progress and all of
    /// its work left; work that is done has none left. Work with nothing left that is still open is a warning.
    ///
    /// ## Why it matters
    /// The plan counts from what is left. One of the two statements is out of date, and the reader believes the better
    /// one.
    ///
    /// ## Example
    /// ```yaml
    /// - id: contract-tests
    ///   title: Contract tests pass
    ///   duration: 10d
    ///   status: planned
    ///   progress: 40%
    /// ```
    ///
    /// ## Fix it
    /// Set `started` when the work has begun and `finished` when it is done; delete `progress` and `remaining` otherwise.
    pub(crate) static META = 409, "misplaced-progress", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, subject, milestone) in milestones(facts).filter(|(_, at, _)| is_dated(facts.broken, *at)) {
        if let Some((key, message, help, severity)) = fault(milestone, facts.settings()) {
            let place = Place::field(subject, key);
            out.push(Finding::new(&META, place, message).help(help).severity(severity));
        }
    }
}

type Fault = (&'static str, String, &'static str, Severity);

fn fault(milestone: &Milestone, settings: &Settings) -> Option<Fault> {
    let is_elapsed = milestone.elapsed.unwrap_or(false);
    let left = milestone.remaining.map(|r| (r, estimates::minutes(r, settings, is_elapsed)));
    let progress = milestone.progress;
    match milestone.status() {
        // A status that its own dates contradict is reported as such.
        MilestoneStatus::Planned if milestone.started.is_none() && milestone.finished.is_none() => {
            let help = "set `started` if the work has begun; else delete it";
            if let Some(done) = progress.filter(|p| p.share() > 0.0) {
                let message = format!("`progress` {done}, but `{}` has not begun", milestone.id);
                return Some(("progress", message, help, Severity::Error));
            }
            let (remaining, length) = left?;
            let whole = milestone.duration.map(|d| estimates::minutes(d, settings, is_elapsed));
            let likely = || estimates::central(milestone.estimate.as_ref()?, settings, is_elapsed);
            let whole = whole.or_else(|| likely().map(|(_, minutes)| minutes));
            let message = format!("`remaining` {remaining}, but `{}` has not begun", milestone.id);
            (whole != Some(length)).then_some(("remaining", message, help, Severity::Error))
        }
        MilestoneStatus::Done => {
            let help = "delete it, or take the milestone back to `in_progress`";
            if let Some((remaining, _)) = left.filter(|(_, length)| *length > 0) {
                let message = format!("`remaining` {remaining}, but `{}` is done", milestone.id);
                return Some(("remaining", message, help, Severity::Error));
            }
            let part = progress.filter(|p| p.share() < 1.0)?;
            let message = format!("`progress` {part}, but `{}` is done", milestone.id);
            Some(("progress", message, help, Severity::Error))
        }
        MilestoneStatus::InProgress | MilestoneStatus::Blocked => {
            let help = "set `finished` if it is done; else say in `remaining` what is left";
            if let Some((remaining, length)) = left {
                let message = format!("`remaining` {remaining}, but `{}` is not finished", milestone.id);
                return (length == 0).then_some(("remaining", message, help, Severity::Warning));
            }
            let whole = progress.filter(|p| p.share() >= 1.0)?;
            let message = format!("`progress` {whole}, but `{}` is not finished", milestone.id);
            Some(("progress", message, help, Severity::Warning))
        }
        _ => None,
    }
}
