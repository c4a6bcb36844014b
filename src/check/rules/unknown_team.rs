//! A team that nobody knows.

use crate::check::Facts;
use crate::check::items::all_items;
use crate::check::people;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds a team that is not in `org.yaml`.
    ///
    /// ## What it does
    /// Looks up every team that an item or a person names among `teams:` of `org.yaml`. A dependency may also come from
    /// or go to a vendor. Without `org.yaml`, or with one that lists no teams, any team is known.
    ///
    /// ## Why it matters
    /// The work of an unknown team has no calendar and no capacity: its holidays are missing in the plan, its load in
    /// the capacity.
    ///
    /// ## Example
    /// ```yaml
    /// - id: token-service
    ///   title: Token service
    ///   team: idenity
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or add the team to `org.yaml`.
    pub(crate) static META = 502, "unknown-team", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    if !known.lists_teams {
        return;
    }
    let mut words = known.team_words();
    for (subject, item) in all_items(facts) {
        let is_dependency = item.kind() == Kind::Dependency;
        people::each_team(item, &mut |at, team| {
            let id = team.as_str();
            let is_vendor = is_dependency && known.is_vendor(id);
            if known.is_team(id) || is_vendor || people::is_placeholder(id) {
                return;
            }
            let message = format!("no team `{id}` in `org.yaml`");
            let finding = Finding::new(&META, Place::field(subject, Path::from(at)), message);
            out.push(match words.nearest(id) {
                Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the id"),
                None if known.is_person(id) => {
                    finding.help("this is a person: name the team that does the work")
                }
                None if is_dependency => finding.help(
                    "correct the id, add the team to `org.yaml`, or name another company under `vendor`",
                ),
                None => finding.help("correct the id, or add the team to `teams:` in `org.yaml`"),
            });
        });
    }
}
