//! Leading indicators as a view: what metrics and finished milestones foretell. The JSON is a contract (`docs/cli.md`).

use serde::Serialize;

use crate::model::Date;
use crate::model::Index;
use crate::model::Metric;
use crate::model::Program;
use crate::model::Target;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::indicators::words::answer;
use crate::report::indicators::words::warnings;
use crate::report::plain_view;
use crate::report::plan::name;
use crate::trend::indicators::series::BurnUp;
use crate::trend::indicators::series::Goal;
use crate::trend::indicators::series::Pace;
use crate::trend::indicators::throughput::HORIZON;
use crate::trend::indicators::throughput::History;
use crate::trend::indicators::throughput::When;

mod progress;
mod words;

pub use progress::Money;
pub use progress::Progress;
pub use progress::ProgressRow;
pub use words::number;

/// The probability of the low number.
const SURE: f64 = 0.85;

/// The indicators of the programs asked for.
#[derive(Debug, Serialize)]
pub struct IndicatorsView {
    /// The version of this shape.
    pub version: u32,
    /// The day that it was computed for.
    pub as_of: String,
    /// The metrics that have values, by program.
    pub metrics: Vec<IndicatorRow>,
    /// The metrics that have none: `program/id`.
    pub without_values: Vec<String>,
    /// The programs, where no single metrics were asked for.
    pub programs: Vec<ProgressRow>,
}

/// A metric and what it foretells.
#[derive(Debug, Serialize)]
pub struct IndicatorRow {
    /// The metric.
    pub id: String,
    /// Its program.
    pub program: String,
    /// What is measured.
    pub title: String,
    /// The unit.
    pub unit: Option<String>,
    /// The value before.
    pub baseline: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// By when.
    pub by: Option<Date>,
    /// The latest value.
    pub value: f64,
    /// Its day.
    pub on: Date,
    /// `forecast`, `reached` or `no-forecast`.
    pub state: &'static str,
    /// Why there is no forecast: `no-history`, `no-throughput`, `no-target`.
    pub error: Option<&'static str>,
    /// What it means, in sentences.
    pub answer: String,
    /// What a reader should know before believing it.
    pub warnings: Vec<Warning>,
    /// The first day from which on the target has been reached.
    pub reached: Option<Date>,
    /// What is left to the target.
    pub remaining: Option<f64>,
    /// The days of a period, on average.
    pub period_days: f64,
    /// How many years are looked at: 520 periods.
    pub horizon_years: f64,
    /// What every period moved it towards the target, oldest first.
    pub history: Vec<f64>,
    /// The mean of that.
    pub mean_per_period: Option<f64>,
    /// What every period has to move it, so that it is reached by the date.
    pub needed_per_period: Option<f64>,
    /// Periods from the latest value until the target is reached.
    pub periods: Option<Quantiles<Option<usize>>>,
    /// The days of those.
    pub dates: Option<Quantiles<Option<Date>>>,
    /// The mean number of periods.
    pub mean_periods: Option<f64>,
    /// The probability that it is reached within 0, 1, 2, … periods.
    pub cdf: Vec<f64>,
    /// The probability of reaching the target by the date.
    pub p_by: Option<f64>,
    /// How much is done by the date.
    pub how_much: Option<HowMuchRow>,
    /// What is done of a whole that may grow.
    pub scope: Option<ScopeRow>,
    /// The milestone that it shows the progress of.
    pub milestone: Option<MilestoneDates>,
}

/// A number at the levels that are shown. Null beyond the horizon.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Quantiles<T> {
    /// As likely as not.
    pub p50: T,
    /// Four in five.
    pub p80: T,
    /// 85 in a hundred.
    pub p85: T,
    /// 95 in a hundred.
    pub p95: T,
}

/// Something that a reader should know.
#[derive(Debug, Serialize)]
pub struct Warning {
    /// Its word, for machines: `insufficient-history`.
    pub code: &'static str,
    /// In words.
    pub text: String,
}

/// How much is done by a date.
#[derive(Debug, Serialize)]
pub struct HowMuchRow {
    /// The date.
    pub date: Date,
    /// The periods until then.
    pub periods: usize,
    /// What is added at least, 85 % likely: the low number. Negative is away from the target.
    pub p85: f64,
    /// What is added at least, as likely as not.
    pub p50: f64,
    /// What that leads to: the value, of a burn-up what is done; at most the target.
    pub value_p85: f64,
}

/// What is done of a whole.
#[derive(Debug, Serialize)]
pub struct ScopeRow {
    /// What is done.
    pub done: f64,
    /// The whole.
    pub total: f64,
    /// The whole at the first value.
    pub first_total: f64,
    /// What a period added to the whole, on average.
    pub growth_per_period: f64,
    /// The days, if nothing were added any more.
    pub dates_without_growth: Option<Quantiles<Option<Date>>>,
}

