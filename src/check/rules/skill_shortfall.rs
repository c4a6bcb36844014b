//! Work for which a team has too few people with the skills.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::model::Kind;
use crate::model::Workspace;
use crate::plan::capacity::Iteration;

rule! {
    /// Finds skills of which a team has too few people for what the plan asks.
    ///
    /// ## What it does
    /// Gives the person-days of open work with `skills` to the members who have them, as well as it can be done (a
    /// largest flow), iteration by iteration. What cannot be given is named by the skills that together have too few
    /// people: each of them may suffice alone. Several skills of one item share its work equally.
    ///
    /// ## Why it matters
    /// A team with days to spare still waits for the one person who can do it.
    ///
    /// ## Example
    /// ```yaml
    /// - {id: schema, title: Schema moved, team: data, duration: 10d, effort: 8d, skills: [sql]}
    /// - {id: feed, title: Feed built, team: data, duration: 10d, effort: 7d, skills: [pipelines]}
    /// # only wei has both skills
    /// ```
    ///
    /// ## Fix it
    /// Move one of the items, bring in the skill, or let somebody learn it. `epm capacity` shows all iterations.
    pub(crate) static META = 532, "skill-shortfall", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let per_week = facts.settings().days_per_week();
    for load in &facts.capacity.teams {
        let Some(supply) = &load.supply else { continue };
        let mut by_skills: BTreeMap<&[String], (f64, Vec<Iteration>)> = BTreeMap::new();
        for cell in &load.cells {
            for short in &cell.shortfalls {
                let (days, iterations) = by_skills.entry(&short.skills).or_default();
                *days += short.person_days;
                iterations.push(cell.iteration);
            }
        }
        for (skills, (days, iterations)) in by_skills {
            let Some(first) = iterations.first() else { continue };
            let others = match iterations.len() - 1 {
                0 => String::new(),
                n => {
                    format!(" and {} more", wording::count(i64::try_from(n).unwrap_or(i64::MAX), "iteration"))
                }
            };
            let message = format!(
                "`{}` is short of {:.1} person-weeks of {}{} from {} to {}{others}",
                load.team,
                days / per_week,
                wording::names(skills),
                if skills.len() > 1 { " together" } else { "" },
                first.from,
                first.end,
            );
            let place = format!("teams[{}].id", supply.index);
            let place = Place::field(Workspace::subject(Kind::Org), place.as_str());
            let help = "move one of the items that need it, or bring in the skill; `epm capacity` shows them";
            out.push(Finding::new(&META, place, message).help(help));
        }
    }
}
