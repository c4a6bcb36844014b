//! Two people behind one address.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::load::words::quoted;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds an address in `org.yaml` that two people share.
    ///
    /// ## What it does
    /// Compares the `emails` of all people without regard to case.
    ///
    /// ## Why it matters
    /// Commits are matched to people by address. With a shared one an approval could be anybody's.
    ///
    /// ## Example
    /// ```yaml
    /// people:
    ///   - {id: maria, emails: [release@example.com]}
    ///   - {id: omar, emails: [release@example.com]}
    /// ```
    ///
    /// ## Fix it
    /// Give everybody their own address.
    pub(crate) static META = 514, "shared-email", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(org) = &facts.workspace.org else { return };
    let file = Workspace::subject(Kind::Org);
    let place = |(p, n): (usize, usize)| Place::field(file, format!("people[{p}].emails[{n}]").as_str());
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (p, person) in org.people.iter().enumerate() {
        for (n, email) in person.emails.iter().enumerate() {
            let first = *seen.entry(email.to_ascii_lowercase()).or_insert((p, n));
            // A person may be listed twice: that is a finding of its own.
            let other = &org.people[first.0].id;
            if first.0 != p && !other.as_str().eq_ignore_ascii_case(person.id.as_str()) {
                let message = format!("{} is the address of `{other}` and of `{}`", quoted(email), person.id);
                out.push(
                    Finding::new(&META, place((p, n)), message)
                        .help("give everybody their own address")
                        .related(place(first), format!("`{other}` has it here")),
                );
            }
        }
    }
}
