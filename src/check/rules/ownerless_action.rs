//! An open action that nobody does.

use crate::check::Facts;
use crate::check::actions;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;
use crate::load::words::quoted;

rule! {
    /// Finds an open action without an owner.
    ///
    /// ## What it does
    /// Looks at the actions of open issues, of reviews and of decisions, and at the next steps of the latest status note, also
    /// those that stand in a body as `- [ ] Ask the vendor, due: 2026-12-01`.
    ///
    /// ## Why it matters
    /// What everybody should do, nobody does.
    ///
    /// ## Example
    /// ```markdown
    /// - [ ] Ask the vendor for it in writing, due: 2026-12-01
    /// ```
    ///
    /// ## Fix it
    /// Agree on one person: `@maria` in the line, or `owner: maria`.
    pub(crate) static META = 645, "ownerless-action", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, found) in actions::open(facts).filter(|(_, found)| found.action.owner.is_none()) {
        if let Some(place) = actions::place(facts, &found, "owner") {
            let text = quoted(&found.action.text);
            let message = format!("action {text} of {} has no owner", found.whose);
            out.push(
                Finding::new(&META, place, message)
                    .help("name one person: `@maria` in the line, or `owner:`"),
            );
        }
    }
}
