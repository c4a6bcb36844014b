//! What changed between two versions of a plan, in program terms: dates and what moved them, scope, commitments and
//! whether their moves are agreed, risks, decisions, readiness.
//!
//! `rows.rs` sorts the changes of items into sections, `words.rs` says changes of fields.

mod rows;
pub(crate) mod words;

pub use rows::Row;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Contents;
use crate::model::Date;
use crate::model::Id;
use crate::model::Workspace;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::report::plan::name;
use crate::trend::attribution;
use crate::trend::attribution::Cause;
use crate::trend::attribution::Yardstick;
use crate::trend::diff;
use crate::trend::diff::DateChange;
use crate::trend::diff::DatesDiff;
use crate::trend::diff::Diff;
use crate::trend::diff::FieldChange;
use crate::trend::diff::ProgramDates;

/// A version of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What the user called it; `work tree` for files that are not committed.
    pub revision: String,
    /// The commit, in full; none for the work tree.
    pub commit: Option<String>,
    /// The day of the commit; none for the work tree.
    pub day: Option<String>,
    /// The day that its plan was computed for.
    pub as_of: String,
}

/// A version with its plan.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What the workspace held.
    pub contents: &'a Contents,
    /// The same, typed.
    pub workspace: &'a Workspace,
    /// Its plan.
    pub plan: &'a Plan,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DiffView {
    /// The version of this shape.
    pub version: u32,
    /// The earlier version.
    pub before: Side,
    /// The later version.
    pub after: Side,
    /// Anything changed.
    pub changed: bool,
    /// The whole in one sentence.
    pub summary: String,
    /// The programs that something changed in.
    pub programs: Vec<ProgramDiff>,
    /// What changed in the workspace's own files.
    pub workspace: Section,
}

/// What changed in a program.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgramDiff {
    /// The program.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `added`, `removed` or `changed`.
    pub what: &'static str,
    /// Its finish.
    pub finish: FinishDiff,
    /// Items whose finish moved, by their finish after.
    pub moved: Vec<MovedRow>,
    /// How many more moved than are listed.
    pub moved_more: usize,
    /// What is on the longest path and was not.
    pub newly_critical: Vec<String>,
    /// What was on the longest path and is not any more.
    pub no_longer_critical: Vec<String>,
    /// What changed, in sections; those without changes are left out.
    pub sections: Vec<Section>,
}

/// The finish of a program, and what moved it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FinishDiff {
    /// The day before.
    pub before: Option<String>,
    /// The day after.
    pub after: Option<String>,
    /// Working days between; positive is later.
    pub days: f64,
    /// In one sentence.
    pub text: String,
    /// What moved it: parts that add up to `days`.
    pub because: Vec<BecauseRow>,
}

/// A part of a move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BecauseRow {
    /// The item or file that changed.
    pub id: String,
    /// Working days; positive is later.
    pub days: f64,
    /// `+4d`.
    pub days_text: String,
    /// What changed.
    pub text: String,
}

/// An item whose finish moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovedRow {
    /// The item.
    pub id: String,
    /// `work`, `milestone`, …
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The day before.
    pub before: String,
    /// The day after.
    pub after: String,
    /// Working days between; positive is later.
    pub days: f64,
    /// `+4d`.
    pub days_text: String,
    /// On a longest path after.
    pub critical: bool,
    /// What else there is to say: `critical`, `misses its commitment`.
    pub note: String,
}

/// Changes of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// The name: `risks`.
    pub name: &'static str,
    /// The title: `Risks`.
    pub title: &'static str,
    /// The changes.
    pub rows: Vec<Row>,
    /// How many more there are than are listed.
    pub more: usize,
}

