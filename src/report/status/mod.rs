//! The status pack of a period: one view, and a page for executives, engineering, product and support. It exists
//! without a status note too; then its headline is computed and says so.

mod asks;
mod changes;
mod customers;
mod foretold;
mod overall;
mod room;
mod view;
mod work;

use crate::model::Kind;
use crate::report::ActionRow;
use crate::report::Built;
use crate::report::Finish;
use crate::report::Inputs;
use crate::report::MilestoneRow;
use crate::report::Named;
use crate::report::Pack;
use crate::report::Report;
use crate::report::Scope;
use crate::report::decisions::DecisionRow;
use crate::report::forecast::page as forecast_page;
use crate::report::milestones;
use crate::report::milestones::CriticalPath;
use crate::report::outcomes;
use crate::report::page;
use crate::report::period;
use crate::report::picture::Picture;
use crate::report::raid;
use crate::report::raid::DependencyRow;
use crate::report::raid::IssueRow;
use crate::report::raid::RiskRow;
use crate::report::scene::Scene;
use crate::report::signals::SignalRow;
use crate::report::signals::rows;
use crate::trend::signals;

pub use asks::AskRow;
pub use changes::Changes;
pub use changes::Event;
pub use customers::EscalationRow;
pub use customers::GateRow;
pub use customers::ImpactRow;
pub use customers::MessageRow;
pub use customers::PreparationRow;
pub use customers::ReleaseRow;
pub use foretold::ForetoldRow;
pub use overall::Overall;
pub use room::Room;
pub use view::StatusView;
pub use work::BlockedRow;
pub use work::ChangeRow;
pub use work::CutoverRow;
pub use work::HandOver;

pub(crate) const REPORT: Report = Report {
    name: "status",
    title: "Status pack",
    about: "the period's status for executives, engineering, product and support",
    scope: Scope::Program,
    audiences: &Pack::ALL,
    templates: &[
        "reports/status-executive.md.j2",
        "reports/status-engineering.md.j2",
        "reports/status-product.md.j2",
        "reports/status-support.md.j2",
    ],
    build,
};

/// What fits one screen.
const NEXT: usize = 5;
const TOP_RISKS: usize = 3;

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    let warned = warnings(inputs);
    Scene::each(inputs, |scene| vec![built(scene, &warned)])
}

/// Returns the early warnings of all programs, the worst first; none without a past.
fn warnings(inputs: &Inputs<'_>) -> Vec<SignalRow> {
    if inputs.past.is_none() {
        return Vec::new();
    }
    let scene = signals::Scene::new(inputs.workspace, inputs.plan, inputs.past);
    if scene.past.is_some() { rows(&signals::watch(&scene)) } else { Vec::new() }
}

fn built(scene: &Scene<'_>, warned: &[SignalRow]) -> Built {
    let audience = scene.inputs.audience;
    let view = self::warned(scene, audience.pack, warned);
    let artifact = format!("{} status {}", audience.name, view.period.name);
    Built {
        template: match audience.pack {
            Pack::Executive => REPORT.templates[0],
            Pack::Engineering => REPORT.templates[1],
            Pack::Product => REPORT.templates[2],
            Pack::Support => REPORT.templates[3],
        },
        stem: page::stem(scene, &format!("status-{}-{}", audience.name, view.period.name)),
        title: page::title(scene, &artifact),
        period: view.period.name.clone(),
        labels: vec!["epm-status".to_owned(), page::slug(&audience.name)],
        view: Box::new(view),
    }
}

/// Builds the view of a program for those who read a pack, without early warnings.
pub(crate) fn view(scene: &Scene<'_>, pack: Pack) -> StatusView {
    warned(scene, pack, &[])
}

