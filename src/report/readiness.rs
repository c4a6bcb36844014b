//! The readiness page of a gate: go or no-go, what is missing, by whom and by when, waivers and the recorded decision.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::GateVerdict;
use crate::model::Readiness;
use crate::model::ReadinessItem;
use crate::model::ReadinessStatus;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;
use crate::trend::verdict;
use crate::trend::verdict::GateReport;
use crate::trend::verdict::WaiverFault;

pub(crate) const REPORT: Report = Report {
    name: "readiness",
    title: "Readiness",
    about: "go or no-go at a gate: what is missing, by whom and by when",
    scope: Scope::Gate,
    audiences: &[],
    templates: &["reports/readiness.md.j2"],
    build,
};

/// A gate's page.
#[derive(Clone, Debug, Serialize)]
pub struct ReadinessView {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// The gate.
    pub gate: GateHead,
    /// Go or no-go today.
    pub verdict: Verdict,
    /// What was decided, if anything.
    pub decision: Option<Decided>,
    /// The required items that are not met: the overdue first.
    pub missing: Vec<ItemRow>,
    /// The waivers, asked for and given: the first to expire first.
    pub waivers: Vec<WaiverRow>,
    /// Every item by area.
    pub areas: Vec<Area>,
}

/// What a gate is.
#[derive(Clone, Debug, Serialize)]
pub struct GateHead {
    /// The id.
    pub id: String,
    /// What is decided at it.
    pub title: String,
    /// More about it, in Markdown.
    pub description: Option<String>,
    /// How strict it is.
    pub level: Option<String>,
    /// Who runs it.
    pub owner: Option<String>,
    /// When it is held.
    pub date: Option<Date>,
    /// How far that is: `in 90 days`.
    pub date_text: Option<String>,
    /// The release it is for: its title.
    pub release: Option<String>,
    /// The milestones that it holds back.
    pub holds_back: Vec<HeldBack>,
}

/// A milestone that a gate holds back.
#[derive(Clone, Debug, Serialize)]
pub struct HeldBack {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The agreed date.
    pub committed: Option<Date>,
    /// The expected finish.
    pub expected: Option<Date>,
}

/// The verdict of a gate.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// `GO`, `CONDITIONAL` or `NO-GO`.
    pub word: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// Why, in one sentence.
    pub reason: String,
    /// How many items a GO needs.
    pub required: usize,
    /// How many of them are met or do not apply.
    pub met: usize,
    /// How many of them are met without any evidence.
    pub unproven: usize,
    /// How many of them are waived.
    pub waived: usize,
    /// How many of them are missing.
    pub missing: usize,
    /// When the first waiver ends that the verdict rests on.
    pub holds_until: Option<Date>,
}

/// The recorded decision.
#[derive(Clone, Debug, Serialize)]
pub struct Decided {
    /// `GO`, `CONDITIONAL` or `NO-GO`.
    pub word: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Who was there.
    pub attendees: Vec<String>,
    /// Under which conditions, in Markdown.
    pub notes: Option<String>,
    /// It says what the checklist says today.
    pub agrees: bool,
}

/// An item of the checklist.
#[derive(Clone, Debug, Serialize)]
pub struct ItemRow {
    /// The id.
    pub id: String,
    /// The area.
    pub area: String,
    /// What must be true.
    pub title: String,
    /// A GO needs it.
    pub required: bool,
    /// `pass`, `fail`, `open`, `waived` or `n/a`.
    pub status: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// It is met, or does not apply.
    pub met: bool,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// How far that is, while it is not met.
    pub due_text: Option<String>,
    /// The due day has passed and it is not met.
    pub overdue: bool,
    /// Why it stands in the way of a GO.
    pub why: Option<String>,
    /// Why it failed, or why it does not apply.
    pub reason: Option<String>,
    /// What proves it: files and addresses.
    pub evidence: Vec<String>,
    /// Who looked at the evidence.
    pub reviewer: Option<String>,
}

/// A waiver.
#[derive(Clone, Debug, Serialize)]
pub struct WaiverRow {
    /// The item's id.
    pub id: String,
    /// The item.
    pub title: String,
    /// `in force`, `expired`, `asked for`, `incomplete` or `not yet in force`.
    pub state: &'static str,
    /// The lozenge's colour.
    pub colour: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// Who allows it.
    pub approver: Option<String>,
    /// When it was allowed.
    pub approved: Option<Date>,
    /// Until when it holds.
    pub expires: Option<Date>,
    /// It ends before the gate is held.
    pub ends_before_gate: bool,
    /// What limits the harm meanwhile.
    pub compensating: Option<String>,
}

