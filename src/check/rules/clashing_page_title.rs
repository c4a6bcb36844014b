//! Two programs of one name.

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
    /// Finds two programs with the same title.
    ///
    /// ## What it does
    /// Compares the titles of all programs without regard to case and to blanks.
    ///
    /// ## Why it matters
    /// Pages are named after the program, and a Confluence space holds one page of a name: the status of one program would
    /// overwrite that of the other. In a portfolio nobody can tell the two apart.
    ///
    /// ## Example
    /// ```yaml
    /// # programs/identity/charter.md and programs/identity-2/charter.md both say
    /// title: Central sign-in
    /// ```
    ///
    /// ## Fix it
    /// Say in one of the titles what makes it another program: the year, the region, the customer.
    pub(crate) static META = 901, "clashing-page-title", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let mut seen: BTreeMap<String, &Program> = BTreeMap::new();
    for program in &facts.workspace.programs {
        let title = program.title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let Some(first) = seen.get(&title) else {
            seen.insert(title, program);
            continue;
        };
        // Two programs of one id are reported as that.
        if first.id.as_str().eq_ignore_ascii_case(program.id.as_str()) {
            continue;
        }
        let message = format!("`{}` and `{}` have the same title", first.id, program.id);
        out.push(
            Finding::new(&META, place(program), message)
                .related(place(first), "the first one")
                .help("say in one of the titles what makes it another program"),
        );
    }
}

fn place(program: &Program) -> Place {
    match &program.charter {
        Some(_) => Place::field(program.subject(Kind::Charter, 0), "title"),
        None => Place::field(Workspace::subject(Kind::Settings), "programs"),
    }
}
