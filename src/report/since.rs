//! Why an item has moved since a revision: commit by commit, change by change, in parts that add up.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Kind;
use crate::report::diff;
use crate::report::diff::Side;
use crate::report::diff::words;
use crate::trend::attribution::Cause;
use crate::trend::attribution::Yardstick;
use crate::trend::diff::ItemChange;
use crate::trend::story::Move;
use crate::trend::story::Story;

/// Why an item has moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SinceView {
    /// The version of this shape.
    pub version: u32,
    /// The day that the later plan was computed for, and every commit replayed for.
    pub as_of: String,
    /// The program.
    pub program: String,
    /// The item.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The revision that it is compared with.
    pub since: Side,
    /// The answer in one sentence.
    pub answer: String,
    /// Its finish then.
    pub before: Option<String>,
    /// Its finish now.
    pub after: Option<String>,
    /// Working days between; positive is later.
    pub days: f64,
    /// The same in minutes of work: exactly the sum of `time` and all `commits`.
    pub minutes: i64,
    /// What days that passed move the old plan by, before anything that was recorded since.
    pub time: Amount,
    /// The commits that moved it, oldest first.
    pub commits: Vec<CommitRow>,
    /// The whole by sort of change; adds up to `minutes` too.
    pub sorts: Vec<SortRow>,
}

/// A part of a move.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Amount {
    /// Working days; positive is later.
    pub days: f64,
    /// Minutes of work.
    pub minutes: i64,
}

/// A commit that moved the item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommitRow {
    /// The commit in full; none for what is not committed.
    pub commit: Option<String>,
    /// The first digits of the commit, or `work tree`.
    pub short: String,
    /// The day of the commit.
    pub day: Option<String>,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// What it moved the item by.
    #[serde(flatten)]
    pub amount: Amount,
    /// `+4d`.
    pub days_text: String,
    /// Its changes that moved the item, in the order in which they were made.
    pub parts: Vec<PartRow>,
}

/// A change that moved the item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartRow {
    /// The item or file that changed.
    pub id: String,
    /// What changed.
    pub text: String,
    /// The sort of change: `estimate`, `dependency`, `progress`, `scope`, `date`, `calendar`, `several`.
    pub sort: &'static str,
    /// What it moved the item by.
    #[serde(flatten)]
    pub amount: Amount,
    /// `+4d`.
    pub days_text: String,
}

/// The moves of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SortRow {
    /// The sort of change; `work` is what time took less what was recorded as done.
    pub sort: &'static str,
    /// In words.
    pub title: &'static str,
    /// What they moved the item by.
    #[serde(flatten)]
    pub amount: Amount,
    /// `+4d`.
    pub days_text: String,
}

/// The sorts in the order in which they are told.
const SORTS: &[(&str, &str)] = &[
    ("work", "work took its time: days that passed, less what was recorded as done"),
    ("estimate", "estimates"),
    ("scope", "scope: items that came or went"),
    ("dependency", "dependencies and constraints"),
    ("date", "promised, needed and committed dates"),
    ("calendar", "calendars, teams and settings"),
    ("several", "items in which several sorts changed at once"),
];

/// Builds the view of an item.
pub fn build(
    key: (&str, &str, &str),
    since: Side,
    as_of: Date,
    story: &Story,
    yardstick: &Yardstick,
) -> SinceView {
    let (program, id, title) = key;
    let amount = |minutes: i64| Amount { days: yardstick.days(minutes), minutes };
    let mut sums: Vec<i64> = vec![0; SORTS.len()];
    sums[0] += story.time;
    let commits: Vec<CommitRow> = story
        .moves
        .iter()
        .map(|moved| row(moved, program, &amount, &mut sums))
        .filter(|row| row.amount.minutes != 0 || !row.parts.is_empty())
        .collect();
    let rows = SORTS.iter().zip(sums).filter(|(_, minutes)| *minutes != 0);
    let sorts = rows
        .map(|((sort, title), minutes)| SortRow {
            sort,
            title,
            amount: amount(minutes),
            days_text: words::days(yardstick.days(minutes)),
        })
        .collect();
    SinceView {
        version: 1,
        as_of: as_of.to_string(),
        program: program.to_owned(),
        id: id.to_owned(),
        title: title.to_owned(),
        answer: answer(id, &since, story, yardstick),
        since,
        before: story.before.map(|at| at.day.to_string()),
        after: story.after.map(|at| at.day.to_string()),
        days: yardstick.days(story.minutes),
        minutes: story.minutes,
        time: amount(story.time),
        commits,
        sorts,
    }
}

