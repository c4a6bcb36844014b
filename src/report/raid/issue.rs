//! An issue as the log lists it.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Issue;
use crate::model::IssueSeverity;
use crate::report::Named;
use crate::report::action_row::ActionRow;
use crate::report::scene::Scene;

/// A row of the issue table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssueRow {
    /// The id.
    pub id: String,
    /// The problem.
    pub title: String,
    /// More about it, in Markdown.
    pub description: Option<String>,
    /// `CRITICAL`, `HIGH`, `MEDIUM`, `LOW` or `NOT RATED`.
    pub severity: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// `open`, `in progress`, `escalated` or `resolved`.
    pub status: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was raised.
    pub raised: Option<Date>,
    /// How long it has been open: `17 days`.
    pub age: Option<String>,
    /// By when it must be solved.
    pub target: Option<Date>,
    /// How far that is, while it is open.
    pub target_text: Option<String>,
    /// Its day has passed and it is open.
    pub overdue: bool,
    /// What it does to the program.
    pub impact: Option<String>,
    /// How it will be solved.
    pub resolution: Option<String>,
    /// What caused it.
    pub root_cause: Option<String>,
    /// A way around, for support.
    pub workaround: Option<String>,
    /// What cannot start before it is solved.
    pub blocks: Vec<Named>,
    /// What it touches.
    pub affects: Vec<Named>,
    /// The risk that it comes from.
    pub from_risk: Option<Named>,
    /// Who has it beyond the owner.
    pub escalated_to: Option<String>,
    /// Its actions.
    pub actions: Vec<ActionRow>,
    /// When it was solved.
    pub resolved: Option<Date>,
    /// It is not solved.
    pub open: bool,
}

impl IssueRow {
    /// Builds the row of an issue.
    pub(crate) fn new(scene: &Scene<'_>, issue: &Issue) -> IssueRow {
        let open = issue.is_open();
        let (severity, colour) = severity(issue.severity);
        let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
        let age = issue.raised.filter(|_| open).map(|raised| scene.as_of().days_since(raised));
        IssueRow {
            id: issue.id.to_string(),
            title: issue.title.to_string(),
            description: issue.description.as_ref().map(ToString::to_string),
            severity,
            colour,
            status: issue.status().as_str().replace('_', " "),
            owner: scene.person(issue.owner.as_ref()),
            raised: issue.raised,
            age: age.map(|days| wording::count(i64::from(days), "day")),
            target: issue.target,
            target_text: scene.due(issue.target).filter(|_| open),
            overdue: open && scene.is_past(issue.target),
            impact: text(&issue.impact),
            resolution: text(&issue.resolution),
            root_cause: text(&issue.root_cause),
            workaround: text(&issue.workaround),
            blocks: scene.all_named(&issue.blocks),
            affects: scene.all_named(&issue.affects),
            from_risk: issue.from_risk.as_ref().map(|risk| scene.named(risk)),
            escalated_to: scene.person(issue.escalated_to.as_ref()),
            actions: ActionRow::all(scene, &issue.actions, issue.raised),
            resolved: issue.resolved,
            open,
        }
    }

    /// Builds the rows of every issue: the worst first, then by target.
    pub(crate) fn all(scene: &Scene<'_>) -> Vec<IssueRow> {
        let mut issues: Vec<&Issue> = scene.program.issues.iter().collect();
        // The severities are declared worst first.
        issues.sort_by_key(|i| (i.severity.is_none(), i.severity, i.target.is_none(), i.target));
        issues.into_iter().map(|issue| IssueRow::new(scene, issue)).collect()
    }
}

fn severity(severity: Option<IssueSeverity>) -> (&'static str, &'static str) {
    match severity {
        Some(IssueSeverity::Critical) => ("CRITICAL", "red"),
        Some(IssueSeverity::High) => ("HIGH", "red"),
        Some(IssueSeverity::Medium) => ("MEDIUM", "amber"),
        Some(IssueSeverity::Low) => ("LOW", "green"),
        None => ("NOT RATED", "grey"),
    }
}
