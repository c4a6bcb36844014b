//! More work than a team can do in an iteration.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::model::Workspace;
use crate::plan::capacity::Cell;

rule! {
    /// Finds a team of which the plan asks more than it can do.
    ///
    /// ## What it does
    /// Adds up the person-days of open work by team and iteration (`effort`; without it one person for as long as it
    /// takes) and compares them with what the members can do: their shares, less leave, holidays, focus and reserves.
    /// One finding a team shows the worst iteration and the cheapest way out; `epm capacity` shows the rest.
    ///
    /// ## Why it matters
    /// The dates of the plan take the people for granted. Where they are not there, the work waits, and the plan is late
    /// without saying so.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - id: identity
    ///     members: [{id: maria}]
    /// milestones:
    ///   - {id: token-service, title: Token service, team: identity, duration: 5d, effort: 12d}
    /// ```
    ///
    /// ## Fix it
    /// Let work with room wait, move or cut scope, or find people, as the help says.
    pub(crate) static META = 530, "overloaded-team", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for load in &facts.capacity.teams {
        let Some(supply) = &load.supply else { continue };
        let over: Vec<&Cell> = load.overloads().collect();
        let worst = over
            .iter()
            .max_by(|a, b| a.excess().total_cmp(&b.excess()).then(b.iteration.start.cmp(&a.iteration.start)));
        let Some(worst) = worst else { continue };
        let share = worst.utilisation().map_or_else(
            || "although nobody is there".to_owned(),
            |share| format!("{:.0}%", (share * 100.0).max(101.0)),
        );
        let others = match over.len() - 1 {
            0 => String::new(),
            1 => ", and too much in 1 more iteration".to_owned(),
            n => format!(", and too much in {n} more iterations"),
        };
        let message = format!(
            "`{}` is asked {} from {} to {} and has {} ({share}){others}",
            load.team,
            wording::person_days(worst.demand),
            worst.iteration.from,
            worst.iteration.end,
            (worst.capacity.unwrap_or_default() * 10.0).round() / 10.0,
        );
        let place = format!("teams[{}].id", supply.index);
        let place = Place::field(Workspace::subject(Kind::Org), place.as_str());
        let mut finding = Finding::new(&META, place, message);
        if let Some(remedy) = &worst.remedy {
            finding = finding.help(remedy.sentence(facts.plan));
        }
        for share in worst.items.iter().take(2) {
            let node = &facts.plan.nodes[share.node];
            let what = format!("asks {}", wording::person_days(share.person_days));
            finding = finding.related(Place::field(node.subject, "id"), what);
        }
        out.push(finding);
    }
}
