//! The forecast of a program as a page: when it ends and how sure that is, what moves the end, and what it rests on.

use serde::Serialize;

use crate::model::Date;
use crate::plan::forecast::DriverKind;
use crate::plan::forecast::Drivers;
use crate::plan::forecast::Forecast;
use crate::plan::forecast::Outlook;
use crate::plan::forecast::ProgramForecast;
use crate::report::Built;
use crate::report::Cell;
use crate::report::Inputs;
use crate::report::ProgramHead;
use crate::report::Report;
use crate::report::Scope;
use crate::report::Table;
use crate::report::View;
use crate::report::finish::Finish;
use crate::report::forecast::ForecastView;
use crate::report::forecast::build as rows;
use crate::report::page;
use crate::report::phrase;
use crate::report::picture::Distribution;
use crate::report::picture::Picture;
use crate::report::picture::SlipChart;
use crate::report::picture::SlipLine;
use crate::report::plain_view;
use crate::report::scene::Scene;

/// Drivers that are shown; the rest hardly matters.
const MOST_DRIVERS: usize = 12;
/// Weeks that the chart of expectations looks back.
const WEEKS: usize = 26;

pub(crate) const REPORT: Report = Report {
    name: "forecast",
    title: "Forecast",
    about: "when the program ends and how sure that is, what moves the end, chances of every commitment",
    scope: Scope::Program,
    audiences: &[],
    templates: &["reports/forecast.md.j2"],
    build,
};

/// The forecast of a program.
#[derive(Debug, Serialize)]
pub struct ForecastPage {
    /// The version of this shape.
    pub version: u32,
    /// The day.
    pub as_of: Date,
    /// The program.
    pub program: ProgramHead,
    /// Says that files of the program have errors.
    pub incomplete: Option<String>,
    /// When it ends by the plan.
    pub finish: Finish,
    /// Why there is no forecast.
    pub not_forecast: Option<String>,
    /// The end at the usual levels.
    pub levels: Vec<Level>,
    /// The agreed day of the end.
    pub committed: Option<Date>,
    /// The probability of meeting it.
    pub chance: Option<f64>,
    /// The trials.
    pub trials: Option<u32>,
    /// When it ends, as a picture.
    pub distribution: Option<Picture>,
    /// What was expected when, as a picture.
    pub slip_chart: Option<Picture>,
    /// The same in numbers, the latest first.
    pub expectations: Vec<Expectation>,
    /// What moves the end, greatest first.
    pub drivers: Vec<Driver>,
    /// The commitments.
    pub commitments: Vec<CommitmentRow>,
    /// What it rests on, in words.
    pub basis: Vec<String>,
}

/// The end at a level.
#[derive(Debug, Serialize)]
pub struct Level {
    /// `P80`.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// The day.
    pub date: Date,
}

/// What was expected on a day.
#[derive(Debug, Serialize)]
pub struct Expectation {
    /// The day that was looked from.
    pub on: Date,
    /// The finish that the plan had then.
    pub finish: Date,
}

/// Something that moves the end.
#[derive(Debug, Serialize)]
pub struct Driver {
    /// `risk` or `range`.
    pub kind: DriverKind,
    /// The risk, or the item whose range it is.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How likely the risk is.
    pub probability: Option<f64>,
    /// Working days by which the end comes earlier at the level without it.
    pub days: f64,
}

/// A commitment and its chance.
#[derive(Debug, Serialize)]
pub struct CommitmentRow {
    /// The item.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The agreed day.
    pub committed: Date,
    /// Half of the trials are no later.
    pub p50: Date,
    /// Four in five trials are no later.
    pub p80: Date,
    /// The probability of meeting it.
    pub chance: Option<f64>,
}

fn build(inputs: &Inputs<'_>) -> Vec<Built> {
    let none = Drivers::default();
    let found = inputs.plan.outlook.forecast().map(|found| (found, inputs.drivers.unwrap_or(&none)));
    Scene::each(inputs, |scene| {
        vec![page::of_program(scene, &REPORT, "forecast", Box::new(view(scene, found)))]
    })
}

fn view(scene: &Scene<'_>, found: Option<(&Forecast, &Drivers)>) -> ForecastPage {
    let own = found.and_then(|(forecast, _)| forecast.program(&scene.program.id));
    let shown = own.filter(|program| program.finish.is_uncertain());
    let not_forecast = match (&scene.inputs.plan.outlook, shown) {
        (_, Some(_)) => None,
        (Outlook::None(reason), None) => Some(reason.clone()),
        (Outlook::Forecast(_), None) => Some("nothing in this program is uncertain".to_owned()),
    };
    let expectations = expectations(scene);
    let mut page = ForecastPage {
        version: 1,
        as_of: scene.as_of(),
        program: scene.head(),
        incomplete: scene.incomplete(),
        finish: Finish::new(scene),
        not_forecast,
        levels: shown.map(levels).unwrap_or_default(),
        committed: shown.and_then(|program| program.finish.committed),
        chance: shown.and_then(|program| program.finish.p_committed),
        trials: found.filter(|_| shown.is_some()).map(|(forecast, _)| forecast.options.trials),
        distribution: shown.and_then(|program| distribution(scene, program)),
        slip_chart: slip_chart(scene, &expectations),
        expectations,
        drivers: Vec::new(),
        commitments: Vec::new(),
        basis: Vec::new(),
    };
    if let Some(found) = found.filter(|_| shown.is_some()) {
        fill(&mut page, scene, found);
    }
    page
}