/// The milestone of a metric.
#[derive(Debug, Serialize)]
pub struct MilestoneDates {
    /// Its id.
    pub id: String,
    /// The agreed date.
    pub committed: Option<Date>,
    /// The expected finish by the plan.
    pub expected: Date,
    /// The date that the forecast of the plan keeps with 80 percent.
    pub p80: Option<Date>,
    /// It is done.
    pub done: bool,
    /// The probability that the target is reached by the agreed date.
    pub p_committed: Option<f64>,
    /// The probability that it is reached by the expected finish.
    pub p_expected: Option<f64>,
}

/// Says which metrics are asked for.
pub type Picks<'a> = &'a dyn Fn(&Program, &Metric) -> bool;

/// Builds the view of some programs and metrics; with `asked` no progress of programs.
pub fn build(
    workspace: &Workspace,
    plan: &Plan,
    wants: impl Fn(&str) -> bool,
    asked: Option<Picks<'_>>,
) -> IndicatorsView {
    let index = Index::new(workspace);
    let mut view = IndicatorsView {
        version: 1,
        as_of: plan.as_of.to_string(),
        metrics: Vec::new(),
        without_values: Vec::new(),
        programs: Vec::new(),
    };
    for program in workspace.programs.iter().filter(|program| wants(program.id.as_str())) {
        for metric in program.metrics.iter().filter(|metric| asked.is_none_or(|asked| asked(program, metric)))
        {
            match Pace::new(metric, plan.as_of) {
                Some(pace) => {
                    let milestone = milestone(&index, workspace, plan, program, metric);
                    view.metrics.push(row(plan, program, metric, &pace, milestone));
                }
                None => view.without_values.push(format!("{}/{}", program.id, metric.id)),
            }
        }
        if asked.is_none() {
            view.programs.push(progress::row(workspace, plan, program));
        }
    }
    view
}

fn milestone(
    index: &Index,
    workspace: &Workspace,
    plan: &Plan,
    program: &Program,
    metric: &Metric,
) -> Option<MilestoneDates> {
    let Target::Item(named) = index.find(program.index, metric.milestone.as_ref()?) else { return None };
    let owner = workspace.programs.get(named.subject.program as usize)?;
    let id = owner.item(named.subject).and_then(|item| item.id()).unwrap_or(&named.id);
    let node = &plan.nodes[plan.index_of(owner.id.as_str(), id.as_str())?];
    let drawn = plan.outlook.forecast().and_then(|forecast| forecast.item(&node.key));
    Some(MilestoneDates {
        id: name(&node.key, program.id.as_str()),
        committed: node.committed,
        expected: node.early_finish,
        p80: drawn.map(|item| item.finish.dates.p80),
        done: node.is_done,
        p_committed: None,
        p_expected: None,
    })
}

fn row(
    plan: &Plan,
    program: &Program,
    metric: &Metric,
    pace: &Pace,
    milestone: Option<MilestoneDates>,
) -> IndicatorRow {
    let mut row = IndicatorRow {
        id: metric.id.to_string(),
        program: program.id.to_string(),
        title: metric.title.as_ref().map_or_else(|| metric.id.to_string(), ToString::to_string),
        unit: metric.unit.as_ref().map(ToString::to_string),
        baseline: metric.baseline,
        target: metric.target,
        by: metric.by,
        value: pace.latest,
        on: pace.days.1,
        state: "no-forecast",
        error: None,
        answer: String::new(),
        warnings: Vec::new(),
        reached: None,
        remaining: None,
        period_days: pace.period_days(),
        horizon_years: pace.horizon_years(),
        history: pace.steps.clone(),
        mean_per_period: None,
        needed_per_period: None,
        periods: None,
        dates: None,
        mean_periods: None,
        cdf: Vec::new(),
        p_by: None,
        how_much: None,
        scope: None,
        milestone,
    };
    match &pace.goal {
        Some(goal) => foretell(&mut row, plan.as_of, pace, goal),
        None => row.error = Some("no-target"),
    }
    row.warnings = warnings(&row, pace, plan.as_of);
    row.answer = answer(&row);
    row
}

