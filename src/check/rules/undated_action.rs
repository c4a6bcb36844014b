//! An open action that is due on no day.

use crate::check::Facts;
use crate::check::actions;
use crate::diag::Finding;
use crate::diag::Sink;
use crate::diag::rule;
use crate::diag::wording;
use crate::load::words::quoted;

rule! {
    /// Finds an open action without a due day.
    ///
    /// ## What it does
    /// Looks at the actions of open issues, of reviews and of decisions, and at the next steps of the latest status note, also
    /// those that stand in a body as `- [ ] @maria Ask the vendor`. Says for how long the action has been open, counted from
    /// its `raised`, else from the day of the record it stands in.
    ///
    /// ## Why it matters
    /// An action without a day is never overdue, so nobody is reminded of it.
    ///
    /// ## Example
    /// ```markdown
    /// - [ ] @maria Ask the vendor for it in writing
    /// ```
    ///
    /// ## Fix it
    /// Agree on a day: `due: 2026-12-01`.
    pub(crate) static META = 646, "undated-action", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, found) in actions::open(facts).filter(|(_, found)| found.action.due.is_none()) {
        let Some(place) = actions::place(facts, &found, "due") else { continue };
        let days = found.since.map_or(0, |since| facts.as_of.days_since(since));
        let age = if days > 0 {
            format!(" and has been open for {}", wording::count(i64::from(days), "day"))
        } else {
            String::new()
        };
        let text = quoted(&found.action.text);
        let message = format!("action {text} of {} has no due day{age}", found.whose);
        out.push(Finding::new(&META, place, message).help("agree on a day and write `due: 2026-12-01`"));
    }
}
