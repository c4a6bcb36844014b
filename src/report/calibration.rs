//! Calibration as a view: what past forecasts said against what came, and how long finished work took.

use serde::Serialize;

use crate::diag::wording;
use crate::model::Date;
use crate::model::Id;
use crate::report::Cell;
use crate::report::Table;
use crate::report::View;
use crate::report::plain_view;
use crate::trend::calibration;
use crate::trend::calibration::Class;
use crate::trend::calibration::Excluded;
use crate::trend::calibration::HORIZONS;
use crate::trend::calibration::Ratio;
use crate::trend::calibration::Record;
use crate::trend::calibration::Scores;

/// What past forecasts were worth.
#[derive(Debug, Serialize)]
pub struct CalibrationView {
    /// The version of this shape.
    pub version: u32,
    /// The day until which milestones count.
    pub as_of: String,
    /// The whole in one sentence.
    pub summary: String,
    /// The scores of each horizon, and of all together.
    pub scores: Vec<ScoreRow>,
    /// What was said and what came, a row a milestone and horizon.
    pub records: Vec<RecordRow>,
    /// Finished milestones without a record, and why.
    pub excluded: Vec<ExcludedRow>,
    /// How long finished work took against its plan.
    pub classes: Vec<ClassRow>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// Scores over the records of a horizon.
#[derive(Debug, Serialize)]
pub struct ScoreRow {
    /// Days before the milestone; none for all horizons together.
    pub horizon: Option<i32>,
    /// How many records.
    pub n: usize,
    /// How many were reached by their P80.
    pub covered: usize,
    /// The share of that.
    pub coverage: Option<f64>,
    /// Its 95 % interval; none over all horizons.
    pub interval: Option<[f64; 2]>,
    /// The probability of so few by chance, if the P80 were right; none over all horizons, whose records of one milestone
    /// depend on each other.
    pub p_value: Option<f64>,
    /// `red` when chance does not explain it; else nothing.
    pub rag: Option<&'static str>,
    /// Mean signed error of P50 in working days; positive: later than said.
    pub bias: Option<f64>,
    /// Mean pinball loss of P50, in working days.
    pub pinball_p50: Option<f64>,
    /// Mean pinball loss of P80, in working days.
    pub pinball_p80: Option<f64>,
    /// How many records say how likely a commitment was.
    pub promised: usize,
    /// The Brier score of that.
    pub brier: Option<f64>,
    /// The share that was on time.
    pub base_rate: Option<f64>,
    /// 1 − Brier ÷ that of the base rate.
    pub skill: Option<f64>,
}

/// A record.
#[derive(Debug, Serialize)]
pub struct RecordRow {
    /// The program.
    pub program: String,
    /// The milestone.
    pub id: String,
    /// Days before it was reached.
    pub horizon: i32,
    /// The day of the forecast.
    pub day: String,
    /// The commit that it rests on.
    pub commit: String,
    /// P50.
    pub p50: String,
    /// P80.
    pub p80: String,
    /// The probability of meeting the commitment then.
    pub p_on_time: Option<f64>,
    /// The commitment in force then.
    pub committed: Option<String>,
    /// When it was reached.
    pub finished: String,
    /// Working days after P50.
    pub error_p50: f64,
    /// Working days after P80.
    pub error_p80: f64,
    /// Reached by its P80.
    pub covered: bool,
    /// Reached by the commitment.
    pub on_time: Option<bool>,
}

/// A milestone without a record.
#[derive(Debug, Serialize)]
pub struct ExcludedRow {
    /// The program.
    pub program: String,
    /// The milestone.
    pub id: String,
    /// Days before it was reached.
    pub horizon: i32,
    /// Why.
    pub reason: String,
}

/// A reference class.
#[derive(Debug, Serialize)]
pub struct ClassRow {
    /// The program.
    pub program: String,
    /// The team; the whole program without one.
    pub team: Option<String>,
    /// How many pieces of finished work.
    pub n: usize,
    /// When the first of them was finished.
    pub from: String,
    /// When the last of them was finished.
    pub to: String,
    /// Actual over planned at 50 %.
    pub p50: f64,
    /// At 80 %.
    pub p80: f64,
    /// At 90 %.
    pub p90: f64,
    /// The mean.
    pub mean: f64,
    /// What it may be used for, in words.
    pub use_text: &'static str,
    /// The work it rests on.
    pub work: Vec<WorkRow>,
}

/// A piece of finished work.
#[derive(Debug, Serialize)]
pub struct WorkRow {
    /// The milestone.
    pub id: String,
    /// Working days planned when it began.
    pub planned: f64,
    /// Working days that it took.
    pub actual: f64,
    /// Actual over planned.
    pub ratio: f64,
}

/// Builds the view; `wants` says which programs are asked for.
pub fn build(
    as_of: Date,
    (records, excluded): (&[Record], &[Excluded]),
    ratios: &[Ratio],
    wants: impl Fn(&Id) -> bool,
) -> CalibrationView {
    let records: Vec<&Record> = records.iter().filter(|record| wants(&record.program)).collect();
    let ratios: Vec<Ratio> = ratios.iter().filter(|ratio| wants(&ratio.program)).cloned().collect();
    let of = |horizon: i32| records.iter().copied().filter(|r| r.horizon == horizon).collect::<Vec<_>>();
    let by_horizon: Vec<(i32, Scores)> =
        HORIZONS.iter().map(|horizon| (*horizon, Scores::new(&of(*horizon)))).collect();
    let mut scores: Vec<ScoreRow> =
        by_horizon.iter().map(|(horizon, scores)| score(Some(*horizon), scores)).collect();
    let all = Scores::new(&records);
    scores.push(score(None, &all));
    CalibrationView {
        version: 1,
        as_of: as_of.to_string(),
        summary: summary(&records, &all, &by_horizon),
        scores,
        records: records.iter().map(|record| row(record)).collect(),
        excluded: excluded.iter().filter(|e| wants(&e.program)).map(excluded_row).collect(),
        classes: calibration::classes(&ratios).iter().map(|class| class_row(class, &ratios)).collect(),
        notes: notes(&records),
    }
}

fn score(horizon: Option<i32>, scores: &Scores) -> ScoreRow {
    #[allow(clippy::cast_precision_loss)] // counts of records
    let coverage = (scores.n > 0).then(|| scores.covered as f64 / scores.n as f64);
    ScoreRow {
        horizon,
        n: scores.n,
        covered: scores.covered,
        coverage,
        interval: scores.interval.filter(|_| horizon.is_some()).map(|(low, high)| [low, high]),
        p_value: horizon.map(|_| scores.p_value),
        rag: (horizon.is_some() && scores.is_overconfident()).then_some("red"),
        bias: scores.bias,
        pinball_p50: scores.pinball50,
        pinball_p80: scores.pinball80,
        promised: scores.promised,
        brier: scores.brier.map(|brier| brier.score),
        base_rate: scores.brier.map(|brier| brier.base_rate),
        skill: scores.brier.and_then(|brier| brier.skill),
    }
}

fn summary(records: &[&Record], all: &Scores, by_horizon: &[(i32, Scores)]) -> String {
    let mut milestones: Vec<_> = records.iter().map(|record| (&record.program, &record.id)).collect();
    milestones.dedup();
    let count = |n: usize, what: &str| wording::count(i64::try_from(n).unwrap_or(i64::MAX), what);
    if all.n == 0 {
        return "no milestone was reached that had been forecast 28, 56 or 84 days before".to_owned();
    }
    let bad = by_horizon.iter().filter(|(_, scores)| scores.is_overconfident());
    let bad: Vec<String> = bad.map(|(horizon, _)| horizon.to_string()).collect();
    let verdict = if bad.is_empty() {
        "chance may explain the rest".to_owned()
    } else {
        format!("at {} days more came late than chance explains", wording::list(bad))
    };
    format!(
        "{} of {}: {} of {} reached by the P80, {verdict}",
        count(all.n, "forecast"),
        count(milestones.len(), "milestone"),
        all.covered,
        all.n
    )
}

fn row(record: &Record) -> RecordRow {
    RecordRow {
        program: record.program.to_string(),
        id: record.id.to_string(),
        horizon: record.horizon,
        day: record.day.to_string(),
        commit: record.commit.clone(),
        p50: record.p50.to_string(),
        p80: record.p80.to_string(),
        p_on_time: record.p_on_time,
        committed: record.committed.map(|day| day.to_string()),
        finished: record.finished.to_string(),
        error_p50: record.error50,
        error_p80: record.error80,
        covered: record.is_covered(),
        on_time: record.is_on_time(),
    }
}

fn excluded_row(excluded: &Excluded) -> ExcludedRow {
    ExcludedRow {
        program: excluded.program.to_string(),
        id: excluded.id.to_string(),
        horizon: excluded.horizon,
        reason: excluded.reason.clone(),
    }
}

fn class_row(class: &Class, ratios: &[Ratio]) -> ClassRow {
    let is_in =
        |ratio: &&Ratio| ratio.program == class.program && (class.team.is_none() || ratio.team == class.team);
    let work = |ratio: &Ratio| WorkRow {
        id: ratio.id.to_string(),
        planned: ratio.planned,
        actual: ratio.actual,
        ratio: ratio.value(),
    };
    ClassRow {
        program: class.program.to_string(),
        team: class.team.as_ref().map(ToString::to_string),
        n: class.n,
        from: class.from.to_string(),
        to: class.to.to_string(),
        p50: class.p50,
        p80: class.p80,
        p90: class.p90,
        mean: class.mean,
        use_text: match class.n {
            n if n < calibration::SHOWN_FROM => "too little finished work; the default ranges count",
            n if n < calibration::NARROWED_FROM => "enough to widen a range by, not to narrow one",
            _ => "enough to take in place of the default ranges",
        },
        work: ratios.iter().filter(is_in).map(work).collect(),
    }
}

fn notes(records: &[&Record]) -> Vec<String> {
    let mut notes = Vec::new();
    if !records.is_empty() && records.len() < calibration::SHOWN_FROM {
        notes.push("few records: the interval says how little they prove".to_owned());
    }
    if !records.is_empty() {
        notes.push(
            "the horizons of one milestone are not independent: read each column on its own".to_owned(),
        );
    }
    notes
}

impl View for CalibrationView {
    plain_view!("calibration");

    fn tables(&self) -> Vec<Table> {
        let columns = [
            "program",
            "id",
            "horizon",
            "day",
            "commit",
            "p50",
            "p80",
            "p_on_time",
            "committed",
            "finished",
            "error_p50",
            "error_p80",
            "covered",
        ];
        let row = |row: &RecordRow| {
            vec![
                Cell::text(&row.program),
                Cell::text(&row.id),
                Cell::Count(i64::from(row.horizon)),
                Cell::text(&row.day),
                Cell::text(&row.commit),
                Cell::text(&row.p50),
                Cell::text(&row.p80),
                Cell::number(row.p_on_time),
                Cell::maybe(row.committed.as_deref()),
                Cell::text(&row.finished),
                Cell::Number(row.error_p50),
                Cell::Number(row.error_p80),
                Cell::Flag(row.covered),
            ]
        };
        vec![Table {
            name: "records".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.records.iter().map(row).collect(),
        }]
    }
}
