//! What signals read: the plan of a day, and what was known before.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use crate::diag::Subject;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Id;
use crate::model::Index;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Program;
use crate::model::Team;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::plan::Plan;
use crate::plan::PlanNode;
use crate::plan::capacity;
use crate::plan::capacity::Capacity;
use crate::plan::capacity::Horizon;
use crate::trend::commitment;
use crate::trend::commitment::InForce;
use crate::trend::commitment::Stated;
use crate::trend::history::Commit;
use crate::trend::history::History;
use crate::trend::past::Known;
use crate::trend::past::Past;
use crate::trend::signals::Cited;
use crate::trend::signals::Limits;
use crate::trend::signals::Named;
use crate::trend::signals::Severity;
use crate::trend::signals::shifts;
use crate::trend::signals::shifts::Shifts;
use crate::trend::signals::traces::Since;
use crate::trend::signals::traces::Trace;
use crate::trend::signals::traces::Traces;

/// Days of a week.
const WEEK: i32 = 7;

/// The most commits that a signal names.
const MOST_CITED: usize = 8;

/// An open milestone or piece of work of a program that runs.
#[derive(Clone, Copy, Debug)]
pub struct Open<'s> {
    /// The program.
    pub program: &'s Program,
    /// The item.
    pub milestone: &'s Milestone,
    /// Its dates.
    pub node: &'s PlanNode,
}

/// What signals read.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The programs.
    pub workspace: Cow<'a, Workspace>,
    /// The plan, with its forecast.
    pub plan: Cow<'a, Plan>,
    /// Every id.
    pub index: Index,
    /// The day that is judged.
    pub as_of: Date,
    /// The thresholds.
    pub limits: Limits,
    /// The past, if there is one.
    pub past: Option<&'a Past>,
    /// The number of the newest version: that of the day.
    last: usize,
    calendars: Calendars,
    traces: Traces,
    shifts: OnceCell<Shifts>,
    capacity: OnceCell<Capacity>,
}

impl<'a> Scene<'a> {
    /// Sets the scene for the plan's day. With a past, what was known on that day counts: what was committed later does
    /// not.
    pub fn new(workspace: &'a Workspace, plan: &'a Plan, past: Option<&'a Past>) -> Scene<'a> {
        let as_of = plan.as_of;
        let known = past.and_then(|past| past.known_on(as_of));
        let past = past.filter(|_| known.is_some());
        let last = known.as_ref().map_or(0, |known| known.snapshot);
        let (workspace, plan) = match known {
            // Mostly the files are as they were on the day, and the plan and its forecast are there.
            Some(known) if known.workspace != *workspace => now(&known),
            _ => (Cow::Borrowed(workspace), Cow::Borrowed(plan)),
        };
        let versions: Vec<&Contents> = past.map_or_else(Vec::new, |past| {
            past.history().snapshots[..=last].iter().map(|s| &*s.contents).collect()
        });
        Scene {
            index: Index::new(&workspace),
            limits: Limits::new(workspace.settings()),
            calendars: Calendars::new(&workspace),
            traces: Traces::new(&versions),
            shifts: OnceCell::new(),
            capacity: OnceCell::new(),
            workspace,
            plan,
            as_of,
            past,
            last,
        }
    }

    /// Returns the programs that run.
    pub fn programs(&self) -> impl Iterator<Item = &Program> {
        let is_active = |program: &&Program| program.charter.as_ref().is_none_or(|c| c.is_active());
        self.workspace.programs.iter().filter(is_active)
    }

    /// Returns the open milestones of the programs that run, by program and planned finish: where they stand says nothing.
    pub fn open(&self) -> impl Iterator<Item = Open<'_>> {
        self.programs().flat_map(move |program| {
            let open = program.milestones.iter().filter(|milestone| milestone.is_open());
            let mut open: Vec<Open<'_>> = open
                .filter_map(|milestone| {
                    let node = self.plan.find(&program.id, &milestone.id)?;
                    Some(Open { program, milestone, node })
                })
                .collect();
            open.sort_by(|a, b| {
                (a.node.early_finish, &a.milestone.id).cmp(&(b.node.early_finish, &b.milestone.id))
            });
            open
        })
    }

