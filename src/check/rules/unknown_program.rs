//! A program of the portfolio that is not in the workspace.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::nearest;
use crate::diag::rule;
use crate::model::Kind;
use crate::model::Workspace;

rule! {
    /// Finds a group of the portfolio that names a program which is not in the workspace.
    ///
    /// ## What it does
    /// Compares `programs:` of each group in `portfolio.yaml` with the ids of all programs.
    ///
    /// ## Why it matters
    /// The program is missing from the portfolio's report, where executives look for it.
    ///
    /// ## Example
    /// ```yaml
    /// groups:
    ///   - id: platform
    ///     title: Platform
    ///     programs: [identity, payment]
    /// ```
    ///
    /// ## Fix it
    /// Correct the id, or delete it from the group.
    pub(crate) static META = 219, "unknown-program", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let Some(portfolio) = &facts.workspace.portfolio else { return };
    for (n, group) in portfolio.groups.iter().enumerate() {
        for (m, id) in group.programs.iter().enumerate() {
            if facts.index.program(id.as_str()).is_some() {
                continue;
            }
            let at = Path::item().key("groups").index(n).key("programs").index(m);
            let place = Place::field(Workspace::subject(Kind::Portfolio), at);
            let finding = Finding::new(&META, place, format!("no program `{id}` in this workspace"));
            let known = facts.workspace.programs.iter().map(|program| program.id.as_str());
            out.push(match nearest(id.as_str(), known) {
                Some(near) => finding.label(format!("did you mean `{near}`?")).help("correct the id"),
                None => finding.help("correct the id, or delete it from the group"),
            });
        }
    }
}
