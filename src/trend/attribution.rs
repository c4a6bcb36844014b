//! How much of a move each change made: one item after another is brought from the earlier version to the later one,
//! and what the finish moves by at that step is the item's part.
//!
//! The order is fixed: the workspace's own files, then items that are new, that changed, that are gone, each by program,
//! kind and id. What two changes do only together goes to the later one in this order. Each step is measured from the
//! one before on one calendar, so the parts add up to the whole exactly; nothing is rounded, scaled or left over. Of more
//! than [`TAKEN_APART`] changes at once, a run that moves nothing as a whole is not taken apart.

use std::sync::Arc;

use crate::model::AnyItem;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Id;
use crate::model::Kind;
use crate::model::ProgramContents;
use crate::model::Workspace;
use crate::plan;
use crate::plan::Calendar;
use crate::plan::Calendars;
use crate::plan::Instant;
use crate::plan::Plan;
use crate::trend::diff;
use crate::trend::diff::FieldChange;
use crate::trend::diff::ItemChange;

/// The most changes of one version that are always measured one by one.
pub const TAKEN_APART: usize = 64;

/// What is measured: the finish of an item or of a program, in working days of one calendar.
#[derive(Clone, Debug)]
pub struct Yardstick {
    program: Id,
    /// The item's id and its former ones; none for the end of the program.
    names: Vec<Id>,
    calendar: Calendar,
}

impl Yardstick {
    /// Measures the finish of an item of a workspace, in the calendar that its team works by there.
    pub fn of_item(workspace: &Workspace, plan: &Plan, node: usize) -> Yardstick {
        let node = &plan.nodes[node];
        let program = workspace.program(&node.key.program);
        let item = program.and_then(|p| p.item(node.subject));
        let mut names = vec![node.key.id.clone()];
        names.extend(item.into_iter().flat_map(|item| item.aliases().iter().cloned()));
        let calendar = Calendars::new(workspace).of_team(node.team.as_ref()).clone();
        Yardstick { program: node.key.program.clone(), names, calendar }
    }

    /// Measures the end of a program, in the calendar of what ends it.
    pub fn of_program(workspace: &Workspace, plan: &Plan, program: &Id) -> Yardstick {
        let end = plan.program(program).and_then(|p| p.finish_node.as_ref()).and_then(|key| plan.node(key));
        let calendar = Calendars::new(workspace).of_team(end.and_then(|node| node.team.as_ref())).clone();
        Yardstick { program: program.clone(), names: Vec::new(), calendar }
    }

    /// Returns the finish in a plan; none when what is measured is not there.
    pub fn measure(&self, plan: &Plan) -> Option<Reading> {
        let node = if self.names.is_empty() {
            plan.node(plan.program(&self.program)?.finish_node.as_ref()?)?
        } else {
            let find = |id: &Id| plan.index_of(self.program.as_str(), id.as_str());
            &plan.nodes[self.names.iter().find_map(find)?]
        };
        Some(Reading { at: node.finish_at, day: node.early_finish })
    }

    /// Returns the minutes of work from one reading to another.
    pub fn minutes(&self, from: Reading, to: Reading) -> i64 {
        self.calendar.work_between(from.at, to.at)
    }

    /// Returns minutes of work as working days.
    pub fn days(&self, minutes: i64) -> f64 {
        self.calendar.days(minutes)
    }
}

/// A finish: the exact instant, and the day that people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The instant.
    pub at: Instant,
    /// The day.
    pub day: Date,
}

/// What a part comes from.
#[derive(Clone, Debug)]
pub enum Cause {
    /// An item of a program changed, came or went.
    Item(Box<ItemChange>),
    /// A file of the workspace changed, such as `org.yaml`.
    File(Kind, Vec<FieldChange>),
    /// Items that have no name of their own: several with the same id.
    Unnamed,
}

/// The part of a move that one change made.
#[derive(Clone, Debug)]
pub struct Part {
    /// The change.
    pub cause: Cause,
    /// Minutes of work that it moved the finish by; positive is later.
    pub minutes: i64,
}

/// Attributes the move between two versions, both planned for a day, to their changes. `from` is the reading before; the
/// reading after comes back with the parts. Changes that cannot move a date are left out.
pub fn attribute(
    before: &Contents,
    after: &Contents,
    as_of: Date,
    yardstick: &Yardstick,
    from: Option<Reading>,
) -> (Vec<Part>, Option<Reading>) {
    let steps = steps(before, after);
    if steps.is_empty() && is_complete(before, after) {
        return (Vec::new(), from);
    }
    let end = yardstick.measure(&plan::build(&after.workspace(), as_of));
    let mut hybrid = shell(before, after);
    let mut readings = vec![from; steps.len()];
    let measure = |hybrid: &Contents| yardstick.measure(&plan::build(&hybrid.workspace(), as_of));
    if steps.len() > TAKEN_APART {
        let mut whole = hybrid.clone();
        steps.iter().for_each(|step| apply(&mut whole, after, step));
        let last = measure(&whole);
        divide(&hybrid, after, &steps, (from, last), &measure, &mut readings);
    } else {
        for (n, step) in steps.iter().enumerate() {
            apply(&mut hybrid, after, step);
            // The last step ends where the later version is, so there is nothing to compute for it.
            let is_end = n + 1 == steps.len() && is_complete(&hybrid, after);
            readings[n] = if is_end { end } else { measure(&hybrid) };
        }
    }
    let mut at = from;
    let mut parts = Vec::with_capacity(steps.len());
    for (cause, reading) in steps.into_iter().zip(readings) {
        let minutes = move_to(yardstick, &mut at, reading);
        parts.push(Part { cause, minutes });
    }
    let rest = move_to(yardstick, &mut at, end);
    if rest != 0 {
        parts.push(Part { cause: Cause::Unnamed, minutes: rest });
    }
    (parts, at)
}

