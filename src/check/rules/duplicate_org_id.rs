//! Two people, teams, calendars or vendors of one name.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds a person, team, calendar or vendor that `org.yaml` lists twice.
    ///
    /// ## What it does
    /// Compares the ids of each of the four lists without regard to case.
    ///
    /// ## Why it matters
    /// Whoever writes the id means one of the two, and epm cannot know which calendar, capacity or address counts.
    ///
    /// ## Example
    /// ```yaml
    /// people:
    ///   - id: maria
    ///     name: Maria Sanchez
    ///   - id: Maria
    ///     name: Maria Keller
    /// ```
    ///
    /// ## Fix it
    /// Give one of the two another id, or delete it.
    pub(crate) static META = 508, "duplicate-org-id", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(org) = &facts.workspace.org else { return };
    look("people", "person", org.people.iter().map(|p| &p.id), out);
    look("teams", "team", org.teams.iter().map(|t| &t.id), out);
    look("calendars", "calendar", org.calendars.iter().map(|c| &c.id), out);
    look("vendors", "vendor", org.vendors.iter().map(|v| &v.id), out);
}

fn look<'a>(list: &str, kind: &str, ids: impl Iterator<Item = &'a Id>, out: &mut Sink) {
    let org = Workspace::subject(Kind::Org);
    let place = |n: usize| Place::field(org, format!("{list}[{n}].id").as_str());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (n, id) in ids.enumerate() {
        let first = *seen.entry(id.as_str().to_ascii_lowercase()).or_insert(n);
        if first != n {
            out.push(
                Finding::new(&META, place(n), format!("{kind} `{id}` is listed twice"))
                    .help("give one of the two another id, or delete it")
                    .related(place(first), "the first one stands here"),
            );
        }
    }
}
