//! A schedule assessment as a view: every check with its value, limit, verdict and items. The JSON is a contract
//! (`docs/cli.md`).

use serde::Serialize;

use crate::model::Index;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::plan::capacity;
use crate::plan::capacity::Horizon;
use crate::plan::forecast::Outlook;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::trend::assess;
use crate::trend::assess::Check;
use crate::trend::assess::Item;
use crate::trend::assess::Population;
use crate::trend::assess::Scope;
use crate::trend::assess::Verdict;

/// The assessment of the programs asked for.
#[derive(Debug, Serialize)]
pub struct AssessmentView {
    /// The version of this shape.
    pub version: u32,
    /// The day that it was computed for.
    pub as_of: String,
    /// `nodes` or `dcma`.
    pub population: &'static str,
    /// What counts, in words.
    pub population_text: &'static str,
    /// What stands for the baseline.
    pub baseline_text: &'static str,
    /// The programs.
    pub programs: Vec<ProgramAssessment>,
}

/// The assessment of a program.
#[derive(Debug, Serialize)]
pub struct ProgramAssessment {
    /// The program's id.
    pub id: String,
    /// The expected finish.
    pub finish: String,
    /// How many open nodes count.
    pub nodes: usize,
    /// How many links count: those whose successor counts.
    pub links: usize,
    /// How many checks and practices pass, are flagged, and so on.
    pub summary: Summary,
    /// The DCMA 14 checks.
    pub checks: Vec<CheckRow>,
    /// The GAO ten practices.
    pub practices: Vec<CheckRow>,
}

/// How many checks and practices have each verdict.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Summary {
    /// Within their limits.
    pub pass: usize,
    /// Beyond them.
    pub flag: usize,
    /// Without a limit.
    pub info: usize,
    /// Not applicable.
    pub not_applicable: usize,
}

/// A check.
#[derive(Debug, Serialize)]
pub struct CheckRow {
    /// `DCMA-01`, `GAO-01`.
    pub code: &'static str,
    /// What it looks at.
    pub title: &'static str,
    /// The value, unrounded; null when not applicable.
    pub value: Option<f64>,
    /// `percent`, `ratio`, `days` or `count`.
    pub unit: &'static str,
    /// What was counted.
    pub numerator: Option<f64>,
    /// Of what.
    pub denominator: Option<f64>,
    /// The limit, in the unit of the value; null without one.
    pub threshold: Option<f64>,
    /// The limit in words: `at most 5%`.
    pub threshold_text: String,
    /// `pass`, `flag`, `info` (no limit) or `n/a`.
    pub verdict: &'static str,
    /// Why there is no value, or what else to know.
    pub reason: Option<String>,
    /// The ids of the items that count; `a → b` for a link.
    pub items: Vec<String>,
    /// The same items, each with what is noted of it.
    pub details: Vec<Detail>,
    /// The questions it consists of, if several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartRow>,
    /// Where its formula stands.
    pub source: &'static str,
}

/// An item that counts.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// Its id; `a → b` for a link.
    pub id: String,
    /// What is noted of it.
    pub text: String,
}

/// A question of a practice.
#[derive(Debug, Serialize)]
pub struct PartRow {
    /// What is asked.
    pub title: String,
    /// The answer: `pass`, `flag`, `info` or `n/a`.
    pub verdict: &'static str,
    /// What was counted, or why there is no answer.
    pub text: String,
    /// The items behind it.
    pub details: Vec<Detail>,
}

/// Builds the assessment of some programs; `wants` says which.
pub fn build(
    workspace: &Workspace,
    plan: &Plan,
    outlook: &Outlook,
    population: Population,
    wants: impl Fn(&str) -> bool,
) -> AssessmentView {
    let index = Index::new(workspace);
    let capacity = capacity::capacity(workspace, plan, Horizon::default());
    let programs = workspace.programs.iter().filter(|program| wants(program.id.as_str()));
    let scopes = programs
        .filter_map(|program| Scope::new(workspace, &index, (plan, outlook, &capacity), program, population));
    AssessmentView {
        version: 1,
        as_of: plan.as_of.to_string(),
        population: population.as_str(),
        population_text: population.words(),
        baseline_text: "the `committed` dates in force",
        programs: scopes.map(|scope| program(&scope)).collect(),
    }
}