    /// Returns the history, where there is a past.
    pub fn history(&self) -> Option<&'a History> {
        self.past.map(Past::history)
    }

    /// Tells whether what was before the first version is unknown, because the clone is shallow.
    pub fn is_shallow(&self) -> bool {
        self.history().is_some_and(|history| history.is_shallow)
    }

    /// Returns what was known so many weeks ago; none before the plan began.
    pub fn week(&self, back: usize) -> Option<Arc<Known>> {
        let days = i32::try_from(back).unwrap_or(i32::MAX).saturating_mul(WEEK);
        self.past?.known_on(self.as_of.plus_days(-days))
    }

    /// Says why nothing is known so many weeks ago.
    pub fn too_young(&self, weeks: usize) -> String {
        let days = i32::try_from(weeks).unwrap_or(i32::MAX).saturating_mul(WEEK);
        let day = self.as_of.plus_days(-days);
        if self.is_shallow() {
            return format!(
                "the clone is shallow, so what was known on {day} is unknown: `git fetch --unshallow`"
            );
        }
        format!("it was not in the plan on {day}")
    }

    /// Returns an item through time.
    pub fn trace(&self, program: &Program, kind: Kind, id: &str) -> Option<&Trace> {
        self.traces.of(program.id.as_str(), kind, id)
    }

    /// Returns the commit of a version.
    pub fn commit(&self, version: usize) -> Option<&'a Commit> {
        self.history()?.snapshots.get(version).map(|snapshot| &snapshot.commit)
    }

    /// Returns the day of a version: that of its commit, or the day that is judged for what is not committed.
    pub fn day(&self, version: usize) -> Date {
        self.commit(version).map_or(self.as_of, |commit| commit.day.min(self.as_of))
    }

    /// Cites a version.
    pub fn cite(&self, version: usize, what: impl Into<String>) -> Cited {
        let commit = self.commit(version).filter(|commit| commit.is_committed());
        Cited { commit: commit.cloned(), what: what.into() }
    }

    /// Cites the version since which something is so; nothing without a past.
    pub fn cite_since(&self, since: Option<Since>, what: &str) -> Vec<Cited> {
        since.into_iter().map(|since| self.cite(since.version, what)).collect()
    }

    /// Keeps the newest of some citations, oldest first.
    pub fn newest(mut cited: Vec<Cited>) -> Vec<Cited> {
        let more = cited.len().saturating_sub(MOST_CITED);
        cited.drain(..more);
        cited
    }

    /// Counts the working days, of a team's calendar, from the end of one day to the end of another; negative backwards.
    pub fn days(&self, team: Option<&Team>, from: Date, to: Date) -> f64 {
        let calendar = self.calendars.of_team(team);
        let end = |day: Date| Instant::midnight(i64::from(day.day_number()) + 1);
        tenths(calendar.days(calendar.work_between(end(from), end(to))))
    }

    /// Returns the calendars.
    pub(super) fn calendars(&self) -> &Calendars {
        &self.calendars
    }

    /// Returns what commits did to the dates in the last weeks, as many as `repeat_slipper` looks back.
    pub(super) fn shifts(&self) -> &Shifts {
        self.shifts.get_or_init(|| {
            let weeks = self.limits.count(&super::repeat_slipper::SIGNAL, "weeks");
            let days = i32::try_from(weeks).unwrap_or(i32::MAX).saturating_mul(WEEK);
            shifts::shifts(self, self.as_of.plus_days(-days), self.last)
        })
    }

    /// Returns what the teams can do against what the plan asks of them.
    pub fn capacity(&self) -> &Capacity {
        self.capacity.get_or_init(|| capacity::capacity(&self.workspace, &self.plan, Horizon::default()))
    }

    /// Returns the number of the newest version.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// Returns the date that an item is judged by (convention G7); what is written counts where there is no past.
    pub fn in_force(&self, program: &Program, milestone: &Milestone) -> Option<InForce> {
        let stated = self.stated(program, milestone);
        let written = milestone.committed.map(|committed| InForce {
            date: committed,
            since: self.as_of,
            original: committed,
            disregarded: None,
        });
        let last = Stated { day: self.as_of, committed: milestone.committed, is_approved: false };
        if stated.is_empty() {
            written
        } else {
            commitment::date_in_force(&stated).or(written.filter(|_| last.committed.is_some()))
        }
    }

    /// Returns what every version in which it changed says of an item's commitment, oldest first.
    pub(super) fn stated(&self, program: &Program, milestone: &Milestone) -> Vec<Stated> {
        self.statements(program, milestone).into_iter().map(|(_, stated)| stated).collect()
    }

    /// Returns the same, each with its version. A version counts where the item, or a change record, is another one.
    pub(super) fn statements(&self, program: &Program, milestone: &Milestone) -> Vec<(usize, Stated)> {
        let Some(history) = self.history() else { return Vec::new() };
        let Some(trace) = self.trace(program, Kind::Milestone, milestone.id.as_str()) else {
            return Vec::new();
        };
        let mut versions: Vec<usize> = trace.steps.iter().map(|step| step.version).collect();
        for change in &program.changes {
            let of_change = self.trace(program, Kind::Change, change.id.as_str());
            let steps = of_change.into_iter().flat_map(|trace| &trace.steps);
            versions.extend(steps.map(|step| step.version).filter(|version| *version > trace.first()));
        }
        versions.sort_unstable();
        versions.dedup();
        let stated = |version: usize| {
            let crate::model::AnyItem::Milestone(then) = trace.at(version)? else { return None };
            let names: Vec<Id> = std::iter::once(&then.id).chain(&then.aliases).cloned().collect();
            let records = history.snapshots[version].contents.program(program.id.as_str())?;
            let approval = commitment::approval_among(records.changes(), &program.id, &names, then.committed);
            let (day, committed) = (self.day(version), then.committed);
            Some((version, Stated { day, committed, is_approved: approval.is_approved() }))
        };
        versions.into_iter().filter_map(stated).collect()
    }

    /// Names a milestone.
    pub fn name(&self, open: Open<'_>) -> Named {
        self.named(open.program, Kind::Milestone, &open.milestone.id, &open.milestone.title)
    }

    /// Names an item.
    pub fn named(&self, program: &Program, kind: Kind, id: &Id, title: &str) -> Named {
        let subject = self.subject(program, id);
        Named { kind: kind.key(), id: id.to_string(), title: title.to_owned(), subject }
    }

    /// Names a program.
    pub fn program(&self, program: &Program) -> Named {
        Named { kind: "program", id: program.id.to_string(), title: program.title.clone(), subject: None }
    }

    fn subject(&self, program: &Program, id: &Id) -> Option<Subject> {
        let has =
            |item: &dyn Item| item.id().is_some_and(|own| own.as_str().eq_ignore_ascii_case(id.as_str()));
        program.items().into_iter().find(|(_, item)| has(*item)).map(|(subject, _)| subject)
    }

    /// Returns how much something matters at a node: one step more on the critical path.
    pub fn weight(&self, node: &PlanNode, usual: Severity) -> Severity {
        match usual {
            Severity::Low if node.is_critical => Severity::Medium,
            Severity::Medium if node.is_critical => Severity::High,
            usual => usual,
        }
    }

    /// Finds the node of an earlier plan that is called otherwise today.
    pub(super) fn former<'p>(&self, node: &PlanNode, then: &'p Plan) -> Option<&'p PlanNode> {
        former(&self.workspace, node, then)
    }
}

/// Finds the node of an earlier plan that is called otherwise today.
pub(super) fn former<'p>(workspace: &Workspace, node: &PlanNode, then: &'p Plan) -> Option<&'p PlanNode> {
    let program = workspace.program(&node.key.program)?;
    let milestone = program.milestones.get(node.subject.index as usize)?;
    milestone.aliases.iter().find_map(|id| then.find(&program.id, id))
}

/// Returns what was known on a day, with its forecast.
fn now<'a>(known: &Known) -> (Cow<'a, Workspace>, Cow<'a, Plan>) {
    let mut plan = known.plan.clone();
    plan.outlook = known.outlook().clone();
    (Cow::Owned(known.workspace.clone()), Cow::Owned(plan))
}

/// Rounds to what is shown, so that no signal rests on a difference that nobody sees.
pub(super) fn tenths(days: f64) -> f64 {
    (days * 10.0).round() / 10.0
}
