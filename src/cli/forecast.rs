//! `epm forecast`: when it comes, how sure that is, and what moves it.

use crate::cli::calibration;
use crate::cli::exit::CliError;
use crate::cli::exit::ExitStatus;
use crate::cli::options::Shared;
use crate::cli::ui::Ui;
use crate::cli::why;
use crate::cli::workspace;
use crate::diag::wording;
use crate::plan::NodeKey;
use crate::plan::forecast;
use crate::plan::forecast::DriverKind;
use crate::plan::forecast::MAX_TRIALS;
use crate::plan::forecast::Options;
use crate::plan::forecast::Risks;
use crate::render;
use crate::render::findings::human::Look;
use crate::render::findings::visible;
use crate::render::terminal;
use crate::render::terminal::Column;
use crate::report::forecast::DriverRow;
use crate::report::forecast::ForecastView;
use crate::report::forecast::ItemRow;
use crate::report::forecast::ProgramRow;
use crate::report::forecast::build;

/// Items times trials that a forecast may cost: about a minute.
const MOST_VALUES: u64 = 5_000_000_000;

/// Drivers that are shown of a program.
const DRIVERS: usize = 10;

/// Cells of the longest bar.
const BAR: f64 = 12.0;

/// Forecast the dates: ranges, the chance of each commitment, and what moves the end
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The items to show: ids, or `program/id`; all that is open unless given
    ids: Vec<String>,

    /// How many times to play the plan through
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_TRIALS)))]
    trials: Option<u32>,

    /// The number that the random numbers follow from
    #[arg(long, value_name = "S")]
    seed: Option<u64>,

    /// The level of commitments: `80%`
    #[arg(long, value_name = "P", value_parser = level)]
    level: Option<f64>,

    /// Which case of the risks counts: as they stand, what is left after mitigation, or none
    #[arg(long, value_name = "CASE", default_value = "current", value_parser = ["current", "residual", "off"])]
    risks: String,

    /// human, json or csv
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json", "csv"])]
    format: String,

    /// Show also what is finished
    #[arg(long)]
    all: bool,

    /// Score past forecasts against what came, from history, and show how long finished work took against its plan
    #[arg(long, conflicts_with_all = ["ids", "trials", "seed", "level", "all"])]
    calibration: bool,
}

/// Reads a level: `80%`, `P80` or `80`, from 1 to 99.
fn level(text: &str) -> Result<f64, String> {
    let digits = text.trim_start_matches(['p', 'P']).trim_end_matches('%');
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value = digits.parse::<f64>().ok().filter(|n| is_number && (1.0..=99.0).contains(n));
    value.map(|n| n / 100.0).ok_or_else(|| "write a level from 1% to 99%: `80%`".to_owned())
}

pub(crate) fn run(args: &Args, shared: &Shared, ui: &Ui) -> Result<ExitStatus, CliError> {
    if args.calibration {
        return calibration::run(&args.format, shared, ui);
    }
    let opened = workspace::open(shared, ui)?;
    let session = &opened.session;
    let (workspace, plan) = (&session.loaded.workspace, &session.plan);
    let asked: Vec<NodeKey> = args
        .ids
        .iter()
        .map(|id| Ok(plan.nodes[why::find(id, shared, &opened)?].key.clone()))
        .collect::<Result<_, CliError>>()?;
    let open = plan.nodes.iter().filter(|node| !node.is_done).count();
    let set = Options::new(workspace.settings(), open);
    let options = Options {
        trials: args.trials.unwrap_or(set.trials),
        seed: args.seed.unwrap_or(set.seed),
        level: args.level.unwrap_or(set.level),
        risks: match args.risks.as_str() {
            "residual" => Risks::Residual,
            "off" => Risks::Off,
            _ => Risks::Current,
        },
    };
    if open as u64 * u64::from(options.trials) > MOST_VALUES {
        let most = MOST_VALUES / open as u64;
        return Err(CliError::usage(
            format!("{} trials of {open} open items are more than this can play through", options.trials),
            format!("ask for at most {most} trials: `--trials {most}`"),
        ));
    }
    let kept = plan.outlook.forecast().filter(|forecast| forecast.options == options).cloned();
    let Some(drawn) = kept.or_else(|| forecast::forecast(workspace, plan, options)) else {
        return Err(CliError::usage("there is no plan to forecast", "`epm check` says what is missing"));
    };
    let drivers = forecast::drivers(workspace, plan, &drawn);
    let shows = |key: &NodeKey| asked.is_empty() || asked.contains(key);
    let view = build(workspace, plan, (&drawn, &drivers), |id| opened.wants(shared, id), shows);
    match render::format(&args.format) {
        Some(format) => ui.print(&(format.encode)(&view)?)?,
        None => ui.print(&human(&view, args, ui.look()))?,
    }
    opened.say_faults(ui);
    Ok(ExitStatus::Clean)
}

fn human(view: &ForecastView, args: &Args, look: Look) -> String {
    let mut out = String::new();
    for program in &view.programs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&head(program, view, look));
        out.push_str(&table(program, view, args, look));
        out.push_str(&drivers(program, view, look));
    }
    if view.programs.is_empty() {
        out.push_str("there is no program here\n");
        return out;
    }
    out.push_str(&format!("\n{}\n", paragraph(&basis(view), look)));
    for note in &view.notes {
        out.push_str(&format!("{}\n", paragraph(&format!("note: {note}"), look)));
    }
    out
}

fn paragraph(text: &str, look: Look) -> String {
    terminal::paragraph(&visible(text, false), look.width, 2)
}

