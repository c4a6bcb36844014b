//! A calendar that nobody has described.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Id;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds the name of a calendar that `org.yaml` does not describe.
    ///
    /// ## What it does
    /// Looks at `calendar` in `epm.yaml` and of teams and vendors in `org.yaml`.
    ///
    /// ## Why it matters
    /// The plan would count Monday to Friday without holidays, and every date over a holiday would be too early.
    ///
    /// ## Example
    /// ```yaml
    /// teams:
    ///   - id: identity
    ///     calendar: germany
    /// calendars:
    ///   - id: de
    /// ```
    ///
    /// ## Fix it
    /// Correct the name, or describe the calendar under `calendars:` in `org.yaml`.
    pub(crate) static META = 309, "unknown-calendar", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let org_file = Workspace::subject(Kind::Org);
    let org = facts.workspace.org.as_ref();
    if facts.broken.contains(&(org_file, "calendars".to_owned())) {
        return;
    }
    let known: Vec<&str> = org.iter().flat_map(|o| &o.calendars).map(|c| c.id.as_str()).collect();
    let mut look = |subject: Subject, path: Path, calendar: Option<&Id>| {
        let Some(calendar) = calendar.filter(|id| !known.contains(&id.as_str())) else { return };
        let message = format!("no calendar `{calendar}` in `org.yaml`");
        let finding = Finding::new(&META, Place::field(subject, path), message);
        out.push(match crate::diag::did_you_mean(calendar.as_str(), known.iter().copied()) {
            Some(words) => finding.label(words).help("correct the name"),
            None => finding.help("describe it in `org.yaml` under `calendars:`, or delete the line"),
        });
    };
    look(Workspace::subject(Kind::Settings), Path::from("calendar"), facts.settings().calendar.as_ref());
    for (n, team) in org.iter().flat_map(|o| &o.teams).enumerate() {
        look(org_file, Path::from(format!("teams[{n}].calendar").as_str()), team.calendar.as_ref());
        for (m, member) in team.members.iter().enumerate() {
            let path = format!("teams[{n}].members[{m}].calendar");
            look(org_file, Path::from(path.as_str()), member.calendar.as_ref());
        }
    }
    for (n, vendor) in org.iter().flat_map(|o| &o.vendors).enumerate() {
        look(org_file, Path::from(format!("vendors[{n}].calendar").as_str()), vendor.calendar.as_ref());
    }
}
