//! The actions of a program, wherever they stand: open issues, reviews and meetings, decisions, the latest status note.

use crate::diag::Subject;
use crate::model::Action;
use crate::model::ActionStatus;
use crate::model::Date;
use crate::model::Kind;
use crate::model::Program;
use crate::trend::health;

/// An action and the record it stands in.
#[derive(Clone, Debug)]
pub struct ActionAt<'a> {
    /// The record.
    pub subject: Subject,
    /// The record's list: `actions` or `next_steps`.
    pub list: &'static str,
    /// Its position there.
    pub index: usize,
    /// The action.
    pub action: &'a Action,
    /// Whose it is: ``review `pilot` ``.
    pub whose: String,
    /// When it was raised: its own day, else that of its record.
    pub since: Option<Date>,
}

/// Tells whether an action is still to be done.
pub fn is_open(action: &Action) -> bool {
    let status = action.status.unwrap_or(ActionStatus::Open);
    action.closed.is_none() && matches!(status, ActionStatus::Open | ActionStatus::InProgress)
}

/// Returns the actions of a program, open or not. The actions of mitigations belong to their risks.
pub fn of_program(program: &Program, as_of: Date) -> Vec<ActionAt<'_>> {
    let mut all = Vec::new();
    for (n, issue) in program.issues.iter().enumerate().filter(|(_, issue)| issue.is_open()) {
        let whose = format!("issue `{}`", issue.id);
        add(&mut all, program.subject(Kind::Issue, n), "actions", &issue.actions, &whose, issue.raised);
    }
    for (n, review) in program.reviews.iter().enumerate() {
        let whose = review.id.as_ref().map_or_else(|| "a review".to_owned(), |id| format!("review `{id}`"));
        add(&mut all, program.subject(Kind::Review, n), "actions", &review.actions, &whose, review.date);
    }
    for (n, decision) in program.decisions.iter().enumerate() {
        let id = decision.id.as_ref().map_or("", |id| id.as_str());
        let whose = format!("decision `{id}`");
        let since = decision.date.or(decision.raised);
        add(&mut all, program.subject(Kind::Decision, n), "actions", &decision.actions, &whose, since);
    }
    if let Some((n, note)) = health::latest_status(program, as_of) {
        let (subject, since) = (program.subject(Kind::Status, n), health::note_day(note));
        add(&mut all, subject, "next_steps", &note.next_steps, "the latest status note", since);
    }
    all
}

fn add<'a>(
    all: &mut Vec<ActionAt<'a>>,
    subject: Subject,
    list: &'static str,
    actions: &'a [Action],
    whose: &str,
    since: Option<Date>,
) {
    all.extend(actions.iter().enumerate().map(|(index, action)| ActionAt {
        subject,
        list,
        index,
        action,
        whose: whose.to_owned(),
        since: action.raised.or(since),
    }));
}