/// The items of an area.
#[derive(Clone, Debug, Serialize)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// How many items are met or do not apply.
    pub met: usize,
    /// The items, in the order of the file.
    pub items: Vec<ItemRow>,
}

/// Returns what the checklists of all gates say, for `epm ready`.
pub fn views(inputs: &Inputs<'_>) -> Vec<ReadinessView> {
    Scene::each(inputs, |scene| scene.program.readiness.iter().map(|gate| view(scene, gate)).collect())
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| scene.program.readiness.iter().map(|gate| built(scene, gate)).collect())
}

fn built(scene: &Scene<'_>, gate: &Readiness) -> Built {
    Built {
        template: "reports/readiness.md.j2",
        stem: page::stem(scene, &format!("readiness-{}", gate.id)),
        title: page::title(scene, &format!("readiness {}", gate.id)),
        period: String::new(),
        labels: vec!["epm-readiness".to_owned()],
        view: Box::new(view(scene, gate)),
    }
}

/// Builds the view of a gate.
pub(crate) fn view(scene: &Scene<'_>, gate: &Readiness) -> ReadinessView {
    let report = verdict::gate(gate, scene.as_of());
    let mut areas: Vec<Area> = Vec::new();
    let mut missing = Vec::new();
    for (n, item) in gate.items.iter().enumerate() {
        let blocking = report.blocking.iter().find(|b| b.index == n);
        let row = row(scene, item, blocking.map(|b| b.why.as_str()));
        if blocking.is_some() {
            missing.push(row.clone());
        }
        let area = match areas.iter().position(|area| area.name == row.area) {
            Some(at) => &mut areas[at],
            None => {
                areas.push(Area { name: row.area.clone(), met: 0, items: Vec::new() });
                areas.last_mut().expect("one was pushed")
            }
        };
        area.met += usize::from(row.met);
        area.items.push(row);
    }
    missing.sort_by_key(|row| (row.due.is_none(), row.due));
    let mut waivers: Vec<WaiverRow> =
        gate.items.iter().filter_map(|item| waiver(scene, gate, item)).collect();
    waivers.sort_by_key(|row| (row.expires.is_none(), row.expires));
    ReadinessView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        gate: head(scene, gate),
        verdict: verdict(&report, missing.iter().filter(|row| row.overdue).count()),
        decision: decided(scene, &report),
        missing,
        waivers,
        areas,
    }
}

fn head(scene: &Scene<'_>, gate: &Readiness) -> GateHead {
    let held = |reference: &crate::model::ItemRef| {
        let named = scene.named(reference);
        HeldBack {
            id: named.id,
            title: named.title,
            committed: scene.milestone(reference).and_then(|m| m.committed),
            expected: scene.node_of(reference).map(|n| n.early_finish),
        }
    };
    GateHead {
        id: gate.id.to_string(),
        title: gate.title.to_string(),
        description: gate.description.as_ref().map(|d| d.to_string()),
        level: gate.level.as_ref().map(|l| l.to_string()),
        owner: scene.person(gate.owner.as_ref()),
        date: gate.date,
        date_text: scene.due(gate.date).map(|text| text.replace("overdue", "ago")),
        release: gate.release.as_ref().map(|r| scene.named(r).title),
        holds_back: gate.gates.iter().map(held).collect(),
    }
}

fn verdict(report: &GateReport, overdue: usize) -> Verdict {
    let items = |n: usize| wording::count(i64::try_from(n).unwrap_or(i64::MAX), "required item");
    let reason = match (report.required, report.blocking.len(), report.waived) {
        (0, _, _) => "The gate has no required item, so nothing shows that it is ready".to_owned(),
        (total, 0, 0) => {
            format!("{} met", if total == 1 { "The one required item is" } else { "All required items are" })
        }
        (_, 0, n) => format!("{} let pass by a waiver; the others are met", items(n)),
        (total, n, _) => {
            let is = if n == 1 { "is" } else { "are" };
            let late = if overdue > 0 { format!("; {overdue} overdue") } else { String::new() };
            format!("{n} of {} {is} not met{late}", items(total))
        }
    };
    Verdict {
        word: verdict::label(report.verdict),
        colour: colour(report.verdict),
        reason,
        required: report.required,
        met: report.passed + report.not_applicable,
        unproven: report.unproven,
        waived: report.waived,
        missing: report.blocking.len(),
        holds_until: report.holds_until(),
    }
}

