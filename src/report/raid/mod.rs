//! The RAID log: risks by score, assumptions, issues, dependencies; what is open first, the rest folded away.

mod assumption;
mod dependency;
mod issue;
mod matrix;
mod risk;

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::period;
use crate::report::picture::Picture;
use crate::report::plain_view;
use crate::report::scene::Scene;

pub use assumption::AssumptionRow;
pub use dependency::DependencyRow;
pub use issue::IssueRow;
pub(crate) use matrix::picture as risk_matrix;
pub use risk::RiskRow;

pub(crate) const REPORT: Report = Report {
    name: "raid",
    title: "RAID log",
    about: "risks by score, assumptions, issues and dependencies",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/raid.md.j2"],
    build,
};

/// The RAID log of a program.
#[derive(Clone, Debug, Serialize)]
pub struct RaidView {
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
    /// What asks for attention today, in words.
    pub attention: Vec<String>,
    /// The open risks by probability and impact, when one is scored.
    pub matrix: Option<Picture>,
    /// Risks that can still happen, the highest score first.
    pub risks: Vec<RiskRow>,
    /// Risks that are closed or have happened.
    pub past_risks: Vec<RiskRow>,
    /// Assumptions that are not settled.
    pub assumptions: Vec<AssumptionRow>,
    /// Assumptions that are settled.
    pub past_assumptions: Vec<AssumptionRow>,
    /// Issues that are not solved, the worst first.
    pub issues: Vec<IssueRow>,
    /// Issues that are solved.
    pub past_issues: Vec<IssueRow>,
    /// Dependencies that are not delivered, the first needed first.
    pub dependencies: Vec<DependencyRow>,
    /// Dependencies that are delivered or not needed any more.
    pub past_dependencies: Vec<DependencyRow>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| vec![page::of_program(scene, &REPORT, "RAID log", Box::new(view(scene)))])
}

/// Builds the view of a program.
pub(crate) fn view(scene: &Scene<'_>) -> RaidView {
    let since = period::notes(scene.program, scene.as_of()).since();
    let (risks, past_risks) = RiskRow::all(scene, since).into_iter().partition(|row| row.open);
    let (assumptions, past_assumptions) = AssumptionRow::all(scene).into_iter().partition(|row| row.open);
    let (issues, past_issues) = IssueRow::all(scene).into_iter().partition(|row| row.open);
    let (dependencies, past_dependencies) = DependencyRow::all(scene).into_iter().partition(|row| row.open);
    let mut view = RaidView {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        summary: String::new(),
        attention: Vec::new(),
        matrix: matrix::picture(scene, since),
        risks,
        past_risks,
        assumptions,
        past_assumptions,
        issues,
        past_issues,
        dependencies,
        past_dependencies,
    };
    view.summary = summary(&view);
    view.attention = attention(&view);
    view
}

fn summary(view: &RaidView) -> String {
    let high = view.risks.iter().filter(|row| row.level == "HIGH").count();
    let high = if high > 0 { format!(" ({high} high)") } else { String::new() };
    format!(
        "Open: {}{high}, {}, {} and {}",
        count(view.risks.len(), "risk"),
        count(view.assumptions.len(), "assumption"),
        count(view.issues.len(), "issue"),
        match view.dependencies.len() {
            1 => "1 dependency".to_owned(),
            n => format!("{n} dependencies"),
        },
    )
}

fn attention(view: &RaidView) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |ids: Vec<&str>, what: &str| {
        if !ids.is_empty() {
            out.push(format!("{what}: {}", ids.join(", ")));
        }
    };
    let risks = |is: fn(&RiskRow) -> bool| -> Vec<&str> {
        view.risks.iter().filter(|row| is(row)).map(|row| row.id.as_str()).collect()
    };
    add(risks(|row| row.level == "HIGH" && row.mitigation.is_none()), "High risks without a mitigation");
    add(risks(|row| row.owner.is_none()), "Risks without an owner");
    add(risks(|row| row.review_overdue), "Risks whose review is overdue");
    add(ids(&view.issues, |row| row.overdue, |row| &row.id), "Issues past their day");
    add(
        ids(&view.assumptions, |row| row.overdue, |row| &row.id),
        "Assumptions that should be settled by now",
    );
    add(ids(&view.dependencies, |row| row.late, |row| &row.id), "Dependencies that come too late");
    out
}

fn ids<T>(rows: &[T], is: fn(&T) -> bool, id: fn(&T) -> &String) -> Vec<&str> {
    rows.iter().filter(|row| is(row)).map(|row| id(row).as_str()).collect()
}

fn count(n: usize, noun: &str) -> String {
    wording::count(i64::try_from(n).unwrap_or(i64::MAX), noun)
}

impl View for RaidView {
    plain_view!("raid");

    fn tables(&self) -> Vec<Table> {
        let columns = ["kind", "id", "title", "level", "status", "owner", "raised", "due", "closed"];
        let mut rows = Vec::new();
        for r in self.risks.iter().chain(&self.past_risks) {
            let due = r.mitigation_due.or(r.review_by);
            rows.push(line("risk", &r.id, &r.title, r.level, r.status, &r.owner, [r.raised, due, r.closed]));
        }
        for r in self.assumptions.iter().chain(&self.past_assumptions) {
            let days = [r.raised, r.validate_by, r.closed];
            rows.push(line("assumption", &r.id, &r.title, "", &r.status.to_lowercase(), &r.owner, days));
        }
        for r in self.issues.iter().chain(&self.past_issues) {
            let days = [r.raised, r.target, r.resolved];
            rows.push(line("issue", &r.id, &r.title, r.severity, &r.status, &r.owner, days));
        }
        for r in self.dependencies.iter().chain(&self.past_dependencies) {
            let days = [r.raised, r.promised.or(r.needed_by), r.resolved];
            rows.push(line("dependency", &r.id, &r.title, "", &r.status.to_lowercase(), &r.owner, days));
        }
        vec![Table { name: "raid".to_owned(), columns: columns.map(str::to_owned).to_vec(), rows }]
    }
}

fn line(
    kind: &str,
    id: &str,
    title: &str,
    level: &str,
    status: &str,
    owner: &Option<String>,
    days: [Option<Date>; 3],
) -> Vec<Cell> {
    let level = if level.is_empty() { Cell::Missing } else { Cell::text(&level.to_lowercase()) };
    let mut cells = vec![
        Cell::text(kind),
        Cell::text(id),
        Cell::text(title),
        level,
        Cell::text(status),
        Cell::maybe(owner.as_deref()),
    ];
    cells.extend(days.map(Cell::day));
    cells
}
