//! Ways to walk over items: milestones with their places, everything with dates and people, what is still open.

use std::collections::BTreeSet;

use crate::check::Facts;
use crate::diag::Subject;
use crate::model::Item;
use crate::model::Kind;
use crate::model::Milestone;
use crate::model::Program;
use crate::model::Tier;

/// Returns every milestone with its program and place.
pub(crate) fn milestones<'a>(
    facts: &Facts<'a>,
) -> impl Iterator<Item = (&'a Program, Subject, &'a Milestone)> + use<'a> {
    facts.workspace.programs.iter().flat_map(|program| {
        let place = |n: usize| program.subject(Kind::Milestone, n);
        program.milestones.iter().enumerate().map(move |(n, m)| (program, place(n), m))
    })
}

/// Returns the programs that run: nobody is nagged about one that is only proposed, paused, done or cancelled.
pub(crate) fn programs<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Program> + use<'a> {
    facts.workspace.programs.iter().filter(|program| is_active(program))
}

/// Returns the items of a list in the programs that run, each with its program and place:
/// `each(facts, |program| &program.risks)`. An item whose status the loader could not read is passed over: nobody knows
/// whether it is open.
pub(crate) fn each<'a, T: Item>(
    facts: &Facts<'a>,
    list: fn(&'a Program) -> &'a [T],
) -> impl Iterator<Item = (&'a Program, Subject, &'a T)> + use<'a, T> {
    let broken = facts.broken;
    let is_read = move |at: Subject| broken.is_empty() || !broken.contains(&(at, "status".to_owned()));
    let items = programs(facts).flat_map(move |program| {
        let place = move |n: usize, item: &T| program.subject(item.kind(), n);
        list(program).iter().enumerate().map(move |(n, item)| (program, place(n, item), item))
    });
    items.filter(move |(_, at, _)| is_read(*at))
}

/// Returns the open milestones of the programs that run, each with its program and place.
pub(crate) fn open_milestones<'a>(
    facts: &Facts<'a>,
) -> impl Iterator<Item = (&'a Program, Subject, &'a Milestone)> + use<'a> {
    let broken = facts.broken;
    let open = each(facts, |program| &program.milestones).filter(|(.., milestone)| milestone.is_open());
    open.filter(move |(_, at, _)| is_dated(broken, *at))
}

/// Tells whether the loader could read what says if a milestone has begun or ended: else nobody knows that it is open.
pub(crate) fn is_dated(broken: &BTreeSet<(Subject, String)>, at: Subject) -> bool {
    let is_broken = |field: &str| broken.contains(&(at, field.to_owned()));
    broken.is_empty() || !["status", "started", "finished"].into_iter().any(is_broken)
}

/// Returns the milestone at a place, with its program.
pub(crate) fn milestone_at<'a>(facts: &Facts<'a>, subject: Subject) -> Option<(&'a Program, &'a Milestone)> {
    if subject.kind != Kind::Milestone.key() {
        return None;
    }
    let program = facts.workspace.programs.get(subject.program as usize)?;
    Some((program, program.milestones.get(subject.index as usize)?))
}

/// Returns every item of the programs, and the workspace's own records but the settings: what they declare of programs
/// stands among the items too.
pub(crate) fn all_items<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (Subject, &'a dyn Item)> {
    let own = facts.workspace.records().into_iter().filter(|(_, item)| item.kind() != Kind::Settings);
    facts.items().map(|(_, subject, item)| (subject, item)).chain(own)
}

/// Tells whether a program declares a tier that asks for this much care: `Tier::Two` means tier 1 or 2.
pub(crate) fn is_asked(program: &Program, tier: Tier) -> bool {
    program.charter.as_ref().and_then(|c| c.tier).is_some_and(|declared| declared <= tier)
}

/// Tells whether a program runs: only then is anybody asked to do something about it.
pub(crate) fn is_active(program: &Program) -> bool {
    program.charter.as_ref().is_none_or(crate::model::Charter::is_active)
}

/// Tells whether an item still asks for attention: neither done nor closed nor history.
pub(crate) fn is_open(program: &Program, subject: Subject) -> bool {
    let n = subject.index as usize;
    let open = match Kind::from_word(subject.kind) {
        Some(Kind::Charter) => Some(is_active(program)),
        Some(Kind::Milestone) => program.milestones.get(n).map(Milestone::is_open),
        Some(Kind::Risk) => program.risks.get(n).map(crate::model::Risk::is_open),
        Some(Kind::Assumption) => program.assumptions.get(n).map(crate::model::Assumption::is_open),
        Some(Kind::Issue) => program.issues.get(n).map(crate::model::Issue::is_open),
        Some(Kind::Dependency) => program.dependencies.get(n).map(crate::model::Dependency::is_open),
        Some(Kind::Decision) => program.decisions.get(n).map(crate::model::Decision::is_open),
        Some(Kind::Change) => program.changes.get(n).map(crate::model::Change::is_open),
        Some(Kind::Release) => program.releases.get(n).map(|r| r.deployed.is_none()),
        // Only the latest status note speaks of the present.
        Some(Kind::Status) => Some(n + 1 == program.statuses.len()),
        _ => Some(true),
    };
    open.unwrap_or(false)
}
