//! KPIs as a view: every value with what it rests on, its interval, trend and colour. The JSON is a contract
//! (`docs/cli.md`). `words.rs` turns numbers into text, `page.rs` is the dashboard of a program.

use std::sync::Arc;

use serde::Serialize;

use crate::model::Contents;
use crate::model::Date;
use crate::model::Digests;
use crate::model::Id;
use crate::model::Visibility;
use crate::model::Workspace;
use crate::plan::Calendars;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::trend::history::History;
use crate::trend::kpi;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Entry;
use crate::trend::kpi::Ground;
use crate::trend::kpi::Interval;
use crate::trend::kpi::Kpi;
use crate::trend::kpi::Ledger;
use crate::trend::kpi::Ratio;
use crate::trend::kpi::Standing;
use crate::trend::kpi::Trend;
use crate::trend::kpi::Unit;
use crate::trend::past::Past;

mod page;
mod words;

pub use page::KpiPage;
pub use page::PageRow;
pub(crate) use page::REPORT;
pub(crate) use page::view;
pub use words::number;
pub use words::signed;
pub use words::sparkline;

/// KPIs of the programs asked for, together.
#[derive(Debug, Serialize)]
pub struct KpisView {
    /// The version of this shape.
    pub version: u32,
    /// The day that they are measured for.
    pub as_of: Date,
    /// The KPIs, in the order of the blueprint.
    pub kpis: Vec<KpiRow>,
}

/// A KPI.
#[derive(Clone, Debug, Serialize)]
pub struct KpiRow {
    /// Its word.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The value; null when there is nothing to measure.
    pub value: Option<f64>,
    /// Above the line, of a share.
    pub numerator: Option<f64>,
    /// Below the line, of a share.
    pub denominator: Option<f64>,
    /// How many cases it rests on.
    pub n: usize,
    /// What the value is counted in.
    pub unit: Unit,
    /// The days that it is of.
    pub window: WindowRow,
    /// `ok`, `no-data`, `insufficient` or `unknown`.
    pub status: &'static str,
    /// Why there is no value, or none to be judged.
    pub reason: Option<String>,
    /// The target, in words.
    pub target: &'static str,
    /// Which way is good: `up` or `down`.
    pub direction: &'static str,
    /// `green`, `amber` or `red`; null below the least number of cases.
    pub rag: Option<&'static str>,
    /// What makes the colour.
    pub rag_reasons: Vec<String>,
    /// Which way it goes.
    pub trend: Trend,
    /// The 95 % interval.
    pub interval: Option<Interval>,
    /// The share against the dates that were committed first.
    pub original: Option<Ratio>,
    /// Numbers beside the headline.
    pub beside: Vec<Beside>,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// What does not count, and why.
    pub excluded: Vec<Entry>,
    /// What counts.
    pub evidence: Vec<Entry>,
    /// The value as people read it.
    pub text: String,
    /// The values of the trend as a line of blocks.
    pub sparkline: String,
}

/// The days of a measurement.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WindowRow {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How many days it has.
    pub days: i32,
    /// The window in words.
    pub text: &'static str,
}

/// What KPIs are measured from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The programs.
    pub workspace: &'a Workspace,
    /// The past; none outside of a repository.
    pub past: Option<&'a Past>,
    /// The SHA-256 of cited evidence.
    pub digests: &'a Digests,
    /// The day.
    pub as_of: Date,
}

/// Measures KPIs of some programs together; of all programs when none is named.
pub fn build(source: &Source<'_>, programs: &[Id], asked: &[&'static Kpi]) -> KpisView {
    let alone;
    let past = match source.past.filter(|past| past.history().last().is_some() || past.history().is_shallow) {
        Some(past) => past,
        None => {
            alone = present(source);
            &alone
        }
    };
    let ledger = Ledger::new(past.history());
    let settings = source.workspace.settings().kpi.clone().unwrap_or_default();
    let calendars = Calendars::new(source.workspace);
    let ground = Ground {
        ledger: &ledger,
        past,
        as_of: source.as_of,
        programs,
        settings: &settings,
        digests: source.digests,
        calendars: &calendars,
        is_point: false,
    };
    let mut rows: Vec<KpiRow> = asked.iter().map(|kpi| row(kpi::stand(kpi, &ground))).collect();
    if source.past.is_none() {
        let words = "no history: dates count as the files have them today";
        rows.iter_mut().filter(|r| kpi::find(r.id).is_some_and(|k| k.needs_history)).for_each(|row| {
            row.notes.push(words.to_owned());
        });
    }
    KpisView { version: 1, as_of: source.as_of, kpis: rows }
}

/// Returns a past of one snapshot: what the files hold today.
fn present(source: &Source<'_>) -> Past {
    let mut history = History::default();
    history.push_work_tree(Contents::of(source.workspace), source.as_of);
    Past::seen_by(Arc::new(history), Visibility::Restricted)
}

fn row(standing: Standing) -> KpiRow {
    let Standing { kpi, measure, status, judgement, trend } = standing;
    let window = measure.window;
    let mut reason = measure.reason;
    if reason.is_none() && status == kpi::Status::Insufficient {
        reason = Some("too few cases for a colour".to_owned());
    }
    KpiRow {
        id: kpi.id,
        title: kpi.title,
        value: measure.value,
        numerator: measure.numerator,
        denominator: measure.denominator,
        n: measure.n,
        unit: kpi.unit,
        window: WindowRow { from: window.from, to: window.to, days: window.days(), text: kpi.window },
        status: status.as_str(),
        reason,
        target: kpi.target,
        direction: kpi.good.as_str(),
        rag: judgement.colour.map(crate::model::Colour::as_str),
        rag_reasons: judgement.reasons,
        sparkline: sparkline(&trend),
        trend,
        interval: measure.interval,
        original: measure.original,
        beside: measure.beside,
        notes: measure.notes,
        excluded: measure.excluded,
        evidence: measure.evidence,
        text: measure
            .value
            .map_or_else(|| status.as_str().replace('-', " "), |value| number(value, kpi.unit)),
    }
}

impl View for KpisView {
    plain_view!("kpis");

    fn tables(&self) -> Vec<Table> {
        vec![table(&self.kpis)]
    }
}

/// Returns KPIs as a table of plain values.
pub(super) fn table(rows: &[KpiRow]) -> Table {
    let columns = [
        "id",
        "title",
        "value",
        "numerator",
        "denominator",
        "n",
        "unit",
        "from",
        "to",
        "status",
        "reason",
        "target",
        "rag",
        "trend",
        "slope",
        "low",
        "high",
        "original",
    ];
    let cells = rows.iter().map(|row| {
        vec![
            Cell::text(row.id),
            Cell::text(row.title),
            Cell::number(row.value),
            Cell::number(row.numerator),
            Cell::number(row.denominator),
            Cell::Count(i64::try_from(row.n).unwrap_or(i64::MAX)),
            Cell::Text(words::unit(row.unit).to_owned()),
            Cell::day(Some(row.window.from)),
            Cell::day(Some(row.window.to)),
            Cell::text(row.status),
            Cell::maybe(row.reason.as_deref()),
            Cell::text(row.target),
            Cell::maybe(row.rag),
            Cell::text(row.trend.course.as_str()),
            Cell::number(row.trend.slope),
            Cell::number(row.interval.map(|interval| interval.low)),
            Cell::number(row.interval.map(|interval| interval.high)),
            Cell::number(row.original.and_then(|original| original.value)),
        ]
    });
    Table { name: "kpis".to_owned(), columns: columns.map(str::to_owned).to_vec(), rows: cells.collect() }
}