/// Adds what the forecast says of items.
fn fill(page: &mut ForecastPage, scene: &Scene<'_>, found: (&Forecast, &Drivers)) {
    let own = scene.program.id.as_str();
    let (workspace, plan) = (scene.inputs.workspace, scene.inputs.plan);
    let ForecastView { items, drivers, notes, inputs, .. } =
        rows(workspace, plan, found, |id| id == own, |key| key.program.as_str() == own);
    page.drivers = drivers
        .into_iter()
        .filter(|driver| driver.level_effect.abs() >= 0.05)
        .take(MOST_DRIVERS)
        .map(|driver| Driver {
            kind: driver.kind,
            id: driver.id,
            title: driver.title,
            probability: driver.probability,
            days: phrase::tenths(driver.level_effect),
        })
        .collect();
    let open = items.into_iter().filter(|item| !item.done);
    page.commitments = open
        .filter_map(|item| {
            Some(CommitmentRow {
                id: item.id,
                title: item.title,
                committed: item.finish.committed?,
                p50: item.finish.dates.p50,
                p80: item.finish.dates.p80,
                chance: item.finish.p_committed,
            })
        })
        .collect();
    page.commitments.sort_by(|a, b| a.committed.cmp(&b.committed).then_with(|| a.id.cmp(&b.id)));
    page.basis.push(format!(
        "Of the open items, {} have a range of their own, {} the default range of a word, {} one number; {} risks are played",
        inputs.ranges, inputs.default_ranges, inputs.one_number, inputs.risks
    ));
    page.basis.extend(notes.iter().map(|note| phrase::capital(&crate::report::colour::plain(note))));
}

fn levels(program: &ProgramForecast) -> Vec<Level> {
    let dates = &program.finish.dates;
    let level = |name, meaning, date| Level { name, meaning, date };
    vec![
        level("P10", "one trial in ten is no later", dates.p10),
        level("P50", "half of the trials are no later", dates.p50),
        level("P80", "four in five are no later", dates.p80),
        level("P90", "nine in ten are no later", dates.p90),
    ]
}

/// Draws when a program ends.
pub(crate) fn distribution(scene: &Scene<'_>, program: &ProgramForecast) -> Option<Picture> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let found = Distribution {
        title: scene.title(),
        days: program.curve.iter().map(ToString::to_string).collect(),
        planned: day(scene.plan.map(|plan| plan.finish)),
        committed: day(program.finish.committed),
        chance: program.finish.p_committed,
    };
    (program.finish.is_uncertain() && found.days.len() > 1).then_some(Picture::Distribution(found))
}

/// Looks back a week at a time: what did the plan say then? The latest first.
fn expectations(scene: &Scene<'_>) -> Vec<Expectation> {
    let Some(past) = scene.inputs.past else { return Vec::new() };
    let known = past.weeks(scene.as_of(), WEEKS);
    let found = known.iter().rev().filter_map(|known| {
        let finish = known.plan.program(&scene.program.id)?.finish;
        Some(Expectation { on: known.day, finish })
    });
    found.collect()
}

fn slip_chart(scene: &Scene<'_>, expectations: &[Expectation]) -> Option<Picture> {
    let points = expectations.iter().map(|e| (e.on.to_string(), e.finish.to_string())).collect();
    let line = SlipLine {
        id: scene.program.id.to_string(),
        title: scene.title(),
        committed: Finish::new(scene).committed.map(|day| day.to_string()),
        points,
    };
    // One look is no movement.
    (expectations.len() > 1).then(|| Picture::SlipChart(SlipChart { lines: vec![line] }))
}

impl View for ForecastPage {
    plain_view!("forecast");

    fn tables(&self) -> Vec<Table> {
        let columns = ["id", "title", "committed", "p50", "p80", "chance"];
        let row = |row: &CommitmentRow| {
            vec![
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::day(Some(row.committed)),
                Cell::day(Some(row.p50)),
                Cell::day(Some(row.p80)),
                Cell::number(row.chance),
            ]
        };
        vec![Table {
            name: "commitments".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.commitments.iter().map(row).collect(),
        }]
    }
}
