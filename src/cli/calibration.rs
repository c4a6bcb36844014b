//! `epm forecast --calibration`: what past forecasts said against what came.

use std::sync::Arc;

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::diag::wording::chance;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::calibration;
use crate::report::calibration::CalibrationView;
use crate::report::calibration::ScoreRow;
use crate::trend;
use crate::trend::past::Past;

/// Records that are listed on a terminal.
const LISTED: usize = 20;

/// Shows the calibration in a format.
pub(crate) fn run(format: &str, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open_with_history(shared, ui)?;
    let session = &opened.session;
    let Some(history) = &session.history else {
        let help = "calibration reads past plans: run it in a Git repository that holds this plan";
        return Err(CliError::usage("there is no history to learn from", help));
    };
    let past = Past::new(Arc::clone(history));
    let workspace = &session.loaded.workspace;
    let (records, excluded) = trend::calibration::records(&past, workspace, session.as_of);
    let ratios = trend::calibration::ratios(&past, workspace, session.as_of);
    let wants = |program: &crate::model::Id| opened.wants(shared, program.as_str());
    let view = calibration::build(session.as_of, (&records, &excluded), &ratios, wants);
    match render::format(format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None => ui.print(&human(&view, ui.look()))?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn human(view: &CalibrationView, look: Look) -> String {
    let mut out = format!("{}, as of {}\n", view.summary, view.as_of);
    if !view.records.is_empty() {
        out.push('\n');
        out.push_str(&scores(view, look));
        out.push('\n');
        out.push_str(&records(view, look));
    }
    if !view.excluded.is_empty() {
        let n = view.excluded.len();
        let why = &view.excluded[0];
        let (id, horizon, reason) = (visible(&why.id, false), why.horizon, visible(&why.reason, false));
        out.push_str(&format!("\nnot scored: {n}, such as {id} at {horizon} days: {reason}\n"));
    }
    out.push_str(&classes(view, look));
    for note in &view.notes {
        out.push_str(&format!("note: {note}\n"));
    }
    out
}

fn scores(view: &CalibrationView, look: Look) -> String {
    let columns = [
        Column::word("DAYS BEFORE", 0),
        Column::number("N", 0),
        Column::number("BY P80", 0),
        Column::number("95%", 2),
        Column::number("BY CHANCE", 1),
        Column::number("BIAS", 0),
        Column::number("LOSS P50", 3),
        Column::number("LOSS P80", 3),
        Column::number("BRIER", 4),
        Column::number("SKILL", 4),
    ];
    let row = |row: &ScoreRow| {
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
        let days = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:+.1}d"));
        let range = |[low, high]: [f64; 2]| format!("{:.0}-{:.0}%", low * 100.0, high * 100.0);
        vec![
            row.horizon.map_or_else(|| "all".to_owned(), |horizon| horizon.to_string()),
            row.n.to_string(),
            format!("{} of {}", row.covered, row.n),
            row.interval.map_or_else(|| "–".to_owned(), range),
            row.p_value.filter(|_| row.n > 0).map_or_else(|| "–".to_owned(), chance),
            days(row.bias),
            number(row.pinball_p50),
            number(row.pinball_p80),
            number(row.brier),
            number(row.skill),
        ]
    };
    let rows: Vec<Vec<String>> = view.scores.iter().map(row).collect();
    let mut out = terminal::table(&columns, &rows, look);
    out.push_str(
        "bias: working days that half of the forecasts came too early by; loss in working days a forecast\n",
    );
    out
}

fn records(view: &CalibrationView, look: Look) -> String {
    let columns = [
        Column::word("ID", 0),
        Column::number("DAYS BEFORE", 0),
        Column::number("P50", 1),
        Column::number("P80", 0),
        Column::number("REACHED", 0),
        Column::number("AFTER P50", 2),
        Column::number("ON TIME?", 3),
        Column::word("PLAN OF", 4),
    ];
    let row = |row: &crate::report::calibration::RecordRow| {
        vec![
            row.id.clone(),
            row.horizon.to_string(),
            row.p50.clone(),
            row.p80.clone(),
            format!("{}{}", row.finished, if row.covered { "" } else { " late" }),
            format!("{:+.1}d", row.error_p50),
            row.p_on_time.map_or_else(|| "–".to_owned(), chance),
            format!("{} {}", row.day, row.commit),
        ]
    };
    let rows: Vec<Vec<String>> = view.records.iter().take(LISTED).map(row).collect();
    let mut out = terminal::table(&columns, &rows, look);
    if view.records.len() > LISTED {
        out.push_str(&format!("and {} more; `--format csv` lists them all\n", view.records.len() - LISTED));
    }
    out
}

fn classes(view: &CalibrationView, look: Look) -> String {
    if view.classes.is_empty() {
        return "\nno finished work whose length was planned when it began: no reference class\n".to_owned();
    }
    let columns = [
        Column::text("FINISHED WORK OF", 0),
        Column::number("N", 0),
        Column::number("P50", 0),
        Column::number("P80", 0),
        Column::number("P90", 1),
        Column::number("FROM", 2),
        Column::number("TO", 2),
        Column::text("", 3),
    ];
    let row = |class: &crate::report::calibration::ClassRow| {
        let whose = match &class.team {
            Some(team) => format!("{}, {team}", class.program),
            None => class.program.clone(),
        };
        let times = |ratio: f64| format!("×{ratio:.2}");
        vec![
            whose,
            class.n.to_string(),
            times(class.p50),
            times(class.p80),
            times(class.p90),
            class.from.clone(),
            class.to.clone(),
            class.use_text.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = view.classes.iter().map(row).collect();
    format!("\nactual over planned length:\n{}", terminal::table(&columns, &rows, look))
}
