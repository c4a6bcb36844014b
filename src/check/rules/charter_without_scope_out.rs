//! A charter that does not say what is not part of it.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds a charter that does not say what is out of scope.
    ///
    /// ## What it does
    /// In programs of tier 1 and 2, reports charters without `scope_out:` and without a section "Out of
    /// scope" or "Non-goals".
    ///
    /// ## Why it matters
    /// Scope grows where nobody drew a line. Two sentences at the beginning save ten change requests.
    ///
    /// ## Example
    /// ```yaml
    /// scope_in:
    ///   - Sign-in, sign-out and sessions for web and mobile customers
    /// ```
    ///
    /// ## Fix it
    /// Add `scope_out:` with what people will ask for and will not get.
    pub(crate) static META = 705, "charter-without-scope-out", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, charter) in items::each(facts, |p| p.charter.as_slice()) {
        if !charter.scope_out.is_empty() || !items::is_asked(program, Tier::Two) {
            continue;
        }
        let message = format!("the charter of `{}` does not say what is out of scope", program.id);
        let finding = Finding::new(&META, Place::field(at, "scope_out"), message);
        out.push(finding.help("add `scope_out:`, or a section `Out of scope`"));
    }
}
