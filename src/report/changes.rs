//! Scope and change control: what is asked for, what it would do and who must still agree; then what was decided, and
//! whether the plan follows it.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Change;
use crate::model::ChangeMove;
use crate::model::ChangeStatus;
use crate::model::Date;
use crate::model::Kind;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::charter::ApprovalRow;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "changes",
    title: "Change control",
    about: "changes to scope, dates and cost: impact, who must still agree, what was decided and whether the plan follows",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/changes.md.j2"],
    build,
};

/// The change control record of a program.
#[derive(Clone, Debug, Serialize)]
pub struct ChangesView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// What is open, in one sentence.
    pub summary: String,
    /// The folder of the records, where relative links start.
    pub folder: String,
    /// What is to be decided, the first needed first.
    pub open: Vec<ChangeRow>,
    /// What was decided, the newest first.
    pub decided: Vec<ChangeRow>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// The id.
    pub id: String,
    /// What changes.
    pub title: String,
    /// `PROPOSED`, `APPROVED`, …
    pub status: String,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// `scope`, `schedule`, …
    pub kind: Option<&'static str>,
    /// `standard`, `normal` or `emergency`.
    pub handling: Option<&'static str>,
    /// It moves a commitment, scope or cost noticeably.
    pub material: bool,
    /// Who asks for it.
    pub requested_by: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was raised.
    pub raised: Option<Date>,
    /// By when it must be decided.
    pub needed_by: Option<Date>,
    /// How far that is, while it is open.
    pub needed_text: Option<String>,
    /// That day has passed and it is open.
    pub overdue: bool,
    /// When it was decided.
    pub decided: Option<Date>,
    /// Why it is needed, in Markdown.
    pub justification: Option<String>,
    /// What it does to the dates.
    pub schedule: Option<String>,
    /// To the scope.
    pub scope: Option<String>,
    /// To the cost.
    pub cost: Option<String>,
    /// To the risk.
    pub risk: Option<String>,
    /// The items it changes.
    pub affects: Vec<Named>,
    /// The dates it moves.
    pub moves: Vec<MoveRow>,
    /// Who has agreed, and who still must.
    pub approvals: Vec<ApprovalRow>,
    /// How many must still agree.
    pub missing: usize,
    /// It is still to be decided.
    pub open: bool,
}

/// A date that a change moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoveRow {
    /// The milestone.
    pub item: Named,
    /// The date so far.
    pub from: Option<Date>,
    /// The date asked for.
    pub to: Option<Date>,
    /// When it is expected by the plan.
    pub expected: Option<Date>,
    /// Whether the plan already says so: `the plan says so`, `the plan still says 26 Feb 2027`.
    pub state: String,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "change control", Box::new(view(scene)))]
    })
}

/// Builds the view of a program.
pub(crate) fn view(scene: &Scene<'_>) -> ChangesView {
    let rows = scene.program.changes.iter().map(|change| ChangeRow::new(scene, change));
    let (mut open, mut decided): (Vec<ChangeRow>, Vec<ChangeRow>) = rows.partition(|row| row.open);
    open.sort_by(|a, b| {
        let key = |row: &ChangeRow| (row.needed_by.is_none(), row.needed_by);
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    decided.sort_by(|a, b| b.decided.cmp(&a.decided).then_with(|| a.id.cmp(&b.id)));
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let overdue = open.iter().filter(|row| row.overdue).count();
    let late = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
    ChangesView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        summary: format!(
            "{} to be decided{late}; {} decided",
            wording::count(count(open.len()), "change"),
            decided.len()
        ),
        folder: scene.folder(Kind::Change),
        open,
        decided,
    }
}

impl ChangeRow {
    /// Builds the row of a change.
    pub(crate) fn new(scene: &Scene<'_>, change: &Change) -> ChangeRow {
        let open = change.is_open();
        let overdue = open && scene.is_past(change.needed_by);
        let approvals = ApprovalRow::all(scene, &change.approvals);
        let impact = change.impact.as_ref();
        let text = |text: Option<&crate::model::Text>| text.map(ToString::to_string);
        ChangeRow {
            id: change.id.to_string(),
            title: change.title.to_string(),
            status: change.status().as_str().to_uppercase(),
            colour: colour(change.status(), overdue),
            kind: change.kind.map(|kind| kind.as_str()),
            handling: change.handling.map(|handling| handling.as_str()),
            material: change.material == Some(true),
            requested_by: scene.person(change.requested_by.as_ref()),
            owner: scene.person(change.owner.as_ref()),
            raised: change.raised,
            needed_by: change.needed_by,
            needed_text: scene.due(change.needed_by).filter(|_| open),
            overdue,
            decided: change.decided.filter(|_| !open),
            justification: change.justification.as_ref().map(ToString::to_string),
            schedule: text(impact.and_then(|i| i.schedule.as_ref())),
            scope: text(impact.and_then(|i| i.scope.as_ref())),
            cost: text(impact.and_then(|i| i.cost.as_ref())),
            risk: text(impact.and_then(|i| i.risk.as_ref())),
            affects: scene.all_named(&change.affects),
            moves: change.moves.iter().map(|moved| moved_row(scene, moved)).collect(),
            missing: approvals.iter().filter(|approval| approval.at.is_none()).count(),
            approvals,
            open,
        }
    }
}

fn moved_row(scene: &Scene<'_>, moved: &ChangeMove) -> MoveRow {
    let committed = scene.milestone(&moved.item).and_then(|m| m.committed);
    let state = match (committed, moved.to) {
        (Some(committed), Some(to)) if committed == to => "the plan says so".to_owned(),
        (Some(committed), _) => format!("the plan still says {}", crate::report::phrase::date(committed)),
        (None, _) => "the plan has no agreed date".to_owned(),
    };
    MoveRow {
        item: scene.named(&moved.item),
        from: moved.from,
        to: moved.to,
        expected: scene.node_of(&moved.item).map(|node| node.early_finish),
        state,
    }
}

fn colour(status: ChangeStatus, is_overdue: bool) -> &'static str {
    match status {
        ChangeStatus::Draft | ChangeStatus::Proposed if is_overdue => "red",
        ChangeStatus::Draft => "grey",
        ChangeStatus::Proposed => "blue",
        ChangeStatus::Approved | ChangeStatus::Implemented => "green",
        ChangeStatus::Rejected | ChangeStatus::Withdrawn => "grey",
    }
}

impl View for ChangesView {
    plain_view!("changes");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "id",
            "title",
            "status",
            "kind",
            "owner",
            "raised",
            "needed_by",
            "overdue",
            "decided",
            "missing",
        ];
        let row = |row: &ChangeRow| {
            vec![
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::text(&row.status.to_lowercase()),
                Cell::maybe(row.kind),
                Cell::maybe(row.owner.as_deref()),
                Cell::day(row.raised),
                Cell::day(row.needed_by),
                Cell::Flag(row.overdue),
                Cell::day(row.decided),
                Cell::Count(i64::try_from(row.missing).unwrap_or(i64::MAX)),
            ]
        };
        vec![Table {
            name: "changes".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.open.iter().chain(&self.decided).map(row).collect(),
        }]
    }
}
