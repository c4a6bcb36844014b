//! One person, counted more than once.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds a person whose shares in all teams are more than a person.
    ///
    /// ## What it does
    /// Adds up `fte` over the teams that a person is a member of; without `fte` a member counts as 1.
    ///
    /// ## Why it matters
    /// Every team plans with the whole person, and the capacity of all together is more than there is.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - {id: identity, members: [{id: maria}]}
    ///   - {id: payments, members: [{id: maria, fte: 0.5}]}
    /// ```
    ///
    /// ## Fix it
    /// Write the share that each team really has: `{id: maria, fte: 0.5}` in both.
    pub(crate) static META = 515, "overbooked-person", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(org) = &facts.workspace.org else { return };
    let mut shares: BTreeMap<&str, Vec<(usize, usize, f64)>> = BTreeMap::new();
    for (t, team) in org.teams.iter().enumerate() {
        for (m, member) in team.members.iter().enumerate() {
            // A share that cannot be is a finding of its own.
            let fte = member.fte.unwrap_or(1.0).clamp(0.0, 1.5);
            shares.entry(member.id.as_str()).or_default().push((t, m, fte));
        }
    }
    for (id, shares) in shares {
        let sum: f64 = shares.iter().map(|(_, _, fte)| fte).sum();
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else { continue };
        if shares.len() < 2 || sum <= 1.001 {
            continue;
        }
        let teams: Vec<_> =
            shares.iter().map(|(t, _, fte)| format!("{fte} in `{}`", org.teams[*t].id)).collect();
        let place = |(t, m, _): &(usize, usize, f64)| {
            Place::field(Workspace::subject(Kind::Org), format!("teams[{t}].members[{m}]").as_str())
        };
        let message = format!("`{id}` counts as {sum:.1} people: {}", teams.join(", "));
        out.push(
            Finding::new(&META, place(last), message)
                .help("write the share that each team really has, such as `fte: 0.5`")
                .related(place(first), "also a member here"),
        );
    }
}
