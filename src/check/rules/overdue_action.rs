//! An action of an issue, a review or a status note that is overdue.

use crate::check::Facts;
use crate::check::actions;
use crate::check::items;
use crate::diag::Path;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;
use crate::trend::health;

rule! {
    /// Finds an open action whose due day has passed.
    ///
    /// ## What it does
    /// Looks at the actions of open issues, the actions of reviews, and the next steps of the latest status
    /// note. The actions of a risk's mitigation are told by `overdue-mitigation`.
    ///
    /// ## Why it matters
    /// Actions are what a review was held for. One that is overdue and says nothing will be found again in
    /// the next review.
    ///
    /// ## Example
    /// ```yaml
    /// actions:
    ///   - text: Every delivery from outside gets a dependency record
    ///     owner: tomas
    ///     due: 2026-11-13
    /// ```
    ///
    /// ## Fix it
    /// Set `status: done`, or agree with its owner on a new `due:`, or cancel it.
    pub(crate) static META = 634, "overdue-action", Warning, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for (_, at, issue) in items::each(facts, |p| &p.issues).filter(|(.., issue)| issue.is_open()) {
        for (n, action) in actions::overdue(&issue.actions, facts.as_of) {
            let place = Place::field(at, Path::from("actions").index(n).key("due"));
            out.push(actions::finding(&META, place, action, facts.as_of, &format!("issue `{}`", issue.id)));
        }
    }
    for (_, at, review) in items::each(facts, |p| &p.reviews) {
        let whose = review.id.as_ref().map_or_else(|| "a review".to_owned(), |id| format!("review `{id}`"));
        for (n, action) in actions::overdue(&review.actions, facts.as_of) {
            let place = Place::field(at, Path::from("actions").index(n).key("due"));
            out.push(actions::finding(&META, place, action, facts.as_of, &whose));
        }
    }
    for program in items::programs(facts) {
        let Some((note, status)) = health::latest_status(program, facts.as_of) else { continue };
        let at = program.subject(Kind::Status, note);
        for (n, action) in actions::overdue(&status.next_steps, facts.as_of) {
            let place = Place::field(at, Path::from("next_steps").index(n).key("due"));
            out.push(actions::finding(&META, place, action, facts.as_of, "the latest status note"));
        }
    }
}
