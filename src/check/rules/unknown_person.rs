//! A person whom nobody knows.

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
    /// Finds a person who is not in `org.yaml`.
    ///
    /// ## What it does
    /// Looks up every person that an item names, as owner, sponsor, approver, participant and so on, among the ids and
    /// the roles of `people:` in `org.yaml`. Without `org.yaml`, or with one that lists nobody, anybody is known.
    ///
    /// ## Why it matters
    /// A misspelt owner is nobody: the item is in nobody's list, and no reminder, no load and no approval counts for it.
    ///
    /// ## Example
    /// ```yaml
    /// - id: pilot
    ///   title: Pilot done
    ///   owner: mariia
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or add the person to `org.yaml`.
    pub(crate) static META = 501, "unknown-person", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    if !known.lists_people {
        return;
    }
    let mut words = known.person_words();
    // The members of `org.yaml` itself are the matter of `unknown-member`.
    for (subject, item) in all_items(facts).filter(|(_, item)| item.kind() != Kind::Org) {
        people::each_person(item, &mut |at, person| {
            let id = person.as_str();
            // A team or a placeholder in a person's place is reported as such.
            if known.is_person(id) || known.is_team(id) || people::is_placeholder(id) {
                return;
            }
            let message = format!("no person `{id}` in `org.yaml`");
            let finding = Finding::new(&META, Place::field(subject, Path::from(at)), message);
            out.push(match words.nearest(id) {
                Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the id"),
                None => finding.help("correct the id, or add the person to `people:` in `org.yaml`"),
            });
        });
    }
}
