//! Records that can block something, as instants: dependencies, decisions, issues and gates.
//!
//! Such a node lies on its actual date when it is settled, otherwise on the latest of what it waits for, its own date and
//! the day of the plan. It lies at the end of that day: what is promised for Monday is there on Tuesday morning.

use crate::diag::Subject;
use crate::model::Date;
use crate::model::Decision;
use crate::model::Dependency;
use crate::model::DependencyStatus;
use crate::model::GateVerdict;
use crate::model::Issue;
use crate::model::Item;
use crate::model::Program;
use crate::model::Readiness;
use crate::model::Team;
use crate::plan::axis::Pace;
use crate::plan::build::Builder;
use crate::plan::build::nodes::Draft;
use crate::plan::calendars::number;
use crate::plan::instant::Instant;
use crate::plan::network::Activity;
use crate::plan::network::Cause;
use crate::plan::network::Floor;
use crate::plan::network::Side;
use crate::plan::result::NodeKey;
use crate::plan::result::NodeKind;

/// What the plan needs to know of a record.
pub(super) struct Record {
    kind: NodeKind,
    team: Option<Team>,
    calendar: u32,
    is_settled: bool,
    /// When it was settled.
    settled: Option<Date>,
    /// When it is promised, needed or due.
    due: Option<Date>,
}

impl Builder<'_> {
    /// Reads a dependency; a cancelled one takes no part.
    pub(super) fn dependency(&self, dependency: &Dependency) -> Option<Record> {
        let calendar = match (&dependency.from, dependency.vendor.as_deref()) {
            (None, Some(vendor)) => self.calendars.vendor(Some(vendor)),
            (team, _) => self.calendars.team(team.as_ref()),
        };
        (dependency.status() != DependencyStatus::Cancelled).then(|| Record {
            kind: NodeKind::Dependency,
            team: dependency.from.clone(),
            calendar,
            is_settled: !dependency.is_open() || dependency.resolved.is_some(),
            settled: dependency.resolved,
            due: dependency.promised.or(dependency.needed_by),
        })
    }

    /// Reads a decision.
    pub(super) fn decision(&self, decision: &Decision) -> Record {
        Record {
            kind: NodeKind::Decision,
            team: None,
            calendar: 0,
            is_settled: !decision.is_open(),
            settled: decision.date,
            due: decision.needed_by,
        }
    }

    /// Reads an issue.
    pub(super) fn issue(&self, issue: &Issue) -> Record {
        Record {
            kind: NodeKind::Issue,
            team: None,
            calendar: 0,
            is_settled: !issue.is_open() || issue.resolved.is_some(),
            settled: issue.resolved,
            due: issue.target,
        }
    }

    /// Reads a gate. It is passed when a go was recorded, with or without conditions.
    pub(super) fn gate(&self, gate: &Readiness) -> Record {
        let passed = gate.decision.as_ref().filter(|d| d.verdict != GateVerdict::NoGo);
        let last = gate.items.iter().filter(|item| item.is_required()).filter_map(|item| item.due).max();
        Record {
            kind: NodeKind::Gate,
            team: None,
            calendar: 0,
            is_settled: passed.is_some(),
            settled: passed.and_then(|decision| decision.date.or(gate.date)),
            due: gate.date.max(last),
        }
    }

    /// Makes the node of a record; one without an id has no name to wait for.
    pub(super) fn record(
        &self,
        program: &Program,
        subject: Subject,
        item: &dyn Item,
        record: Record,
    ) -> Option<Draft> {
        let Record { kind, team, calendar, is_settled, settled, due } = record;
        let (day, cause) = match due {
            Some(due) if due >= self.as_of => (due, Cause::OwnDate),
            _ => (self.as_of, Cause::AsOf),
        };
        let at = self.calendars.get(calendar).closing(number(day));
        Some(Draft {
            key: NodeKey { program: program.id.clone(), id: item.id()?.clone() },
            kind,
            subject,
            title: item.title().to_owned(),
            aliases: item.aliases().to_vec(),
            team,
            owner: item.owner().cloned(),
            workstream: None,
            committed: None,
            activity: Activity {
                program: program.index,
                calendar,
                pace: Pace::Instant,
                span: 0,
                started: None,
                finished: is_settled.then(|| self.settled(calendar, settled)),
                floor: Floor { at, side: Side::Close, cause },
                constraints: Vec::new(),
                deadline: None,
                is_end: false,
            },
            length: 0,
            is_pure: false,
            is_started: false,
            is_undriven: false,
            is_undated: if is_settled { settled.is_none() } else { due.is_none() },
            has_lost_predecessor: false,
        })
    }

    /// Returns when something was over: the end of its day. Where nobody wrote the day down, yesterday, so that it holds
    /// nothing up.
    pub(super) fn settled(&self, calendar: u32, date: Option<Date>) -> Instant {
        let day = date.unwrap_or_else(|| self.as_of.plus_days(-1));
        self.calendars.get(calendar).closing(number(day))
    }
}
