//! `epm kpi`: what the program's own history says of how well it is run.

use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::workspace;
use crate::model::Id;
use crate::model::Visibility;
use crate::pipeline::publish;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::kpis::KpiRow;
use crate::report::kpis::KpisView;
use crate::report::kpis::Source;
use crate::report::kpis::build;
use crate::report::kpis::number;
use crate::report::kpis::signed;
use crate::trend::kpi;
use crate::trend::kpi::Beside;
use crate::trend::kpi::Entry;
use crate::trend::kpi::KPIS;
use crate::trend::kpi::Kpi;

/// Measure the seventeen KPIs, from the plan's own history
///
/// Each has a value or none, the cases it rests on, a 95% interval, a trend and a colour; below the least number of cases
/// there is no colour. `--explain` lists everything that was counted and left out, with the commits.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The KPIs to show, by their words; all unless given
    ids: Vec<String>,

    /// List what one KPI counted and left out, and why
    #[arg(long, value_name = "KPI", conflicts_with = "ids")]
    explain: Option<String>,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    let asked = asked(args)?;
    let opened = workspace::open_with_history(shared, ui)?;
    let session = &opened.session;
    let past = publish::past(session, Visibility::Restricted);
    let programs: Vec<Id> = shared.program.iter().map(|id| Id::new(id.as_str())).collect();
    let source = Source {
        workspace: &session.loaded.workspace,
        past: past.as_ref(),
        digests: &session.loaded.digests,
        as_of: session.as_of,
    };
    let view = build(&source, &programs, &asked);
    match render::format(&args.format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None if args.explain.is_some() => {
            let texts = view.kpis.iter().zip(&asked).map(|(row, kpi)| explained(row, kpi, ui.look()));
            ui.print(&texts.collect::<String>())?;
        }
        None => ui.print(&human(&view, ui.look()))?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn asked(args: &Args) -> Result<Vec<&'static Kpi>, CliError> {
    let find = |word: &String| {
        kpi::find(&word.replace('-', "_")).ok_or_else(|| {
            let known: Vec<&str> = KPIS.iter().map(|kpi| kpi.id).collect();
            let help = crate::diag::did_you_mean(word, known.iter().copied());
            let help = help.unwrap_or_else(|| format!("known: {}", known.join(", ")));
            CliError::usage(format!("no KPI `{word}`"), help)
        })
    };
    let words: Vec<&String> = args.ids.iter().chain(&args.explain).collect();
    if words.is_empty() {
        return Ok(KPIS.iter().collect());
    }
    words.into_iter().map(find).collect()
}

fn human(view: &KpisView, look: Look) -> String {
    let columns = [
        Column::word("KPI", 0),
        Column::number("VALUE", 0),
        Column::word("RAG", 0),
        Column::number("N", 3),
        Column::word("95%", 4),
        Column::word("TREND", 2),
        Column::text("TARGET", 5),
    ];
    let rows: Vec<Vec<String>> = view
        .kpis
        .iter()
        .map(|row| {
            let trend = format!("{} {}", row.sparkline, arrow(row));
            vec![
                row.id.to_owned(),
                row.text.clone(),
                row.rag.unwrap_or("–").to_owned(),
                if row.n == 0 { String::new() } else { row.n.to_string() },
                interval(row),
                trend.trim().to_owned(),
                row.target.to_owned(),
            ]
        })
        .collect();
    let mut out = format!("KPIs as of {}\n\n{}", view.as_of, terminal::table(&columns, &rows, look));
    let is_said = |row: &&KpiRow| row.status != "ok" && row.reason.is_some();
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in view.kpis.iter().filter(is_said) {
        let reason = row.reason.as_deref().unwrap_or_default();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, ids)) => ids.push(row.id),
            None => reasons.push((reason, vec![row.id])),
        }
    }
    if !reasons.is_empty() {
        out.push('\n');
    }
    for (reason, ids) in reasons {
        out.push_str(&terminal::hanging(
            "  ",
            &visible(&format!("{}: {reason}", ids.join(", ")), false),
            look.width,
            4,
        ));
    }
    let hint = "`epm kpi --explain KPI` lists what one counted and left out.";
    out.push_str(&format!("\n{}\n", terminal::paragraph(hint, look.width, 0)));
    out
}

