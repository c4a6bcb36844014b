//! An assumption that should be known by today, and is not.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;

rule! {
    /// Finds an open assumption whose `validate_by` has passed.
    ///
    /// ## What it does
    /// Reports assumptions that are still open after the day by which somebody wanted to know whether they
    /// hold.
    ///
    /// ## Why it matters
    /// The date was set because something depends on the answer. From that day on the plan rests on hope.
    ///
    /// ## Example
    /// ```yaml
    /// - id: ASM-5c8p
    ///   title: Our contracts let us move the sign-in page with 30 days' notice by mail
    ///   validate_by: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Find out and set `status: validated` or `invalidated`; or set a new `validate_by:` and say in the text
    /// why it may wait.
    pub(crate) static META = 606, "overdue-assumption", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, assumption) in items::each(facts, |p| &p.assumptions) {
        let due = assumption.validate_by.filter(|due| assumption.is_open() && *due < facts.as_of);
        let Some(due) = due else { continue };
        let late = wording::count(i64::from(facts.as_of.days_since(due)), "day");
        let message =
            format!("assumption `{}` was to be settled by {due}, {late} ago, and is open", assumption.id);
        let finding = Finding::new(&META, Place::field(at, "validate_by"), message);
        out.push(match assumption.affects.as_slice() {
            [] => finding.help("settle it, or set a new date"),
            rest => finding.help(format!("settle it: {} rest on it", wording::names(rest))),
        });
    }
}
