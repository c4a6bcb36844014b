//! An id that two programs carry.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Program;
use crate::model::Workspace;

rule! {
    /// Finds an id that two programs of the workspace carry.
    ///
    /// ## What it does
    /// Compares the ids of all programs without regard to case: those of charters, of `epm.yaml`, and the folder's name
    /// where neither gives one.
    ///
    /// ## Why it matters
    /// `payments/token-api` would mean an item of either. The reports of one would overwrite those of the other.
    ///
    /// ## Example
    /// ```yaml
    /// # programs/payments/charter.md and programs/payments-2027/charter.md both say
    /// id: payments
    /// ```
    ///
    /// ## Fix it
    /// Give one of them another id. A charter that was copied keeps the old one easily.
    pub(crate) static META = 204, "duplicate-program-id", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut seen: BTreeMap<String, &Program> = BTreeMap::new();
    for program in &facts.workspace.programs {
        let id = program.id.as_str().to_ascii_lowercase();
        let Some(first) = seen.get(&id) else {
            seen.insert(id, program);
            continue;
        };
        let folder = |program: &Program| match program.folder.as_str() {
            "" => "the workspace's root".to_owned(),
            folder => format!("`{folder}`"),
        };
        let (one, other) = (folder(first), folder(program));
        let message = format!("`{}` is the id of two programs, in {one} and in {other}", program.id);
        out.push(
            Finding::new(&META, place(program), message)
                .related(place(first), "the first one")
                .help("give one of them another id"),
        );
    }
}

fn place(program: &Program) -> Place {
    match &program.charter {
        Some(_) => Place::field(program.subject(Kind::Charter, 0), "id"),
        None => Place::field(Workspace::subject(Kind::Settings), "programs"),
    }
}
