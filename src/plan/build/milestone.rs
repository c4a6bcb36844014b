//! A milestone as an activity: how long it takes, what has happened, and where its dates come from.

use crate::diag::Subject;
use crate::model::Estimate;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::plan::axis::Pace;
use crate::plan::build::Builder;
use crate::plan::build::nodes::Draft;
use crate::plan::calendars::number;
use crate::plan::network::Activity;
use crate::plan::network::Cause;
use crate::plan::network::ConstraintKind;
use crate::plan::network::Floor;
use crate::plan::network::Side;
use crate::plan::result::NodeKey;
use crate::plan::result::NodeKind;

impl Builder<'_> {
    /// Makes the node of a milestone.
    pub(super) fn milestone(&self, program: &Program, subject: Subject, milestone: &Milestone) -> Draft {
        let calendar = self.calendars.worker(milestone.team.as_ref(), milestone.owner.as_ref());
        let is_elapsed = milestone.elapsed.unwrap_or(false);
        let is_done = milestone.finished.is_some() || milestone.status() == MilestoneStatus::Done;
        let is_started =
            !is_done && (milestone.started.is_some() || milestone.status() == MilestoneStatus::InProgress);
        let length = self.length(milestone, calendar, is_elapsed);
        let remaining = milestone.remaining.map(|left| self.calendars.minutes(calendar, left, is_elapsed));
        let is_pure = length == 0 && remaining.is_none_or(|left| left == 0);
        // What nobody reports as done is still to do: without either, all of it.
        let span = match (remaining, milestone.progress) {
            (Some(left), _) => left,
            (None, Some(progress)) => share(length, 1.0 - progress.share()),
            (None, None) => length,
        };
        let hours = self.calendars.get(calendar);
        let started = milestone.started.map(|day| hours.opening(number(day)));
        let finished = is_done.then(|| self.settled(calendar, milestone.finished));
        let is_instant = is_pure || span == 0;
        Draft {
            key: NodeKey { program: program.id.clone(), id: milestone.id.clone() },
            kind: if is_pure { NodeKind::Milestone } else { NodeKind::Work },
            subject,
            title: milestone.title.to_string(),
            aliases: milestone.aliases.clone(),
            team: milestone.team.clone(),
            owner: milestone.owner.clone(),
            workstream: milestone.workstream.as_deref().map(str::to_owned),
            committed: milestone.committed,
            activity: Activity {
                program: program.index,
                calendar,
                pace: match (is_instant, is_elapsed) {
                    (true, _) => Pace::Instant,
                    (false, true) => Pace::Elapsed,
                    (false, false) => Pace::Work,
                },
                span,
                // A pure milestone has no start apart from its finish.
                started: started.filter(|_| !is_pure),
                finished,
                floor: self.milestone_floor(program, milestone, calendar, is_started),
                constraints: constraints(milestone),
                deadline: milestone.committed.map(number),
                is_end: true,
            },
            length: length.max(span),
            is_pure,
            is_started,
            is_undriven: false,
            is_undated: is_done && milestone.finished.is_none(),
            has_lost_predecessor: false,
        }
    }

    /// Returns the minutes that the work takes, by its duration or the middle of its estimate.
    fn length(&self, milestone: &Milestone, calendar: u32, is_elapsed: bool) -> i64 {
        let minutes = |duration| self.calendars.minutes(calendar, duration, is_elapsed);
        let Some(Estimate { low, likely, high, p50, mean, .. }) = &milestone.estimate else {
            return milestone.duration.map_or(0, minutes);
        };
        let point = milestone.duration.or(*likely).or(*p50).or(*mean).map(minutes);
        let ends = (low.map(minutes), high.map(minutes));
        point.unwrap_or(match ends {
            (Some(low), Some(high)) => low.midpoint(high),
            (low, high) => low.or(high).unwrap_or(0),
        })
    }

    /// Work not begun starts with its program, and never before the day of the plan; what is left of work in progress is
    /// done from that day on.
    fn milestone_floor(
        &self,
        program: &Program,
        milestone: &Milestone,
        calendar: u32,
        is_started: bool,
    ) -> Floor {
        let start = self.starts[program.index as usize];
        let (day, cause) = if is_started {
            (milestone.started.map_or(self.as_of, |day| day.max(self.as_of)), Cause::AsOf)
        } else {
            (start.ahead, start.cause)
        };
        Floor { at: self.calendars.get(calendar).opening(number(day)), side: Side::Open, cause }
    }
}

/// Returns a share of some minutes.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // far below 2^52
fn share(minutes: i64, share: f64) -> i64 {
    (minutes as f64 * share).round() as i64
}

/// Returns the constraints that are given.
fn constraints(milestone: &Milestone) -> Vec<(ConstraintKind, i64)> {
    let Some(constraint) = &milestone.constraint else { return Vec::new() };
    let dated = [
        (ConstraintKind::StartNoEarlierThan, constraint.start_no_earlier_than),
        (ConstraintKind::StartNoLaterThan, constraint.start_no_later_than),
        (ConstraintKind::FinishNoEarlierThan, constraint.finish_no_earlier_than),
        (ConstraintKind::FinishNoLaterThan, constraint.finish_no_later_than),
        (ConstraintKind::MustStartOn, constraint.must_start_on),
        (ConstraintKind::MustFinishOn, constraint.must_finish_on),
    ];
    let mut found: Vec<_> =
        dated.into_iter().filter_map(|(kind, date)| Some((kind, number(date?)))).collect();
    if constraint.as_late_as_possible == Some(true) {
        found.push((ConstraintKind::AsLateAsPossible, 0));
    }
    found
}
