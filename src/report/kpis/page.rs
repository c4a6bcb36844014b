//! The KPI dashboard of a program, for its readers: what it measures itself by, and how that goes.

use serde::Serialize;

use crate::model::Date;
use crate::report::Built;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::kpis::KpiRow;
use crate::report::kpis::Source;
use crate::report::kpis::build as measure;
use crate::report::kpis::number;
use crate::report::kpis::table;
use crate::report::page;
use crate::report::plain_view;
use crate::report::scene::Scene;
use crate::trend::kpi::KPIS;
use crate::trend::kpi::Kpi;

pub(crate) const REPORT: Report = Report {
    name: "kpis",
    title: "KPIs",
    about: "the seventeen KPIs: value, interval, trend and colour, with what each counted and left out",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/kpis.md.j2"],
    build,
};

/// So many lines of evidence are shown of each KPI; `epm kpi --explain` shows all.
const LINES: usize = 12;

/// The KPI dashboard of a program.
#[derive(Debug, Serialize)]
pub struct KpiPage {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// How many are red, amber, green and without a colour, in a sentence.
    pub summary: String,
    /// The KPIs that have a value, or whose history is unknown.
    pub measured: Vec<PageRow>,
    /// The KPIs that have nothing to measure.
    pub unmeasured: Vec<PageRow>,
}

/// A KPI on the page.
#[derive(Debug, Serialize)]
pub struct PageRow {
    /// The KPI.
    #[serde(flatten)]
    pub row: KpiRow,
    /// The 95 % interval in words.
    pub interval_text: Option<String>,
    /// Numbers beside the headline, in words.
    pub beside_text: Vec<String>,
    /// What counted, in lines.
    pub lines: Vec<String>,
    /// How many more lines there are.
    pub more: usize,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| vec![page::of_program(scene, &REPORT, "KPIs", Box::new(view(scene)))])
}

/// Builds the KPI dashboard of a program.
pub(crate) fn view(scene: &Scene<'_>) -> KpiPage {
    let inputs = scene.inputs;
    let source = Source {
        workspace: inputs.workspace,
        past: inputs.past,
        digests: inputs.digests,
        as_of: inputs.as_of,
    };
    let all: Vec<&'static Kpi> = KPIS.iter().collect();
    let rows = measure(&source, std::slice::from_ref(&scene.program.id), &all).kpis;
    let (measured, unmeasured): (Vec<KpiRow>, Vec<KpiRow>) =
        rows.into_iter().partition(|row| row.value.is_some() || row.status != "no-data");
    KpiPage {
        version: 1,
        as_of: inputs.as_of,
        program: scene.head(),
        incomplete: scene.incomplete(),
        summary: summary(&measured, unmeasured.len()),
        measured: measured.into_iter().map(page_row).collect(),
        unmeasured: unmeasured.into_iter().map(page_row).collect(),
    }
}

fn summary(measured: &[KpiRow], without: usize) -> String {
    let count = |colour: Option<&str>| measured.iter().filter(|row| row.rag == colour).count();
    let parts = [
        (count(Some("red")), "red"),
        (count(Some("amber")), "amber"),
        (count(Some("green")), "green"),
        (count(None), "without a colour"),
        (without, "with nothing to measure"),
    ];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}"));
    crate::diag::wording::list(parts)
}

fn page_row(row: KpiRow) -> PageRow {
    let interval =
        row.interval.map(|i| format!("{} to {}", number(i.low, row.unit), number(i.high, row.unit)));
    let mut beside: Vec<String> = Vec::new();
    if let Some(original) = row.original
        && let Some(value) = original.value
    {
        beside.push(format!("against the first commitments: {}", number(value, row.unit)));
    }
    for b in &row.beside {
        beside.extend(b.value.map(|value| format!("{}: {}", b.title, number(value, b.unit))));
    }
    let line = |entry: &crate::trend::kpi::Entry| {
        let name = if entry.title.is_empty() { &entry.item } else { &entry.title };
        match entry.outcome {
            Some(outcome @ ("hit" | "miss")) => format!("{name} ({outcome}): {}", entry.reason),
            _ => format!("{name}: {}", entry.reason),
        }
    };
    let lines: Vec<String> = row.evidence.iter().map(line).take(LINES).collect();
    let more = row.evidence.len() - lines.len();
    PageRow { row, interval_text: interval, beside_text: beside, lines, more }
}

impl View for KpiPage {
    plain_view!("kpis");

    fn tables(&self) -> Vec<Table> {
        let rows: Vec<KpiRow> =
            self.measured.iter().chain(&self.unmeasured).map(|page| page.row.clone()).collect();
        vec![table(&rows)]
    }
}