/// Says when the goal is reached, and how much is done by the date.
fn foretell(row: &mut IndicatorRow, as_of: Date, pace: &Pace, goal: &Goal) {
    row.remaining = Some(goal.remaining);
    row.reached = goal.reached;
    row.scope = goal.burn_up.as_ref().map(|burn| scope(burn, as_of, pace, goal));
    if goal.reached.is_some() {
        row.state = "reached";
        return;
    }
    let made = pace.history();
    row.mean_per_period = made.as_ref().ok().map(|history| tidy(history.mean()));
    let planned = row.milestone.as_ref().map(|m| m.committed.unwrap_or(m.expected));
    let until = row.by.or(planned).filter(|day| *day > as_of);
    let left = until.and_then(|day| Some((day, pace.periods_until(day)?)));
    #[allow(clippy::cast_precision_loss)] // a count of periods
    if let Some((_, periods)) = left.filter(|(_, periods)| *periods > 0) {
        row.needed_per_period = Some(tidy(goal.remaining / periods as f64));
    }
    let done = match made {
        Ok(done) => done,
        Err(why) => {
            row.error = Some(why.code());
            return;
        }
    };
    row.state = "forecast";
    row.how_much = left.filter(|(_, periods)| *periods <= HORIZON).map(|(date, periods)| {
        let much = done.how_much(periods);
        let low = much.at_least(SURE);
        // In a burn-up what is added is counted, and the value may be a share of it.
        let base = goal.burn_up.as_ref().map_or(row.value, |burn| burn.done);
        let nearer = low.min(goal.remaining);
        let value_p85 = tidy(if goal.is_down { base - nearer } else { base + nearer });
        HowMuchRow { date, periods, p85: low, p50: much.at_least(0.5), value_p85 }
    });
    let when = pace.when(goal);
    let chance = |day: Date| pace.periods_until(day).map_or(Some(0.0), |periods| when.within_known(periods));
    row.periods = Some(quantiles(|p| when.quantile(p)));
    row.dates = Some(dates(&when, pace, as_of));
    row.mean_periods = when.mean();
    row.p_by = row.by.and_then(chance);
    if let Some(milestone) = row.milestone.as_mut().filter(|milestone| !milestone.done) {
        milestone.p_committed = milestone.committed.and_then(chance);
        milestone.p_expected = chance(milestone.expected);
    }
    row.cdf = when.done_within;
}

/// Returns a number without the dust of arithmetic.
fn tidy(n: f64) -> f64 {
    if n.abs() < 1e6 { (n * 1e9).round() / 1e9 } else { n }
}

fn quantiles<T>(of: impl Fn(f64) -> T) -> Quantiles<T> {
    Quantiles { p50: of(0.5), p80: of(0.8), p85: of(SURE), p95: of(0.95) }
}

/// Returns the days; what should have come since the last value comes today at the earliest.
fn dates(when: &When, pace: &Pace, as_of: Date) -> Quantiles<Option<Date>> {
    quantiles(|p| when.quantile(p).map(|periods| pace.day_after(periods).max(as_of)))
}

fn scope(burn: &BurnUp, as_of: Date, pace: &Pace, goal: &Goal) -> ScopeRow {
    let still = History::new(&pace.steps).ok().filter(|_| goal.reached.is_none());
    #[allow(clippy::cast_precision_loss)] // a count of periods
    let growth = burn.growth.iter().sum::<f64>() / burn.growth.len().max(1) as f64;
    ScopeRow {
        done: burn.done,
        total: burn.total,
        first_total: burn.first_total,
        growth_per_period: growth,
        dates_without_growth: still.map(|history| dates(&history.when(goal.remaining), pace, as_of)),
    }
}

impl View for IndicatorsView {
    plain_view!("indicators");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "id",
            "title",
            "unit",
            "value",
            "on",
            "target",
            "by",
            "state",
            "error",
            "p50_date",
            "p80_date",
            "p_by",
            "mean_per_period",
            "needed_per_period",
            "p85_added",
            "done",
            "total",
            "warnings",
        ];
        let rows = self.metrics.iter().map(|row| {
            let warnings: Vec<&str> = row.warnings.iter().map(|warning| warning.code).collect();
            vec![
                Cell::text(&row.program),
                Cell::text(&row.id),
                Cell::text(&row.title),
                Cell::maybe(row.unit.as_deref()),
                Cell::Number(row.value),
                Cell::day(Some(row.on)),
                Cell::number(row.target),
                Cell::day(row.by),
                Cell::text(row.state),
                Cell::maybe(row.error),
                Cell::day(row.dates.and_then(|dates| dates.p50)),
                Cell::day(row.dates.and_then(|dates| dates.p80)),
                Cell::number(row.p_by),
                Cell::number(row.mean_per_period),
                Cell::number(row.needed_per_period),
                Cell::number(row.how_much.as_ref().map(|much| much.p85)),
                Cell::number(row.scope.as_ref().map(|scope| scope.done)),
                Cell::number(row.scope.as_ref().map(|scope| scope.total)),
                Cell::text(&warnings.join("; ")),
            ]
        });
        let columns = columns.map(str::to_owned).to_vec();
        vec![Table { name: "indicators".to_owned(), columns, rows: rows.collect() }]
    }
}
