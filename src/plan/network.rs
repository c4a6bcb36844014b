//! What the critical path is computed from: activities on calendars, and the links between them.
//!
//! A network knows nothing of programs' files or kinds: [`crate::plan::build`] makes one from a workspace. Here are its
//! parts; `order.rs` brings them into an order, `early.rs` and `late.rs` pass over them.

use crate::model::LinkType;
use crate::plan::axis::Axis;
use crate::plan::axis::End;
use crate::plan::axis::Pace;
use crate::plan::calendar::Calendar;
use crate::plan::instant::Instant;
use crate::plan::order::Knot;
use crate::plan::order::Order;

/// Which side of a day an instant stands for: a gate that is passed by the end of Monday closes it, a program that begins
/// on Monday opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    /// The end of a day.
    Close,
    /// The beginning of a day.
    Open,
}

/// What an activity waits for besides its links and constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cause {
    /// The start of its program.
    ProgramStart,
    /// The day for which the plan is computed.
    AsOf,
    /// Its committed date.
    Commitment,
    /// The date that its record promises or plans.
    OwnDate,
}

/// The earliest instant of an activity that has no links.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floor {
    /// When.
    pub(crate) at: Instant,
    /// Which side of the day.
    pub(crate) side: Side,
    /// Why.
    pub(crate) cause: Cause,
}

/// A constraint on dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstraintKind {
    /// Not to start before a day.
    StartNoEarlierThan,
    /// Not to start after a day.
    StartNoLaterThan,
    /// Not to finish before a day.
    FinishNoEarlierThan,
    /// Not to finish after a day.
    FinishNoLaterThan,
    /// To start on a day.
    MustStartOn,
    /// To finish on a day.
    MustFinishOn,
    /// As late as the successors allow.
    AsLateAsPossible,
}

impl ConstraintKind {
    /// Returns the key in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            ConstraintKind::StartNoEarlierThan => "start_no_earlier_than",
            ConstraintKind::StartNoLaterThan => "start_no_later_than",
            ConstraintKind::FinishNoEarlierThan => "finish_no_earlier_than",
            ConstraintKind::FinishNoLaterThan => "finish_no_later_than",
            ConstraintKind::MustStartOn => "must_start_on",
            ConstraintKind::MustFinishOn => "must_finish_on",
            ConstraintKind::AsLateAsPossible => "as_late_as_possible",
        }
    }

    /// Returns the end that may not come before the day.
    pub(crate) fn not_before(self) -> Option<End> {
        match self {
            ConstraintKind::StartNoEarlierThan | ConstraintKind::MustStartOn => Some(End::Start),
            ConstraintKind::FinishNoEarlierThan | ConstraintKind::MustFinishOn => Some(End::Finish),
            _ => None,
        }
    }

    /// Returns the end that may not come after the day.
    pub(crate) fn not_after(self) -> Option<End> {
        match self {
            ConstraintKind::StartNoLaterThan | ConstraintKind::MustStartOn => Some(End::Start),
            ConstraintKind::FinishNoLaterThan | ConstraintKind::MustFinishOn => Some(End::Finish),
            _ => None,
        }
    }
}

/// Something that takes time, or an instant.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    /// The program it belongs to.
    pub(crate) program: u32,
    /// Its calendar.
    pub(crate) calendar: u32,
    /// How it takes time.
    pub(crate) pace: Pace,
    /// Minutes of its pace that it takes; of what is left, once it has begun.
    pub(crate) span: i64,
    /// When it began.
    pub(crate) started: Option<Instant>,
    /// When it ended.
    pub(crate) finished: Option<Instant>,
    /// What it waits for besides links and constraints.
    pub(crate) floor: Floor,
    /// Its constraints, each with its day (counted from 1970-01-01).
    pub(crate) constraints: Vec<(ConstraintKind, i64)>,
    /// The committed day.
    pub(crate) deadline: Option<i64>,
    /// Its program lasts at least until it finishes.
    pub(crate) is_end: bool,
}

impl Activity {
    /// Tells whether an end is a fact.
    pub(crate) fn is_actual(&self, end: End) -> bool {
        self.finished.is_some() || (end == End::Start && self.started.is_some())
    }

    /// Tells whether it waits as long as its successors allow.
    pub(crate) fn is_alap(&self) -> bool {
        self.constraints.iter().any(|(kind, _)| *kind == ConstraintKind::AsLateAsPossible)
    }
}

