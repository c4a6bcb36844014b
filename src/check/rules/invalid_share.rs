//! Shares of people and time that cannot be.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::OrgTeam;
use crate::model::Workspace;

rule! {
    /// Finds a share of a person or of a team's time that leaves nothing, or more than there is.
    ///
    /// ## What it does
    /// Reports members with an `fte` of nothing or more than 1.5, a `focus` of 0%, and reserves that together take all
    /// the time there is.
    ///
    /// ## Why it matters
    /// Such a team has no capacity, or more than its people: `fte: 80` says that one person does the work of eighty.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - id: identity
    ///     members:
    ///       - {id: maria, fte: 80}
    /// ```
    ///
    /// ## Fix it
    /// Write `fte: 0.8` for four days a week. `focus` and `reserve` are shares of the team's time.
    pub(crate) static META = 509, "invalid-share", Error, since "0.1.0";
}

/// More than this is no person.
const MOST: f64 = 1.5;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (n, team) in facts.workspace.org.iter().flat_map(|o| &o.teams).enumerate() {
        let mut report = |path: &str, message: String, help: &str| {
            let place = Place::field(Workspace::subject(Kind::Org), format!("teams[{n}].{path}").as_str());
            out.push(Finding::new(&META, place, message).help(help));
        };
        for (m, member) in team.members.iter().enumerate() {
            if let Some(fte) = member.fte.filter(|fte| !(*fte > 0.0 && *fte <= MOST)) {
                let message = format!("`fte` {fte} of `{}` is no share of a person", member.id);
                report(
                    &format!("members[{m}].fte"),
                    message,
                    "write `1` for full time, `0.8` for four days a week",
                );
            }
        }
        let id = &team.id;
        if team.focus.is_some_and(|focus| focus.share() <= 0.0) {
            let message = format!("`focus` of 0% leaves `{id}` no time for planned work");
            report("focus", message, "write the share that goes into planned work, such as `80%`");
        } else if reserved(team) >= 1.0 {
            let message = format!("the reserves of `{id}` take {:.0}% of its time", reserved(team) * 100.0);
            report("reserve", message, "hold back less than there is");
        }
    }
}

fn reserved(team: &OrgTeam) -> f64 {
    team.reserve.values().map(|share| share.share()).sum()
}