/// Returns the colour of a verdict.
pub(crate) fn colour(verdict: GateVerdict) -> &'static str {
    match verdict {
        GateVerdict::Go => "green",
        GateVerdict::Conditional => "amber",
        GateVerdict::NoGo => "red",
    }
}

fn decided(scene: &Scene<'_>, report: &GateReport) -> Option<Decided> {
    let decision = report.decision.as_ref()?;
    Some(Decided {
        word: verdict::label(decision.verdict),
        colour: colour(decision.verdict),
        by: scene.person(decision.by.as_ref()),
        date: decision.date,
        attendees: decision.attendees.iter().filter_map(|p| scene.person(Some(p))).collect(),
        notes: decision.notes.as_ref().map(|n| n.to_string()),
        agrees: decision.verdict == report.verdict,
    })
}

fn row(scene: &Scene<'_>, item: &ReadinessItem, why: Option<&str>) -> ItemRow {
    let is_open = match item.status() {
        ReadinessStatus::Pass => false,
        ReadinessStatus::NotApplicable => item.reason.is_none(),
        ReadinessStatus::Waived => verdict::waiver_fault(item.waiver.as_ref(), scene.as_of()).is_some(),
        ReadinessStatus::Open | ReadinessStatus::Fail => true,
    };
    let overdue = is_open && scene.is_past(item.due);
    let (status, colour) = match item.status() {
        ReadinessStatus::Pass => ("pass", "green"),
        ReadinessStatus::Fail => ("fail", "red"),
        ReadinessStatus::NotApplicable => ("n/a", if is_open { "red" } else { "grey" }),
        ReadinessStatus::Waived => ("waived", if is_open { "red" } else { "amber" }),
        ReadinessStatus::Open => ("open", if overdue { "red" } else { "grey" }),
    };
    ItemRow {
        id: item.id.to_string(),
        area: item.area.as_deref().map_or("general", str::trim).to_owned(),
        title: item.title.to_string(),
        required: item.is_required(),
        status,
        colour,
        met: !is_open && item.status() != ReadinessStatus::Waived,
        owner: scene.person(item.owner.as_ref()),
        due: item.due,
        due_text: scene.due(item.due).filter(|_| is_open),
        overdue,
        why: why.map(|why| why.replace('`', "")),
        reason: item.reason.as_ref().map(|r| r.to_string()),
        evidence: item.evidence.0.iter().map(|e| e.to_string()).collect(),
        reviewer: scene.person(item.reviewer.as_ref()),
    }
}

fn waiver(scene: &Scene<'_>, gate: &Readiness, item: &ReadinessItem) -> Option<WaiverRow> {
    let waiver = item.waiver.as_ref()?;
    let (state, colour) = match verdict::waiver_fault(Some(waiver), scene.as_of()) {
        None => ("in force", "amber"),
        Some(WaiverFault::Expired(_)) => ("expired", "red"),
        Some(WaiverFault::NotYet(_)) => ("not yet in force", "grey"),
        Some(WaiverFault::Incomplete(_) | WaiverFault::Missing) if waiver.approved.is_none() => {
            ("asked for", "grey")
        }
        Some(WaiverFault::Incomplete(_) | WaiverFault::Missing) => ("incomplete", "red"),
    };
    Some(WaiverRow {
        id: item.id.to_string(),
        title: item.title.to_string(),
        state,
        colour,
        reason: waiver.reason.as_ref().map(|r| r.to_string()),
        approver: scene.person(waiver.approver.as_ref()),
        approved: waiver.approved,
        expires: waiver.expires,
        ends_before_gate: waiver.expires.zip(gate.date).is_some_and(|(end, held)| end < held),
        compensating: waiver.compensating.as_ref().map(|c| c.to_string()),
    })
}

impl View for ReadinessView {
    plain_view!("readiness");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "gate", "id", "area", "title", "required", "status", "owner", "due", "overdue", "reason",
            "reviewer",
        ];
        let row = |row: &ItemRow| {
            vec![
                Cell::text(&self.gate.id),
                Cell::text(&row.id),
                Cell::text(&row.area),
                Cell::text(&row.title),
                Cell::Flag(row.required),
                Cell::text(row.status),
                Cell::maybe(row.owner.as_deref()),
                Cell::day(row.due),
                Cell::Flag(row.overdue),
                Cell::maybe(row.reason.as_deref()),
                Cell::maybe(row.reviewer.as_deref()),
            ]
        };
        vec![Table {
            name: "items".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.areas.iter().flat_map(|area| &area.items).map(row).collect(),
        }]
    }
}