fn warned(scene: &Scene<'_>, pack: Pack, warned: &[SignalRow]) -> StatusView {
    let notes = period::notes(scene.program, scene.as_of());
    let note = notes.current;
    let rows = MilestoneRow::all(scene);
    let finish = Finish::new(scene);
    let changes = changes::changes(scene, &notes);
    let open = DecisionRow::open(scene);
    let asks = asks::asks(scene, &notes, &open);
    let texts = |texts: Option<&Vec<crate::model::Text>>| -> Vec<String> {
        texts.into_iter().flatten().map(ToString::to_string).collect()
    };
    let steps =
        note.map(|note| ActionRow::all(scene, &note.next_steps, period::day_of(note))).unwrap_or_default();
    let risks: Vec<RiskRow> =
        RiskRow::all(scene, notes.since()).into_iter().filter(|risk| risk.open).collect();
    let new_decisions = DecisionRow::decided(scene);
    let is_new = |row: &DecisionRow| row.decided.is_some_and(|day| day > changes.since);
    let period = period::period(&notes, scene.as_of());
    let view = StatusView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        audience: scene.inputs.audience.title.clone(),
        overall: Overall::new(scene, &notes, &finish),
        finish,
        narrative: note.and_then(|note| note.narrative.as_ref()).map(ToString::to_string),
        folder: scene.folder(Kind::Status),
        highlights: texts(note.map(|note| &note.highlights)),
        lowlights: texts(note.map(|note| &note.lowlights)),
        outcomes: outcomes::outcomes(scene),
        metrics: outcomes::metrics(scene),
        foretold: if pack == Pack::Engineering { foretold::foretold(scene) } else { Vec::new() },
        budget: outcomes::budget(scene),
        next: next(&rows),
        impacts: customers::impacts(&rows),
        blocked: work::blocked(scene, &rows),
        critical_path: milestones::critical_path(scene, &rows),
        distribution: distribution(scene),
        risk_matrix: raid::risk_matrix(scene, notes.since()),
        milestones: rows.into_iter().filter(|row| !row.done).collect(),
        open_risks: risks.len(),
        risks,
        issues: IssueRow::all(scene).into_iter().filter(|issue| issue.open).collect(),
        dependencies: DependencyRow::all(scene).into_iter().filter(|d| d.open).collect(),
        receives: work::hand_overs(scene, false),
        gives: work::hand_overs(scene, true),
        scope: work::changes(scene),
        room: None,
        also_open: asks::also_open(scene, &asks, &open),
        asks,
        open_decisions: open,
        new_decisions: new_decisions.into_iter().filter(is_new).collect(),
        changes,
        next_steps: steps.into_iter().filter(|step| step.open).collect(),
        customer_notes: texts(note.map(|note| &note.customer_notes)),
        messages: customers::messages(scene),
        escalation: customers::escalation(scene),
        preparation: customers::preparation(scene),
        releases: customers::releases(scene),
        gates: customers::gates(scene),
        cutovers: work::cutovers(scene),
        signals: warned.iter().filter(|row| row.program == scene.program.id.as_str()).cloned().collect(),
        appendix: appendix(scene, pack, &period.name),
        period,
    };
    let mut view = kept(view, pack);
    if pack == Pack::Executive {
        view.room = Some(Room::new(&view));
    }
    view
}

/// Leaves out what an audience does not get.
fn kept(mut view: StatusView, pack: Pack) -> StatusView {
    let is_committed = |row: &MilestoneRow| row.committed.is_some();
    if pack != Pack::Executive {
        view.budget = None;
    }
    if pack != Pack::Engineering {
        view.critical_path = CriticalPath::default();
        view.distribution = None;
        view.risk_matrix = None;
        view.blocked.clear();
        view.receives.clear();
        view.gives.clear();
        view.cutovers.clear();
        view.milestones.retain(is_committed);
    }
    match pack {
        Pack::Executive => {
            view.risks.truncate(TOP_RISKS);
            view.milestones.clear();
            view.issues.clear();
            view.dependencies.retain(DependencyRow::is_in_danger);
            view.messages.clear();
            view.escalation.clear();
            view.preparation.clear();
            view.signals.retain(|row| row.severity == signals::Severity::High.as_str());
        }
        Pack::Engineering => {
            view.messages.clear();
            view.preparation.clear();
        }
        Pack::Product => {
            view.risks.truncate(TOP_RISKS);
            view.issues.clear();
            view.dependencies.retain(DependencyRow::is_in_danger);
            view.escalation.clear();
            view.preparation.clear();
        }
        Pack::Support => {
            // How risks are scored is no business of a page that is quoted to customers.
            view.risks.clear();
            view.open_risks = 0;
            view.dependencies.clear();
            view.scope.clear();
            view.open_decisions.clear();
            view.new_decisions.clear();
            view.asks.clear();
            view.also_open.clear();
            view.changes.raised.retain(|event| event.kind == "issue");
            view.changes.closed.retain(|event| event.kind == "issue");
            view.changes.decided.clear();
            view.highlights.clear();
            view.lowlights.clear();
            view.narrative = None;
            view.signals.clear();
        }
    }
    view
}

/// Draws when the program ends.
fn distribution(scene: &Scene<'_>) -> Option<Picture> {
    let forecast = scene.inputs.plan.outlook.forecast()?;
    forecast_page::distribution(scene, forecast.program(&scene.program.id)?)
}

/// Returns the next milestones: those with a commitment before the others, all by expected finish.
fn next(rows: &[MilestoneRow]) -> Vec<MilestoneRow> {
    let open = || rows.iter().filter(|row| !row.done);
    let committed = open().filter(|row| row.committed.is_some()).take(NEXT);
    let mut next: Vec<MilestoneRow> = committed.cloned().collect();
    let others = open().filter(|row| row.committed.is_none()).take(NEXT - next.len());
    next.extend(others.cloned());
    next
}

/// Returns the pages that hold the details.
fn appendix(scene: &Scene<'_>, pack: Pack, period: &str) -> Vec<Named> {
    let suffix = scene.inputs.audience.suffix();
    let page = |file: &str, title: &str| Named { id: format!("{file}{suffix}"), title: title.to_owned() };
    let mut pages = Vec::new();
    if pack != Pack::Engineering {
        let file = format!("status-engineering-{period}");
        pages.push(Named { id: page::slug(&file), title: "Engineering status".to_owned() });
    }
    pages.push(page("milestones", "Milestone plan"));
    pages.push(page("raid", "RAID log"));
    pages.push(page("decisions", "Decision log"));
    for gate in &scene.program.readiness {
        pages.push(page(
            &page::slug(&format!("readiness-{}", gate.id)),
            &format!("Readiness: {}", gate.title),
        ));
    }
    pages
}