/// Says in three sentences when a program ends.
fn head(program: &ProgramRow, view: &ForecastView, look: Look) -> String {
    let finish = &program.finish;
    let level = percent(view.level);
    let mut out = format!("{}  as of {}\n\n", visible(&program.id, false), view.as_of);
    let when = if finish.sd > 0.0 {
        format!(
            "{}: as likely as not by {} (P50), {level} likely by {} (P{}).",
            program.title,
            finish.dates.p50,
            finish.dates.level,
            level.trim_end_matches('%')
        )
    } else {
        format!("{}: {}; nothing that leads to it has a range.", program.title, finish.dates.p50)
    };
    let committed = match (finish.committed, finish.p_committed) {
        (Some(day), Some(p)) => {
            format!(" Its commitment, {day}, is {} likely to be met.", wording::chance(p))
        }
        (Some(day), None) => format!(" Committed is {day}; nothing else says when it comes."),
        (None, _) => " Nothing is committed.".to_owned(),
    };
    out.push_str(&paragraph(&format!("{when}{committed}"), look));
    out.push('\n');
    if let Some(planned) = program.planned_date.filter(|_| finish.sd > 0.0) {
        let error = wording::working_days(finish.p80_error);
        let gap = finish.contingency;
        let text = if gap > 0.05 {
            format!(
                "The plan says {planned}; {level} takes a contingency of {}. The standard error of the P80 is {error}.",
                wording::working_days(gap)
            )
        } else {
            format!(
                "The plan says {planned}, which is {level} likely or better. The standard error of the P80 is {error}."
            )
        };
        out.push_str(&paragraph(&text, look));
        out.push('\n');
    }
    out.push('\n');
    out
}

fn table(program: &ProgramRow, view: &ForecastView, args: &Args, look: Look) -> String {
    let of_program: Vec<&ItemRow> = view.items.iter().filter(|item| item.program == program.id).collect();
    let mut items: Vec<&ItemRow> =
        of_program.iter().copied().filter(|item| args.all || !args.ids.is_empty() || !item.done).collect();
    items.sort_by(|a, b| {
        let key = |item: &ItemRow| (item.finish.dates.p50, item.finish.dates.p80, item.id.clone());
        key(a).cmp(&key(b))
    });
    let columns = [
        Column::word("ID", 0),
        Column::number("P10", 4),
        Column::number("P50", 0),
        Column::number("P80", 0),
        Column::number("P90", 5),
        Column::number("COMMITTED", 1),
        Column::number("CHANCE", 0),
        Column::number("CRITICAL", 2),
        Column::word("RESTS ON", 6),
        Column::text("TITLE", 3),
    ];
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            let finish = &item.finish;
            vec![
                item.id.clone(),
                finish.dates.p10.to_string(),
                finish.dates.p50.to_string(),
                finish.dates.p80.to_string(),
                finish.dates.p90.to_string(),
                finish.committed.map(|day| day.to_string()).unwrap_or_default(),
                finish.p_committed.map(wording::brief_chance).unwrap_or_default(),
                if item.done { String::new() } else { percent(item.criticality) },
                item.basis.to_owned(),
                item.title.clone(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut out = terminal::table(&columns, &rows, look);
    if rows.len() < of_program.len() {
        out.push_str(&format!("\n{} finished not shown (--all shows them)\n", of_program.len() - rows.len()));
    }
    out
}

fn drivers(program: &ProgramRow, view: &ForecastView, look: Look) -> String {
    let of_program = |row: &&DriverRow| row.program == program.id && row.level_effect > 0.05;
    let shown: Vec<&DriverRow> = view.drivers.iter().filter(of_program).take(DRIVERS).collect();
    let Some(most) = shown.first().map(|row| row.level_effect) else { return String::new() };
    let level = percent(view.level);
    let columns = [
        Column::word("WITHOUT IT", 0),
        Column::number("EARLIER", 0),
        Column::word("", 3),
        Column::number("LIKELY", 1),
        Column::text("WHAT IT IS", 2),
    ];
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|row| {
            let cells = (row.level_effect / most * BAR).ceil().clamp(1.0, BAR) as usize;
            vec![
                match row.kind {
                    DriverKind::Risk => row.id.clone(),
                    DriverKind::Range => format!("range of {}", row.id),
                },
                format!("{:.1}d", row.level_effect),
                "#".repeat(cells),
                row.probability.map(percent).unwrap_or_default(),
                row.title.clone(),
            ]
        })
        .collect();
    let what =
        format!("What moves the end most: by how many working days it is {level} likely earlier without it");
    format!("\n{}\n\n{}", paragraph(&what, look), terminal::table(&columns, &rows, look))
}

/// Says what the forecast rests on.
fn basis(view: &ForecastView) -> String {
    let inputs = &view.inputs;
    let mut parts = vec![format!("{} with a range of their own", inputs.ranges)];
    let others = [
        (inputs.default_ranges, "with a default range"),
        (inputs.used_up, "with a range that is used up"),
        (inputs.one_number, "with one number"),
        (inputs.broken, "with a broken range"),
    ];
    parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    let risks = match inputs.risks {
        0 => "no risk in numbers".to_owned(),
        1 => "1 risk in numbers".to_owned(),
        n => format!("{n} risks in numbers"),
    };
    format!(
        "Rests on {} trials (seed {}); of the open work {}; {risks}.",
        view.trials,
        view.seed,
        wording::list(parts)
    )
}

/// Writes a share: `4%`.
fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
