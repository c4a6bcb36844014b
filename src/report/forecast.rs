//! The forecast as a view: when everything comes, how likely commitments are, and what moves the ends. The JSON is a
//! contract (`docs/cli.md`): full precision, in fractional working days from the program's start.

pub mod page;

use serde::Serialize;

use crate::model::Date;
use crate::model::Workspace;
use crate::plan::NodeKey;
use crate::plan::Plan;
use crate::plan::forecast::Basis;
use crate::plan::forecast::DriverKind;
use crate::plan::forecast::Drivers;
use crate::plan::forecast::Finish;
use crate::plan::forecast::Forecast;
use crate::plan::forecast::ItemForecast;
use crate::plan::forecast::ProgramForecast;
use crate::plan::forecast::Spread;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::report::plan::name;

/// A standard error of the P80 above this many working days asks for more trials.
const LARGE_ERROR: f64 = 1.0;

/// The forecast of the programs asked for.
#[derive(Debug, Serialize)]
pub struct ForecastView {
    /// The version of this shape.
    pub version: u32,
    /// The day that it was computed for.
    pub as_of: String,
    /// What the random numbers follow from.
    pub seed: u64,
    /// How many times the plan was played through.
    pub trials: u32,
    /// The level of external commitments, from 0 to 1.
    pub level: f64,
    /// The programs.
    pub programs: Vec<ProgramRow>,
    /// The items, by program and id.
    pub items: Vec<ItemRow>,
    /// What moves the ends of programs, greatest first.
    pub drivers: Vec<DriverRow>,
    /// On how many trials the drivers were measured.
    pub driver_trials: u32,
    /// How many more ranges and risks were not measured, because others matter more.
    pub drivers_left_out: usize,
    /// What it rests on.
    pub inputs: Inputs,
    /// What a reader should know before believing it.
    pub notes: Vec<String>,
}

/// When something finishes, in working days from the program's start, and in dates.
#[derive(Debug, Serialize)]
pub struct FinishRow {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub sd: f64,
    /// One in ten trials is no later.
    pub p10: f64,
    /// Half are no later.
    pub p50: f64,
    /// Four in five are no later.
    pub p80: f64,
    /// Nine in ten are no later.
    pub p90: f64,
    /// At the level.
    pub at_level: f64,
    /// The days of those.
    pub dates: Spread<Date>,
    /// The standard error of the P80.
    pub p80_error: f64,
    /// Without uncertainty, as the plan computes it.
    pub planned: f64,
    /// The agreed date.
    pub committed: Option<Date>,
    /// The probability of meeting it.
    pub p_committed: Option<f64>,
    /// Working days from the plan's finish to the level.
    pub contingency: f64,
}

/// The end of a program.
#[derive(Debug, Serialize)]
pub struct ProgramRow {
    /// The program.
    pub id: String,
    /// Its first day, from which days are counted.
    pub start: Date,
    /// The item that ends it.
    pub end: Option<String>,
    /// The title of that, else the program's.
    pub title: String,
    /// The expected finish by the plan.
    pub planned_date: Option<Date>,
    /// When it ends.
    #[serde(flatten)]
    pub finish: FinishRow,
}

/// An item.
#[derive(Debug, Serialize)]
pub struct ItemRow {
    /// The item.
    pub id: String,
    /// Its program.
    pub program: String,
    /// Its title.
    pub title: String,
    /// When it finishes.
    #[serde(flatten)]
    pub finish: FinishRow,
    /// The share of trials in which it determines an end.
    pub criticality: f64,
    /// The correlation of its length with its program's end.
    pub pearson: f64,
    /// The square of that: the share of the end's variance that goes with it.
    pub variance_share: f64,
    /// The same without its sign.
    pub cruciality: f64,
    /// Criticality times the standard deviation of its length over that of the end.
    pub ssi: f64,
    /// The mean of its length, in days of its own time.
    pub length_mean: f64,
    /// The standard deviation of that.
    pub length_sd: f64,
    /// What its length rests on.
    pub basis: &'static str,
    /// It has happened.
    pub done: bool,
}

/// Something that moves the end of a program.
#[derive(Debug, Serialize)]
pub struct DriverRow {
    /// The program whose end is meant.
    pub program: String,
    /// `risk` or `range`.
    pub kind: DriverKind,
    /// The risk, or the item whose range it is.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How likely the risk is.
    pub probability: Option<f64>,
    /// Working days by which the end comes earlier at the level without it.
    pub level_effect: f64,
    /// The same of the P80, where that is the level.
    pub p80_effect: Option<f64>,
    /// The same of the mean.
    pub mean_effect: f64,
    /// The items that the risk hits.
    pub affects: Vec<String>,
}

