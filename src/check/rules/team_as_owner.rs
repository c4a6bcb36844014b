//! A team in a person's place.

use crate::check::Facts;
use crate::check::items::all_items;
use crate::check::people;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds a team where a person must be named.
    ///
    /// ## What it does
    /// Reports owners, approvers and other persons whose id is that of a team in `org.yaml`, and of no person or role.
    ///
    /// ## Why it matters
    /// What a team owns, each member believes another one sees to. A decision or an escalation needs one name.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   owner: identity
    /// ```
    ///
    /// ## Fix it
    /// Name one person, the team's lead for one; the team that does the work goes into `team`.
    pub(crate) static META = 504, "team-as-owner", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    for (subject, item) in all_items(facts) {
        people::each_person(item, &mut |at, person| {
            let id = person.as_str();
            let Some(team) = known.team(id).filter(|_| !known.is_person(id)) else { return };
            let message = format!("`{id}` is a team: one person must answer for it");
            let finding = Finding::new(&META, Place::field(subject, Path::from(at)), message);
            out.push(match &team.lead {
                Some(lead) => finding.help(format!("name one person; `{lead}` leads the team")),
                None => finding.help("name one person of the team"),
            });
        });
    }
}
