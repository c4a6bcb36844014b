//! The scenarios of a program as a page: side by side with the plan as it is.

use serde::Serialize;

use crate::model::Date;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::Named;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::page;
use crate::report::phrase;
use crate::report::plain_view;
use crate::report::scenario::CompareView;
use crate::report::scenario::build as side_by_side;
use crate::report::scenario::compare;
use crate::report::scenario::compare::Base;
use crate::report::scenario::compare::Chosen;
use crate::report::scene::Scene;

pub(crate) const REPORT: Report = Report {
    name: "scenarios",
    title: "Scenarios",
    about: "what-if scenarios side by side: dates, probability, overload, scope, risk and money",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/scenarios.md.j2"],
    build,
};

/// What stands in the place of scenarios that are faulty.
const FAULT: &str =
    "A scenario cannot be carried out as it is written; `epm scenario list` says which and why";

/// The scenarios of a program.
#[derive(Debug, Serialize)]
pub struct ScenariosPage {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// Why they cannot be compared.
    pub fault: Option<&'static str>,
    /// The plan as it is, and the scenarios.
    pub columns: Vec<Named>,
    /// What is compared.
    pub measures: Vec<Measure>,
    /// What each scenario does and comes to.
    pub details: Vec<Detail>,
    /// What the numbers rest on, in words.
    pub assumptions: Vec<String>,
}

/// Something that is compared.
#[derive(Debug, Serialize)]
pub struct Measure {
    /// What it is.
    pub name: String,
    /// Its values, by column.
    pub values: Vec<String>,
}

/// A scenario in sentences.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// Its title.
    pub title: String,
    /// What it does and comes to.
    pub sentences: Vec<String>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    Scene::each(inputs, |scene| match scene.program.scenarios.is_empty() {
        true => Vec::new(),
        false => vec![page::of_program(scene, &REPORT, "scenarios", Box::new(view(scene)))],
    })
}

fn view(scene: &Scene<'_>) -> ScenariosPage {
    let Inputs { workspace, plan, as_of, .. } = *scene.inputs;
    let own = |program: &crate::model::Program| program.id == scene.program.id;
    let number = workspace.programs.iter().position(own).unwrap_or_default();
    let program = u32::try_from(number).unwrap_or(u32::MAX);
    let chosen = Chosen { program, scenarios: scene.program.scenarios.iter().collect() };
    let base = Base { workspace, as_of, plan };
    let mut page = ScenariosPage {
        version: 1,
        as_of,
        program: scene.head(),
        incomplete: scene.incomplete(),
        fault: None,
        columns: Vec::new(),
        measures: Vec::new(),
        details: Vec::new(),
        assumptions: Vec::new(),
    };
    match compare::compare(&chosen, (None, None), base, None) {
        Ok(compared) => fill(&mut page, &side_by_side(&compared)),
        // What is wrong with them may name what the reader may not see.
        Err(_) => page.fault = Some(FAULT),
    }
    page
}

fn fill(page: &mut ScenariosPage, view: &CompareView) {
    let column =
        |row: &crate::report::scenario::ScenarioRow| Named { id: row.id.clone(), title: row.title.clone() };
    page.columns = view.scenarios.iter().map(column).collect();
    let measure = |(name, values): (&'static str, Vec<String>)| Measure {
        // What belongs to the measure above is set in.
        name: if name.starts_with(' ') { format!("– {}", name.trim()) } else { phrase::capital(name) },
        values,
    };
    page.measures = view.measures().into_iter().map(measure).collect();
    page.details = view
        .details()
        .into_iter()
        .zip(&view.scenarios)
        .map(|((_, sentences), row)| Detail {
            title: row.title.clone(),
            sentences: sentences.iter().map(|words| said(words)).collect(),
        })
        .collect();
    page.assumptions = view.assumptions.iter().map(|words| said(words)).collect();
}

/// Makes a sentence of a page from one of the terminal.
fn said(words: &str) -> String {
    phrase::capital(&crate::report::colour::plain(words))
}

impl View for ScenariosPage {
    plain_view!("scenarios");

    fn tables(&self) -> Vec<Table> {
        let mut columns = vec!["measure".to_owned()];
        columns.extend(self.columns.iter().map(|column| column.id.clone()));
        let row = |measure: &Measure| {
            let values = measure.values.iter().map(|value| Cell::text(value));
            std::iter::once(Cell::text(&measure.name)).chain(values).collect()
        };
        vec![Table { name: "measures".to_owned(), columns, rows: self.measures.iter().map(row).collect() }]
    }
}
