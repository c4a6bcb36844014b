//! Away on the day itself.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::items::open_milestones;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Leave;
use crate::model::OrgTeam;
use crate::model::Workspace;

rule! {
    /// Finds a commitment on a day on which its owner or its team is away.
    ///
    /// ## What it does
    /// Compares the `committed` dates of open milestones with the leaves in `org.yaml`: those of the owner, in any team,
    /// and those of the whole team that does the work.
    ///
    /// ## Why it matters
    /// On the day of the promise nobody is there who can say that it is kept.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - id: identity
    ///     leave:
    ///       - {who: maria, from: 2026-12-07, to: 2026-12-18}
    /// ```
    ///
    /// ## Fix it
    /// Agree on a deputy or on another day.
    pub(crate) static META = 512, "absent-owner", Note, since "0.1.0";
}

/// A leave with its place.
struct Away<'a> {
    team: &'a OrgTeam,
    leave: &'a Leave,
    path: String,
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(org) = &facts.workspace.org else { return };
    let mut people: BTreeMap<&str, Vec<Away<'_>>> = BTreeMap::new();
    let mut teams: BTreeMap<&str, Vec<Away<'_>>> = BTreeMap::new();
    for (t, team) in org.teams.iter().enumerate() {
        for (n, leave) in team.leave.iter().enumerate() {
            let (list, name) = match &leave.who {
                Some(who) => (&mut people, who.as_str()),
                None => (&mut teams, team.id.as_str()),
            };
            list.entry(name).or_default().push(Away { team, leave, path: format!("teams[{t}].leave[{n}]") });
        }
    }
    let known = People::new(facts);
    for (_, subject, milestone) in open_milestones(facts) {
        let Some(committed) = milestone.committed.filter(|day| *day >= facts.as_of) else { continue };
        let owners = milestone.owner.as_ref().and_then(|owner| people.get(owner.as_str()));
        let whole = milestone.team.as_ref().and_then(|team| teams.get(team.as_str()));
        let leaves = owners.into_iter().chain(whole).flatten();
        let is_over = |away: &&Away<'_>| (away.leave.from..=away.leave.to).contains(&committed);
        if let Some(away) = leaves.into_iter().find(is_over) {
            out.push(finding(&known, subject, away, committed));
        }
    }
}

fn finding(known: &People<'_>, subject: Subject, away: &Away<'_>, committed: Date) -> Finding {
    let (who, backup) = match &away.leave.who {
        Some(who) => {
            (format!("`{who}`"), known.person(who.as_str()).and_then(|person| person.backup.as_ref()))
        }
        None => (format!("team `{}`", away.team.id), None),
    };
    let help = match (backup, &away.leave.who) {
        (Some(backup), _) => format!("the backup is `{backup}`: agree who is there"),
        (None, Some(_)) => "agree on a deputy or on another day".to_owned(),
        (None, None) => "agree on another day".to_owned(),
    };
    let (from, to) = (away.leave.from, away.leave.to);
    let message = format!("{who} is away from {from} to {to}, over the commitment {committed}");
    let place = Place::field(Workspace::subject(Kind::Org), away.path.as_str());
    Finding::new(&META, Place::field(subject, "committed"), message)
        .help(help)
        .related(place, "the leave stands here")
}
