//! The plan as of each week: what was expected then, and how far it moved since the week before.

use std::collections::HashMap;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Milestone;
use crate::model::MilestoneStatus;
use crate::model::Program;
use crate::plan::PlanNode;
use crate::report::scene::Scene;
use crate::trend::past::Known;
use crate::trend::past::Past;

/// The most weeks that are looked back.
const WEEKS: usize = 26;

/// The work that looking back may cost: items of a plan times weeks. Large workspaces see fewer weeks.
const COST: usize = 400_000;

/// The most milestones of a week: those with a commitment first.
const MOST: usize = 25;

/// Days after which a milestone that was reached is not shown.
const PAST: i32 = 28;

/// What stands for the message of a commit that the audience may not read.
const WITHHELD: &str = "[withheld]";

/// The weeks of a program's plan.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The first day of the charts.
    pub from: Date,
    /// The last day of the charts.
    pub to: Date,
    /// The weeks, oldest first.
    pub weeks: Vec<Week>,
    /// Why there is nothing to look back at.
    pub missing: Option<String>,
    /// What a reader should know: that history is cut off, or begins late.
    pub note: Option<String>,
}

/// The plan as of the end of a week.
#[derive(Clone, Debug, Serialize)]
pub struct Week {
    /// The day.
    pub day: Date,
    /// The last change on or before it: the commit, short.
    pub commit: String,
    /// What it says of itself; nothing when it speaks of what is hidden.
    pub subject: Option<String>,
    /// When it was made.
    pub committed_on: Date,
    /// When the program was expected to end.
    pub finish: Option<Date>,
    /// How far that moved since the week before: `4 days later`.
    pub moved: Option<String>,
    /// The same in calendar days; positive is later.
    pub days: Option<i32>,
    /// The milestones, by expected finish.
    pub rows: Vec<WeekRow>,
    /// How many more there were.
    pub hidden: usize,
}

/// A milestone as of a week.
#[derive(Clone, Debug, Serialize)]
pub struct WeekRow {
    /// The id.
    pub id: String,
    /// The title then.
    pub title: String,
    /// The commitment then.
    pub committed: Option<Date>,
    /// The expected finish then.
    pub expected: Date,
    /// The expected finish a week before.
    pub before: Option<Date>,
    /// How far it moved since the week before.
    pub moved: String,
    /// The same in calendar days; positive is later.
    pub days: Option<i32>,
    /// It was reached by then.
    pub done: bool,
    /// It was on the critical path then.
    pub critical: bool,
}

impl HistoryView {
    /// Looks back at the weeks of a program.
    pub(crate) fn new(scene: &Scene<'_>) -> HistoryView {
        let as_of = scene.as_of();
        let nothing = |why: &str| HistoryView {
            from: as_of,
            to: as_of,
            weeks: Vec::new(),
            missing: Some(why.to_owned()),
            note: None,
        };
        let Some(past) = scene.inputs.past else {
            return nothing(
                "There is no history: the plan is not in a Git repository. Once it is committed there, this page \
                 shows the plan as of each week.",
            );
        };
        let known = past.weeks(as_of, look_back(scene));
        let mut weeks: Vec<Week> = Vec::new();
        for known in &known {
            weeks.extend(week(scene.program, known, weeks.last()));
        }
        if weeks.is_empty() {
            return nothing("There is no history yet: the program is not in any commit.");
        }
        let days = weeks.iter().flat_map(|week| {
            let rows = week.rows.iter().flat_map(|row| [Some(row.expected), row.committed]);
            rows.chain([week.finish, Some(week.day)])
        });
        let (from, to) = super::timeline::months(days.flatten(), as_of);
        HistoryView { from, to, note: note(past, &weeks), weeks, missing: None }
    }
}

/// Returns how many weeks a workspace of this size looks back.
fn look_back(scene: &Scene<'_>) -> usize {
    let items: usize = scene.inputs.workspace.programs.iter().map(|p| p.milestones.len()).sum();
    (COST / items.max(1)).clamp(4, WEEKS)
}

fn note(past: &Past, weeks: &[Week]) -> Option<String> {
    let first = weeks.first()?;
    let before = first.day.plus_days(-7);
    past.history().is_unknown_on(before).then(|| {
        "The clone is shallow: what was before its first commit is not known here. \
         `git fetch --unshallow` gets the rest."
            .replace('`', "")
    })
}

/// Returns a program as of a day; nothing when it did not exist then.
fn week(program: &Program, known: &Known, last: Option<&Week>) -> Option<Week> {
    let then = known.workspace.program(&program.id)?;
    let plan = known.plan.program(&program.id)?;
    let earlier: HashMap<&str, Date> =
        last.iter().flat_map(|week| &week.rows).map(|row| (row.id.as_str(), row.expected)).collect();
    let mut milestones: Vec<(&Milestone, &PlanNode)> = then
        .milestones
        .iter()
        .filter(|m| m.status() != MilestoneStatus::Cancelled)
        .filter_map(|m| Some((m, known.plan.find(&then.id, &m.id)?)))
        .collect();
    milestones.sort_by_key(|(m, node)| (m.committed.is_none(), node.is_done, node.early_finish));
    // What was reached long before says nothing about the week.
    let is_past = |node: &PlanNode| node.is_done && known.day.days_since(node.early_finish) > PAST;
    milestones.retain(|(_, node)| !is_past(node));
    let hidden = milestones.len().saturating_sub(MOST);
    milestones.truncate(MOST);
    milestones.sort_by(|(_, a), (_, b)| (a.early_finish, &a.key).cmp(&(b.early_finish, &b.key)));
    let row = |(milestone, node): (&Milestone, &PlanNode)| {
        let expected = milestone.finished.unwrap_or(node.early_finish);
        let before = earlier.get(milestone.id.as_str()).copied();
        let days = before.map(|before| expected.days_since(before));
        WeekRow {
            id: milestone.id.to_string(),
            title: milestone.title.to_string(),
            committed: milestone.committed,
            expected,
            before,
            moved: days.map_or_else(|| if last.is_some() { "new" } else { "" }.to_owned(), moved),
            days,
            done: node.is_done,
            critical: node.is_critical && !node.is_done,
        }
    };
    let days = last.and_then(|week| week.finish).map(|before| plan.finish.days_since(before));
    Some(Week {
        day: known.day,
        commit: known.commit.short.clone(),
        subject: Some(known.commit.subject.clone()).filter(|subject| subject != WITHHELD),
        committed_on: known.commit.day,
        finish: Some(plan.finish),
        moved: days.map(moved),
        days,
        rows: milestones.into_iter().map(row).collect(),
        hidden,
    })
}

/// Says how far a date moved: `4 days later`.
fn moved(days: i32) -> String {
    let count = || wording::count(i64::from(days.abs()), "day");
    match days {
        0 => "unchanged".to_owned(),
        n if n > 0 => format!("{} later", count()),
        _ => format!("{} earlier", count()),
    }
}
