//! A member who is not among the people.

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
    /// Finds a member, lead or backup in `org.yaml` who is not among its people.
    ///
    /// ## What it does
    /// When `org.yaml` lists people, looks up the members, leads and leaves of its teams, the backups of its people and
    /// the owners of its vendors among them.
    ///
    /// ## Why it matters
    /// The leave of a misspelt member is nobody's: the capacity counts a person who is away.
    ///
    /// ## Example
    /// ```yaml
    /// people:
    ///   - id: maria
    /// teams:
    ///   - id: identity
    ///     lead: marta
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or add the person under `people:`.
    pub(crate) static META = 510, "unknown-member", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    if !known.lists_people {
        return;
    }
    let mut words = known.person_words();
    for (subject, item) in all_items(facts).filter(|(_, item)| item.kind() == Kind::Org) {
        people::each_person(item, &mut |at, person| {
            let id = person.as_str();
            if known.is_person(id) || known.is_team(id) {
                return;
            }
            let message = format!("`{id}` is not among the people of `org.yaml`");
            let finding = Finding::new(&META, Place::field(subject, Path::from(at)), message);
            out.push(match words.nearest(id) {
                Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the id"),
                None => finding.help("correct the id, or add the person to `people:`"),
            });
        });
    }
}
