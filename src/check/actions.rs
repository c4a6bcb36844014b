//! Actions that are to be done: in mitigations, issues, reviews, decisions and status notes.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::RuleMeta;
use crate::diag::wording;
use crate::load::words::quoted;
use crate::model::Action;
use crate::model::Date;
use crate::model::Program;
use crate::trend::actions;
use crate::trend::actions::ActionAt;
pub(crate) use crate::trend::actions::is_open;

/// Returns the open actions whose day has passed, with their indices.
pub(crate) fn overdue(actions: &[Action], as_of: Date) -> impl Iterator<Item = (usize, &Action)> {
    let is_late = move |action: &Action| is_open(action) && action.due.is_some_and(|due| due < as_of);
    actions.iter().enumerate().filter(move |(_, action)| is_late(action))
}

/// Says that an action of `whose` is overdue.
pub(crate) fn finding(
    rule: &'static RuleMeta,
    place: Place,
    action: &Action,
    as_of: Date,
    whose: &str,
) -> Finding {
    let late = action.due.map_or(0, |due| i64::from(as_of.days_since(due)));
    let owner = action.owner.as_ref().map(|owner| format!(" (`{owner}`)")).unwrap_or_default();
    let days = wording::count(late, "day");
    let message = format!("action {}{owner} of {whose} is {days} overdue", quoted(&action.text));
    Finding::new(rule, place, message).help("set `status: done`, or agree on a new `due:`, or cancel it")
}

/// Returns the open actions of the programs that run, each with its program.
pub(crate) fn open<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'a Program, ActionAt<'a>)> {
    let as_of = facts.as_of;
    let of = move |program: &'a Program| {
        actions::of_program(program, as_of).into_iter().map(move |found| (program, found))
    };
    items::programs(facts).flat_map(of).filter(|(_, found)| is_open(found.action))
}

/// Returns the place of a field of an action; `None` where it was given with a fault, which is told there.
pub(crate) fn place(facts: &Facts<'_>, found: &ActionAt<'_>, field: &str) -> Option<Place> {
    let path = Path::from(found.list).index(found.index).key(field);
    let is_broken = facts.broken.contains(&(found.subject, path.to_string()));
    (!is_broken).then(|| Place::field(found.subject, path))
}
