//! An item that needs more people of a team than the team has.

use crate::check::Facts;
use crate::check::planned;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Date;
use crate::plan::capacity::TeamSupply;

rule! {
    /// Finds open work that needs more people of a team than the team has on any day to come.
    ///
    /// ## What it does
    /// Compares every line of `needs` with the members of its team in `org.yaml`: the most full-time people that belong to it
    /// on a day from today until the work is planned to end, and on the day when the last one joins. A team without members is
    /// left alone.
    ///
    /// ## Why it matters
    /// Levelling gives such work everybody who is there, all the time it takes, and the rest of the team's work waits; it is
    /// planned as if people were there who are not.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pen-test
    ///   title: Penetration test
    ///   duration: 5d
    ///   needs: [{team: security, people: 4}]     # security has three
    /// ```
    ///
    /// ## Fix it
    /// Write what is really needed, take longer with fewer, or add the people to the team in `org.yaml`.
    pub(crate) static META = 520, "oversized-need", Warning, since "0.1.0";
}

/// More than this is no number of people: `invalid-need` tells it.
const MOST_PEOPLE: f64 = 1000.0;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, node, _, milestone) in planned::open_milestones(facts) {
        for (n, need) in milestone.needs.iter().enumerate() {
            let load = facts.capacity.team(&need.team);
            let Some(team) = load.and_then(|load| load.supply.as_ref()).filter(|team| team.is_known()) else {
                continue;
            };
            let most = most_people(team, facts.as_of, node.early_finish);
            if !(need.people <= MOST_PEOPLE && need.people > most + 1e-6) {
                continue;
            }
            let message = format!(
                "`needs` {} people of `{}`, which never has more than {}",
                need.people,
                team.team,
                (most * 100.0).round() / 100.0
            );
            let place = Place::field(node.subject, format!("needs[{n}].people").as_str());
            out.push(Finding::new(&META, place, message).help(format!(
                "write at most {}, with a longer duration, or add people to the team",
                (most * 100.0).floor() / 100.0
            )));
        }
    }
}

/// Returns the most full-time people that belong to a team on a day: on the first, the last, and each day somebody joins.
fn most_people(team: &TeamSupply, from: Date, to: Date) -> f64 {
    let joins = team.members.iter().filter_map(|member| member.from()).filter(|day| *day > from);
    let days = [from, to.max(from)].into_iter().chain(joins);
    days.map(|day| team.headcount(day)).fold(0.0, f64::max)
}
