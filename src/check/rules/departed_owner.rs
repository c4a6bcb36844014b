//! Open work of somebody who has left.

use crate::check::Facts;
use crate::check::duties;
use crate::check::people::People;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;

rule! {
    /// Finds something open that somebody answers for who has left.
    ///
    /// ## What it does
    /// Compares `left` in `org.yaml` with the day of the check, for the owners of open items and of the open actions,
    /// checks, steps and messages inside them, and for sponsors.
    ///
    /// ## Why it matters
    /// Nobody works on it, and nobody notices before it is due.
    ///
    /// ## Example
    /// ```yaml
    /// people:
    ///   - id: jonas
    ///     left: 2026-10-30
    /// ```
    ///
    /// ## Fix it
    /// Give it to somebody else, to the person's `backup` for one.
    pub(crate) static META = 503, "departed-owner", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let known = People::new(facts);
    for duty in facts.workspace.programs.iter().flat_map(duties::of_program) {
        let Some(person) = known.person(duty.person.as_str()) else { continue };
        let Some(left) = person.left.filter(|day| *day < facts.as_of) else { continue };
        let message = format!("`{}` left on {left} and still answers for {}", person.id, duty.what);
        let finding = Finding::new(&META, Place::field(duty.subject, duty.path), message);
        let is_there =
            |id: &str| known.person(id).is_none_or(|p| p.left.is_none_or(|day| day >= facts.as_of));
        let backup = person.backup.as_ref().filter(|backup| is_there(backup.as_str()));
        out.push(match backup {
            Some(backup) => finding.help(format!("name somebody else; the backup is `{backup}`")),
            None => finding.help("name somebody else"),
        });
    }
}
