//! Away on the day itself.

use crate::check::Facts;
use crate::check::items::is_active;
use crate::check::items::milestones;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Leave;
use crate::model::Milestone;
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

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(org) = &facts.workspace.org else { return };
    let mut leaves: Vec<(usize, usize, &OrgTeam, &Leave)> = Vec::new();
    for (t, team) in org.teams.iter().enumerate() {
        leaves.extend(team.leave.iter().enumerate().map(|(n, leave)| (t, n, team, leave)));
    }
    if leaves.is_empty() {
        return;
    }
    let known = People::new(facts);
    for (program, subject, milestone) in milestones(facts) {
        let Some(committed) = milestone.committed.filter(|day| *day >= facts.as_of) else { continue };
        if !milestone.is_open() || !is_active(program) {
            continue;
        }
        let away = leaves.iter().find(|(_, _, team, leave)| concerns(milestone, team, leave, committed));
        let Some((t, n, team, leave)) = away else { continue };
        let backup = milestone
            .owner
            .as_ref()
            .and_then(|owner| known.person(owner.as_str()))
            .and_then(|person| person.backup.as_ref());
        let (who, help) = match (&leave.who, backup) {
            (Some(who), Some(backup)) => {
                (format!("`{who}`"), format!("the backup is `{backup}`: agree who is there"))
            }
            (Some(who), None) => (format!("`{who}`"), "agree on a deputy or on another day".to_owned()),
            (None, _) => (format!("team `{}`", team.id), "agree on another day".to_owned()),
        };
        let message =
            format!("{who} is away from {} to {}, over the commitment {committed}", leave.from, leave.to);
        let place = format!("teams[{t}].leave[{n}]");
        out.push(
            Finding::new(&META, Place::field(subject, "committed"), message).help(help).related(
                Place::field(Workspace::subject(Kind::Org), place.as_str()),
                "the leave stands here",
            ),
        );
    }
}

/// Tells whether a leave takes away the owner, or the whole team of a milestone, on a day.
fn concerns(milestone: &Milestone, team: &OrgTeam, leave: &Leave, day: Date) -> bool {
    if !(leave.from..=leave.to).contains(&day) {
        return false;
    }
    match &leave.who {
        Some(who) => milestone.owner.as_ref() == Some(who),
        None => milestone.team.as_ref().is_some_and(|t| t.as_str() == team.id.as_str()),
    }
}