/// What a forecast rests on: how many open items have what.
#[derive(Debug, Default, Serialize)]
pub struct Inputs {
    /// A range of their own.
    pub ranges: usize,
    /// The default range of their word of confidence.
    pub default_ranges: usize,
    /// One number.
    pub one_number: usize,
    /// A range that is used up.
    pub used_up: usize,
    /// A broken range: they count with one number.
    pub broken: usize,
    /// Risks that are played.
    pub risks: usize,
    /// Open risks that are not: in words only, or on nothing that is still to come.
    pub risks_left_out: usize,
}

/// Builds the view of some programs; `wants` says which programs, `shows` which items.
pub fn build(
    workspace: &Workspace,
    plan: &Plan,
    (forecast, drivers): (&Forecast, &Drivers),
    wants: impl Fn(&str) -> bool,
    shows: impl Fn(&NodeKey) -> bool,
) -> ForecastView {
    let here = |key: &&NodeKey| wants(key.program.as_str());
    let is_p80 = (forecast.options.level - 0.8).abs() < f64::EPSILON;
    let shown = |item: &&ItemForecast| wants(item.key.program.as_str()) && shows(&item.key);
    let mut view = ForecastView {
        version: 1,
        as_of: forecast.as_of.to_string(),
        seed: forecast.options.seed,
        trials: forecast.options.trials,
        level: forecast.options.level,
        programs: forecast
            .programs
            .iter()
            .filter(|p| wants(p.id.as_str()))
            .map(|p| program(workspace, plan, p))
            .collect(),
        items: forecast.items.iter().filter(shown).map(|i| item(plan, i)).collect(),
        drivers: drivers
            .effects
            .iter()
            .filter(|effect| wants(effect.program.as_str()))
            .map(|effect| {
                let own = effect.program.as_str();
                DriverRow {
                    program: own.to_owned(),
                    kind: effect.kind,
                    id: name(&effect.key, own),
                    title: title(workspace, plan, &effect.key),
                    probability: effect.probability,
                    level_effect: effect.level_effect,
                    p80_effect: is_p80.then_some(effect.level_effect),
                    mean_effect: effect.mean_effect,
                    affects: effect.affects.iter().map(|key| name(key, own)).collect(),
                }
            })
            .collect(),
        driver_trials: drivers.trials,
        drivers_left_out: drivers.left_out,
        inputs: Inputs { risks: forecast.risks.iter().filter(here).count(), ..Inputs::default() },
        notes: Vec::new(),
    };
    for item in forecast.items.iter().filter(|item| here(&&item.key)) {
        match item.basis {
            Basis::Range => view.inputs.ranges += 1,
            Basis::Words(_) => view.inputs.default_ranges += 1,
            Basis::Fixed => view.inputs.one_number += 1,
            Basis::UsedUp => view.inputs.used_up += 1,
            Basis::Broken => view.inputs.broken += 1,
            Basis::Done | Basis::Instant => {}
        }
    }
    let programs = workspace.programs.iter().filter(|program| wants(program.id.as_str()));
    let open: usize =
        programs.map(|program| program.risks.iter().filter(|risk| risk.is_open()).count()).sum();
    view.inputs.risks_left_out = open.saturating_sub(view.inputs.risks);
    view.notes = notes(&view, forecast);
    view
}

/// Says what a reader should know.
fn notes(view: &ForecastView, forecast: &Forecast) -> Vec<String> {
    let mut notes = Vec::new();
    let Inputs { default_ranges, used_up, broken, risks_left_out, .. } = view.inputs;
    let count =
        |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    if default_ranges > 0 {
        let items = count(default_ranges, "item has", "items have");
        notes.push(format!("{items} only a word of confidence: their ranges are defaults, not estimates"));
    }
    if used_up > 0 {
        let items = count(used_up, "item has", "items have");
        notes.push(format!("{items} run longer than the whole range: say what is left (`remaining:`)"));
    }
    if broken > 0 {
        let items = count(broken, "item counts", "items count");
        notes.push(format!("{items} with one number because the range is broken: `epm check`"));
    }
    if risks_left_out > 0 {
        let risks = count(risks_left_out, "open risk is", "open risks are");
        notes.push(format!(
            "{risks} not in it: without a delay in numbers, or on nothing that is still to come"
        ));
    }
    for fault in &forecast.faults {
        notes.push(format!("a `correlation:` is left out: {}", fault.reason));
    }
    for program in view.programs.iter().filter(|p| p.finish.p80_error > LARGE_ERROR) {
        notes.push(format!(
            "the P80 of `{}` is uncertain by {:.1} working days: ask for more trials",
            program.id, program.finish.p80_error
        ));
    }
    if view.drivers_left_out > 0 {
        notes.push(format!(
            "drivers are limited to those that matter most: {} more were not measured",
            view.drivers_left_out
        ));
    }
    notes
}