/// Finds the reading after each of many steps by halving: where a run of steps ends as it began, it is not taken apart.
fn divide(
    start: &Contents,
    after: &Contents,
    steps: &[Cause],
    (from, to): (Option<Reading>, Option<Reading>),
    measure: &impl Fn(&Contents) -> Option<Reading>,
    readings: &mut [Option<Reading>],
) {
    if from == to || steps.len() < 2 {
        readings.fill(to);
        return;
    }
    let half = steps.len() / 2;
    let mut middle = start.clone();
    steps[..half].iter().for_each(|step| apply(&mut middle, after, step));
    let reading = measure(&middle);
    let (left, right) = readings.split_at_mut(half);
    divide(start, after, &steps[..half], (from, reading), measure, left);
    divide(&middle, after, &steps[half..], (reading, to), measure, right);
}

/// Moves to a reading and returns the minutes between. What is not there for a while stays where it was.
fn move_to(yardstick: &Yardstick, at: &mut Option<Reading>, reading: Option<Reading>) -> i64 {
    let Some(reading) = reading else { return 0 };
    let minutes = at.map_or(0, |from| yardstick.minutes(from, reading));
    *at = Some(reading);
    minutes
}

/// Tells whether items of a kind can move a date of the plan.
pub(crate) fn moves_dates(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Charter | Kind::Milestone | Kind::Issue | Kind::Dependency | Kind::Decision | Kind::Readiness
    )
}

/// Lists the changes that can move a date, in the order in which they are made.
fn steps(before: &Contents, after: &Contents) -> Vec<Cause> {
    let found = diff::compare(before, after);
    let files = found.files.into_iter().filter(|file| matches!(file.kind, Kind::Settings | Kind::Org));
    let mut out: Vec<Cause> = files.map(|file| Cause::File(file.kind, file.fields)).collect();
    let rank = |change: &ItemChange| (change.is_removed(), !change.is_added());
    let mut items = found.items;
    items.retain(|change| moves_dates(change.kind));
    items.sort_by_key(rank);
    out.extend(items.into_iter().map(|change| Cause::Item(Box::new(change))));
    out
}

/// Returns the earlier version with everything of the later one that cannot move a date by itself.
fn shell(before: &Contents, after: &Contents) -> Contents {
    let mut hybrid = Contents {
        settings: before.settings.clone(),
        org: before.org.clone(),
        policy: after.policy.clone(),
        portfolio: after.portfolio.clone(),
        programs: before.programs.clone(),
    };
    for program in &after.programs {
        if before.program(program.id.as_str()).is_none() {
            hybrid.programs.push(ProgramContents { items: Vec::new(), ..program.clone() });
        }
    }
    hybrid
}

fn apply(hybrid: &mut Contents, after: &Contents, step: &Cause) {
    match step {
        Cause::File(Kind::Settings, _) => hybrid.settings.clone_from(&after.settings),
        Cause::File(_, _) => hybrid.org.clone_from(&after.org),
        Cause::Item(change) => {
            let program = hybrid.programs.iter_mut().find(|p| p.id == change.program);
            let Some(program) = program else { return };
            let is_it = |item: &Arc<AnyItem>| change.before.as_ref().is_some_and(|b| Arc::ptr_eq(b, item));
            match (program.items.iter().position(is_it), &change.after) {
                (Some(n), Some(item)) => program.items[n] = Arc::clone(item),
                (Some(n), None) => {
                    program.items.remove(n);
                }
                (None, Some(item)) => program.items.push(Arc::clone(item)),
                (None, None) => {}
            }
        }
        Cause::Unnamed => {}
    }
}

/// Tells whether a version holds every item of the later one that could move a date, and nothing is lost in either.
fn is_complete(version: &Contents, after: &Contents) -> bool {
    let is_sound = |contents: &Contents| contents.programs.iter().all(|p| !p.is_partial && p.lost.is_empty());
    let count = |program: &ProgramContents| program.items.iter().filter(|i| moves_dates(i.kind())).count();
    let same_count = |program: &ProgramContents| {
        let other = after.program(program.id.as_str());
        count(program) == other.map_or(0, count)
    };
    is_sound(version) && is_sound(after) && version.programs.iter().all(same_count)
}