/// Builds the view; `wants` says which programs are asked for.
pub fn build(
    before: (Side, Version<'_>),
    after: (Side, Version<'_>),
    wants: impl Fn(&str) -> bool,
) -> DiffView {
    let (old, new) = (before.1, after.1);
    let found = diff::compare(old.contents, new.contents);
    let dates = DatesDiff::new(old.plan, new.plan, new.workspace);
    let mut programs = Vec::new();
    // Without a change nothing moves but time, and that is no change of the plan.
    if !found.is_empty() {
        for program in dates.programs.iter().filter(|p| wants(p.id.as_str())) {
            programs.extend(program_diff(program, &found, &dates, &old, &new));
        }
    }
    let files = workspace_section(&found);
    let changed = !programs.is_empty() || !files.rows.is_empty();
    let summary = summary(&programs, &files);
    DiffView { version: 1, before: before.0, after: after.0, changed, summary, programs, workspace: files }
}

fn program_diff(
    dates: &ProgramDates,
    found: &Diff,
    all: &DatesDiff,
    old: &Version<'_>,
    new: &Version<'_>,
) -> Option<ProgramDiff> {
    let here = dates.id.as_str();
    let mut rows: Vec<Row> = Vec::new();
    for change in found.items.iter().filter(|c| c.program == dates.id) {
        rows.extend(rows::rows(change, new.workspace));
    }
    rows.extend(unread(found, &dates.id));
    let moved: Vec<MovedRow> =
        all.moved.iter().filter(|m| m.key.program == dates.id).map(moved_row).collect();
    let names = |keys: &[NodeKey]| keys.iter().map(|key| name(key, here)).collect::<Vec<_>>();
    let (newly, no_longer) = (names(&dates.newly_critical), names(&dates.no_longer_critical));
    let is_quiet = rows.is_empty() && moved.is_empty() && dates.before == dates.after;
    if is_quiet && newly.is_empty() && no_longer.is_empty() {
        return None;
    }
    let program = new.workspace.program(&dates.id).or_else(|| old.workspace.program(&dates.id));
    let what = match (dates.before, dates.after) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let sections = rows::SECTIONS.iter().filter(|(name, _)| *name != "settings");
    Some(ProgramDiff {
        id: here.to_owned(),
        title: program.map(|p| p.title.clone()).unwrap_or_default(),
        what,
        finish: finish(dates, old, new),
        moved,
        moved_more: 0,
        newly_critical: newly,
        no_longer_critical: no_longer,
        sections: sections
            .map(|(name, title)| Section {
                name,
                title,
                rows: rows.iter().filter(|row| row.section == *name).cloned().collect(),
                more: 0,
            })
            .filter(|section| !section.rows.is_empty())
            .collect(),
    })
}

fn unread(found: &Diff, program: &Id) -> Vec<Row> {
    let row = |unread: &diff::Unread| Row {
        section: "unread",
        what: "unread",
        kind: "",
        id: unread.id.clone(),
        title: String::new(),
        text: if unread.is_after {
            "is there before and cannot be read after; `epm check` says why".to_owned()
        } else {
            "is there after and could not be read before".to_owned()
        },
        before: None,
        after: None,
        approved_by: None,
    };
    found.unread.iter().filter(|u| u.program == *program).map(row).collect()
}

fn moved_row(moved: &DateChange) -> MovedRow {
    let mut notes = Vec::new();
    match (moved.was_critical, moved.is_critical) {
        (false, true) => notes.push("newly critical"),
        (true, true) => notes.push("critical"),
        _ => {}
    }
    if moved.is_missed {
        notes.push("misses its commitment");
    }
    if moved.is_met_again {
        notes.push("meets its commitment again");
    }
    MovedRow {
        id: moved.key.id.to_string(),
        kind: moved.kind.as_str(),
        title: moved.title.clone(),
        before: moved.before.to_string(),
        after: moved.after.to_string(),
        days: moved.days,
        days_text: words::days(moved.days),
        critical: moved.is_critical,
        note: notes.join(", "),
    }
}

fn finish(dates: &ProgramDates, old: &Version<'_>, new: &Version<'_>) -> FinishDiff {
    let text = match (dates.before, dates.after) {
        (Some(a), Some(b)) if a == b => format!("finish stays {b}"),
        (Some(a), Some(b)) => {
            let side = if b > a { "later" } else { "earlier" };
            let end = dates.end.as_ref().map(|key| format!(" ({})", key.id)).unwrap_or_default();
            format!("finish moves from {a} to {b}, {} {side}{end}", wording::working_days(dates.days))
        }
        (None, Some(b)) => format!("new program, finish {b}"),
        (Some(a), None) => format!("program removed; its finish was {a}"),
        (None, None) => String::new(),
    };
    let is_moved = dates.before.is_some() && dates.after.is_some() && dates.before != dates.after;
    FinishDiff {
        before: dates.before.map(|d| d.to_string()),
        after: dates.after.map(|d| d.to_string()),
        days: dates.days,
        text,
        because: if is_moved { because(dates, old, new) } else { Vec::new() },
    }
}

/// Says which changes moved the end of a program, each by how much.
fn because(dates: &ProgramDates, old: &Version<'_>, new: &Version<'_>) -> Vec<BecauseRow> {
    let yardstick = Yardstick::of_program(new.workspace, new.plan, &dates.id);
    let mut out = Vec::new();
    let mut add = |id: String, minutes: i64, text: String| {
        let days = yardstick.days(minutes);
        out.push(BecauseRow { id, days, days_text: words::days(days), text });
    };
    let (then, now) = (old.plan.as_of, new.plan.as_of);
    let mut at = yardstick.measure(old.plan);
    if then != now {
        let later = yardstick.measure(&crate::plan::build(old.workspace, now));
        let minutes = at.zip(later).map_or(0, |(a, b)| yardstick.minutes(a, b));
        add(
            "time".to_owned(),
            minutes,
            format!("days passed, {then} to {now}, before what is recorded since"),
        );
        at = later;
    }
    for part in attribution::attribute(old.contents, new.contents, now, &yardstick, at).0 {
        let (id, text) = cause(&part.cause, dates.id.as_str());
        add(id, part.minutes, text);
    }
    out.retain(|row| row.days != 0.0);
    out
}

/// Names a cause and says what changed.
pub(crate) fn cause(cause: &Cause, here: &str) -> (String, String) {
    match cause {
        Cause::Item(change) => {
            let id = if change.program.as_str() == here {
                change.id.clone()
            } else {
                format!("{}/{}", change.program, change.id)
            };
            let text = match (&change.before, &change.after) {
                (None, _) => "added".to_owned(),
                (_, None) => "removed".to_owned(),
                _ => {
                    let estimate = rows::estimate(change);
                    let is_estimate =
                        |f: &FieldChange| f.field.starts_with("estimate") || f.field == "duration";
                    let shown = change.fields.iter().filter(|f| is_of_dates(&f.field) && !is_estimate(f));
                    let mut all: Vec<String> =
                        estimate.map(|e| format!("estimate {e}")).into_iter().collect();
                    all.extend(shown.map(|f| words::change(f, is_links(&f.field))));
                    if all.is_empty() { "changed".to_owned() } else { all.join(", ") }
                }
            };
            (id, text)
        }
        Cause::File(kind, fields) => {
            let all: Vec<String> = fields.iter().take(3).map(|f| words::change(f, true)).collect();
            let more = fields.len().saturating_sub(3);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            (file_name(*kind), format!("{}{more}", all.join(", ")))
        }
        Cause::Unnamed => ("(same id)".to_owned(), "items that share an id, or could not be read".to_owned()),
    }
}

fn is_links(field: &str) -> bool {
    ["depends_on", "blocks", "consumers", "gates"].contains(&field)
}

/// Tells whether a field can move a date.
fn is_of_dates(field: &str) -> bool {
    const OTHERS: &[&str] = &[
        "title",
        "description",
        "owner",
        "rag",
        "tags",
        "links",
        "acceptance",
        "nfr",
        "visibility",
        "confidence",
        "effort",
        "workstream",
        "skills",
        "deliverable",
        "customer_impact",
        "aliases",
        "context",
        "outcome",
    ];
    let first = field.split(['.', '[']).next().unwrap_or_default();
    !OTHERS.contains(&first) && !first.starts_with("x-")
}

/// Returns the name of a workspace file: `epm.yaml`, `org.yaml`.
fn file_name(kind: crate::model::Kind) -> String {
    match kind.meta().homes.first() {
        Some(crate::model::Home::File(name)) => (*name).to_owned(),
        _ => kind.key().to_owned(),
    }
}

fn workspace_section(found: &Diff) -> Section {
    let mut rows = Vec::new();
    for file in &found.files {
        for field in &file.fields {
            rows.push(Row {
                section: "settings",
                what: "changed",
                kind: file.kind.key(),
                id: file_name(file.kind),
                title: String::new(),
                text: words::change(field, true),
                before: field.before.as_ref().map(words::value),
                after: field.after.as_ref().map(words::value),
                approved_by: None,
            });
        }
    }
    Section { name: "settings", title: "Workspace files", rows, more: 0 }
}

fn summary(programs: &[ProgramDiff], files: &Section) -> String {
    if programs.is_empty() && files.rows.is_empty() {
        return "no change in the plan".to_owned();
    }
    let mut words: Vec<String> = programs.iter().map(|p| format!("{}: {}", p.id, p.finish.text)).collect();
    if words.is_empty() {
        let count = i64::try_from(files.rows.len()).unwrap_or(i64::MAX);
        words.push(format!("{} in the workspace's files, no date moves", wording::count(count, "change")));
    }
    words.join("; ")
}

impl DiffView {
    /// Returns the view with at most so many entries in each list, and the number of those left out.
    #[must_use]
    pub fn limited(&self, most: usize) -> DiffView {
        let cut = |section: &mut Section| {
            section.more = section.rows.len().saturating_sub(most);
            section.rows.truncate(most);
        };
        let mut view = self.clone();
        cut(&mut view.workspace);
        for program in &mut view.programs {
            program.moved_more = program.moved.len().saturating_sub(most);
            program.moved.truncate(most);
            program.finish.because.truncate(most.max(10));
            program.sections.iter_mut().for_each(cut);
        }
        view
    }
}

impl Side {
    /// Builds the side of a commit, or of the work tree.
    pub fn new(revision: &str, commit: Option<(String, Date)>, as_of: Date) -> Side {
        let (commit, day) = commit.map_or((None, None), |(id, day)| (Some(id), Some(day.to_string())));
        Side { revision: revision.to_owned(), commit, day, as_of: as_of.to_string() }
    }
}

impl View for DiffView {
    plain_view!("diff");

    fn tables(&self) -> Vec<Table> {
        let columns = ["program", "section", "what", "kind", "id", "title", "text", "before", "after"];
        let row = |program: &str, section: &str, row: &Row| {
            let texts = [program, section, row.what, row.kind, &row.id, &row.title, &row.text];
            let mut cells: Vec<Cell> = texts.into_iter().map(Cell::text).collect();
            cells.push(Cell::maybe(row.before.as_deref()));
            cells.push(Cell::maybe(row.after.as_deref()));
            cells
        };
        let mut rows = Vec::new();
        for program in &self.programs {
            for section in &program.sections {
                rows.extend(section.rows.iter().map(|r| row(&program.id, section.name, r)));
            }
        }
        rows.extend(self.workspace.rows.iter().map(|r| row("", self.workspace.name, r)));
        vec![Table { name: "diff".to_owned(), columns: columns.map(str::to_owned).to_vec(), rows }]
    }
}
