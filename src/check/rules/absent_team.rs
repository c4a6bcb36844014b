//! Work on days when nobody of its team is there.

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Date;
use crate::plan::NodeKind;
use crate::plan::capacity::Cell;
use crate::plan::capacity::State;
use crate::plan::capacity::TeamSupply;

rule! {
    /// Finds open work that is planned on days when nobody of its team is there.
    ///
    /// ## What it does
    /// Looks at work in working time whose team has members in `org.yaml`, and reports it when all of them are away, have left
    /// or have not joined on every day on which it is planned. Where the whole iteration is asked too much, `overloaded-team`
    /// tells it, and this rule says nothing.
    ///
    /// ## Why it matters
    /// Days off of the whole team move the work; leave of all its people does not: the plan goes on, with nobody there.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - id: identity
    ///     members: [{id: maria}]
    ///     leave: [{who: maria, from: 2026-12-14, to: 2026-12-18}]
    /// milestones:
    ///   - {id: pilot, title: Pilot, team: identity, duration: 3d, constraint: {start_no_earlier_than: 2026-12-14}}
    /// ```
    ///
    /// ## Fix it
    /// Move the work (`epm plan --level` shows when people are there), give it to another team, or move the leave.
    pub(crate) static META = 522, "absent-team", Warning, since "0.1.0";
}

/// Longer work is not looked at day by day: a year.
const MOST_DAYS: i32 = 366;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, node, _, milestone) in planned::open_milestones(facts) {
        if node.kind != NodeKind::Work || milestone.elapsed == Some(true) || !milestone.needs.is_empty() {
            continue;
        }
        let load = node.team.as_ref().and_then(|team| facts.capacity.team(team));
        let Some(load) = load else { continue };
        let Some(team) = load.supply.as_ref().filter(|team| team.is_known()) else { continue };
        let (first, last) = (node.early_start.max(facts.as_of), node.early_finish);
        let covers = |cell: &&Cell| cell.iteration.from <= last && cell.iteration.end >= first;
        if load.cells.iter().filter(covers).any(|cell| cell.state == State::Over) {
            continue;
        }
        if last.days_since(first) > MOST_DAYS || !is_nobody_there(team, first, last) {
            continue;
        }
        let when = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
        let message =
            format!("`{}` is planned {when}, when nobody of `{}` is there", milestone.id, team.team);
        out.push(
            Finding::new(&META, Place::field(node.subject, "team"), message)
                .help("`epm plan --level` shows when people are there; or move the leave"),
        );
    }
}

/// Tells whether the team works on some of the days, and none of its people on any.
fn is_nobody_there(team: &TeamSupply, first: Date, last: Date) -> bool {
    let days = || (0..=last.days_since(first)).map(|n| first.plus_days(n));
    days().any(|day| team.working_days(day, day) > 0.0)
        && days().all(|day| team.on(day).is_some_and(|people| people <= 0.0))
}
