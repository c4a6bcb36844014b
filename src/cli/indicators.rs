//! `epm indicators`: what metrics and finished milestones foretell.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::diag::wording;
use crate::model::Date;
use crate::model::Metric;
use crate::model::Program;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::indicators::IndicatorRow;
use crate::report::indicators::IndicatorsView;
use crate::report::indicators::Money;
use crate::report::indicators::Picks;
use crate::report::indicators::Progress;
use crate::report::indicators::ProgressRow;
use crate::report::indicators::Quantiles;
use crate::report::indicators::build;
use crate::report::indicators::number;

/// Foretell from numbers: when metrics reach their targets, and how far milestones are
///
/// Takes the periods of each metric as they were, in any order, and says when the target is reached and how much is done
/// by the date. Of programs it says how much of what should be finished is, by weight.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The metrics to show: ids, or `program/id`; all unless given
    ids: Vec<String>,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let opened = workspace::open(shared, ui)?;
    let session = &opened.session;
    let workspace = &session.loaded.workspace;
    let is_named = |word: &str, program: &Program, metric: &Metric| {
        let full = format!("{}/{}", program.id, metric.id);
        word.eq_ignore_ascii_case(metric.id.as_str()) || word.eq_ignore_ascii_case(&full)
    };
    let here = workspace.programs.iter().filter(|program| opened.wants(shared, program.id.as_str()));
    let known: Vec<(&Program, &Metric)> =
        here.flat_map(|program| program.metrics.iter().map(move |metric| (program, metric))).collect();
    for word in &args.ids {
        if !known.iter().any(|(program, metric)| is_named(word, program, metric)) {
            let ids: Vec<&str> = known.iter().map(|(_, metric)| metric.id.as_str()).collect();
            let help = crate::diag::did_you_mean(word, ids);
            let help = help.unwrap_or_else(|| "there is no metric here".to_owned());
            return Err(CliError::usage(format!("no metric `{word}`"), help));
        }
    }
    let asked =
        |program: &Program, metric: &Metric| args.ids.iter().any(|word| is_named(word, program, metric));
    let asked: Option<Picks<'_>> = if args.ids.is_empty() { None } else { Some(&asked) };
    let view = build(workspace, &session.plan, |id| opened.wants(shared, id), asked);
    match render::format(&args.format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None => ui.print(&human(&view, ui.look()))?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn human(view: &IndicatorsView, look: Look) -> String {
    let mut out = format!("What the numbers foretell, as of {}\n", view.as_of);
    if view.metrics.is_empty() && view.without_values.is_empty() {
        out.push_str("\nno metric is declared here (`metrics.yaml`)\n");
    }
    if !view.metrics.is_empty() {
        out.push_str(&format!("\n{}", table(&view.metrics, look)));
    }
    for row in &view.metrics {
        out.push_str(&format!("\n{}: {}\n", visible(&row.id, false), visible(&row.title, false)));
        out.push_str(&terminal::hanging("  ", &visible(&row.answer, false), look.width, 2));
        for warning in &row.warnings {
            out.push_str(&terminal::hanging("  - ", &visible(&warning.text, false), look.width, 4));
        }
    }
    if !view.without_values.is_empty() {
        let names = wording::names(&view.without_values);
        let text = format!("without a value so far: {names}");
        out.push_str(&format!("\n{}\n", terminal::paragraph(&visible(&text, false), look.width, 2)));
    }
    for program in &view.programs {
        out.push_str(&progress(program, look));
    }
    out
}

fn table(rows: &[IndicatorRow], look: Look) -> String {
    let columns = [
        Column::text("METRIC", 0),
        Column::number("VALUE", 0),
        Column::number("TARGET", 1),
        Column::text("UNIT", 5),
        Column::number("BY", 3),
        Column::number("P50", 0),
        Column::number("P80", 0),
        Column::number("CHANCE", 2),
    ];
    let rows: Vec<Vec<String>> =
        rows.iter()
            .map(|row| {
                let day = |of: fn(&Quantiles<Option<Date>>) -> Option<Date>| match (&row.dates, row.state) {
                    (_, "reached") => "reached".to_owned(),
                    (Some(dates), _) => of(dates)
                        .map_or_else(|| format!("> {} years", row.horizon_years), |day| day.to_string()),
                    (None, _) => "no forecast".to_owned(),
                };
                vec![
                    row.id.clone(),
                    number(row.value),
                    row.target.map(number).unwrap_or_default(),
                    row.unit.clone().unwrap_or_default(),
                    row.by.map(|day| day.to_string()).unwrap_or_default(),
                    day(|dates| dates.p50),
                    day(|dates| dates.p80),
                    row.p_by.map(wording::chance).unwrap_or_default(),
                ]
            })
            .collect();
    terminal::table(&columns, &rows, look)
}

fn progress(program: &ProgressRow, look: Look) -> String {
    let mut out = format!("\n{}: progress by weight ({})\n", visible(&program.id, false), program.label);
    let text = match &program.progress {
        Some(progress) => weighed(progress),
        None => "No figure: no milestone has a commitment, or the program has not begun.".to_owned(),
    };
    out.push_str(&terminal::hanging("  ", &text, look.width, 2));
    if let Some(budget) = program.budget.as_ref().map(money).filter(|text| !text.is_empty()) {
        let text = format!("Budget, as the charter says it: {budget}; not part of the figures above.");
        out.push_str(&terminal::hanging("  ", &visible(&text, false), look.width, 2));
    }
    out
}

fn weighed(progress: &Progress) -> String {
    let days = wording::working_days;
    let mut parts = vec![format!(
        "Done is {} of {}; {} should be by now.",
        number(progress.done_days),
        days(progress.total_days),
        number(progress.due_days)
    )];
    match (progress.earned_schedule, progress.sv_t, progress.spi_t) {
        (Some(es), Some(variance), Some(spi)) => {
            let stands = match variance {
                v if v.abs() < 0.05 => "in time".to_owned(),
                v if v < 0.0 => format!("{:.1} weeks behind", -v),
                v => format!("{v:.1} weeks ahead"),
            };
            parts.push(format!(
                "That is where the commitments were in week {es:.1}, and this is week {:.1}: {stands} (SV(t) \
                 {variance:.1}, SPI(t) {spi:.2}).",
                progress.weeks
            ));
        }
        _ => parts.push("Nothing was due yet and nothing is done: there is no SPI(t).".to_owned()),
    }
    if let (Some(weeks), Some(day)) = (progress.ieac_t, progress.ieac_date) {
        parts.push(format!(
            "At this pace all is done after {weeks:.1} weeks instead of {}: {day}, not {} (IEAC(t)).",
            progress.planned_weeks, progress.last_committed
        ));
    }
    if progress.without_commitment > 0 {
        let verb = if progress.without_commitment == 1 { "does" } else { "do" };
        let without =
            wording::count(i64::try_from(progress.without_commitment).unwrap_or(i64::MAX), "milestone");
        parts.push(format!("{without} without a commitment {verb} not count."));
    }
    parts.join(" ")
}

fn money(budget: &Money) -> String {
    let currency = budget.currency.as_ref().map_or_else(String::new, |currency| format!(" {currency}"));
    let parts = [(budget.approved, "approved"), (budget.actual, "spent"), (budget.forecast, "expected")];
    let parts = parts.into_iter().filter_map(|(n, what)| Some(format!("{:.0}{currency} {what}", n?)));
    parts.collect::<Vec<_>>().join(", ")
}
