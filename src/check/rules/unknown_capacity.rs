//! A team that works and has nobody in it.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::model::Workspace;
use crate::plan::capacity::TeamLoad;

rule! {
    /// Finds a team of which the plan asks work and in which nobody is known to be.
    ///
    /// ## What it does
    /// Looks at the teams of `org.yaml` that open work names: one without `members`, that is nobody's home team either,
    /// has no capacity that could be counted. It shows as unknown, never as free. Where no team has members at all,
    /// nobody counts capacity, and nothing is reported.
    ///
    /// ## Why it matters
    /// An overload of that team cannot be seen, by anybody.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - id: identity
    ///     name: Identity
    /// ```
    ///
    /// ## Fix it
    /// List the members: `members: [{id: maria, fte: 0.8}]`.
    pub(crate) static META = 531, "unknown-capacity", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    if !facts.capacity.teams.iter().any(TeamLoad::is_known) {
        return;
    }
    for load in facts.capacity.teams.iter().filter(|load| load.is_asked() && !load.is_known()) {
        let Some(supply) = &load.supply else { continue };
        let asked: f64 = load.cells.iter().map(|cell| cell.demand).sum::<f64>() + load.later;
        let message = format!(
            "`{}` is asked {} and has no members, so its capacity is unknown",
            load.team,
            wording::person_days(asked)
        );
        let place = format!("teams[{}].id", supply.index);
        let place = Place::field(Workspace::subject(Kind::Org), place.as_str());
        out.push(Finding::new(&META, place, message).help("list its `members:`"));
    }
}