fn program(scope: &Scope<'_>) -> ProgramAssessment {
    let found = assess::assess(scope);
    let mut summary = Summary::default();
    for check in found.checks.iter().chain(&found.practices) {
        match check.verdict {
            Verdict::Pass => summary.pass += 1,
            Verdict::Flag => summary.flag += 1,
            Verdict::Unjudged => summary.info += 1,
            Verdict::NotApplicable => summary.not_applicable += 1,
        }
    }
    ProgramAssessment {
        id: scope.program.id.to_string(),
        finish: scope.span.finish.to_string(),
        nodes: scope.nodes.len(),
        links: scope.links.len(),
        summary,
        checks: found.checks.iter().map(row).collect(),
        practices: found.practices.iter().map(row).collect(),
    }
}

fn details(items: &[Item]) -> Vec<Detail> {
    items.iter().map(|item| Detail { id: item.id.clone(), text: item.words.clone() }).collect()
}

fn row(check: &Check) -> CheckRow {
    let part = |part: &assess::Part| PartRow {
        title: part.title.clone(),
        verdict: part.verdict.as_str(),
        text: part.words.clone(),
        details: details(&part.items),
    };
    CheckRow {
        code: check.meta.code,
        title: check.meta.title,
        value: check.value,
        unit: check.meta.limit.unit(),
        numerator: check.numerator,
        denominator: check.denominator,
        threshold: check.meta.limit.number(),
        threshold_text: check.meta.limit.words(),
        verdict: check.verdict.as_str(),
        reason: check.reason.clone(),
        items: check.items.iter().map(|item| item.id.clone()).collect(),
        details: details(&check.items),
        parts: check.parts.iter().map(part).collect(),
        source: check.meta.source,
    }
}

impl CheckRow {
    /// Returns the value as a person reads it: `22.2%`, `0.87`, `600d`, `3`.
    pub fn value_text(&self) -> String {
        let rounded = |n: f64, places: f64| {
            let rounded = (n * places).round() / places;
            if rounded == 0.0 { 0.0 } else { rounded }
        };
        match (self.value, self.unit) {
            (None, _) => String::new(),
            (Some(n), "percent") => format!("{}%", rounded(n, 10.0)),
            // Never round a value over its limit: 0.949 is not 0.95.
            (Some(n), "ratio") => format!("{}", (n * 1000.0).floor() / 1000.0),
            (Some(n), "days") => format!("{}d", rounded(n, 10.0)),
            (Some(n), _) => format!("{}", rounded(n, 10.0)),
        }
    }

    /// Returns what the value is of: `2 of 9`.
    pub fn share_text(&self) -> String {
        let number = |n: f64| format!("{}", (n * 10.0).round() / 10.0);
        match (self.numerator, self.denominator) {
            (Some(n), Some(of)) if self.unit != "days" => format!("{} of {}", number(n), number(of)),
            _ => String::new(),
        }
    }
}

impl View for AssessmentView {
    plain_view!("assessment");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "population",
            "code",
            "title",
            "value",
            "unit",
            "numerator",
            "denominator",
            "threshold",
            "verdict",
            "reason",
            "items",
            "source",
        ];
        let rows = self.programs.iter().flat_map(|program| {
            program.checks.iter().chain(&program.practices).map(|check| {
                vec![
                    Cell::text(&program.id),
                    Cell::text(self.population),
                    Cell::text(check.code),
                    Cell::text(check.title),
                    Cell::number(check.value),
                    Cell::text(check.unit),
                    Cell::number(check.numerator),
                    Cell::number(check.denominator),
                    Cell::number(check.threshold),
                    Cell::text(check.verdict),
                    Cell::maybe(check.reason.as_deref()),
                    Cell::text(&check.items.join("; ")),
                    Cell::text(check.source),
                ]
            })
        });
        vec![Table {
            name: "assessment".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }]
    }
}