fn arrow(row: &KpiRow) -> &'static str {
    match row.trend.course {
        kpi::Course::Improving => "improving",
        kpi::Course::Worsening => "worsening",
        kpi::Course::Flat => "flat",
        kpi::Course::Unknown => "",
    }
}

fn interval(row: &KpiRow) -> String {
    row.interval.map_or_else(String::new, |i| {
        let low = number(i.low, row.unit);
        format!("{}–{}", low.trim_end_matches('%'), number(i.high, row.unit))
    })
}

fn explained(row: &KpiRow, kpi: &Kpi, look: Look) -> String {
    let mut out = format!("{} ({}): {}", row.title, row.id, row.text);
    if let (Some(above), Some(below)) = (row.numerator, row.denominator) {
        out.push_str(&format!(", {above} of {below}"));
    }
    out.push_str(&row.rag.map_or_else(|| ", no colour".to_owned(), |rag| format!(", {rag}")));
    out.push('\n');
    let mut line =
        |text: String| out.push_str(&terminal::hanging("  ", &visible(&text, false), look.width, 2));
    line(kpi.about.to_owned());
    line(format!(
        "Target: {}. Window: {}, {} to {}.",
        row.target, row.window.text, row.window.from, row.window.to
    ));
    if let Some(reason) = &row.reason {
        line(format!("{}: {reason}.", row.status));
    }
    if !row.rag_reasons.is_empty() {
        line(format!("Colour: {}.", row.rag_reasons.join("; ")));
    }
    if let Some(i) = row.interval {
        line(format!(
            "95% interval: {} to {}, n = {}.",
            number(i.low, row.unit),
            number(i.high, row.unit),
            row.n
        ));
    }
    if let Some(original) = row.original {
        let value = original.value.map_or_else(|| "none".to_owned(), |value| number(value, row.unit));
        let of = format!("{} of {}", original.numerator, original.denominator);
        line(format!("Against the first commitments: {value}, {of}."));
    }
    for note in &row.notes {
        line(format!("Note: {note}."));
    }
    trend(row, &mut line);
    if !row.beside.is_empty() {
        out.push_str("\nBeside it\n");
        row.beside.iter().for_each(|b| {
            out.push_str(&terminal::hanging("  ", &visible(&beside(b), false), look.width, 4));
        });
    }
    out.push_str(&entries("Counted", &row.evidence, look));
    out.push_str(&entries("Left out", &row.excluded, look));
    out
}

fn trend(row: &KpiRow, line: &mut impl FnMut(String)) {
    let Some(method) = row.trend.method else { return };
    let method = match method {
        "theil-sen" => "Theil–Sen slope over all windows",
        _ => "against the window before",
    };
    let change =
        row.trend.change.map_or_else(String::new, |change| format!("{}, ", signed(change, row.unit)));
    let windows = row.trend.points.iter();
    let values = windows.map(|p| {
        format!("{} {}", p.day, p.value.map_or_else(|| "–".to_owned(), |value| number(value, row.unit)))
    });
    line(format!("Trend: {} ({change}{method}).", row.trend.course.as_str()));
    line(format!("{} {}", row.sparkline, values.collect::<Vec<_>>().join(" · ")));
}

fn beside(b: &Beside) -> String {
    let value = b.value.map_or_else(|| "none".to_owned(), |value| number(value, b.unit));
    match (b.numerator, b.denominator) {
        (Some(above), Some(below)) => format!("{}: {value}, {above} of {below}", b.title),
        _ => format!("{}: {value}", b.title),
    }
}

fn entries(title: &str, entries: &[Entry], look: Look) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{title}\n");
    for entry in entries {
        let program = if entry.program.is_empty() { String::new() } else { format!("{}/", entry.program) };
        let outcome = match entry.outcome {
            Some(outcome @ ("hit" | "miss")) => format!("{outcome} "),
            _ => String::new(),
        };
        let commit = entry.commit.as_ref().map_or_else(String::new, |commit| format!(" ({commit})"));
        let text = format!("{outcome}{program}{}: {}{commit}", entry.item, entry.reason);
        out.push_str(&terminal::hanging("  ", &visible(&text, false), look.width, 4));
    }
    out
}
