//! The scale on which an activity slides: where it begins and ends for a position, and which positions a bound allows.
//!
//! Work slides over the minutes of its calendar, so that a weekend is no distance; calendar time and instants slide over
//! civil minutes. Forward and backward pass, floats and ties all ask here, so that they agree.

use crate::plan::calendar::Calendar;
use crate::plan::instant::Instant;

/// How an activity takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Pace {
    /// In the working time of its calendar.
    Work,
    /// In calendar time.
    Elapsed,
    /// Not at all: a pure milestone, a decision, a gate.
    Instant,
}

/// Which end of an activity is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum End {
    /// The start (of what is left, for work in progress).
    Start,
    /// The finish.
    Finish,
}

/// An activity's scale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis<'a> {
    /// The calendar.
    pub(crate) calendar: &'a Calendar,
    /// How the activity takes time.
    pub(crate) pace: Pace,
    /// Its length in minutes of its pace.
    pub(crate) span: i64,
}

impl Axis<'_> {
    /// Returns the least position at which an end is not before an instant.
    pub(crate) fn at_least(self, end: End, bound: Instant) -> i64 {
        let at = match self.pace {
            Pace::Work => self.calendar.work_at(bound),
            Pace::Elapsed | Pace::Instant => bound.0,
        };
        match end {
            End::Start => at,
            End::Finish => at - self.span,
        }
    }

    /// Returns the greatest position at which an end is not after an instant.
    pub(crate) fn at_most(self, end: End, bound: Instant) -> i64 {
        match (self.pace, end) {
            (Pace::Work, End::Start) => self.calendar.begun_by(bound),
            (Pace::Work, End::Finish) => self.calendar.work_at(bound) - self.span,
            (_, End::Start) => bound.0,
            (_, End::Finish) => bound.0 - self.span,
        }
    }

    /// Returns where the start is.
    pub(crate) fn start(self, position: i64) -> Instant {
        match self.pace {
            Pace::Work => self.calendar.start_of(position),
            Pace::Elapsed | Pace::Instant => Instant(position),
        }
    }

    /// Returns where the finish is.
    pub(crate) fn finish(self, position: i64) -> Instant {
        match self.pace {
            Pace::Work => self.calendar.end_of(position + self.span),
            Pace::Elapsed | Pace::Instant => Instant(position + self.span),
        }
    }

    /// Returns the last instant that, as a bound on an end, still allows a position.
    pub(crate) fn limit(self, end: End, position: i64) -> Instant {
        let at = match end {
            End::Start => position,
            End::Finish => position + self.span,
        };
        match self.pace {
            Pace::Work => self.calendar.start_of(at),
            Pace::Elapsed | Pace::Instant => Instant(at),
        }
    }

    /// Returns the working minutes by which the finish moves between two positions.
    pub(crate) fn room(self, from: i64, to: i64) -> i64 {
        match self.pace {
            Pace::Work => to - from,
            Pace::Elapsed | Pace::Instant => self.calendar.work_between(self.finish(from), self.finish(to)),
        }
    }

    /// Tells whether no working time of the calendar lies between two positions of an end.
    pub(crate) fn is_tie(self, end: End, a: i64, b: i64) -> bool {
        match (self.pace, end) {
            (Pace::Work, _) => a == b,
            (_, End::Start) => self.calendar.work_between(Instant(a), Instant(b)) == 0,
            (_, End::Finish) => self.room(a, b) == 0,
        }
    }
}