fn program(workspace: &Workspace, plan: &Plan, program: &ProgramForecast) -> ProgramRow {
    let own = workspace.program(&program.id);
    let of_end = program.end.as_ref().and_then(|key| plan.node(key));
    let title = of_end.map(|node| node.title.clone()).or(own.map(|own| own.title.clone()));
    ProgramRow {
        id: program.id.to_string(),
        start: program.start,
        end: program.end.as_ref().map(|key| name(key, program.id.as_str())),
        title: title.unwrap_or_default(),
        planned_date: plan.program(&program.id).map(|p| p.finish),
        finish: finish(&program.finish),
    }
}

fn item(plan: &Plan, item: &ItemForecast) -> ItemRow {
    let node = plan.node(&item.key);
    ItemRow {
        id: item.key.id.to_string(),
        program: item.key.program.to_string(),
        title: node.map(|node| node.title.clone()).unwrap_or_default(),
        finish: finish(&item.finish),
        criticality: item.criticality,
        pearson: item.correlation,
        variance_share: item.correlation * item.correlation,
        cruciality: item.correlation.abs(),
        ssi: item.ssi,
        length_mean: item.length_mean,
        length_sd: item.length_sd,
        basis: item.basis.as_str(),
        done: item.basis == Basis::Done,
    }
}

fn finish(finish: &Finish) -> FinishRow {
    FinishRow {
        mean: finish.mean,
        sd: finish.sd,
        p10: finish.days.p10,
        p50: finish.days.p50,
        p80: finish.days.p80,
        p90: finish.days.p90,
        at_level: finish.days.level,
        dates: finish.dates,
        p80_error: finish.p80_error,
        planned: finish.planned,
        committed: finish.committed,
        p_committed: finish.p_committed,
        contingency: finish.contingency(),
    }
}

/// Returns the title of an item or a risk.
fn title(workspace: &Workspace, plan: &Plan, key: &NodeKey) -> String {
    if let Some(node) = plan.node(key) {
        return node.title.clone();
    }
    let program = workspace.program(&key.program);
    let risk = program.and_then(|program| program.risks.iter().find(|risk| risk.id == key.id));
    risk.map(|risk| risk.title.to_string()).unwrap_or_default()
}

impl View for ForecastView {
    plain_view!("forecast");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "id",
            "title",
            "committed",
            "p_committed",
            "p10",
            "p50",
            "p80",
            "p90",
            "p10_date",
            "p50_date",
            "p80_date",
            "p90_date",
            "mean",
            "sd",
            "planned",
            "criticality",
            "pearson",
            "ssi",
            "basis",
        ];
        let day = |date: Date| Cell::Date(date.to_string());
        let rows = self.items.iter().map(|item| {
            let FinishRow { dates, .. } = &item.finish;
            vec![
                Cell::text(&item.program),
                Cell::text(&item.id),
                Cell::text(&item.title),
                Cell::day(item.finish.committed),
                Cell::number(item.finish.p_committed),
                Cell::Number(item.finish.p10),
                Cell::Number(item.finish.p50),
                Cell::Number(item.finish.p80),
                Cell::Number(item.finish.p90),
                day(dates.p10),
                day(dates.p50),
                day(dates.p80),
                day(dates.p90),
                Cell::Number(item.finish.mean),
                Cell::Number(item.finish.sd),
                Cell::Number(item.finish.planned),
                Cell::Number(item.criticality),
                Cell::Number(item.pearson),
                Cell::Number(item.ssi),
                Cell::text(item.basis),
            ]
        });
        let columns = columns.map(str::to_owned).to_vec();
        vec![Table { name: "forecast".to_owned(), columns, rows: rows.collect() }]
    }
}
