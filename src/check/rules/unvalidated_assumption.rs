//! An assumption that nobody plans to check.

use crate::check::Facts;
use crate::check::items;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Tier;

rule! {
    /// Finds an open assumption without a way or a date to check it.
    ///
    /// ## What it does
    /// In programs of tier 1, reports open assumptions that lack `validation:` (how it will be checked) or
    /// `validate_by:` (by when).
    ///
    /// ## Why it matters
    /// An assumption that nobody will check is a risk with a friendlier name.
    ///
    /// ## Example
    /// ```yaml
    /// - id: ASM-7h4d
    ///   title: By January at most 3 percent of sessions come from apps older than 8.0
    ///   owner: kenji
    /// ```
    ///
    /// ## Fix it
    /// Say how it will be checked and by when, before something is built on it.
    pub(crate) static META = 607, "unvalidated-assumption", Note, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (program, at, assumption) in items::each(facts, |p| &p.assumptions) {
        if !assumption.is_open() || !items::is_asked(program, Tier::One) {
            continue;
        }
        let (field, what) = match (&assumption.validation, assumption.validate_by) {
            (Some(_), Some(_)) => continue,
            (None, Some(_)) => ("validation", "how it will be checked"),
            (Some(_), None) => ("validate_by", "by when it will be checked"),
            (None, None) => ("validation", "how and by when it will be checked"),
        };
        let message = format!("assumption `{}` does not say {what}", assumption.id);
        let finding = Finding::new(&META, Place::field(at, field), message);
        out.push(finding.help("add `validation:` and `validate_by:`"));
    }
}