fn answer(id: &str, since: &Side, story: &Story, yardstick: &Yardstick) -> String {
    let (Some(before), Some(after)) = (story.before, story.after) else {
        return format!("{id} has no date to compare");
    };
    let from = match &story.began_with {
        Some(commit) => format!("since it came into the plan with {} ({})", commit.short, commit.day),
        None => match &since.day {
            Some(day) => format!("since {} ({day})", since.revision),
            None => format!("since {}", since.revision),
        },
    };
    let days = yardstick.days(story.minutes);
    if story.minutes == 0 {
        return format!("{id} has not moved {from}: {}", after.day);
    }
    let side = if days > 0.0 { "later" } else { "earlier" };
    format!(
        "{id} has moved from {} to {} {from}: {} {side}",
        before.day,
        after.day,
        wording::working_days(days)
    )
}

fn row(moved: &Move, here: &str, amount: &impl Fn(i64) -> Amount, sums: &mut [i64]) -> CommitRow {
    let mut parts = Vec::new();
    for part in &moved.parts {
        let sort = sort(&part.cause);
        // What is recorded as done answers for the days that have passed.
        let sum = if sort == "progress" { "work" } else { sort };
        if let Some(n) = SORTS.iter().position(|(name, _)| *name == sum) {
            sums[n] += part.minutes;
        }
        if part.minutes != 0 {
            let (id, text) = diff::cause(&part.cause, here);
            let amount = amount(part.minutes);
            parts.push(PartRow { id, text, sort, amount, days_text: words::days(amount.days) });
        }
    }
    let commit = moved.commit.as_ref();
    let total = amount(moved.minutes);
    CommitRow {
        commit: commit.map(|c| c.id.clone()),
        short: commit.map_or_else(|| "work tree".to_owned(), |c| c.short.clone()),
        day: commit.map(|c| c.day.to_string()),
        author: commit.map(|c| c.who().to_owned()).unwrap_or_default(),
        subject: commit.map(|c| c.subject.clone()).unwrap_or_default(),
        amount: total,
        days_text: words::days(total.days),
        parts,
    }
}

/// Returns the sort of a change.
fn sort(cause: &Cause) -> &'static str {
    match cause {
        Cause::Item(change) => sort_of_item(change),
        Cause::File(..) => "calendar",
        Cause::Unnamed => "several",
    }
}

fn sort_of_item(change: &ItemChange) -> &'static str {
    // A dependency, decision or gate is no scope: it says what something waits for.
    if change.is_added() || change.is_removed() {
        return if change.kind == Kind::Milestone { "scope" } else { "dependency" };
    }
    let mut found = None;
    for field in &change.fields {
        let name = field.field.split(['.', '[']).next().unwrap_or_default();
        let sort = match name {
            "estimate" | "duration" | "elapsed" => "estimate",
            "depends_on" | "constraint" | "consumers" | "blocks" | "gates" | "provider"
            | "finish_milestone" => "dependency",
            "started" | "finished" | "remaining" | "progress" | "resolved" | "items" | "decision" => {
                "progress"
            }
            "promised" | "needed_by" | "target" | "date" | "start" => "date",
            "committed" if is_pure(change) => "date",
            "status" if is_cancelled(change) => "scope",
            "status" => "progress",
            "team" => "calendar",
            _ => continue,
        };
        match found {
            None => found = Some(sort),
            Some(known) if known == sort => {}
            // A status goes along with whatever is recorded.
            Some(_) if name == "status" && sort == "progress" => {}
            Some("progress") if !has_other_progress(change) => found = Some(sort),
            Some(_) => return "several",
        }
    }
    found.unwrap_or("several")
}

fn is_pure(change: &ItemChange) -> bool {
    matches!(change.after.as_deref(), Some(crate::model::AnyItem::Milestone(m)) if m.is_pure())
}

fn is_cancelled(change: &ItemChange) -> bool {
    matches!(
        change.after.as_deref(),
        Some(crate::model::AnyItem::Milestone(m)) if m.status() == crate::model::MilestoneStatus::Cancelled
    )
}

/// Tells whether more than the status says that work went on.
fn has_other_progress(change: &ItemChange) -> bool {
    let fields = ["started", "finished", "remaining", "progress", "resolved"];
    change.fields.iter().any(|f| fields.contains(&f.field.as_str()))
}