/// A link between two activities.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The predecessor.
    pub(crate) from: u32,
    /// The successor.
    pub(crate) to: u32,
    /// How they are linked.
    pub(crate) kind: LinkType,
    /// Minutes between them: of the successor's calendar, or of calendar time. Negative is a lead.
    pub(crate) lag: i64,
    /// The lag counts calendar time.
    pub(crate) is_elapsed: bool,
}

impl Link {
    /// Returns the end of the predecessor that counts.
    pub(crate) fn source(&self) -> End {
        match self.kind {
            LinkType::FinishToStart | LinkType::FinishToFinish => End::Finish,
            LinkType::StartToStart | LinkType::StartToFinish => End::Start,
        }
    }

    /// Returns the end of the successor that waits.
    pub(crate) fn target(&self) -> End {
        match self.kind {
            LinkType::FinishToStart | LinkType::StartToStart => End::Start,
            LinkType::FinishToFinish | LinkType::StartToFinish => End::Finish,
        }
    }

    /// Tells whether a lag leads to the start of a stretch of work: a lead before a start. Any other one leads to the end of
    /// one: five days from Monday morning on are over on Friday evening.
    fn leads_to_start(&self) -> bool {
        self.source() == End::Start && self.lag < 0
    }

    /// Returns the instant that bounds the successor, from one of the predecessor's end.
    pub(crate) fn carry(&self, calendar: &Calendar, at: Instant) -> Instant {
        if self.lag == 0 {
            return at;
        }
        if self.is_elapsed {
            return at + self.lag;
        }
        let work = calendar.work_at(at) + self.lag;
        if self.leads_to_start() { calendar.start_of(work) } else { calendar.end_of(work) }
    }

    /// Returns the last instant of the predecessor's end that bounds the successor by no more than a limit.
    pub(crate) fn carry_back(&self, calendar: &Calendar, limit: Instant) -> Instant {
        if self.lag == 0 {
            return limit;
        }
        if self.is_elapsed {
            return limit - self.lag;
        }
        let work = if self.leads_to_start() { calendar.begun_by(limit) } else { calendar.work_at(limit) };
        calendar.start_of(work - self.lag)
    }

    /// Returns which side of its day an instant stands for when this link decides where it is.
    pub(crate) fn side(&self, of_predecessor: Side) -> Side {
        match self.source() {
            End::Finish if self.lag == 0 => of_predecessor,
            End::Start if self.lag == 0 || self.is_elapsed || self.leads_to_start() => Side::Open,
            _ => Side::Close,
        }
    }
}

/// A network in an order in which every predecessor comes first.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// The calendars that activities name.
    pub(crate) calendars: Vec<Calendar>,
    /// The activities.
    pub(crate) activities: Vec<Activity>,
    /// The links, in the order given.
    pub(crate) links: Vec<Link>,
    /// The activity that ends each program, if one is named.
    pub(crate) ends: Vec<Option<u32>>,
    /// Links grouped by end, and the order; links inside cycles are left out of both.
    pub(crate) order: Order,
    /// The cycles that were found.
    pub(crate) cycles: Vec<Knot>,
}

impl Network {
    /// Orders activities and links. `ends` has an entry for every program.
    pub(crate) fn new(
        calendars: Vec<Calendar>,
        mut activities: Vec<Activity>,
        links: Vec<Link>,
        ends: Vec<Option<u32>>,
    ) -> Network {
        for activity in &mut activities {
            if activity.span <= 0 {
                activity.span = 0;
                activity.pace = Pace::Instant;
            }
        }
        let (order, cycles) = Order::of(activities.len(), &links);
        Network { calendars, activities, links, ends, order, cycles }
    }

    /// Returns the calendar of an activity.
    pub(crate) fn calendar(&self, activity: usize) -> &Calendar {
        &self.calendars[self.activities[activity].calendar as usize]
    }

    /// Returns the scale of an activity.
    pub(crate) fn axis(&self, activity: usize) -> Axis<'_> {
        let Activity { calendar, pace, span, .. } = self.activities[activity];
        Axis { calendar: &self.calendars[calendar as usize], pace, span }
    }

    /// Tells whether a link bounds what is still to come. Retained logic: what has begun out of sequence waits with the
    /// rest of its work; a link between two facts is history.
    pub(crate) fn binds(&self, link: &Link) -> bool {
        let from = &self.activities[link.from as usize];
        let to = &self.activities[link.to as usize];
        to.finished.is_none() && !(to.is_actual(link.target()) && from.is_actual(link.source()))
    }

    /// Returns the number of programs.
    pub(crate) fn programs(&self) -> usize {
        self.ends.len()
    }
}
