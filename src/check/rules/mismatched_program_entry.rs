//! What `epm.yaml` says of a program, against what its charter says.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::Subject;
use crate::diag::rule;
use crate::model::Charter;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Person;
use crate::model::Program;
use crate::model::ProgramEntry;
use crate::model::Workspace;

rule! {
    /// Finds an entry of `epm.yaml` that says something else of a program than the charter in its folder.
    ///
    /// ## What it does
    /// Compares id, title, owner, sponsor, start and target, where both give them. The charter counts.
    ///
    /// ## Why it matters
    /// References by the id in `epm.yaml` dangle, and whoever reads only the one file takes another person for the owner.
    ///
    /// ## Example
    /// ```yaml
    /// # programs/payments/charter.md says: owner: leah
    /// programs:
    ///   - {id: payments, title: Checkout on central identity, path: programs/payments, owner: arjun}
    /// ```
    ///
    /// ## Fix it
    /// Delete from `epm.yaml` what the charter says: `programs: [programs/*]` is enough.
    pub(crate) static META = 210, "mismatched-program-entry", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let settings = facts.settings();
    if let Some(inline) = &settings.program
        && let Some(program) = program_in(facts, "")
    {
        let mut said = Charter::named(inline.id.clone(), inline.title.clone());
        said.owner.clone_from(&inline.owner);
        said.sponsor.clone_from(&inline.sponsor);
        said.start = inline.start;
        said.target = inline.target;
        compare(program, &said, true, &Path::item().key("program"), out);
    }
    for (n, entry) in settings.programs.iter().enumerate() {
        let ProgramEntry::Record(record) = entry else { continue };
        let folder = record.path.as_deref().unwrap_or_default().trim_end_matches('/');
        let folder = folder.strip_prefix("./").unwrap_or(if folder == "." { "" } else { folder });
        let Some(program) = program_in(facts, folder) else { continue };
        let title = record.title.clone();
        let mut said = Charter::named(record.id.clone(), title.clone().unwrap_or_default());
        said.owner.clone_from(&record.owner);
        compare(program, &said, title.is_some(), &Path::item().key("programs").index(n), out);
    }
}

/// Returns the program of a folder when a charter stands in it.
fn program_in<'a>(facts: &Facts<'a>, folder: &str) -> Option<&'a Program> {
    let program = facts.workspace.programs.iter().find(|program| program.folder == folder)?;
    let home = facts.file_of(program.subject(Kind::Charter, 0))?;
    home.ends_with(".md").then_some(program)
}

fn compare(program: &Program, said: &Charter, has_title: bool, at: &Path, out: &mut Sink) {
    let Some(charter) = &program.charter else { return };
    let subject = program.subject(Kind::Charter, 0);
    let person = |person: &Option<Person>| person.as_ref().map(ToString::to_string);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let pairs = [
        ("id", Some(said.id.to_string()), Some(charter.id.to_string())),
        ("title", has_title.then(|| said.title.to_string()), Some(charter.title.to_string())),
        ("owner", person(&said.owner), person(&charter.owner)),
        ("sponsor", person(&said.sponsor), person(&charter.sponsor)),
        ("start", day(said.start), day(charter.start)),
        ("target", day(said.target), day(charter.target)),
    ];
    for (field, here, there) in pairs {
        if let (Some(here), Some(there)) = (here, there)
            && here != there
        {
            out.push(report(subject, field, &here, &there, at));
        }
    }
}

fn report(charter: Subject, field: &str, here: &str, there: &str, at: &Path) -> Finding {
    let message = format!("the {field} is `{here}` here, and `{there}` in the charter");
    Finding::new(&META, Place::field(Workspace::subject(Kind::Settings), at.clone().key(field)), message)
        .related(Place::field(charter, field), "the charter, which counts")
        .help("delete it here, or correct one of the two")
}
